"""The two texts this began with. They are looked for by id: other texts may stand beside them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

import edition
from edition.annotation import READING, page_list
from edition.damage import mirror
from edition.model import Certainty, FlagKind, Work
from edition.outline import listing
from edition.record import replay, undo
from edition.script import keep_length
from edition.sources import read_source

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
SUMS = {
    "huiyi-jianghua": "f4e60fa852c439b9f2cc31a84ed31b0843073ef5fb3e0bbaf8eaf379fc5eb3bf",
    "tizhi-jizhi": "a99984f6c7745c773dd09db8ceaedb4cda7e7543df4018f916af4ff0c56c3df9",
}


def work(ident: str) -> Work:
    source, faults = read_source(ROOT / "source_texts" / f"{ident}.txt")
    assert source and not faults
    return edition.edit(source)


@pytest.fixture(scope="module")
def speech() -> Work:
    return work("huiyi-jianghua")


@pytest.fixture(scope="module")
def article() -> Work:
    return work("tizhi-jizhi")


@pytest.mark.parametrize("ident", SUMS)
def test_the_source_is_as_it_was_scraped(ident: str) -> None:
    data = (ROOT / "source_texts" / f"{ident}.txt").read_bytes()
    assert sha256(data).hexdigest() == SUMS[ident]


@pytest.mark.parametrize("ident", SUMS)
def test_the_clean_text_is_the_one_that_was_read(ident: str) -> None:
    """The golden text was read by eye against the source; a change to it must be read again."""
    one = work(ident)
    assert one.cleaned.text == (GOLDEN / f"{ident}.txt").read_bytes().decode()
    listed = "".join("  " * (level - 1) + heading + "\n" for level, heading in listing(one.outline))
    assert listed == (GOLDEN / f"{ident}.outline.txt").read_bytes().decode()


@pytest.mark.parametrize("ident", SUMS)
def test_the_raw_bytes_come_back(ident: str) -> None:
    cleaned = work(ident).cleaned
    source = cleaned.source
    assert replay(source.text, cleaned.record) == cleaned.text
    assert undo(cleaned.text, cleaned.record).encode(source.encoding) == source.bytes


@pytest.mark.parametrize("ident", SUMS)
def test_no_ascii_mark_beside_a_han_character(ident: str) -> None:
    text = work(ident).cleaned.text
    assert not [mark for mark in ",:;?!()" if mark in text]


@pytest.mark.parametrize("ident", SUMS)
def test_a_second_cleaning_changes_nothing(ident: str) -> None:
    from edition.clean import clean
    from edition.sources import of_string

    assert not clean(of_string(work(ident).cleaned.text)).record


def test_the_model_makes_the_damage_again(article: Work) -> None:
    """The repaired text and the page's list give the source back, character for character."""
    raw = article.cleaned.source.text
    readings = page_list(raw)
    assert (len(READING.findall(raw)), len(readings)) == (598, 49)
    repaired = raw
    for host, reading in readings.items():
        repaired = repaired.replace(f"{host}({reading})", host)
    for change in article.cleaned.record:
        if change.certainty is not Certainty.MECHANICAL:
            assert change.evidence
            traditional = bytes.fromhex(change.evidence.bytes).decode("gbk")
            assert keep_length(traditional, "t2s") == change.new
            repaired = repaired.replace(change.old, traditional)
    widened = repaired.translate({ord(mark): ord(mark) + 0xFEE0 for mark in ",:;?!()"})
    assert mirror(keep_length(widened, "t2s"), readings) == raw


def test_seven_shifts(article: Work) -> None:
    shifts = [c for c in article.cleaned.record if "shifts" in c.rules]
    assert [(c.old, c.new) for c in shifts] == [
        ("?chē)?", "围"),
        ("??焖贁U", "模快速扩"),
        *[("?!稕Q", "。《决")] * 5,
    ]
    assert {c.certainty for c in shifts} == {Certainty.PROBABLE}
    assert [c.evidence.candidates for c in shifts if c.evidence] == [125, *[81] * 6]
    assert not article.cleaned.flags


def test_what_must_stay(speech: Work, article: Work) -> None:
    assert "形成具有XX特色的社会工作品牌" in speech.cleaned.text
    assert "2025年" in speech.cleaned.text
    text = article.cleaned.text
    kept = [
        "\uff08以下简称《决定》\uff09",
        "\uff08社区\uff09",
        "\uff08园区\uff09",
        "60多万个",
    ]
    assert all(words in text for words in kept)
    assert text.count("\uff08街道\uff09") == 4
    assert text.count("\uff08") == 7


def test_flags_and_conjecture(speech: Work) -> None:
    raw = speech.cleaned.source.text
    flags = [(f.kind, raw[f.start : f.end], f.conjecture) for f in speech.cleaned.flags]
    assert flags == [
        (FlagKind.DOUBT, "最新讲话系列", "日新月异"),
        (FlagKind.PLACEHOLDER, "XX", ""),
        (FlagKind.GAP, "", ""),
    ]
    assert "日新月异" not in speech.cleaned.text
    assert speech.cleaned.text.endswith("基层干部的关\n")


def test_fifteen_points_and_thirteen_leads(speech: Work, article: Work) -> None:
    points = [p.id for p in speech.outline.passages() if p.head]
    expected = [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]
    assert points == [f"p{a}-{b}-{n}" for a, b in expected for n in (1, 2, 3)]
    assert [len(section.children) for section in article.outline.sections] == [
        0,
        4,
        4,
        5,
    ]
    assert [p.id for p in article.outline.passages()][:3] == ["p0-1", "p1-0", "p1-1-1"]
