"""That a page cannot do wrong unseen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize


def test_a_request_outside_is_seen(page: Page, faults: list[str]) -> None:
    with page.expect_console_message():  # that it could not be loaded, which comes late
        page.set_content("<img src='http://example.org/a.png'>")
    assert "asks outside: http://example.org/a.png" in faults
    faults.clear()


def test_an_answer_of_404_is_seen(page: Page, site: str, faults: list[str]) -> None:
    page.goto(site + "index.html")
    with page.expect_console_message():
        page.evaluate("fetch('nowhere.json')")
    assert f"answered 404: {site}nowhere.json" in faults
    faults.clear()


def test_a_missing_file_is_seen(page: Page, file_url: str, faults: list[str]) -> None:
    page.goto(file_url + "index.html")
    with page.expect_console_message():
        page.evaluate("document.body.append(Object.assign(new Image(), {src: 'nowhere.png'}))")
    assert any("ERR_FILE_NOT_FOUND" in fault for fault in faults)
    faults.clear()


@pytest.mark.parametrize("script", ["console.error('wrong')", "throw Error('wrong')"])
def test_a_script_gone_wrong_is_seen(page: Page, faults: list[str], script: str) -> None:
    page.set_content(f"<script>{script}</script>")
    assert any("wrong" in fault for fault in faults)
    faults.clear()


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 844}])
@pytest.mark.parametrize("color_scheme", ["dark"])
def test_the_page_is_as_the_test_wants_it(page: Page, viewport: ViewportSize) -> None:
    assert page.evaluate("innerWidth") == viewport["width"]
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
