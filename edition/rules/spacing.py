"""Blanks and empty lines: one paragraph a line, nothing at its ends.

Blanks inside a line are left alone: between names and in tables they mean
something. Where a decoder did not know one it wrote a question mark, as behind
a dateline (`2月29日电?中央`) and four or more before a paragraph (`? ? ? ? 正文`): nobody
asks there, so there they are blanks again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge
from operator import attrgetter

from edition.annotation import DATELINE
from edition.model import Edit, Source
from edition.script import HAN

_BLANKS = re.compile(r"\s+")
_INDENT = re.compile(rf"^(?:\? ){{4,}}(?=[“《]?{HAN})", re.MULTILINE)
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
    found = [(match, " ") for match in DATELINE.finditer(text)]
    found += [(match, "") for match in _INDENT.finditer(text)]
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
