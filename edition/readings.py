"""How a character is read: pypinyin's table, both ways, and its readings in context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import cast

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal


@cache
def readings_of(char: str) -> frozenset[str]:
    """Every reading of a character, with its tone and without.

    >>> sorted(readings_of("長"))
    ['chang', 'cháng', 'zhang', 'zhàng', 'zhǎng']
    """
    toned = [one for one in PINYIN_DICT.get(ord(char), "").split(",") if one]
    return frozenset([*toned, *map(to_normal, toned)])


def first_reading(char: str) -> str:
    """The commonest reading of a character, with its tone.

    >>> first_reading("大"), first_reading("?")
    ('dà', '')
    """
    return str(PINYIN_DICT.get(ord(char), "")).split(",")[0]


def read(text: str) -> list[str]:
    """How each character of a text is read there, without tones, `v` for ü; empty if it is not.

    >>> read("银行行长，XX")
    ['yin', 'hang', 'hang', 'zhang', '', '', '']
    """
    # pypinyin takes a list too, one for each character; its types know nothing of that.
    unread = cast("Callable[[str], str]", lambda characters: [""] * len(characters))
    return lazy_pinyin(text, style=Style.NORMAL, errors=unread)


@cache
def read_as(reading: str) -> tuple[str, ...]:
    """The characters of GBK that are read so.

    >>> "謹" in read_as("jǐn"), "體" in read_as("jǐn")
    (True, False)
    """
    return _by_reading().get(reading, ())


@cache
def _by_reading() -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code in PINYIN_DICT:
        if len(chr(code).encode("gbk", "ignore")) == 2:
            for reading in readings_of(chr(code)):
                found[reading].append(chr(code))
    return {reading: tuple(chars) for reading, chars in found.items()}
