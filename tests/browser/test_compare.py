"""From the map or the margin to two sections side by side, and from each passage to its partner."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from edition.site import TREES

WHERE = pytest.mark.parametrize("where", ["site", "file_url"])
TREE = pytest.mark.parametrize("tree", TREES.values(), ids=["hans", "hant"])
WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
FACING = "compare/huiyi-jianghua/tizhi-jizhi/2-2.html"
TIE = "p2-2-3_p1-3-1"
"""Both say how the grass roots are relieved of paper: whatever links there are, this is one."""


def box(place: Locator) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    found = place.bounding_box()
    assert found
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


@WHERE
@TREE
def test_a_stroke_of_the_map_names_itself_and_opens_the_comparison(
    home: str, tree: str, page: Page
) -> None:
    page.goto(f"{home}{tree}index.html")
    page.locator(".cover .ways a[href='#map']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#map")).to_be_in_viewport()
    stroke = page.locator(f".stroke[href$='#{TIE}']")
    name = stroke.locator(".name")
    expect(name).to_be_hidden()
    stroke.focus()
    expect(name).to_be_visible()
    expect(name.locator("tspan").first).to_have_text(re.compile(r"^\S\S 0\.\d\d$"))
    expect(stroke.locator(".under")).to_have_css("visibility", "visible")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{home}{tree}compare/huiyi-jianghua/tizhi-jizhi/2-2.html#{TIE}")
    expect(page.locator("#huiyi-jianghua-p2-2-3_1-3")).to_be_in_viewport()
    expect(page.locator("#tizhi-jizhi-p1-3-1")).to_be_in_viewport()


def test_a_stroke_answers_the_mouse(page: Page, site: str) -> None:
    """At the strongest stroke's middle, where others may cross it: what is named is opened."""
    page.goto(f"{site}index.html")
    page.locator("#map").scroll_into_view_if_needed()
    place = (
        page.locator(".stroke")
        .first.locator(".reach")
        .evaluate(
            """path => {
            path.scrollIntoView({ block: "center" })
            const { x, y } = path.getPointAtLength(path.getTotalLength() / 2)
            const at = new DOMPoint(x, y).matrixTransform(path.getScreenCTM())
            return [at.x, at.y]
        }"""
        )
    )
    page.mouse.move(*place)
    named = page.locator(".stroke:hover")
    expect(named.locator(".name")).to_be_visible()
    expect(page.locator(".name:visible")).to_have_count(1)
    wanted = str(named.get_attribute("href"))
    page.mouse.click(*place)
    expect(page).to_have_url(f"{site}{wanted}")


@WHERE
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desktop", "phone"])
def test_from_the_margin_to_both_passages_and_back(
    home: str, page: Page, viewport: ViewportSize
) -> None:
    page.goto(f"{home}texts/huiyi-jianghua/2-2.html")
    beside = page.locator("#p2-2-3 + .parallels")
    if beside.locator("summary").is_visible():
        beside.locator("summary").click()
    beside.locator(f".side[href$='#{TIE}']").click()
    expect(page).to_have_url(re.compile(rf"2-2\.html#{TIE}$"))
    line = page.locator(f"[id='{TIE}']")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("精简会议文件")
    one, other = page.locator("#huiyi-jianghua-p2-2-3_1-3"), page.locator("#tizhi-jizhi-p1-3-1")
    for passage in (one, other):
        marked = passage.locator(f"mark[data-ties~='{TIE}']", has_text="精简会议文件")
        expect(marked).to_have_count(1)
        expect(marked).to_have_class(re.compile("chosen"))
    (_, top, right, bottom), (its_left, its_top, _, _) = box(one), box(other)
    if viewport == WIDE:
        assert abs(top - its_top) < 2, "beside each other"
        assert right < its_left
    else:
        assert bottom <= its_top < bottom + 40, "one below the other"
    other.locator(".pin").click()
    expect(page).to_have_url(re.compile(r"texts/tizhi-jizhi/1-3\.html#p1-3-1$"))


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desktop", "phone"])
@TREE
def test_choosing_a_passage_brings_its_partner_into_view(
    page: Page, site: str, tree: str, viewport: ViewportSize
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}{tree}{FACING}")
    one, other = page.locator("#huiyi-jianghua-p2-2-2_3-2"), page.locator("#tizhi-jizhi-p3-2-1")
    one.click(position={"x": 60, "y": 12})
    expect(page).to_have_url(f"{site}{tree}{FACING}#p2-2-2_p3-2-1")
    expect(other).to_be_in_viewport()
    for passage in (one, other):
        expect(passage).to_have_class(re.compile("chosen"))
    marks = page.locator("mark.chosen")
    assert marks.count() >= 4
    for mark in marks.all():
        assert "p2-2-2_p3-2-1" in str(mark.get_attribute("data-ties")).split()
    page.go_back()
    expect(page.locator(".chosen")).to_have_count(0)


@WHERE
def test_a_keyboard_goes_to_the_partner_and_on_from_there(home: str, page: Page) -> None:
    page.goto(home + FACING)
    way = page.locator("[id='p2-2-2_p3-2-1'] .tie")
    way.focus()
    page.keyboard.press("Enter")
    partner = page.locator("#tizhi-jizhi-p3-2-1")
    expect(partner).to_be_focused()
    expect(partner).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(partner.locator("a").first).to_be_focused()


def test_a_note_opens_where_texts_stand_side_by_side(page: Page, site: str) -> None:
    page.goto(site + FACING)
    page.locator("#tizhi-jizhi-p3-2-1 .note").click()
    note = page.get_by_role("dialog", name=re.compile(r"校\d+"))
    expect(note).to_contain_text("抄本作")
    note.get_by_role("link", name="记录").click()
    expect(page).to_have_url(re.compile(r"texts/tizhi-jizhi/record\.html#e\d+$"))


@WHERE
@TREE
def test_without_javascript(home: str, tree: str, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False, viewport=WIDE)
    page.goto(f"{home}{tree}index.html")
    stroke = page.locator(f".stroke[href$='#{TIE}']")
    stroke.focus()
    expect(stroke.locator(".name")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"2-2\.html#{TIE}$"))
    page.locator(f"[id='{TIE}'] .tie").click()
    expect(page).to_have_url(re.compile(r"#tizhi-jizhi-p1-3-1$"))
    expect(page.locator("#tizhi-jizhi-p1-3-1")).to_be_in_viewport()
    page.close()


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
@WHERE
def test_on_a_phone_the_map_is_a_list(home: str, page: Page, viewport: ViewportSize) -> None:
    page.goto(f"{home}index.html")
    expect(page.locator(".map svg")).to_be_hidden()
    rows = page.locator(".links tbody tr")
    expect(rows.first).to_be_visible()
    assert page.locator(".links tbody tr:visible").count() == 6 < rows.count()
    page.locator(".links summary").click()
    expect(page.locator(".links tbody tr:visible")).to_have_count(rows.count())
    rows.first.get_by_role("link", name="对读").click()
    expect(page).to_have_url(re.compile(r"compare/.+#p[\d-]+_p[\d-]+$"))


def test_the_table_says_what_the_map_shows(page: Page, site: str) -> None:
    page.goto(f"{site}index.html")
    drawn = {one.get_attribute("href") for one in page.locator("a.stroke").all()}
    page.locator(".links summary").click()
    rows = page.locator(".links td:last-child a")
    expect(rows.first).to_be_visible()
    assert {one.get_attribute("href") for one in rows.all()} == drawn


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [FACING, "compare/huiyi-jianghua/tizhi-jizhi/index.html"])
def test_no_comparison_is_wider_than_its_window(
    page: Page, site: str, path: str, color_scheme: Literal["light", "dark"], viewport: ViewportSize
) -> None:
    page.goto(site + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_map_is_printed_in_place_of_its_table(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 560, "height": 800})
    page.emulate_media(media="print")
    page.goto(f"{site}index.html")
    expect(page.locator(".map svg")).to_be_visible()
    expect(page.locator(".links")).to_be_hidden()
    page.goto(site + FACING)
    one, other = page.locator("#huiyi-jianghua-p2-2-1_3-2"), page.locator("#tizhi-jizhi-p3-2-1")
    assert box(one)[2] < box(other)[0]
