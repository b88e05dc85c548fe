"""The page of all links: how they were found, what counts as a formula, and every one of them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from edition.formulas import listed
from edition.model import Edition, End, Link, Work
from edition.outputs.evidence import LINK_KINDS
from edition.outputs.markup import environment
from edition.pages import PARALLELS, Kind, Page, home_of, name, title
from edition.parallels import NEAR_ENOUGH
from edition.script import Script


@dataclass(frozen=True)
class Row:
    """A link, as the table shows it."""

    source: str
    source_path: Markup
    target: str
    target_path: Markup
    link: Link
    kind: str


@dataclass(frozen=True)
class Group:
    """The links between two texts, strongest first."""

    source: str
    target: str
    rows: list[Row]


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown."""
    works = {work.id: work for work in edition.works}
    groups: dict[tuple[str, str], Group] = {}
    for link in edition.links:
        one, other = works[link.source.text], works[link.target.text]
        group = groups.setdefault((one.id, other.id), Group(title(one), title(other), []))
        group.rows.append(_row(link, one, other))
    page = (
        environment(script)
        .get_template("parallels.md.j2")
        .render(
            threshold=NEAR_ENOUGH,
            listed=listed(),
            found=edition.formulas,
            kinds=[
                (label, sum(link.kind is kind for link in edition.links))
                for kind, label in LINK_KINDS.items()
            ],
            total=len(edition.links),
            groups=[groups[key] for key in sorted(groups)],
        )
    )
    return {PARALLELS: page}


def _row(link: Link, one: Work, other: Work) -> Row:
    return Row(
        *_end(link.source, one),
        *_end(link.target, other),
        link,
        LINK_KINDS[link.kind],
    )


def _end(end: End, work: Work) -> tuple[str, Markup]:
    section, passage = home_of(work, end.passage)
    path = Page(work, Kind.SECTION, section).path
    label = str(passage.head) if passage.head else f"{name(section)} {end.passage[1:]}"
    return label, Markup(f"{path}#{end.passage}")
