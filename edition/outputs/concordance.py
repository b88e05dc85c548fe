"""Places as lines: what stands before, the words, what follows, and the way there.

The pages of terms, documents and shared wording show their places so: by text, in
reading order, the words under each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from edition.model import Edition, FlagKind, Stretch, Unit, Work
from edition.outputs.markup import Span, interleave
from edition.own import foreign
from edition.pages import Kind, Page, relative, title
from edition.script import Script, convert

_BEFORE = 24
"""Characters of a line before its words,"""
_AFTER = 32
"""and after them."""
_LONG = 10
"""Characters that a phone can show under each other, with what stands around them."""
_SIGNS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True)
class Line:
    """A place with its context."""

    link: Markup
    name: str
    """What readers call the place: its passage's address; empty for a title."""
    before: Markup
    words: Markup
    after: Markup
    note: str = ""
    """What is to be said of it."""


@dataclass(frozen=True)
class Block:
    """The lines of one text."""

    sign: str
    text: str
    """Its title."""
    lines: list[Line]

    @property
    def is_long(self) -> bool:
        """Whether its words are too long to stand under each other on a phone."""
        return any(len(line.words.striptags()) > _LONG for line in self.lines)


@dataclass(frozen=True)
class Text:
    """A text, as these pages call it."""

    id: str
    sign: str
    """甲, 乙 …; a number from the eleventh on."""
    title: str
    link: Markup
    noindex: bool
    """What quotes it is no more for search engines than the text."""


class Concordance:
    """Sets the places of an edition, in a script, for one page."""

    def __init__(self, edition: Edition, script: Script, page: str) -> None:
        self._page, self._script = page, script
        works = edition.works
        self._works = {work.id: work for work in works}
        self._foreign = {work.id: foreign(work.cleaned) for work in works}
        self._said: dict[tuple[str, int], str] = {}
        self.texts = {
            work.id: self._text(work, sign) for work, sign in zip(works, _signs(), strict=False)
        }

    def counts(self, places: Iterable[Stretch]) -> list[tuple[str, int]]:
        """How many of them each text has, by its sign."""
        counted = Counter(place.text for place in places)
        return [(self.texts[ident].sign, count) for ident, count in counted.items()]

    def blocks(self, places: Sequence[Stretch], notes: Sequence[str] = ()) -> list[Block]:
        """The lines of places that stand in the order of the texts, with a note to each."""
        found: dict[str, list[Line]] = {}
        for number, place in enumerate(places):
            line = self.line(place, notes[number] if notes else "")
            found.setdefault(place.text, []).append(line)
        return [
            Block(self.texts[ident].sign, self.texts[ident].title, lines)
            for ident, lines in found.items()
        ]

    def line(self, place: Stretch, note: str = "") -> Line:
        """A place with its context: no more than its passage, and marked where a site wrote."""
        unit = self._works[place.text].outline.unit_at(place.start)
        start, end = max(place.start, unit.start), min(place.end, unit.end)
        parts = (
            (max(unit.start, start - _BEFORE), start),
            (start, end),
            (end, min(unit.end, end + _AFTER)),
        )
        before, words, after = (self._shown(place.text, unit, *part) for part in parts)
        return Line(self._way(place.text, unit), unit.id[1:], before, words, after, note)

    def _text(self, work: Work, sign: str) -> Text:
        link = self._to(Page(work, Kind.OVERVIEW).path)
        return Text(work.id, sign, title(work), link, work.meta.noindex)

    def _shown(self, text: str, unit: Unit, start: int, end: int) -> Markup:
        """A part of a unit; the unit is converted as a whole, as on its page."""
        work = self._works[text]
        key = text, unit.start
        if key not in self._said:
            own = work.cleaned.text[unit.start : unit.end]
            self._said[key] = convert(own, self._script)
        return interleave(self._said[key], start, end, self._doubts(text, start, end), unit.start)

    def _doubts(self, text: str, start: int, end: int) -> Iterator[Span]:
        for first, last in self._foreign[text]:
            if first < end and start < last:
                before = Markup('<span class="mark {}">').format(FlagKind.DOUBT.value)
                yield Span(max(first, start), min(last, end), before, Markup("</span>"))

    def _way(self, text: str, unit: Unit) -> Markup:
        work = self._works[text]
        if unit.section is None:
            return self._to(Page(work, Kind.WHOLE).path)
        return self._to(Page(work, Kind.SECTION, unit.section).path, unit.id)

    def _to(self, path: str, anchor: str = "") -> Markup:
        return Markup(relative(path, self._page) + (f"#{anchor}" if anchor else ""))


def _signs() -> Iterator[str]:
    """What texts are called for short.

    >>> from itertools import islice
    >>> list(islice(_signs(), 8, 12))
    ['壬', '癸', '11', '12']
    """
    yield from _SIGNS
    number = len(_SIGNS)
    while number := number + 1:
        yield str(number)


def by_users(
    edition: Edition, users: Iterable[frozenset[str]]
) -> Iterator[tuple[Work | None, list[int]]]:
    """Entries by who has them, as numbers: first those of several texts, then of each alone.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> edition = Edition("书", tuple(edit(of_string("甲。", name)) for name in "ab"))
    >>> users = [frozenset("b"), frozenset("ab"), frozenset("a")]
    >>> [(work.id if work else "", numbers) for work, numbers in by_users(edition, users)]
    [('', [1]), ('a', [2]), ('b', [0])]
    """
    groups: dict[frozenset[str] | None, list[int]] = {}
    for number, texts in enumerate(users):
        groups.setdefault(texts if len(texts) == 1 else None, []).append(number)
    if None in groups:
        yield None, groups[None]
    for work in edition.works:
        if found := groups.get(frozenset({work.id})):
            yield work, found
