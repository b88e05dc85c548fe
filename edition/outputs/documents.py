"""The page of documents: what the texts name in title marks, with every place that does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edition.model import Document, Edition
from edition.outputs.concordance import Block, Concordance
from edition.outputs.markup import environment
from edition.pages import DOCUMENTS, anchor
from edition.script import Script

_EXPLAINED = "此处说明简称"


@dataclass(frozen=True)
class Entry:
    """A document as the page shows it."""

    id: str
    title: str
    counts: list[tuple[str, int]]
    """The sign of each text that names it, and how often."""
    short: list[str]
    """Short titles by which it goes."""
    unexplained: bool
    others: list[str]
    """What other texts call by this unexplained short title."""
    blocks: list[Block]


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown."""
    lines = Concordance(edition, script, DOCUMENTS)
    page = environment(script).get_template("documents.md.j2")
    return {
        DOCUMENTS: page.render(
            entries=[_entry(one, edition.documents, lines) for one in edition.documents],
            texts=list(lines.texts.values()),
            places=sum(len(one.citations) for one in edition.documents),
        )
    }


def _entry(one: Document, all_of_them: Sequence[Document], lines: Concordance) -> Entry:
    places = [cited.place for cited in one.citations]
    others = all_of_them if one.unexplained else ()
    home = places[0].text if one.unexplained else ""
    return Entry(
        anchor(one.title + home),
        one.title,
        lines.counts(places),
        list(dict.fromkeys(cited.name for cited in one.citations if cited.defines)),
        one.unexplained,
        [other.title for other in others if _goes_by(other, one.title)],
        lines.blocks(places, [_EXPLAINED * cited.defines for cited in one.citations]),
    )


def _goes_by(one: Document, short: str) -> bool:
    return any(cited.defines and cited.name == short for cited in one.citations)
