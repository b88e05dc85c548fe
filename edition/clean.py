"""From a source to its clean text, with the record of how it came about."""

from __future__ import annotations

from edition.faults import Fault
from edition.model import Change, Cleaned, Edit, Flag, FlagKind, Proposal, Source
from edition.record import Places, amend, replay
from edition.rules import RULES

CORRECTION = "correction"
"""The name in the record for what a person corrected in the sidecar."""


def clean(source: Source) -> Cleaned:
    """Apply each rule in turn, then the text's own corrections.

    A conjecture changes nothing: it is a flag that carries a reading.

    >>> from edition.sources import of_string
    >>> cleaned = clean(of_string("同志们:\\n一、前言"))
    >>> cleaned.text.encode("unicode_escape").decode()[18:24], len(cleaned.record)
    ('\\\\uff1a', 2)
    """
    record: tuple[Change, ...] = ()
    flags: list[Flag] = []
    text = source.text
    for rule in RULES:
        edits = []
        places = Places(record)
        for found in rule.propose(text, source):
            if isinstance(found, Edit):
                edits.append(found)
            else:
                flags.append(_at_raw(found, places))
        record = amend(source.text, record, rule.name, edits)
        text = replay(source.text, record)
    record = _correct(source, record)
    for conjecture in source.meta.conjectures:
        flags = _conjecture(conjecture, flags)
    ordered = tuple(sorted(flags, key=lambda flag: (flag.start, flag.end)))
    return Cleaned(source, replay(source.text, record), record, ordered)


def faults(cleaned: Cleaned, folder: str) -> list[Fault]:
    """What is wrong with a text that only cleaning can tell."""
    found = []
    file = f"{folder}/{cleaned.source.file}"
    if not cleaned.text.strip():
        remedy = "take the file away, or narrow the pattern in edition/rules/data/litter.txt"
        found.append(Fault(file, 0, "nothing but litter: no text is left", remedy))
    for proposal in cleaned.source.meta.corrections:
        if _torn(proposal, cleaned.record):
            found.append(
                Fault(
                    file.removesuffix(".txt") + ".yml",
                    proposal.line,
                    f"the correction of {proposal.find!r} cuts through another change",
                    "quote the whole of the damaged place",
                )
            )
    return found


def _at_raw(flag: Flag, places: Places) -> Flag:
    empty = flag.start == flag.end
    start = places.raw(flag.start, late=not empty)
    end = start if empty else places.raw(flag.end)
    return Flag(start, end, flag.kind, flag.note)


def _correct(source: Source, record: tuple[Change, ...]) -> tuple[Change, ...]:
    places = Places(record)
    edits = [
        Edit(
            places.clean(one.start),
            places.clean(one.end, late=True),
            one.read,
            one.reason,
            one.certainty,
        )
        for one in sorted(source.meta.corrections, key=lambda one: one.start)
        if not _torn(one, record)
    ]
    return amend(source.text, record, CORRECTION, edits)


def _torn(proposal: Proposal, record: tuple[Change, ...]) -> bool:
    """Whether an end of the quoted raw text lies inside an earlier change."""
    return any(
        change.start < end < change.end
        for change in record
        for end in (proposal.start, proposal.end)
        if CORRECTION not in change.rules
    )


def _conjecture(conjecture: Proposal, flags: list[Flag]) -> list[Flag]:
    """The flags with this reading; a flag of the rules at the same place gives way."""
    span = conjecture.start, conjecture.end
    others = [f for f in flags if (f.start, f.end) != span or f.kind is FlagKind.GAP]
    return [*others, Flag(*span, FlagKind.DOUBT, conjecture.reason, conjecture.read)]
