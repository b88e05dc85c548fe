"""The figures stand where they stood, and the scorer can tell good from bad."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest

from edition.clean import clean
from edition.model import Certainty, Change, Cleaned, Source
from edition.record import replay
from edition.words import entries
from tests.score import links, litter
from tests.score.corruptor import FAMILIES, controls, pages
from tests.score.document import Document
from tests.score.floors import fallen
from tests.score.judge import Tally
from tests.score.run import few, measure, score
from tests.score.wild import wild_sets


def test_no_figure_falls_below_its_floor() -> None:
    assert list(fallen(score(few(), lambda line: None))) == []
    assert list(fallen({"parallels": links.score()})) == []


def test_a_worse_figure_is_named() -> None:
    bad = Counter(han=100, han_errors=99, passages=10, places=10, wrong_repairs=10)
    found = "\n".join(fallen({"wild, alone": bad}))
    assert "Han character errors, % of the truth: 99.00 is above its floor" in found
    assert "damaged places exact, %: 0.00 is below its floor" in found
    assert "wrong repairs" in found


def test_a_set_without_floors_is_named() -> None:
    assert "no floor" in "\n".join(fallen({"another": Counter(passages=1)}))


def made(source: Source, edits: list[tuple[int, int, str]]) -> Cleaned:
    """A cleaner's work, done by hand: each of these is called a repair."""
    record = tuple(
        Change(a, b, source.text[a:b], new, ("hand",), ("",), Certainty.PROBABLE)
        for a, b, new in edits
        if source.text[a:b] != new
    )
    return Cleaned(source, replay(source.text, record), record, ())


def by_heart(documents: list[Document]) -> Tally:
    """What a cleaner scores that knows every answer."""
    answers = {
        one.raw: [(passage.start, passage.end, passage.truth) for passage in one.passages]
        for one in documents
    }
    return measure(documents, lambda source: made(source, answers[source.text]))


def careless(source: Source) -> Cleaned:
    """Takes every `?` and every full stop for a character that it knows."""
    return made(source, [(m.start(), m.end(), "王") for m in re.finditer("[?。]", source.text)])


def idle(source: Source) -> Cleaned:
    return made(source, [])


def damaged() -> list[Document]:
    return [*pages(3, len(FAMILIES)), *wild_sets()["wild, alone"]]


def test_who_knows_every_answer_has_full_marks() -> None:
    tally = by_heart(damaged())
    assert tally["han_errors"] == tally["wrong_repairs"] == tally["left"] == 0
    assert tally["exact_passages"] == tally["passages"] > 0
    assert tally["exact_places"] == tally["places"] > 0
    assert tally["litter_gone"] == tally["litter"] > 0


def test_who_does_nothing_repairs_nothing() -> None:
    tally = measure(damaged(), idle)
    assert tally["exact_places"] == tally["wrong_repairs"] == tally["litter_gone"] == 0
    assert tally["left"] == tally["places"]
    assert tally["left_unflagged"] == tally["left"]
    assert tally["han_errors"] > 0.2 * tally["han"]


def test_who_guesses_is_caught() -> None:
    tally = measure(damaged(), careless)
    assert tally["exact_places"] == 0
    assert tally["wrong_repairs"] > 0.8 * tally["places"]
    assert tally["han_errors"] > measure(damaged(), idle)["han_errors"]


def test_who_changes_clean_text_is_caught() -> None:
    documents = controls(3, 3)
    stops = sum(one.raw.count("。") for one in documents)
    assert measure(documents, careless)["false_changes"] == stops > 0
    assert measure(documents, idle)["false_changes"] == 0


@pytest.mark.parametrize(
    ("raw", "false", "layout"),
    [
        ("甲。\r\n\r\n乙。", 0, 2),
        ("\u3000\u3000甲。\n乙\u200b丙。  \n", 0, 3),
        ("见图:\n", 1, 0),
    ],
)
def test_what_a_reader_sees_is_counted_apart(raw: str, false: int, layout: int) -> None:
    tally = measure([Document(raw)], clean)
    assert (tally["false_changes"], tally["layout_changes"]) == (false, layout)


def test_pages_come_from_their_seed() -> None:
    assert pages(5, 6) == pages(5, 6)
    assert pages(5, 1) != pages(6, 1)
    assert controls(5, 3) == controls(5, 3)


def test_every_kind_of_litter_has_a_line() -> None:
    lines = [
        unicodedata.normalize("NFKC", line)
        for line in (*litter.HEAD, *litter.ANYWHERE, *litter.TAIL, *litter.CUT_OFF)
    ]
    fitting = {
        what
        for _, _, pattern, what in entries("litter")
        if any(re.fullmatch(pattern, line, re.IGNORECASE) for line in lines)
    }
    assert fitting == {what for _, _, _, what in entries("litter")}
