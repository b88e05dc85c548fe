"""The whole edition as PDF, with bookmarks and tags, notes at the foot of the page: WeasyPrint.

WeasyPrint rather than a browser: it knows footnotes and page numbers in the contents,
embeds what it needs of a font, and gives the same bytes for the same fonts; a browser
knows no footnotes, writes the day into the file, and is far larger.
"""

from __future__ import annotations

from edition.downloads.press import printed
from edition.downloads.volume import one_page
from edition.model import Edition
from edition.script import Script


def book(edition: Edition, script: Script) -> bytes:
    """The file.

    Raises Lack where there is no Pango, or no font.
    """
    return printed(one_page(edition, script, "book-page.css", footnotes=True), script, tags=True)
