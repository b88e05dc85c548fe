"""How likely words are in this order: 甚至会发生 rather than 甚至书发生.

`edition.lexicon` knows how often a word is used, not what it may stand beside. Here
a word is of a kind: the commonest are each a kind of their own, all others share one
by their part of speech and length. How often a word of one kind follows one of
another was counted once (`data/succession.txt`), on news and on what customers wrote;
that kinds are counted and not words keeps it small, and of use for other matters too.

>>> likelihood("甚至会发生") > likelihood("甚至书发生")
True
>>> likelihood("脸色不是很好\\uff0c") > likelihood("脸色不是很和\\uff0c")
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from math import exp, log
from typing import NamedTuple

import rjieba

from edition.lexicon import LONGEST, PARTICLE, broken, entry, frequency
from edition.script import HAN, converter
from edition.words import entries

BOUNDARY = "^"
"""What stands before the first word of a text, and after the last."""
_OTHERS = "?"
"""A kind for what the dictionary does not have."""
_BY_KIND = 0.8
"""How much is trusted to the kinds; the rest is the word's frequency anywhere."""
_UNSEEN = 1e-7
_HAN = re.compile(HAN)


class _Kind(NamedTuple):
    """What was counted of one kind of words."""

    times: int
    mass: float
    """How frequent its words are together, by the dictionary's count."""
    after: dict[str, int]
    """How often a word of each kind followed."""


_NEVER_MET = _Kind(0, 1.0, {})


@lru_cache(2**12)
def likelihood(text: str, ends: bool = False) -> float:
    """The natural logarithm of a string's probability, cut into words the best way.

    Either script; not comparable with that of `edition.lexicon`. `ends`: a line
    ends with it; an empty text has no end.

    >>> likelihood("由于这些原因。", ends=True) > likelihood("由于这些原因、", ends=True)
    True
    """
    plain = converter("t2s").convert(text).translate(PARTICLE)
    ways: list[dict[str, float]] = [{} for _ in range(len(plain) + 1)]
    ways[0][BOUNDARY] = 0.0
    for start, here in enumerate(ways[:-1]):
        for word in _words_at(plain, start):
            best = max(score + _follows(last, word) for last, score in here.items())
            there = ways[start + len(word)]
            there[word] = max(best, there.get(word, best))
    closes = bool(ends and text)
    closed = (score + closes * _follows(last, BOUNDARY) for last, score in ways[-1].items())
    return max(closed) + broken(plain)


def kind(word: str, own: Iterable[str]) -> str:
    """The kind of a word, given those that are kinds of their own.

    >>> [kind(word, {"的"}) for word in ("的", "书", "电动机", "龤", "2", "PDM", "\\uff5e")]
    ['的', 'n1', 'n3', '?', '0', 'A', '!']
    """
    if word in own:
        return word
    if not _HAN.match(word):
        return "0" if word.isdecimal() else "A" if word.isascii() and word.isalpha() else "!"
    if not rjieba.has_word(word):
        return _OTHERS
    return f"{rjieba.tag(word)[0][1][0]}{min(len(word), 3)}"


def _words_at(text: str, start: int) -> list[str]:
    ends = range(start + 2, min(len(text), start + LONGEST) + 1)
    return [text[start], *filter(None, (entry(text[start:end]) for end in ends))]


@lru_cache(2**18)
def _follows(last: str, word: str) -> float:
    """The natural logarithm of the probability of a word after another."""
    kinds, own = _kinds(), _kind(word)
    before, known = kinds.get(_kind(last), _NEVER_MET), kinds.get(own, _NEVER_MET)
    seen = before.times / (before.times + len(before.after) + 1)
    chance = (1 - seen) * max(known.times / _total(), _UNSEEN)
    chance += seen * before.after.get(own, 0) / max(before.times, 1)
    alone = exp(frequency(word))
    within = 1.0 if own == word else min(1.0, alone / known.mass)
    return log(_BY_KIND * chance * within + (1 - _BY_KIND) * alone)


@lru_cache(2**16)
def _kind(word: str) -> str:
    return word if word == BOUNDARY else kind(word, _kinds())


@cache
def _total() -> int:
    return sum(one.times for one in _kinds().values())


@cache
def _kinds() -> dict[str, _Kind]:
    found = {}
    for name, times, mass, after in entries("succession"):
        pairs = [pair.rsplit(":", 1) for pair in after.split(" ")]
        found[name] = _Kind(int(times), float(mass), {k: int(count) for k, count in pairs})
    return found
