"""The whole edition as one HTML file, which needs nothing else: a template with its style sheet."""

from __future__ import annotations

from edition.downloads.volume import one_page
from edition.model import Edition
from edition.script import Script


def book(edition: Edition, script: Script) -> bytes:
    """The file."""
    return one_page(edition, script, "book-screen.css").encode()
