"""The edition to be taken away: whole, in one file.

What can be compared line by line (data, TEI, plain text) is an output like others, and
committed. What is made here is bytes, and stands on the site alone. There are two sorts:
books are made from the edition, one a script; the site for disks is packed from the
finished site (`offline.py`). The images that messengers show are drawn here too (`share.py`).
To add a book, write a module with `book(edition, script)`,
put it in this list, and say in `page.py` what readers call it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from edition.downloads import epub, html, page, pdf, share
from edition.downloads.volume import Lack
from edition.model import Edition
from edition.pages import OFFLINE
from edition.script import Script

BOOKS: dict[str, Callable[[Edition, Script], bytes]] = {
    "html": html.book,
    "epub": epub.book,
    "pdf": pdf.book,
}
"""Suffix → what makes the file. One that cannot, on this machine, raises Lack."""


def books(edition: Edition, report: Callable[[str], None]) -> dict[str, bytes]:
    """Path below the site's root → file, for every book that can be made here."""
    made = {}
    for suffix, book in BOOKS.items():
        try:
            for script in Script:
                made[f"downloads/edition.{script}.{suffix}"] = book(edition, script)
        except Lack as lack:
            report(f"no {suffix.upper()}: {lack}")
    return made


def images(edition: Edition, report: Callable[[str], None]) -> dict[str, bytes]:
    """Path below the site's root → image for sharing; none where none can be drawn."""
    try:
        return share.images(edition)
    except Lack as lack:
        report(f"no images for sharing: {lack}")
        return {}


def in_docs(edition: Edition, script: Script, files: Mapping[str, str]) -> dict[str, str]:
    """The page that lists what outputs wrote: path below docs/ → Markdown."""
    return page.page(edition, script, files, {})


def on_site(
    edition: Edition, script: Script, files: Mapping[str, str], made: Mapping[str, bytes]
) -> dict[str, bytes]:
    """What the site has and docs/ has not: the books, and the page that lists them too.

    The site for disks is there by name alone until the site is finished.
    """
    pages = page.page(edition, script, files, made)
    return {**made, OFFLINE: b"", **{path: text.encode() for path, text in pages.items()}}
