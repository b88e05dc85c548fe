"""The damage undone: every text that a damaged place can have been.

`edition.damage` runs forward; this module goes back, a character of the damaged
text at a time, and keeps count of bytes. Where a byte was lost it takes every
byte that GBK allows; where a pair may have left no trace it lets it have been
there. What it finds is only possible: whoever uses it must run the model forward
on it and compare.

A shift ends where the bytes make up whole characters again. The paths there are
too many to follow all, so the likeliest Chinese goes first (`edition.lexicon`)
and the rest is dropped; whether any was is said with the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple, TypeVar

from edition.annotation import SWALLOWED, toneless
from edition.damage import CUT_BEFORE, CUT_OUT, ENTITIES, FOLD, to_gbk
from edition.halves import LEADS, completed, ended, spellings
from edition.lexicon import EMPTY, Tail, extend
from edition.readings import read_as
from edition.script import WIDE

_FULL_STOP = (0xA1,)
"""The byte that is alone between two cuts: 。 is A1A3, and the second of them is before A3."""
_PIECE_ENDS = {mark.translate(FOLD) for mark in (*CUT_BEFORE, *CUT_OUT, "、")} | {"\n", ""}
"""What stands in a damaged text after the end of a piece."""
_MARKUP = re.compile(r"\?(?:/?(?:p|br|div|span|a|b|strong|td|li|h\d)[ />])")
"""A lead byte took the bracket of a tag with it."""
_ENTITY = re.compile(rf"\?({'|'.join(entity[1:] for entity in ENTITIES.values())})")
"""And so it did with that of an entity."""
_CHARACTERS = {entity: char for char, entity in ENTITIES.items()}
_EATEN = (",", " ")
"""What else a lead byte takes along, on pages that had such marks as ASCII;"""
_COUNTED = re.compile(
    "[0-9A-Za-z%个個年月日号號时時分秒次位名人家种種条條项項款章点點多余餘万萬亿億千百十元]"
)
"""but before these it may have been a figure, of which nothing is left."""
_LONGEST = 60
"""Characters of the damaged text; a shift that runs on for longer is not followed."""
_WIDEST = 150
"""Paths that are followed at a time: without a vanished pair,"""
_WIDE = 40
"""with one or more,"""
_HOPELESS = 25.0
"""and those only if they are not less likely than the likeliest by so much (logarithm)."""
_MOST_VANISHED = 3
"""Pairs of bytes that a path may say have vanished;"""
_ASKED = 3
"""only the likeliest paths are asked whether one did,"""
_BEGUN = 12
"""and of what they become by it, only so many likeliest are followed."""


@dataclass(frozen=True)
class Origin:
    """What may have stood in place of a damaged text, from the place asked for up to `end`."""

    end: int
    text: str
    hosts: tuple[tuple[str, str], ...] = ()
    """Characters with their reading that were spelt across the border of two others."""
    vanished: int = 0
    """Pairs of bytes that left no trace."""


@dataclass(frozen=True)
class Page:
    """What is known of the page on which a damaged place stands."""

    readings: Mapping[str, str]
    """Characters that carry a reading here, or on other pages."""
    converted: bool = True
    """It stands in Traditional characters."""
    lone: str = "?"
    """What its decoder showed for a lead byte at the end of a piece."""


class _Beginning(NamedTuple):
    """How a path may have begun."""

    cost: float
    """How unlikely it is (natural logarithm)."""
    text: str
    hosts: tuple[tuple[str, str], ...]
    missing: int
    """Pairs of bytes that left no trace."""

    @property
    def torn(self) -> bool:
        """Whether there are such."""
        return self.missing > 0


class _Path(NamedTuple):
    """A way back, as far as it has come."""

    at: int
    begun: tuple[_Beginning, ...]
    """All that leads to the same place in the same way, likeliest first;"""
    text: str
    """and what all of them have had since."""
    tail: Tail
    open: tuple[int, ...]
    """What the lead byte of a character that is not complete can be; empty for none."""
    last: tuple[int, ...]
    """What the last byte can be."""
    hosts: tuple[tuple[str, str], ...]
    vanished: int

    @property
    def cost(self) -> float:
        """How unlikely its likeliest text is (natural logarithm)."""
        return -self.tail.score

    @property
    def missing(self) -> int:
        """Pairs of bytes that left no trace, in its likeliest text."""
        return self.begun[0].missing + self.vanished

    @property
    def torn(self) -> bool:
        """Whether there are such in every one of its texts."""
        return self.vanished > 0 or all(one.missing for one in self.begun)

    def whole(self) -> list[_Beginning]:
        """It and its beginnings, up to here."""
        since = self.cost - self.begun[0].cost
        return [
            _Beginning(
                one.cost + since,
                one.text + self.text,
                one.hosts + self.hosts,
                one.missing + self.vanished,
            )
            for one in self.begun
        ]


_One = TypeVar("_One", _Path, _Beginning)


def origins(text: str, start: int, before: str, page: Page) -> tuple[list[Origin], bool]:
    """What `text` from `start` can have been, and whether that is all.

    `before` is what stood before it, repaired. The text as it stands is not
    among what is found.

    >>> page = Page({"車": "chē"})
    >>> found, _ = origins("凝聚在黨的周?chē)?,充分", 6, "凝聚在黨的周", page)
    >>> Origin(12, "圍", (("車", "chē"),)) in found
    True
    """
    group = start
    while text.startswith("?", group):
        group += 1
    tail = EMPTY
    for char in before[-3:]:
        tail = extend(tail, char)
    trail = (to_gbk(before[-1])[-1],) if before else ()
    first = _Path(start, (_Beginning(-tail.score, "", (), 0),), "", tail, (), trail, (), 0)
    waiting: dict[int, list[_Path]] = {start: [first]}
    if not page.lone:
        waiting[start] += _feed(first, start, (LEADS,), page)
    found: dict[int, list[_Beginning]] = {}
    complete = True
    while waiting:
        at = min(waiting)
        paths = waiting.pop(at)
        kept = _likeliest(paths)
        complete = complete and len(kept) == len(paths)
        going = []
        for path in kept:
            if path.at < group or path.open or not (path.text or path.begun[0].text):
                going.append(path)
                continue
            found.setdefault(at, []).extend(
                one for one in path.whole() if one.text.translate(FOLD) != text[start:at]
            )
        if at - start < _LONGEST and text[at : at + 1] not in ("", "\n"):
            for path in _with_vanished(_together(going), page):
                for after in _steps(text, path, page):
                    moved = _past_reading(text, after, page.readings)
                    waiting.setdefault(moved.at, []).append(moved)
    likeliest: dict[tuple[int, str], Origin] = {}
    for end, ways in found.items():
        for one in _likeliest(ways):
            origin = Origin(end, one.text, one.hosts, one.missing)
            likeliest.setdefault((end, one.text), origin)
    return list(likeliest.values()), complete


def _likeliest(paths: list[_One]) -> list[_One]:
    """As many as can be followed, likeliest first."""
    paths = sorted(paths, key=_cost)
    kept, whole, torn = [], 0, 0
    for path in paths:
        if not path.torn:
            whole += 1
        elif path.cost < paths[0].cost + _HOPELESS:
            torn += 1
        else:
            continue
        if torn <= _WIDE if path.torn else whole <= _WIDEST:
            kept.append(path)
    return kept


def _together(paths: list[_Path]) -> list[_Path]:
    """The paths, those made one that go on in the same way: only their beginnings differ."""
    same: dict[tuple[object, ...], list[_Path]] = {}
    for path in paths:
        same.setdefault((path.open, path.last, path.tail.text), []).append(path)
    return [_joined(group) if len(group) > 1 else group[0] for group in same.values()]


def _joined(paths: list[_Path]) -> _Path:
    begun = _likeliest([one for path in paths for one in path.whole()])
    return paths[0]._replace(begun=tuple(begun), text="", hosts=(), vanished=0)


def _cost(path: _Path | _Beginning) -> float:
    return path.cost


def _steps(text: str, path: _Path, page: Page) -> Iterator[_Path]:
    """The path after one more character of the damaged text, in every way it can be read."""
    at, char = path.at, text[path.at]
    if char == "?":
        if page.lone and text[at + 1 : at + 2] in _PIECE_ENDS:
            cut_twice = path.last == LEADS and text[at - 1] == "?"
            yield from _feed(path, at + 1, (_FULL_STOP if cut_twice else LEADS,), page)
        if swallowed := SWALLOWED.match(text, at):
            yield from _straddled(path, swallowed.end(), swallowed[1], page)
        elif path.open and _MARKUP.match(text, at):
            for closed in _feed(path, at + 1, (LEADS,), page):
                yield closed._replace(text=closed.text + "<")
        elif path.open and (entity := _ENTITY.match(text, at)):
            for closed in _feed(path, entity.end(), (LEADS,), page):
                yield closed._replace(text=closed.text + _CHARACTERS["&" + entity[1]])
        elif (
            path.open
            and text[at + 1 : at + 2] not in _PIECE_ENDS
            and not _COUNTED.match(text, at + 1)
        ):
            for closed in _feed(path, at + 1, (LEADS,), page):
                for eaten in _EATEN if closed.text[-1:].isalnum() else " ":
                    tail = extend(closed.tail, eaten.translate(WIDE))
                    yield closed._replace(text=closed.text + eaten, tail=tail)
    elif not page.lone and path.open and char in _PIECE_ENDS:
        yield from _feed(path, at, (LEADS,), page)
    end = at + 1
    if char in page.readings and text.startswith(f"({page.readings[char]})", end):
        end += len(page.readings[char]) + 2
    for spelt in spellings(char):
        yield from _feed(path, end, tuple((byte,) for byte in spelt), page)


def _past_reading(text: str, path: _Path, readings: Mapping[str, str]) -> _Path:
    """The path past the reading of the character it has just completed, if one stands there."""
    if path.open or not path.text or not text.startswith("(", path.at):
        return path
    char = path.text[-1]
    noise = f"({readings.get(char, '')})"
    if char not in readings or not text.startswith(noise, path.at):
        return path
    return path._replace(at=path.at + len(noise), hosts=(*path.hosts, (char, readings[char])))


def _straddled(path: _Path, end: int, reading: str, page: Page) -> Iterator[_Path]:
    """A listed character spelt by the last byte and the next: the next is its trail."""
    spelt = [(host, *to_gbk(host)) for host in hosts_of(reading, page)]
    fitting = [one for one in spelt if one[1] in path.last]
    if not fitting:
        spelt = [(host, *to_gbk(host)) for host in read_as(reading.split(")(")[0].strip())]
        fitting = [one for one in spelt if one[1] in path.last]
    for host, lead, trail in fitting:
        known = path._replace(
            open=(lead,) if path.open else (), hosts=(*path.hosts, (host, reading))
        )
        yield from _feed(known, end, ((trail,),), page)


def hosts_of(reading: str, page: Page) -> list[str]:
    """The characters that carry this reading on the page, or did on others."""
    plain = toneless(reading)
    hosts = [host for host, known in page.readings.items() if toneless(known) == plain]
    same = [host for host in hosts if page.readings[host].strip() == reading.strip()]
    return same or hosts


def _feed(path: _Path, end: int, spelt: tuple[tuple[int, ...], ...], page: Page) -> Iterator[_Path]:
    """The path with more bytes, each one of several."""
    paths = [path._replace(at=end)]
    for choices in spelt:
        paths = [after for one in paths for after in _feed_one(one, choices, page)]
    yield from paths


def _feed_one(path: _Path, choices: tuple[int, ...], page: Page) -> Iterator[_Path]:
    at, begun, text, tail, open_, _, hosts, vanished = path
    if open_:
        unsure = path.missing > 0 and len(open_) > 1
        behind = tail.text[-2:] if unsure else None
        for char, trail in completed(open_, choices, behind, page.converted):
            longer = extend(tail, char)
            yield _Path(at, begun, text + char, longer, (), (trail,), hosts, vanished)
    elif choices[0] > 0x80:
        yield _Path(at, begun, text, tail, choices, choices, hosts, vanished)
    else:
        char = chr(choices[0])
        yield _Path(at, begun, text + char, extend(tail, char), (), choices, hosts, vanished)


def _with_vanished(paths: list[_Path], page: Page) -> Iterator[_Path]:
    """The paths, and the likeliest of them with pairs of bytes that left no trace."""
    while paths:
        yield from paths
        torn = (
            one
            for path in paths[:_ASKED]
            if path.open and path.missing < _MOST_VANISHED
            for one in _vanish(path, page)
        )
        paths = nsmallest(_BEGUN, torn, key=_cost)


def _vanish(path: _Path, page: Page) -> Iterator[_Path]:
    """The path after a pair that left no trace: it ended one character and began another."""
    for char, trails in ended(path.open, path.tail.text[-2:], page.converted):
        yield path._replace(
            text=path.text + char,
            tail=extend(path.tail, char),
            open=trails,
            last=trails,
            vanished=path.vanished + 1,
        )
