"""Addresses stay: whatever is found out later, what was published leads to its words."""

from __future__ import annotations

import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

import edition
from edition import addresses, edit
from edition.addresses import Published, pins_of, settle
from edition.faults import Faults
from edition.model import Cleaned, End, Heading, Outline, Passage, Section, Work
from edition.publish import write
from edition.sources import of_string
from tests.project import copy, silent

NOTHING = Published({}, {}, {})
TEXT = "一、甲\n(一)乙。\n丙是丙。\n丁是丁。\n(二)戊。\n己是己。\n二、庚\n辛是辛。\n"


def published(work: Work, before: Published = NOTHING) -> Published:
    """What is in `published/` after a build of one text, read back."""
    with TemporaryDirectory() as folder:
        for name, content in addresses.files([work], before).items():
            write(Path(folder) / addresses.FOLDER / name, content)
        found, faults = addresses.read(Path(folder))
    assert faults == []
    return replace(found, redirects=before.redirects)


def said(work: Work) -> dict[str, str]:
    return {passage.id: work.quote(passage) for passage in work.outline.passages()}


def without(work: Work, *names: str) -> Work:
    """The text as it would be read if these sections' headings were none."""

    def flat(sections: tuple[Section, ...]) -> tuple[Section, ...]:
        made: list[Section] = []
        for section in sections:
            inner = replace(section, children=flat(section.children))
            if section.name not in names:
                made.append(inner)
                continue
            assert section.heading
            heading = Passage("p9", section.heading.start, section.heading.end)
            into = made.pop()
            passages = (*into.passages, heading, *inner.passages)
            own = "p" + "-".join(map(str, into.path))
            passages = tuple(replace(one, id=f"{own}-{at}") for at, one in enumerate(passages, 1))
            made.append(replace(into, passages=passages))
        return tuple(made)

    return replace(work, outline=replace(work.outline, sections=flat(work.outline.sections)))


def test_nothing_is_renamed_by_itself() -> None:
    first = edit(of_string(TEXT))
    [work], moved, faults = settle([first], NOTHING)
    assert said(work) == said(first)
    again, moved, faults = settle([first], published(work))
    assert again == (work,)
    assert (moved, faults) == ((), [])
    assert published(work, published(work)) == published(work)


def test_what_comes_between_takes_a_letter() -> None:
    whole = edit(of_string("一、甲\n乙。\n丙。\n丁。\n"))
    [section] = whole.outline.sections
    first, _, third = section.passages
    two = replace(section, passages=(first, replace(third, id="p1-2")))
    known = replace(whole, outline=replace(whole.outline, sections=(two,)))
    [work], moved, faults = settle([whole], published(known))
    assert said(work) == {"p1-1": "乙。", "p1-1a": "丙。", "p1-2": "丁。"}
    assert (moved, faults) == ((), [])


def test_words_of_a_heading_that_is_none_are_found() -> None:
    first = edit(of_string(TEXT))
    [work], moved, faults = settle([without(first, "1-2")], published(first))
    assert faults == []
    assert {one.old.passage: one.new for one in moved} == {
        "s1-2": End("text", "p1-1-3"),
        "p1-2-1": End("text", "p1-2-1"),  # the same, on another page
    }
    assert [one.page for one in moved] == ["1-2", "1-2"]
    assert list(said(work)) == ["p1-1-1", "p1-1-2", "p1-1-3", "p1-2-1", "p2-1"]


def test_a_heading_found_later_changes_no_name_around_it() -> None:
    found = edit(of_string(TEXT))
    less = without(found, "1-2")
    [before], _, _ = settle([less], NOTHING)
    [work], moved, faults = settle([found], published(before))
    assert faults == []
    kept = {one.id for one in before.outline.passages()}
    lost = kept - {one.id for one in work.outline.passages()}
    assert {one.old.passage for one in moved} >= lost
    assert [section.name for section in work.outline.walk()] == ["1", "1-1", "1-2", "2"]


CHARACTERS = 40


@st.composite
def orders(draw: st.DrawFn) -> Work:
    """Any order of one and the same raw text, all of whose characters stand in it."""
    cuts = sorted(draw(st.sets(st.integers(1, CHARACTERS - 1), max_size=12)))
    spans = list(zip([0, *cuts], [*cuts, CHARACTERS], strict=True))
    sections: list[Section] = []
    heads = [False, *(draw(st.booleans()) for _ in spans[1:])]
    for (start, end), head in zip(spans, heads, strict=True):
        if head or not sections:
            number = len(sections) + 1
            heading = Heading(start, end, "", "")
            sections.append(Section((number,), heading, ()))
        else:
            last = sections.pop()
            ident = f"p{last.path[0]}-{len(last.passages) + 1}"
            sections.append(replace(last, passages=(*last.passages, Passage(ident, start, end))))
    source = of_string("文" * CHARACTERS)
    return Work(Cleaned(source, source.text, (), ()), Outline(None, tuple(sections)))


@given(st.lists(orders(), min_size=2, max_size=5))
def test_every_address_ever_published_leads_to_its_words(builds: list[Work]) -> None:
    before = NOTHING
    for order in builds:
        [work], moved, faults = settle([order], before)
        assert faults == []
        now = {pin.id: pin for pin in pins_of(work)}
        ids = [pin.id for pin in pins_of(work)]
        assert len(ids) == len(set(ids)) == len(now)
        leads = {one.old.passage: one.new for one in moved}
        for pin in before.pins.get("text", ()):
            new = leads.get(pin.id, End("text", pin.id))
            assert new is not None
            there = now[new.passage]
            assert there.start < pin.end and pin.start < there.end
            assert pin.id in leads or there.page == pin.page
        before = published(work, before)
        assert settle([order], before)[0] == (work,)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A project that was built once."""
    root = copy(tmp_path / "book")
    for folder in ("source_texts", "published"):
        shutil.rmtree(root / folder)
    write(root / "source_texts" / "a.txt", TEXT)
    write(root / "source_texts" / "b.txt", "一、壬\n癸是癸。\n二、子\n丑是丑。\n")
    edition.build(root, silent)
    return root


def faults(root: Path) -> str:
    with pytest.raises(Faults) as raised:
        edition.build(root, silent)
    return str(raised.value)


def test_a_text_that_is_gone_is_accounted_for(book: Path) -> None:
    (book / "source_texts" / "b.txt").unlink()
    assert "published/b.tsv: the text b is gone, its addresses were published" in faults(book)
    write(book / "published" / "redirects.tsv", "b\ta#p1-1-1\t重出\nb#p1-1\t-\t应权利人要求\n")
    edition.build(book, silent)
    page = unescape((book / "docs" / "texts" / "b" / "1.html").read_text("utf-8"))
    assert 'href="../a/1-1.html#p1-1-1"' in page
    assert "p1-1 已撤下\N{FULLWIDTH COLON}应权利人要求" in page
    assert (book / "site" / "zh-hant" / "texts" / "b" / "whole.html").exists()
    edition.build(book, silent)  # and goes on being so
    assert (book / "published" / "b.tsv").exists()


def test_a_text_with_another_name_is_found_passage_by_passage(book: Path) -> None:
    (book / "source_texts" / "b.txt").rename(book / "source_texts" / "c.txt")
    said = faults(book)
    assert "published/b.tsv: the text b is called c now" in said and "`id: b`" in said
    write(book / "published" / "redirects.tsv", "b\tc\t改名\nb#p2-1\ta#p1-1-1\t重出\n")
    edition.build(book, silent)
    for name, first in (("index", "../c/index.html"), ("1", "../c/1.html#s1")):
        page = unescape((book / "docs" / "texts" / "b" / f"{name}.html").read_text("utf-8"))
        assert page.split('href="')[1].startswith(f'{first}"'), "where who asks for no place is led"
        assert 'id=""' not in page
        assert 'href="../c/1.html#p1-1"' in page
        assert ('href="../a/1-1.html#p1-1-1"' in page) == (name == "index"), "a person's word"
    write(book / "source_texts" / "c.yml", "id: b\n")
    write(book / "published" / "redirects.tsv", "c\tb\t又改回\n")
    edition.build(book, silent)
    page = unescape((book / "docs" / "texts" / "c" / "1.html").read_text("utf-8"))
    assert 'href="../b/1.html#p1-1"' in page and not (book / "docs" / "texts" / "b").is_file()


def test_words_that_are_gone_are_accounted_for(book: Path) -> None:
    pins = book / "published" / "b.tsv"
    pins.write_text(pins.read_text("utf-8") + "p1-9\t1\t900\t909\n", "utf-8")
    assert "b#p1-9 was published, and its words are no longer in the text" in faults(book)
    write(book / "published" / "redirects.tsv", "b#p1-9\tb#p1-1\t并入\n")
    edition.build(book, silent)
    page = (book / "site" / "texts" / "b" / "1.html").read_text("utf-8")
    assert '<span id="p1-9"></span>' in page
    assert '<span id="p1-9"></span>' in (book / "site" / "texts" / "b" / "whole.html").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("b#p1-1", ":1: no redirect"),
        ("b#p1-1\ta#p1\t", ":1: no redirect"),
        ("-\ta#p1\twhy", ":1: no redirect"),
        ("b#p9\ta#p99\twhy", ":1: a#p99 is no address of this edition"),
        ("b#p1-1\ta#p1-1-1\twhy", ":1: b#p1-1 is there"),
        ("b#p9\t-\twhy\nb#p9\t-\twhy", ":2: b#p9 is redirected on line 1 already"),
    ],
)
def test_a_wrong_redirect_is_named(book: Path, line: str, fault: str) -> None:
    write(book / "published" / "redirects.tsv", line + "\n")
    assert f"published/redirects.tsv{fault}" in faults(book)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("p1-1\t", "p1 1\t", ":6: no published address"),
        ("p1-1\t", "p" + "9" * 5000 + "\t", ":6: no published address"),
        ("p1-1\t1\t", "p1-1\t1\t" + "9" * 5000, ":6: no published address"),
        ("p1-1\t", "<<<<<<< HEAD\np1-1\t", ":6: two versions were not merged"),
        ("p1-1\t", "\udcff", ":6: is not UTF-8"),
        ("p1-1\t", "s1\t", ":6: s1 stands twice"),
        ("raw\t", "row\t", ": does not say of which raw file"),
        ("raw\t", "raw\t0", ": b.txt is not the file whose addresses were published"),
    ],
)
def test_a_torn_list_is_named(book: Path, old: str, new: str, fault: str) -> None:
    pins = book / "published" / "b.tsv"
    torn = pins.read_text("utf-8").replace(old, new)
    pins.write_bytes(torn.encode("utf-8", "surrogateescape"))
    assert f"published/b.tsv{fault}" in faults(book)


def test_a_page_that_is_gone_leads_on(book: Path) -> None:
    """Its heading is none any more: the sidecar says so."""
    write(book / "source_texts" / "b.yml", "headings: none\n")
    edition.build(book, silent)
    page = unescape((book / "docs" / "texts" / "b" / "2.html").read_text("utf-8"))
    assert 'href="0.html#p1-1a"' in page
    assert 'href="0.html#p2-1"' in page
