"""How likely a string is as Chinese: the best way to cut it into words, by their frequency.

Frequencies are those of jieba's dictionary, which rjieba carries. The score of a
string grows character by character, so that a search can weigh a reading while it
is still being made.
"""

from __future__ import annotations

from functools import cache
from math import inf, log
from typing import NamedTuple

import rjieba

from edition.script import keep_length

_LONGEST = 4
"""Characters of a word; longer ones are made of such."""
_OCCURRENCES = 6e7
"""What the dictionary's frequencies were counted on."""
_MARKS = {
    "\uff0c": 1 / 20,
    "。": 1 / 40,
    "、": 1 / 60,
    "“": 1 / 100,
    "”": 1 / 100,
    "《": 1 / 150,
    "》": 1 / 150,
    "\uff1a": 1 / 150,
    "\uff1b": 1 / 150,
    "\uff08": 1 / 150,
    "\uff09": 1 / 150,
    "\uff1f": 1 / 400,
    "\uff01": 1 / 400,
}
"""How often a mark stands among the words of running Chinese."""
_RARE = log(1e-9)


class Tail(NamedTuple):
    """The end of a string, and how likely all of it is up to each of its last characters."""

    text: str
    scores: tuple[float, ...]
    """One more than `text` has characters: the likelihood before each, and after the last."""

    @property
    def score(self) -> float:
        """The natural logarithm of the whole string's probability."""
        return self.scores[-1]


EMPTY = Tail("", (0.0,))


def extend(tail: Tail, char: str) -> Tail:
    """The string with one more character, in either script."""
    text = tail.text + _simplified(char)
    best = -inf
    for start, score in enumerate(tail.scores):
        best = max(best, score + _frequency(text[start:]))
    return Tail(text[1 - _LONGEST :], (*tail.scores, best)[-_LONGEST:])


def likelihood(text: str) -> float:
    """The natural logarithm of a string's probability.

    >>> likelihood("城市规模扩展") > likelihood("城市规。扩展") > likelihood("城市规埃扩展")
    True
    """
    tail = EMPTY
    for char in text:
        tail = extend(tail, char)
    return tail.score


@cache
def _simplified(char: str) -> str:
    return keep_length(char, "t2s")


@cache
def _frequency(word: str) -> float:
    """The natural logarithm of how often a word stands in running Chinese."""
    if word in _MARKS:
        return log(_MARKS[word])
    if rjieba.has_word(word):
        return log((float(rjieba.suggest_freq(word)) + 0.5) / _OCCURRENCES)
    return _RARE * len(word)
