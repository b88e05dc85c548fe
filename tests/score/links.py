"""Parallels against what readers graded, and against texts whose words were shuffled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from math import log2
from pathlib import Path
from random import Random

import yaml

import edition
from edition.model import Work
from edition.parallels import Comparison, parallels
from edition.sources import read_source
from edition.wording import wordings
from tests.project import ROOT
from tests.score.judge import Tally

JUDGED = Path(__file__).parent / "parallels.yml"
RELATED = 1
"""The least grade of a passage that a reader is not sent to in vain,"""
CLOSE = 2
"""and of one that a reader wants to see."""
DEPTH = 5
SHUFFLES = 5
_PER_MILLE = 1000

Pair = tuple[str, str]
"""Ids of two passages, source and target."""


@cache
def works() -> tuple[Work, Work]:
    """The two texts that were judged."""
    judged = _judged()
    one, other = (_work(str(judged[end])) for end in ("source", "target"))
    return one, other


def _work(name: str) -> Work:
    source, faults = read_source(ROOT / "source_texts" / f"{name}.txt")
    assert source and not faults
    return edition.edit(source)


@cache
def _judged() -> dict[str, object]:
    judged: dict[str, object] = yaml.safe_load(JUDGED.read_text("utf-8"))
    return judged


def grades() -> dict[Pair, int]:
    """What was graded above 0."""
    passages = _judged()["passages"]
    assert isinstance(passages, dict)
    return {
        (one, other): said["grade"] for one, row in passages.items() for other, said in row.items()
    }


def points() -> list[str]:
    """The numbered points of the source, in order."""
    return [one.id for one in works()[0].outline.passages() if one.head]


def score(shuffles: int = SHUFFLES) -> Tally:
    """All counts that figures are made of."""
    pair = works()
    grade = grades()
    compared = Comparison(pair)
    links = [(link.source.passage, link.target.passage) for link in compared.links()]
    ranked = [(one.passage, other.passage) for one, other, _ in compared.nearest()]
    firsts: dict[str, Pair] = {}
    for link in links:
        firsts.setdefault(link[0], link)
    asked = points()
    return Counter(
        links=len(links),
        related_links=sum(grade.get(link, 0) >= RELATED for link in links),
        close_links=sum(grade.get(link, 0) >= CLOSE for link in links),
        points=len(asked),
        related_firsts=sum(grade.get(firsts[one], 0) >= RELATED for one in asked if one in firsts),
        best=len(asked) * _PER_MILLE,
        gain=sum(gain(one, ranked, grade) for one in asked),
        gain_shown=sum(gain(one, links, grade) for one in asked),
        links_by_seeds=len(links) * shuffles,
        shuffled_links=sum(len(parallels(shuffled(pair, seed))) for seed in range(shuffles)),
    )


def gain(point: str, ranked: Iterable[Pair], grade: dict[Pair, int]) -> int:
    """NDCG of a point's first few, in parts of a thousand; the grade itself is the gain."""
    found = [grade.get(pair, 0) for pair in ranked if pair[0] == point][:DEPTH]
    best = sorted((n for pair, n in grade.items() if pair[0] == point), reverse=True)[:DEPTH]
    return round(_PER_MILLE * _discounted(found) / _discounted(best))


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 2) for rank, gain in enumerate(gains))


def shuffled(pair: Iterable[Work], seed: int) -> list[Work]:
    """The texts with their words shuffled through all passages, each among those of its length.

    What is left is the vocabulary of each text, and how its passages are cut.
    """
    return [_shuffled(work, Random(f"{seed} {work.id}")) for work in pair]


def _shuffled(work: Work, random: Random) -> Work:
    places: dict[int, list[int]] = defaultdict(list)
    text = work.cleaned.text
    for passage in wordings(work):
        for run in passage.runs:
            for word, at in zip(run.words, run.starts, strict=False):
                places[len(word)].append(passage.start + at)
    letters = list(text)
    for length, starts in places.items():
        others = random.sample(starts, len(starts))
        for start, other in zip(starts, others, strict=True):
            letters[start : start + length] = text[other : other + length]
    return replace(work, cleaned=replace(work.cleaned, text="".join(letters)))
