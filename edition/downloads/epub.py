"""The whole edition as an e-book: EPUB 3, a file a text, the apparatus as notes that pop up.

Written with templates and `zipfile`: an EPUB is a zip with a list of its files. The
usual library, ebooklib, is under the AGPL, puts in the day and ids of its own, and
would still leave the pages to us. epubcheck says in the tests whether all is right.

The day of the book is fixed: what tells one state from another is its identifier,
which is made from the texts and their records.
"""

from __future__ import annotations

from functools import partial
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from edition.downloads.archive import packed
from edition.downloads.volume import Note, style_sheet, texts
from edition.model import Edition
from edition.outputs.markup import environment, xml
from edition.script import Script, convert

_MODIFIED = "1980-01-01T00:00:00Z"
_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def book(edition: Edition, script: Script) -> bytes:
    """The file."""
    found = texts(edition, script, partial(_reference, script), _to)
    said = {"edition": edition, "script": str(script), "texts": found, "to": _to}

    def page(template: str, **more: object) -> bytes:
        made = environment(script).get_template(f"epub/{template}.j2").render(**said, **more)
        return xml(made).replace("<wbr>", "<wbr/>").encode()  # XML closes what has no end

    package = page(
        "package.opf",
        uuid=uuid5(NAMESPACE_URL, f"{edition.name} {edition.version} {script}"),
        modified=_MODIFIED,
        sources=[work.meta.source_url for work in edition.works if work.meta.source_url],
    )
    return packed(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": _CONTAINER.encode(),
            "EPUB/package.opf": package,
            "EPUB/nav.xhtml": page("nav.xhtml"),
            "EPUB/title.xhtml": page("title.xhtml"),
            "EPUB/book.css": style_sheet("book.css").encode(),
            **{f"EPUB/text-{text.id}.xhtml": page("text.xhtml", text=text) for text in found},
        },
        stored=frozenset({"mimetype"}),
    )


def _to(text: str, anchor: str) -> str:
    return f"text-{text}.xhtml#{anchor}"


def _reference(script: Script, note: Note) -> Markup:
    words = convert("校", script) + str(note.number)
    mark = '<a class="note" epub:type="noteref" role="doc-noteref" href="#{}" id="{}">{}</a>'
    return Markup(mark).format(note.id, note.back, words)
