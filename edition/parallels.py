"""Parallels: passages of two texts that speak of the same thing, with the wording that shows it.

Passages are compared by their words and pairs of words, each weighed by its
rarity among all passages (TF-IDF, cosine); a heading's words count twice. Words
that stand in nearly every passage say nothing and fall away by themselves. Every
passage keeps its nearest few in the other texts, if they are near enough.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from math import log, sqrt

import rjieba

from edition.model import End, FlagKind, Link, LinkKind, Passage, Shared, Work
from edition.record import Places
from edition.script import HAN

NEAREST = 3
"""How many links a passage has; more only where it is the nearest of others."""
NEAR_ENOUGH = 0.05
"""Below this score a passage keeps its nearest one alone,"""
TOO_FAR = 0.02
"""and below this none."""
_SHORTEST = 12
"""Characters: a salutation has no parallels."""
_COMMON = 64
"""A term in more passages than this proposes no candidates, or growth were not linear."""
_HEADING = 2
"""How many times a heading's words count."""
_SHOWN = 5
"""Pieces of shared wording that a link shows,"""
_TELLING = 0.3
"""each at least this part as rare as the rarest."""
_PARTICLES = "的了和与及是在以对把将为中上"
"""Single words that a piece of shared wording neither begins nor ends with."""
_RUN = re.compile(rf"{HAN}+")


@dataclass(frozen=True)
class _Vector:
    """A passage as weights of its terms, of length 1."""

    end: End
    weights: dict[str, float]


def parallels(works: Sequence[Work]) -> tuple[Link, ...]:
    """All links between the texts, strongest first.

    >>> from edition.clean import clean
    >>> from edition.outline import outline
    >>> from edition.sources import of_string
    >>> def work(name, text):
    ...     cleaned = clean(of_string(text, name))
    ...     return Work(cleaned, outline(cleaned))
    >>> one = work("a", "要精简会议文件、为基层减负、让干部安心。\\n要保护森林、让山更绿、天更蓝。")
    >>> two = work("b", "大力保护森林和草原、让大山披上绿装。\\n继续大幅精简会议文件、专心办事。")
    >>> [(x.source.passage, x.target.passage, x.shared[0].text) for x in parallels([one, two])]
    [('p0-1', 'p0-2', '精简会议文件'), ('p0-2', 'p0-1', '保护森林')]
    """
    passages = [
        (End(work.id, passage.id), passage, work)
        for work in works
        for passage in work.outline.passages()
        if passage.end - passage.start >= _SHORTEST
    ]
    wordings = {work.id: _wordings(work) for work in works}
    quotes = {end: wordings[end.text][end.passage] for end, _, _ in passages}
    starts = {end: passage.start for end, passage, _ in passages}
    counts = [_terms(work, passage, quotes[end]) for end, passage, work in passages]
    spread = Counter(term for count in counts for term in count)
    rarity = {term: log((len(passages) + 1) / (n + 0.5)) for term, n in spread.items()}
    vectors = [
        _vector(end, count, rarity) for (end, _, _), count in zip(passages, counts, strict=True)
    ]
    links = []
    for (source, target), score in _nearest(vectors, spread).items():
        words = _shared(quotes[source], quotes[target], rarity)
        if words:
            shared = tuple(
                Shared(
                    text,
                    LinkKind.SUBSTANCE,
                    starts[source] + quotes[source].index(text),
                    starts[target] + quotes[target].index(text),
                )
                for text in words
            )
            links.append(Link(source, target, round(score, 4), LinkKind.SUBSTANCE, shared))
    return tuple(sorted(links, key=lambda link: (-link.score, link.source, link.target)))


def _wordings(work: Work) -> dict[str, str]:
    """Passage id → the passage's own text: what a site wrote into it is blotted out."""
    places = Places(work.cleaned.record)
    text = work.cleaned.text
    for flag in work.cleaned.flags:
        if flag.kind is FlagKind.DOUBT:
            start, end = places.clean(flag.start, late=True), places.clean(flag.end)
            text = text[:start] + " " * (end - start) + text[end:]
    return {passage.id: text[passage.start : passage.end] for passage in work.outline.passages()}


def _terms(work: Work, passage: Passage, quote: str) -> Counter[str]:
    """A passage's words of two characters and more, and its pairs of neighbouring words."""
    terms: Counter[str] = Counter()
    head = work.cleaned.text[passage.head.start : passage.head.end] if passage.head else ""
    for text, times in ((quote, 1), (head, _HEADING - 1)):
        for run in _RUN.findall(text):
            words = rjieba.cut(run, False)
            for term in [
                *(w for w in words if len(w) > 1),
                *("".join(two) for two in pairwise(words)),
            ]:
                terms[term] += times
    return terms


def _vector(end: End, count: Counter[str], rarity: dict[str, float]) -> _Vector:
    weights = {term: (1 + log(n)) * rarity[term] for term, n in count.items() if n}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return _Vector(end, {term: weight / length for term, weight in weights.items()})


def _nearest(vectors: Sequence[_Vector], spread: Counter[str]) -> dict[tuple[End, End], float]:
    """The links to keep: every passage's nearest, then the strongest while both ends have room."""
    candidates: dict[tuple[End, End], float] = {}
    kept: dict[tuple[End, End], float] = {}
    for vector, near, score, first in _candidates(vectors, spread):
        one, other = sorted((vector.end, near.end))
        candidates[one, other] = score
        if first:
            kept[one, other] = score
    degree = Counter(end for link in kept for end in link)
    for link in sorted(candidates, key=lambda link: (-candidates[link], link)):
        near_enough = candidates[link] >= NEAR_ENOUGH
        if link not in kept and near_enough and all(degree[end] < NEAREST for end in link):
            kept[link] = candidates[link]
            degree.update(link)
    return kept


def _candidates(
    vectors: Sequence[_Vector], spread: Counter[str]
) -> Iterator[tuple[_Vector, _Vector, float, bool]]:
    """For each passage its nearest few in other texts, and whether it is the very nearest."""
    index: dict[str, list[int]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for term in vector.weights:
            if 1 < spread[term] <= _COMMON:
                index[term].append(at)
    for vector in vectors:
        scores: dict[int, float] = defaultdict(float)
        for term, weight in vector.weights.items():
            for at in index.get(term, ()):
                if vectors[at].end.text != vector.end.text:
                    scores[at] += weight * vectors[at].weights[term]
        for rank, at in enumerate(nlargest(NEAREST, scores, key=lambda at: (scores[at], -at))):
            if scores[at] >= TOO_FAR:
                yield vector, vectors[at], scores[at], rank == 0


def _shared(one: str, other: str, rarity: dict[str, float]) -> tuple[str, ...]:
    """The most telling wording that stands in both: the longest runs of words, by their rarity."""
    runs: dict[str, float] = {}
    for run in _RUN.findall(one):
        words = rjieba.cut(run, False)
        at = 0
        while at < len(words):
            end = at
            while end < len(words) and "".join(words[at : end + 1]) in other:
                end += 1
            telling = _trim(words[at:end])
            if len("".join(telling)) > 1:
                runs["".join(telling)] = sum(rarity.get(word, 0.0) for word in telling)
            at = max(end, at + 1)
    kept: list[str] = []
    for text in sorted(runs, key=lambda text: (-runs[text], text)):
        telling_enough = not kept or runs[text] >= _TELLING * runs[kept[0]]
        if telling_enough and not any(text in longer for longer in kept):
            kept.append(text)
    return tuple(kept[:_SHOWN])


def _trim(words: Sequence[str]) -> Sequence[str]:
    """A run of words without particles at its ends."""
    start, end = 0, len(words)
    while start < end and words[start] in _PARTICLES:
        start += 1
    while start < end and words[end - 1] in _PARTICLES:
        end -= 1
    return words[start:end]
