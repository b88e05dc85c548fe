"""`python -m benchmarks.once NAME BYTES`: one text cleaned once, as JSON.

A process of its own for each text: what is cached for one would speed up the
next, and its memory would count again.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from benchmarks.texts import TEXTS
from edition.clean import clean
from edition.model import Edit
from edition.record import Record
from edition.rules import RULES
from edition.sources import of_string


def profile(text: str) -> dict[str, float]:
    """Seconds of a core that each rule takes to propose, and that the record takes."""
    source = of_string(text)
    spent: dict[str, float] = {}
    record = Record(text)
    for rule in RULES:
        start = time.process_time()
        found = list(rule.propose(record.text, source))
        spent[rule.name] = time.process_time() - start
        start = time.process_time()
        record = record.amended(rule.name, (one for one in found if isinstance(one, Edit)))
        len(record.text), record.places  # made when first asked for
        spent["(record)"] = spent.get("(record)", 0.0) + time.process_time() - start
    return spent


def main() -> None:
    """Print seconds by rule, and the peak of memory in MB."""
    name, length = sys.argv[1:]
    text = TEXTS[name](int(length))
    clean(of_string(TEXTS[name](3000)[::-1]))  # dictionaries are loaded, which is not measured
    spent = profile(text)
    # Linux counts in KB, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
    print(json.dumps({"seconds": spent, "peak": peak}))


if __name__ == "__main__":
    main()
