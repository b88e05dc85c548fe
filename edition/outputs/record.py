"""The record page of a text: what was changed, for a scholar who believes nothing.

Changes that a reader must know of stand in full; the mechanical ones are counted,
and shown where the source's lines stand beside the clean text's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from markupsafe import Markup

from edition.model import Certainty, Change, Edition, FlagKind, Work
from edition.outputs.apparatus import LINE_END, RULE_TITLES, Entry, entries, within
from edition.outputs.facts import facts
from edition.outputs.markup import Span, environment, interleave
from edition.outputs.metadata import FrontMatter
from edition.pages import Kind, Page, title
from edition.record import Places
from edition.script import Script, convert, is_traditional


@dataclass(frozen=True)
class Line:
    """A line of the source beside what became of it."""

    number: int
    raw: Markup
    clean: Markup


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown, a page a text."""
    template = environment(script).get_template("record.md.j2")
    about = FrontMatter(edition, script)
    made = {}
    for work in edition.works:
        page = Page(work, Kind.RECORD)
        source = work.cleaned.source
        found = entries(work)
        stands = _places(work, found)
        made[page.path] = template.render(
            page=page,
            front=about.of(page),
            title=title(work),
            facts=facts(work),
            source=source,
            raw_sum=Markup(sha256(source.bytes).hexdigest()),
            clean_sum=Markup(work.sum),
            lang=Markup(Script.HANT if is_traditional(source.text) else Script.HANS),
            mechanical=_mechanical(work.cleaned.record),
            entries=[(entry, stands.get(entry.number)) for entry in found],
            lines=list(lines(work, found, script)),
        )
    return made


def _mechanical(record: Sequence[Change]) -> list[tuple[str, int]]:
    """(what readers call the rule, how many mechanical changes), the most first."""
    counted = Counter(
        "、".join(RULE_TITLES[name] for name in change.rules)
        for change in record
        if change.certainty is Certainty.MECHANICAL
    )
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _places(work: Work, found: Sequence[Entry]) -> dict[int, tuple[str, Markup]]:
    """Number of an entry → the passage it first stands in, and the link there."""
    stands: dict[int, tuple[str, Markup]] = {}
    for section in work.outline.walk():
        page = Page(work, Kind.SECTION, section).path.rpartition("/")[2]
        for passage in section.passages:
            for entry in within(passage, found):
                link = Markup(f"{page}#{passage.id}")
                stands.setdefault(entry.number, (passage.id[1:], link))
    return stands


def lines(work: Work, found: Sequence[Entry], script: Script) -> Iterator[Line]:
    """Every line of the source, and beside it what became of it.

    What was taken away and what was put in are marked; what has an entry is the
    way to it. A change that runs over a line's end is shown where it begins. The
    source is never converted; the clean column is the clean text.
    """
    raw, clean = work.cleaned.source.text, work.cleaned.text
    places = Places.of(work.cleaned.record)
    taken, put = _spans(work, found, places, script)
    starts = [0, *(match.end() for match in LINE_END.finditer(raw))]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(raw)], strict=True), 1):
        first, last = (places.clean(at, late=True) for at in (start, end))
        if number == 1:
            first = 0
        shown = convert(clean[first:last], script)
        yield Line(
            number,
            interleave(raw[start:end], start, end, _cut(taken, start, end), start),
            interleave(shown, first, last, _cut(put, first, last), first),
        )


def _spans(
    work: Work, found: Sequence[Entry], places: Places, script: Script
) -> tuple[list[Span], list[Span]]:
    """What is marked in the source, and what in the clean text; a flag covers its changes."""
    noted = {(entry.what.start, entry.what.end): entry for entry in found}
    taken, put = [], []
    flags = []
    for flag in work.cleaned.flags:
        if flag.kind is FlagKind.GAP:
            at = places.clean(flag.start)
            entry = noted[flag.start, flag.end]
            gap = Markup('<a class="gap" id="{}" href="#{}">〔{}〕')
            words = convert(flag.note, script)
            put.append(Span(at, at, gap.format(entry.at, entry.anchor, words), Markup("</a>")))
            continue
        flags.append(flag)
        start, end = places.clean(flag.start, late=True), places.clean(flag.end)
        mark = Markup('<a class="mark {}" id="{}" href="#{}">')
        entry = noted[flag.start, flag.end]
        before = mark.format(flag.kind.value, entry.at, entry.anchor)
        taken.append(Span(flag.start, flag.end, before, Markup("</a>")))
        before = Markup('<span class="mark {}">').format(flag.kind.value)
        put.append(Span(start, end, before, Markup("</span>")))
    for change in work.cleaned.record:
        if any(flag.start <= change.start < flag.end for flag in flags):
            continue
        before, after = Markup("<del>"), Markup("</del>")
        read = Markup("<ins>")
        if change.certainty is not Certainty.MECHANICAL:
            entry = noted[change.start, change.end]
            before = Markup('<a id="{}" href="#{}"><del>').format(entry.at, entry.anchor)
            after = Markup("</del></a>")
            read = Markup('<ins class="mark {}">').format(entry.style)
        if change.old:
            taken.append(Span(change.start, change.end, before, after))
        if change.new.strip("\n"):
            start = places.clean(change.start, late=not change.old)
            put.append(Span(start, start + len(change.new), read, Markup("</ins>")))
    return sorted(taken, key=_start), sorted(put, key=_start)


def _start(span: Span) -> int:
    return span.start


def _cut(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """What of the spans, which are in order, stands between two places."""
    at = bisect_right(spans, start, key=lambda span: span.end)
    while at < len(spans) and spans[at].start < end:
        span = spans[at]
        yield replace(span, start=max(span.start, start), end=min(span.end, end))
        at += 1
