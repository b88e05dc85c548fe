"""WeasyPrint, which sets what is printed: where it or a font is missing, that is said.

It needs Pango, and a font with Chinese characters.
"""

from __future__ import annotations

import logging
import warnings

from edition.downloads.volume import Lack
from edition.script import Script

_NO_FONTS = "No fonts configured|FontConfig cannot load"
"""What WeasyPrint warns of when it is imported where there is no font at all: Pango, asked to set
anything there, brings the whole program down."""
_TRIAL = {Script.HANS: "国家发展", Script.HANT: "國家發展"}


def printed(html: str, script: Script, tags: bool = False) -> bytes:
    """A PDF of one page of HTML.

    Raises Lack where there is no Pango, or no font for the script.
    """
    no_font = "there is no font with Chinese characters"
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", _NO_FONTS, UserWarning)
            import weasyprint  # type: ignore[import-untyped]  # two seconds, and only where Pango is
    except UserWarning as warning:
        raise Lack(no_font) from warning
    except (ImportError, OSError) as error:
        raise Lack("WeasyPrint does not find Pango") from error
    if not _has_font(script):
        raise Lack(no_font)
    made: bytes = weasyprint.HTML(string=html).write_pdf(pdf_tags=tags)
    return made


def _has_font(script: Script) -> bool:
    import weasyprint

    heard = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(heard)
    try:
        html = f'<html lang="{script}"><title>.</title><p>{_TRIAL[script]}'
        weasyprint.HTML(string=html).write_pdf()
    finally:
        logger.removeHandler(heard)
    return not heard.boxes


class _Listener(logging.Handler):
    """Hears of characters that no font has."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.boxes = False

    def emit(self, record: logging.LogRecord) -> None:
        self.boxes |= ".notdef" in record.getMessage()
