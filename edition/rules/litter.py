"""Lines that a website put around the text, known by their shape and their place.

The shapes are data (`data/litter.txt`), and so are the words on buttons, of which
whole lines at the head and tail consist (`data/buttons.txt`). Where a line says that
the rest must be paid for, the text before it is cut off: that is flagged as a gap.
A line that names an author, a source or a date is evidence, and stays; so does a
sentence that speaks of copyright, of websites or of what is left over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from functools import cache

from edition.model import Edit, Flag, FlagKind, Source
from edition.words import entries

_EDGE = 6
"""How many lines that are no litter are still head or tail."""
_EDGES = ("head", "tail")
_SHORT = 12
"""Every line of a text of fewer is head or tail."""
_SITE = re.compile(
    r"https?://|www\.|网(?![络民友红])|本[站页]|站长|窗口|分享到"
    r"|点击[数次]|浏览[次量]|访问[次量]|> *正文\Z",
    re.IGNORECASE,
)
"""What only a site says of itself: a line of a doubtful shape that has it is the site's."""
_LONGEST = 400
"""A longer line is text, whatever it says."""
_BETWEEN = re.compile(r"[ \t|·/>»›«<,、:;\[\]【】()\u2190-\u2193-]+")
_FEWEST = 2
"""Buttons in a row: one may be a heading."""


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
    found = {start: shapes for start, _, line in lines if line and (shapes := _shapes_of(line))}
    words = [start for start, _, line in lines if line and start not in found]
    head, tail = (words[_EDGE - 1], words[-_EDGE]) if len(words) >= _EDGE else (len(text), 0)
    litter: dict[int, dict[str, str]] = {}
    for start, _, _ in lines:
        where = {"any", "head" if start < head else "", "tail" if start > tail else ""}
        kinds = {kind: what for place, kind, what in found.get(start, ()) if place in where}
        if kinds:
            litter[start] = kinds
    sure = _is_proven(litter.values())
    litter_goes = sure or sum(bool(line) for _, _, line in lines) >= _SHORT
    last = max(words, default=-1)
    written = 0
    for start, end, line in lines:
        kinds = litter.get(start, {})
        gap = kinds.get("gap") or (kinds.get("gap?") if sure or start > last else None)
        why = gap or kinds.get("litter") or (kinds.get("litter?") if litter_goes else None)
        if why:
            if gap:
                yield Flag(written, written, FlagKind.GAP, "抄本至此中断")
            yield Edit(start, end, "", why)
        elif line:
            written = start + len(text[start:end].rstrip())


def _is_proven(litter: Collection[dict[str, str]]) -> bool:
    """Whether a line among them can only be a site's, or two kinds stand together."""
    names = {what for kinds in litter for what in kinds.values()}
    return len(names) >= _FEWEST or any(kinds.keys() & {"litter", "gap"} for kinds in litter)


def _shapes_of(line: str) -> list[tuple[str, str, str]]:
    """Place, kind and name of every shape that a line has."""
    if len(line) > _LONGEST:
        return []
    folded = unicodedata.normalize("NFKC", line)
    found = [(edge, "litter?", "网页按钮") for edge in _EDGES if _are_buttons(folded)]
    # One pattern of them all would take four times as long as each in turn.
    found += [(where, kind, what) for where, kind, shape, what in _shapes() if shape(folded)]
    if _SITE.search(folded):
        found = [(where, kind.rstrip("?"), what) for where, kind, what in found]
    return found


def _are_buttons(line: str) -> bool:
    """Whether a line is a row of buttons; 大 中 小 and page numbers alone may be text."""
    words = [word for word in _BETWEEN.split(line.upper()) if word]
    named = {word for word in words if len(word) > 1 and not word.isdecimal()}
    return (
        len(words) >= _FEWEST
        and bool(named)
        and all(word.isdecimal() or word in _buttons() for word in words)
    )


@cache
def _buttons() -> frozenset[str]:
    return frozenset(word for (word,) in entries("buttons"))


@cache
def _shapes() -> list[tuple[str, str, Callable[[str], object], str]]:
    """Place, kind, whether a line has the shape, and its name."""
    return [
        (where, kind, re.compile(pattern, re.IGNORECASE).fullmatch, what)
        for where, kind, pattern, what in entries("litter")
    ]
