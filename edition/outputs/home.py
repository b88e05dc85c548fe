"""The title page: what this edition is, its texts as cards, and the ways in."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from edition.model import Edition
from edition.outputs.facts import Facts, facts
from edition.outputs.markup import environment
from edition.pages import HOME, Kind, Page, title
from edition.script import Script


@dataclass(frozen=True)
class Card:
    """A text as the title page introduces it."""

    id: str
    title: str
    facts: Facts
    whole: Markup
    overview: Markup
    record: Markup


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
    template = environment(script).get_template("home.md.j2")
    return {HOME: template.render(edition=edition, cards=cards)}
