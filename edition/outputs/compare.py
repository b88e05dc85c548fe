"""Two texts side by side: their map with all links, and each two sections that links lie between.

A page has a section of the first text, beside each of the other in turn that it has links with:
it is repeated, since what is beside it counts. Both stand there in their own order. The strongest
links that do not cross each other hold them level; what lies between has no partner beside it, or
one elsewhere on the page, to which it leads. A run of passages without a link is folded, a very
long one only named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest

from markupsafe import Markup

from edition.model import Edition, LinkKind, Passage, Section, Work
from edition.outputs.apparatus import Entry, entries, within
from edition.outputs.evidence import Why, told
from edition.outputs.linked import Linked, Tie, linked
from edition.outputs.map import draw, listed, strongest
from edition.outputs.markup import Span, environment
from edition.outputs.metadata import FrontMatter
from edition.outputs.setting import Noted, body
from edition.pages import PARALLELS, Kind, Page, between, name, relative, title
from edition.script import Script

_FOLDED = 3
"""Passages in a row without a link, from which on they are folded,"""
_LEFT_OUT = 20
"""and from which on only named: a text would stand whole on as many pages as it has links."""
_RANK = [LinkKind.SUBSTANCE, LinkKind.CITATION, LinkKind.FORMULA]
"""Of wording that several links share the most telling kind is shown."""
SIDES = ("one", "other")
"""The two columns, as the style sheet knows them."""


@dataclass(frozen=True)
class Note:
    """An entry of the apparatus below two texts, with the way to its record."""

    entry: Entry
    record: Markup


@dataclass(frozen=True)
class Column:
    """What stands at the head of a column."""

    side: str
    title: str
    overview: Markup
    section: str
    link: Markup
    id: Markup
    """The anchor of its heading, where it has one."""


@dataclass(frozen=True)
class Told:
    """A link as it is told beside one of its ends."""

    id: str
    why: Why
    there: str
    """The anchor of its other end,"""
    place: str
    """and its address, as readers know it."""


@dataclass(frozen=True)
class Block:
    """A passage in its column."""

    id: str
    side: str
    lang: str
    """Where that is not the page's own."""
    body: Markup
    place: str
    link: Markup
    before: list[Told]
    """The links that it is the first end of; the line stands above it."""
    after: list[Told]
    """Those of which it is the second, but for the one beside it."""


@dataclass(frozen=True)
class Fold:
    """Passages without a link."""

    side: str
    total: int
    link: Markup
    """Where they begin in their text."""
    blocks: list[Block]
    """None of them when they are too many."""


@dataclass(frozen=True)
class Pair:
    """Two sections side by side."""

    columns: list[Column]
    rows: list[Row]


@dataclass(frozen=True)
class Row:
    """What is held level at its top, and what follows below it."""

    level: bool
    cells: list[Block | Fold]


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown."""
    found = linked(edition)
    noted = {work.id: entries(work) for one in found for work in one.works}
    writer = _Writer(script, noted, FrontMatter(edition, script))
    made = {}
    for pair in found:
        pages = {path: list(ties) for path, ties in groupby(_by_page(pair), lambda tie: tie.page)}
        index = between(*pair.works)
        made[index] = writer.index(pair, index)
        paths = ["", *pages, ""]
        for at, (path, ties) in enumerate(pages.items()):
            made[path] = writer.facing(path, ties, paths[at], paths[at + 2])
    return made


def _by_page(pair: Linked) -> list[Tie]:
    """In the order of the sections of the first text, then of the second."""
    return sorted(pair.ties, key=lambda tie: [end.section.path for end in tie.ends])


class _Writer:
    """Sets pages in a script; has the apparatus of all texts at hand."""

    def __init__(
        self, script: Script, found: dict[str, tuple[Entry, ...]], front: FrontMatter
    ) -> None:
        self._script = script
        self._front = front
        self._entries = found
        self._templates = environment(script)

    def index(self, pair: Linked, path: str) -> str:
        """The map of two texts, and the table of their links."""
        return self._templates.get_template("compare.md.j2").render(
            titles=[title(work) for work in pair.works],
            called=[self._front.titles[work.id] for work in pair.works],
            overviews=[self._to(Page(work, Kind.OVERVIEW).path, path) for work in pair.works],
            hidden=any(work.meta.noindex for work in pair.works),
            map=draw(pair, path, self._script),
            shown=len(strongest(pair)),
            links=listed(pair.ties, path),
            total=len(pair.ties),
            method=self._to(PARALLELS, path),
        )

    def _to(self, to: str, path: str) -> Markup:
        return Markup(relative(to, path))

    def facing(self, path: str, ties: Sequence[Tie], previous: str, following: str) -> str:
        """A section of the first text beside each that it has links with."""
        notes: list[Note] = []
        pairs = []
        for others, found in groupby(ties, lambda tie: tie.ends[1].section):
            some = list(found)
            one, other = some[0].ends
            halves = [
                Half(SIDES[0], one.work, one.section, beside=others),
                Half(SIDES[1], other.work, others),
            ]
            facing = _Facing(path, halves, some, self._entries, self._script, notes)
            columns = [self._column(half, path) for half in halves]
            pairs.append(Pair(columns, list(facing.rows())))
        one, other = ties[0].ends
        called, texts, description = self._front.facing(
            (one.work, one.section), other.work, len(ties)
        )
        return self._templates.get_template("facing.md.j2").render(
            called=called,
            texts=texts,
            description=description,
            hidden=any(end.work.meta.noindex for end in ties[0].ends),
            pairs=pairs,
            notes=notes,
            index=self._to(between(one.work, other.work), path),
            ways=[
                (words, self._to(other, path))
                for words, other in (("上一节", previous), ("下一节", following))
                if other
            ],
        )

    def _column(self, half: Half, path: str) -> Column:
        return Column(
            half.side,
            title(half.work),
            self._to(Page(half.work, Kind.OVERVIEW).path, path),
            name(half.section),
            self._to(half.page.path, path),
            Markup(f"s{half.section.name}"),
        )


@dataclass(frozen=True)
class Half:
    """The section that one column shows."""

    side: str
    work: Work
    section: Section
    beside: Section | None = None
    """Set where the section stands on the page several times: beside this one here."""

    @property
    def page(self) -> Page:
        """Where it stands in its own text."""
        return Page(self.work, Kind.SECTION, self.section)

    def anchor(self, passage: Passage) -> str:
        """A passage's id where two texts stand on one page."""
        own = f"{self.work.id}-{passage.id}"
        return f"{own}_{self.beside.name}" if self.beside else own


class _Facing:
    """Two sections: sets their passages in one order, and adds their notes to the page's."""

    def __init__(
        self,
        path: str,
        halves: Sequence[Half],
        ties: Sequence[Tie],
        found: dict[str, tuple[Entry, ...]],
        script: Script,
        notes: list[Note],
    ) -> None:
        self._path = path
        self._halves = halves
        self._entries = found
        self._script = script
        self._notes = notes
        self._level = uncrossed(ties)
        self._beside = {tie.id for tie in self._level}
        self._ties: dict[str, list[Tie]] = defaultdict(list)
        for tie in sorted(ties, key=lambda tie: tie.rank):
            for half, end in zip(halves, tie.ends, strict=True):
                self._ties[half.anchor(end.passage)].append(tie)

    def rows(self) -> Iterator[Row]:
        """What the two columns show, from the top."""
        passages = [half.section.passages for half in self._halves]
        places = [{one.id: at for at, one in enumerate(side)} for side in passages]
        level = [
            tuple(at[end.passage.id] for at, end in zip(places, tie.ends, strict=True))
            for tie in self._level
        ]
        bounds = [(-1, -1), *level, tuple(map(len, passages))]
        for starts, ends in pairwise(bounds):
            is_level = starts != bounds[0]
            cells: list[Block | Fold] = []
            if is_level:
                cells += map(
                    self._block,
                    self._halves,
                    (side[at] for side, at in zip(passages, starts, strict=True)),
                )
            runs = (
                self._runs(half, side[start + 1 : end])
                for half, side, start, end in zip(self._halves, passages, starts, ends, strict=True)
            )
            cells += [cell for both in zip_longest(*runs) for cell in both if cell]
            if cells:
                yield Row(is_level, cells)

    def _runs(self, half: Half, passages: Sequence[Passage]) -> Iterator[Block | Fold]:
        """Each passage by itself; those without a link together where they are many."""
        for is_tied, group in groupby(passages, lambda one: half.anchor(one) in self._ties):
            run = list(group)
            if is_tied or len(run) < _FOLDED:
                yield from (self._block(half, passage) for passage in run)
                continue
            shown = run if len(run) < _LEFT_OUT else []
            link = self._in_text(half, run[0])
            yield Fold(half.side, len(run), link, [self._block(half, one) for one in shown])

    def _in_text(self, half: Half, passage: Passage) -> Markup:
        return Markup(f"{relative(half.page.path, self._path)}#{passage.id}")

    def _block(self, half: Half, passage: Passage) -> Block:
        record = relative(Page(half.work, Kind.RECORD).path, self._path)
        notes: list[Noted] = []
        for entry in within(passage, self._entries[half.work.id]):
            self._notes.append(Note(entry, Markup(f"{record}#{entry.anchor}")))
            notes.append((len(self._notes), entry))
        side = SIDES.index(half.side)
        ties = self._ties.get(half.anchor(passage), [])
        lines = [self._told(tie, 1 - side) for tie in ties]
        foreign = half.page.is_traditional and self._script is Script.HANS
        return Block(
            half.anchor(passage),
            half.side,
            str(Script.HANT) if foreign else "",
            body(half.work, passage, notes, self._script, shown=list(_shown(ties, side))),
            passage.id[1:],
            self._in_text(half, passage),
            [] if side else lines,
            [one for one in lines if one.id not in self._beside] if side else [],
        )

    def _told(self, tie: Tie, there: int) -> Told:
        half, end = self._halves[there], tie.ends[there]
        return Told(tie.id, told(tie.link), half.anchor(end.passage), end.passage.id[1:])


def uncrossed(ties: Sequence[Tie]) -> list[Tie]:
    """The strongest links none of which crosses or meets another, in reading order.

    >>> from edition import edit
    >>> from edition.model import End, Link
    >>> from edition.sources import of_string
    >>> one, two = (edit(of_string("一、甲\\n乙。\\n丙。\\n", name)) for name in "ab")
    >>> ends = [(End("a", f"p1-{m}"), End("b", f"p1-{n}")) for m, n in ((1, 2), (2, 1))]
    >>> links = [Link(*both, 1 / at, LinkKind.SUBSTANCE, ()) for at, both in enumerate(ends, 1)]
    >>> [pair] = linked(Edition("书", (one, two), tuple(links)))
    >>> [tie.id for tie in uncrossed(pair.ties)]
    ['p1-1_p1-2']
    """
    kept: list[Tie] = []
    for tie in sorted(ties, key=lambda tie: tie.rank):
        at = bisect_left(kept, tie.ends[0].at, key=lambda one: one.ends[0].at)
        before = at == 0 or kept[at - 1].ends[1].at < tie.ends[1].at
        after = at == len(kept) or (
            tie.ends[0].at < kept[at].ends[0].at and tie.ends[1].at < kept[at].ends[1].at
        )
        if before and after:
            kept.insert(at, tie)
    return kept


def _shown(ties: Sequence[Tie], side: int) -> Iterator[Span]:
    """The shared wording of a passage's links: where two links share it, it says so of both."""
    marks = [
        (start, start + len(shared.text), shared.kind, tie.id)
        for tie in ties
        for shared in tie.link.shared
        for start in [shared.target if side else shared.source]
    ]
    borders = sorted({at for start, end, *_ in marks for at in (start, end)})
    for start, end in pairwise(borders):
        here = [(kind, tie) for a, b, kind, tie in marks if a <= start and end <= b]
        if here:
            kind = min((kind for kind, _ in here), key=_RANK.index)
            names = " ".join(sorted({tie for _, tie in here}))
            before = Markup('<mark class="{}" data-ties="{}">').format(kind.value, names)
            yield Span(start, end, before, Markup("</mark>"))
