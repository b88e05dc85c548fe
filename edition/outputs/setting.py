"""A passage, set: its text with its run-in heading, its marks, and the numbers of its notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from markupsafe import Markup

from edition.model import FlagKind, Passage, Section, Work
from edition.outputs.apparatus import Entry
from edition.outputs.markup import Span, interleave, protect
from edition.script import Script, convert

_JOINER = "\u2060"
"""Keeps a note's number on the line of what it speaks of."""

Noted = tuple[int, Entry]
"""An entry with its number on the page."""

Refer = Callable[[int, Entry], Markup]
"""What stands where a note is spoken of."""


def body(
    work: Work,
    passage: Passage,
    notes: Sequence[Noted],
    script: Script,
    section: Section | None = None,
    shown: Sequence[Span] = (),
    refer: Refer | None = None,
) -> Markup:
    """A passage's text with its run-in heading and its marks; `refer` leads to a note.

    On the page of a `section` that is named by that very heading it is set as text. What else
    shall be `shown` is laid around and into the marks.
    """
    refer = refer or (lambda number, _: reference(number, script))
    text = convert(work.quote(passage), script)
    middle = passage.head.end if passage.head else passage.start
    parts = []
    following = [*(entry.start for _, entry in notes), passage.end][1:]
    for start, end in ((passage.start, middle), (middle, passage.end)):
        spans = [
            span
            for noted, limit in zip(notes, following, strict=True)
            for span in _spans(noted, (start, end), passage.end, limit, script, refer)
        ]
        laid = with_shown(spans, shown, (start, end))
        parts.append(interleave(text, start, end, laid, passage.start))
    head, rest = parts
    if head and not (section and section.heading == passage.head):
        head = Markup('<b class="head">{}</b>').format(head)
    return head + rest


def with_shown(marks: Sequence[Span], shown: Sequence[Span], part: tuple[int, int]) -> list[Span]:
    """The marks of a part of a passage, with what else shall be shown of it.

    Of that, stretches are apart from each other; each is cut where a mark begins or ends, or
    something stands between two characters. What stands there waits for the end of a mark.

    >>> mark = Span(3, 5, Markup("<i>"), Markup("</i>"))
    >>> same = Span(1, 4, Markup("<u>"), Markup("</u>")), Span(4, 4, Markup("<a>"), Markup(""))
    >>> interleave("甲乙丙丁戊己", 0, 6, with_shown([mark], same, (0, 6)))
    Markup('甲<u>乙丙</u><i><u>丁</u>戊</i><a>己')
    """
    start, end = part
    fixed = list(marks)
    for one in shown:
        if one.start == one.end and start < one.end <= end:
            at = next((mark.end for mark in marks if mark.start < one.end < mark.end), one.end)
            fixed.append(replace(one, start=at, end=at))
    borders = sorted({start, end, *(at for span in fixed for at in (span.start, span.end))})
    return [*fixed, *(piece for span in shown for piece in _cut(span, borders))]


def _cut(span: Span, borders: Sequence[int]) -> Iterator[Span]:
    """A span in pieces, none of which reaches over a border, or beyond the first and last."""
    for one, other in pairwise(borders):
        start, end = max(span.start, one), min(span.end, other)
        if start < end:
            yield replace(span, start=start, end=end)


def _spans(
    noted: Noted, part: tuple[int, int], stop: int, limit: int, script: Script, refer: Refer
) -> Iterator[Span]:
    """An entry's mark on what of it stands in a part of a passage that ends at `stop`; its note.

    The note follows the last part, and the rest of the word that the entry cuts into; it stands
    before the next entry, at `limit`, and right after a conjecture.
    """
    number, entry = noted
    start, end = part
    first, last = max(entry.start, start), min(entry.end, end)
    if first > last or (first == last and entry.start < entry.end):
        return
    before, after = (
        Markup('<span class="mark {}">').format(entry.style),
        Markup("</span>"),
    )
    at = min(last + len(entry.after), limit, end)
    if entry.style == FlagKind.GAP:
        words = protect(convert(entry.reason, script))
        before = Markup('<span class="gap">〔{}〕').format(words)
    elif entry.conjecture:
        words = protect(convert(entry.conjecture, script))
        after += Markup('<span class="mark conjecture">〔{}〕</span>').format(words)
        at = last
    yield Span(first, last, before, after)
    if last == min(entry.end, stop):
        yield Span(at, at, refer(number, entry), Markup(""))


def reference(number: int, script: Script) -> Markup:
    """The way to a note of the page.

    >>> reference(1, Script.HANS)
    Markup('<a class="note" href="#n1" id="r1">\u2060校1</a>')
    """
    words = _JOINER + convert("校", script) + str(number)
    return Markup('<a class="note" href="#n{0}" id="r{0}">{1}</a>').format(number, words)
