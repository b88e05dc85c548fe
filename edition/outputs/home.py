"""The title page: what this edition is, its texts as cards, and the ways in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from edition.model import Certainty, Edition, FlagKind
from edition.outputs.apparatus import CERTAINTY, KINDS
from edition.outputs.facts import Facts, facts
from edition.outputs.linked import Linked, linked
from edition.outputs.map import Listed, draw, listed, strongest
from edition.outputs.markup import environment
from edition.outputs.metadata import FrontMatter
from edition.pages import HOME, Kind, Page, between, title
from edition.script import Script

_OTHERS = 12
"""Pairs of texts that are drawn or named; how many more there are is said."""


@dataclass(frozen=True)
class Card:
    """A text as the title page introduces it."""

    id: str
    title: str
    facts: Facts
    whole: Markup
    overview: Markup
    record: Markup


@dataclass(frozen=True)
class Mark:
    """A kind of mark that stands in the texts."""

    kind: str
    label: str
    """What readers call it."""
    count: int

    @property
    def style(self) -> str:
        """How it looks: as it does in a text."""
        return "gap" if self.kind == FlagKind.GAP else f"mark {self.kind}"


@dataclass(frozen=True)
class Map:
    """The two texts that have most in common, as the title page shows them."""

    titles: list[str]
    drawing: Markup
    links: list[Listed]
    total: int
    all: Markup
    """The page that lists them."""


@dataclass(frozen=True)
class Other:
    """Two other texts that have links."""

    titles: list[str]
    link: Markup
    total: int


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown."""
    cards = [
        Card(
            work.id,
            title(work),
            facts(work),
            *(Markup(Page(work, kind).path) for kind in (Kind.WHOLE, Kind.OVERVIEW, Kind.RECORD)),
        )
        for work in edition.works
    ]
    pairs = linked(edition)
    template = environment(script).get_template("home.md.j2")
    made = template.render(
        edition=edition,
        front=FrontMatter(edition, script).home(),
        cards=cards,
        maps=[_map(pair, script) for pair in pairs[:1]],
        others=[_other(pair) for pair in pairs[1:_OTHERS]],
        more=len(pairs[_OTHERS:]),
        marks=_marks(card.facts for card in cards),
        changes=sum(card.facts.changes for card in cards),
        mechanical=sum(card.facts.mechanical for card in cards),
    )
    return {HOME: made}


def _map(pair: Linked, script: Script) -> Map:
    titles = [title(work) for work in pair.works]
    links = listed(strongest(pair), HOME)
    return Map(
        titles, draw(pair, HOME, script), links, len(pair.ties), Markup(between(*pair.works))
    )


def _other(pair: Linked) -> Other:
    titles = [title(work) for work in pair.works]
    return Other(titles, Markup(between(*pair.works)), len(pair.ties))


def _marks(texts: Iterable[Facts]) -> list[Mark]:
    """What is marked in the texts, surest first, and how often."""
    counted: Counter[str] = Counter()
    for text in texts:
        counted[CERTAINTY[Certainty.UNIQUE]] += text.unique
        counted[CERTAINTY[Certainty.PROBABLE]] += text.probable
        counted[CERTAINTY[Certainty.CONJECTURE]] += text.conjectures
        counted[KINDS[FlagKind.GAP]] += len(text.gaps)
        counted.update(text.flags)
    labels = [*CERTAINTY.items(), *KINDS.items()]
    return [Mark(str(kind), label, counted[label]) for kind, label in labels if counted[label]]
