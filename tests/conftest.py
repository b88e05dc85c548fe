"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from lxml import etree

from edition import downloads
from edition.downloads.volume import Lack
from edition.model import Edition
from edition.script import Script

# On CI Hypothesis itself takes the profile "ci": the same examples every time. Here it looks for
# new ones, however slow the machine, and says how to have a failing one again.
settings.register_profile("here", deadline=None, print_blob=True)
if settings.get_current_profile_name() == "default":
    settings.load_profile("here")

TEI_SCHEMA = Path(
    os.environ.get("TEI_SCHEMA") or Path(__file__).parents[2] / "shared" / "schemas" / "tei_all.rng"
)
"""TEI's own schema, a megabyte that is not ours to keep: tei_all.rng of P5 4.12.0."""
no_schema = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def tei_schema(pytestconfig: pytest.Config) -> etree.RelaxNG:
    """TEI's schema; without it the tests that ask for it are skipped, loudly."""
    if not TEI_SCHEMA.exists():
        pytestconfig.stash[no_schema] = True
        pytest.skip("no TEI schema")
    return etree.RelaxNG(etree.parse(TEI_SCHEMA))


@pytest.fixture(scope="session", autouse=True)
def _no_address() -> Iterator[None]:
    """A test says itself where its site stands; whoever runs it may have set another."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SITE_URL", "REPORT_TO"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_pdf() -> Iterator[None]:
    """Most tests build without a PDF, which takes seconds: tests/test_downloads.py makes it."""

    def book(edition: Edition, script: Script) -> bytes:
        raise Lack("not in this test")

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(downloads.BOOKS, "pdf", book)
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Make sure that nobody takes skipped for passed."""
    if terminalreporter.config.stash.get(no_schema, False):
        terminalreporter.section("TEI WAS NOT VALIDATED", sep="!", red=True, bold=True)
        remedy = "Get tei_all.rng (TEI P5 4.12.0) and let TEI_SCHEMA name it, then run this again."
        terminalreporter.line(f"There is no {TEI_SCHEMA.name}.\n{remedy}", red=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden folders anew")
