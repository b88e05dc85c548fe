"""From a source to its clean text, with the record of how it came about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from time import monotonic

from edition.faults import Fault
from edition.model import Certainty, Change, Cleaned, Edit, Flag, FlagKind, Proposal, Source
from edition.record import Places, Record
from edition.rules import RULES

CORRECTION = "correction"
"""The name in the record for what a person corrected in the sidecar."""
_EVERY = 5.0
"""Seconds between two words of how far a long text has come."""
_STRETCH = 256
"""Characters: about as long as a line, so that few places lie in one or in two of them."""


def clean(source: Source, report: Callable[[str], None] = lambda line: None) -> Cleaned:
    """Apply each rule in turn, then the text's own corrections.

    A conjecture changes nothing: it is a flag that carries a reading. While a long
    text is worked on, `report` is told now and then how far it has come.

    >>> from edition.sources import of_string
    >>> cleaned = clean(of_string("同志们:\\n一、前言"))
    >>> cleaned.text.encode("unicode_escape").decode()[18:24], len(cleaned.record)
    ('\\\\uff1a', 2)
    """
    record = Record(source.text)
    flags: list[Flag] = []
    for rule in RULES:
        found = rule.propose(record.text, source)
        watched = _watched(found, rule.name, len(record.text), report)
        record = record.amended(rule.name, _edits(watched, record.places, flags))
    record = _correct(source, record)
    return Cleaned(source, record.text, record, _settle(flags, source, record))


def faults(cleaned: Cleaned, folder: str) -> list[Fault]:
    """What is wrong with a text that only cleaning can tell."""
    meta, path = cleaned.source.meta, PurePath(folder, cleaned.source.file)
    file, sidecar = path.as_posix(), path.with_suffix(".yml").as_posix()
    found = []
    if not cleaned.text.strip():
        found.append(Fault(file, 0, *_why_empty(cleaned)))
    changed, repaired = _Spans(_by_rules(cleaned.record)), _Spans(_noted(cleaned.record))
    torn = [one for one in (*meta.corrections, *meta.conjectures) if _is_torn(one, changed)]
    found += [
        Fault(
            sidecar,
            one.line,
            f"{one.find!r} cuts through a place that was changed",
            "quote the whole of the changed place, or less than it touches",
        )
        for one in torn
    ]
    found += [
        Fault(
            sidecar,
            one.line,
            f"a conjecture about {one.find!r}, but a repair was made there",
            "if you know better, make it a correction",
        )
        for one in meta.conjectures
        if one not in torn and repaired.meets(one.start, one.end)
    ]
    return found


def _why_empty(cleaned: Cleaned) -> tuple[str, str]:
    """Why no text is left, and the remedy."""
    rules = {rule for change in cleaned.record for rule in change.rules}
    if CORRECTION in rules:
        return "its corrections leave no text", "narrow them, or take the file away"
    if "litter" in rules:
        return (
            "nothing but litter: no text is left",
            "take the file away, or narrow the pattern in edition/data/litter.txt",
        )
    return "nothing that can be seen: no text is left", "take the file away, or save it anew"


def _watched(
    found: Iterable[Edit | Flag], rule: str, length: int, report: Callable[[str], None]
) -> Iterator[Edit | Flag]:
    """What a rule proposes, in the order of the text."""
    said = monotonic()
    for one in found:
        if monotonic() - said >= _EVERY:
            report(f"  {rule}: {100 * one.start // length} %")
            said = monotonic()
        yield one
    if monotonic() - said >= _EVERY:
        report(f"  {rule}: 100 %")


def _edits(found: Iterable[Edit | Flag], places: Places, flags: list[Flag]) -> Iterator[Edit]:
    """The edits of a rule, one at a time, for a long text has millions; its flags go to the others.

    What earlier rules flagged as damage is left as it stands, unless all of it goes.
    """
    damaged = _Spans(flag for flag in flags if flag.kind is FlagKind.DAMAGE)
    for one in found:
        if isinstance(one, Flag):
            flags.append(_at_raw(one, places))
        elif not (one.new and damaged.meets(places.raw(one.start, late=True), places.raw(one.end))):
            yield one


def _at_raw(flag: Flag, places: Places) -> Flag:
    empty = flag.start == flag.end
    start = places.raw(flag.start, late=not empty)
    end = start if empty else places.raw(flag.end)
    return Flag(start, end, flag.kind, flag.note)


def _correct(source: Source, record: Record) -> Record:
    """The record with a person's corrections: they settle what rules had made of a place."""
    if not source.meta.corrections:
        return record
    places, changed = record.places, _Spans(record)
    edits = [
        Edit(
            places.clean(one.start),
            places.clean(one.end, late=True),
            one.read,
            one.reason,
            one.certainty,
            settles=True,
        )
        for one in sorted(source.meta.corrections, key=lambda one: one.start)
        if not _is_torn(one, changed)
    ]
    return record.amended(CORRECTION, edits)


def _is_torn(proposal: Proposal, changed: _Spans) -> bool:
    """Whether an end of the quoted raw text lies inside what rules have changed."""
    return any(changed.meets(end, end) for end in (proposal.start, proposal.end))


def _settle(flags: Iterable[Flag], source: Source, record: Iterable[Change]) -> tuple[Flag, ...]:
    """The flags, in order and apart: a person's word, and a repair, overrule what rules doubt."""
    conjectures = [
        Flag(one.start, one.end, FlagKind.DOUBT, one.reason, one.read)
        for one in source.meta.conjectures
    ]
    settled = list(conjectures)
    taken = _Spans([*conjectures, *source.meta.corrections, *_noted(record)])
    for flag in flags:
        if flag.kind is FlagKind.GAP or not taken.meets(flag.start, flag.end):
            settled.append(flag)
            taken.add(flag)
    return tuple(sorted(settled, key=lambda flag: (flag.start, flag.end)))


def _noted(record: Iterable[Change]) -> list[Change]:
    return [change for change in record if change.certainty is not Certainty.MECHANICAL]


def _by_rules(record: Iterable[Change]) -> Iterator[Change]:
    return (change for change in record if CORRECTION not in change.rules)


class _Spans:
    """Places of the raw text, kept by the stretches in which they lie.

    So a place is compared with those near it only, and not with thousands of others.

    >>> spans = _Spans([Flag(250, 262, FlagKind.DAMAGE, "")])
    >>> [spans.meets(*place) for place in ((240, 250), (240, 251), (257, 257), (257, 255))]
    [False, True, True, True]
    """

    def __init__(self, ones: Iterable[Flag | Change | Proposal]) -> None:
        self._near: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for one in ones:
            self.add(one)

    def add(self, one: Flag | Change | Proposal) -> None:
        for stretch in _stretches(one.start, one.end):
            self._near[stretch].append((one.start, one.end))

    def meets(self, start: int, end: int) -> bool:
        """Whether a place overlaps one of them; an empty one does that lies inside.

        Where a text was changed, `start` may lie behind `end`.
        """
        return any(
            start < other_end and other_start < end
            for stretch in _stretches(start, end)
            for other_start, other_end in self._near.get(stretch, ())
        )


def _stretches(start: int, end: int) -> range:
    return range(min(start, end) // _STRETCH, max(start, end) // _STRETCH + 1)
