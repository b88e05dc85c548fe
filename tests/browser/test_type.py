"""The page as it is set: measure, size, hierarchy, and what the reader chooses of it."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, Route, ViewportSize, expect

from tests.browser.kinds import KINDS
from tests.browser.test_walk import SIZES

PAGES = pytest.mark.parametrize(
    ("path", "passage"),
    [("texts/tizhi-jizhi/whole.html", "#p1-1-1"), ("texts/huiyi-jianghua/1-3.html", "#p1-3-1")],
    ids=["whole", "section"],
)
WHERE = pytest.mark.parametrize("where", ["site", "file_url"])
SET = """selector => {
    const one = document.querySelector(selector), style = getComputedStyle(one)
    const size = parseFloat(style.fontSize)
    return {
        size,
        measure: one.clientWidth / size,
        leading: parseFloat(style.lineHeight) / size,
        indent: parseFloat(style.textIndent) / size,
        align: style.textAlign,
        face: style.fontFamily,
        trim: style.textSpacingTrim,
    }
}"""


@PAGES
@pytest.mark.parametrize(
    ("viewport", "low", "high"),
    [
        ({"width": 1280, "height": 800}, 35, 40),
        ({"width": 768, "height": 1024}, 35, 40),
        ({"width": 390, "height": 844}, 20, 22),
    ],
    ids=["desktop", "tablet", "phone"],
)
def test_how_a_passage_is_set(
    page: Page, site: str, path: str, passage: str, viewport: ViewportSize, low: int, high: int
) -> None:
    page.goto(site + path)
    found = page.evaluate(SET, passage)
    assert low <= found["measure"] <= high
    assert 17 <= found["size"] <= 18
    assert 1.8 <= found["leading"] <= 1.9
    assert found["indent"] == pytest.approx(2)
    assert found["align"] == "justify"
    assert found["trim"] == "trim-start"
    assert found["face"].startswith('"Songti SC"')
    assert found["face"].index("Microsoft YaHei") < found["face"].index("serif")


def test_a_line_is_full_whatever_the_size(page: Page, site: str) -> None:
    """At every size a whole number of characters, and nothing beyond the page."""
    page.goto(f"{site}texts/huiyi-jianghua/whole.html")
    for size in ("small", "large", "huge"):
        page.evaluate("size => document.documentElement.dataset.size = size", size)
        measure = page.evaluate(SET, "#p1-1-1")["measure"]
        assert 25 <= measure <= 40
        assert measure == pytest.approx(round(measure), abs=0.05)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


WIDTH = "one => one.getBoundingClientRect().width"
BROKEN = """selector => [...document.querySelectorAll(selector)].flatMap(heading => {
    const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT)
    const found = []
    while (texts.nextNode()) {
        const range = document.createRange()
        range.selectNodeContents(texts.currentNode)
        const lines = new Set([...range.getClientRects()].map(one => Math.round(one.top)))
        if (lines.size > 1) found.push(texts.currentNode.data)
    }
    return found
})"""
"""What of the headings is on two lines, though the page allows no break in it."""


def test_headings_break_between_words_only(page: Page, site: str) -> None:
    """Squeezed as they may be, a word of a heading stays on one line."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}texts/huiyi-jianghua/whole.html")
    broken = page.evaluate(BROKEN, "h1, h2, h3")
    assert broken == []


@pytest.mark.parametrize("media", ["screen", "print"])
def test_addresses_stand_at_the_end_of_the_line(
    page: Page, site: str, media: Literal["screen", "print"]
) -> None:
    """On a phone and on paper: one below the other, each within its own passage."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(media=media)
    page.goto(f"{site}texts/huiyi-jianghua/whole.html")
    found = page.evaluate(
        """[...document.querySelectorAll(".passage")].map(passage => {
            const inner = passage.getBoundingClientRect()
            const pin = passage.querySelector(".pin").getBoundingClientRect()
            const right = Math.round(pin.right - inner.right)
            return [right, pin.top > inner.top, pin.bottom - inner.bottom]
        })"""
    )
    assert len(found) == 17
    assert {right for right, _, _ in found} == {5}  # what a finger needs, beyond what is seen
    assert all(below and over <= 6 for _, below, over in found)


def test_tables_are_as_wide_as_the_text(page: Page, site: str) -> None:
    page.goto(f"{site}method.html")
    table = page.locator(".md-typeset table").first
    table.locator("xpath=ancestor::*[@class='md-typeset__table']").wait_for()  # the theme's script
    text = page.locator(".md-content__inner > p").first
    assert table.evaluate(WIDTH) == text.evaluate(WIDTH)


@WHERE
def test_size_and_face_are_chosen_by_keyboard_and_kept(
    where: str, request: pytest.FixtureRequest, page: Page, context: BrowserContext
) -> None:
    home = str(request.getfixturevalue(where))
    page.goto(f"{home}texts/huiyi-jianghua/1-3.html")
    before = page.evaluate(SET, "#p1-3-1")
    page.get_by_role("button", name="字号与字体").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="中").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("radio", name="黑体").check(force=True)
    page.keyboard.press("Escape")
    expect(page.locator("#__type")).to_be_hidden()
    expect(page.get_by_role("button", name="字号与字体")).to_be_focused()

    other = context.new_page()
    other.goto(f"{home}texts/tizhi-jizhi/whole.html")
    after = other.evaluate(SET, "#p1-1-1")
    assert after["size"] > before["size"]
    assert re.match(r'"PingFang SC"', after["face"])
    other.get_by_role("button", name="字号与字体").click()
    expect(other.get_by_role("radio", name="大", exact=True)).to_be_checked()


def test_a_browser_that_keeps_nothing_still_sets_the_page(
    page: Page, site: str, faults: list[str]
) -> None:
    """The theme's own scripts ask for a storage, and say so; ours work without."""
    page.add_init_script("Storage.prototype.getItem = () => { throw new Error('none') }")
    page.goto(f"{site}texts/huiyi-jianghua/1-3.html")
    before = page.evaluate(SET, "#p1-3-1")
    page.get_by_role("button", name="字号与字体").click()
    page.get_by_role("radio", name="特大").check(force=True)
    assert page.evaluate(SET, "#p1-3-1")["size"] > before["size"]
    faults.clear()


def test_on_paper_there_is_the_text_and_its_source(page: Page, site: str) -> None:
    page.goto(f"{site}texts/huiyi-jianghua/1-3.html")
    page.locator("#p1-3-1 .note").click()
    page.emulate_media(media="print", color_scheme="dark")
    for furniture in (
        ".md-header",
        ".md-path",
        ".parallels",
        ".md-footer",
        ".note-card",
        ".md-nav",
    ):
        expect(page.locator(furniture).first).to_be_hidden()
    for kept in ("h1", "#p1-3-1", ".notes", ".source"):
        expect(page.locator(kept)).to_be_visible()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("#p1-3-1")).to_have_css("color", "rgb(0, 0, 0)")


def test_no_heading_stands_on_paper_over_nothing(page: Page, site: str) -> None:
    page.goto(f"{site}texts/tizhi-jizhi/index.html")
    page.emulate_media(media="print")
    for id in ("linked", "data"):
        expect(page.locator(f"#{id}")).to_be_hidden()
    for id in ("contents", "cite"):
        expect(page.locator(f"#{id}")).to_be_visible()


@pytest.mark.parametrize("path", ["index.html", "texts/tizhi-jizhi/2-1.html"])
@SIZES
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_nothing_moves_while_a_page_comes(
    page: Page, site: str, path: str, viewport: ViewportSize, color_scheme: Literal["light", "dark"]
) -> None:
    """What scripts bring has its room, and its colours, before the theme's script has run."""
    page.add_init_script(
        """window.moved = 0
        new PerformanceObserver(seen => {
            for (const shift of seen.getEntries()) moved += shift.value
        }).observe({ type: "layout-shift", buffered: true })"""
    )
    waiting: list[Route] = []
    released = False

    def hold(route: Route) -> None:
        if released:
            route.continue_()
        else:
            waiting.append(route)

    page.route(re.compile(r"/assets/.*\.js$"), hold)
    page.goto(site + path, wait_until="commit")
    expect(page.locator(".md-copyright")).to_be_attached()
    background = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    assert waiting
    released = True
    for one in waiting:
        one.continue_()
    page.wait_for_load_state()
    expect(page.locator("body")).to_have_attribute("data-md-color-media", re.compile("prefers"))
    assert page.evaluate("moved") < 0.001
    expect(page.locator("body")).to_have_css("background-color", background)


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 844}], ids=["phone"])
def test_nothing_moves_for_who_wants_no_motion(
    page: Page, site: str, viewport: ViewportSize
) -> None:
    page.goto(f"{site}texts/huiyi-jianghua/whole.html")
    contents = page.locator(".md-sidebar--primary")
    expect(contents).not_to_have_css("transition-duration", "0s")
    page.emulate_media(reduced_motion="reduce")
    expect(contents).to_have_css("transition-duration", "0s")


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_day_and_night_change_by_keyboard(page: Page, site: str, key: str) -> None:
    page.goto(f"{site}texts/huiyi-jianghua/1-3.html")
    page.get_by_role("button", name="明暗随系统").focus()
    for name, scheme in (("日间", "default"), ("夜间", "slate"), ("明暗随系统", "default")):
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=re.compile("^" + name))).to_be_focused()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


SEEN = "{ opacityProperty: true, visibilityProperty: true }"
SMALL = f"""() => [...document.querySelectorAll("a[href], button, summary, .md-header label")]
    .filter(one => one.checkVisibility({SEEN}))
    .filter(one => one.closest(".parallels") || !one.matches(
        ".md-typeset :is(p, li):not([class]) > a:not([class]), .line a"))
    .map(one => [one.outerHTML, one.getBoundingClientRect()])
    .filter(([, {{ width, height }}]) => width && (width < 24 || height < 24))
    .map(([html, {{ width, height }}]) => `${{html}}: ${{width}} x ${{height}}`)"""


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 844}], ids=["phone"])
@pytest.mark.parametrize("path", KINDS)
def test_a_finger_finds_what_it_presses(
    page: Page, site: str, path: str, viewport: ViewportSize
) -> None:
    """24 px each way, with contents and parallels open; links in running text are as they are."""
    page.goto(site + path)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate(SMALL) == []
    page.get_by_role("button", name=re.compile("^目[录錄]$")).click()
    expect(page.locator("#__contents")).to_be_visible()
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize(
    "viewport",
    [{"width": 1280, "height": 800}, {"width": 390, "height": 844}],
    ids=["wide", "phone"],
)
def test_titles_break_between_words_only(page: Page, site: str, viewport: ViewportSize) -> None:
    """In the contents and at the page's foot, as where they stand as headings."""
    for path in ("texts/huiyi-jianghua/1-3.html", "texts/tizhi-jizhi/2.html"):
        page.goto(site + path)
        for where in (".md-nav--primary .clause", ".md-footer__title .clause", ".children a"):
            broken = page.evaluate(BROKEN, where)
            assert broken == []


def test_an_open_search_leaves_the_header_as_it_is(page: Page, site: str) -> None:
    page.goto(f"{site}texts/huiyi-jianghua/1-3.html")
    ways = page.locator(".md-header .ways")
    before = ways.bounding_box()
    page.locator("[data-md-component=search-query]").fill("基层")
    page.locator(".md-search-result__item").first.wait_for()
    page.wait_for_timeout(400)  # as long as the theme moves what it moves
    assert ways.bounding_box() == before
    results = page.locator(".md-search__output").bounding_box()
    assert results and results["width"] > 600
    assert results["x"] + results["width"] <= 1280


def test_the_printed_source_names_section_and_script(page: Page, site: str) -> None:
    for path, said in (
        (
            "texts/huiyi-jianghua/1-3.html",
            "（三）把握发展方向，推动创新发展 · 1-3 · 社会工作文稿 · 简体",
        ),
        (
            "zh-hant/texts/tizhi-jizhi/whole.html",
            "〔健全社會工作體制機制〕 · 全文 · 社會工作文稿 · 繁體",
        ),
        ("method.html", "出处：凡例 · 社会工作文稿 · 简体"),
        ("index.html", "出处：社会工作文稿 · 简体"),
    ):
        page.goto(site + path)
        page.emulate_media(media="print")
        expect(page.locator(".source")).to_contain_text(said)
        expect(page.locator(".at-hand:visible")).to_have_count(0)
