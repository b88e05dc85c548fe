"""From counts to the figures that are shown and have a floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.score.judge import Tally


@dataclass(frozen=True)
class Figure:
    """One figure: so many of one count in so many of another."""

    name: str
    part: str
    of: str
    per: int = 100
    lower: bool = False
    """The lower the better."""
    pinned: bool = True
    """It has a floor."""

    def value(self, tally: Tally) -> float | None:
        """Nothing where there was nothing to count in."""
        return self.per * tally[self.part] / tally[self.of] if tally[self.of] else None


FIGURES = (
    Figure("Han character errors, % of the truth", "han_errors", "han", lower=True),
    Figure("passages exact, %", "exact_passages", "passages"),
    Figure("damaged places exact, %", "exact_places", "places"),
    Figure("wrong repairs, % of damaged places", "wrong_repairs", "places", lower=True),
    Figure("places left, % of damaged places", "left", "places", pinned=False),
    Figure("places left unflagged, % of damaged places", "left_unflagged", "places", lower=True),
    Figure("flags that are right, %", "right_flags", "flags"),
    Figure("lines of litter gone, %", "litter_gone", "litter"),
    Figure("false changes in 100,000 characters", "false_changes", "characters", 100_000, True),
    Figure("false flags in 100,000 characters", "false_flags", "characters", 100_000, True),
    Figure(
        "(line ends, blank lines, ends of lines)",
        "layout_changes",
        "characters",
        100_000,
        True,
        pinned=False,
    ),
    Figure("points whose first link is related, %", "related_firsts", "points"),
    Figure("links that are related, %", "related_links", "links"),
    Figure("links that are closely related, %", "close_links", "links"),
    Figure("nDCG@5 of the ranking, %", "gain", "best"),
    Figure("nDCG@5 of what is linked, %", "gain_shown", "best"),
    Figure("links when words are shuffled, %", "shuffled_links", "links_by_seeds", lower=True),
)


def table(tallies: Mapping[str, Tally]) -> str:
    """A row for each figure, a column for each set; what a set cannot say is a dash.

    >>> from collections import Counter
    >>> print(table({"wild": Counter(passages=4, exact_passages=3)}).splitlines()[1])
    passages exact, %  75.0  3/4
    """
    rows = [["", *tallies]]
    for figure in FIGURES:
        cells = [_cell(figure, tally) for tally in tallies.values()]
        if any(cell != "-" for cell in cells):
            rows.append([figure.name, *cells])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _cell(figure: Figure, tally: Tally) -> str:
    value = figure.value(tally)
    if value is None:
        return "-"
    return f"{value:.1f}  {tally[figure.part]}/{tally[figure.of]}"
