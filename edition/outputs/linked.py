"""The links by what they lie between: two texts, two sections of them, two passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from edition.model import Edition, End, Link, Passage, Section, Work
from edition.pages import Kind, Page, facing, name


@dataclass(frozen=True)
class Place:
    """Where an end of a link stands."""

    work: Work
    section: Section
    passage: Passage
    at: int
    """Which of the text's passages it is, counted from 0."""

    @property
    def page(self) -> Page:
        """The page of its section."""
        return Page(self.work, Kind.SECTION, self.section)

    @property
    def caption(self) -> str:
        """What the passage is called elsewhere: its own heading, or where it stands."""
        head, number = self.passage.head, self.passage.id[1:]
        return str(head) if head else f"{name(self.section)} {number}"


@dataclass(frozen=True)
class Tie:
    """A link, its ends found."""

    link: Link
    ends: tuple[Place, Place]

    @property
    def id(self) -> str:
        """Its anchor on the page where its sections stand side by side.

        `p1-2_p2-1`: unique among the links of two texts.
        """
        return f"{self.link.source.passage}_{self.link.target.passage}"

    @property
    def page(self) -> str:
        """That page, below docs/."""
        one, other = self.ends
        return facing(one.work, one.section, other.work)

    @property
    def rank(self) -> tuple[float, End, End]:
        """Sorts the strongest first."""
        return -self.link.score, self.link.source, self.link.target


@dataclass(frozen=True)
class Linked:
    """Two texts that have links."""

    works: tuple[Work, Work]
    ties: tuple[Tie, ...]
    """In the order in which one reads the first."""


def places(edition: Edition) -> dict[End, Place]:
    """Where every passage stands that a link can end in.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> [place] = places(Edition("书", (edit(of_string("一、甲\\n乙。\\n", "a")),))).values()
    >>> place.caption, place.page.path
    ('一、甲 1-1', 'texts/a/1.md')
    """
    made = {}
    for work in edition.works:
        stands = ((part, one) for part in work.outline.walk() for one in part.passages)
        for at, (section, passage) in enumerate(stands):
            made[End(work.id, passage.id)] = Place(work, section, passage, at)
    return made


def linked(edition: Edition) -> tuple[Linked, ...]:
    """All texts that have links, two by two; those with most in common first.

    >>> from edition import edit
    >>> from edition.model import LinkKind
    >>> from edition.sources import of_string
    >>> one, two = (edit(of_string("一、甲\\n乙。\\n丙。\\n", name)) for name in "ab")
    >>> ends = [(End("a", f"p1-{m}"), End("b", f"p1-{n}")) for m, n in ((1, 2), (2, 1))]
    >>> links = [Link(*both, 1 / at, LinkKind.SUBSTANCE, ()) for at, both in enumerate(ends, 1)]
    >>> [pair] = linked(Edition("书", (one, two), tuple(links)))
    >>> [(tie.id, tie.page) for tie in pair.ties]
    [('p1-1_p1-2', 'compare/a/b/1.md'), ('p1-2_p1-1', 'compare/a/b/1.md')]
    """
    found = places(edition)
    works = {work.id: work for work in edition.works}
    ties: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for link in edition.links:
        ends = found[link.source], found[link.target]
        ties[link.source.text, link.target.text].append(Tie(link, ends))
    weight = {pair: sum(tie.link.score for tie in some) for pair, some in ties.items()}
    return tuple(
        Linked(
            (works[one], works[other]),
            tuple(sorted(ties[one, other], key=lambda tie: [end.at for end in tie.ends])),
        )
        for one, other in sorted(ties, key=lambda pair: (-weight[pair], pair))
    )


def partners(pairs: Iterable[Linked]) -> dict[End, list[tuple[Tie, Place]]]:
    """End of links → each of them, the strongest first, with the place at its other end."""
    found: dict[End, list[tuple[Tie, Place]]] = defaultdict(list)
    for tie in sorted((tie for pair in pairs for tie in pair.ties), key=lambda tie: tie.rank):
        one, other = tie.ends
        found[tie.link.source].append((tie, other))
        found[tie.link.target].append((tie, one))
    return found
