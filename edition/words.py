"""Word lists: data files with a header that says what belongs in them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def entries(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of `data/<name>.txt`: each line's fields, tab-separated; `#` begins a comment.

    >>> ("著作",) in entries("zhu")
    True
    """
    lines = (files("edition") / "data" / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
