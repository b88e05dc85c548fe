"""Clean texts that pages are simulated from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
FILES = (
    TESTS / "seeds" / "golden" / "tizhi-jizhi.txt",
    TESTS / "seeds" / "golden" / "huiyi-jianghua.txt",
    Path(__file__).parent / "texts" / "laws.txt",
)


@cache
def texts() -> tuple[tuple[str, ...], ...]:
    """The paragraphs of each text."""
    return tuple(tuple(path.read_text("utf-8").splitlines()) for path in FILES)
