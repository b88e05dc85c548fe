"""Blanks and empty lines: one paragraph a line, nothing at its ends.

Blanks inside a line are left alone: between names and in tables they mean
something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Edit, Source

_INVISIBLE = "\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200c\u200d\u2060\ufeff"
_BLANKS = re.compile(rf"[\s{_INVISIBLE}]+")
_NOTHING = re.compile(rf"[{_INVISIBLE}]")


def propose(text: str, source: Source) -> Iterator[Edit]:
    r"""One line feed after every paragraph; no invisible characters.

    >>> from edition.record import replay
    >>> from edition.sources import of_string
    >>> replay("　　甲 \n\n乙", list(propose("　　甲 \n\n乙", of_string(""))))
    '甲\n乙\n'
    """
    end = 0
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        if start == 0:
            new = ""
        elif end == len(text) or "\n" in match[0]:
            new = "\n"
        else:
            new = _NOTHING.sub("", match[0])
        if new != match[0]:
            yield Edit(start, end, new, "首尾空白、空行与不可见字符")
    if end < len(text):
        yield Edit(len(text), len(text), "\n", "文末补一换行")
