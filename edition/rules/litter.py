"""Lines that a website put around the text, known by their shape and their place.

The shapes are data (`data/litter.txt`). Where such a line says that the rest
must be paid for, the text before it is cut off: that is flagged as a gap.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from edition.model import Edit, Flag, FlagKind, Source
from edition.rules.words import entries

_EDGE = 6
"""How many lines that are no litter are still head or tail."""
_LONGEST = 400
"""A longer line is text, whatever it says."""


def propose(text: str, source: Source) -> Iterator[Edit | Flag]:
    r"""Nothing for every line of litter; a gap where it hides the rest.

    >>> from edition.sources import of_string
    >>> text = "正文到此\n......试读结束......\n"
    >>> for found in propose(text, of_string(text)):
    ...     print(type(found).__name__, found.start, found.end)
    Flag 4 4
    Edit 5 22
    """
    lines = [
        (match.start(), match.end(), match[0].strip())
        for match in re.finditer(r"[^\n]*\n|[^\n]+", text)
    ]
    head, tail = _edge(lines, "head"), _edge(lines[::-1], "tail")
    written = 0
    for start, end, line in lines:
        where = (
            {"any"}
            | ({"head"} if start in head else set())
            | ({"tail"} if start in tail else set())
        )
        found = _litter(line, where)
        if found:
            kind, what = found
            if kind == "gap":
                yield Flag(written, written, FlagKind.GAP, "抄本至此中断")
            yield Edit(start, end, "", what)
        elif line:
            written = start + len(text[start:end].rstrip())


def _edge(lines: Iterable[tuple[int, int, str]], where: str) -> set[int]:
    """Where the lines at one end of a text begin, as far as a few that are no litter."""
    found, kept = set(), 0
    for start, _, line in lines:
        if kept == _EDGE:
            break
        found.add(start)
        kept += bool(line) and not _litter(line, {"any", where})
    return found


@cache
def _shapes() -> tuple[tuple[str, str, re.Pattern[str], str], ...]:
    return tuple(
        (where, kind, re.compile(pattern, re.IGNORECASE), what)
        for where, kind, pattern, what in entries("litter")
    )


def _litter(line: str, places: set[str]) -> tuple[str, str] | None:
    """Kind and name of the litter a line is at one of these places, if it is."""
    if not line or len(line) > _LONGEST:
        return None
    folded = unicodedata.normalize("NFKC", line)
    for where, kind, shape, what in _shapes():
        if where in places and shape.fullmatch(folded):
            return kind, what
    return None
