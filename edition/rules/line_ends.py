"""Line ends: a line feed, whatever the system that saved the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Edit, Source

_OTHER = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def propose(text: str, source: Source) -> Iterator[Edit]:
    r"""One line feed for every other line end.

    >>> from edition.sources import of_string
    >>> [(e.start, e.end, e.new) for e in propose("一\r\n二\r", of_string(""))]
    [(1, 3, '\n'), (4, 5, '\n')]
    """
    for match in _OTHER.finditer(text):
        yield Edit(match.start(), match.end(), "\n", "换行统一")
