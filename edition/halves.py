"""Characters of which not every byte is known.

In GBK a character is two bytes, its lead and its trail. Where one was lost, or both,
every byte is taken that GBK allows; where that would be too many, only those go on
that make common characters, or end a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TypeVar

from edition.damage import FOLD, pair, to_gbk, to_traditional
from edition.lexicon import ends_word, likelihood

LEADS = tuple(range(0x81, 0xFF))
"""What a lead byte can be."""
_TRIED = 20
"""Of too many characters the commonest are weighed, and what ends a word,"""
_KNOWN = 400
"""if they are not rarer than so many others."""
_Bytes = TypeVar("_Bytes", int, tuple[int, ...])
_Made = tuple[tuple[str, _Bytes], ...]
"""Characters, each with what is known of the byte behind it."""


@cache
def spellings(char: str) -> tuple[bytes, ...]:
    """The bytes a character of the damaged text can have been: `FOLD` made one of several.

    >>> [data.hex() for char in "會(a秊" for data in spellings(char)]
    ['95fe', 'a3a8', 'a3e1', '61', 'fd9e', 'b66a']
    """
    folded = [to_gbk(chr(code)) for code in _folded_to().get(char, ())]
    known = to_gbk(char)
    ascii_mark = char.isascii() and not char.isalnum() and char < "@"
    plain = [known] if known != b"?" and not (folded and ascii_mark) else []
    return (*(data for data in folded if data != b"?"), *plain)


@cache
def _folded_to() -> Mapping[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for code, target in FOLD.items():
        found[chr(target)].append(code)
    return found


@lru_cache(2**14)
def completed(
    leads: tuple[int, ...], trails: tuple[int, ...], behind: str | None, converted: bool
) -> _Made[int]:
    """The characters that these bytes can make, each with its trail.

    Only likely ones where `behind`, what stands before them, is given, or where neither byte is
    known.

    >>> completed((0x95,), (0xFE, 0x7F), None, converted=True)
    (('會', 254),)
    """
    made = _pairs(leads, trails, converted)
    if behind is None and (len(leads) == 1 or len(trails) == 1):
        return made
    return _likely(_by_rarity(leads, trails, converted), behind or "")


@lru_cache(2**14)
def ended(leads: tuple[int, ...], behind: str, converted: bool) -> _Made[tuple[int, ...]]:
    """The characters that a pair without a trace can have ended, each with what it can have begun.

    >>> [char for char, _ in ended((0xCA,), "", converted=True)][:3]
    ['省', '石', '首']
    """
    return _likely(_ended_by_rarity(leads, converted), behind)


@cache
def character(lead: int, trail: int, converted: bool) -> str:
    """The character of two bytes, or nothing where there is none that a page can hold.

    Marks of other scripts are none; on a page in Traditional characters, neither
    are those that its program would have converted.

    >>> character(0x87, 0xFA, converted=True), character(0xB9, 0xFA, converted=True)
    ('圍', '')
    """
    char = pair(bytes((lead, trail)))
    if 0xA4 <= lead <= 0xA9 or (converted and _is_simplified(char)):
        return ""
    return char


def _is_simplified(char: str) -> bool:
    """Whether a character is none in Traditional script: 还 is not, but 后 and 里 are."""
    return to_traditional(char) != char and not char.encode("big5", "ignore")


@lru_cache(2**14)
def _pairs(leads: tuple[int, ...], trails: tuple[int, ...], converted: bool) -> _Made[int]:
    return tuple(
        (char, trail)
        for lead in leads
        for trail in trails
        if (char := character(lead, trail, converted))
    )


@lru_cache(2**14)
def _by_rarity(leads: tuple[int, ...], trails: tuple[int, ...], converted: bool) -> _Made[int]:
    return tuple(sorted(_pairs(leads, trails, converted), key=_rarity))


@lru_cache(2**14)
def _ended_by_rarity(leads: tuple[int, ...], converted: bool) -> _Made[tuple[int, ...]]:
    made = [
        (char, trails)
        for trail, trails in _undefined().items()
        for lead in leads
        if (char := character(lead, trail, converted))
    ]
    return tuple(sorted(made, key=_rarity))


def _rarity(made: tuple[str, object]) -> float:
    return -likelihood(made[0])


def _likely(made: _Made[_Bytes], behind: str) -> _Made[_Bytes]:
    """The first of characters sorted by rarity, and what ends a word that stands before them."""
    ends = ends_word(behind)
    return made[:_TRIED] + tuple(one for one in made[_TRIED:_KNOWN] if ends(one[0]))


@cache
def _undefined() -> dict[int, tuple[int, ...]]:
    """Lead byte → the bytes with which it makes no character, though they could begin one."""
    made = {
        lead: tuple(trail for trail in LEADS if not pair(bytes((lead, trail)))) for lead in LEADS
    }
    return {lead: trails for lead, trails in made.items() if len(trails) > 1}
