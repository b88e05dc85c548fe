"""Wording that a text shares with others, marked in it: seen when a reader asks for it.

The marks are always there, without effect, and so is behind each the way to the
page of shared wording, which is not displayed; a checkbox and the style sheet
show both. Nothing of it is text: what is copied is the same with and without.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from edition.model import Edition, Passage
from edition.outputs.markup import Span
from edition.pages import REUSE, anchor

_BEFORE, _AFTER = Markup('<span class="same">'), Markup("</span>")
_WAY = Markup('<a class="same-way" href="../../{}.html#{}" title="同文" aria-label="同文"></a>')


@dataclass(frozen=True)
class Same:
    """A run in a text, that is no part of a longer one: offsets of the clean text."""

    start: int
    end: int
    id: str
    """Its anchor on the page of shared wording."""


def same(edition: Edition) -> dict[str, list[Same]]:
    """Text → its runs, in reading order."""
    found: dict[str, list[Same]] = defaultdict(list)
    for one in edition.reuses:
        for place in one.places:
            found[place.text].append(Same(place.start, place.end, anchor(one.words)))
    for text, runs in found.items():
        runs.sort(key=lambda run: (run.start, -run.end))
        longest: list[Same] = []
        for run in runs:
            if not longest or run.end > longest[-1].end:
                longest.append(run)
        found[text] = longest
    return found


def runs_of(passage: Passage, runs: Sequence[Same]) -> list[Same]:
    """Those of a text's runs that stand in a passage.

    >>> runs_of(Passage("p0-2", 4, 9), [Same(0, 3, "w1"), Same(5, 8, "w2")])
    [Same(start=5, end=8, id='w2')]
    """
    first = bisect_left(runs, passage.start, key=lambda run: run.start)
    last = bisect_left(runs, passage.end, key=lambda run: run.start)
    return list(runs[first:last])


def shown(runs: Sequence[Same]) -> list[Span]:
    """Runs as they are marked, and behind each the way to its page.

    >>> for span in shown([Same(1, 5, "w1"), Same(4, 9, "w2")]):
    ...     print(span.start, span.end, span.before)
    1 9 <span class="same">
    5 5 <a class="same-way" href="../../reuse.html#w1" title="同文" aria-label="同文"></a>
    9 9 <a class="same-way" href="../../reuse.html#w2" title="同文" aria-label="同文"></a>
    """
    page = REUSE.removesuffix(".md")
    ways = (Span(run.end, run.end, _WAY.format(page, run.id), Markup("")) for run in runs)
    return [*(Span(*ends, _BEFORE, _AFTER) for ends in _merged(runs)), *ways]


def _merged(runs: Iterable[Same]) -> list[tuple[int, int]]:
    """Runs that overlap, as one."""
    merged: list[tuple[int, int]] = []
    for run in runs:
        if merged and run.start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], run.end))
        else:
            merged.append((run.start, run.end))
    return merged
