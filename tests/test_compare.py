"""Texts side by side, and the map: nothing lost, nothing crossed, whatever the texts are."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

import edition
from edition.model import Edition, End, Link, LinkKind, Metadata, Passage, Shared, Work
from edition.outputs import home
from edition.outputs.compare import uncrossed
from edition.outputs.linked import Linked, Place, Tie, linked
from edition.outputs.map import MOST, draw, label_lines, rows
from edition.outputs.markup import Span, interleave
from edition.script import Script, convert
from edition.sources import of_string
from tests.project import ROOT, silent


@pytest.fixture(scope="module")
def made() -> Edition:
    return edition.read(ROOT, silent)


@pytest.fixture(scope="module", params=list(Script))
def files(made: Edition, request: pytest.FixtureRequest) -> tuple[Script, dict[str, str]]:
    return request.param, edition.render(made, request.param)


def book(*texts: str) -> tuple[Work, ...]:
    return tuple(edition.edit(of_string(text, f"t{at}")) for at, text in enumerate(texts))


def link(one: str, other: str, score: float = 0.5, texts: tuple[str, str] = ("t0", "t1")) -> Link:
    ends = End(texts[0], one), End(texts[1], other)
    return Link(*ends, score, LinkKind.SUBSTANCE, (Shared("\u7532", LinkKind.SUBSTANCE, 0, 0),))


PASSAGE = re.compile(r'<p class="passage \w+" id="([\w-]+)"[^>]*>(.*?) \[[\d-]+\]\(')


def anchor(tie: Tie, end: Place, passage: Passage) -> str:
    """The first text's section is repeated beside each of the other: its ids say beside which."""
    beside = f"_{tie.ends[1].section.name}" if end is tie.ends[0] else ""
    return f"{end.work.id}-{passage.id}{beside}"


def read(markup: str) -> str:
    """What is read of a passage: without the numbers of its notes, and what is not the source's."""
    markup = re.sub(r'<a class="note".*?</a>|<span class="gap">.*?</span>', "", markup)
    markup = re.sub(r'<span class="mark conjecture">.*?</span>', "", markup)
    return unescape(re.sub(r"<[^>]*>", "", markup))


def test_every_link_stands_on_its_page_with_its_wording(
    made: Edition, files: tuple[Script, dict[str, str]]
) -> None:
    script, found = files
    works = {work.id: work for work in made.works}
    assert made.links
    for pair in linked(made):
        for tie in pair.ties:
            page = found[tie.page]
            assert f'id="{tie.id}"' in page
            passages = dict(PASSAGE.findall(page))
            for end, starts in zip(
                tie.ends,
                ([one.source for one in tie.link.shared], [one.target for one in tie.link.shared]),
                strict=True,
            ):
                markup = passages[anchor(tie, end, end.passage)]
                whole = convert(works[end.work.id].quote(end.passage), script)
                assert read(markup) == whole
                wanted = {
                    at
                    for start, one in zip(starts, tie.link.shared, strict=True)
                    for at in range(start, start + len(one.text))
                }
                assert shown(markup, tie.id) == {at - end.passage.start for at in wanted}


def shown(markup: str, tie: str) -> set[int]:
    """The characters that are marked as shared by a link."""
    found: set[int] = set()
    for mark in re.finditer(r'<mark class="\w+" data-ties="([^"]*)">(.*?)</mark>', markup):
        if tie in mark[1].split():
            start = len(read(markup[: mark.start()]))
            found |= set(range(start, start + len(read(mark[2]))))
    return found


def test_both_sections_stand_there_whole_and_in_order(
    made: Edition, files: tuple[Script, dict[str, str]]
) -> None:
    _, found = files
    for pair in linked(made):
        for tie in pair.ties:
            ids = [ident for ident, _ in PASSAGE.findall(found[tie.page])]
            for end in tie.ends:
                own = [anchor(tie, end, one) for one in end.section.passages]
                assert [ident for ident in ids if ident in own] == own
    pages = {tie.page for pair in linked(made) for tie in pair.ties}
    written = {path for path in found if path.startswith("compare/") and "index" not in path}
    assert written == pages
    assert len(pages) <= len(made.links)


def test_a_passage_leads_to_its_comparison_and_back(
    made: Edition, files: tuple[Script, dict[str, str]]
) -> None:
    _, found = files
    for pair in linked(made):
        for tie in pair.ties:
            for end in tie.ends:
                page = f"texts/{end.work.id}/{end.section.name}.md"
                assert f"../../{tie.page}#{tie.id}" in found[page]
                assert f"../../../{page}#{end.passage.id}" in found[tie.page]


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.floats(0.01, 1)))
def test_what_stands_level_crosses_nothing(scores: dict[tuple[int, int], float]) -> None:
    works = book("\n".join(["\u7532\u3002"] * 7), "\n".join(["\u4e59\u3002"] * 7))
    links = tuple(link(f"p0-{i + 1}", f"p0-{j + 1}", n) for (i, j), n in scores.items())
    ties = [tie for pair in linked(Edition("x", works, links)) for tie in pair.ties]
    level = uncrossed(ties)
    assert set(level) <= set(ties)
    assert bool(level) == bool(ties)
    for one, other in pairwise(level):
        assert all(a.at < b.at for a, b in zip(one.ends, other.ends, strict=True))


def test_a_partner_of_several_stands_beside_the_nearest() -> None:
    works = book("\u7532\u3002\n\u7532\u3002\n\u7532\u3002", "\u4e59\u3002")
    scores = {"p0-1": 0.2, "p0-2": 0.9, "p0-3": 0.3}
    links = tuple(link(one, "p0-1", score) for one, score in scores.items())
    (pair,) = linked(Edition("x", works, links))
    assert [tie.id for tie in uncrossed(pair.ties)] == ["p0-2_p0-1"]


def test_many_passages_without_a_link_are_folded() -> None:
    works = book("\n".join(["\u7532\u3002"] * 9), "\u4e59\u3002\n\u4e59\u3002")
    made = Edition("x", works, (link("p0-1", "p0-1"), link("p0-9", "p0-2")))
    page = edition.render(made)["compare/t0/t1/0.md"]
    assert page.count("<details") == 1
    assert "\u53e6\u6709 7 \u6bb5" in page
    assert len(PASSAGE.findall(page)) == 11


def test_very_many_are_named_and_not_there() -> None:
    works = book("\n".join(["\u7532\u3002"] * 40), "\u4e59\u3002\n\u4e59\u3002")
    made = Edition("x", works, (link("p0-1", "p0-1"), link("p0-40", "p0-2")))
    page = edition.render(made)["compare/t0/t1/0.md"]
    assert len(PASSAGE.findall(page)) == 4
    assert "\u53e6\u6709 38 \u6bb5" in page
    assert "texts/t0/0.md#p0-2)" in page


def svg(pair: Linked) -> ElementTree.Element:
    return ElementTree.fromstring(str(draw(pair, "index.md", Script.HANS)))


def strokes(drawing: ElementTree.Element) -> list[ElementTree.Element]:
    return [one for one in drawing.iter("a") if one.get("class", "").startswith("stroke")]


def test_the_map_has_a_stroke_for_each_link_that_names_it(made: Edition) -> None:
    (pair,) = linked(made)
    drawn = strokes(svg(pair))
    assert len(drawn) == min(MOST, len(pair.ties))
    for stroke in drawn:
        assert re.search(r"_p[\d-]+$", stroke.get("href", ""))
        assert re.search(r"\d\.\d\d$", stroke.get("aria-label", ""))


def test_of_too_many_links_the_map_shows_the_strongest() -> None:
    many = "\n".join(f"\u4e00\u662f\u7532{at}\u3002\u4e59\u3002" for at in range(90))
    works = book(many, many)
    ids = [passage.id for passage in works[0].outline.passages()]
    links = tuple(link(ident, ident, 1 - at / 100) for at, ident in enumerate(ids))
    made = Edition("x", works, links)
    (pair,) = linked(made)
    drawing = svg(pair)
    assert len(strokes(drawing)) == MOST
    assert strokes(drawing)[-1].get("href", "").endswith(f"_{ids[MOST - 1]}")
    labels = [one for one in drawing.iter("a") if "label" in one.get("class", "")]
    assert len(labels) <= 2 * (MOST + 1), "in a long outline only what has links"
    page = edition.render(made)["compare/t0/t1/index.md"]
    assert page.count("\n| [") == len(ids), "all of them are in the table"


def test_what_a_linked_row_stands_under_is_shown() -> None:
    text = "\n".join(
        f"{n}\u3001\u7ae0{n}\n"
        + "\n".join(
            f"\uff08{m}\uff09\u8282{n}{m}\n\u7532\u3002" for m in "\u4e00\u4e8c\u4e09\u56db\u4e94"
        )
        for n in "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b"
    )
    (work,) = book(text)
    shown = rows(work, {"p3-2-1"})
    assert [row.level for row in shown] == [1, 2]
    assert shown[0].words.startswith("\u4e09\u3001")
    assert len(rows(work, set())) == 0


@given(st.text(min_size=1, max_size=80), st.sampled_from(["", "\u2026\u2026"]))
def test_a_label_has_two_lines_at_most(words: str, mark: str) -> None:
    lines = label_lines(words, Script.HANS, mark)
    assert 1 <= len(lines) <= 2
    assert all(len(line) <= 18 for line in lines)
    whole = mark + words
    said = "".join(lines)
    assert said == whole or (said.endswith("\u2026\u2026") and whole.startswith(said[:-2]))


@pytest.mark.parametrize("texts", [1, 2])
def test_without_links_there_is_no_map(texts: int) -> None:
    made = Edition("x", book(*["\u7532\u3002"] * texts))
    found = edition.render(made)
    assert not [path for path in found if path.startswith("compare/")]
    assert "<svg" not in found["index.md"]
    assert "#map" not in found["index.md"]
    assert "#linked" not in found["texts/t0/index.md"]


def test_what_is_not_to_be_indexed_is_not_beside_another_text_either() -> None:
    one, other = book("\u7532\u3002", "\u7532\u3002")
    hidden = replace(other.cleaned.source, meta=Metadata(noindex=True))
    other = replace(other, cleaned=replace(other.cleaned, source=hidden))
    found = edition.render(Edition("x", (one, other), (link("p0-1", "p0-1"),)))
    pages = [text for path, text in found.items() if path.startswith("compare/")]
    assert len(pages) == 2
    assert all("\nrobots: noindex\n" in page for page in pages)


def test_of_three_texts_the_two_nearest_are_drawn_and_the_others_named() -> None:
    works = book(*["\u7532\u3002\n\u4e59\u3002"] * 3)
    links = (
        link("p0-1", "p0-1", 0.3),
        link("p0-1", "p0-2", 0.9, ("t1", "t2")),
        link("p0-2", "p0-2", 0.2, ("t0", "t2")),
    )
    found = edition.render(Edition("x", works, links))
    home = found["index.md"]
    assert home.count("<svg") == 1
    assert "compare/t1/t2/0.html#p0-1_p0-2" in home
    for named in ("compare/t0/t1/index.md", "compare/t0/t2/index.md"):
        assert named in home
        assert named in found
    for text, others in (("t0", ("t0/t1", "t0/t2")), ("t1", ("t0/t1", "t1/t2"))):
        page = found[f"texts/{text}/index.md"]
        assert re.findall(r"compare/(t\d/t\d)/index", page) and all(one in page for one in others)


@pytest.mark.parametrize(("texts", "unnamed"), [(5, 0), (6, 3)])
def test_pairs_that_the_title_page_does_not_name_are_counted(texts: int, unnamed: int) -> None:
    works = book(*["\u7532\u3002"] * texts)
    pairs = combinations([work.id for work in works], 2)
    links = tuple(link("p0-1", "p0-1", 0.5, both) for both in pairs)
    page = home.files(Edition("x", works, links), Script.HANS)["index.md"]
    named = set(re.findall(r"compare/t\d/t\d/index", page))
    assert len(links) - 1 - len(named) == unnamed, "one is drawn"
    assert ("\u53e6\u6709" in page) == bool(unnamed)
    assert (f" {unnamed} \u5bf9" in page) == bool(unnamed)


@given(
    st.text("\u7532\u4e59<&*", min_size=1, max_size=12).flatmap(
        lambda text: st.tuples(
            st.just(text),
            st.lists(st.tuples(*[st.integers(0, len(text))] * 2).map(sorted), max_size=4),
        )
    )
)
def test_spans_may_nest_and_never_cross(case: tuple[str, list[list[int]]]) -> None:
    text, places = case
    spans = [Span(a, b, Markup("<i>"), Markup("</i>")) for a, b in places]
    crossing = any(a < c < b < d for a, b in places for c, d in places)
    if crossing:
        with pytest.raises(ValueError, match="crosses"):
            interleave(text, 0, len(text), spans)
        return
    made = interleave(text, 0, len(text), spans)
    assert unescape(re.sub(r"</?i>", "", made)) == text
    assert sorted(shown_in(made)) == sorted(text[a:b] for a, b in places)


def shown_in(made: str) -> list[str]:
    """What stands in each of its elements."""
    found, opened = [], []
    for tag, words in re.findall(r"(</?i>)|([^<]+)", made):
        if tag == "<i>":
            opened.append("")
        elif tag:
            found.append(unescape(opened.pop()))
        opened = [before + words for before in opened]
    return found
