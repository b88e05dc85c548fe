"""The concordance: every term with all its places; what several texts say, and what one alone."""

from __future__ import annotations

from dataclasses import dataclass

from edition.model import Edition, Term, TermKind
from edition.outputs.concordance import Block, Concordance, by_users
from edition.outputs.markup import environment
from edition.pages import TERMS, anchor, title
from edition.script import Script

_KINDS = {
    TermKind.NUMBERED: "数字提法",
    TermKind.SLOGAN: "引号提法",
    TermKind.POLICY: "政策用语",
    TermKind.RECURRENT: "常用语",
}
"""What readers call a kind."""


@dataclass(frozen=True)
class Entry:
    """A term as the page shows it."""

    id: str
    words: str
    kind: str
    counts: list[tuple[str, int]]
    """The sign of each text that has it, and how often."""
    definitions: list[Block]
    inside: list[tuple[str, str, int]]
    """Longer terms it is a part of: words, anchor, how often."""
    blocks: list[Block]


@dataclass(frozen=True)
class Group:
    """The terms of several texts, or of one alone."""

    id: str
    text: str
    """The title of the one; empty for several."""
    entries: list[Entry]


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown."""
    lines = Concordance(edition, script, TERMS)
    users = (frozenset(use.text for use in term.uses) for term in edition.terms)
    groups = [
        Group(
            f"only-{work.id}" if work else "shared",
            title(work) if work else "",
            [_entry(edition.terms[number], lines) for number in numbers],
        )
        for work, numbers in by_users(edition, users)
    ]
    page = environment(script).get_template("terms.md.j2")
    return {
        TERMS: page.render(
            groups=groups,
            texts=list(lines.texts.values()),
            total=len(edition.terms),
            uses=sum(len(term.uses) for term in edition.terms),
        )
    }


def _entry(term: Term, lines: Concordance) -> Entry:
    return Entry(
        anchor(term.words),
        term.words,
        _KINDS[term.kind],
        lines.counts(term.uses),
        lines.blocks(sorted(term.definitions)),
        [(words, anchor(words), held) for words, held in term.inside],
        lines.blocks(term.uses),
    )
