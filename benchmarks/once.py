"""`python -m benchmarks.once seconds|memory NAME BYTES`: one text cleaned once, as JSON.

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

SEARCH = "shifts"
"""The rule that takes hours for a large text, and memory that does not depend on its length."""


def seconds(text: str) -> dict[str, float]:
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
        _ = record.text, record.places  # made when first asked for
        spent["(record)"] = spent.get("(record)", 0.0) + time.process_time() - start
    return spent


def memory(text: str) -> int:
    """The peak in MB while all rules but the search are applied; flags, being few, are not kept."""
    source = of_string(text)
    record = Record(text)
    for rule in RULES:
        if rule.name != SEARCH:
            found = rule.propose(record.text, source)
            record = record.amended(rule.name, (one for one in found if isinstance(one, Edit)))
    # Linux counts in KB, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def main() -> None:
    """Print seconds by rule, or the peak of memory in MB."""
    what, name, length = sys.argv[1:]
    text = TEXTS[name](int(length))
    clean(of_string(TEXTS[name](3000)[::-1]))  # dictionaries are loaded, which is not measured
    print(json.dumps({"seconds": seconds, "memory": memory}[what](text)))


if __name__ == "__main__":
    main()
