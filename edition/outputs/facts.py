"""What can be counted and said of a text: every number on the site comes from here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from edition.model import Certainty, FlagKind, Metadata, Work
from edition.pages import name
from edition.record import Places

_PER_MINUTE = 400
"""Characters that a reader of Chinese reads in a minute."""


@dataclass(frozen=True)
class Facts:
    """A text in figures."""

    meta: Metadata
    inferred: dict[str, str]
    """Field → what it was inferred from."""
    han: int
    minutes: int
    changes: int
    mechanical: int
    unique: int
    probable: int
    flags: int
    """Places marked and left alone, gaps apart."""
    conjectures: int
    gaps: tuple[str, ...]
    """The heading of each passage that breaks off."""


def facts(work: Work) -> Facts:
    """A text in figures."""
    counted = Counter(change.certainty for change in work.cleaned.record)
    flags = work.cleaned.flags
    han = sum("\u4e00" <= char <= "\u9fff" for char in work.cleaned.text)
    return Facts(
        meta=work.meta,
        inferred=dict(work.meta.inferred),
        han=han,
        minutes=ceil(han / _PER_MINUTE),
        changes=counted.total(),
        mechanical=counted[Certainty.MECHANICAL],
        unique=counted[Certainty.UNIQUE],
        probable=counted[Certainty.PROBABLE],
        flags=sum(flag.kind is not FlagKind.GAP for flag in flags),
        conjectures=sum(bool(flag.conjecture) for flag in flags),
        gaps=tuple(_interrupted(work)),
    )


def _interrupted(work: Work) -> Iterator[str]:
    places = Places(work.cleaned.record)
    ends = {places.clean(f.start) for f in work.cleaned.flags if f.kind is FlagKind.GAP}
    for section in work.outline.walk():
        for passage in section.passages:
            if passage.end in ends:
                yield str(passage.head) if passage.head else name(section)
