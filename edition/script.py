"""Simplified and Traditional: a string in either script.

The clean text is Simplified. Running text is cut into words first and
converted word by word: converted as it runs, OpenCC takes 了前 or 相匹配制度
for words that cross a border and errs there. Where a person has decided
(data/traditional.txt), that stands. Conversion keeps the length, so that every
span beside a text is true in both scripts. Raw readings, ids, addresses and
code are never converted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

import opencc
import rjieba

from edition.words import entries

HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U0003ffff]"
"""A Han character, as a regular expression."""
WIDE = str.maketrans({mark: chr(ord(mark) + 0xFEE0) for mark in ",:;?!()"})
"""The ASCII marks of running text → their full-width forms, for `str.translate`."""


class Script(StrEnum):
    """A script, by its BCP 47 tag."""

    HANS = "zh-Hans"
    HANT = "zh-Hant"


QUOTES = str.maketrans("“”‘’", "「」『』")
"""Quotation marks → those of Traditional text, for `str.translate`."""
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
DECISIONS = "traditional"
"""The word list in which a person decides: phrase, its Traditional form, why."""


def convert(text: str, script: Script) -> str:
    """A Simplified string in the script asked for; as long as before.

    What is Traditional already, because its author wrote so, stays as it is.

    >>> convert("指明了前进方向、把握发展", Script.HANT)
    '指明了前進方向、把握發展'
    >>> convert("“两新”", Script.HANT), convert("“两新”", Script.HANS)
    ('「兩新」', '“两新”')
    >>> convert("詩云", Script.HANT)
    '詩云'
    """
    if script is Script.HANS or not is_simplified(text):
        return text
    made = list("".join(map(_traditional, rjieba.cut(text, False))).translate(QUOTES))
    for match in _APOSTROPHE.finditer(text):
        made[match.start()] = match[0]
    for start, end, form in decided(text):
        made[start:end] = form
    return "".join(made)


@cache
def _side(char: str) -> int:
    """1 for a character that only Traditional has, -1 for one that only Simplified has."""
    if converter("t2s").convert(char) != char:
        return int(not char.encode("gb2312", "ignore"))  # 乾 is both: 乾隆, 乾坤
    if any(char in own for one, own in entries("forms") if one == char):
        return 0
    return -int(converter("s2t").convert(char) != char)


def is_simplified(text: str) -> bool:
    """Whether a string is such as to be converted: not Traditional already.

    >>> is_simplified("诗云"), is_simplified("詩云"), is_simplified("乾隆在家里")
    (True, False, True)
    """
    return sum(map(_side, text)) <= 0


def decided(text: str) -> Iterator[tuple[int, int, str]]:
    """Where in a Simplified string a person's decision counts, and what stands there.

    Of two that begin at one place the longer counts.
    """
    phrases, forms = _compiled(entries(DECISIONS))
    for match in phrases.finditer(text):
        yield match.start(), match.end(), forms[match[0]]


@cache
def _compiled(decisions: tuple[tuple[str, ...], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    forms = {phrase: form for phrase, form, _ in decisions}
    longest = sorted(forms, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)) or "(?!)"), forms


@cache
def converter(name: str) -> opencc.OpenCC:
    """OpenCC's converter of this name, loaded once."""
    return opencc.OpenCC(name)


@cache
def _traditional(word: str) -> str:
    return keep_length(word, "s2tw")


def keep_length(text: str, name: str) -> str:
    """Text converted by OpenCC, character by character where a phrase would change its length.

    >>> keep_length("乾坤與乾燥", "t2s")
    '乾坤与干燥'
    """
    made = converter(name).convert(text)
    if len(made) == len(text):
        return str(made)
    single = (converter(name).convert(char) for char in text)
    return "".join(to if len(to) == 1 else char for char, to in zip(text, single, strict=True))


def is_traditional(text: str) -> bool:
    """Whether more of a text's characters are Traditional forms than Simplified ones.

    >>> [is_traditional(text) for text in ("為了發展和进步", "为了发展", "")]
    [True, False, False]
    """
    counts = Counter(text)
    return count_changed(counts, "t2s") > count_changed(counts, "s2t")


def count_changed(counts: Mapping[str, int], name: str) -> int:
    """How many of a text's characters OpenCC's converter of this name changes.

    >>> count_changed(Counter("進步進"), "t2s")
    2
    """
    return sum(times for char, times in counts.items() if _is_changed(char, name))


@cache
def _is_changed(char: str, name: str) -> bool:
    return bool(converter(name).convert(char) != char)
