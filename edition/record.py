"""The record: what was changed, where in the raw text, by which rules, and how sure.

`replay(raw, record)` gives the clean text and `undo(clean, record)` the raw
text, so that nothing is lost and nobody has to be believed. Offsets in a record
are those of the raw text: they stay true whatever rule is added later.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from edition.model import Certainty, Change, Edit


def replay(text: str, edits: Iterable[Edit | Change]) -> str:
    """The text after these edits, which are in order and do not overlap.

    >>> replay("他zhan立着", [Edit(1, 5, "站", "pinyin")])
    '他站立着'
    """
    out, at = [], 0
    for edit in edits:
        out += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*out, text[at:]])


def undo(clean: str, record: Iterable[Change]) -> str:
    """The raw text from which this record made the clean one.

    >>> change = Change(1, 5, "zhan", "站", ("pinyin",), ("",), Certainty.MECHANICAL)
    >>> undo("他站立着", [change])
    '他zhan立着'
    """
    out, at, shift = [], 0, 0
    for change in record:
        start = change.start + shift
        out += [clean[at:start], change.old]
        at = start + len(change.new)
        shift += len(change.new) - len(change.old)
    return "".join([*out, clean[at:]])


class _Met(NamedTuple):
    """A change already made or an edit just proposed, at offsets of the present text."""

    start: int
    end: int
    growth: int
    """By how much the present text is longer here than the raw one."""
    item: Change | Edit


def amend(
    raw: str, record: Sequence[Change], rule: str, edits: Sequence[Edit]
) -> tuple[Change, ...]:
    """The record after one more rule, whose edits fall on `replay(raw, record)`.

    An edit that overlaps an earlier change becomes one change with it. Where an
    edit deletes all that earlier rules had made of a place, or a person settles
    it, they leave no trace: the change is this rule's alone. A change that came
    back to what the source has is dropped.

    >>> first = amend("于(yú)是", (), "pinyin", [Edit(1, 5, "", "pinyin")])
    >>> [both] = amend("于(yú)是", first, "form", [Edit(0, 2, "於是", "")])
    >>> both.start, both.end, both.new, both.rules
    (0, 6, '於是', ('pinyin', 'form'))

    Raises ValueError when two edits overlap: that is a fault in the rule.
    """
    for a, b in pairwise(edits):
        if b.start < a.end or (a.start, a.end) == (b.start, b.end):
            raise ValueError(f"{rule}: {b} overlaps {a}")
    if not edits:
        return tuple(record)
    text = replay(raw, record)
    amended: list[Change] = []
    shift = 0
    for group in _groups(record, edits):
        if len(group) == 1 and isinstance(group[0].item, Change):
            amended.append(group[0].item)
            shift += group[0].growth
            continue
        start, end = group[0].start, max(met.end for met in group)
        lo = start - shift
        shift += sum(met.growth for met in group)
        hi = end - shift
        change = _merge(rule, group, text[start:end], start, raw[lo:hi], lo)
        if change.old != change.new:
            amended.append(change)
    return tuple(amended)


def _groups(record: Sequence[Change], edits: Sequence[Edit]) -> list[list[_Met]]:
    """What overlaps, together; in order."""
    met = []
    shift = 0
    for change in record:
        growth = len(change.new) - len(change.old)
        met.append(_Met(change.start + shift, change.end + shift + growth, growth, change))
        shift += growth
    met += [_Met(edit.start, edit.end, 0, edit) for edit in edits]
    met.sort(key=lambda m: (m.start, m.end > m.start, isinstance(m.item, Edit)))
    groups: list[list[_Met]] = []
    reach = -1
    for one in met:
        if groups and one.start < reach:
            groups[-1].append(one)
        else:
            groups.append([one])
        reach = max(reach, one.end)
    return groups


def _merge(rule: str, group: Sequence[_Met], text: str, at: int, old: str, lo: int) -> Change:
    """One change out of all that meets at a place."""
    edits = [met.item for met in group if isinstance(met.item, Edit)]
    before = [met.item for met in group if isinstance(met.item, Change)]
    moved = [Edit(e.start - at, e.end - at, e.new, e.reason) for e in edits]
    new = replay(text, moved)
    whole = len(edits) == 1 and edits[0].end - edits[0].start == len(text)
    if whole and (edits[0].settles or not new):
        before = []
    parts: list[Change | Edit] = [*before, *edits]
    rules = [name for change in before for name in change.rules] + [rule]
    reasons = [why for change in before for why in change.reasons] + [e.reason for e in edits]
    return Change(
        lo,
        lo + len(old),
        old,
        new,
        _shared(tuple(dict.fromkeys(rules))),
        _shared(tuple(dict.fromkeys(reasons))),
        max((part.certainty for part in parts), key=Certainty.rank),
        next((part.evidence for part in parts if part.evidence), None),
    )


@cache
def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """These names, held once for the thousands of changes that have them."""
    return names


class Places:
    """Translates offsets between the raw and the clean text, by bisection.

    An offset inside a change has no exact partner: `clean` and `raw` then give
    the near edge (`late=False`) or the far edge of the change.

    >>> change = Change(1, 5, "zhan", "站", ("pinyin",), ("",), Certainty.MECHANICAL)
    >>> places = Places([change])
    >>> places.clean(5), places.raw(2), places.clean(3, late=True)
    (2, 5, 2)
    """

    def __init__(self, record: Sequence[Change]) -> None:
        growth = accumulate((len(c.new) - len(c.old) for c in record), initial=0)
        self._raw = [(c.start, c.end) for c in record]
        self._clean = [
            (start + g, start + g + len(c.new))
            for (start, _), g, c in zip(self._raw, growth, record, strict=False)
        ]

    def clean(self, raw: int, *, late: bool = False) -> int:
        """The clean offset of a raw one."""
        return _translate(raw, self._raw, self._clean, late)

    def raw(self, clean: int, *, late: bool = False) -> int:
        """The raw offset of a clean one."""
        return _translate(clean, self._clean, self._raw, late)


def _translate(
    offset: int, here: list[tuple[int, int]], there: list[tuple[int, int]], late: bool
) -> int:
    passed = bisect_right(here, offset, key=lambda span: span[1])
    while passed and not late and here[passed - 1] == (offset, offset):
        passed -= 1
    if passed < len(here) and here[passed][0] < offset:
        return there[passed][late]
    if not passed:
        return offset
    return there[passed - 1][1] + offset - here[passed - 1][1]
