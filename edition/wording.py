"""What passages say, word for word: their words, and what two of them share.

Shared wording is evidence only when it tells something. 思想, 方式 and the like
stand everywhere in Chinese, and what most passages at hand have tells none from
another: neither is shown. Of what is shown, a stock formula and a cited
document are called what they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import rjieba

from edition.formulas import PARTICLES, Formulas
from edition.model import End, LinkKind, Passage, Section, Shared, Work
from edition.own import BLOT, own_text
from edition.rarity import background, weight
from edition.script import HAN

FORMULA = 0.5
"""Words of a formula count so much."""
TELLING = 0.8
"""What shared wording must be worth in ordinary Chinese: one rather rare word (法治) or two that
are not (协调机制). 1 is a word as rare as can be."""
EVERYWHERE = 1 / 2
"""A word that more than such a part of all passages have tells nothing there."""
PHRASE = 4
"""Characters of a phrase, at least: two words or more that stand in this order in both."""
SHOWN = 6
"""Pieces of shared wording that are shown of two passages."""
SHORTEST = 12
"""Characters of a passage: a salutation says nothing."""

_Span = tuple[int, int]
"""Offsets in a passage."""
_RUN = re.compile(rf"{HAN}+")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百千零〇两\d]+[条款项章节编届次]")
"""第五十八条 in two laws is no shared wording."""
_SENTENCE = re.compile(r"[^。\uff01\uff1f\uff1b]*[。\uff01\uff1f\uff1b]?[”\uff09]*")
_CITED = re.compile(r"《[^《》]{2,60}》|“[^“”]{2,60}”")


@dataclass(frozen=True)
class Run:
    """Han characters between marks, in words."""

    start: int
    """Offset in the passage."""
    words: tuple[str, ...]

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins, and where the last ends: offsets in the passage."""
        return tuple(accumulate(map(len, self.words), initial=self.start))


@dataclass(frozen=True)
class Wording:
    """A passage as it is compared with others."""

    end: End
    start: int
    """Where it stands in the clean text of its work."""
    text: str
    """What is its own of it; numbers of its parts are blotted out."""
    opening: int
    """Length of its heading and first sentence together."""
    above: str
    """The heading it stands under, unless that is its own."""

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """All its words."""
        return tuple(Run(run.start(), cut(run[0])) for run in _RUN.finditer(self.text))

    @cached_property
    def _borders(self) -> frozenset[int]:
        return frozenset(at for run in self.runs for at in run.starts)

    @cached_property
    def cited(self) -> tuple[tuple[int, int], ...]:
        """Where a title or something in quotation marks stands."""
        return tuple((one.start() + 1, one.end() - 1) for one in _CITED.finditer(self.text))

    def find(self, words: str) -> int:
        """Where these words first stand as words: 联网 does not stand in 互联网; -1 for nowhere."""
        at = self.text.find(words)
        while at >= 0 and not {at, at + len(words)} <= self._borders:
            at = self.text.find(words, at + 1)
        return at


def wordings(work: Work) -> Iterator[Wording]:
    """The passages of a work that are long enough.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> [one] = wordings(edit(of_string("一、治理\\n基层治理要健全体制。各地落实。\\n好。")))
    >>> one.end.passage, one.text[: one.opening], one.above
    ('p1-1', '基层治理要健全体制。', '一、治理')
    >>> one.runs[0].words
    ('基层', '治理', '要', '健全', '体制')
    """
    text = _ORDINAL.sub(lambda one: BLOT * len(one[0]), own_text(work.cleaned))
    for section in work.outline.walk():
        for passage in section.passages:
            if passage.end - passage.start >= SHORTEST:
                own = text[passage.start : passage.end]
                body = passage.head.end - passage.start if passage.head else 0
                first = _SENTENCE.match(own, body)
                yield Wording(
                    End(work.id, passage.id),
                    passage.start,
                    own,
                    first.end() if first else body,
                    _above(section, passage),
                )


def _above(section: Section, passage: Passage) -> str:
    own = section.heading is None or section.heading == passage.head
    return "" if own else str(section.heading)


def cut(run: str) -> tuple[str, ...]:
    """A run of Han characters in words.

    >>> cut("健全基层治理体系")
    ('健全', '基层', '治理', '体系')
    """
    return tuple(rjieba.cut(run, False))


@dataclass(frozen=True)
class Pool:
    """All passages at hand, as far as a word's worth depends on them."""

    passages: int
    spread: Counter[str]
    """In how many passages each word stands."""
    formulas: Formulas

    def weight(self, word: str) -> float:
        """What a word is worth here."""
        return weight(word, self.spread[word], self.passages)

    def tells(self, words: Sequence[str]) -> bool:
        """Whether it says something that two passages have these words."""
        few = max(2.0, EVERYWHERE * self.passages)
        return sum(background(word) for word in words if self.spread[word] <= few) >= TELLING


@dataclass(frozen=True)
class Piece:
    """Shared wording, and what it proves."""

    shared: Shared
    worth: float
    phrase: bool
    """Single words meet by chance, and formulas in any text; a phrase hardly ever does."""


def pieces(one: Wording, other: Wording, pool: Pool) -> tuple[Piece, ...]:
    """The wording that stands in both and is worth showing, most telling first.

    `one` is the source, `other` the target of the link to be.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> said = "基层治理要健全体制机制。", "为了基层治理，大家健全体制机制。"
    >>> [one], [other] = (wordings(edit(of_string(text))) for text in said)
    >>> found = pieces(one, other, Pool(9, Counter(), Formulas([])))
    >>> [(piece.shared.text, piece.shared.target, piece.phrase) for piece in found]
    [('健全体制机制', 9, True), ('基层治理', 2, True)]
    """
    found: dict[str, Piece] = {}
    ends = one, other
    cited = [end.cited for end in ends]
    stock = [tuple(pool.formulas.spans(end.text)) for end in ends]
    for run in one.runs:
        starts = run.starts
        at = 0
        while at < len(run.words):
            end = at
            while end < len(run.words) and other.find("".join(run.words[at : end + 1])) >= 0:
                end += 1
            first, last = _trim(run.words, at, end)
            words = run.words[first:last]
            text = "".join(words)
            if len(text) > 1 and text not in found and pool.tells(words):
                source, target = starts[first], other.find(text)
                places = [(begin, begin + len(text)) for begin in (source, target)]
                kind = _kind(places, cited, stock)
                worth = sum(map(pool.weight, words)) * (FORMULA if kind is LinkKind.FORMULA else 1)
                here = Shared(text, kind, one.start + source, other.start + target)
                phrase = len(words) > 1 and len(text) >= PHRASE and kind is not LinkKind.FORMULA
                found[text] = Piece(here, worth, phrase)
            at = max(end, at + 1)
    whole = [
        piece
        for text, piece in found.items()
        if not any(text in longer for longer in found if longer != text)
    ]
    return tuple(sorted(whole, key=lambda one: (-one.worth, one.shared.source))[:SHOWN])


def _trim(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The same stretch of words without particles at its ends."""
    while start < end and words[start] in PARTICLES:
        start += 1
    while start < end and words[end - 1] in PARTICLES:
        end -= 1
    return start, end


def _kind(
    places: Sequence[_Span], cited: Sequence[Sequence[_Span]], stock: Sequence[Sequence[_Span]]
) -> LinkKind:
    """Of shared wording: whether it lies in a citation in both passages, or in a formula."""
    if all(map(_lies_in, places, cited)):
        return LinkKind.CITATION
    if all(map(_lies_in, places, stock)):
        return LinkKind.FORMULA
    return LinkKind.SUBSTANCE


def _lies_in(place: _Span, spans: Iterable[_Span]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in spans)
