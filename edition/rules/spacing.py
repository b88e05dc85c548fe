"""Blanks and empty lines: one paragraph a line, nothing at its ends.

Blanks inside a line are left alone: between names and in tables they mean
something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Edit, Source

_BLANKS = re.compile(r"\s+")


def propose(text: str, source: Source) -> Iterator[Edit]:
    r"""One line feed after every paragraph.

    >>> from edition.record import replay
    >>> from edition.sources import of_string
    >>> replay("　　甲 \n\n乙", list(propose("　　甲 \n\n乙", of_string(""))))
    '甲\n乙\n'
    """
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
