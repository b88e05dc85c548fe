"""From one script to the other and back: the same page, the same place."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.test_walk import PHONE, SIZES, WHERE

SWITCH = ".script a"
PAGE = "texts/tizhi-jizhi/1-3.html"


@SIZES
@WHERE
def test_switching_keeps_page_and_anchor(home: str, page: Page) -> None:
    page.goto(f"{home}{PAGE}#p1-3-1")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    switch = page.locator(SWITCH)
    expect(switch).to_have_attribute("lang", "zh-Hant")
    expect(switch).to_have_attribute("hreflang", "zh-Hant")
    expect(switch).to_have_accessible_name("繁體")
    switch.click()
    expect(page).to_have_url(f"{home}zh-hant/{PAGE}#p1-3-1")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(page.locator("#p1-3-1")).to_be_in_viewport()
    expect(page.locator("#p1-3-1")).to_contain_text("社會工作")
    page.wait_for_load_state()  # the switch takes the place along once the page's script has run
    page.locator(SWITCH).click()
    expect(page).to_have_url(f"{home}{PAGE}#p1-3-1")
    expect(page.locator("#p1-3-1")).to_contain_text("社会工作")


@WHERE
def test_switching_keeps_the_place_that_is_read(home: str, page: Page) -> None:
    page.goto(f"{home}texts/tizhi-jizhi/whole.html#p1-1-1")
    page.locator("#p2-3-1").evaluate("passage => passage.scrollIntoView()")
    expect(page.locator("#p1-1-1")).not_to_be_in_viewport()
    page.locator(SWITCH).click()
    expect(page).to_have_url(f"{home}zh-hant/texts/tizhi-jizhi/whole.html#p2-3-1")
    expect(page.locator("#p2-3-1")).to_be_in_viewport()


@WHERE
def test_switching_at_the_beginning_begins_there(home: str, page: Page) -> None:
    for path in ("index.html", "method.html", PAGE):
        page.goto(home + path)
        page.locator(SWITCH).click()
        expect(page).to_have_url(f"{home}zh-hant/{path}")


@WHERE
def test_switching_needs_no_javascript(home: str, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False, viewport=PHONE)
    page.goto(f"{home}{PAGE}#p1-3-1")
    page.locator(SWITCH).click()
    expect(page).to_have_url(f"{home}zh-hant/{PAGE}")
    expect(page.locator("h1")).to_contain_text("社會工作")
    page.locator(SWITCH).click()
    expect(page).to_have_url(f"{home}{PAGE}")
    page.close()


@WHERE
def test_quotation_marks_and_links_of_the_traditional_tree(home: str, page: Page) -> None:
    page.goto(f"{home}zh-hant/texts/tizhi-jizhi/whole.html")
    text = page.locator("p.passage").all_inner_texts()
    assert any("「楓橋經驗」" in one for one in text)
    assert not [one for one in text if re.search("[“”‘’]", one)]
    page.locator(".converted a").click()
    expect(page).to_have_url(f"{home}zh-hant/forms.html")
    page.locator("td a", has_text="密切聯繫").click()
    expect(page).to_have_url(re.compile(r"zh-hant/texts/tizhi-jizhi/2-1\.html#p2-1-1$"))


def test_the_choice_of_day_or_night_is_one(site: str, page: Page) -> None:
    page.goto(site + PAGE)
    page.get_by_role("button", name="明暗随系统").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-media", re.compile("light"))
    page.locator(SWITCH).click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(page.locator("body")).to_have_attribute("data-md-color-media", re.compile("light"))


def test_the_page_for_an_unknown_address_leads_to_both(site: str, page: Page) -> None:
    page.goto(f"{site}404.html")
    page.locator(SWITCH).click()
    expect(page).to_have_url(f"{site}zh-hant/index.html")
