"""The record page of a text: what was changed, for a scholar who believes nothing.

Changes that a reader must know of stand in full; the mechanical ones are counted,
and shown where the source's lines stand beside the clean text's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from edition.model import Certainty, Change, Edition, Flag, FlagKind, Work
from edition.outputs.apparatus import RULE_TITLES, Entry, entries, within
from edition.outputs.facts import facts
from edition.outputs.markup import environment, protect
from edition.pages import Kind, Page, title
from edition.script import Script, convert


@dataclass(frozen=True)
class Line:
    """A line of the source beside what became of it."""

    number: int
    raw: Markup
    clean: Markup


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown, a page a text."""
    template = environment(script).get_template("record.md.j2")
    made = {}
    for work in edition.works:
        page = Page(work, Kind.RECORD)
        source = work.cleaned.source
        found = entries(work)
        made[page.path] = template.render(
            page=page,
            title=title(work),
            facts=facts(work),
            source=source,
            raw_sum=Markup(sha256(source.bytes).hexdigest()),
            clean_sum=Markup(sha256(work.cleaned.text.encode()).hexdigest()),
            lang="zh-Hant" if any("script" in c.rules for c in work.cleaned.record) else "",
            mechanical=_mechanical(work.cleaned.record),
            entries=[(entry, _place(work, entry)) for entry in found],
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


def _place(work: Work, entry: Entry) -> tuple[str, Markup] | None:
    """The passage an entry stands in, and the link there."""
    for section in work.outline.walk():
        for passage in section.passages:
            if within(passage, [entry]):
                page = Page(work, Kind.SECTION, section)
                return passage.id[1:], Markup(page.path.rpartition("/")[2] + f"#{passage.id}")
    return None


def lines(work: Work, found: Sequence[Entry], script: Script) -> Iterator[Line]:
    """Every line of the source with what was taken away, and with what was put in its place.

    What has an entry is marked as in the text, and leads to it. A change that runs
    over a line's end is shown on the line where it begins, what is left of its raw
    text on the lines after. The source is never converted.
    """
    raw = work.cleaned.source.text
    noted: dict[Change | Flag, Entry] = {entry.what: entry for entry in found}
    places: list[Change | Flag] = [*work.cleaned.record, *work.cleaned.flags]
    places.sort(key=lambda place: (place.start, place.end))
    waiting = iter(places)
    place = next(waiting, None)
    start = 0
    for number, line in enumerate(raw.split("\n"), 1):
        end = start + len(line)
        before: list[Markup] = []
        after: list[Markup] = []
        at = start
        while place and place.start <= end:
            first, last = max(place.start, at), max(min(place.end, end), at)
            before.append(protect(raw[at:first]))
            after.append(protect(convert(raw[at:first], script)))
            taken, put = _shown(place, raw[first:last], place.start >= start, script)
            entry = noted.get(place) if place.start >= start else None
            before.append(_noted(taken, entry, script))
            after.append(put)
            at = last
            if place.end > end:
                break
            place = next(waiting, None)
        before.append(protect(raw[at:end]))
        after.append(protect(convert(raw[at:end], script)))
        yield Line(number, Markup("").join(before), Markup("").join(after))
        start = end + 1


def _shown(place: Change | Flag, raw: str, begins: bool, script: Script) -> tuple[Markup, Markup]:
    """A place as it stands in a line of the source, and in the line beside it."""
    if isinstance(place, Change):
        put = place.new.strip("\n") if begins else ""
        return (
            Markup("<del>{}</del>").format(protect(raw)) if raw else Markup(""),
            Markup("<ins>{}</ins>").format(protect(convert(put, script))) if put else Markup(""),
        )
    if place.kind is FlagKind.GAP:
        words = protect(convert(place.note, script))
        return Markup(""), Markup('<span class="gap">〔{}〕</span>').format(words)
    mark = Markup('<span class="mark {}">{}</span>')
    return (
        mark.format(place.kind.value, protect(raw)),
        mark.format(place.kind.value, protect(convert(raw, script))),
    )


def _noted(shown: Markup, entry: Entry | None, script: Script) -> Markup:
    """With its anchor and the way to its entry, where it has one."""
    if entry is None:
        return shown
    link = '<span class="{}" id="{}">{}<a class="note" href="#{}">{}</a></span>'
    label = convert("校", script) + str(entry.number)
    return Markup(link).format(entry.style, entry.at, shown, entry.anchor, label)
