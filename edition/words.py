"""Word lists: data files with a header that says what belongs in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def entries(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of `data/<name>.txt`: each line's fields, tab-separated; `#` begins a comment.

    >>> ("著作",) in entries("zhu")
    True
    """
    return tuple(fields for _, fields in numbered(name))


def numbered(name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The same, each with its line, counted from 1.

    >>> next(numbered("zhu"))[0] > 1
    True
    """
    text = (files("edition") / "data" / f"{name}.txt").read_text("utf-8-sig")
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, tuple(line.split("\t"))
