"""Addresses of former builds, followed in a browser, from a server and from a disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

import edition
from edition.publish import write
from tests.browser.conftest import served
from tests.project import copy, silent

TEXT = "一、甲\n乙是乙。\n(一)丙。\n丁是丁。\n(二)戊。\n己是己。\n"
LATER = "headings: none\n"
LED = [
    ("texts/a/1-2.html#p1-2-1", "texts/a/0.html#p1-2-1"),  # its page is gone
    ("texts/a/1-2.html#s1-2", "texts/a/0.html#p1-1-1a"),
    ("texts/a/1-2.html", "texts/a/0.html#p1-1-1a"),
    ("texts/a/whole.html#s1-2", "texts/a/whole.html#s1-2"),  # it has all
    ("texts/a/1.html#p9-1", "texts/b/0.html#p0-1"),  # as a person said
    ("texts/a/whole.html#p9-1", "texts/b/0.html#p0-1"),
    ("texts/c/3.html#p3-1", "texts/b/index.html"),  # its text is gone
    ("texts/c/whole.html", "texts/b/index.html"),
]


@pytest.fixture(scope="module")
def former(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose addresses were others before."""
    root = copy(tmp_path_factory.mktemp("former") / "旧 book")
    for folder in ("source_texts", "published"):
        shutil.rmtree(root / folder)
    write(root / "source_texts" / "a.txt", TEXT)
    write(root / "source_texts" / "b.txt", "壬是壬\N{FULLWIDTH COMMA}癸是癸。\n")
    edition.build(root, silent)
    write(root / "source_texts" / "a.yml", LATER)
    pins = root / "published" / "a.tsv"
    write(pins, pins.read_text("utf-8") + "p9-1\t1\t900\t909\n")
    write(root / "published" / "c.tsv", "raw\t0\ns3\t3\t0\t3\np3-1\t3\t4\t9\n")
    write(root / "published" / "redirects.tsv", "a#p9-1\tb#p0-1\t移入\nc\tb\t并入\n")
    edition.build(root, silent)
    return root / "site"


@pytest.fixture(scope="module", params=["http", "file"])
def home(request: pytest.FixtureRequest, former: Path) -> Iterator[str]:
    if request.param == "file":
        yield former.as_uri() + "/"
        return
    with served(former) as address:
        yield address


@pytest.mark.parametrize("tree", ["", "zh-hant/"])
@pytest.mark.parametrize(("old", "new"), LED)
def test_a_former_address_leads_to_its_words(
    page: Page, home: str, tree: str, old: str, new: str
) -> None:
    page.goto(home + tree + old)
    page.wait_for_url(home + tree + new)
    if "#" in new:
        assert page.locator("#" + new.partition("#")[2]).count() == 1
