"""Where the browser comes from: found, else fetched, else installed.

Each step is taken only when no browser of the steps before it starts.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright

from tests.browser import debian
from tests.browser.debian import Say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
WINDOWS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
"""Variables that name the folders in which Chrome may lie."""
PATIENCE = 600
"""Seconds a download may take."""
FLAGS = (
    "--disable-gpu",
    # Nothing but this machine exists: what a page asks of others is seen, and not answered.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def driver_starts(env: Mapping[str, str], say: Say) -> bool:
    """Whether the program through which Playwright speaks to browsers runs on this machine."""
    command = [sys.executable, "-m", "playwright", "--version"]
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if run.returncode:
        say(f"Playwright does not start: {run.stderr.strip()}")
    return run.returncode == 0


def launch(playwright: Playwright, env: Mapping[str, str], say: Say) -> Browser | None:
    """The first browser that starts; None when none is to be had."""
    for path in candidates(env, Path(playwright.chromium.executable_path), say):
        try:
            return playwright.chromium.launch(executable_path=path, args=FLAGS)
        except Error as error:
            say(f"{path} does not start: {error.message.splitlines()[0]}")
    return None


def candidates(env: Mapping[str, str], own: Path, say: Say) -> Iterator[Path]:
    """Browsers, most wanted first; `own` is where Playwright puts the one it fetches."""
    yield from found(env)
    if not own.exists():
        say("No Chromium found that starts; fetching one: playwright install chromium ...")
        fetch(env)
    if own.exists():
        yield own
    if debian.can_install(env):
        say("Still none; installing one: apt-get install chromium ...")
        debian.install(env, "chromium")
        yield from found(env)


def found(env: Mapping[str, str], platform: str = sys.platform) -> Iterator[Path]:
    """The browser that was asked for, those on the PATH, those in the usual places."""
    if env.get("CHROME_PATH"):
        yield Path(env["CHROME_PATH"])
    for name in NAMES:
        if path := shutil.which(name, path=env.get("PATH", "")):
            yield Path(path)
    places: list[Path] = []
    if platform == "darwin":
        places = [Path(place) for place in MAC]
    elif platform == "win32":
        folders = [Path(env[name]) for name in WINDOWS if env.get(name)]
        places = [folder / "Google/Chrome/Application/chrome.exe" for folder in folders]
    yield from (place for place in places if place.exists())


def fetch(env: Mapping[str, str]) -> None:
    """Let Playwright download its own, if it can."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        quiet = subprocess.DEVNULL
        subprocess.run(command, env=env, stdin=quiet, stderr=quiet, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        pass  # As good as failed: `candidates` looks for what was to come of it.
