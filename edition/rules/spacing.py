"""Blanks and empty lines: one paragraph a line, nothing at its ends.

Blanks inside a line are left alone: between names and in tables they mean
something. Where a decoder did not know one it wrote a question mark, as behind an
agency's dateline (`新华社北京2月29日电?中央`) and four or more before a long paragraph
(`? ? ? ? 正文`): nobody asks there, so there they are blanks again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge
from operator import attrgetter

from edition.annotation import DATELINE, LOST_INDENT
from edition.model import Edit, Source

_BLANKS = re.compile(r"\s+")
_BY_AGENCY = re.compile(
    r"[社网網报報台臺][^。!?\uff01\uff1f\n]{0,20}月[\d一二三四五六七八九十]{1,3}日.\Z"
)
"""An agency, a place, a month and a day, and"""
_NEWS = re.compile(r"[^。!?\uff01\uff1f\n]{10,}+(?:。|$)", re.MULTILINE)
"""what is no question: nobody asks between these."""
_REACH = 40
_MANY = 4 * len("? ")
_LONG = re.compile(r".{30}")
"""So many are no wonder of an author's before so long a paragraph."""
_LOST = "空白\uff0c解码时成了问号"


def propose(text: str, source: Source) -> Iterator[Edit]:
    r"""One line feed after every paragraph.

    >>> from edition.record import replay
    >>> from edition.sources import of_string
    >>> replay("　　甲 \n\n乙", list(propose("　　甲 \n\n乙", of_string(""))))
    '甲\n乙\n'
    """
    yield from merge(_at_ends(text), _unread(text), key=attrgetter("start"))


def _unread(text: str) -> Iterator[Edit]:
    """Question marks that were blanks."""
    found = [
        (match, " ")
        for match in DATELINE.finditer(text)
        if _BY_AGENCY.search(text, max(0, match.start() - _REACH), match.start())
        and _NEWS.match(text, match.end())
    ]
    found += [
        (match, "")
        for match in LOST_INDENT.finditer(text)
        if len(match[0]) >= _MANY and _LONG.match(text, match.end())
    ]
    for match, blank in sorted(found, key=lambda one: one[0].start()):
        yield Edit(*match.span(), blank, _LOST)


def _at_ends(text: str) -> Iterator[Edit]:
    """What is not one line feed after every paragraph."""
    end = 0
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        if start and end < len(text) and "\n" not in match[0]:
            continue
        new = "\n" if start else ""
        if new != match[0]:
            yield Edit(start, end, new, "首尾空白与空行")
    if end < len(text):
        yield Edit(len(text), len(text), "\n", "文末补一换行")
