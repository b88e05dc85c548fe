"""Verbatim reuse: wording that stands in two texts or more, as long as they agree.

Han characters, letters and digits are compared; punctuation and blanks neither
count nor part, for mirrors and editors change them first. A run stays within a
passage or heading, in each text, and has at least eight Han characters. It is as
long as can be: some two places agree in it and in no character before or after.

Only runs of eight that stand in several texts are looked at, and a group of places
that all have the same character before them is left at once, because it is a part
of a longer run. So the work grows with the texts, and with what they share.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from edition.model import Reuse, Stretch, Work
from edition.own import BLOT, own_text
from edition.script import HAN

LEAST = 8
"""Han characters of the shortest run."""
_HAN = re.compile(HAN)
_Place = tuple[int, int]
"""A line's number and a place in its letters."""


@dataclass(frozen=True)
class _Line:
    """A passage, heading or title, or a part of one, as letters."""

    text: str
    letters: str
    offsets: tuple[int, ...]
    """Of each letter, in the clean text."""


def reuses(works: Sequence[Work]) -> tuple[Reuse, ...]:
    """All wording that texts share, the longest first.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> one = edit(of_string("要坚持自治、法治、德治相结合的体系。", "a"))
    >>> two = edit(of_string("推进自治法治德治相结合，久久为功。", "b"))
    >>> for one in reuses([one, two]):
    ...     print(one.words, [(place.start, place.end) for place in one.places])
    自治法治德治相结合 [(3, 14), (2, 11)]
    """
    lines = [line for work in works for line in _lines(work)]
    found: dict[str, list[Stretch]] = {}
    for group in _seeds(lines):
        for length, places in _runs(lines, group):
            number, at = places[0]
            words = lines[number].letters[at : at + length]
            if len(_HAN.findall(words)) >= LEAST:
                found[words] = [_stretch(lines[number], at, length) for number, at in places]
    return tuple(
        Reuse(words, tuple(found[words]))
        for words in sorted(found, key=lambda words: (-len(words), words))
    )


def _lines(work: Work) -> Iterator[_Line]:
    own = own_text(work.cleaned)
    for unit in work.outline.units():
        for part in re.finditer(f"[^{BLOT}]+", own[unit.start : unit.end]):
            first = unit.start + part.start()
            kept = [(at, char) for at, char in enumerate(part[0], first) if char.isalnum()]
            if len(kept) >= LEAST:
                letters = "".join(char for _, char in kept)
                yield _Line(work.id, letters, tuple(at for at, _ in kept))


def _seeds(lines: Sequence[_Line]) -> Iterator[list[_Place]]:
    """The places of every run of eight that stands in two texts or more."""
    home: dict[str, str] = {}
    several: dict[str, list[_Place]] = {}
    for line in lines:
        for at in range(len(line.letters) - LEAST + 1):
            gram = line.letters[at : at + LEAST]
            if home.setdefault(gram, line.text) != line.text:
                several[gram] = []
    for number, line in enumerate(lines):
        for at in range(len(line.letters) - LEAST + 1):
            gram = line.letters[at : at + LEAST]
            if gram in several:
                several[gram].append((number, at))
    yield from several.values()


def _runs(lines: Sequence[_Line], group: list[_Place]) -> Iterator[tuple[int, list[_Place]]]:
    """The runs that begin with what a group of places shares: length, and their places."""
    before = {place: _before(lines, place) for place in group}
    left = [(LEAST, group)]
    while left:
        length, places = left.pop()
        if len({lines[n].text for n, _ in places}) < 2 or len({before[p] for p in places}) < 2:
            continue
        after: dict[object, list[_Place]] = defaultdict(list)
        for number, at in places:
            rest = lines[number].letters[at + length : at + length + 1]
            after[rest or (number, at)].append((number, at))
        sides = {
            (lines[place[0]].text, before[place], following)
            for following, ones in after.items()
            for place in ones
        }
        if len(after) > 1 and any(map(_differ, combinations(sides, 2))):
            yield length, places
        left += ((length + 1, ones) for ones in after.values() if len(ones) > 1)


def _differ(sides: tuple[tuple[object, ...], tuple[object, ...]]) -> bool:
    """Whether two places are in two texts, and agree neither before nor after a run."""
    return all(one != other for one, other in zip(*sides, strict=True))


def _before(lines: Sequence[_Line], place: _Place) -> object:
    """The character before a place; where a line begins, one that is like no other."""
    number, at = place
    return lines[number].letters[at - 1] if at else place


def _stretch(line: _Line, at: int, length: int) -> Stretch:
    return Stretch(line.text, line.offsets[at], line.offsets[at + length - 1] + 1)
