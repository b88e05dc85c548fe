"""From a folder to sources: bytes read, encodings told apart, sidecars checked.

A folder holds `<id>.txt` (bytes as scraped, never edited) and beside each an
optional `<id>.yml`. UTF-8 with and without a byte order mark and GB18030 are
read, because that is what mirrors of mainland pages are saved in; anything
else is named and refused rather than guessed at.
"""

from __future__ import annotations

import re
from pathlib import Path

from edition import sidecar
from edition.faults import Fault
from edition.model import Metadata, Source

_ID = re.compile(
    r"(?!(links|nearest|terms|documents|reuse)$)(?=.{1,80}$)[a-z][a-z0-9]*(-[a-z0-9]+)*"
)
"""These files of data/ are the edition's; a file's name has its limits."""
_OTHER_UNICODE = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_FEW_TORN = 0.02
"""Up to so many of its characters can be torn, and a text still is UTF-8."""
_COMMON = 0.7
"""In Chinese text at least this share of the Han are among GB 2312's 3,755 common ones."""


def read_sources(folder: Path) -> tuple[list[Source], list[Fault]]:
    """All sources of a folder in the order of their ids, and all that is wrong there."""
    sources: list[Source] = []
    faults: list[Fault] = []
    if not folder.is_dir():
        return [], [Fault(folder.name, 0, "no such folder", "put the texts there as <id>.txt")]
    files = sorted(path for path in folder.iterdir() if not _ignored(path))
    texts = [path for path in files if path.suffix == ".txt"]
    for path in files:
        if path.suffix == ".yml":
            if path.with_suffix(".txt") not in texts:
                faults.append(
                    Fault(
                        _name(path),
                        0,
                        "a sidecar without a text",
                        f"add {path.stem}.txt, or give the two the same name",
                    )
                )
        elif path.suffix != ".txt":
            faults.append(
                Fault(
                    _name(path),
                    0,
                    "not a text or a sidecar",
                    "only <id>.txt and <id>.yml live here",
                )
            )
    for path in texts:
        source, wrong = read_source(path)
        faults += wrong
        if source:
            sources.append(source)
    faults += _same_id(sources, folder)
    if not texts:
        faults.append(Fault(folder.name, 0, "no texts here", "add one as <id>.txt"))
    return sorted(sources, key=lambda source: source.id), faults


def read_source(path: Path, *, named: bool = True) -> tuple[Source | None, list[Fault]]:
    """One text and its sidecar; no source where the text cannot be read at all.

    `named`: the name must do for addresses, as it must in an edition.
    """
    file = _name(path) if named else str(path)
    try:
        data = path.read_bytes()
    except IsADirectoryError:
        return None, [Fault(file, 0, "this is a directory", "a text is one file")]
    except OSError as error:
        what = error.strerror or "cannot be read"
        return None, [Fault(file, 0, what.lower(), "check the name and the file's permissions")]
    text, encoding, fault = decode(data, file)
    if fault:
        return None, [fault]
    side, faults = sidecar.Sidecar(), []
    beside = path.with_suffix(".yml")
    beside_file = _name(beside) if named else str(beside)
    if beside.is_file() and beside != path:
        try:
            content = beside.read_text("utf-8-sig")
        except OSError as error:
            what = error.strerror or "cannot be read"
            side.faults.append(Fault(beside_file, 0, what.lower(), "check its permissions"))
        except UnicodeDecodeError:
            side.faults.append(Fault(beside_file, 0, "not UTF-8", "save the sidecar as UTF-8"))
        else:
            side = sidecar.read(content, beside_file, text)
    faults += side.faults
    ident = side.id or path.stem
    if named and not _ID.fullmatch(ident):
        faults.append(
            Fault(
                file,
                0,
                f"{ident!r} cannot name a text: its pages' addresses are made of it",
                "use a-z, 0-9 and single hyphens, a letter first, as file name or as `id:`",
            )
        )
    return Source(ident, path.name, data, encoding, text, side.meta), faults


def of_string(text: str, ident: str = "text", meta: Metadata | None = None) -> Source:
    """A source made of a string, for a text that is not in a file.

    >>> of_string("讲话").bytes == "讲话".encode()
    True

    Raises UnicodeEncodeError for half a character (a lone surrogate), which no file can hold.
    """
    data = text.encode()
    return Source(ident, f"{ident}.txt", data, "utf-8", text, meta or Metadata())


def decode(data: bytes, file: str) -> tuple[str, str, Fault | None]:
    """Text and encoding, or the fault.

    The encoding is one that gives exactly the same bytes back.

    >>> decode("讲话".encode("gb18030"), "a.txt")[:2]
    ('讲话', 'gb18030')
    >>> print(decode(b"", "a.txt")[2])
    a.txt: the file is empty
        put the text in, or take the file away
    """
    empty = Fault(file, 0, "the file is empty", "put the text in, or take the file away")
    if not data.strip():
        return "", "", empty
    for mark, name in _OTHER_UNICODE.items():
        if data.startswith(mark):
            return "", "", Fault(file, 0, f"this is {name}", "save it as UTF-8")
    if b"\0" in data:
        return (
            "",
            "",
            Fault(file, 0, "this is not text but binary data", "save the text alone"),
        )
    bom = data.startswith(b"\xef\xbb\xbf")
    for encoding in ("utf-8-sig" if bom else "utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            return "", "", empty
        if text.encode(encoding) == data and (encoding != "gb18030" or _plausible(text)):
            return text, encoding, None
    return "", "", _torn(data, file)


def _torn(data: bytes, file: str) -> Fault:
    """Where a text that is UTF-8 but for some bytes is not; or that it is something else."""
    read = data.decode("utf-8", "replace")
    torn = read.count("\ufffd")
    has_others = any(char > "\x7f" for char in read.replace("\ufffd", ""))
    if not has_others or torn > _FEW_TORN * len(read):
        remedy = "save it as UTF-8 (GB18030 is read too)"
        return Fault(file, 0, "its encoding is not known", remedy)
    at = len(read[: read.index("\ufffd")].encode())
    line = data.count(b"\n", 0, at) + 1
    what = f"byte 0x{data[at]:02X} at {at:,} is not UTF-8, as the rest is"
    return Fault(file, line, what, "get the file anew: some of its bytes were lost")


def _plausible(text: str) -> bool:
    """Whether this can be Chinese: other encodings decode as GB18030 too, into rare characters."""
    han = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    common = sum(0xB0 <= char.encode("gb18030")[0] <= 0xD7 for char in han)
    odd = sum(
        "\ue000" <= char <= "\uf8ff" or (char < " " and char not in "\t\n\r\f") for char in text
    )
    return bool(han) and common >= _COMMON * len(han) and odd == 0


def _same_id(sources: list[Source], folder: Path) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for source in sources:
        if source.id in seen:
            faults.append(
                Fault(
                    folder.name,
                    0,
                    f"two texts have the id {source.id!r}",
                    "rename one of the files, or change the `id:` of one sidecar",
                )
            )
        seen.add(source.id)
    return faults


def _ignored(path: Path) -> bool:
    return path.name.startswith(".") or path.stem.upper() == "README"


def _name(path: Path) -> str:
    """How a person calls it: folder and file."""
    return "/".join(path.parts[-2:])
