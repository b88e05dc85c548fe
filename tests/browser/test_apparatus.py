"""What stands beside the text, never in it: notes, parallels, addresses, the record's switch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

WHERE = pytest.mark.parametrize("where", ["site", "file_url"])
WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}


@WHERE
def test_a_note_opens_by_keyboard_and_closes_with_escape(home: str, page: Page) -> None:
    page.goto(f"{home}texts/tizhi-jizhi/2.html")
    mark = page.locator("#p2-0 .note")
    mark.focus()
    page.keyboard.press("Enter")
    note = page.get_by_role("dialog", name="校1")
    expect(note).to_be_focused()
    for words in (
        "推定",
        "模快速扩",
        "??焖贁U",
        "字节错位",
        "规则：错位",
        "种，取“模快速擴”",
        "。快速擴",
    ):
        expect(note).to_contain_text(words)
    page.keyboard.press("Tab")
    expect(note.get_by_role("link", name="记录")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{home}texts/tizhi-jizhi/record.html#e2")


@WHERE
def test_a_keyboard_goes_on_from_a_note(home: str, page: Page) -> None:
    page.goto(f"{home}texts/tizhi-jizhi/2.html")
    mark, note = page.locator("#p2-0 .note"), page.locator(".note-card")
    for keys, place in (
        (("Enter", "Tab", "Tab"), page.locator("#p2-0 .pin")),
        (("Enter", "Shift+Tab"), mark),
        (("Enter", "Tab", "Shift+Tab"), mark),
    ):
        mark.focus()
        for key in keys:
            page.keyboard.press(key)
        expect(note).to_be_hidden()
        expect(place).to_be_focused()


def test_a_note_does_not_cut_a_word(page: Page, site: str) -> None:
    for path, id, words in (
        ("2.html", "p2-0", "城市规模快速扩展\u2060校1和农村"),
        ("3-1.html", "p3-1-1", "。《决定\u2060校1》"),
    ):
        page.goto(f"{site}texts/tizhi-jizhi/{path}")
        expect(page.locator(f"#{id}")).to_contain_text(words)


def test_the_record_keeps_to_the_signs(page: Page, site: str) -> None:
    """A line under a word says how sure a reading is, on the record's page as in the text."""
    page.goto(f"{site}texts/tizhi-jizhi/record.html")
    readings = page.locator(":is(.entry, .line) ins.mark.probable")
    expect(readings).to_have_count(14)
    for reading in readings.all():
        expect(reading).to_have_css("text-decoration-style", "dashed")
    for plain in (".entry del", "#l10 del", "#l10 a:has(del)", "#l10 ins:not(.mark)"):
        expect(page.locator(plain).first).to_have_css("text-decoration-line", "none")
    for boxed in (".entry del", "#l10 del", "#l10 ins:not(.mark)"):
        expect(page.locator(boxed).first).not_to_have_css("box-shadow", "none")


def test_all_shared_words_stand_in_the_margin(page: Page, site: str) -> None:
    page.goto(f"{site}texts/huiyi-jianghua/1-1.html")
    page.locator("#p1-1-1 + .parallels summary").click()  # of many, the words when asked for
    margin = page.locator("#p1-1-1 + .parallels li").first
    box = margin.bounding_box()
    words = margin.locator("mark")
    expect(words).not_to_have_count(0)
    for word in words.all():
        place = word.bounding_box()
        assert box and place and place["y"] + place["height"] <= box["y"] + box["height"] + 1


def test_a_note_opens_and_closes_with_a_click(page: Page, site: str) -> None:
    page.goto(f"{site}texts/huiyi-jianghua/1-3.html")
    note = page.locator(".note-card")
    for opener in (".mark.doubt", ".mark.conjecture", ".note"):
        page.locator(f"#p1-3-1 {opener}").click()
        expect(note).to_be_visible()
        expect(note).to_contain_text("日新月异")
        page.locator(f"#p1-3-1 {opener}").click()
        expect(note).to_be_hidden()
    page.locator("#p1-3-2 .mark").click()
    expect(note).to_contain_text("代称")
    page.locator("h1").click()
    expect(note).to_be_hidden()
    expect(page).to_have_url(f"{site}texts/huiyi-jianghua/1-3.html")


def test_a_note_opens_with_a_tap_and_stays_in_the_window(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = context.new_page()
    page.goto(f"{site}texts/huiyi-jianghua/whole.html")
    for mark in page.locator(".passage .note").all():
        mark.tap()
        box = page.locator(".note-card").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
        assert box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]
        page.keyboard.press("Escape")
    context.close()


@pytest.mark.parametrize("text", ["huiyi-jianghua", "tizhi-jizhi"])
def test_what_is_copied_is_the_clean_text(
    page: Page, context: BrowserContext, site: str, built: Path, text: str
) -> None:
    """All of a text is selected and copied: no mark, no number, no parallel comes along."""
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.rstrip("/"))
    said = json.loads((built / "data" / f"{text}.json").read_text("utf-8"))
    page.goto(f"{site}texts/{text}/whole.html")
    page.evaluate(
        """() => {
            const passages = document.querySelectorAll(".passage")
            getSelection().setBaseAndExtent(passages[0], 0, [...passages].at(-1).lastChild, 0)
        }"""
    )
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    lines = [line.strip() for line in copied.splitlines() if line.strip()]
    headings = {f"{one['heading']}" for one in said["sections"]}
    assert [line for line in lines if line not in headings] == [
        one["text"] for one in said["passages"]
    ]


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desktop", "phone"])
def test_parallels_stand_beside_or_fold_under(
    page: Page, site: str, viewport: ViewportSize
) -> None:
    page.goto(f"{site}texts/huiyi-jianghua/whole.html")
    passage = page.locator("#p2-2-3")
    parallels = page.locator("#p2-2-3 + .parallels")
    text, beside = passage.bounding_box(), parallels.bounding_box()
    assert text and beside
    if viewport == WIDE:
        assert beside["x"] >= text["x"] + text["width"]
        assert text["y"] - 24 < beside["y"] < text["y"] + text["height"], "or below those before"
        expect(parallels.get_by_role("link").first).to_be_visible()
        many = page.locator("#p0-2 + .parallels")
        expect(many.locator("li:visible")).to_have_count(2)
        many.locator("summary").click()
        expect(many.locator("li:visible")).to_have_count(many.locator("li").count())
        return
    assert beside["y"] >= text["y"] + text["height"]
    assert beside["height"] < 40, "one line"
    expect(parallels.get_by_role("link").first).to_be_hidden()
    parallels.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(parallels.get_by_role("link").first).to_be_visible()


@WHERE
def test_the_record_shows_clean_changes_or_source(home: str, page: Page) -> None:
    page.goto(f"{home}texts/tizhi-jizhi/2.html")
    page.locator(".counted a").click()
    expect(page).to_have_url(f"{home}texts/tizhi-jizhi/record.html#l9")
    raw, clean = page.locator("#l10 .raw"), page.locator("#l10 .clean")
    expect(raw).to_be_visible()
    expect(clean).to_be_visible()
    page.get_by_role("radio", name="校改").focus()
    page.keyboard.press("ArrowRight")
    expect(raw).to_be_visible()
    expect(clean).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(raw).to_be_hidden()
    expect(clean).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
@WHERE
def test_the_contents_open_by_keyboard(home: str, page: Page, viewport: ViewportSize) -> None:
    page.goto(f"{home}texts/huiyi-jianghua/whole.html")
    button = page.get_by_role("button", name="目录")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#__contents")).to_be_hidden()
    for _ in range(4):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#__contents a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__contents")).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Space")
    page.locator("#__contents").get_by_role("link", name="把握发展方向").click()
    expect(page.locator("#s1-3")).to_be_in_viewport()
    expect(button).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_the_contents_are_seen_while_they_close(
    page: Page, site: str, viewport: ViewportSize
) -> None:
    """Once out of sight they are not laid out; until then they are not blank."""
    page.goto(f"{site}texts/huiyi-jianghua/whole.html")
    page.get_by_role("button", name="目录").click()
    drawer = page.locator(".md-sidebar--primary")
    expect(drawer).to_have_css("content-visibility", "visible")
    at_once = drawer.evaluate(
        """async drawer => {
            document.getElementById("__drawer").click()
            await new Promise(requestAnimationFrame)
            return getComputedStyle(drawer).contentVisibility
        }"""
    )
    assert at_once == "visible"
    expect(drawer).to_have_css("content-visibility", "hidden")


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_the_home_page_names_itself_once(page: Page, site: str, viewport: ViewportSize) -> None:
    page.goto(f"{site}index.html")
    page.get_by_role("button", name="目录").click()
    expect(page.locator("#__contents").get_by_role("link", name="首页")).to_have_count(1)
    expect(page.locator("#__contents").get_by_role("link", name="副部长")).to_have_count(1)
