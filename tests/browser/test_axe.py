"""axe-core finds nothing to complain of: on all kinds of pages, day and night, with what opens."""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.kinds import KINDS, MISSING

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RUN = """axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)))"""
PHONE: ViewportSize = {"width": 390, "height": 844}
SCHEMES = pytest.mark.parametrize("color_scheme", ["light", "dark"])


def complaints(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found


@SCHEMES
@pytest.mark.parametrize("path", [*KINDS, MISSING])
def test_every_kind_of_page(
    page: Page, site: str, path: str, color_scheme: Literal["light", "dark"]
) -> None:
    page.goto(site + path)
    assert complaints(page) == []


@SCHEMES
@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
@pytest.mark.parametrize(
    ("path", "opener"),
    [
        ("texts/huiyi-jianghua/whole.html", "button.drawer"),
        ("texts/huiyi-jianghua/2-2.html", "summary"),
        ("texts/huiyi-jianghua/1-3.html", ".note"),
        ("texts/tizhi-jizhi/0.html", "button.type"),
        ("texts/tizhi-jizhi/record.html", ".view label:first-of-type"),
        ("index.html", ".md-header__button[for=__search]"),
        ("terms.html", ".place-list summary"),
        ("texts/tizhi-jizhi/1-1.html", ".same-switch input"),
        ("zh-hant/texts/huiyi-jianghua/1-3.html", ".note"),
        ("texts/huiyi-jianghua/1-3.html", ".passage .pin"),
        ("zh-hant/texts/tizhi-jizhi/whole.html", ".passage .pin"),
    ],
)
def test_what_opens_on_a_phone(
    page: Page,
    site: str,
    path: str,
    opener: str,
    color_scheme: Literal["light", "dark"],
    viewport: ViewportSize,
) -> None:
    page.emulate_media(reduced_motion="reduce")  # what moves is judged where it arrives
    page.goto(site + path)
    page.locator(opener).first.click()
    if opener.endswith(".pin"):  # what it opens is fetched first, and has a second page
        page.locator(".cite-menu").wait_for()
        assert complaints(page) == []
        page.locator("[data-does=report]").click()
        page.locator(".cite-menu textarea").wait_for()
    assert complaints(page) == []


@SCHEMES
@pytest.mark.parametrize(
    "viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "laptop"]
)
@pytest.mark.parametrize("query", ["社会工作", "日新月异", "社慧工做"])
def test_results_of_a_search(
    page: Page,
    site: str,
    query: str,
    color_scheme: Literal["light", "dark"],
    viewport: ViewportSize,
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}index.html?q={query}")
    page.locator("[data-search-list] > li").first.wait_for()
    assert complaints(page) == []


def test_axe_would_complain(page: Page) -> None:
    page.set_content("<img src='data:,'>")
    assert any("image-alt" in one for one in complaints(page))
