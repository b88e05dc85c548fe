"""What can be counted and said of a text: every number on the site comes from here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from edition.dates import chinese
from edition.model import Certainty, FlagKind, Metadata, Work
from edition.outputs.apparatus import KINDS
from edition.pages import name
from edition.record import Places
from edition.script import HAN, is_traditional

CALLED = {
    "author": "作者",
    "date": "日期",
    "source": "来源",
    "source_url": "网址",
    "witnesses": "底本",
    "rights": "权利",
}
"""What a sidecar says of its text, beside the title → what readers call it."""
_HAN = re.compile(HAN)
_PER_MINUTE = 400
"""Characters that a reader of Chinese reads in a minute."""


@dataclass(frozen=True)
class Facts:
    """A text in figures."""

    called: ClassVar[Mapping[str, str]] = CALLED
    meta: Metadata
    said: dict[str, str]
    """Field → what the sidecar says of it; dates as they are written in Chinese."""
    inferred: dict[str, str]
    """Field → what it was inferred from."""
    han: int
    minutes: int
    changes: int
    mechanical: int
    unique: int
    probable: int
    mirror: bool
    """The source is Traditional by machine."""
    flags: dict[str, int]
    """What readers call a kind of flag → how many; gaps apart."""
    conjectures: int
    gaps: tuple[str, ...]
    """The heading of each passage that breaks off."""

    @property
    def on_title(self) -> str:
        """What has to be said of a title that the source does not state; else nothing."""
        if self.meta.title_editorial:
            return "抄本无题\uff0c题目为编者所拟"
        why = self.inferred.get("title")
        return f"题目系推定\uff08{why}\uff09" if why else ""


def facts(work: Work) -> Facts:
    """A text in figures."""
    counted = Counter(change.certainty for change in work.cleaned.record)
    flags = work.cleaned.flags
    said = {field: str(getattr(work.meta, field)) for field in CALLED}
    han = len(_HAN.findall(work.cleaned.text))
    changed = any("script" in change.rules for change in work.cleaned.record)
    return Facts(
        meta=work.meta,
        said=said | {"date": chinese(work.meta.date)},
        inferred=dict(work.meta.inferred),
        han=han,
        minutes=ceil(han / _PER_MINUTE),
        changes=counted.total(),
        mechanical=counted[Certainty.MECHANICAL],
        unique=counted[Certainty.UNIQUE],
        probable=counted[Certainty.PROBABLE],
        mirror=changed and is_traditional(work.cleaned.source.text),
        flags=dict(Counter(KINDS[f.kind] for f in flags if f.kind is not FlagKind.GAP)),
        conjectures=sum(bool(flag.conjecture) for flag in flags),
        gaps=tuple(_interrupted(work)),
    )


def _interrupted(work: Work) -> Iterator[str]:
    places = Places.of(work.cleaned.record)
    ends = {places.clean(f.start) for f in work.cleaned.flags if f.kind is FlagKind.GAP}
    for section in work.outline.walk():
        for passage in section.passages:
            if passage.end in ends:
                yield str(passage.head) if passage.head else name(section)
