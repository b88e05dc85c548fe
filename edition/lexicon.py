"""How likely a string is as Chinese: the best way to cut it into words, by their frequency.

Frequencies are those of jieba's dictionary, which rjieba carries. The score of a
string grows character by character, so that a search can weigh a reading while it
is still being made.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

import rjieba

from edition.script import keep_length

PARTICLE = str.maketrans("著", "着")
"""A mirror writes 著 for both; 着 is far commoner, and `entry` finds the words with 著 too."""
LONGEST = 4
"""Characters of a word; longer ones are made of such."""
_OCCURRENCES = 6e7
"""What the dictionary's frequencies were counted on."""
_FREQUENT = {
    "的": 1 / 28,
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
"""How often a mark stands among the words of running Chinese, and 的, of which dictionaries
have counted too little."""
_RARE = log(1e-9)
_ODD = -12.5
"""Less likely than this, a character is rare."""
_LETTER = log(1e-5)
"""An ASCII character among Han,"""
_RUN = log(1 / 30)
"""and one that stands behind another, or opens a tag."""
_BLANK = log(1e-3)
"""A blank in a line."""
_STOPS = "\uff0c。、\uff1b\uff1a\uff1f\uff01"
_ENDS = _STOPS.replace("\uff0c", "").replace("、", "")
_NEVER = {
    *(a + b for a in "“《\uff08‘" for b in _STOPS + "”》\uff09’"),
    *(a + "<" for a in "“《\uff08‘\uff0c、"),
    *(a + "》" for a in _STOPS),
    *(a + b for a in _ENDS for b in _STOPS if a + b not in ("\uff1f\uff01", "\uff01\uff1f")),
}
"""Two marks that do not follow each other; a comma before another mark was put in by a mirror."""
_BROKEN = log(1e-6)
_INTRODUCED = log(10)
"""What is quoted most often stands behind a colon, and more so"""
_SAYING = frozenset("说道问答称调出示为求喊写")
"""where a verb of saying ends before it: 说, 强调, 指出, 表示, 认为."""


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
    if char == " ":
        return Tail("", (tail.score + _BLANK,))
    behind, scores = tail
    text = behind + _simplified(char)
    if "!" <= char <= "~":
        run = char == "<" or "!" <= behind[-1:] <= "~"
        best = scores[-1] + (_RUN if run else _LETTER)
    else:
        best = scores[-1] + frequency(text[-1])
        for at in range(len(behind)):
            if entry(text[at:]):
                best = max(best, scores[at] + frequency(text[at:]))
    if text[-2:] in _NEVER:
        best += _BROKEN
    elif text[-2:] == "\uff1a“":
        best += _INTRODUCED * (2 if behind[-2:-1] in _SAYING else 1)
    return Tail(text[1 - LONGEST :], (*scores, best)[-LONGEST:])


def broken(text: str) -> float:
    """What marks that do not follow each other cost a string: 0, or far below.

    >>> broken("他说。") == 0 > broken("“。他说")
    True
    """
    return _BROKEN * sum(text[at : at + 2] in _NEVER for at in range(len(text) - 1))


@lru_cache(2**16)
def likelihood(text: str) -> float:
    """The natural logarithm of a string's probability.

    >>> likelihood("城市规模扩展") > likelihood("城市规。扩展") > likelihood("城市规埃扩展")
    True
    >>> likelihood("看著他") == likelihood("看着他")
    True
    """
    tail = EMPTY
    for char in text:
        tail = extend(tail, char)
    return tail.score


@lru_cache(2**14)
def is_word(text: str) -> bool:
    """Whether the dictionary has it, in either script."""
    return bool(entry("".join(map(_simplified, text))))


def entry(word: str) -> str:
    """A word in Simplified characters as the dictionary has it; nothing where it has not.

    着 may be 著, for a mirror writes 著 for both: the commoner spelling counts.

    >>> entry("随着"), entry("着名"), entry("的着")
    ('随着', '著名', '')
    """
    if "着" not in word:
        return word if rjieba.has_word(word) else ""
    spellings = filter(rjieba.has_word, (word, word.replace("着", "著")))
    return max(spellings, key=rjieba.suggest_freq, default="")


def ends_word(behind: str) -> Callable[[str], bool]:
    """What tells whether a character ends a word that stands before it, in either script.

    >>> [char for char in "圍年樓" if ends_word("黨的周")(char)]
    ['圍', '年']
    """
    plain = "".join(map(_simplified, behind))
    begun = [plain[at:] for at in range(len(plain))]
    return lambda char: any(entry(part + _simplified(char)) for part in begun)


@cache
def _simplified(char: str) -> str:
    return keep_length(char, "t2s").translate(PARTICLE)


@lru_cache(2**16)
def frequency(word: str) -> float:
    """The natural logarithm of how often a word stands in running Chinese."""
    if word in _FREQUENT:
        return log(_FREQUENT[word])
    if spelt := entry(word):
        return log((float(rjieba.suggest_freq(spelt)) + 0.5) / _OCCURRENCES)
    return _RARE * len(word)


def has_oddity(text: str) -> bool:
    """Whether a rare character stands in it that makes no word with its neighbours.

    >>> has_oddity("因为砫的话"), has_oddity("因为超载的话")
    (True, False)
    """
    return any(
        frequency(_simplified(char)) < _ODD
        and not any(
            is_word(text[start:end])
            for start in range(max(0, at - LONGEST + 1), at + 1)
            for end in range(max(at + 1, start + 2), start + LONGEST + 1)
            if end <= len(text)
        )
        for at, char in enumerate(text)
        if "\u4e00" <= char <= "\u9fff"
    )
