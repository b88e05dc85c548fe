"""The title page: what this edition is, its texts as cards, and the ways in."""

from __future__ import annotations

from markupsafe import Markup

from edition.model import Edition
from edition.outputs.facts import facts
from edition.outputs.markup import environment
from edition.pages import HOME, Kind, Page
from edition.script import Script


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown."""
    cards = [
        (work, facts(work), Markup(Page(work, Kind.OVERVIEW).path), Markup(Page(work, Kind.WHOLE).path))
        for work in edition.works
    ]
    template = environment(script).get_template("home.md.j2")
    return {HOME: template.render(edition=edition, cards=cards)}
