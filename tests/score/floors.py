"""Floors: what was reached once is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from tests.score.figures import FIGURES
from tests.score.judge import Tally

FILE = Path(__file__).parent / "floors.yml"


def fallen(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """A sentence for each figure of these sets that is worse than its floor, or has none."""
    floors = yaml.load(FILE.read_text("utf-8"), Loader=yaml.BaseLoader)
    for name, tally in tallies.items():
        for figure in FIGURES:
            value = figure.value(tally)
            if value is None or not figure.pinned:
                continue
            floor = floors.get(name, {}).get(figure.name)
            if floor is None:
                yield f"{name}: {figure.name}: {value:.2f}, and no floor in {FILE.name}"
            elif value > float(floor) if figure.lower else value < float(floor):
                side = "above" if figure.lower else "below"
                yield f"{name}: {figure.name}: {value:.2f} is {side} its floor, {floor}"
