"""Terms, documents, shared wording: unfolded, under each other, followed; marked when asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from edition.pages import anchor
from edition.script import Script, convert
from edition.site import TREES

WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desktop", "phone"])
WHERE = pytest.mark.parametrize("where", ["site", "file_url"])
SCRIPTS = pytest.mark.parametrize("script", list(Script))


@SIZES
@SCRIPTS
def test_the_words_of_a_term_stand_under_each_other(
    page: Page, site: str, built: Path, viewport: ViewportSize, script: Script
) -> None:
    page.goto(f"{site}{TREES[script]}terms.html")
    for words in ("社会工作", "四个意识", "自治、法治、德治相结合"):
        entry = page.locator(f"#{anchor(words)}")
        entry.locator("summary").focus()
        page.keyboard.press("Enter")
        lines = entry.locator(".kwic li")
        assert lines.count() == count(built, words)
        shown = lines.locator("b").all_text_contents()
        assert set(shown) <= {convert(words, script), convert(words, Script.HANS)}
        fits = len(words) <= 10
        places = [box["x"] for one in lines.locator("b").all() if (box := one.bounding_box())]
        if viewport == WIDE or fits:
            assert len({round(x) for x in places}) == 1, words
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def count(built: Path, words: str) -> int:
    texts = (built / "data").glob("*.changes.jsonl")
    names = [path.name.removesuffix(".changes.jsonl") for path in texts]
    return sum((built / "data" / f"{one}.txt").read_text("utf-8").count(words) for one in names)


@WHERE
def test_a_line_leads_to_its_passage(home: str, page: Page) -> None:
    page.goto(f"{home}index.html")
    page.locator(".md-header .ways").get_by_role("link", name="索引").click()
    expect(page.locator("h1")).to_have_text("互见总表")
    page.locator(".indexes").get_by_role("link", name="术语索引").click()
    expect(page.locator("h1")).to_have_text("术语索引")
    entry = page.locator(f"#{anchor('枫桥经验')}")
    expect(entry.locator(".kwic a")).to_be_hidden()
    entry.locator("summary").click()
    entry.locator(".kwic a").click()
    expect(page).to_have_url(re.compile(r"texts/tizhi-jizhi/3-1\.html#p3-1-1$"))
    expect(page.locator("#p3-1-1")).to_be_in_viewport()


def test_what_one_text_says_and_the_other_does_not(page: Page, site: str, built: Path) -> None:
    page.goto(f"{site}terms.html")
    texts = {"only-huiyi-jianghua": "huiyi-jianghua", "only-tizhi-jizhi": "tizhi-jizhi"}
    for term in json.loads((built / "data" / "terms.json").read_text("utf-8")):
        groups = [group for group, text in texts.items() if {text} == term["counts"].keys()]
        heading = page.locator(f"#{anchor(term['term'])}").evaluate(
            "e => { while (e.tagName !== 'H2') e = e.previousElementSibling; return e.id }"
        )
        assert heading == (groups or ["shared"])[0], term["term"]


@WHERE
def test_who_is_led_to_a_term_finds_it_open(home: str, page: Page) -> None:
    page.goto(f"{home}terms.html#{anchor('社会工作者')}")
    expect(page.locator(f"#{anchor('社会工作者')} .kwic li").first).to_be_visible()
    page.locator(f"#{anchor('社会工作')} summary").click()
    inside = page.locator(f"#{anchor('社会工作')} .of")
    inside.get_by_role("link", name="社会工作部门", exact=True).click()
    expect(page.locator(f"#{anchor('社会工作部门')} .kwic li").first).to_be_visible()


@SIZES
def test_a_short_title_stands_with_its_document(
    page: Page, site: str, viewport: ViewportSize
) -> None:
    page.goto(f"{site}documents.html")
    entry = page.locator("details", has_text="中共中央关于进一步全面深化改革").first
    expect(entry).to_contain_text("原文简称《决定》")
    expect(entry.locator(".kwic b", has_text="《决定》")).to_have_count(6)
    expect(entry.locator(".said")).to_have_text("此处说明简称")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@SIZES
@SCRIPTS
def test_shared_wording_is_marked_when_asked_for(
    page: Page, site: str, viewport: ViewportSize, script: Script
) -> None:
    page.goto(f"{site}{TREES[script]}texts/huiyi-jianghua/2-1.html")
    run, way = page.locator(".same").first, page.locator(".same-way").first
    expect(run).to_have_css("background-image", "none")
    expect(way).to_be_hidden()
    page.locator(".same-switch input").focus()
    page.keyboard.press("Space")
    expect(run).not_to_have_css("background-image", "none")
    expect(way).to_be_visible()
    way.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"reuse\.html#w[0-9a-f]{8}$"))
    expect(page.locator("details:target")).to_be_in_viewport()
    page.goto(f"{site}{TREES[script]}texts/huiyi-jianghua/2-2.html")
    expect(page.locator(".same-switch input")).not_to_be_checked()


def test_nothing_of_the_marks_is_copied(page: Page, context: BrowserContext, site: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.rstrip("/"))
    page.goto(f"{site}texts/tizhi-jizhi/1-1.html")
    copied = []
    for _ in range(2):
        page.evaluate("getSelection().selectAllChildren(document.querySelector('#p1-1-1'))")
        page.keyboard.press("Control+c")
        copied.append(page.evaluate("navigator.clipboard.readText()"))
        page.locator(".same-switch input").check()
    assert copied[0] == copied[1]
    assert "中国特色社会主义社会治理之路；" in copied[1]


def test_what_a_site_wrote_is_not_marked(page: Page, site: str) -> None:
    page.goto(f"{site}texts/huiyi-jianghua/whole.html")
    assert page.locator(".mark.doubt .same, .same .mark.doubt").count() == 0
    assert page.locator(".same").count() > 10
