"""OpenCC's dictionaries as text, where this OpenCC has a program that reads them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import opencc
import pytest

CLIB = Path(opencc.__file__).parent / "clib"


def names() -> list[str]:
    return sorted(path.stem for path in CLIB.rglob("*.ocd2"))


def rows(name: str, folder: Path) -> list[tuple[str, list[str]]]:
    """Every entry: what is looked up, and what it becomes, the preferred first."""
    program = shutil.which("opencc_dict", path=CLIB / "bin")
    if not program:
        pytest.skip("this OpenCC has no program that reads its dictionaries")
    source, plain = next(CLIB.rglob(f"{name}.ocd2")), folder / name
    command = [program, "-f", "ocd2", "-i", str(source), "-t", "text", "-o", str(plain)]
    subprocess.run(command, check=True)
    lines = plain.read_text("utf-8").splitlines()
    return [(word, made.split()) for word, made in (line.split("\t") for line in lines)]
