"""The page of all links: how they were found, what counts as a formula, and every one of them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from edition.formulas import listed
from edition.model import Edition, Link
from edition.outputs.evidence import LINK_KINDS
from edition.outputs.linked import Linked, Place, Tie, linked
from edition.outputs.markup import environment
from edition.pages import PARALLELS, title
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
    groups = [_group(pair) for pair in sorted(linked(edition), key=_ids)]
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
            groups=groups,
        )
    )
    return {PARALLELS: page}


def _ids(pair: Linked) -> list[str]:
    return [work.id for work in pair.works]


def _group(pair: Linked) -> Group:
    one, other = pair.works
    ties = sorted(pair.ties, key=lambda tie: tie.rank)
    return Group(title(one), title(other), [_row(tie) for tie in ties])


def _row(tie: Tie) -> Row:
    (source, source_path), (target, target_path) = map(_end, tie.ends)
    kind = LINK_KINDS[tie.link.kind]
    return Row(source, source_path, target, target_path, tie.link, kind)


def _end(end: Place) -> tuple[str, Markup]:
    return end.caption, Markup(f"{end.page.path}#{end.passage.id}")
