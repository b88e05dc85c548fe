"""Texts of a wanted size, always the same."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.score.corruptor import page
from tests.score.truth import texts

_DISTINCT = 1_000_000
"""So many bytes before the noise repeats itself."""


def clean_text(length: int) -> str:
    """So many bytes of text in which nothing is wrong."""
    return _fill("".join(f"{line}\n" for text in texts() for line in text), length)


def noise(length: int) -> str:
    """So many bytes of one page of the family."""
    # A character of text is some four bytes with its noise.
    some = page(Random("noise"), "toned", min(length, _DISTINCT) // 4)
    return _fill(some.raw, length)


def _fill(text: str, length: int) -> str:
    """The text over and over."""
    times = -(-length // len(text.encode()))
    return (text * times).encode()[:length].decode(errors="ignore")


TEXTS: dict[str, Callable[[int], str]] = {"noise of the family": noise, "clean text": clean_text}
