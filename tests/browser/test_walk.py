"""A reader's walk through the edition, and a scholar's from a doubt to the raw line."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desktop", "phone"])
WHERE = pytest.mark.parametrize("where", ["site", "under", "file_url"])


@SIZES
@WHERE
def test_from_home_to_a_text_a_section_a_parallel_and_the_record(home: str, page: Page) -> None:
    page.goto(f"{home}index.html")
    card = page.locator(".card", has_text="副部长在2025年市委社会工作会议上的讲话")
    card.get_by_role("link", name="读全文").click()
    expect(page).to_have_url(re.compile(r"texts/huiyi-jianghua/whole\.html$"))
    expect(page.locator("h1")).to_have_text("副部长在2025年市委社会工作会议上的讲话")
    expect(page.locator("p.passage")).to_have_count(17)

    page.goto(f"{home}texts/huiyi-jianghua/2-2.html")
    passage = page.locator("#p2-2-3")
    expect(passage).to_contain_text("三是推动基层减负增效。要持续整治形式主义")
    beside = page.locator("#p2-2-3 + .parallels")
    expect(
        beside.locator(":is(.why, .shared):visible", has_text="精简会议文件").first
    ).to_be_visible()
    if beside.locator("a").first.is_hidden():
        beside.locator("summary").click()
    beside.locator("a").first.click()
    expect(page).to_have_url(re.compile(r"texts/tizhi-jizhi/1-3\.html#p1-3-1$"))
    expect(page.locator("#p1-3-1")).to_be_in_viewport()
    back = page.locator("#p1-3-1 + .parallels a", has_text="三是推动基层减负增效")
    expect(back).to_have_attribute("href", re.compile(r"huiyi-jianghua/2-2\.html#p2-2-3$"))

    page.goto(f"{home}texts/tizhi-jizhi/2.html")
    page.locator("#p2-0 a.note").click()
    note = page.get_by_role("dialog", name="校1")
    expect(note).to_contain_text("??焖贁U")
    note.get_by_role("link", name="记录").click()
    expect(page).to_have_url(re.compile(r"record\.html#e2$"))
    entry = page.locator("#e2")
    expect(entry).to_contain_text("模快速扩")
    expect(entry).to_contain_text("C4A3 BFEC CBD9 9455")
    entry.get_by_role("link", name="第 10 行").click()
    expect(page.locator("#l10 .raw")).to_contain_text("城市規??焖贁U展")
    expect(page.locator("#l10 .clean")).to_contain_text("城市规模快速扩展")
    expect(page.locator("#l10")).to_be_in_viewport()


@WHERE
def test_previous_and_next_follow_the_text(home: str, page: Page) -> None:
    page.goto(f"{home}texts/huiyi-jianghua/1-3.html")
    for name, path in (
        ("二、总结过往经验", "2.html"),
        ("（一）夯实领导基础", "2-1.html"),
        ("（二）筑牢基层根基", "2-2.html"),
    ):
        page.locator(".md-footer__link--next", has_text=name).click()
        expect(page).to_have_url(f"{home}texts/huiyi-jianghua/{path}")
    page.locator(".md-footer__link--prev").click()
    expect(page).to_have_url(f"{home}texts/huiyi-jianghua/2-1.html")


@pytest.mark.parametrize(
    ("path", "anchor"),
    [
        ("atlas.html", "shifts"),
        ("texts/tizhi-jizhi/record.html", "mechanical"),
        ("texts/huiyi-jianghua/whole.html", "s2"),
        ("texts/tizhi-jizhi/whole.html", "s2-2"),
    ],
)
def test_the_contents_mark_what_one_was_led_to(
    page: Page, site: str, path: str, anchor: str
) -> None:
    page.goto(f"{site}{path}#{anchor}")
    marked = page.locator(".md-sidebar .md-nav__link--active[href*='#']")
    expect(marked).to_have_attribute("href", f"#{anchor}")


@WHERE
def test_breadcrumbs_lead_up(home: str, page: Page) -> None:
    page.goto(f"{home}texts/huiyi-jianghua/1-3.html")
    trail = page.locator(".md-path a")
    expect(trail).to_have_text(
        ["首页", "副部长在2025年市委社会工作会议上的讲话", re.compile("一、学深悟透精神")]
    )
    trail.nth(1).click()
    expect(page).to_have_url(f"{home}texts/huiyi-jianghua/index.html")


@SIZES
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "texts/huiyi-jianghua/index.html",
        "texts/huiyi-jianghua/1.html",
        "texts/huiyi-jianghua/1-3.html",
        "texts/tizhi-jizhi/whole.html",
        "texts/tizhi-jizhi/record.html",
        "method.html",
        "about.html",
        "forms.html",
        "zh-hant/index.html",
        "zh-hant/texts/huiyi-jianghua/1-3.html",
        "zh-hant/texts/tizhi-jizhi/record.html",
    ],
)
def test_no_page_is_wider_than_its_window(
    page: Page, site: str, path: str, color_scheme: Literal["light", "dark"], viewport: ViewportSize
) -> None:
    page.goto(site + path)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= viewport["width"]


def test_the_page_for_an_unknown_address(page: Page, site: str) -> None:
    page.goto(f"{site}404.html")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".md-search__input")).to_be_attached()


@WHERE
def test_without_javascript_everything_can_be_read(home: str, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{home}texts/huiyi-jianghua/1-3.html")
    expect(page.locator(".mark.doubt").first).to_have_text("最新讲话系列")
    expect(page.locator(".mark.conjecture").first).to_have_text("〔日新月异〕")
    page.locator("#p1-3-1 .note").click()
    expect(page).to_have_url(re.compile("#n1$"))
    expect(page.locator(".notes li").first).to_contain_text("日新月异")
    page.locator("#p1-3-1 + .parallels a").first.click()
    expect(page.locator("h1")).to_have_text("党的社会工作理论创新发展")
    page.close()
