"""The whole edition as PDF, with bookmarks and tags, notes at the foot of the page: WeasyPrint.

WeasyPrint rather than a browser: it knows footnotes and page numbers in the contents,
embeds what it needs of a font, and gives the same bytes for the same fonts; a browser
knows no footnotes, writes the day into the file, and is far larger. It needs Pango, and
a font with Chinese characters: where one of them is missing there is no PDF.
"""

from __future__ import annotations

import logging

from edition.downloads.volume import Lack, one_page
from edition.model import Edition
from edition.script import Script

_TRIAL = {Script.HANS: "国家发展", Script.HANT: "國家發展"}


def book(edition: Edition, script: Script) -> bytes:
    """The file.

    Raises Lack where there is no Pango, or no font.
    """
    try:
        import weasyprint  # type: ignore[import-untyped]  # two seconds, and only where Pango is
    except (ImportError, OSError) as error:
        raise Lack("WeasyPrint does not find Pango") from error

    def printed(html: str) -> bytes:
        made: bytes = weasyprint.HTML(string=html).write_pdf(pdf_tags=True)
        return made

    heard = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(heard)
    try:
        printed(f'<html lang="{script}"><title>.</title><p>{_TRIAL[script]}')
    finally:
        logger.removeHandler(heard)
    if heard.boxes:
        raise Lack("there is no font with Chinese characters")
    return printed(one_page(edition, script, "book-page.css", footnotes=True))


class _Listener(logging.Handler):
    """Hears of characters that no font has."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.boxes = False

    def emit(self, record: logging.LogRecord) -> None:
        self.boxes |= ".notdef" in record.getMessage()
