"""`python -m tests.score`: how well texts are cleaned and linked, and whether still as well."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

from tests.score import links
from tests.score.figures import table
from tests.score.floors import fallen
from tests.score.judge import Tally
from tests.score.run import PAGES, SEED, score, sets

_HEADINGS = {
    "simulated": "Simulated pages. They share the program's model of the damage: "
    "consistency, no proof.",
    "wild": "Wild passages, read by hand.",
    "parallels": "Parallels, against pairs of passages graded by reading (parallels.yml).",
}


def main() -> int:
    """Print all tables; 1 when a figure fell below its floor."""
    parser = argparse.ArgumentParser(
        "build.py score", description="How well texts are cleaned and linked."
    )
    parser.add_argument("--seed", type=int, default=SEED, help="of the simulated pages")
    parser.add_argument("--pages", type=int, default=PAGES, help="how many to simulate")
    asked = parser.parse_args()
    tallies = score(sets(asked.seed, asked.pages), _report) | {"parallels": links.score()}
    for begin, heading in _HEADINGS.items():
        some = {name: tally for name, tally in tallies.items() if name.startswith(begin)}
        print(f"{heading}\n\n{table(some)}\n")
    if (asked.seed, asked.pages) != (SEED, PAGES):
        return _verdict({n: t for n, t in tallies.items() if not n.startswith("simulated")})
    return _verdict(tallies)


def _verdict(tallies: Mapping[str, Tally]) -> int:
    """Floors are for pages of the default seed and number: others differ by chance."""
    found = list(fallen(tallies))
    print("\n".join(found) or "no figure is below its floor")
    return int(bool(found))


def _report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
