"""The sets, cleaned and judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from edition.clean import clean
from edition.model import Cleaned, Source
from edition.sources import of_string
from tests.score.corruptor import FAMILIES, controls, pages
from tests.score.document import Document
from tests.score.judge import Tally, judge
from tests.score.wild import wild_sets

SEED = 1
PAGES = 60


def sets(seed: int, count: int) -> dict[str, list[Document]]:
    """Every set by name: so many damaged pages, as many undamaged, all that is wild."""
    simulated = {
        "simulated": pages(seed, count),
        "simulated, undamaged": controls(seed, count),
    }
    return simulated | wild_sets()


def few() -> dict[str, list[Document]]:
    """A small fixed part of the sets, under names of its own where it is less than the whole."""
    wild = wild_sets()
    pages_of_wild = {name: some for name, some in wild.items() if name.endswith("on a page")}
    return {
        "simulated, few": pages(SEED, len(FAMILIES)),
        "simulated, undamaged, few": controls(SEED, 6),
        **{name: some for name, some in wild.items() if name not in pages_of_wild},
        **{f"{name}, few": some[::6] for name, some in pages_of_wild.items()},
    }


def measure(documents: Sequence[Document], cleaner: Callable[[Source], Cleaned] = clean) -> Tally:
    """What a cleaner makes of these, one after the other."""
    return sum((_one(document, cleaner) for document in documents), Tally())


def score(
    documents: Mapping[str, Sequence[Document]], report: Callable[[str], None]
) -> dict[str, Tally]:
    """What the program makes of each set, on all cores."""
    # Forked, a process would inherit locks that a thread of a library may hold.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        tallies = {}
        for name, some in documents.items():
            report(f"{name}: {len(some)} texts ...")
            tallies[name] = sum(pool.map(_one, some), Tally())
        return tallies


def _one(document: Document, cleaner: Callable[[Source], Cleaned] = clean) -> Tally:
    return judge(document, cleaner(of_string(document.raw)))
