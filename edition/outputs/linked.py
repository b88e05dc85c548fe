"""The links by what they lie between: two texts, two sections of them, two passages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from edition.model import Edition, End, Link, Passage, Section, Work
from edition.outputs.evidence import LINK_KINDS, why
from edition.pages import facing


@dataclass(frozen=True)
class Place:
    """Where an end of a link stands."""

    work: Work
    section: Section
    passage: Passage
    at: int
    """Which of the text's passages it is, counted from 0."""


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
        return facing(one.work, one.section, other.work, other.section)


@dataclass(frozen=True)
class Why:
    """A link in one line: of what kind it is, how strong, and by which words."""

    kind: str
    label: str
    """What readers call its kind."""
    score: str
    words: str


def told(link: Link) -> Why:
    """A link in one line."""
    return Why(link.kind.value, LINK_KINDS[link.kind], f"{link.score:.2f}", why(link))


@dataclass(frozen=True)
class Linked:
    """Two texts that have links."""

    works: tuple[Work, Work]
    ties: tuple[Tie, ...]
    """In the order in which one reads the first."""


def linked(edition: Edition) -> tuple[Linked, ...]:
    """All texts that have links, two by two; those with most in common first."""
    places = {
        End(work.id, place.passage.id): place for work in edition.works for place in _places(work)
    }
    works = {work.id: work for work in edition.works}
    found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for link in edition.links:
        ends = places[link.source], places[link.target]
        found[link.source.text, link.target.text].append(Tie(link, ends))
    weight = {pair: sum(tie.link.score for tie in ties) for pair, ties in found.items()}
    return tuple(
        Linked(
            (works[one], works[other]),
            tuple(sorted(found[one, other], key=lambda tie: [end.at for end in tie.ends])),
        )
        for one, other in sorted(found, key=lambda pair: (-weight[pair], pair))
    )


def _places(work: Work) -> list[Place]:
    stands = [(section, passage) for section in work.outline.walk() for passage in section.passages]
    return [Place(work, *one, at) for at, one in enumerate(stands)]
