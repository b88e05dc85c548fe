"""The record: what was changed, where in the raw text, by which rules, and how sure.

`replay(raw, record)` gives the clean text and `undo(clean, record)` the raw
text, so that nothing is lost and nobody has to be believed. Offsets in a record
are those of the raw text: they stay true whatever rule is added later.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from io import StringIO
from typing import NamedTuple, overload

from edition.model import Certainty, Change, Edit, Evidence

_OFFSET = "I"
"""Four bytes for an offset: columns of them are for texts of millions of changes."""
_Columns = tuple["array[int]", "array[int]"]
"""Starts and ends."""


def replay(text: str, edits: Iterable[Edit | Change]) -> str:
    """The text after these edits, which are in order and do not overlap.

    >>> replay("他zhan立着", [Edit(1, 5, "站", "pinyin")])
    '他站立着'
    """
    return _replaced(text, ((one.start, one.end, one.new) for one in edits))


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


class _How(NamedTuple):
    """What a change has in common with thousands of others."""

    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    certainty: Certainty
    evidence: Evidence | None


class Record(Sequence[Change]):
    """The changes of one text, in order and apart.

    A long text has millions: they are held in columns, and each `Change` is made when
    it is asked for. A record does not change; a rule's edits make a new one of it.

    >>> first = Record("于(yú)是").amended("pinyin", [Edit(1, 5, "", "pinyin")])
    >>> first.text, first[0].old
    ('于是', '(yú)')
    """

    def __init__(self, raw: str) -> None:
        """The record of a text in which nothing was changed yet."""
        self.raw = raw
        self._starts, self._ends = array(_OFFSET), array(_OFFSET)
        self._new: list[str] = []
        self._how: list[_How] = []

    def __len__(self) -> int:
        return len(self._new)

    @overload
    def __getitem__(self, at: int) -> Change: ...
    @overload
    def __getitem__(self, at: slice) -> list[Change]: ...
    def __getitem__(self, at: int | slice) -> Change | list[Change]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        start, end = self._starts[at], self._ends[at]
        return Change(start, end, self.raw[start:end], self._new[at], *self._how[at])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and (self.raw, [*self]) == (other.raw, [*other])

    def __hash__(self) -> int:
        return hash(self.raw)

    def __repr__(self) -> str:
        return repr([*self])

    @cached_property
    def text(self) -> str:
        """The text that it makes of the raw one."""
        return _replaced(self.raw, zip(self._starts, self._ends, self._new, strict=True))

    @cached_property
    def places(self) -> Places:
        """Where the places of the raw text stand in that."""
        return Places(self._starts, self._ends, map(len, self._new))

    def amended(self, rule: str, edits: Iterable[Edit]) -> Record:
        """The record after one more rule, whose edits fall on `text`, in order and apart.

        An edit that overlaps an earlier change becomes one change with it. Where an
        edit deletes all that earlier rules had made of a place, or a person settles
        it, they leave no trace: the change is this rule's alone. A change that came
        back to what the source has is dropped.

        >>> record = Record("于(yú)是").amended("pinyin", [Edit(1, 5, "", "pinyin")])
        >>> [both] = record.amended("form", [Edit(0, 2, "於是", "")])
        >>> both.start, both.end, both.new, both.rules
        (0, 6, '於是', ('pinyin', 'form'))

        Raises ValueError when two edits overlap: that is a fault in the rule.
        """
        made = Record(self.raw)
        same: dict[_How, _How] = {}
        words: dict[str, str] = {}
        done, touched = 0, False
        for group, first, last in _groups(rule, edits, self.places):
            made._take_over(self, done, first)
            done, touched = last, True
            start, end, new, how = self._merged(rule, group, first, last)
            if self.raw[start:end] != new:
                made._starts.append(start)
                made._ends.append(end)
                made._new.append(words.setdefault(new, new))
                made._how.append(same.setdefault(how, how))
        if not touched:
            return self
        made._take_over(self, done, len(self))
        return made

    def _take_over(self, other: Record, first: int, last: int) -> None:
        if first < last:
            self._starts += other._starts[first:last]
            self._ends += other._ends[first:last]
            self._new += other._new[first:last]
            self._how += other._how[first:last]

    def _merged(
        self, rule: str, edits: Sequence[Edit], first: int, last: int
    ) -> tuple[int, int, str, _How]:
        """One change out of some edits and the earlier changes, `first` to `last`, which they meet.

        Its place in the raw text, what stands there now, and how that came about.
        """
        before = self.places.growth(first)
        if first == last:  # no edit overlaps another
            [edit] = edits
            how = _How((rule,), (edit.reason,), edit.certainty, edit.evidence)
            return edit.start - before, edit.end - before, edit.new, how
        earlier = self[first:last]
        at = min(edits[0].start, self.places.clean_starts[first])
        end = max(edits[-1].end, self.places.clean_ends[last - 1])
        new = _replaced(self.text[at:end], ((e.start - at, e.end - at, e.new) for e in edits))
        whole = len(edits) == 1 and (edits[0].start, edits[0].end) == (at, end)
        if whole and (edits[0].settles or not new):
            earlier = []
        parts: list[Change | Edit] = [*earlier, *edits]
        how = _How(
            tuple(dict.fromkeys([*(name for one in earlier for name in one.rules), rule])),
            tuple(
                dict.fromkeys(
                    [*(why for one in earlier for why in one.reasons), *(e.reason for e in edits)]
                )
            ),
            max((part.certainty for part in parts), key=Certainty.rank),
            next((part.evidence for part in parts if part.evidence), None),
        )
        return at - before, end - self.places.growth(last), new, how


def _groups(
    rule: str, edits: Iterable[Edit], places: Places
) -> Iterator[tuple[list[Edit], int, int]]:
    """Edits that become one change, and which of the earlier ones they overlap: first, last."""
    starts, ends = places.clean_starts, places.clean_ends
    group: list[Edit] = []
    first = last = reach = 0
    for edit in edits:
        if group:
            before = group[-1]
            if edit.start < before.end or (edit.start, edit.end) == (before.start, before.end):
                raise ValueError(f"{rule}: {edit} overlaps {before}")
            if edit.start >= reach:
                yield group, first, last
                group = []
        if not group:
            first = last = bisect_right(ends, edit.start, last)
        group.append(edit)
        reach = max(reach, edit.end)
        while last < len(starts) and starts[last] < reach:
            reach = max(reach, ends[last])
            last += 1
    if group:
        yield group, first, last


class Places:
    """Translates offsets between the raw and the clean text, by bisection.

    An offset inside a change has no exact partner: `clean` and `raw` then give
    the near edge (`late=False`) or the far edge of the change.

    >>> change = Change(1, 5, "zhan", "站", ("pinyin",), ("",), Certainty.MECHANICAL)
    >>> places = Places.of([change])
    >>> places.clean(5), places.raw(2), places.clean(3, late=True)
    (2, 5, 2)
    """

    def __init__(self, starts: array[int], ends: array[int], sizes: Iterable[int]) -> None:
        """From the places of changes, in columns, and the length of each in the clean text."""
        self.raw_starts, self.raw_ends = starts, ends
        self.clean_starts, self.clean_ends = array(_OFFSET), array(_OFFSET)
        shift = 0
        for start, end, size in zip(starts, ends, sizes, strict=True):
            self.clean_starts.append(start + shift)
            self.clean_ends.append(start + shift + size)
            shift += size - (end - start)

    @classmethod
    def of(cls, record: Sequence[Change]) -> Places:
        """The places of any changes, in order and apart."""
        starts = array(_OFFSET, (one.start for one in record))
        ends = array(_OFFSET, (one.end for one in record))
        return cls(starts, ends, (len(one.new) for one in record))

    def clean(self, raw: int, *, late: bool = False) -> int:
        """The clean offset of a raw one."""
        here, there = (self.raw_starts, self.raw_ends), (self.clean_starts, self.clean_ends)
        return _translate(raw, here, there, late)

    def raw(self, clean: int, *, late: bool = False) -> int:
        """The raw offset of a clean one."""
        here, there = (self.clean_starts, self.clean_ends), (self.raw_starts, self.raw_ends)
        return _translate(clean, here, there, late)

    def growth(self, changes: int) -> int:
        """By how much so many changes, the first ones, have made the text longer."""
        return self.clean_ends[changes - 1] - self.raw_ends[changes - 1] if changes else 0


def _translate(offset: int, here: _Columns, there: _Columns, late: bool) -> int:
    starts, ends = here
    passed = bisect_right(ends, offset)
    while passed and not late and starts[passed - 1] == ends[passed - 1] == offset:
        passed -= 1
    if passed < len(starts) and starts[passed] < offset:
        return there[late][passed]
    if not passed:
        return offset
    return there[1][passed - 1] + offset - ends[passed - 1]


def _replaced(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """The text with something else at these places, which are in order and apart."""
    out, at = StringIO(), 0
    for start, end, new in spans:
        out.write(text[at:start])
        out.write(new)
        at = end
    out.write(text[at:])
    return out.getvalue()
