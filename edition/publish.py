"""Putting what was made in its place: all of it or nothing.

Everything is made in `.build/` first. Only when it is complete is it marked
ready, and moved piece by piece. A build that is interrupted before leaves what
was there untouched; one interrupted while moving is finished by the next. Of two
builds at a time the second waits.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path

from filelock import FileLock, Timeout

from edition import addresses, cff
from edition.faults import Fault, Faults
from edition.markdown import converted
from edition.outputs import GENERATED
from edition.script import Script

STAGE = ".build"
_LOCK = ".build.lock"
_DOCS = {Script.HANS: "docs", Script.HANT: "docs-hant"}
_PIECES = (*(f"docs/{name}" for name in GENERATED), addresses.FOLDER, cff.FILE, "site")
"""What is moved, one after the other."""
_READY = "ready"
"""The mark that all is made; it names the pieces."""
_ASIDE = "aside"
_SHOWN = 20
"""Lines of difference that are shown for a file,"""
_WIDE = 160
"""and characters of a line."""


@contextmanager
def alone(root: Path, report: Callable[[str], None]) -> Iterator[None]:
    """While this lasts no other build of this project stages or moves anything."""
    lock = FileLock(root / _LOCK)
    try:
        held = lock.acquire(blocking=False)
    except Timeout:
        report("another build is running here: waiting for it to end")
        held = lock.acquire()
    with held:
        yield


def stage(
    root: Path, files: Mapping[Script, Mapping[str, str]], beside: Mapping[str, str]
) -> tuple[dict[Script, Path], Path]:
    """For each script a folder with all of docs/ as it shall be, and one for the site.

    None of them is in place yet. Only the Simplified docs/ ever will be: the other is made to be
    rendered. `beside` is what is written outside docs/: path below the root → content.
    """
    recover(root)
    docs = {script: root / STAGE / _DOCS[script] for script in files}
    for script, folder in docs.items():
        folder.mkdir(parents=True)
        for one in sorted((root / "docs").iterdir()):
            if one.name not in GENERATED:
                _by_hand(one, folder, script)
        for path, content in files[script].items():
            write(folder / path, content)
    kept = root / STAGE / addresses.FOLDER
    if (root / addresses.FOLDER).exists():
        shutil.copytree(root / addresses.FOLDER, kept)
    for path, content in beside.items():
        write(root / STAGE / path, content)
    return docs, root / STAGE / "site"


def _by_hand(one: Path, folder: Path, script: Script) -> None:
    """A copy of what a person wrote below docs/: its pages in the script asked for."""
    if one.is_dir():
        (folder / one.name).mkdir()
        for below in sorted(one.iterdir()):
            _by_hand(below, folder / one.name, script)
    elif one.suffix == ".md" and script is not Script.HANS:
        write(folder / one.name, converted(one.read_text("utf-8"), script))
    else:
        shutil.copy2(one, folder)


def write(path: Path, content: str) -> None:
    """A file with exactly this text, whatever the system's line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8", "surrogatepass"))


def settle(root: Path) -> None:
    """Move what was staged into its place."""
    made = [name for name in _PIECES if (root / STAGE / name).exists()]
    write(root / STAGE / _READY, "\n".join(made))
    recover(root)


def recover(root: Path) -> None:
    """Finish an interrupted move, or drop an interrupted build."""
    staged = root / STAGE
    if (staged / _READY).exists():
        made = (staged / _READY).read_text("utf-8").split("\n")
        for name in _PIECES:
            aside = staged / _ASIDE / name.replace("/", "-")
            if (staged / name).exists():
                _replace(staged / name, root / name, aside)
            elif name not in made and (root / name).exists():  # no longer generated
                aside.parent.mkdir(exist_ok=True)
                (root / name).rename(aside)
        (staged / _READY).unlink()
    shutil.rmtree(staged, ignore_errors=True)


def differences(root: Path, files: Mapping[str, str], beside: Mapping[str, str]) -> Iterator[str]:
    """How docs/ and what is written beside it differ on disk from what would be written."""
    generated = [root / "docs" / name for name in GENERATED]
    found = {
        path.relative_to(root).as_posix()
        for folder in generated
        for path in [folder, *folder.rglob("*")]
        if path.is_file()
    }
    made = {f"docs/{path}": content for path, content in files.items()}
    for path, content in beside.items():
        made[path] = content
        found |= {path} if (root / path).exists() else set()
    for path in sorted({*found, *made}):
        if path not in found:
            yield f"{path}: missing"
        elif path not in made:
            yield f"{path}: left over"
        else:
            old = (root / path).read_bytes().decode("utf-8", "replace")
            if old != made[path]:
                yield f"{path}: differs\n" + _diff(old, made[path])


def _diff(old: str, new: str) -> str:
    lines = list(
        unified_diff(
            old.splitlines(keepends=True), new.splitlines(keepends=True), "on disk", "as built", n=0
        )
    )
    more = [f"    … {len(lines) - _SHOWN} more lines"] if len(lines) > _SHOWN else []
    start = _differs_at(old, new)
    return "\n".join([*("    " + _short(line, start) for line in lines[:_SHOWN]), *more])


def _differs_at(old: str, new: str) -> int:
    """How far into its line the first difference is."""
    pairs = enumerate(zip(old, new, strict=False))
    same = next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))
    return same - (old.rfind("\n", 0, same) + 1)


def _short(line: str, start: int) -> str:
    """A line of a difference, a long one about the place where it differs."""
    shown = repr(line.rstrip("\n"))[1:-1]
    if len(shown) <= _WIDE:
        return shown
    return shown[:1] + "…" + shown[max(1, start - _WIDE // 4) : start + _WIDE]


def _replace(new: Path, old: Path, aside: Path) -> None:
    """One in place of the other, which is put aside; untouched when they are the same.

    Nothing is deleted before the new one is in place.
    """
    if _content(new) == _content(old):
        return
    try:
        old.parent.mkdir(parents=True, exist_ok=True)
        if old.exists():
            aside.parent.mkdir(exist_ok=True)
            old.rename(aside)
        new.rename(old)
    except OSError as error:
        if aside.exists() and not old.exists():
            aside.rename(old)
        what = f"cannot be replaced: {error.strerror}"
        remedy = "close what is using it, or see who may write there; then build again"
        raise Faults([Fault(str(old), 0, what, remedy)]) from error


def _content(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return {f.relative_to(path).as_posix(): f.read_bytes() for f in files if f.is_file()}
