"""What readers must be told of: every place that is not as plain as the rest.

Mechanical changes are the record page's matter: a page only counts them. The
others stand here with the flags, in reading order: each an entry that a page can
mark in the text and explain at its foot.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import rjieba

from edition.clean import CORRECTION
from edition.model import Certainty, Change, Flag, FlagKind, Heading, Passage, Unit, Work
from edition.record import Places
from edition.rules import RULES

CERTAINTY = {
    Certainty.MECHANICAL: "机械",
    Certainty.UNIQUE: "唯一",
    Certainty.PROBABLE: "推定",
    Certainty.CONJECTURE: "推测",
}
"""What readers call the steps of the scale."""
KINDS = {
    FlagKind.DOUBT: "存疑",
    FlagKind.DAMAGE: "损坏",
    FlagKind.PLACEHOLDER: "代称",
    FlagKind.GAP: "残缺",
}
_WORDS = 12
"""Characters on either side that are cut into words."""
LINE_END = re.compile(r"\r\n?|\n")
RULE_TITLES = {rule.name: rule.title for rule in RULES} | {CORRECTION: "订正"}


@dataclass(frozen=True)
class Entry:
    """One change or flag, with all that can be said of it."""

    number: int
    """Counted from 1 through the text."""
    what: Change | Flag
    start: int
    """In the clean text, like `end`."""
    end: int
    raw: str
    line: int
    """In the raw text, counted from 1."""
    before: str
    """What stands before it in the clean text in the same word,"""
    after: str
    """and after it."""

    @property
    def anchor(self) -> str:
        """Its place on the record page."""
        return f"e{self.number}"

    @property
    def style(self) -> str:
        """How it is marked: a change by its certainty, a flag by its kind."""
        return str(self.what.certainty if isinstance(self.what, Change) else self.what.kind)

    @property
    def label(self) -> str:
        """What readers call its certainty or kind."""
        if isinstance(self.what, Change):
            return CERTAINTY[self.what.certainty]
        return KINDS[self.what.kind]

    @property
    def rules(self) -> list[str]:
        """The rules that made it, by the names readers know; none for a flag."""
        names = self.what.rules if isinstance(self.what, Change) else ()
        return [RULE_TITLES[name] for name in names]

    @property
    def reason(self) -> str:
        """Why."""
        if isinstance(self.what, Change):
            return "\uff1b".join(self.what.reasons)
        return self.what.note

    @property
    def at(self) -> str:
        """Its own anchor where the source's lines stand."""
        return f"l{self.line}-{self.anchor}"

    @property
    def conjecture(self) -> str:
        """What a person believes stood here."""
        return self.what.conjecture if isinstance(self.what, Flag) else ""


def entries(work: Work) -> tuple[Entry, ...]:
    """A text's entries, in reading order."""
    cleaned = work.cleaned
    raw = cleaned.source.text
    line = _lines(raw)
    places = Places.of(cleaned.record)
    found: list[tuple[int, int, Change | Flag]] = []
    for change in cleaned.record:
        if change.certainty is not Certainty.MECHANICAL:
            start = places.clean(change.start, late=True)
            found.append((start, start + len(change.new), change))
    for flag in cleaned.flags:
        empty = flag.start == flag.end
        start = places.clean(flag.start, late=not empty)
        found.append((start, start if empty else places.clean(flag.end, late=False), flag))
    found.sort(key=lambda one: one[:2])
    return tuple(
        Entry(
            number,
            what,
            start,
            end,
            raw[what.start : what.end],
            line(what.start),
            *_context(cleaned.text, start, end),
        )
        for number, (start, end, what) in enumerate(found, 1)
    )


def mechanical(work: Work) -> tuple[tuple[int, int], ...]:
    """Where each mechanical change stands: offset in the clean text, line of the raw one.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> work = edit(of_string("甲乙。\\r\\n\\r\\n丙丁。\\r\\n", "a"))
    >>> [line for _, line in mechanical(work)]
    [1, 3]
    """
    line = _lines(work.cleaned.source.text)
    places = Places.of(work.cleaned.record)
    return tuple(
        (places.clean(change.start), line(change.start))
        for change in work.cleaned.record
        if change.certainty is Certainty.MECHANICAL
    )


def _lines(raw: str) -> Callable[[int], int]:
    """The way from an offset of a raw text to its line, counted from 1."""
    ends = [match.end() for match in LINE_END.finditer(raw)]
    return lambda offset: bisect_right(ends, offset) + 1


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the words that `start:end` of a text cuts into, before and after it."""
    if start == end:
        return "", ""
    at = max(start - _WORDS, text.rfind("\n", 0, start) + 1)
    before = after = ""
    for word in rjieba.cut(text[at : end + _WORDS].split("\n")[0], False):
        if at < start < at + len(word):
            before = word[: start - at]
        if at < end < at + len(word):
            after = word[end - at :]
        at += len(word)
    return before, after


def within(place: Passage | Heading | Unit, found: Sequence[Entry]) -> list[Entry]:
    """The entries that meet a place of the clean text, in order; a gap at its end is its own."""
    first = bisect_left(found, place.start, key=lambda entry: entry.end)
    last = bisect_right(found, place.end, key=lambda entry: entry.start)
    return [
        entry
        for entry in found[first:last]
        if entry.start == entry.end or (entry.start < place.end and place.start < entry.end)
    ]
