"""Stock formulas: set phrases that official Chinese is made of, whatever it speaks of.

Nearly all long strings that two speeches share are of this kind, so shared
wording alone proves little. Formulas come from a list (`data/formulas.txt`)
and from the collection itself: what runs through many of its passages, word
for word, is its stock.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from edition.words import entries

SHORTEST = 8
"""Characters of a formula that is found: what is shorter is as often the name of a matter."""
OFTEN = 4
"""A run of words that two texts have, in so many passages together, is a formula;"""
SHARE = 200
"""in a large collection in one passage of so many."""
LONGEST = 12
"""Words: a paragraph that a collection has several times is no formula."""
PARTICLES = frozenset("的了和与及是在以对把将为中上要")
"""Single words that neither open nor close a phrase."""

Words = Sequence[Sequence[str]]
"""A passage's words, in the runs that stand between its marks."""
_Phrase = tuple[str, ...]
"""Words in a row."""


class Formulas:
    """A set of formulas, and where they stand in a text.

    >>> known = Formulas(["建立健全", "贡献力量"])
    >>> list(known.spans("要建立健全制度。"))
    [(1, 5)]
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for phrase in sorted(set(phrases), key=len, reverse=True):
            self._by_start[phrase[:2]].append(phrase)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where formulas stand, the longest at each place; spans do not overlap."""
        at = 0
        while at < len(text):
            candidates = self._by_start.get(text[at : at + 2], ())
            found = next((one for one in candidates if text.startswith(one, at)), "")
            if found:
                yield at, at + len(found)
            at += len(found) or 1


@cache
def listed() -> tuple[str, ...]:
    """The formulas of the list.

    >>> "建立健全" in listed()
    True
    """
    return tuple(fields[0] for fields in entries("formulas"))


def found(texts: Sequence[Sequence[Words]]) -> tuple[str, ...]:
    """What several texts repeat, longest first; a passage is its runs of words.

    A run of two words or more counts once a passage. A part of a longer formula
    that stands nowhere else is not a formula of its own.

    >>> stock = [["大兴", "调查", "研究", "之风"]]
    >>> found([[stock, stock], [stock, stock, [["别", "的"]]]])
    ('大兴调查研究之风',)
    """
    often = max(OFTEN, sum(map(len, texts)) // SHARE)
    frequent: dict[_Phrase, int] = {}
    # A run is frequent only if both runs one word shorter are: so few have to be counted.
    last: dict[_Phrase, int] = {}
    for length in range(1, LONGEST + 1):
        passages: Counter[_Phrase] = Counter()
        having: Counter[_Phrase] = Counter()
        for text in texts:
            here = Counter(run for passage in text for run in set(_runs(passage, length, last)))
            passages.update(here)
            having.update(here.keys())
        last = {run: n for run, n in passages.items() if n >= often and having[run] > 1}
        if length > 1:
            frequent |= last
    whole = {
        run: n
        for run, n in frequent.items()
        if len("".join(run)) >= SHORTEST and not PARTICLES & {run[0], run[-1]}
    }
    parts = {
        run[a:b]
        for run in whole
        for a in range(len(run))
        for b in range(a + 1, len(run) + 1)
        if b - a < len(run) and whole.get(run[a:b], 0) <= whole[run]
    }
    return tuple(
        sorted({"".join(run) for run in whole if run not in parts}, key=lambda s: (-len(s), s))
    )


def _runs(passage: Words, length: int, shorter: dict[_Phrase, int]) -> Iterator[_Phrase]:
    """The runs of so many words whose two shorter parts are frequent."""
    for words in passage:
        for at in range(len(words) - length + 1):
            run = tuple(words[at : at + length])
            if length == 1 or (run[:-1] in shorter and run[1:] in shorter):
                yield run
