"""Parallels: passages of two texts that speak of the same thing, with the wording that shows it.

Passages are compared by their words and, half as much, by the characters of
their words (党建 and 党组织建设 have two in common), each worth what its rarity
says (`edition/rarity.py`). What a passage opens with says what it is about and
counts twice; the heading above it lends it half its words; words of a stock
formula (`edition/formulas.py`) count half. The score is the cosine.

No link is better than a weak one. Below a threshold, or without shared wording
worth showing (`edition/wording.py`), there is none; and since single words meet
by chance in any two texts, a link needs a phrase, word for word, unless the two
texts show by such phrases throughout that they speak to each other. Texts whose
words were shuffled have next to no links (tests/test_parallels.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import groupby
from math import sqrt

from edition.formulas import Formulas, found, listed
from edition.model import End, Link, LinkKind, Work
from edition.wording import FORMULA, Piece, Pool, Wording, cut, pieces, wordings

NEAR_ENOUGH = 0.1
"""The score below which there is no link: chosen on the pairs of tests/score/parallels.yml."""
PROVED = 0.17
"""The score by what the shared wording is worth, below which there is none either: a low score
needs more than one word."""
NEAREST = 4
"""A link is among so many best of one of its two passages."""
RANKED = 5
"""So many nearest of a passage are told, linked or not."""
KINDRED = 1 / 3
"""Two texts speak to each other when such a part of the passages of one share a phrase."""
OPENING = 2.0
"""How often words count that stand in a passage's heading or first sentence,"""
ABOVE = 0.5
"""those of the heading above it,"""
CHARACTER = 0.5
"""and the characters of a word."""
REPEATED = 0.75
"""A word that comes again counts on, but less: the exponent of its number."""
COMMON = 64
"""A term in more passages than this proposes no candidates, or growth were not linear."""
CANDIDATES = 20
"""So many candidates of a passage are compared in full."""

_Vector = dict[str, float]
"""A passage's terms with their weights; of length 1."""


def parallels(works: Sequence[Work]) -> tuple[Link, ...]:
    """All links between the texts, strongest first.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> one = "要精简会议文件、为基层减负、让干部安心。\\n要保护森林、让山更绿、天更蓝。"
    >>> two = "大力保护森林和草原、让大山披上绿装。\\n继续大幅精简会议文件、专心办事。"
    >>> found = parallels([edit(of_string(one, "a")), edit(of_string(two, "b"))])
    >>> [(x.source.passage, x.target.passage, x.shared[0].text) for x in found]
    [('p0-2', 'p0-1', '保护森林'), ('p0-1', 'p0-2', '精简会议文件')]
    """
    return Comparison(works).links()


class Comparison:
    """The passages of all texts as vectors, and which are near which."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._passages = [passage for work in works for passage in wordings(work)]
        texts = groupby(self._passages, key=lambda passage: passage.end.text)
        self.formulas = found(
            [[[run.words for run in one.runs] for one in some] for _, some in texts]
        )
        """What the texts repeat; it counts beside the formulas of the list."""
        formulas = Formulas([*listed(), *self.formulas])
        counts = [_terms(passage, formulas) for passage in self._passages]
        spread = Counter(term for count in counts for term in count)
        self._pool = Pool(len(self._passages), spread, formulas)
        self._vectors = [_vector(count, self._pool) for count in counts]
        self._scores = list(self._compare())

    def links(self) -> tuple[Link, ...]:
        """The links, strongest first."""
        proved = {}
        for (a, b), score in self._near(NEAREST).items():
            one, other = sorted((self._passages[a], self._passages[b]), key=lambda one: one.end)
            if score < NEAR_ENOUGH:
                continue
            shown = pieces(one, other, self._pool)
            if score * sum(piece.worth for piece in shown) >= PROVED:
                proved[one.end, other.end] = score, shown
        kindred = _kindred({ends: shown for ends, (_, shown) in proved.items()}, self._passages)
        links = [
            Link(*ends, round(score, 4), _kind(shown), tuple(piece.shared for piece in shown))
            for ends, (score, shown) in proved.items()
            if (ends[0].text, ends[1].text) in kindred or any(piece.phrase for piece in shown)
        ]
        return tuple(sorted(links, key=lambda link: (-link.score, link.source, link.target)))

    def nearest(self, count: int = RANKED) -> tuple[tuple[End, End, float], ...]:
        """What each passage comes nearest to, linked or not, with scores, best first."""
        ranked = []
        for (a, b), score in self._near(count).items():
            one, other = sorted((self._passages[a].end, self._passages[b].end))
            ranked.append((one, other, score))
        return tuple(sorted(ranked, key=lambda one: (-one[2], one[:2])))

    def _near(self, count: int) -> dict[tuple[int, int], float]:
        """The pairs that are among so many best of one of the two, with their scores."""
        kept: dict[tuple[int, int], float] = {}
        for at, scores in enumerate(self._scores):
            for other in nlargest(count, scores, key=lambda one: (scores[one], -one)):
                kept[min(at, other), max(at, other)] = scores[other]
        return kept

    def _compare(self) -> Iterator[dict[int, float]]:
        """For each passage the scores of those of other texts that share most rarer terms."""
        index: dict[str, list[int]] = defaultdict(list)
        for at, vector in enumerate(self._vectors):
            for term in vector:
                if 1 < self._pool.spread[term] <= COMMON:
                    index[term].append(at)
        for passage, vector in zip(self._passages, self._vectors, strict=True):
            hints: dict[int, float] = defaultdict(float)
            for term, value in vector.items():
                for at in index.get(term, ()):
                    if self._passages[at].end.text != passage.end.text:
                        hints[at] += value * self._vectors[at][term]
            best = nlargest(CANDIDATES, hints, key=lambda at: (hints[at], -at))
            yield {at: _cosine(vector, self._vectors[at]) for at in best}


def _terms(passage: Wording, formulas: Formulas) -> dict[str, float]:
    """How often a passage has each word of two characters and more, and each character."""
    stock = {at for start, end in formulas.spans(passage.text) for at in range(start, end)}
    terms: dict[str, float] = defaultdict(float)
    for run in passage.runs:
        for word, at in zip(run.words, run.starts, strict=False):
            times = OPENING if at < passage.opening else 1.0
            if {at, at + len(word) - 1} <= stock:
                times *= FORMULA
            _count(terms, word, times)
    for word in cut(passage.above):
        _count(terms, word, ABOVE)
    return terms


def _count(terms: dict[str, float], word: str, times: float) -> None:
    if len(word) > 1:
        terms[word] += times
    for char in word:
        terms[char] += CHARACTER * times


def _vector(count: dict[str, float], pool: Pool) -> _Vector:
    weights = {term: n**REPEATED * pool.weight(term) for term, n in count.items()}
    length = sqrt(sum(value * value for value in weights.values())) or 1.0
    return {term: value / length for term, value in weights.items() if value}


def _cosine(one: _Vector, other: _Vector) -> float:
    few, many = sorted((one, other), key=len)
    return sum(value * many[term] for term, value in few.items() if term in many)


def _kindred(
    proved: Mapping[tuple[End, End], Iterable[Piece]], passages: Iterable[Wording]
) -> set[tuple[str, str]]:
    """The pairs of texts that share phrases throughout."""
    sizes = Counter(passage.end.text for passage in passages)
    met: dict[tuple[str, str], tuple[set[End], set[End]]] = defaultdict(lambda: (set(), set()))
    for (one, other), shown in proved.items():
        if any(piece.phrase for piece in shown):
            for ends, end in zip(met[one.text, other.text], (one, other), strict=True):
                ends.add(end)
    return {
        texts
        for texts, both in met.items()
        if max(len(ends) / sizes[text] for text, ends in zip(texts, both, strict=True)) >= KINDRED
    }


def _kind(shown: Iterable[Piece]) -> LinkKind:
    """The kind that most of what is shared is of."""
    worth: dict[LinkKind, float] = dict.fromkeys(LinkKind, 0.0)
    for piece in shown:
        worth[piece.shared.kind] += piece.worth
    return max(worth, key=lambda kind: worth[kind])
