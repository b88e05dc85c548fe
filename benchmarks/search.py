"""`python -m benchmarks.search`: how large search is, and how much work, in Chromium.

The corpus is the built site's own, then as many times that as make the pages asked for, its
sentences dealt anew: nothing is found more than once because a page is.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.lighthouse import served
from tests.browser import chromium
from tests.project import ROOT

KB = 1000
LARGEST = 40
"""KB that the index may have, how characters are read not counted."""
PAGES = (2400, 10_000)
QUERIES = (
    "社会工作",
    "的",
    "社会 工作 发展",
    '"工作，"',
    "shehui gongzuo",
    "shgz",
    "社慧工做",
)
ANSWERED = """async query => {
    const box = document.querySelector("[data-md-component=search-query]")
    const status = document.querySelector("[data-search-status]")
    const answered = new Promise(resolve =>
        new MutationObserver(resolve).observe(status, { childList: true }))
    box.value = query
    box.dispatchEvent(new InputEvent("input", { bubbles: true }))
    await answered
}"""
"""Types a query and waits for its answer."""
RUNS = 5
"""Of so many the middle one counts."""


def main() -> None:
    """Print sizes and times."""
    site = ROOT / "site"
    if not (site / "index.html").exists():
        sys.exit("The site is missing: python3 build.py.")
    index = (site / "search" / "search_index.json").stat().st_size / KB
    read = (site / "search" / "pinyin.js").stat().st_size / KB
    print(f"index {index:.1f} KB (target {LARGEST}), readings {read:.1f} KB")
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright, os.environ, print)
        if browser is None:
            sys.exit("Chromium is missing: install it or Chrome, or let CHROME_PATH name one.")
        measure(browser, site)
        for pages in PAGES:
            with TemporaryDirectory() as folder:
                measure(browser, grown(site, Path(folder) / "site", pages))
        browser.close()


def grown(site: Path, to: Path, pages: int) -> Path:
    """The front page of a site with an index of so many pages."""
    shutil.copytree(site / "assets", to / "assets")
    shutil.copy(site / "index.html", to)
    (to / "search").mkdir()
    shutil.copy(site / "search" / "pinyin.js", to / "search")
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    seed = list(index["docs"])
    dice = Random("search")
    per_round = sum("#" not in one["location"] for one in seed)
    for number in range(1, -(-pages // per_round)):
        texts = [sentence for one in seed for sentence in one["text"].split("。") if sentence]
        dice.shuffle(texts)
        index["docs"] += [dealt(one, number, texts) for one in seed]
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (to / "search" / "search_index.json").write_text(text, "utf-8")
    return to


def dealt(document: dict[str, Any], number: int, texts: list[str]) -> dict[str, Any]:
    """A document of another text: as many sentences, others."""
    count = document["text"].count("。")
    text = "".join(f"{texts.pop()}。" for _ in range(min(count, len(texts))))
    location = document["location"].replace("texts/", f"texts/{number}-")
    return {**document, "location": location, "text": text, "conjectures": []}


def measure(browser: Browser, site: Path) -> None:
    """Print what it takes with the index of a site."""
    docs = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    size = (site / "search" / "search_index.json").stat().st_size / KB
    print(f"\n{sum('#' not in one['location'] for one in docs):,} pages, index {size:,.0f} KB")
    with served(site) as address:
        ready, loaded = [], []
        for _ in range(RUNS):
            page, spent = opened(browser, address)
            loaded.append(spent())
            page.evaluate(ANSWERED, "改革")
            ready.append(spent() - loaded[-1])
            page.close()
        print(f"  {middle(loaded):>6.0f} ms the page, {middle(ready):.0f} ms the first answer")
        page, spent = opened(browser, address)
        for query in QUERIES:
            page.evaluate(ANSWERED, query)  # fetches what it needs
            times = []
            for _ in range(RUNS):
                page.evaluate(ANSWERED, "改革")
                before = spent()
                page.evaluate(ANSWERED, query)
                times.append(spent() - before)
            print(f"  {middle(times):>6.1f} ms {query}", flush=True)
        page.close()


def opened(browser: Browser, address: str) -> tuple[Page, Callable[[], float]]:
    """The front page, and what its thread has worked so far, in milliseconds.

    What else the machine does is not counted, nor is waiting for the network.
    """
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")

    with page.expect_response("**/search/search_index.json"):
        page.goto(address + "index.html", wait_until="load")
    page.wait_for_timeout(500)  # the index is read
    page.locator("[data-md-component=search-query]").focus()
    return page, spent


def middle(times: list[float]) -> float:
    """The middle one."""
    return sorted(times)[len(times) // 2]


if __name__ == "__main__":
    main()
