"""Links are right, proved, the same from both sides, and none where there is nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from edition import edit
from edition.formulas import Formulas, listed
from edition.model import Link, LinkKind, Work
from edition.parallels import NEAR_ENOUGH, NEAREST, Comparison, parallels
from edition.rarity import background
from edition.sources import of_string
from tests.score.links import JUDGED, gain, grades, points, shuffled, works

GENERIC = {"思想", "方式", "方向", "主动", "我们", "必须", "各方面", "发展", "社会工作"}


def made(ident: str, *lines: str) -> Work:
    return edit(of_string("\n".join(lines) + "\n", ident))


def linked(one: Work, other: Work) -> list[tuple[str, str]]:
    return [(link.source.passage, link.target.passage) for link in parallels([one, other])]


def test_the_judged_pairs_are_passages_with_grades_and_reasons() -> None:
    judged = yaml.safe_load(JUDGED.read_text("utf-8"))
    ids = [{passage.id for passage in work.outline.passages()} for work in works()]
    pairs = [
        (one, other, said) for one, row in judged["passages"].items() for other, said in row.items()
    ]
    assert len(pairs) >= 60
    for one, other, said in pairs:
        assert one in ids[0] and other in ids[1], (one, other)
        assert said["grade"] in (1, 2, 3) and said["reason"]
    assert set(points()) < set(judged["passages"])


def test_no_single_point_carries_the_figure() -> None:
    """Whichever is left out, the ranking of the others is about as good."""
    ranked = [(one.passage, other.passage) for one, other, _ in Comparison(works()).nearest()]
    gains = [gain(point, ranked, grades()) for point in points()]
    without = [(sum(gains) - gain) / (len(gains) - 1) for gain in gains]
    assert max(without) - min(without) < 50 and min(without) > 830, without


@pytest.mark.parametrize("seed", range(10, 13))
def test_shuffled_texts_have_next_to_no_links(seed: int) -> None:
    """Seeds that the figure in floors.yml is not made of."""
    real = len(parallels(works()))
    assert len(parallels(shuffled(works(), seed))) <= real * 0.05


def test_every_link_is_proved_where_it_says() -> None:
    texts = {work.id: work.cleaned.text for work in works()}
    spans = {
        (work.id, passage.id): passage for work in works() for passage in work.outline.passages()
    }
    links = parallels(works())
    for link in links:
        assert NEAR_ENOUGH <= link.score <= 1 and link.shared
        assert link.source < link.target
        assert any(piece.kind is link.kind for piece in link.shared)
        for piece in link.shared:
            for end, at in ((link.source, piece.source), (link.target, piece.target)):
                passage = spans[end.text, end.passage]
                assert texts[end.text][at : at + len(piece.text)] == piece.text
                assert passage.start <= at and at + len(piece.text) <= passage.end
    assert all(a.score >= b.score for a, b in pairwise(links))
    assert len({(link.source, link.target) for link in links}) == len(links)


def test_generic_words_are_not_shown() -> None:
    shown = {piece.text for link in parallels(works()) for piece in link.shared}
    assert not shown & GENERIC


def test_one_plain_word_and_a_low_score_make_no_link() -> None:
    single = [link for link in parallels(works()) if len(link.shared) == 1]
    assert single
    assert not {link.shared[0].text for link in single} & {"效能", "习近平"}


def test_a_link_does_not_depend_on_the_order_of_texts() -> None:
    one, other = works()
    assert parallels([one, other]) == parallels([other, one])


ONE = made(
    "one",
    "要大力保护森林草原，让荒山披上绿装，让群众守住青山。",
    "要精简会议文件，让基层干部有更多时间走村入户。",
    "要办好农村小学食堂，让孩子吃得饱、吃得好。",
)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("继续精简会议文件，减少检查评比。", [("p0-2", "p0-1")]),
        ("加强森林草原防火，保护森林草原人人有责。", [("p0-1", "p0-1")]),
        ("我们必须深刻认识当前形势，主动思变，转变思想方式。", []),
        ("这台机器的齿轮箱要按时加油，轴承要定期更换。", []),
        ("要让干部有更多的时间，让群众有更好的生活。", []),
    ],
    ids=["the same matter", "in other words", "generic words", "another matter", "set phrases"],
)
def test_what_is_linked_and_what_is_not(line: str, found: list[tuple[str, str]]) -> None:
    assert linked(ONE, made("two", line, "晚上七点在礼堂放映电影，凭票入场。")) == found


def kind_of(one: str, other: str) -> dict[str, LinkKind]:
    """The kinds of all wording that two lines share, seen through a link between them."""
    links = parallels([made("one", one), made("two", other)])
    return {piece.text: piece.kind for link in links for piece in link.shared}


def test_a_formula_is_called_one() -> None:
    kinds = kind_of(
        "沙漠公路养护的做法，要大力弘扬。沙漠公路不好修。",
        "沙漠公路养护贵在坚持，好传统要大力弘扬。",
    )
    assert kinds == {"沙漠公路养护": LinkKind.SUBSTANCE, "大力弘扬": LinkKind.FORMULA}


def test_the_same_citation_is_called_one() -> None:
    kinds = kind_of(
        "《信访工作条例》是信访工作的依据，各乡镇都要学。",
        "各县市贯彻《信访工作条例》，让信访有章可循。",
    )
    assert kinds["信访工作条例"] is LinkKind.CITATION


def test_what_a_site_wrote_into_a_text_and_numbers_of_articles_link_nothing() -> None:
    assert not linked(
        made("one", "第五十八条\u3000船舶在港内应当减速慢行，不得鸣笛。"),
        made("two", "第五十八条\u3000适龄儿童应当按时入学，不得辍学。"),
    )


def test_rarity_knows_what_is_common() -> None:
    for word in ("的", "我们", "工作"):
        assert background(word) < 0.25, word
    assert background("从来没有人用过的词") == background("德治") == 1


def test_formulas_are_long_enough_to_be_phrases() -> None:
    assert all(len(phrase) >= 3 for phrase in listed())


@given(st.text("建立健全工作", max_size=30))
def test_formulas_are_found_in_order_and_apart(text: str) -> None:
    known = Formulas(["建立", "建立健全", "健全工作"])
    spans = list(known.spans(text))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[a:b] in ("建立", "建立健全", "健全工作") for a, b in spans)
    assert ("建立健全" in text) <= any(text[a:b] == "建立健全" for a, b in spans)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.text("法治森林会议文件保护精简党建引领基层、，。", min_size=12, max_size=60),
        min_size=2,
        max_size=6,
    )
)
def test_any_texts_link_the_same_way_from_both_sides(lines: list[str]) -> None:
    one, other = made("a", *lines[::2]), made("b", *lines[1::2])
    links = parallels([one, other])
    assert {(x.source, x.target, x.score) for x in links} == {
        (x.source, x.target, x.score) for x in parallels([other, one])
    }
    assert all(isinstance(link, Link) and 0 < link.score <= 1 for link in links)
    assert len(links) <= NEAREST * len(lines)
