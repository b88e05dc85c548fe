"""Whole tiny editions: what is written for a folder of texts, file by file.

`pytest tests/test_books.py --golden` writes the golden folders anew; read the
difference before you commit it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import edition
from edition.model import Edition
from edition.publish import write
from edition.script import Script
from tests.project import BOOKS, read_book


@pytest.fixture(params=BOOKS, ids=lambda path: path.name)
def book(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Edition]:
    folder: Path = request.param
    return folder, read_book(folder, tmp_path)


@pytest.mark.parametrize(
    ("script", "folder"), [(Script.HANS, "golden"), (Script.HANT, "golden-hant")]
)
def test_golden(
    book: tuple[Path, Edition], script: Script, folder: str, request: pytest.FixtureRequest
) -> None:
    """Data is the same in both, and stands with the Simplified pages."""
    place, made = book
    files = edition.render(made, script)
    if script is not Script.HANS:
        files = {path: text for path, text in files.items() if not path.startswith("data/")}
    golden = place / folder
    if request.config.getoption("--golden"):
        shutil.rmtree(golden, ignore_errors=True)
        for path, content in files.items():
            write(golden / path, content)
    found = {
        path.relative_to(golden).as_posix(): path.read_bytes().decode()
        for path in golden.rglob("*")
        if path.is_file()
    }
    assert sorted(files) == sorted(found)
    for path, content in files.items():
        assert content == found[path], path


def test_both_scripts_have_the_same_bones(book: tuple[Path, Edition]) -> None:
    """Addresses, ids and data are the same in both; only the words differ."""
    _, made = book
    hans, hant = (edition.render(made, script) for script in Script)
    assert sorted(hans) == sorted(hant)
    for path in hans:
        if path.startswith("data/"):
            assert hans[path] == hant[path]
        else:
            assert ascii_of(hans[path]) == ascii_of(hant[path]), path


OF_ITS_SCRIPT = re.compile(r'(?m)"inLanguage":"zh-Han[st]"|^image: .*$')
"""What a page says of its own script."""


def ascii_of(content: str) -> str:
    said = OF_ITS_SCRIPT.sub("", content).replace("Hant", "Hans")  # citations name the script
    return "".join(char for char in said if char.isascii() and char != ">")
