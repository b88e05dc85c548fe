"""Nothing from elsewhere: every request of every kind of page stays on the site, answered."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import KINDS, MISSING


@pytest.mark.parametrize("where", ["site", "under", "file_url"])
def test_no_request_leaves_the_site_or_fails(
    where: str, request: pytest.FixtureRequest, page: Page
) -> None:
    home = str(request.getfixturevalue(where))
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("requestfailed", lambda one: failed.append(f"{one.url}: {one.failure}"))
    for path in [*KINDS, *[MISSING] * (where != "file_url")]:
        page.goto(home + path)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.locator("[data-md-component=search-query]").fill("基层")
        page.locator(".md-search-result__item").first.wait_for(state="attached")
    assert any(url.endswith("/edition.css") for url in asked)
    assert [url for url in asked if not url.startswith((home, "data:"))] == []
    assert failed == []
