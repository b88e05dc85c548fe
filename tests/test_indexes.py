"""Terms, cited documents, shared wording: every case, and what always holds."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise, product
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

import edition
from edition import reuse
from edition.documents import documents
from edition.faults import Faults
from edition.model import Edition, FlagKind, Metadata, Stretch, Work
from edition.outputs.markup import Span, interleave
from edition.outputs.same import Same, same, shown
from edition.outputs.setting import with_shown
from edition.own import BLOT, own_text
from edition.reuse import LEAST, reuses
from edition.script import Script
from edition.sources import of_string, read_sources
from edition.terms import faults, terms
from tests.project import ROOT, silent

TERMS = import_module("edition.terms")
"""The module; `edition.terms` is its function."""


@pytest.fixture(scope="module")
def corpus() -> Edition:
    return edition.read(ROOT, silent)


def works(*texts: str) -> list[Work]:
    return [edition.edit(of_string(text, f"t{n}")) for n, text in enumerate(texts)]


def quote(of: Sequence[Work], place: Stretch) -> str:
    (work,) = (work for work in of if work.id == place.text)
    return work.cleaned.text[place.start : place.end]


def cases(name: str) -> list[Any]:
    path = Path(__file__).parent / f"{name}.yml"
    said = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)["cases"]
    return [pytest.param(case, id=case["label"]) for case in said]


def texts_of(case: Any) -> list[str]:
    return [case["text"]] if isinstance(case["text"], str) else list(case["text"])


@pytest.mark.parametrize("case", cases("terms"))
def test_terms(case: Any) -> None:
    given = works(*texts_of(case))
    found = {term.words: term for term in terms(given)}
    for words, count in case.get("terms", {}).items():
        assert len(found[words].uses) == int(count)
    assert not found.keys() & set(case.get("not", ()))
    for words, said in case.get("defined", {}).items():
        assert "".join(quote(given, one) for one in found[words].definitions) == said


@pytest.mark.parametrize("case", cases("documents"))
def test_documents(case: Any) -> None:
    found = documents(works(*texts_of(case)))
    counted: Counter[str] = Counter()
    for one in found:
        counted[one.title] += len(one.citations)
    assert counted == {title: int(count) for title, count in case["documents"].items()}
    assert [one.title for one in found if one.unexplained] == case.get("short", [])


@pytest.mark.parametrize("case", cases("reuse"))
def test_reuse(case: Any) -> None:
    found = reuses(works(*texts_of(case)))
    said = {words: int(count) for words, count in case["reuse"].items()}
    assert {one.words: len(one.places) for one in found} == said


def test_a_count_is_the_plain_count(corpus: Edition) -> None:
    """In the published clean text, where nothing was blotted out."""
    assert len(corpus.terms) > 40
    for work in corpus.works:
        text = (ROOT / "docs" / "data" / f"{work.id}.txt").read_text("utf-8")
        for term in corpus.terms:
            count = sum(use.text == work.id for use in term.uses)
            assert count == text.count(term.words)
        doubts = [flag for flag in work.cleaned.flags if flag.kind is FlagKind.DOUBT]
        assert own_text(work.cleaned).count(BLOT) - text.count("\n") == sum(
            flag.end - flag.start for flag in doubts
        )


@given(st.text("四个意识“”。三新", max_size=60))
def test_a_use_is_where_the_string_stands(text: str) -> None:
    (work,) = given_works = works(f"{text}完")
    for term in terms(given_works):
        assert len(term.uses) == work.cleaned.text.count(term.words)
        assert all(quote(given_works, use) == term.words for use in term.uses)


def test_what_stands_in_longer_terms_is_counted_apart(corpus: Edition) -> None:
    found = {term.words: term for term in corpus.terms}
    for term in corpus.terms:
        for words, held in term.inside:
            assert term.words in words
            assert held == len(found[words].uses) * words.count(term.words)


def test_every_title_is_cited(corpus: Edition) -> None:
    """As many places as there are pairs of marks; each is one."""
    for work in corpus.works:
        named = re.findall("《[^《》]*》", work.cleaned.text)
        places = [c.place for d in corpus.documents for c in d.citations if c.place.text == work.id]
        assert len(places) == len(named) == len(set(places))
    cited = {one.title: one for one in corpus.documents}
    decision = cited["中共中央关于进一步全面深化改革、推进中国式现代化的决定"]
    assert Counter(c.name for c in decision.citations)["决定"] == 6
    assert sum(c.defines for c in decision.citations) == 1


LETTERS = st.text("甲乙丙，\n", max_size=24)


@given(st.lists(LETTERS, min_size=1, max_size=3))
def test_runs_are_all_there_and_as_long_as_can_be(texts: list[str]) -> None:
    """Compared with every pair of places, one by one; shorter runs, so that there are some."""
    given = works(*(f"{text}完" for text in texts))
    with patch.object(reuse, "LEAST", 3):
        found = {one.words: one.places for one in reuses(given)}
    assert found.keys() == pairwise_runs(given, 3)
    for words, places in found.items():
        assert len({place.text for place in places}) > 1
        assert len(places) == len(set(places))
        for place in places:
            assert letters(quote(given, place)) == words


def pairwise_runs(given: Sequence[Work], least: int) -> set[str]:
    """The slow way."""
    lines = [
        (work.id, letters(work.cleaned.text[unit.start : unit.end]))
        for work in given
        for unit in work.outline.units()
    ]
    found = set()
    for (one, a), (other, b) in product(lines, lines):
        for i, j in product(range(len(a)), range(len(b))):
            if one < other and not (i and j and a[i - 1] == b[j - 1]):
                size = 0
                while a[i + size : i + size + 1] == b[j + size : j + size + 1] != "":
                    size += 1
                if size >= least:
                    found.add(a[i : i + size])
    return found


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def test_order_of_texts_does_not_matter(corpus: Edition) -> None:
    turned = reuses(corpus.works[::-1])
    assert {one.words: set(one.places) for one in turned} == {
        one.words: set(one.places) for one in corpus.reuses
    }
    assert all(len(letters(one.words)) >= LEAST for one in corpus.reuses)


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8)), max_size=4),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 4)), max_size=4),
)
def test_marks_of_runs_and_of_notes_bear_each_other(
    runs: list[tuple[int, int]], noted: list[tuple[int, int]]
) -> None:
    """However they meet: all of a run is marked, and nothing else; nothing overlaps."""
    text = "".join(chr(0x4E00 + n) for n in range(30))
    spans: list[Span] = []
    for start, size in sorted(noted):
        if not spans or spans[-1].end <= start:
            spans.append(Span(start, start + size, Markup("<i>"), Markup("</i>")))
    found = [Same(start, start + size, "w") for start, size in sorted(runs)]
    made = str(interleave(text, 0, 30, with_shown(spans, shown(found), (0, 30))))
    assert re.sub("<[^>]*>", "", made) == text
    marked = "".join(re.findall('<span class="same">([^<]*)</span>', made))
    wanted = {at for run in found for at in range(run.start, run.end)}
    assert set(marked) == {text[at] for at in wanted}
    assert made.count("<i>") == len(spans)


def test_pages_say_that_there_is_nothing() -> None:
    one = edition.edit(of_string("没有。", "a"))
    pages = edition.render(Edition("书", (one,), (), ()), Script.HANS)
    assert "没有找到术语" in pages["terms.md"]
    assert "没有用书名号" in pages["documents.md"]
    assert "只有一篇" in pages["reuse.md"]
    two = Edition("书", (one, edition.edit(of_string("也无。", "b"))))
    assert "没有连续 8 个" in edition.render(two)["reuse.md"]
    assert "same-switch" not in edition.render(two)["texts/a/whole.md"]


def test_what_the_pages_say_is_said_in_their_script(corpus: Edition) -> None:
    page = edition.render(corpus, Script.HANT)["terms.md"]
    assert "兩篇都用" in page and ">甲 題<" in page and "條" in page
    assert not re.search("[题处两条数语]", page)


def test_what_quotes_a_text_is_as_open_as_the_text() -> None:
    one = edition.edit(of_string("服务“三新”。", "a", Metadata(noindex=True)))
    two = edition.edit(of_string("服务“三新”。", "b"))
    for works, said in (((one, two), True), ((two,), False)):
        pages = edition.render(Edition("书", works, terms=terms(works)))
        for name in ("terms.md", "documents.md", "reuse.md"):
            assert ("robots: noindex" in pages[name]) == said


@pytest.mark.parametrize("name", ["links", "terms", "documents", "reuse"])
def test_no_text_takes_the_name_of_an_index(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.txt").write_text("讲话。", "utf-8")
    _, (fault,) = read_sources(tmp_path)
    assert "cannot name a text" in fault.what


def test_a_run_within_a_longer_one_is_marked_once(corpus: Edition) -> None:
    for runs in same(corpus).values():
        for one, other in pairwise(runs):
            assert one.start < other.start and one.end < other.end


def test_data_says_what_the_pages_show(corpus: Edition) -> None:
    files = edition.render(corpus)
    said = json.loads(files["data/terms.json"])
    for one in said:
        for place in one["places"]:
            text = files[f"data/{place['text']}.txt"]
            assert text[place["start"] : place["end"]] == one["term"]
            assert place["id"] in ("", *re.findall(r'id="([ps][\d-]+)"', whole(files, place)))
        assert Counter(place["text"] for place in one["places"]) == one["counts"]


def whole(files: dict[str, str], place: dict[str, str]) -> str:
    page = files[f"texts/{place['text']}/whole.md"]
    return page + "".join(f'id="{one}"' for one in re.findall(r"#(s[\d-]+) \}", page))


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        (("三新",), "1 column instead of 2 or 4"),
        (("三新", "formula", "t0"), "3 columns instead of 2 or 4"),
        (("三新 ", "formula"), "an empty column, or blanks around one"),
        (("三新", ""), "an empty column, or blanks around one"),
        (("三新", "formel"), "'formel' is no kind of term"),
        (("新", "formula"), "新 is one character"),
        (("三新", "formula", "t0", "新组织"), "'新组织' stands 2 times in the clean text of t0"),
        (("三新", "formula", "t0", "老组织"), "'老组织' stands 0 times in the clean text of t0"),
    ],
)
def test_a_line_of_the_list_that_is_wrong_is_named(fields: tuple[str, ...], what: str) -> None:
    given = works("新组织、新组织。")
    with patch.object(TERMS, "numbered", lambda name: [(9, fields)]):
        (fault,) = faults(given)
    assert (fault.file, fault.line, fault.what) == ("edition/data/terms.txt", 9, what)
    assert fault.remedy


def test_a_list_with_faults_stops_a_build() -> None:
    lines = [(9, ("三新", "formel"))]
    with (
        patch.object(TERMS, "numbered", lambda name: lines),
        pytest.raises(Faults, match=r"edition/data/terms\.txt:9: 'formel' is no kind of term"),
    ):
        edition.read(ROOT, silent)


def test_the_list_of_terms_has_no_fault(corpus: Edition) -> None:
    assert faults(corpus.works) == []


def test_a_definition_of_a_text_that_is_not_there_does_no_harm() -> None:
    assert faults(works("别的。")) == []
    (term,) = terms(works("服务“三新”。"))
    assert term.definitions == ()
