"""The pages one reads: a text's overview, the whole of it, and its sections."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from edition.model import Edition, FlagKind, Heading, Link, Passage, Section, Work
from edition.outputs.apparatus import Entry, entries, mechanical, within
from edition.outputs.facts import facts
from edition.outputs.markup import Span, environment, interleave, protect
from edition.pages import Kind, Page, home_of, name, pages, relative, title
from edition.script import Script, convert

_JOINER = "\u2060"
"""Keeps a note's number on the line of what it speaks of."""
_SENTENCE = re.compile(r"[^。\uff01\uff1f]+[。\uff01\uff1f]?[”\uff09]*")
_TEASER = 40
"""Characters of a passage that a list shows when its first sentence is longer."""


Noted = tuple[int, Entry]
"""An entry with its number on the page."""
Refer = Callable[[int, Entry], Markup]
"""What stands where a note is spoken of."""


_Place = tuple[str, Heading | Passage]
"""What can have notes, with its id."""
_TITLE = "title"


@dataclass(frozen=True)
class Parallel:
    """A link as one end of it shows it."""

    label: str
    text: str
    """The other text's title."""
    link: Markup
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """A section in a list: name, link, first words, and what stands below it."""

    name: str
    link: Markup
    teaser: str
    children: tuple[Listed, ...]


@dataclass(frozen=True)
class Counted:
    """The mechanical changes of a page: how many, and the raw line where they begin."""

    count: int
    line: int


@dataclass(frozen=True)
class Block:
    """A passage, ready to be set."""

    id: str
    names: tuple[str, ...]
    """What a reader who comes back is told to have reached, in each script."""
    body: Markup
    parallels: tuple[Parallel, ...]


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown, for every page of every text but the record."""
    writer = _Writer(edition, script)
    made = {}
    for work in edition.works:
        for page in pages(work):
            if page.kind is Kind.OVERVIEW:
                made[page.path] = writer.overview(page)
            elif page.kind is Kind.WHOLE:
                made[page.path] = writer.whole(page)
            elif page.section:
                made[page.path] = writer.section(page, page.section)
    return made


class _Writer:
    """Sets pages; knows the edition, the script, and what links where."""

    def __init__(self, edition: Edition, script: Script) -> None:
        self._script = script
        self._templates = environment(script)
        self._works = {work.id: work for work in edition.works}
        self._entries = {work.id: entries(work) for work in edition.works}
        self._mechanical = {work.id: mechanical(work) for work in edition.works}
        self._links: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for link in edition.links:
            for end in (link.source, link.target):
                self._links[end.text, end.passage].append(link)

    def section(self, page: Page, section: Section) -> str:
        """A section with its own text, and what stands below it."""
        notes = self._notes(page, _places([section]))
        return self._templates.get_template("section.md.j2").render(
            page=page,
            description=self._say(self._teaser(page.work, section)),
            noted=self._references(notes.get(section.id, [])),
            blocks=[self._block(page, passage, notes) for passage in section.passages],
            children=[self._listed(page, child) for child in section.children],
            notes=[entry for noted in notes.values() for _, entry in noted],
            mechanical=self._counted(page.work, *_extent(section)),
        )

    def whole(self, page: Page) -> str:
        """All of a text on one page, with the same anchors."""
        outline = page.work.outline
        titles = [(_TITLE, outline.title)] if outline.title else []
        notes = self._notes(page, [*titles, *_places(outline.walk())])
        parts = [
            (
                section,
                self._references(notes.get(section.id, [])),
                [self._block(page, passage, notes) for passage in section.passages],
                section.runs_in,
            )
            for section in outline.walk()
        ]
        return self._templates.get_template("whole.md.j2").render(
            page=page,
            title=title(page.work),
            facts=facts(page.work),
            name=name,
            noted=self._references(notes.get(_TITLE, [])),
            parts=parts,
            notes=[entry for noted in notes.values() for _, entry in noted],
            mechanical=self._counted(page.work, 0, len(page.work.cleaned.text) + 1),
        )

    def overview(self, page: Page) -> str:
        """What a text is, and what it holds."""
        work = page.work
        return self._templates.get_template("overview.md.j2").render(
            page=page,
            facts=facts(work),
            contents=[self._listed(page, section) for section in work.outline.sections],
        )

    def _say(self, words: str) -> str:
        return convert(words, self._script)

    def _to(self, page: Page, path: str, anchor: str = "") -> Markup:
        return Markup(relative(path, page.path) + (f"#{anchor}" if anchor else ""))

    def _listed(self, page: Page, section: Section) -> Listed:
        """A section as the page above it lists it."""
        return Listed(
            name(section),
            self._to(page, Page(page.work, Kind.SECTION, section).path),
            self._say(self._teaser(page.work, section)),
            tuple(self._listed(page, child) for child in section.children),
        )

    def _teaser(self, work: Work, section: Section) -> str:
        """The first sentence below a section's heading that needs no note."""
        first = next((passage for part in section.walk() for passage in part.passages), None)
        if first is None:
            return ""
        noted = [(entry.start, entry.end) for entry in self._entries[work.id]]
        start = first.head.end if first.head and first.head.end < first.end else first.start
        for sentence in _SENTENCE.finditer(work.cleaned.text, start, first.end):
            if not any(a < sentence.end() and b >= sentence.start() for a, b in noted):
                text = sentence[0]
                return text if len(text) <= _TEASER else text[:_TEASER] + "……"
        return ""

    def _notes(self, page: Page, places: Iterable[_Place]) -> dict[str, list[Noted]]:
        """Place → its notes, numbered through the page; what meets two places has two."""
        found = self._entries[page.work.id]
        numbers = count(1)
        return {
            ident: [(next(numbers), entry) for entry in within(place, found)]
            for ident, place in places
        }

    def _references(self, noted: Iterable[Noted]) -> Markup:
        return Markup("").join(reference(number, self._script) for number, _ in noted)

    def _counted(self, work: Work, start: int, end: int) -> Counted:
        """The mechanical changes of a stretch of the clean text."""
        found = self._mechanical[work.id]
        first, last = (bisect_left(found, (at, 0)) for at in (start, end))
        return Counted(last - first, found[first][1] if first < last else 0)

    def _block(self, page: Page, passage: Passage, notes: dict[str, list[Noted]]) -> Block:
        return Block(
            passage.id,
            tuple(convert(_name(page.work, passage), script) for script in Script),
            body(page.work, passage, notes[passage.id], self._script, page.section),
            tuple(
                self._parallel(page, passage, link)
                for link in self._links[page.work.id, passage.id]
            ),
        )

    def _parallel(self, page: Page, passage: Passage, link: Link) -> Parallel:
        here = (page.work.id, passage.id)
        end = link.target if here == (link.source.text, link.source.passage) else link.source
        work = self._works[end.text]
        section, other = home_of(work, end.passage)
        path = Page(work, Kind.SECTION, section).path
        label = str(other.head) if other.head else f"{name(section)} {other.id[1:]}"
        return Parallel(label, title(work), self._to(page, path, end.passage), link.shared)


def _name(work: Work, passage: Passage) -> str:
    """The heading a passage stands under: its own, or the last before it in its section."""
    section, _ = home_of(work, passage.id)
    heads = [one.head for one in section.passages if one.head and one.start <= passage.start]
    return str(heads[-1]) if heads else name(section)


def _extent(section: Section) -> tuple[int, int]:
    """What stands on a section's own page: its heading and passages, not its children."""
    parts = [part for part in (section.heading, *section.passages) if part]
    return min(part.start for part in parts), max(part.end for part in parts)


def _places(sections: Iterable[Section]) -> Iterator[_Place]:
    """Headings on a line of their own, and passages."""
    for section in sections:
        if section.heading and not section.runs_in:
            yield section.id, section.heading
        yield from ((passage.id, passage) for passage in section.passages)


def body(
    work: Work,
    passage: Passage,
    notes: Sequence[Noted],
    script: Script,
    section: Section | None = None,
    refer: Refer | None = None,
) -> Markup:
    """A passage's text with its run-in heading and its marks; `refer` leads to a note.

    On the page of a `section` that is named by that very heading it is set as text.
    """
    refer = refer or (lambda number, _: reference(number, script))
    text = convert(work.quote(passage), script)
    middle = passage.head.end if passage.head else passage.start
    parts = []
    following = [*(entry.start for _, entry in notes), passage.end][1:]
    for start, end in ((passage.start, middle), (middle, passage.end)):
        spans = [
            span
            for noted, limit in zip(notes, following, strict=True)
            for span in _spans(noted, (start, end), passage.end, limit, script, refer)
        ]
        parts.append(interleave(text, start, end, spans, passage.start))
    head, rest = parts
    if head and not (section and section.heading == passage.head):
        head = Markup('<b class="head">{}</b>').format(head)
    return head + rest


def _spans(
    noted: Noted, part: tuple[int, int], stop: int, limit: int, script: Script, refer: Refer
) -> Iterator[Span]:
    """An entry's mark on what of it stands in a part of a passage that ends at `stop`; its note.

    The note follows the last part, and the rest of the word that the entry cuts into; it stands
    before the next entry, at `limit`, and right after a conjecture.
    """
    number, entry = noted
    start, end = part
    first, last = max(entry.start, start), min(entry.end, end)
    if first > last or (first == last and entry.start < entry.end):
        return
    before, after = (
        Markup('<span class="mark {}">').format(entry.style),
        Markup("</span>"),
    )
    at = min(last + len(entry.after), limit, end)
    if entry.style == FlagKind.GAP:
        words = protect(convert(entry.reason, script))
        before = Markup('<span class="gap">〔{}〕').format(words)
    elif entry.conjecture:
        words = protect(convert(entry.conjecture, script))
        after += Markup('<span class="mark conjecture">〔{}〕</span>').format(words)
        at = last
    yield Span(first, last, before, after)
    if last == min(entry.end, stop):
        yield Span(at, at, refer(number, entry), Markup(""))


def reference(number: int, script: Script) -> Markup:
    """The way to a note of the page.

    >>> reference(1, Script.HANS)
    Markup('<a class="note" href="#n1" id="r1">\u2060校1</a>')
    """
    words = _JOINER + convert("校", script) + str(number)
    return Markup('<a class="note" href="#n{0}" id="r{0}">{1}</a>').format(number, words)
