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
from functools import cache
from typing import NamedTuple

from edition.damage import CUT_BEFORE, CUT_OUT, FOLD, PINYIN, pair, to_gbk
from edition.lexicon import EMPTY, Tail, extend

_LEADS = tuple(range(0x81, 0xFF))
_PIECE_ENDS = {mark.translate(FOLD) for mark in (*CUT_BEFORE, *CUT_OUT, "、")} | {
    "\n",
    "",
    "<",
    "&",
}
"""What stands in a damaged text after the end of a piece, or was swallowed there."""
SWALLOWED = re.compile(rf"\?({PINYIN})\)")
"""A lead byte took the parenthesis of a reading with it."""
_LONGEST = 60
"""Characters of the damaged text; a shift that runs on for longer is not followed."""
_WIDEST = 300
"""Paths that are followed at a time."""
_MOST_VANISHED = 2
"""Pairs of bytes that a path may say have vanished;"""
_ASKED = 6
"""only the likeliest paths are asked whether some did,"""
_BEGUN = 8
"""and only the likeliest characters that such a pair may have ended are tried."""


@dataclass(frozen=True)
class Origin:
    """What may have stood in place of a damaged text, from the place asked for up to `end`."""

    end: int
    text: str
    hosts: tuple[tuple[str, str], ...] = ()
    """Characters with their reading that were spelt across the border of two others."""
    vanished: int = 0
    """Pairs of bytes that left no trace."""


class _Path(NamedTuple):
    """A way back, as far as it has come."""

    at: int
    text: str
    tail: Tail
    open: tuple[int, ...]
    """What the lead byte of a character that is not complete can be; empty for none."""
    last: tuple[int, ...]
    """What the last byte can be."""
    hosts: tuple[tuple[str, str], ...]
    vanished: int


def origins(
    text: str, start: int, before: str, readings: Mapping[str, str]
) -> tuple[list[Origin], bool]:
    """What `text` from a `?` at `start` can have been, and whether that is all.

    `before` is what stood before it, repaired; `readings` are the characters and
    readings that are known. The text as it stands is not among what is found.

    >>> found, _ = origins("凝聚在黨的周?chē)?,充分", 6, "凝聚在黨的周", {"車": "chē"})
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
    waiting: dict[int, list[_Path]] = {start: [_Path(start, "", tail, (), trail, (), 0)]}
    found: dict[tuple[int, str], Origin] = {}
    complete = True
    while waiting:
        at = min(waiting)
        paths = sorted(waiting.pop(at), key=_first)
        complete = complete and len(paths) <= _WIDEST
        going = []
        for path in paths[:_WIDEST]:
            if path.at < group or path.open or not path.text:
                going.append(path)
            elif path.text.translate(FOLD) != text[start:at]:
                one = Origin(at, path.text, path.hosts, path.vanished)
                found.setdefault((at, path.text), one)
        if at - start < _LONGEST and text[at : at + 1] not in ("", "\n"):
            for path in [*going, *_with_vanished(going)]:
                for after in _steps(text, path, readings):
                    moved = _past_reading(text, after, readings)
                    waiting.setdefault(moved.at, []).append(moved)
    return list(found.values()), complete


def _first(path: _Path) -> tuple[float, str]:
    return -path.tail.scores[-1], path.text


def _steps(text: str, path: _Path, readings: Mapping[str, str]) -> Iterator[_Path]:
    """The path after one more character of the damaged text, in every way it can be read."""
    at, char = path.at, text[path.at]
    if char == "?":
        if text[at + 1 : at + 2] in _PIECE_ENDS:
            yield from _feed(path, at + 1, (_LEADS,))
        if swallowed := SWALLOWED.match(text, at):
            yield from _straddled(path, swallowed.end(), swallowed[1], readings)
    end = at + 1
    if char in readings and text.startswith(f"({readings[char]})", end):
        end += len(readings[char]) + 2
    for spelt in _spellings(char):
        yield from _feed(path, end, tuple((byte,) for byte in spelt))


def _past_reading(text: str, path: _Path, readings: Mapping[str, str]) -> _Path:
    """The path past the reading of the character it has just completed, if one stands there."""
    if path.open or not path.text or not text.startswith("(", path.at):
        return path
    char = path.text[-1]
    noise = f"({readings.get(char, '')})"
    if char not in readings or not text.startswith(noise, path.at):
        return path
    return path._replace(at=path.at + len(noise), hosts=(*path.hosts, (char, readings[char])))


@cache
def _spellings(char: str) -> tuple[bytes, ...]:
    """The bytes a character of the damaged text can have been: full width was folded."""
    wide = [chr(ord(char) + 0xFEE0).encode("gbk")] if "!" <= char <= "~" else []
    known = to_gbk(char)
    plain = [known] if known != b"?" and (not wide or char.isalnum()) else []
    return (*wide, *plain)


def _straddled(path: _Path, end: int, reading: str, readings: Mapping[str, str]) -> Iterator[_Path]:
    """A listed character spelt by the last byte and the next: the next is its trail.

    If none is known by this reading, it may be any.
    """
    hosts = [host for host, known in readings.items() if known.strip() == reading.strip()]
    spelt = [tuple(to_gbk(host)) for host in hosts]
    fitting = [two for two in spelt if two[0] in path.last]
    if not fitting and len(path.last) == 1:
        fitting = [(path.last[0], trail) for trail in _LEADS if character(path.last[0], trail)]
    for lead, trail in fitting:
        known = path._replace(
            open=(lead,) if path.open else (),
            hosts=(*path.hosts, (character(lead, trail), reading)),
        )
        yield from _feed(known, end, ((trail,),))


def _feed(path: _Path, end: int, spelt: tuple[tuple[int, ...], ...]) -> Iterator[_Path]:
    """The path with more bytes, each one of several."""
    paths = [path._replace(at=end)]
    for choices in spelt:
        paths = [after for one in paths for after in _feed_one(one, choices)]
    yield from paths


def _feed_one(path: _Path, choices: tuple[int, ...]) -> Iterator[_Path]:
    at, text, tail, open_, _, hosts, vanished = path
    if open_:
        for lead in open_:
            for trail in choices:
                if char := character(lead, trail):
                    yield _Path(at, text + char, extend(tail, char), (), (trail,), hosts, vanished)
    elif choices[0] > 0x80:
        yield _Path(at, text, tail, choices, choices, hosts, vanished)
    else:
        char = chr(choices[0])
        yield _Path(at, text + char, extend(tail, char), (), choices, hosts, vanished)


def _with_vanished(paths: list[_Path]) -> Iterator[_Path]:
    """The likeliest paths, with a pair of bytes that left no trace."""
    for path in paths[:_ASKED]:
        if not path.open or path.vanished == _MOST_VANISHED:
            continue
        ended = [
            after._replace(open=trails, last=trails, vanished=path.vanished + 1)
            for lead, trails in _undefined().items()
            for after in _feed_one(path, (lead,))
        ]
        yield from sorted(ended, key=_first)[:_BEGUN]


@cache
def character(lead: int, trail: int) -> str:
    """The character of two bytes, or nothing; marks of other scripts are none of ours."""
    char = pair(bytes((lead, trail)))
    return "" if 0xA4 <= lead <= 0xA9 else char


@cache
def _undefined() -> dict[int, tuple[int, ...]]:
    """Lead byte → the bytes with which it makes no character, though they could begin one."""
    made = {
        lead: tuple(trail for trail in _LEADS if not pair(bytes((lead, trail)))) for lead in _LEADS
    }
    return {lead: trails for lead, trails in made.items() if len(trails) > 1}
