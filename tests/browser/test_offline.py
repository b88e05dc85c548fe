"""The site for disks, unzipped as a reader would; and the whole edition in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page

from edition.pages import OFFLINE
from edition.script import Script
from edition.site import TREES
from tests.browser.kinds import KINDS
from tests.browser.test_axe import PHONE, SCHEMES, complaints


@pytest.fixture(scope="module")
def unzipped(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("disk") / "下载 的 书"
    with ZipFile(built / OFFLINE) as archive:
        archive.extractall(folder)
    [top] = folder.iterdir()
    return top


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_page_opens_from_the_zip(unzipped: Path, page: Page, path: str) -> None:
    """With all it asks for, and nothing from outside: `page` would tell."""
    failed: list[str] = []
    page.on("requestfailed", lambda one: failed.append(one.url))
    page.goto((unzipped / path).as_uri())
    assert page.locator("h1").first.is_visible()
    assert failed == []


@pytest.mark.parametrize(
    ("script", "query"), [(Script.HANS, "基层減負"), (Script.HANT, "基层减负")]
)
def test_search_and_the_way_to_the_other_script(
    unzipped: Path, page: Page, script: Script, query: str
) -> None:
    page.goto((unzipped / TREES[script] / "index.html").as_uri())
    page.locator("[data-md-component=search-query]").fill(query)
    page.locator(".md-search-result__link").first.click()
    page.locator(".passage:target").wait_for()
    address = page.url
    page.locator("header .script a").first.click()
    page.wait_for_url(lambda url: url != address)
    assert ("zh-hant" in page.url) == (script is Script.HANS)
    assert page.locator(".passage:target").is_visible()


@pytest.mark.parametrize("tree", TREES.values())
def test_what_is_not_on_the_disk_is_no_link(unzipped: Path, page: Page, tree: str) -> None:
    page.goto((unzipped / tree / "downloads.html").as_uri())
    assert page.locator(".elsewhere").count() >= 5
    for href in page.locator(".files a").evaluate_all("all => all.map(one => one.href)"):
        assert href.startswith(unzipped.as_uri() + "/data/")


@SCHEMES
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "wide"])
@pytest.mark.parametrize("script", Script)
def test_the_single_page(
    built: Path,
    page: Page,
    script: Script,
    color_scheme: Literal["light", "dark"],
    viewport: dict[str, int],
) -> None:
    """It asks for nothing, fits, leads to notes and back, and axe is content."""
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto((built / "downloads" / f"edition.{script}.html").as_uri())
    assert len(asked) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".passage .note").first.click()
    page.locator(".notes p:target").wait_for()
    page.locator(".notes p:target a").first.click()
    page.locator(".passage .note:target").wait_for()
    assert complaints(page) == []
