"""The page of shared wording: every run that texts have in common, with all its places."""

from __future__ import annotations

from dataclasses import dataclass

from edition.model import Edition, Reuse
from edition.outputs.concordance import Block, Concordance
from edition.outputs.markup import environment
from edition.pages import REUSE, anchor
from edition.reuse import LEAST
from edition.script import Script


@dataclass(frozen=True)
class Entry:
    """A run as the page shows it."""

    id: str
    words: str
    counts: list[tuple[str, int]]
    """The sign of each text that has it, and how often."""
    blocks: list[Block]


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown."""
    lines = Concordance(edition, script, REUSE)
    page = environment(script).get_template("reuse.md.j2")
    return {
        REUSE: page.render(
            entries=[_entry(one, lines) for one in edition.reuses],
            texts=list(lines.texts.values()),
            least=LEAST,
        )
    }


def _entry(one: Reuse, lines: Concordance) -> Entry:
    return Entry(anchor(one.words), one.words, lines.counts(one.places), lines.blocks(one.places))
