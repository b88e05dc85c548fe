"""The atlas of noise: what such pages do to a text, pattern by pattern.

It is about the rules, not about texts. Each pattern has a sample, what becomes of
it, why, and how sure that is; what only looks like noise stands at the end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from edition.model import Certainty, Change, Edition, Evidence, Flag, Pattern
from edition.outputs.apparatus import CERTAINTY, KINDS, RULE_TITLES
from edition.outputs.markup import Span, environment, interleave
from edition.pages import ATLAS
from edition.script import Script

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00a0\u00ad\u200b-\u200f\u2028\u2029\u2060\u3000\ue000-\uf8ff\ufeff\ufffd]"
)
"""What no font shows, or not as what it is."""
_STAYS = "不动"
_FAILS = "尚未做到"
_LABELS = (*CERTAINTY.values(), *KINDS.values(), _FAILS, _STAYS)
"""What is said of an entry, in the order in which it is counted."""
_TOGETHER = "together"
"""Stands in addresses for all rules in their order."""


@dataclass(frozen=True)
class Entry:
    """A pattern as a page shows it."""

    number: int
    id: str
    pattern: Pattern
    raw: Markup
    clean: Markup
    style: str
    """How it is marked: by the kind of its flag, by its certainty, as what stays or fails."""
    labels: tuple[str, ...]
    """What readers call these."""
    evidence: tuple[Evidence, ...]
    done: tuple[tuple[str, str], ...]
    """Which rules acted, and why: each once."""


@dataclass(frozen=True)
class Group:
    """The patterns of a rule."""

    rule: str
    title: str
    """What readers call it."""
    context: str
    """What stands on the page of most of its samples."""
    entries: list[Entry]


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown."""
    order = sorted(edition.atlas, key=lambda one: one.stays)
    found = [_entry(number, one) for number, one in enumerate(order, 1)]
    template = environment(script).get_template("atlas.md.j2")
    counted = Counter(label for one in found for label in one.labels)
    page = template.render(
        total=len(found),
        counted=[(label, counted[label]) for label in _LABELS if counted[label]],
        groups=_groups([one for one in found if not one.pattern.stays]),
        stays=_groups([one for one in found if one.pattern.stays]),
    )
    return {ATLAS: page}


def _groups(found: list[Entry]) -> list[Group]:
    """The entries by rule, in their order."""
    groups: dict[str, list[Entry]] = {}
    for one in found:
        groups.setdefault(one.pattern.rule, []).append(one)
    return [
        Group(
            rule or _TOGETHER,
            RULE_TITLES.get(rule, "合在一处"),
            Counter(one.pattern.context for one in ones).most_common(1)[0][0],
            ones,
        )
        for rule, ones in groups.items()
    ]


def _entry(number: int, one: Pattern) -> Entry:
    styles = [flag.kind.value for flag in one.flags]
    styles += [one.certainty.value] if one.certainty else []
    sure = sorted({change.certainty for change in one.record}, key=Certainty.rank)
    labels = [CERTAINTY[each] for each in sure]
    labels += dict.fromkeys(KINDS[flag.kind] for flag in one.flags)
    labels += [_FAILS] if one.fails else []
    return Entry(
        number,
        f"{one.rule or _TOGETHER}-{one.name}",
        one,
        _seen(one.raw, list(_taken(one))),
        _seen(one.clean, list(_put(one))),
        [*styles, "stays" if one.stays else "fails"][0],
        tuple(labels or [_STAYS]),
        tuple(change.evidence for change in one.record if change.evidence),
        tuple(dict.fromkeys(_done(one))),
    )


def _done(one: Pattern) -> Iterator[tuple[str, str]]:
    for change in one.record:
        yield "、".join(RULE_TITLES[rule] for rule in change.rules), "\uff1b".join(change.reasons)
    for flag in one.flags:
        yield "标记", flag.note


def _taken(one: Pattern) -> Iterator[Span]:
    """What is marked in a sample: what was changed, and what was flagged."""
    noted: list[Change | Flag] = [*one.flags]
    noted += (
        c for c in one.record if not any(f.start < c.end and c.start < f.end for f in one.flags)
    )
    for what in noted:
        before, after = Markup("<del>"), Markup("</del>")
        if isinstance(what, Flag):
            before = Markup('<span class="mark {}">').format(what.kind.value)
            after = Markup("</span>")
        if what.start < what.end:
            yield Span(what.start, what.end, before, after)


def _put(one: Pattern) -> Iterator[Span]:
    """What is marked in what became of it: what was put in."""
    grown = 0
    for change in one.record:
        start = change.start + grown
        grown += len(change.new) - len(change.old)
        if change.new:
            before, after = Markup("<ins>"), Markup("</ins>")
            if change.certainty is not Certainty.MECHANICAL:
                before = Markup('<span class="mark {}">').format(change.certainty.value)
                after = Markup("</span>")
            yield Span(start, start + len(change.new), before, after)


def _seen(text: str, spans: list[Span]) -> Markup:
    """A sample with its marks; line ends and what no font shows can be seen."""
    shown = text.removesuffix("\n").replace("\n", "\u21b5")
    cut = [Span(s.start, min(s.end, len(shown)), s.before, s.after) for s in spans]
    made = interleave(shown, 0, len(shown), [span for span in cut if span.start < span.end])
    sign = '<span class="sign">U+{:04X}</span>'
    made = Markup(_UNSEEN.sub(lambda char: sign.format(ord(char[0])), made))
    return made.replace("\u21b5", Markup('<span class="sign">\u21b5</span><br>'))
