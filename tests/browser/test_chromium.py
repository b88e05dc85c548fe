"""The way to a browser: the order of the steps, and none of them for nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.project import ROOT

WINDOWS = sys.platform == "win32"
ROOT_ON_UNIX = not WINDOWS and os.geteuid() == 0


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine with nothing on it, from which nothing can be fetched."""
    return {
        "PATH": str(tmp_path),
        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1",
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path),
    }


def program(folder: Path, name: str, script: str = "") -> Path:
    """Something that can be started, as far as one can see."""
    path = folder / (name + ".exe" * WINDOWS)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


def test_browsers_are_found_in_order(tmp_path: Path, machine: dict[str, str]) -> None:
    on_path = [program(tmp_path, name) for name in chromium.NAMES]
    chosen = tmp_path / "mine"
    assert list(chromium.found({**machine, "CHROME_PATH": str(chosen)}, "linux")) == [
        chosen,
        *on_path,
    ]


def test_a_browser_in_its_usual_place_is_found(tmp_path: Path, machine: dict[str, str]) -> None:
    place = tmp_path / "Google" / "Chrome" / "Application"
    place.mkdir(parents=True)
    (place / "chrome.exe").touch()
    machine["LOCALAPPDATA"] = str(tmp_path)
    assert list(chromium.found(machine, "win32")) == [place / "chrome.exe"]
    assert list(chromium.found(machine, "linux")) == []


def test_nothing_is_fetched_while_there_is_a_browser(
    tmp_path: Path, machine: dict[str, str]
) -> None:
    said: list[str] = []
    path = program(tmp_path, "chromium")
    assert next(chromium.candidates(machine, tmp_path / "own", said.append)) == path
    assert said == []


@pytest.mark.skipif(not ROOT_ON_UNIX, reason="only root is offered apt-get")
def test_a_browser_is_installed_when_none_can_be_fetched(
    tmp_path: Path, machine: dict[str, str]
) -> None:
    log = tmp_path / "log"
    program(
        tmp_path,
        "apt-get",
        f'echo "$2" >> {log}; [ "$2" = update ] || /bin/cp "$0" {tmp_path}/chromium',
    )
    said: list[str] = []
    found = list(chromium.candidates(machine, tmp_path / "own", said.append))
    assert found == [tmp_path / "chromium"]
    assert log.read_text("utf-8") == "update\ninstall\n"
    assert [line for line in said if "apt-get install" in line] == said[1:]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a browser stands in a fixed place")
@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_without_a_browser_its_tests_are_loudly_not_run(
    machine: dict[str, str], ci: str, code: int
) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/browser/test_guard.py", "-k", "script"],
        cwd=ROOT,
        env={**machine, "CI": ci},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "THE BROWSER TESTS WERE NOT RUN" in run.stdout
    assert "2 skipped" in run.stdout
    assert run.returncode == code
