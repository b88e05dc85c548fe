"""The page of all links: how they were found, what counts as a formula, and every one of them."""

from __future__ import annotations

from dataclasses import dataclass

from edition.formulas import listed as formulas
from edition.model import Edition, Shared
from edition.outputs.evidence import LINK_KINDS
from edition.outputs.linked import Linked, linked
from edition.outputs.map import Listed, listed
from edition.outputs.markup import environment
from edition.pages import PARALLELS, between, title
from edition.parallels import NEAR_ENOUGH
from edition.script import Script


@dataclass(frozen=True)
class Group:
    """The links between two texts, strongest first."""

    titles: list[str]
    page: str
    """Their map, below docs/."""
    rows: list[tuple[Listed, tuple[Shared, ...]]]
    """Each with the wording it shares."""


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown."""
    page = (
        environment(script)
        .get_template("parallels.md.j2")
        .render(
            here=PARALLELS,
            hidden=any(work.meta.noindex for work in edition.works),
            threshold=NEAR_ENOUGH,
            listed=formulas(),
            found=edition.formulas,
            kinds=[
                (label, sum(link.kind is kind for link in edition.links))
                for kind, label in LINK_KINDS.items()
            ],
            total=len(edition.links),
            groups=[_group(pair) for pair in linked(edition)],
        )
    )
    return {PARALLELS: page}


def _group(pair: Linked) -> Group:
    ties = sorted(pair.ties, key=lambda tie: tie.rank)
    return Group(
        [title(work) for work in pair.works],
        between(*pair.works),
        list(zip(listed(ties, PARALLELS), (tie.link.shared for tie in ties), strict=True)),
    )
