"""Whoever has what is published has the raw files too; whoever was given something else is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import given

import edition
from edition import cli, verify
from edition.faults import Faults
from edition.model import Edition
from edition.outputs import data
from edition.publish import write
from edition.script import Script
from edition.sources import of_string
from tests.project import BOOKS, ROOT, content, read_book
from tests.test_fuzz import NOISY

DATA = ROOT / "docs" / "data"
IDS = sorted(path.stem for path in (ROOT / "source_texts").glob("*.txt"))
ONE, OTHER = IDS[:2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data alone, as somebody downloaded it."""
    shutil.copytree(DATA, tmp_path / "downloaded")
    return tmp_path / "downloaded"


def zipped(folder: Path, to: Path, top: str = "edition/data/") -> Path:
    with ZipFile(to, "w") as archive:
        for name, said in content(folder).items():
            archive.writestr(top + name, said)
    return to


def raw_files() -> dict[str, bytes]:
    return {one: (ROOT / "source_texts" / f"{one}.txt").read_bytes() for one in IDS}


# What holds


@pytest.mark.parametrize("within", ["", "data", "edition/data", "site/data", "docs/data"])
def test_wherever_the_data_lies_the_raw_files_come_of_it(tmp_path: Path, within: str) -> None:
    shutil.copytree(DATA, tmp_path / "x" / within)
    proofs = verify.verify_published(tmp_path / "x")
    assert all(proof.holds for proof in proofs)
    assert {proof.id: proof.data for proof in proofs} == raw_files()


@pytest.mark.parametrize("top", ["edition/data/", "data/", ""])
def test_so_they_do_of_a_zip_and_nothing_is_unpacked(
    folder: Path, top: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(folder, folder.parent / "x.zip", top)
    shutil.rmtree(folder)
    monkeypatch.setattr(ZipFile, "extract", None)
    monkeypatch.setattr(ZipFile, "extractall", None)
    proofs = verify.verify_published(path)
    assert all(proof.holds for proof in proofs)
    assert {proof.id: proof.data for proof in proofs} == raw_files()
    assert [one.name for one in path.parent.iterdir()] == ["x.zip"]


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: str(book.name))
def test_so_they_do_of_the_small_editions(book: Path, tmp_path: Path) -> None:
    """In every encoding, with whatever stands in them."""
    made = read_book(book, tmp_path / "book")
    for path, said in data.files(made, Script.HANS).items():
        write(tmp_path / path, said)
    proofs = verify.verify_published(tmp_path)
    assert [proof.id for proof in proofs] == [work.id for work in made.works]
    for proof, work in zip(proofs, made.works, strict=True):
        assert proof.holds
        assert proof.data == work.cleaned.source.bytes


@given(NOISY.filter(lambda text: bool(text.strip())))
def test_so_they_do_of_any_edition(text: str) -> None:
    work = edition.edit(of_string(text))
    with TemporaryDirectory() as folder:
        for path, said in data.files(Edition("书", (work,)), Script.HANS).items():
            write(Path(folder) / path, said)
        [proof] = verify.verify_published(Path(folder))
    assert proof.holds
    assert proof.data == text.encode()


def test_the_raw_files_can_be_had(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder.parent / "raw" / "files"
    assert cli.main(["verify", str(folder), "--out", str(out)]) == 0
    assert content(out) == {f"{one}.txt": said for one, said in raw_files().items()}
    assert f"wrote  {out / ONE}.txt" in capsys.readouterr().out
    assert cli.main(["verify", str(folder), "--out", str(out)]) == 1
    assert "is there already" in capsys.readouterr().err


def test_both_sums_are_printed_beside_those_published(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["verify", str(folder)]) == 0
    said = capsys.readouterr().out
    for one in IDS:
        about = json.loads((DATA / f"{one}.json").read_text("utf-8"))
        for sum_ in (about["raw"]["sha256"], about["clean"]["sha256"]):
            assert f"{sum_}  =  {sum_}" in said


# What does not


def edited(name: str, old: str, new: str) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        path = folder / name
        said = path.read_bytes().decode()
        assert old in said
        path.write_bytes(said.replace(old, new, 1).encode())

    return tamper


def swapped(*suffixes: str) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        for suffix in suffixes:
            one, other = folder / f"{ONE}{suffix}", folder / f"{OTHER}{suffix}"
            mine, theirs = one.read_bytes(), other.read_bytes()
            one.write_bytes(theirs)
            other.write_bytes(mine)

    return tamper


def without_a_change(folder: Path) -> None:
    path = folder / f"{ONE}.changes.jsonl"
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join(lines[:4] + lines[5:]))


DIFFER = {
    "a character of the text": (edited(f"{ONE}.txt", "必须", "应当"), [ONE]),
    "a blank at the end": (edited(f"{ONE}.txt", "。\n", "。 \n"), [ONE]),
    "a reading": (edited(f"{ONE}.changes.jsonl", '"clean": "，"', '"clean": "、"'), [ONE]),
    "a raw reading": (edited(f"{ONE}.changes.jsonl", '"raw": ","', '"raw": ";"'), [ONE]),
    "a change left out": (without_a_change, [ONE]),
    "a sum": (edited(f"{ONE}.json", '"sha256": "', '"sha256": "0'), [ONE]),
    "two texts": (swapped(".txt"), [ONE, OTHER]),
    "two records": (swapped(".changes.jsonl"), [ONE, OTHER]),
}


@pytest.mark.parametrize("what", DIFFER)
@pytest.mark.parametrize("as_zip", [False, True], ids=["folder", "zip"])
def test_what_was_tampered_with_does_not_hold(
    folder: Path, what: str, as_zip: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper, wrong = DIFFER[what]
    tamper(folder)
    place = zipped(folder, folder.parent / "x.zip") if as_zip else folder
    assert [one.id for one in verify.verify_published(place) if not one.holds] == wrong
    assert cli.main(["verify", str(place), "--out", str(folder.parent / "raw")]) == 1
    said = capsys.readouterr()
    for one in wrong:
        assert f"{one}: DOES NOT HOLD" in said.out and "≠" in said.out
    assert "get it anew from where it is published" in said.err
    assert not (folder.parent / "raw").exists(), "nothing is written that does not hold"


def removed(*names: str) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return tamper


def broken(name: str, said: bytes) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        (folder / name).write_bytes(said)

    return tamper


LINE = b'{"start": 1, "end": 2, "raw": "a", "clean": "b"}\n'
WRONG = {
    "a text is missing": (removed(f"{ONE}.txt"), f"{ONE}.txt: is missing"),
    "a record is missing": (removed(f"{ONE}.changes.jsonl"), f"{ONE}.changes.jsonl: is missing"),
    "the data is missing": (removed(f"{ONE}.json"), f"{ONE}.json: is missing"),
    "all records are missing": (
        removed(*(f"{one}.changes.jsonl" for one in IDS)),
        "no record of a text in it",
    ),
    "a line that is no JSON": (
        broken(f"{ONE}.changes.jsonl", LINE + b"{"),
        f"{ONE}.changes.jsonl:2: is not JSON",
    ),
    "a line that is no change": (
        broken(f"{ONE}.changes.jsonl", LINE + b'{"start": 9}\n'),
        f"{ONE}.changes.jsonl:2: no change",
    ),
    "an offset that is none": (
        broken(f"{ONE}.changes.jsonl", b'{"start": true, "end": 2, "raw": "a", "clean": ""}'),
        f"{ONE}.changes.jsonl:1: no change",
    ),
    "a reading of another length": (
        broken(f"{ONE}.changes.jsonl", LINE.replace(b'"a"', b'"aa"')),
        f"{ONE}.changes.jsonl:1: no change",
    ),
    "changes that overlap": (
        broken(f"{ONE}.changes.jsonl", LINE + LINE),
        f"{ONE}.changes.jsonl:2: begins before",
    ),
    "bytes that are no text": (
        broken(f"{ONE}.txt", "甲\n".encode() + b"\xff"),
        f"{ONE}.txt:2: is not UTF-8",
    ),
    "data that is no JSON": (broken(f"{ONE}.json", b"{\n"), f"{ONE}.json:2: is not JSON"),
    "data of something else": (broken(f"{ONE}.json", b"[]"), f"{ONE}.json: does not say"),
    "data that is deep": (broken(f"{ONE}.json", b"[" * 100_000), f"{ONE}.json: does not say"),
    "a number without end": (broken(f"{ONE}.json", b"9" * 5000), f"{ONE}.json: does not say"),
    "another encoding": (
        edited(f"{ONE}.json", '"encoding": "utf-8', '"encoding": "rot13'),
        f"{ONE}.json: no encoding that this edition reads: 'rot13",
    ),
    "texts in each other's place": (
        swapped(".txt", ".json", ".changes.jsonl"),
        f"{ONE}.json: is about another text, '{OTHER}'",
    ),
}


@pytest.mark.parametrize("what", WRONG)
@pytest.mark.parametrize("as_zip", [False, True], ids=["folder", "zip"])
def test_what_cannot_be_read_is_named(folder: Path, what: str, as_zip: bool) -> None:
    tamper, said = WRONG[what]
    tamper(folder)
    place = zipped(folder, folder.parent / "x.zip") if as_zip else folder
    with pytest.raises(Faults) as caught:
        verify.verify_published(place)
    assert said in str(caught.value)


def test_all_that_is_wrong_is_told_together(folder: Path) -> None:
    removed(f"{ONE}.txt", f"{OTHER}.json")(folder)
    with pytest.raises(Faults) as caught:
        verify.verify_published(folder)
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere", "no such file or folder"),
        ("empty", "no record of a text in it"),
        ("file.txt", "neither a folder nor a zip"),
        ("cut.zip", "neither a folder nor a zip"),
        ("other.zip", "no record of a text in it"),
        ("two.zip", "several editions in it: a, b"),
        ("twice.zip", "is in the zip twice"),
        ("damaged.zip", "cannot be read: "),
        ("bomb.zip", "is far too large"),
    ],
)
def test_what_is_no_edition_is_named(
    folder: Path, name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder.parent / name
    whole = zipped(folder, folder.parent / "whole.zip")
    if name == "empty":
        place.mkdir()
    elif name == "file.txt":
        place.write_text("x", "utf-8")
    elif name == "cut.zip":
        place.write_bytes(whole.read_bytes()[:-100])
    elif name == "damaged.zip":
        with ZipFile(whole) as archive:
            at = archive.getinfo(f"edition/data/{ONE}.txt").header_offset + 200
        packed = bytearray(whole.read_bytes())
        packed[at : at + 50] = bytes(50)
        place.write_bytes(packed)
    elif name == "bomb.zip":
        monkeypatch.setattr(verify, "_LARGEST", 1000)
        zipped(folder, place)
    elif name != "nowhere":
        tops = {"other.zip": ["x"], "two.zip": ["a", "b"], "twice.zip": ["a", "a"]}[name]
        member = "x.txt" if name == "other.zip" else "x.changes.jsonl"
        with ZipFile(place, "w") as archive, pytest.MonkeyPatch.context() as patch:
            patch.setattr("warnings.warn", lambda *_, **__: None)
            for top in tops:
                archive.writestr(f"{top}/{member}", "")
    with pytest.raises(Faults) as caught:
        verify.verify_published(place)
    assert said in str(caught.value)
    assert all(one.remedy for one in caught.value.faults)
