"""A browser, pages that tell on themselves, and the built site to look at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    WebError,
    sync_playwright,
)

import edition
from edition.site import MISSING
from tests.browser import chromium, debian
from tests.project import copy, settle_at, silent

NO_BROWSER = "no Chromium that starts was found, and none could be fetched or installed"
REMEDY = "Install Chromium or Chrome, or let CHROME_PATH name one, and run the tests again."
missing = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """The one browser of the run; without one the tests that ask for it are skipped, loudly."""
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    with ExitStack() as stack:
        with capture.global_and_fixture_disabled():
            found = None
            debian.complete(os.environ, say)
            if chromium.driver_starts(os.environ, say):
                playwright = stack.enter_context(sync_playwright())
                found = chromium.launch(playwright, os.environ, say)
        if found is None:
            pytestconfig.stash[missing] = True
            pytest.skip(NO_BROWSER)
        yield found
        found.close()


def say(line: str) -> None:
    """Let a person know, in the midst of pytest's dots."""
    print(f"\n{line}", flush=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On CI a browser test that was not run is a browser test that failed."""
    if session.config.stash.get(missing, False) and os.environ.get("CI") == "true":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Make sure that nobody takes skipped for passed."""
    if terminalreporter.config.stash.get(missing, False):
        terminalreporter.section("THE BROWSER TESTS WERE NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(f"{NO_BROWSER.capitalize()}.\n{REMEDY}", red=True)


@pytest.fixture
def viewport() -> ViewportSize:
    """A laptop's. Parametrize a test by `viewport` for others."""
    return {"width": 1280, "height": 800}


@pytest.fixture
def color_scheme() -> Literal["light", "dark"]:
    """Light. Parametrize a test by `color_scheme` for dark."""
    return "light"


@pytest.fixture
def faults() -> list[str]:
    """What the pages did wrong so far. A test that wants a fault checks it, and clears the list."""
    return []


@pytest.fixture
def context(
    browser: Browser,
    viewport: ViewportSize,
    color_scheme: Literal["light", "dark"],
    faults: list[str],
) -> Iterator[BrowserContext]:
    """A browser as new; the test fails when one of its pages did."""
    context = browser.new_context(viewport=viewport, color_scheme=color_scheme, locale="zh-CN")
    watch(context, faults)
    yield context
    context.close()
    assert not faults


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A blank page."""
    return context.new_page()


def watch(context: BrowserContext, faults: list[str]) -> None:
    """Note what no page of ours may do."""

    def asked(request: Request) -> None:
        if is_outside(request.url):
            faults.append(f"asks outside: {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"answered {response.status}: {response.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console: {message.text}")

    def thrown(error: WebError) -> None:
        faults.append(f"script: {error.error}")

    context.on("request", asked)
    context.on("response", answered)
    context.on("console", said)
    context.on("weberror", thrown)


def is_outside(url: str) -> bool:
    """Whether a request leaves this machine.

    >>> [is_outside(url) for url in ("file:///x", "http://127.0.0.1:8000/", "http://[::1]/")]
    [False, False, False]
    >>> is_outside("https://example.org/")
    True
    """
    parts = urlsplit(url)
    if parts.scheme in ("file", "data", "blob"):
        return False
    try:
        return not ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname != "localhost"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, made from a copy: a person's own build is left as it is.

    The folder's name has what a reader's folders have, and file:// must bear.
    """
    root = copy(tmp_path_factory.mktemp("browser") / "我的 books")
    edition.build(root, silent)
    return root / "site"


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[str]:
    """The address of the site on a server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(built))) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def on_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a repository's own on GitHub Pages: built for its address there."""
    root = copy(tmp_path_factory.mktemp("pages"))
    settle_at(root, "https://someone.github.io/repo/")
    edition.build(root, silent)
    return root / "site"


@pytest.fixture(scope="session")
def under(on_pages: Path) -> Iterator[str]:
    """The address of that site below /repo/, on a server that answers as Pages does."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Hosted, directory=str(on_pages))) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and does not say so."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a page's own complaints are heard in the page."""


class Hosted(Quiet):
    """Serves a folder below /repo/; whatever is not there gets its 404.html, however deep."""

    BELOW = "/repo"

    def translate_path(self, path: str) -> str:
        """Where a file is; nowhere, if it is not below."""
        inside = path.startswith(f"{self.BELOW}/")
        return super().translate_path(path.removeprefix(self.BELOW) if inside else "/nowhere")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The page for an unknown address."""
        body = (Path(self.directory) / MISSING).read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def file_url(built: Path) -> str:
    """The address of the site on a disk."""
    return built.as_uri() + "/"
