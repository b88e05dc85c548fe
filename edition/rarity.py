"""How rare a word is: what it is worth as a sign that two passages speak of the same thing.

Two figures make the weight. In ordinary Chinese (`data/idf.txt`), 思想 and 方式
stand everywhere and 德治 nearly nowhere; among the passages at hand, the word
that all of them are about tells none from another. A word is worth the
geometric mean of both, so that it has to be rare in both.
"""

from __future__ import annotations

from functools import cache
from math import log, sqrt

from edition.words import entries

RAREST = 9.0
"""As rare as a word gets (natural logarithm of documents by documents that have it). Beyond it the
table says what its collection happened to hold, and a word it lacks is not rarer for that."""
COMMON = 3.0
"""So common that a word says nothing: one document in twenty has it."""


@cache
def _table() -> dict[str, float]:
    return {word: float(value) for word, value in entries("idf")}


def background(word: str) -> float:
    """From 0 for a word that stands everywhere to 1 for one that is rare in ordinary Chinese.

    >>> [round(background(word), 1) for word in ("我们", "方式", "基层", "德治")]
    [0.1, 0.3, 0.8, 1.0]
    """
    value = _table().get(word, RAREST)
    return max(0.0, value - COMMON) / (RAREST - COMMON)


def weight(word: str, having: int, passages: int) -> float:
    """What a word is worth that `having` of so many passages have; 0 when it says nothing.

    >>> round(weight("德治", 2, 30), 2), round(weight("德治", 20, 30), 2)
    (1.59, 0.64)
    """
    return sqrt(background(word) * max(0.0, log((passages + 1) / (having + 0.5))))
