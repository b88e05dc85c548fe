"""The pages one reads: a text's overview, the whole of it, and its sections."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

import rjieba
from markupsafe import Markup

from edition.model import Edition, End, Moved, Passage, Section, Shared, Unit, Work
from edition.outputs.apparatus import entries, mechanical, within
from edition.outputs.citation import Part, citations, labels
from edition.outputs.citation import shown as cited
from edition.outputs.evidence import Why, told
from edition.outputs.facts import facts
from edition.outputs.linked import Linked, Place, Tie, linked, partners
from edition.outputs.markup import environment
from edition.outputs.metadata import FrontMatter
from edition.outputs.same import runs_of, same, shown
from edition.outputs.setting import Noted, body, reference
from edition.pages import (
    Kind,
    Page,
    between,
    name,
    page_of,
    pages,
    relative,
    title,
)
from edition.script import Script, convert

_SENTENCE = re.compile(r"[^。\uff01\uff1f]+[。\uff01\uff1f]?[”\uff09]*")
_ADDRESS = "\uff1a"
"""How a passage ends that says nothing yet: 同志们\uff1a"""
_PAUSES = "、\uff0c\uff1a\uff1b"
_WHOLE = ""
"""The name of no section: the page of the whole text has had all its addresses."""
_TEASER = 40
"""Characters of a passage that a list shows when its first sentence is longer."""


@dataclass(frozen=True)
class Parallel:
    """A link as one end of it shows it."""

    label: str
    text: str
    """The other text's title."""
    link: Markup
    why: Why
    shared: tuple[Shared, ...]
    facing: Markup
    """Where both stand side by side."""


@dataclass(frozen=True)
class Partner:
    """Another text that has links with a text."""

    title: str
    link: Markup
    """The page of both."""
    total: int


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
class Led:
    """An address of this page that leads elsewhere now; to nowhere where there is no link."""

    id: str
    name: str
    link: Markup
    why: str


@dataclass(frozen=True)
class Block:
    """A passage, ready to be set."""

    id: str
    former: tuple[str, ...]
    """Addresses of this page that lead to it now."""
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
        self._name = edition.name
        self._script = script
        self._templates = environment(script)
        self._entries = {work.id: entries(work) for work in edition.works}
        self._mechanical = {work.id: mechanical(work) for work in edition.works}
        self._moved: dict[tuple[str, str], list[Moved]] = defaultdict(list)
        self._known: dict[End, list[Moved]] = defaultdict(list)
        for moved in edition.moved:
            for stood in (moved.page, _WHOLE):
                self._moved[moved.old.text, stood].append(moved)
            if moved.new and moved.new.text == moved.old.text and moved.new != moved.old:
                self._known[moved.new].append(moved)
        self._works = {work.id: work for work in edition.works}
        self._same = same(edition)
        self._pairs = linked(edition)
        self._partners = partners(self._pairs)
        self._front = FrontMatter(edition, script)

    def section(self, page: Page, section: Section) -> str:
        """A section with its own text, and what stands below it."""
        notes = self._notes(page, section.units())
        return self._templates.get_template("section.md.j2").render(
            page=page,
            front=self._front.of(page, self._teaser(page.work, section)),
            noted=self._references(notes.get(section.id, [])),
            former=self._former(page, section.id),
            blocks=[self._block(page, section, passage, notes) for passage in section.passages],
            led=self._led(page),
            children=[self._listed(page, child) for child in section.children],
            notes=[entry for noted in notes.values() for _, entry in noted],
            mechanical=self._counted(page.work, *_extent(section)),
            same=self._shares(page.work, section.passages),
        )

    def whole(self, page: Page) -> str:
        """All of a text on one page, with the same anchors."""
        outline = page.work.outline
        notes = self._notes(page, outline.units())
        parts = [
            (
                section,
                self._references(notes.get(section.id, [])),
                self._former(page, section.id),
                [self._block(page, section, passage, notes) for passage in section.passages],
                section.runs_in,
            )
            for section in outline.walk()
        ]
        return self._templates.get_template("whole.md.j2").render(
            page=page,
            front=self._front.of(page),
            title=title(page.work),
            facts=facts(page.work),
            name=name,
            noted=self._references(notes.get("", [])),
            parts=parts,
            led=self._led(page),
            notes=[entry for noted in notes.values() for _, entry in noted],
            mechanical=self._counted(page.work, 0, len(page.work.cleaned.text) + 1),
            same=self._shares(page.work, list(outline.passages())),
        )

    def overview(self, page: Page) -> str:
        """What a text is, and what it holds."""
        work = page.work
        return self._templates.get_template("overview.md.j2").render(
            page=page,
            front=self._front.of(page),
            facts=facts(work),
            citations=self._citations(work),
            contents=[self._listed(page, section) for section in work.outline.sections],
            linked=[
                self._partner(page, pair)
                for pair in self._pairs
                if any(one is work for one in pair.works)
            ],
        )

    def _citations(self, work: Work) -> list[tuple[str, str, Markup]]:
        """How the whole text is cited: format, what readers call it, the citation."""
        made = citations(self._name, work, self._script, Part.TEXT)
        named = labels(self._script)
        return [(one, label, cited(made[one], self._script)) for one, label in named.items()]

    def _partner(self, page: Page, pair: Linked) -> Partner:
        other = pair.works[pair.works[0] is page.work]
        return Partner(title(other), self._to(page, between(*pair.works)), len(pair.ties))

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
        passages = (passage for part in section.walk() for passage in part.passages)
        first = next((one for one in passages if not work.quote(one).endswith(_ADDRESS)), None)
        if first is None:
            return ""
        noted = [(entry.start, entry.end) for entry in self._entries[work.id]]
        start = first.head.end if first.head and first.head.end < first.end else first.start
        for sentence in _SENTENCE.finditer(work.cleaned.text, start, first.end):
            if not any(a < sentence.end() and b >= sentence.start() for a, b in noted):
                text = sentence[0]
                return text if len(text) <= _TEASER else _cut(text)
        return ""

    def _notes(self, page: Page, units: Iterable[Unit]) -> dict[str, list[Noted]]:
        """Unit → its notes, numbered through the page; what meets two units has two."""
        found = self._entries[page.work.id]
        numbers = count(1)
        return {
            unit.id: [(next(numbers), entry) for entry in within(unit, found)] for unit in units
        }

    def _references(self, noted: Iterable[Noted]) -> Markup:
        return Markup("").join(reference(number, self._script) for number, _ in noted)

    def _counted(self, work: Work, start: int, end: int) -> Counted:
        """The mechanical changes of a stretch of the clean text."""
        found = self._mechanical[work.id]
        first, last = (bisect_left(found, (at, 0)) for at in (start, end))
        return Counted(last - first, found[first][1] if first < last else 0)

    def _shares(self, work: Work, passages: Sequence[Passage]) -> int:
        """How many runs of the passages stand in other texts too."""
        return sum(len(runs_of(passage, self._same[work.id])) for passage in passages)

    def _block(
        self, page: Page, section: Section, passage: Passage, notes: dict[str, list[Noted]]
    ) -> Block:
        return Block(
            passage.id,
            self._former(page, passage.id),
            tuple(convert(_name(section, passage), script) for script in Script),
            body(
                page.work,
                passage,
                notes[passage.id],
                self._script,
                page.section,
                shown=shown(runs_of(passage, self._same[page.work.id])),
            ),
            tuple(
                self._parallel(page, tie, there)
                for tie, there in self._partners.get(End(page.work.id, passage.id), ())
            ),
        )

    def _parallel(self, page: Page, tie: Tie, there: Place) -> Parallel:
        return Parallel(
            there.caption,
            title(there.work),
            self._to(page, there.page.path, there.passage.id),
            told(tie.link),
            tie.link.shared,
            self._to(page, tie.page, tie.id),
        )

    def _former(self, page: Page, ident: str) -> tuple[str, ...]:
        """Other ids by which a place was known on this page."""
        known = self._known.get(End(page.work.id, ident), ())
        return tuple(moved.old.passage for moved in known if _stood(moved, page))

    def _led(self, page: Page) -> list[Led]:
        """The addresses of this page whose words are on another now, or on none."""
        led = []
        for moved in self._moved[page.work.id, page.section.name if page.section else _WHOLE]:
            if moved.new is None:
                led.append(Led(moved.old.passage, "", Markup(""), moved.why))
                continue
            there = page_of(self._works[moved.new.text], moved.new.passage)
            here = page.work == there.work and page.section in (None, there.section)
            if not here:
                link = self._to(page, there.path, moved.new.passage)
                led.append(Led(moved.old.passage, there.title, link, moved.why))
        return led


def _cut(text: str) -> str:
    """The beginning of a long sentence, up to the end of a word."""
    kept = ""
    for word in rjieba.cut(text, False):
        if len(kept + word) > _TEASER:
            break
        kept += word
    return (kept or text[:_TEASER]).rstrip(_PAUSES) + "……"


def _stood(moved: Moved, page: Page) -> bool:
    """Whether an address was one of this page; the whole text's page has had them all."""
    return page.section is None or page.section.name == moved.page


def _name(section: Section, passage: Passage) -> str:
    """The heading a passage stands under: its own, or the last before it in its section."""
    heads = [one.head for one in section.passages if one.head and one.start <= passage.start]
    return str(heads[-1]) if heads else name(section)


def _extent(section: Section) -> tuple[int, int]:
    """What stands on a section's own page: its heading and passages, not its children."""
    parts = [part for part in (section.heading, *section.passages) if part]
    return min(part.start for part in parts), max(part.end for part in parts)
