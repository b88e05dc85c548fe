"""What GitHub Pages would refuse is known before it is uploaded."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import edition
from edition import hosting
from tests.project import copy, silent


def too_large(site: Path) -> None:
    with (site / "x.pdf").open("wb") as file:
        file.truncate(hosting.FILE)  # nothing is written: a hole


def named(name: str) -> Callable[[Path], None]:
    def make(site: Path) -> None:
        (site / name).write_text("x", "utf-8")

    return make


def linked(site: Path) -> None:
    (site / "x.html").symlink_to(site / "index.html")


def twice(site: Path) -> None:
    os.link(site / "index.html", site / "x.html")


NO_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names, links")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (too_large, "site/x.pdf: has 100,000,000 bytes, and must have fewer than 100,000,000"),
        pytest.param(named("a:b.html"), "site/a:b.html: has ':' in its name", marks=NO_WINDOWS),
        pytest.param(named("a\\b.html"), "has '\\\\' in its name", marks=NO_WINDOWS),
        (named(".hidden"), "site/.hidden: is hidden"),
        pytest.param(linked, "site/x.html: is a link", marks=NO_WINDOWS),
        (twice, "site/x.html: is a second name of another file"),
    ],
)
def test_what_pages_would_refuse_is_named(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "index.html").write_text("x", "utf-8")
    assert list(hosting.faults(tmp_path)) == []
    make(tmp_path)
    found = list(hosting.faults(tmp_path))
    assert any(said in str(fault) for fault in found)
    assert all(fault.remedy for fault in found)


def test_a_site_may_not_be_larger_than_pages_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosting, "SITE", 10)
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(bytes(5))
    assert list(hosting.faults(tmp_path)) == []
    (tmp_path / "c").write_bytes(bytes(1))
    [fault] = hosting.faults(tmp_path)
    assert str(fault).startswith("site: has 11 bytes in all")


def test_a_build_warns_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy(tmp_path / "p")
    edition.build(root, silent)
    assert list(hosting.faults(root / "site")) == []
    monkeypatch.setattr(hosting, "SITE", 1000)
    said: list[str] = []
    edition.build(root, said.append)
    [warning] = [line for line in said if "bytes in all" in line]
    assert warning.startswith("GitHub Pages would not take this: site: has ")
    assert (root / "site" / "index.html").exists()
