"""What is done to a raw text, in this order.

A rule is a module with a function `(text, source) -> Iterable[Edit | Flag]`: it
is given the text as earlier rules left it, and proposes. It changes nothing
itself, keeps nothing, and knows no other rule. One name stands for it
everywhere: here, in the record, and on its cases (`tests/cases/<name>.yml`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from edition.model import Edit, Flag, Source
from edition.rules import (
    decoys,
    doubts,
    insertions,
    invisible,
    line_ends,
    litter,
    misread,
    pinyin,
    punctuation,
    quotes,
    script,
    shifts,
    spacing,
    syllables,
    tags,
)


@dataclass(frozen=True)
class Rule:
    """A rule, by name."""

    name: str
    propose: Callable[[str, Source], Iterable[Edit | Flag]]
    title: str
    """What readers call it."""


RULES = (
    Rule("misread", misread.propose, "误读"),  # while invisible letters still are bytes
    Rule("invisible", invisible.propose, "隐形字符"),  # so that neighbours are neighbours
    Rule("line-ends", line_ends.propose, "换行"),  # so that a line is a line for all others
    Rule("shifts", shifts.propose, "错位"),  # the pinyin, and half a tag, still show what was hit
    Rule("pinyin", pinyin.propose, "拼音"),  # before words are looked at
    Rule("script", script.propose, "字形"),  # from here on every list is Simplified
    Rule("decoys", decoys.propose, "干扰码"),  # between tags that hid it
    Rule("tags", tags.propose, "标签"),  # makes lines of paragraphs, before lines are looked at
    Rule("insertions", insertions.propose, "衍点"),  # so that words are whole again
    Rule("syllables", syllables.propose, "代字"),  # whose neighbours are words by now
    Rule("litter", litter.propose, "杂项"),  # whole lines, recognised by their words
    Rule("quotes", quotes.propose, "引号"),  # so that marks see Chinese beside them
    Rule("punctuation", punctuation.propose, "标点"),  # needs its Han neighbours restored
    Rule("spacing", spacing.propose, "空白"),  # takes up what the others left
    Rule("doubts", doubts.propose, "存疑"),  # flags only, on the text as it will stand
)
