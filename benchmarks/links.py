"""`python -m benchmarks.links`: how fast passages are linked, and how that grows.

Passages are made of sentences of laws and of the corpus, drawn at random, in
texts of fifty passages; one in ten repeats half of a passage of another text.
Each size is measured in a process of its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from random import Random

from edition.clean import clean
from edition.model import Outline, Passage, Section, Work
from edition.outline import outline
from edition.parallels import parallels
from edition.sources import of_string
from tests.score.truth import texts

SIZES = (100, 1000, 10_000)
_TEXT = 50
"""Passages of a text."""
_LENGTH = 200
"""Characters of a passage, at least."""


def works(passages: int) -> list[Work]:
    """Texts with so many passages together, always the same."""
    random = Random(passages)
    sentences = [
        f"{one}。" for text in texts() for line in text for one in line.split("。") if len(one) > 8
    ]
    made: list[str] = []
    for number in range(passages):
        text = ""
        if number % 10 == 9:
            other = random.choice(made[: max(1, number - _TEXT)])
            text = other[: len(other) // 2]
        while len(text) < _LENGTH:
            text += random.choice(sentences)
        made.append(text)
    empty = clean(of_string("空。\n"))
    return [
        _work(f"text-{at:05}", made[at : at + _TEXT], Work(empty, outline(empty)))
        for at in range(0, passages, _TEXT)
    ]


def _work(ident: str, lines: list[str], like: Work) -> Work:
    """A text of these passages: cleaning is measured elsewhere."""
    at, found = 0, []
    for number, line in enumerate(lines, 1):
        found.append(Passage(f"p0-{number}", at, at + len(line)))
        at += len(line) + 1
    source = replace(like.cleaned.source, id=ident)
    cleaned = replace(like.cleaned, source=source, text="\n".join(lines), record=(), flags=())
    return Work(cleaned, Outline(None, (Section((0,), None, tuple(found)),)))


def main() -> None:
    """Print a row for each size."""
    if len(sys.argv) > 1:
        some = works(int(sys.argv[1]))
        parallels(works(_TEXT))  # dictionaries are loaded, which is not measured
        start = time.process_time()
        links = len(parallels(some))
        seconds = time.process_time() - start
        unit = 1_000_000 if sys.platform == "darwin" else 1000
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
        print(json.dumps({"seconds": seconds, "links": links, "peak": peak}))
        return
    for size in SIZES:
        said = json.loads(
            subprocess.check_output([sys.executable, "-m", "benchmarks.links", str(size)])
        )
        print(
            f"{size:>6} passages: {said['seconds']:7.2f} s, "
            f"{1000 * said['seconds'] / size:5.2f} ms each, {said['links']:>6} links, "
            f"{said['peak']:>5} MB at the peak",
            flush=True,
        )


if __name__ == "__main__":
    main()
