"""Documents that the texts name in title marks, with every place that names them.

A short title is resolved where its own text says what it stands for:
《……的决定》（以下简称《决定》）. It counts for that text alone; another text's
《决定》 may be another decision. A short title that its text does not explain is
kept apart, and said to be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.model import Citation, Document, Stretch, Work
from edition.own import BLOT, own_text

_SHORT = re.compile(
    r"[\uff08(][^\uff08\uff09()《》\n]*?(?:简称|下称|以下称)[为作]?[\uff1a:]?[“‘]?(?=《)"
)
"""What stands between a title and the short title it introduces."""
_BARE = re.compile(
    "(?:若干|有关|上述|实施|暂行|管理|工作|补充|指导)?"
    "(?:决定|决议|意见|条例|办法|通知|规定|纲要|方案|规划|计划|报告|建议|章程|准则|要点|细则|通报|公报|公告|批复|指示|讲话|大纲|党章)"
)
"""The kind of a document with nothing that says which: 决定, 若干意见."""


@dataclass(frozen=True)
class _Named:
    """A pair of title marks with what stands between them."""

    start: int
    end: int
    name: str


def documents(works: Sequence[Work]) -> tuple[Document, ...]:
    """All documents, in the order in which they are first named.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> text = "学习《关于改革的决定》（以下简称《决定》）。《决定》强调改革。读《意见》。"
    >>> work = edit(of_string(text))
    >>> for one in documents([work]):
    ...     print(one.title, len(one.citations), one.unexplained)
    关于改革的决定 3 False
    意见 1 True
    """
    found: dict[tuple[str, str], list[Citation]] = {}
    for work in works:
        text = own_text(work.cleaned)
        named = list(_named(text))
        meant = _meant(text, named)
        defining = {at for pairs in meant.values() for at, _ in pairs}
        for one in named:
            title = _title(one, meant)
            own = work.id if title == one.name and _is_short(title) else ""
            place = Stretch(work.id, one.start, one.end)
            citation = Citation(place, one.name, one.start in defining)
            found.setdefault((title, own), []).append(citation)
    return tuple(Document(title, tuple(ones), bool(own)) for (title, own), ones in found.items())


def _named(text: str) -> Iterator[_Named]:
    """Every pair of title marks of a line, in the order of the first; one may hold another."""
    found = []
    for line in re.finditer(f"[^{BLOT}]+", text):
        opened: list[int] = []
        for mark in re.finditer("[《》]", line[0]):
            at = line.start() + mark.start()
            if mark[0] == "《":
                opened.append(at)
            elif opened:
                start = opened.pop()
                if at > start + 1:
                    found.append(_Named(start, at + 1, text[start + 1 : at]))
    yield from sorted(found, key=lambda one: one.start)


def _meant(text: str, named: Sequence[_Named]) -> dict[str, list[tuple[int, str]]]:
    """Short title → where the text explains it, and the full title."""
    starts = {one.start: one for one in named}
    meant: dict[str, list[tuple[int, str]]] = {}
    for one in named:
        match = _SHORT.match(text, one.end)
        short = starts.get(match.end()) if match else None
        if short and short.name != one.name:
            meant.setdefault(short.name, []).append((short.start, one.name))
    return meant


def _title(one: _Named, meant: dict[str, list[tuple[int, str]]]) -> str:
    """The full title: what the text last said of a short one, else first says of it."""
    said = meant.get(one.name)
    if not said:
        return one.name
    before = [title for at, title in said if at <= one.start]
    return before[-1] if before else said[0][1]


def _is_short(name: str) -> bool:
    """Whether a title by itself does not say which document it is.

    >>> [_is_short(name) for name in ("决定", "若干意见", "信访工作条例", "论语")]
    [True, True, False, False]
    """
    return _BARE.fullmatch(name) is not None
