"""What is scored: a raw text, and what is known of its passages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A stretch of a raw text with the truth about it."""

    start: int
    """In the raw text, like `end`."""
    end: int
    truth: str
    """What it was; empty for a line of litter, which was nothing."""
    damaged: str = ""
    """The passage as the byte damage left it, before other noise came on top."""
    offsets: tuple[int, ...] = ()
    """Where each character of `damaged` stands in the raw text."""


@dataclass(frozen=True)
class Document:
    """A raw text to be cleaned, and its passages; without passages nothing may change in it."""

    raw: str
    passages: tuple[Passage, ...] = ()


def whole(text: str, truth: str, before: str = "") -> Document:
    """One damaged passage as a text of its own, or after a line that is not judged.

    >>> whole("黨的周?", "党的周围", "會(huì )").passages[0].start
    8
    """
    start = len(before) + 1 if before else 0
    raw = f"{before}\n{text}" if before else text
    offsets = tuple(range(start, start + len(text)))
    return Document(f"{raw}\n", (Passage(start, start + len(text), truth, text, offsets),))
