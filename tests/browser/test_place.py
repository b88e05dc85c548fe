"""The place in a text: kept when a page is left, offered when the reader is back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

WHERE = pytest.mark.parametrize("where", ["site", "file_url"])


@WHERE
def test_the_place_is_offered_where_one_comes_back(home: str, page: Page) -> None:
    text = f"{home}texts/huiyi-jianghua/"
    page.goto(f"{text}whole.html")
    expect(page.locator(".resume")).to_be_hidden()
    page.locator("#p1-3-2").evaluate("passage => passage.scrollIntoView()")
    for path in (
        "index.html",
        "texts/huiyi-jianghua/index.html",
        "texts/huiyi-jianghua/whole.html",
    ):
        page.goto(home + path)
        offer = page.locator(".resume:visible")
        expect(offer).to_have_count(1)
        expect(offer).to_have_text("上次读到 二是加强理论实践创新")
    offer.get_by_role("link").click()
    expect(page).to_have_url(f"{text}whole.html#p1-3-2")
    expect(page.locator("#p1-3-2")).to_be_in_viewport()


@WHERE
def test_a_section_is_a_place_too(home: str, page: Page) -> None:
    page.goto(f"{home}texts/tizhi-jizhi/2-3.html")
    page.goto(f"{home}index.html")
    offer = page.locator(".resume:visible")
    expect(offer).to_have_text(re.compile("^上次读到 健全社会工作体制机制，是增强"))
    offer.get_by_role("link").click()
    expect(page).to_have_url(f"{home}texts/tizhi-jizhi/2-3.html#p2-3-1")


def test_a_text_read_to_its_end_is_not_offered(page: Page, site: str) -> None:
    page.goto(f"{site}texts/huiyi-jianghua/whole.html")
    page.locator("#p1-3-2").evaluate("passage => passage.scrollIntoView()")
    page.goto(f"{site}texts/huiyi-jianghua/whole.html")
    expect(page.locator(".resume")).to_be_visible()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.goto(f"{site}index.html")
    expect(page.locator(".resume:visible")).to_have_count(0)


@WHERE
def test_the_place_is_named_in_the_script_one_comes_back_in(home: str, page: Page) -> None:
    for left, back, name in (
        ("", "zh-hant/", "上次讀到 二是加強理論實踐創新"),
        ("zh-hant/", "", "上次读到 二是加强理论实践创新"),
    ):
        page.goto(f"{home}{left}texts/huiyi-jianghua/whole.html")
        page.locator("#p1-3-2").evaluate("passage => passage.scrollIntoView()")
        page.goto(f"{home}{back}index.html")
        offer = page.locator(".resume:visible")
        expect(offer).to_have_text(name)
        offer.get_by_role("link").click()
        expect(page).to_have_url(f"{home}{back}texts/huiyi-jianghua/whole.html#p1-3-2")
