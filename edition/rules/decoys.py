"""What a forum hid in the text against copying: `9 |7 G; w+ t! b3 i- h9 `.

Discuz made such a run of five or more pairs, each a digit, mark or blank, then
a blank, then a letter or mark, and showed it in no colour. It is known by that
shape, by several kinds of marks in it, and by Chinese or nothing on both sides:
formulas, code, English, chess moves and spaced letters lack one or the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Edit, Source
from edition.script import HAN

_BESIDE = rf"(?:{HAN}|[、。《》“”‘’「」『』…—<>])"
"""Chinese, or the tag that hid it; neither < nor > is ever in a run."""
_RUN = re.compile(
    rf"(?:^[^\S\n]*|(?<={_BESIDE}))"
    r"[?-~]?(?:[!-;]? [?-~]){5,40}[!-;]?[^\S\n]*"
    rf"(?=$|{_BESIDE})",
    re.MULTILINE,
)
_MARK = re.compile(r"[^\w\s]", re.ASCII)
_LISTED = set(",;")
_FEWEST = 2
"""Kinds of marks that no list has: five pairs of the forum's have about four."""
_PAIR = re.compile(r"[!-;] [?-~]")
_PAIRS = 3
"""So many whose first part was no blank: letters and bars set apart have none."""


def propose(text: str, source: Source) -> Iterator[Edit]:
    """Nothing for every such run.

    >>> from edition.sources import of_string
    >>> text = "本文谈社会工作。9 |7 G; w+ t! b3 i- h9"
    >>> [text[e.start:e.end] for e in propose(text, of_string(text))]
    ['9 |7 G; w+ t! b3 i- h9']
    """
    for match in _RUN.finditer(text):
        marks = set(_MARK.findall(match[0])) - _LISTED
        pairs = _PAIR.findall(match[0])
        if len(marks) >= _FEWEST and len(pairs) >= _PAIRS and re.search("[0-9A-Z]", match[0]):
            yield Edit(match.start(), match.end(), "", "论坛的防复制干扰码")
