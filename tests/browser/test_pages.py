"""On GitHub Pages, below a repository's name: every address, also those that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from edition.site import TREES
from tests.browser.conftest import served
from tests.browser.test_axe import PHONE, SCHEMES, complaints
from tests.test_site import pages

TREE = pytest.mark.parametrize("tree", TREES.values())
DEEP = pytest.mark.parametrize("path", ["nowhere", "a/b/c/nowhere.html"])
WORDS = {"": "没有这一页", "zh-hant/": "沒有這一頁"}


def lost(page: Page, address: str, faults: list[str]) -> None:
    """Go to an address that is not there; the browser's own complaint of that is no fault."""
    with page.expect_event("console", lambda one: "404" in one.text):
        page.goto(address)
    page.wait_for_load_state("networkidle")
    known = (f"answered 404: {address}", "console: Failed to load resource")
    faults[:] = [fault for fault in faults if not fault.startswith(known)]


@TREE
@DEEP
def test_an_unknown_address_at_any_depth(
    page: Page, under: str, tree: str, path: str, faults: list[str]
) -> None:
    """In its script, dressed, under its own address, with the way home; nothing else is missing."""
    lost(page, under + tree + path, faults)
    expect(page).to_have_url(under + tree + path)
    expect(page.locator("h1")).to_have_text(WORDS[tree])
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant" if tree else "zh-Hans")
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    paper = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')")
    assert paper.strip(), "the style sheets came"
    page.locator(".missing a:visible").first.click()
    expect(page).to_have_url(f"{under}{tree}index.html")


@TREE
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("基层减负", "(基层|基層)"),
        ("notes/枫桥经验.html", "(枫桥|楓橋)"),
        ("jiceng-jianfu", "(基层|基層)"),
        ("a/%E0/x", None),  # half a character
        ("wp-login.php", None),
    ],
)
def test_the_words_of_an_unknown_address_are_looked_for(
    page: Page, under: str, tree: str, words: str, found: str | None, faults: list[str]
) -> None:
    lost(page, under + tree + quote(words, safe="/%"), faults)
    items = page.locator(".missing ol li")
    if found is None:
        expect(page.locator(".missing input")).to_be_visible()
        assert not items.count()
        return
    expect(items.first.locator("mark").first).to_have_text(re.compile(found))
    page.locator(".missing input").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(items.first.locator("a")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".passage:target").wait_for()
    assert page.url.startswith(f"{under}{tree}texts/")


@TREE
def test_a_page_that_a_text_never_had_leads_to_the_text(
    page: Page, under: str, tree: str, faults: list[str]
) -> None:
    lost(page, f"{under}{tree}texts/tizhi-jizhi/9-9.html", faults)
    page.locator("[data-missing-text] a").click()
    expect(page).to_have_url(f"{under}{tree}texts/tizhi-jizhi/index.html")


def test_its_form_asks_the_search_box(page: Page, under: str, faults: list[str]) -> None:
    lost(page, f"{under}x", faults)
    page.locator(".missing input").fill("社会工作")
    page.locator(".missing button").click()
    expect(page.locator("[data-md-component=search-query]")).to_be_focused()
    page.locator("[data-search-list] .md-search-result__link").first.click()
    page.wait_for_url(f"{under}texts/**")


@DEEP
def test_without_javascript_it_speaks_both_scripts(browser: Browser, under: str, path: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{under}zh-hant/{path}")
    for words in WORDS.values():
        expect(page.get_by_role("heading", name=words)).to_be_visible()
    page.locator("[lang=zh-Hant] .missing a, noscript a, div[lang=zh-Hant] a").last.click()
    expect(page).to_have_url(f"{under}zh-hant/index.html")
    page.close()


@SCHEMES
@TREE
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "wide"])
def test_axe_has_nothing_to_say_of_it(
    page: Page,
    under: str,
    tree: str,
    faults: list[str],
    color_scheme: Literal["light", "dark"],
    viewport: dict[str, int],
) -> None:
    lost(page, f"{under}{tree}texts/tizhi-jizhi/{quote('基层减负')}", faults)
    page.locator(".missing ol li").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert complaints(page) == []


@TREE
def test_what_is_searched_for_and_taken_away_below_a_path(
    page: Page, under: str, tree: str
) -> None:
    page.goto(f"{under}{tree}index.html?q={quote('基层')}")
    page.locator("[data-search-list] .md-search-result__link").first.click()
    page.locator(".passage:target").wait_for()
    assert page.url.startswith(f"{under}{tree}texts/")
    page.goto(f"{under}{tree}downloads.html")
    links = page.locator(".files a").evaluate_all("all => all.map(one => one.href)")
    assert len(links) > len(TREES)
    for link in links:
        answer = page.request.head(link)
        assert answer.ok and link.startswith(under), link


@pytest.fixture
def elsewhere(on_pages: Path) -> Iterator[str]:
    """The same site at the root of a server: a custom domain, or another host."""
    with served(on_pages) as address:
        yield address


def test_a_site_that_has_moved_still_serves(page: Page, elsewhere: str) -> None:
    """Only the page for an unknown address needs to know where it stands."""
    page.goto(f"{elsewhere}index.html")
    page.locator(".card a", has_text="读全文").first.click()
    page.locator(".script a").click()
    expect(page).to_have_url(re.compile(f"{elsewhere}zh-hant/texts/.*/whole.html"))


def test_no_link_of_a_page_begins_at_the_server(on_pages: Path) -> None:
    for path, page in pages(on_pages):
        if path.name != "404.html":
            own = [value for _, _, value in page.links if value.startswith("/")]
            assert own == [], path
        else:
            paths = {urlsplit(value).path for _, _, value in page.links} - {""}
            assert all(one.startswith("/repo/") for one in paths if one != "void(0)"), path
