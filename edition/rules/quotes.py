"""Straight quotes become curly where it is certain which opens and which closes.

They must alternate, stand where quotes can stand, and hold Chinese. If one quote
of a paragraph is in doubt all of them stay: inches (5.5"), English, code, columns
of a table, what a command is given (`cat "文件"`), a quotation that goes on in the next
paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Edit, Source
from edition.script import HAN

_CURLY = {'"': ("“", "”"), "'": ("‘", "’")}
_QUOTE = re.compile(r"\"|'(?<![A-Za-z]')|'(?![A-Za-z])")
"""A straight quote that is no apostrophe."""
_OPENS = re.compile(rf"{HAN}|[\s,:;?!(、。《“‘「『【…—\uff0c\uff1a\uff1b\uff1f\uff01\uff08]")
_CLOSES = re.compile(rf"{HAN}|[\s,:;?!).、。》”’」』】…—\uff0c\uff1a\uff1b\uff1f\uff01\uff09\"']")
_DATA = re.compile(
    r"[\"']\s*[,:\uff0c\uff1a]\s*[\"']|[\w.][(\uff08][\"']|[\\=]\s*[\"']|`"
    r"| --?\w{1,20}[ =][\"']"
    r"|\b[A-Za-z][\w.-]* [\"']|^\s*(?:- )?[A-Za-z_][\w-]*: [\"']",
    re.ASCII,
)
"""Strings of a program or a list of keys, columns of a table: no speech."""
_HAN = re.compile(HAN)
_DEEPEST = 2
"""Quotes in quotes: a third one is an error."""


def propose(text: str, source: Source) -> Iterator[Edit]:
    '''The curly form of every quote of a paragraph where all are certain.

    >>> from edition.sources import of_string
    >>> text = """他说:"学'理论'。"
    ... 5.5"的屏与6"的屏"""
    >>> "".join(e.new for e in propose(text, of_string(text)))
    '“‘’”'
    '''
    curly: dict[int, str] = {}
    at = 0
    for line in text.split("\n"):
        if '"' in line or "'" in line:
            for start, end in _pairs(line):
                opening, closing = _CURLY[line[start]]
                curly |= {at + start: opening, at + end: closing}
        at += len(line) + 1
    for place in sorted(curly):
        yield Edit(place, place + 1, curly[place], "直引号改为弯引号")


def _pairs(line: str) -> list[tuple[int, int]]:
    """The pairs of quotes; none if one is in doubt."""
    if _DATA.search(line):
        return []
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _QUOTE.finditer(line):
        at = match.start()
        if opened and line[opened[-1]] == match[0]:
            start = opened.pop()
            if not (_HAN.search(line, start, at) and _closes(line, at)):
                return []
            found.append((start, at))
        elif len(opened) < _DEEPEST and _opens(line, at, inside=opened[-1:] == [at - 1]):
            opened.append(at)
        else:
            return []
    return [] if opened else found


def _opens(line: str, at: int, *, inside: bool) -> bool:
    right = line[at + 1 : at + 2]
    return bool(right.strip()) and (inside or not at or bool(_OPENS.match(line, at - 1)))


def _closes(line: str, at: int) -> bool:
    left, right = line[at - 1], line[at + 1 : at + 2]
    return not left.isspace() and (not right or bool(_CLOSES.match(right)))
