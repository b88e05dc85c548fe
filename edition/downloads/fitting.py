"""Words in lines of like length, as large as fits.

A title ends its lines with its words, and better with its clauses, so that no character is left
alone: what a renderer does where it breaks lines by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.outputs.map import squares
from edition.outputs.markup import clauses
from edition.script import Script

_RAGGED = 4.0
"""What it costs to end a line inside a clause; a line shorter than others by two costs as much."""
_OPENING = "〔《〈“‘「『\uff08"
_MORE = "……"
_WORD = re.compile(r"[!-~]+ ?|.")

Part = tuple[str, bool]
"""What no line may end in, and whether a clause ends with it."""


@dataclass(frozen=True)
class Lines:
    """Words cut into lines."""

    size: int
    """Pixels of a character."""
    lines: tuple[str, ...]

    @property
    def hanging(self) -> list[tuple[str, bool]]:
        """Each line, and whether it begins with a mark whose left half is blank."""
        return [(line, line[:1] in _OPENING) for line in self.lines]

    def height(self, leading: float) -> float:
        """In pixels, with lines so many characters high."""
        return len(self.lines) * self.size * leading


def fitted(words: str, script: Script, measure: float, sizes: Sequence[tuple[int, int]]) -> Lines:
    """Words in lines of like length, as large as `sizes` (pixels, lines) let them be.

    `measure` is in pixels. What no size can hold ends early, with a word, and shows it.

    >>> fitted("社会工作体制机制的内在需要", Script.HANS, 420, [(60, 2), (50, 2)]).lines
    ('社会工作体制', '机制的内在需要')
    >>> fitted("社会工作体制机制的内在需要", Script.HANS, 420, [(60, 1)]).lines
    ('社会工作……',)
    """
    parts = [
        (part, at == len(clause))
        for clause in clauses(words, script)
        for at, part in enumerate(clause, 1)
    ]
    for size, most in sizes:
        if lines := _broken(_whole(parts, measure / size), measure / size, most):
            return Lines(size, lines)
    size, most = sizes[-1]
    parts = _whole(parts, measure / size - len(_MORE))
    while parts:
        (last, _) = parts.pop()
        parts = [*parts[:-1], (parts[-1][0] + _MORE, True)] if parts else [(last[:1] + _MORE, True)]
        if lines := _broken(parts, measure / size, most):
            return Lines(size, lines)
        parts[-1] = (parts[-1][0].removesuffix(_MORE), True)
    return Lines(size, (_MORE,))


def _broken(parts: Sequence[Part], measure: float, most: int) -> tuple[str, ...]:
    """Parts in as few lines as hold them, of like length, and with the ends of clauses.

    `measure` is in characters. Empty where `most` lines do not hold them.
    """
    widths = [squares(part) for part, _ in parts]
    for count in range(1, most + 1):
        ideal = sum(widths) / count
        best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
        for _ in range(count):
            longer: dict[int, tuple[float, tuple[int, ...]]] = {}
            for start, (cost, ends) in best.items():
                for end in range(start + 1, len(parts) + 1):
                    width = sum(widths[start:end])
                    if width > measure:
                        break
                    ragged = 0.0 if parts[end - 1][1] else _RAGGED
                    made = (cost + (width - ideal) ** 2 + ragged, (*ends, end))
                    longer[end] = min(made, longer.get(end, made))
            best = longer
        if len(parts) in best:
            pieces = [part for part, _ in parts]
            return tuple("".join(pieces[a:b]) for a, b in pairwise(best[len(parts)][1]))
    return ()


def _whole(parts: Sequence[Part], measure: float) -> list[Part]:
    """Parts of which none is longer than a line: one that is gets cut at blanks, or anywhere."""
    made: list[Part] = []
    for part, ends in parts:
        words = [part] if squares(part) <= measure else _WORD.findall(part)
        pieces = [one for word in words for one in ([word] if squares(word) <= measure else word)]
        made += [(piece, False) for piece in pieces[:-1]] + [(pieces[-1], ends)]
    return made
