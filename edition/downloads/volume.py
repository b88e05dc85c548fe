"""All texts as one book: what the single page, the e-book and the printed book share.

Ids carry their text's (`huiyi-jianghua.p1-2-3`), since all texts may stand in one file.
How a note is reached differs by format; what it says does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from markupsafe import Markup

from edition.model import Edition, End, Heading, Passage, Section, Work
from edition.outputs.apparatus import Entry, entries, within
from edition.outputs.facts import Facts, facts
from edition.outputs.linked import Place, Tie, linked, partners
from edition.outputs.markup import environment, xml
from edition.outputs.setting import body
from edition.pages import name, title
from edition.script import Script, convert, is_traditional

_STYLES = Path(__file__).parents[1] / "templates"


class Lack(Exception):
    """A format cannot be made on this machine, and why; the others can."""


@dataclass(frozen=True)
class Parallel:
    """A link as one end of it shows it."""

    label: str
    href: Markup


@dataclass(frozen=True)
class Block:
    """A passage, ready to be set."""

    id: Markup
    address: str
    """As the site shows it at its end."""
    body: Markup
    parallels: tuple[Parallel, ...]


@dataclass(frozen=True)
class Part:
    """A section with its own passages."""

    id: Markup
    level: int
    name: str
    apart: bool
    """Its heading stands above it, and is not the beginning of its first passage."""
    noted: Markup
    """The ways to the notes on its heading."""
    blocks: tuple[Block, ...]
    """Its own."""
    children: tuple[Part, ...]


@dataclass(frozen=True)
class Note:
    """An entry of the apparatus at its place among the text's notes."""

    id: Markup
    """`huiyi-jianghua.n1`; `back` is where it is spoken of."""
    back: Markup
    number: int
    entry: Entry


@dataclass(frozen=True)
class Text:
    """A text of the book."""

    id: Markup
    title: str
    lang: Markup
    facts: Facts
    noted: Markup
    """The ways to the notes on its title."""
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]


ToNote = Callable[[Note], Markup]
ToPassage = Callable[[str, str], str]
"""(text, anchor) → the address within the book."""


def texts(edition: Edition, script: Script, to_note: ToNote, to: ToPassage) -> tuple[Text, ...]:
    """Every text of the edition, set in one script."""
    found = partners(linked(edition))
    return tuple(_Setter(work, found, script, to_note, to).text() for work in edition.works)


def one_page(edition: Edition, script: Script, style: str, *, footnotes: bool = False) -> str:
    """All texts as one page, with one of the style sheets that know how it is shown.

    `footnotes`: notes stand where they are spoken of, for the style sheet to move.
    """
    template = environment(script).get_template("book.html.j2")
    note = _footnote if footnotes else _reference
    return xml(
        template.render(
            edition=edition,
            script=str(script),
            css=style_sheet("book.css") + style_sheet(style),
            texts=texts(edition, script, partial(note, script), _within),
            to=_within,
            footnotes=footnotes,
        )
    )


def style_sheet(name: str) -> str:
    """A style sheet of the templates."""
    return (_STYLES / name).read_text("utf-8")


def _within(text: str, anchor: str) -> str:
    return f"#{anchor}"


def _reference(script: Script, note: Note) -> Markup:
    words = convert("校", script) + str(note.number)
    return Markup('<a class="note" href="#{}" id="{}">{}</a>').format(note.id, note.back, words)


def _footnote(script: Script, note: Note) -> Markup:
    blocks = environment(script).get_template("_blocks.md.j2").module
    words = convert("校", script) + str(note.number)
    account = blocks.account(note.entry)  # type: ignore[attr-defined]
    return Markup('<span class="footnote" data-call="{}">{}</span>').format(words, account)


class _Setter:
    """Sets one text; counts its notes."""

    def __init__(
        self,
        work: Work,
        found: Mapping[End, Sequence[tuple[Tie, Place]]],
        script: Script,
        to_note: ToNote,
        to: ToPassage,
    ) -> None:
        self._work = work
        self._script = script
        self._to_note = to_note
        self._to = to
        self._partners = found
        self._entries = entries(work)
        self._notes: list[Note] = []

    def text(self) -> Text:
        """The text, from its title to its last note."""
        work = self._work
        noted = self._references(work.outline.title) if work.outline.title else Markup("")
        parts = tuple(map(self._part, work.outline.sections))
        lang = Script.HANT if is_traditional(work.cleaned.text) else self._script
        return Text(
            Markup(work.id),
            title(work),
            Markup(lang),
            facts(work),
            noted,
            parts,
            tuple(self._notes),
        )

    def _id(self, anchor: str) -> Markup:
        return Markup(f"{self._work.id}.{anchor}")

    def _part(self, section: Section) -> Part:
        heading = None if section.runs_in else section.heading
        return Part(
            self._id(section.id),
            section.level,
            name(section),
            heading is not None,
            self._references(heading) if heading else Markup(""),
            tuple(map(self._block, section.passages)),
            tuple(map(self._part, section.children)),
        )

    def _block(self, passage: Passage) -> Block:
        notes = self._noted(passage)
        found = [(note.number, note.entry) for note in notes]
        by_number = {note.number: note for note in notes}
        set_ = body(
            self._work,
            passage,
            found,
            self._script,
            refer=lambda number, _: self._to_note(by_number[number]),
        )
        end = End(self._work.id, passage.id)
        links = tuple(self._parallel(there) for _, there in self._partners.get(end, ()))
        return Block(self._id(passage.id), passage.id[1:], set_, links)

    def _parallel(self, end: Place) -> Parallel:
        text = end.work.id
        return Parallel(end.caption, Markup(self._to(text, f"{text}.{end.passage.id}")))

    def _noted(self, place: Heading | Passage) -> list[Note]:
        """The notes on a place, numbered through the text; what meets two places has two."""
        made = [
            Note(self._id(f"n{number}"), self._id(f"r{number}"), number, entry)
            for number, entry in enumerate(within(place, self._entries), len(self._notes) + 1)
        ]
        self._notes += made
        return made

    def _references(self, heading: Heading) -> Markup:
        return Markup("").join(map(self._to_note, self._noted(heading)))
