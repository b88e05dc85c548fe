"""A project to build in: this one without its history, in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from lxml import etree

import edition
from edition.model import Edition

ROOT = Path(__file__).parents[1]
OURS = ("huiyi-jianghua", "tizhi-jizhi")
PARTS = ("mkdocs.yml", "docs", "overrides", "source_texts", "published", "tests/cases")

BOOKS = sorted(path for path in (ROOT / "tests" / "books").iterdir() if path.is_dir())
"""Whole tiny editions."""


def read_book(book: Path, to: Path) -> Edition:
    """The edition of a book's texts."""
    shutil.copytree(book / "source_texts", to / "source_texts")
    (to / "mkdocs.yml").write_text("site_name: 书\n", "utf-8")
    return edition.read(to, silent)


def copy(to: Path) -> Path:
    """What a build reads, copied."""
    to.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, to / part)
        else:
            shutil.copy2(ROOT / part, to / part)
    return to


def copy_ours(to: Path) -> Path:
    """The same without texts that a publisher has added: for what is known of ours."""
    root = copy(to)
    for folder in ("source_texts", "published"):
        for file in (root / folder).iterdir():
            if file.stem not in (*OURS, "redirects"):
                file.unlink()
    return root


def settle_at(root: Path, address: str) -> None:
    """Let a copy know where its site stands; the project itself does not say."""
    settings = root / "mkdocs.yml"
    said = settings.read_text("utf-8")
    said = said.replace('site_url: !ENV [SITE_URL, ""]', f"site_url: {address}")
    settings.write_text(said, "utf-8")


def content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder: path → bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def silent(line: str) -> None:
    """A report nobody reads."""


def find(element: etree._Element, path: str, **names: str) -> list[Any]:
    """What an XPath finds; `t:` is TEI."""
    tei = {"t": "http://www.tei-c.org/ns/1.0"}
    found: list[Any] = element.xpath(path, namespaces=tei, **names)  # type: ignore[arg-type,assignment]
    return found
