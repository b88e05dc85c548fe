"""What is wrong with the input, said as a good compiler says it.

A stage never stops at the first fault: it collects `Fault`s and the program
raises all of them together as `Faults`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, where, and what to do about it.

    >>> print(Fault("source_texts/a.yml", 3, "unknown key 'autor'", "did you mean 'author'?"))
    source_texts/a.yml:3: unknown key 'autor'
        did you mean 'author'?
    """

    file: str
    line: int
    """Counted from 1; 0 when it is the whole file."""
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}\n    {self.remedy}"


class Faults(Exception):
    """Everything that is wrong, in order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))
