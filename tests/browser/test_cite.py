"""What opens at a passage's end: to cite it, to copy it, to say that it is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

import edition
from edition.script import Script, convert
from edition.site import TREES
from tests.browser.conftest import served
from tests.browser.test_walk import PHONE, SIZES, WHERE
from tests.project import copy, settle_at, silent

SECTION = "texts/huiyi-jianghua/1-3.html"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
REPORT_TO = "https://github.com/someone/edition"
LONGEST = 8000


def opened(page: Page, address: str, passage: str = "p1-3-2") -> Locator:
    page.goto(address)
    page.locator(f"#{passage} .pin").click()
    menu = page.locator(".cite-menu")
    expect(menu).to_be_visible()
    return menu


def pasted(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def does(menu: Locator, what: str) -> Locator:
    return menu.locator(f"[data-does={what}]")


def address_of(page: Page) -> str:
    """Where the page stands for ever, if the site knows."""
    canonical = page.locator("link[rel=canonical]")
    found = canonical.get_attribute("href") if canonical.count() else None
    return found or page.url.partition("#")[0]


def text_of(built: Path, text: str, passage: str) -> str:
    said = json.loads((built / "data" / f"{text}.json").read_text("utf-8"))
    return next(str(one["text"]) for one in said["passages"] if one["id"] == passage)


@WHERE
@SIZES
@pytest.mark.parametrize("script", Script)
def test_what_is_copied(
    home: str,
    page: Page,
    context: BrowserContext,
    built: Path,
    script: Script,
    viewport: ViewportSize,
) -> None:
    context.grant_permissions(CLIPBOARD)
    url = f"{home}{TREES[script]}{SECTION}"
    menu = opened(page, url)
    address = f"{address_of(page)}#p1-3-2"
    said = menu.get_by_role("status")
    does(menu, "link").click()
    expect(said).to_have_text(convert("已复制链接", script))
    assert pasted(page) == address
    does(menu, "passage").click()
    expect(said).to_have_text(convert("已复制文字与出处", script))
    text, cited = pasted(page).split("\n\n")
    assert text == convert(text_of(built, "huiyi-jianghua", "p1-3-2"), script)
    about = json.loads((built / "data" / "huiyi-jianghua.json").read_text("utf-8"))
    today = f"{datetime.now():%Y-%m-%d}"
    for words in (address, today, about["clean"]["version"], "1-3-2"):
        assert words in cited
    assert ("由簡體清本轉成" in cited) == (script is Script.HANT)
    for label, start in (("BibTeX", "@online{huiyi-jianghua-1-3-2,"), ("CSL-JSON", "[{")):
        menu.get_by_role("radio", name=label).check()
        expect(menu.locator("pre")).to_contain_text(start)
        does(menu, "citation").click()
        expect(said).to_have_text(convert("已复制引用", script))
        assert pasted(page) == menu.locator("pre").text_content()
    [csl] = json.loads(pasted(page))
    assert csl["URL"] == address
    assert csl["accessed"]["date-parts"] == [[int(part) for part in today.split("-")]]


@pytest.mark.parametrize("text", ["huiyi-jianghua", "tizhi-jizhi"])
@pytest.mark.parametrize("script", Script)
def test_every_passage_is_copied_as_it_was_edited(
    page: Page, site: str, built: Path, text: str, script: Script
) -> None:
    said = json.loads((built / "data" / f"{text}.json").read_text("utf-8"))
    opened(page, f"{site}{TREES[script]}texts/{text}/whole.html", said["passages"][0]["id"])
    copied = page.evaluate(
        """async () => {
            const all = [], card = document.querySelector(".cite-menu")
            copying.copy = async words => all.push(words)
            for (const pin of document.querySelectorAll(".passage > .pin")) {
                if (card.matches(":popover-open")) card.hidePopover()
                menu.toggle(pin, false)
                card.querySelector("[data-does=passage]").click()
            }
            return all
        }"""
    )
    assert [one.split("\n\n")[0] for one in copied] == [
        convert(one["text"], script) for one in said["passages"]
    ]


def test_a_page_without_a_clipboard_copies_too(
    page: Page, context: BrowserContext, file_url: str
) -> None:
    context.grant_permissions(CLIPBOARD)
    menu = opened(page, file_url + SECTION)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    does(menu, "link").click()
    expect(menu.get_by_role("status")).to_have_text("已复制链接")
    assert pasted(page) == f"{file_url}{SECTION}#p1-3-2"
    expect(does(menu, "link")).to_be_focused()
    page.evaluate("() => { document.execCommand = () => false }")
    does(menu, "link").click()
    expect(menu.get_by_role("status")).to_contain_text("没有复制成功")


@WHERE
def test_by_keyboard(home: str, page: Page) -> None:
    page.goto(home + SECTION)
    pin, menu = page.locator("#p1-3-2 .pin"), page.locator(".cite-menu")
    pin.focus()
    page.keyboard.press("Enter")
    expect(does(menu, "link")).to_be_focused()
    expect(menu).to_have_attribute("aria-label", re.compile("1-3-2$"))
    expect(pin).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(pin).to_be_focused()
    page.keyboard.press("Enter")
    stops = 7  # link, text, part, format, citation, copy, report
    for _ in range(stops - 1):
        page.keyboard.press("Tab")
    expect(does(menu, "report")).to_be_focused()
    page.keyboard.press("Tab")
    expect(menu).to_be_hidden()
    assert page.evaluate(
        """() => document.querySelector("#p1-3-2 .pin")
            .compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING"""
    )
    pin.focus()
    page.keyboard.press("Enter")
    expect(does(menu, "link")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(menu).to_be_hidden()
    expect(pin).to_be_focused()
    page.keyboard.press("Enter")
    for key in ("Tab", "Tab", "Tab", "ArrowRight"):
        page.keyboard.press(key)
    expect(menu.locator("pre")).to_contain_text("@online")


@SIZES
def test_it_opens_and_closes_with_a_press_and_moves_nothing(
    browser: Browser, site: str, viewport: ViewportSize
) -> None:
    context = browser.new_context(viewport=viewport, has_touch=True)
    page = context.new_page()
    page.goto(f"{site}texts/huiyi-jianghua/whole.html")
    menu = page.locator(".cite-menu")
    expect(menu).to_have_count(0)
    for id in ("p1-3-2", "p2-2-3"):
        pin = page.locator(f"#{id} .pin")
        pin.scroll_into_view_if_needed()
        before = page.evaluate("[scrollY, document.body.scrollHeight]")
        pin.tap()
        expect(menu).to_be_visible()
        assert page.evaluate("[scrollY, document.body.scrollHeight]") == before
        box = menu.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= viewport["width"]
        assert box["y"] >= 0 and box["y"] + box["height"] <= viewport["height"] + 1
        for target in menu.locator("button:visible, label:visible").all():
            size = target.bounding_box()
            assert size and size["height"] >= 24 and size["width"] >= 24
        if viewport == PHONE:
            assert box["width"] == viewport["width"]
        else:
            text = page.locator(f"#{id}").bounding_box()
            assert text and box["x"] >= text["x"] + text["width"], "beside it, not over it"
        page.touchscreen.tap(20, 90)
        expect(menu).to_be_hidden()
        pin.tap()
        expect(menu).to_be_visible()
        if viewport != PHONE:
            pin.tap()
            expect(menu).to_be_hidden()
        page.keyboard.press("Escape")
    context.close()


def test_a_section_can_be_cited_from_its_page(page: Page, site: str) -> None:
    menu = opened(page, site + SECTION)
    menu.get_by_role("radio", name="本节").check()
    expect(menu.locator("pre")).to_contain_text(f": 1-3([2025])[{datetime.now():%Y-%m-%d}]")
    expect(menu.locator("pre")).to_contain_text(f"{SECTION}#s1-3.")
    menu = opened(page, f"{site}texts/huiyi-jianghua/whole.html")
    expect(menu.get_by_text("本节")).to_be_hidden()


def test_what_fills_a_hole_breaks_nothing(page: Page, site: str) -> None:
    opened(page, site + SECTION)
    hostile = 'https://x/"{a}\\b%41&c'
    filled: dict[str, str] = page.evaluate(
        """url => Object.fromEntries(Object.entries(__cite.citations.passage)
            .map(([format, said]) => [
                format, filling.fill(said, { ...filling.today(), url, address: "1" }, format)]))""",
        hostile,
    )
    assert json.loads(filled["csl"])[0]["URL"] == hostile
    assert filled["bibtex"].count("{") == filled["bibtex"].count("}")
    assert 'https://x/"%7Ba%7D%5Cb%41&c' in filled["bibtex"]
    assert hostile in filled["gbt"] and hostile in filled["plain"]


@WHERE
def test_without_scripts_it_is_a_link(home: str, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(home + SECTION)
    page.locator("#p1-3-2 .pin").click()
    expect(page).to_have_url(f"{home}{SECTION}#p1-3-2")
    page.goto(f"{home}texts/huiyi-jianghua/index.html")
    cited = page.locator(".citation pre")
    expect(cited).to_have_count(4)
    expect(cited.first).to_contain_text("[EB/OL]//社会工作文稿")
    expect(cited.first.locator(".hole")).to_have_text(["查阅日期", "此页网址"])
    page.close()


def test_what_cannot_be_fetched_leaves_a_link(page: Page, site: str, faults: list[str]) -> None:
    page.route("**/cite.js", lambda route: route.abort())
    page.goto(site + SECTION)
    page.locator("#p1-3-2 .pin").click()
    expect(page).to_have_url(f"{site}{SECTION}#p1-3-2")
    page.wait_for_load_state("networkidle")  # the rest was on its way, and fails too
    assert faults
    faults.clear()


@WHERE
@pytest.mark.parametrize("script", Script)
def test_a_text_is_cited_on_its_own_page(
    home: str, page: Page, context: BrowserContext, script: Script
) -> None:
    context.grant_permissions(CLIPBOARD)
    page.goto(f"{home}{TREES[script]}texts/tizhi-jizhi/index.html")
    expect(page.locator(".hole")).to_have_count(0)
    for one in page.locator(".citation").all():
        one.get_by_role("button").click()
        expect(page.locator(".citations [role=status]")).to_have_text(convert("已复制", script))
        assert address_of(page) in pasted(page)
        assert pasted(page) == one.locator("pre").text_content()
        if one.get_attribute("data-format") == "csl":
            assert json.loads(pasted(page))[0]["issued"]["circa"] is True


# ---- What is wrong


@pytest.mark.parametrize("script", Script)
@WHERE
def test_where_nobody_is_named_a_report_is_text(
    home: str, page: Page, context: BrowserContext, script: Script
) -> None:
    context.grant_permissions(CLIPBOARD)
    menu = opened(page, f"{home}{TREES[script]}texts/tizhi-jizhi/2.html", "p2-0")
    does(menu, "report").click()
    box = menu.get_by_role("textbox")
    expect(box).to_be_focused()
    expect(menu.locator(".cite-send")).to_be_hidden()
    page.keyboard.insert_text("X")
    words = box.input_value()
    assert words.splitlines()[1] == "X"
    contact = menu.locator(".cite-hint a")
    expect(contact).to_have_attribute("href", "../../about.html#contact")
    for part in ("模快速扩", "??焖贁U", "2-0", "record.html#l", "2.html#p2-0", "566db88d0933"):
        assert part in words
    assert convert("推定", script) in words
    does(menu, "report-copy").click()
    expect(menu.get_by_role("status")).to_have_text(convert("已复制", script))
    assert pasted(page).replace("\r\n", "\n") == words
    does(menu, "back").click()
    expect(does(menu, "report")).to_be_focused()


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that knows where it stands and who wants to hear; with a hostile text."""
    root = copy(tmp_path_factory.mktemp("addressed"))
    settle_at(root, "https://edition.example/book/")
    settings = root / "mkdocs.yml"
    said = settings.read_text("utf-8").replace('!ENV [REPORT_TO, ""]', REPORT_TO)
    settings.write_text(said.replace('contact: ""', "contact: rights@edition.example"), "utf-8")
    (root / "source_texts" / "wild.txt").write_text(
        "一、\"甲\"\n<script>alert(1)</script>说“乙”`丙`'丁'&amp;~~~~。\n", "utf-8"
    )
    (root / "source_texts" / "wild.yml").write_text(
        "title: '<b>\"引号\"</b> & ‘单’'\nauthor: '</script>'\n", "utf-8"
    )
    edition.build(root, silent)
    return root / "site"


@pytest.fixture
def told(addressed: Path) -> Iterator[str]:
    with served(addressed) as address:
        yield address


def sent(menu: Locator) -> dict[str, Any]:
    does(menu, "report").click()
    link = menu.locator(".cite-send")
    expect(link).to_be_visible()
    expect(link).to_be_focused()
    expect(menu.locator("textarea")).to_have_js_property("readOnly", True)
    address = link.get_attribute("href") or ""
    assert len(address) <= LONGEST
    assert address.startswith(f"{REPORT_TO}/issues/new?")
    return {key: value for key, [value] in parse_qs(urlsplit(address).query).items()}


def test_a_report_goes_to_the_publisher(page: Page, told: str) -> None:
    menu = opened(page, told + SECTION)
    expect(menu.locator("pre")).to_contain_text("https://edition.example/book/texts/")
    made = sent(menu)
    assert made["title"] == "副部长在2025年市委社会工作会议上的讲话 1-3-2"
    assert f"https://edition.example/book/{SECTION}#p1-3-2" in made["body"]
    assert "75647b1ed5df" in made["body"]


def test_a_long_report_is_shortened_and_says_so(page: Page, told: str) -> None:
    menu = opened(page, f"{told}texts/tizhi-jizhi/2.html", "p2-0")
    body = sent(menu)["body"]
    assert "以下略去" in body and "/texts/tizhi-jizhi/record.html#l" in body
    assert "以下略去" not in menu.get_by_role("textbox").input_value()


def test_a_report_of_a_hostile_text(page: Page, told: str) -> None:
    menu = opened(page, f"{told}texts/wild/1.html", "p1-1")
    made = sent(menu)
    assert made["title"].startswith('<b>"引号"</b> & ‘单’ ')
    assert "\n~~~~~text\n" in made["body"]
    menu.locator("[data-does=back]").click()
    menu.get_by_role("radio", name="CSL-JSON").check()
    [csl] = json.loads(menu.locator("pre").text_content() or "")
    assert csl["author"] == [{"literal": "</script>"}]


def test_from_a_disk_a_report_is_text(page: Page, addressed: Path) -> None:
    menu = opened(page, (addressed / SECTION).as_uri())
    does(menu, "report").click()
    expect(menu.get_by_role("textbox")).to_be_focused()
    expect(menu.locator(".cite-send")).to_be_hidden()


@pytest.mark.parametrize(
    ("repository", "start"),
    [
        ("https://github.com/a/b/", "https://github.com/a/b/issues/new?title=x&body="),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/issues/new?title=x&body="),
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b/-/issues/new?issue%5Btitle%5D=x&"),
    ],
)
def test_every_kind_of_repository(page: Page, site: str, repository: str, start: str) -> None:
    opened(page, site + SECTION)
    assert page.evaluate("repository => report.form(repository, 'x', 'y')", repository).startswith(
        start
    )


def test_whom_to_write_to(page: Page, site: str, told: str) -> None:
    page.goto(f"{site}about.html")
    expect(page.locator(".contact")).to_have_text("发布者没有在这里留下联系的地址。")
    page.goto(f"{told}about.html")
    link = page.locator(".contact a")
    expect(link).to_have_attribute("href", "mailto:rights@edition.example")
