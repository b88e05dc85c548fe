"""The proof: the raw file, rebuilt from what is published and nothing else.

A text is published as `<id>.txt` (the clean text), `<id>.changes.jsonl` (the record) and
`<id>.json` (encoding and sums). These three are enough, wherever they lie: in a project, on a
site, in a folder that somebody downloaded, in a zip. Why a change was made and how sure it is
does not matter to the proof: no sum says anything of it.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from edition.faults import Fault, Faults
from edition.model import Certainty, Change
from edition.record import replay, undo

_WITHIN = ("", "data", "edition/data", "site/data", "docs/data")
"""Where the data can lie in a folder: it is the data, a site, the zip unpacked, a project."""
_RECORD = ".changes.jsonl"
_OF_A_TEXT = re.compile(r"([a-z][a-z0-9-]*)(\.changes\.jsonl|\.tei\.xml|\.txt)")
"""A file that belongs to one text, and says its id."""
_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")
_LARGEST = 200_000_000
"""Bytes: a zip can promise to become anything, and no text is so long."""
_ANEW = "get it anew from where it is published"
_BROKEN = (OSError, BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
"""What a zip that is damaged, encrypted or of a strange kind raises."""

Files = Mapping[str, Callable[[], bytes]]
"""Files of one folder: name → what reads it."""


@dataclass(frozen=True)
class Proof:
    """What came of one text. Sums are SHA-256."""

    id: str
    raw: str
    """Of the raw file; where there is none, as it is published."""
    rebuilt: str
    """Of the raw file as rebuilt from clean text and record."""
    clean: str
    """Of the published clean text."""
    replayed: str
    """Of the clean text as replayed from raw text and record."""
    published: tuple[str, str]
    """Of both, as the edition publishes them."""
    data: bytes = field(default=b"", repr=False)
    """The raw file as rebuilt."""

    @property
    def holds(self) -> bool:
        """Whether both ways lead to exactly what is published."""
        made = (self.rebuilt, self.replayed)
        return (self.raw, self.clean) == made == self.published

    def __str__(self) -> str:
        def line(name: str, published: str, found: str, made: str) -> list[str]:
            told = [f"  {name}  {found}  {'=' if found == made else '≠'}  {made}"]
            if found != published:
                told.append(f"  {'published as':<{len(name)}}  {published}")
            return told

        return "\n".join(
            [
                f"{self.id}: {'holds' if self.holds else 'DOES NOT HOLD'}",
                *line("raw    = undo(clean, record)", self.published[0], self.raw, self.rebuilt),
                *line("clean  = replay(raw, record)", self.published[1], self.clean, self.replayed),
            ]
        )


def verify(root: Path) -> list[Proof]:
    """Prove every text that docs/data/ of a project publishes, with the raw files it has.

    Raises Faults when nothing is published, or files of a text are missing or cannot be read.
    """
    data, remedy = root / "docs" / "data", "python3 build.py"
    files = _of_folder(data) if data.is_dir() else {}
    return _prove(files, "docs/data", remedy, root / "source_texts")


def verify_published(place: Path) -> list[Proof]:
    """Prove every text of a folder or a zip, from what is in it alone.

    The folder is the data itself, or has it: a site, a project, the unpacked zip. Of a zip
    nothing is written to the disk.

    Raises Faults when there is no edition in it, or files of a text are missing or cannot be read.
    """
    if place.is_dir():
        for within in _WITHIN:
            found = _of_folder(place / within) if (place / within).is_dir() else {}
            if any(name.endswith(_RECORD) for name in found):
                return _prove(found, (place / within).as_posix(), _ANEW)
        raise Faults([_nothing(place.as_posix())])
    if not place.exists():
        remedy = "name the folder of a site or of its data, or the site's zip"
        raise Faults([Fault(place.as_posix(), 0, "no such file or folder", remedy)])
    try:
        with ZipFile(place) as archive:
            where, found = _of_zip(archive, place.as_posix())
            return _prove(found, where, _ANEW)
    except BadZipFile:
        what, remedy = "neither a folder nor a zip", "name the folder of a site, or the site's zip"
        raise Faults([Fault(place.as_posix(), 0, what, remedy)]) from None


def _nothing(file: str) -> Fault:
    looked = ", ".join(one for one in _WITHIN if one)
    what = f"no record of a text in it (<id>{_RECORD}), nor in {looked}"
    return Fault(file, 0, what, "name the folder of a site or of its data, or the site's zip")


def _of_folder(folder: Path) -> Files:
    return {path.name: path.read_bytes for path in folder.iterdir() if path.is_file()}


def _of_zip(archive: ZipFile, file: str) -> tuple[str, Files]:
    """The one folder of a zip that has records, and its files."""
    folders: dict[str, dict[str, Callable[[], bytes]]] = {}
    faults = []
    for info in archive.infolist():
        folder, _, name = info.filename.rpartition("/")
        files = folders.setdefault(folder, {})
        if name in files:
            faults.append(Fault(f"{file}/{info.filename}", 0, "is in the zip twice", _ANEW))
        if info.file_size > _LARGEST:
            faults.append(Fault(f"{file}/{info.filename}", 0, "is far too large", _ANEW))
        files[name] = partial(archive.read, info)
    having = [
        folder for folder, files in folders.items() if any(n.endswith(_RECORD) for n in files)
    ]
    if not having:
        faults.append(_nothing(file))
    elif len(having) > 1:
        what = f"several editions in it: {', '.join(having)}"
        faults.append(Fault(file, 0, what, "unpack it, and name the folder of one"))
    if faults:
        raise Faults(faults)
    return f"{file}/{having[0]}".rstrip("/"), folders[having[0]]


def _prove(files: Files, where: str, remedy: str, sources: Path | None = None) -> list[Proof]:
    """A proof of every text that has any file here."""
    if not any(name.endswith(_RECORD) for name in files):
        raise Faults([Fault(where, 0, "nothing is published", remedy)])
    ids = {found[1] for name in files if (found := _OF_A_TEXT.fullmatch(name))}
    proofs, faults = [], []
    for ident in sorted(ids):
        reader = _Reader(files, where, remedy)
        proof = _prove_one(reader, ident, sources)
        faults += reader.faults
        proofs += [proof] if proof else []
    if faults:
        raise Faults(faults)
    return proofs


class _Reader:
    """Reads the files of a text, and notes what is wrong with them."""

    def __init__(self, files: Files, where: str, remedy: str) -> None:
        self.faults: list[Fault] = []
        self._files = files
        self._where = where
        self._remedy = remedy

    def fault(self, name: str, line: int, what: str) -> None:
        self.faults.append(Fault(f"{self._where}/{name}", line, what, self._remedy))

    def text(self, name: str) -> str | None:
        """A file's text, its line ends as they are."""
        if name not in self._files:
            self.fault(name, 0, "is missing")
            return None
        try:
            data = self._files[name]()
            if len(data) > _LARGEST:
                raise BadZipFile("larger than it says")
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            self.fault(name, error.object.count(b"\n", 0, error.start) + 1, "is not UTF-8")
        except _BROKEN as error:
            self.fault(name, 0, f"cannot be read: {error}")
        return None

    def about(self, ident: str) -> tuple[str, str, str, str] | None:
        """File name, encoding and both sums of a text."""
        name = f"{ident}.json"
        if (said := self.text(name)) is None:
            return None
        try:
            about = json.loads(said)
            told = (
                *(about["file"], about["raw"]["encoding"]),
                *(about["raw"]["sha256"], about["clean"]["sha256"]),
            )
            if about["id"] != ident:
                self.fault(name, 0, f"is about another text, {about['id']!r}")
            elif told[1] not in _ENCODINGS:
                self.fault(name, 0, f"no encoding that this edition reads: {told[1]!r}")
            elif all(isinstance(one, str) for one in told):
                return told
            else:
                self.fault(name, 0, "does not say what a text's data says")
        except json.JSONDecodeError as error:
            self.fault(name, error.lineno, f"is not JSON: {error.msg}")
        except (LookupError, TypeError, ValueError, RecursionError):
            self.fault(name, 0, "does not say what a text's data says")
        return None

    def record(self, ident: str) -> list[Change] | None:
        """The record of a text: changes in order, apart from each other."""
        name = f"{ident}{_RECORD}"
        if (said := self.text(name)) is None:
            return None
        before = len(self.faults)
        record: list[Change] = []
        for number, line in enumerate(said.split("\n"), 1):
            if not line:
                continue
            try:
                change = _change(json.loads(line))
            except json.JSONDecodeError as error:
                self.fault(name, number, f"is not JSON: {error.msg}")
            except (LookupError, TypeError, ValueError, RecursionError):
                self.fault(name, number, "no change: start, end, raw and clean are needed")
            else:
                if record and change.start < record[-1].end:
                    self.fault(name, number, "begins before the change above it has ended")
                record.append(change)
        return record if len(self.faults) == before else None


def _prove_one(reader: _Reader, ident: str, sources: Path | None) -> Proof | None:
    """The proof of one text; none where a file of it cannot be read."""
    about, record = reader.about(ident), reader.record(ident)
    clean = reader.text(f"{ident}.txt")
    if about is None or record is None or clean is None:
        return None
    file, encoding, raw_sum, clean_sum = about
    text = undo(clean, record)
    try:
        rebuilt = text.encode(encoding)
    except UnicodeEncodeError:
        reader.fault(f"{ident}.txt", 0, f"has characters that {encoding} has not")
        return None
    if sources:
        try:
            raw = (sources / file).read_bytes()
            text, raw_found = raw.decode(encoding), _sum(raw)
        except (OSError, UnicodeDecodeError) as error:
            reader.fault(f"{ident}.json", 0, f"{sources.name}/{file} cannot be read: {error}")
            return None
    else:
        raw_found = raw_sum
    return Proof(
        ident,
        raw_found,
        _sum(rebuilt),
        _sum(clean.encode()),
        _sum(replay(text, record).encode("utf-8", "surrogatepass")),
        (raw_sum, clean_sum),
        rebuilt,
    )


def write(proofs: Iterable[Proof], folder: Path) -> list[Path]:
    """Write the raw files as rebuilt, `<id>.txt` each. Nothing is written over.

    Raises Faults when a file of that name is there already.
    """
    files = {folder / f"{proof.id}.txt": proof.data for proof in proofs}
    there = [path for path in files if path.exists()]
    if there:
        remedy = "name another folder, or take the file away"
        raise Faults(Fault(path.as_posix(), 0, "is there already", remedy) for path in there)
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        path.write_bytes(data)
    return list(files)


def _change(said: dict[str, Any]) -> Change:
    """A line of the record, read back."""
    start, end, raw, clean = (said[key] for key in ("start", "end", "raw", "clean"))
    if not (type(start) is type(end) is int and type(raw) is type(clean) is str):
        raise TypeError("offsets are numbers, readings are text")
    if not 0 <= start <= end or end - start != len(raw):
        raise ValueError("a reading as long as its place")
    return Change(start, end, raw, clean, (), (), Certainty.MECHANICAL)


def _sum(data: bytes) -> str:
    return sha256(data).hexdigest()
