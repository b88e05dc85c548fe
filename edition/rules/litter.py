"""Lines that a website put around the text, known by their shape and their place.

The shapes are data (`data/litter.txt`). Where such a line says that the rest
must be paid for, the text before it is cut off: that is flagged as a gap.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from edition.model import Edit, Flag, FlagKind, Source
from edition.rules.words import entries

_EDGE = 6
"""How many lines with words are head and tail."""
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
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\n|[^\n]+", text)]
    worded = [span for span in lines if text[slice(*span)].strip()]
    head, tail = set(worded[:_EDGE]), set(worded[-_EDGE:])
    written = 0
    for start, end in lines:
        line = text[start:end].strip()
        found = _litter(line, (start, end) in head, (start, end) in tail)
        if found:
            kind, what = found
            if kind == "gap":
                yield Flag(written, written, FlagKind.GAP, "抄本至此中断")
            yield Edit(start, end, "", what)
        elif line:
            written = start + len(text[start:end].rstrip())


@cache
def _shapes() -> tuple[tuple[str, str, re.Pattern[str], str], ...]:
    return tuple(
        (where, kind, re.compile(pattern, re.IGNORECASE), what)
        for where, kind, pattern, what in entries("litter")
    )


def _litter(line: str, head: bool, tail: bool) -> tuple[str, str] | None:
    """Kind and name of the litter a line is, if it is."""
    if not line or len(line) > _LONGEST:
        return None
    folded = unicodedata.normalize("NFKC", line)
    for where, kind, shape, what in _shapes():
        if (where == "any" or (where == "head" and head) or (where == "tail" and tail)) and (
            shape.fullmatch(folded)
        ):
            return kind, what
    return None
