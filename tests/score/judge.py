"""What a cleaner made of a document, held against the truth and counted."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from edition.damage import FOLD
from edition.model import Certainty, Change, Cleaned, Flag, FlagKind
from edition.record import Places
from edition.script import HAN, converter
from tests.score.document import Document, Passage

Tally = Counter[str]
"""How many of what; tallies add up."""

_HAN = re.compile(HAN)
_READING = re.compile(rf"(?<={HAN})(?:\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]{{1,6}} ?\))+")
"""Any reading in any spelling: what a page lists is the program's to find out, not ours."""
_APART = 2
"""Differences with fewer characters between them are one damaged place."""
_OF_DAMAGE = (FlagKind.DAMAGE, FlagKind.DOUBT)
"""Flags that say that something is lost, or stands where nothing should."""


@dataclass(frozen=True)
class Place:
    """A damaged place: where it stands in the raw text, and in the folded truth."""

    start: int
    end: int
    truth_start: int
    truth_end: int


def judge(document: Document, cleaned: Cleaned) -> Tally:
    """Everything that can be counted in one document."""
    if not document.passages:
        return _undisturbed(cleaned)
    tally: Tally = Counter()
    for passage in document.passages:
        tally += _passage(passage, cleaned)
    return tally


def folded(text: str) -> str:
    """A text in which only what counts differs: full-width forms are ASCII, blanks are gone.

    >>> folded("甲\uff0c 乙")
    '甲,乙'
    """
    return "".join(text.translate(FOLD).split())


def damaged_places(passage: Passage) -> list[Place]:
    """Where the damage shows: readings aside and in one script, the source and the truth differ.

    >>> from tests.score.document import whole
    >>> [passage] = whole("學(xué)黨的周?chē)?,充分", "学党的周围,充分").passages
    >>> damaged_places(passage)
    [Place(start=9, end=15, truth_start=4, truth_end=5)]
    """
    skipped = {at for match in _READING.finditer(passage.damaged) for at in range(*match.span())}
    left = [
        (offset, _plain(char))
        for at, (offset, char) in enumerate(zip(passage.offsets, passage.damaged, strict=True))
        if at not in skipped and not char.isspace()
    ]
    source = "".join(char for _, char in left)
    truth = "".join(map(_plain, folded(passage.truth)))
    stands = [*(offset for offset, _ in left), passage.end]
    places: list[list[int]] = []
    for a, b, c, d in _differences(source, truth):
        if places and c - places[-1][3] < _APART and a - places[-1][1] < _APART:
            places[-1][1], places[-1][3] = b, d
        else:
            places.append([a, b, c, d])
    return [
        Place(stands[a], stands[b - 1] + 1 if b > a else stands[a], c, d)
        for a, b, c, d in places
        if _HAN.search(source[a:b] + truth[c:d]) or "?" in source[a:b]
    ]


def _plain(char: str) -> str:
    simplified = converter("t2s").convert(char.translate(FOLD))
    return "着" if simplified == "著" else str(simplified)


def _differences(one: str, other: str) -> Iterator[tuple[int, int, int, int]]:
    """Spans of one text and of the other that differ; what touches is together."""
    steps = Levenshtein.opcodes(one, other)
    for same, run in groupby(steps, lambda step: step.tag == "equal"):
        if not same:
            parts = list(run)
            first, last = parts[0], parts[-1]
            yield first.src_start, last.src_end, first.dest_start, last.dest_end


def _passage(passage: Passage, cleaned: Cleaned) -> Tally:
    places = Places.of(cleaned.record)
    start, end = places.clean(passage.start), places.clean(passage.end, late=True)
    read = cleaned.text[start:end]
    if not passage.truth:
        return Counter(litter=1, litter_gone=not read.strip())
    found, truth = folded(read), folded(passage.truth)
    han, true_han = ("".join(_HAN.findall(text)) for text in (found, truth))
    tally: Tally = Counter(
        passages=1,
        exact_passages=found == truth,
        han=len(true_han),
        han_errors=Levenshtein.distance(han, true_han),
    )
    wrong = list(_differences(found, truth))
    told = [
        flag
        for flag in cleaned.flags
        if flag.kind in _OF_DAMAGE and passage.start <= flag.start < passage.end
    ]
    flags = [flag for flag in told if flag.kind is FlagKind.DAMAGE]
    repairs = [
        change
        for change in cleaned.record
        if change.certainty is not Certainty.MECHANICAL
        and passage.start <= change.start < passage.end
    ]
    damaged = damaged_places(passage)
    for place in damaged:
        tally["places"] += 1
        if not any(lo <= place.truth_end and hi >= place.truth_start for _, _, lo, hi in wrong):
            tally["exact_places"] += 1
        elif _meets(place, repairs):
            tally["wrong_repairs"] += 1
        else:
            tally["left"] += 1
            tally["left_unflagged"] += not _meets(place, told)
    tally["flags"] += len(flags)
    tally["right_flags"] += sum(any(_meets(place, [flag]) for place in damaged) for flag in flags)
    for repair in repairs:
        if not any(_meets(place, [repair]) for place in damaged):
            a = len(folded(cleaned.text[start : places.clean(repair.start)]))
            b = len(folded(cleaned.text[start : places.clean(repair.end, late=True)]))
            tally["wrong_repairs"] += any(lo <= b and hi >= a for lo, hi, _, _ in wrong)
    return tally


def _meets(place: Place, others: Iterable[Change | Flag]) -> bool:
    """Whether one of them touches the place: where characters vanished nothing stands."""
    return any(one.start <= place.end and place.start <= one.end for one in others)


def _undisturbed(cleaned: Cleaned) -> Tally:
    """A text in which nothing was wrong: each change that a reader sees is one too many."""
    layout = sum(map(_is_layout, cleaned.record))
    return Counter(
        characters=len(cleaned.source.text),
        false_changes=len(cleaned.record) - layout,
        layout_changes=layout,
        false_flags=sum(flag.kind in _OF_DAMAGE for flag in cleaned.flags),
    )


def _is_layout(change: Change) -> bool:
    """Line ends, blank lines, ends of lines, and characters that show as nothing."""
    both = change.old + change.new
    if any(not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf") for char in both):
        return False
    lines = "\n" in change.new or change.start == 0
    return lines or not any(char.isspace() for char in both)
