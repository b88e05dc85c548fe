"""The proof of a repair: damaged once more, it looks exactly like what stands in the source.

`edition.damage` is one page's way of damaging a text. Pages differ in what cannot be
told from what they show: in which order readings were put in, whether quotation marks
were entities, which cuts were made. So a reading is run through every such way. On a page in
Simplified characters readings may also have been put in last, behind what is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from edition.annotation import units
from edition.damage import ENTITIES, FOLD, annotate, cuts, show
from edition.inverse import Page

_FEW_CUTS = 3
"""Of more places where a page may have been cut, all were, none, or all but one."""


def resimulates(
    text: str, readings: Mapping[str, str], hosts: Mapping[str, str], page: Page, window: str
) -> bool:
    """Whether some page of the family makes of `text` exactly what stands in the source.

    `text`: a reading with its neighbours. `window`: the same place of the source; what is shown
    must begin with it, for what stands behind it may be damaged too. `readings`: the page's own
    list. `hosts`: characters with a reading that two others spell across their border here.

    >>> read = "凝聚在黨的周圍\\uff0c充分"
    >>> listed, page, window = {"車": "chē"}, Page({"車": "chē"}), "凝聚在黨的周?chē)?,充"
    >>> resimulates(read, listed, listed, page, window)
    True
    >>> resimulates(read.replace("圍", "邊"), listed, listed, page, window)
    False
    >>> last = Page({"护": "hù"}, converted=False)
    >>> resimulates("保护需要", last.readings, {}, last, "?;ば枰?")
    True
    """
    shown = window.translate(FOLD)
    ways = [(data, shown) for data in _annotated(text, readings, hosts)]
    if readings and not page.converted:
        bare = "".join(char for _, _, char in units(window, readings)).translate(FOLD)
        ways += [(data, bare) for data in _annotated(text, {}, {})]
    return any(
        show(data, frozenset(uncut), page.lone).startswith(shown)
        for data, shown in ways
        for uncut in _spared(data, page.lone)
    )


def _annotated(text: str, readings: Mapping[str, str], hosts: Mapping[str, str]) -> set[bytes]:
    """The bytes with their readings: put in in several orders, quotation marks as bytes or not."""
    orders = [dict(sorted({**readings, **hosts}.items()))]
    if hosts:
        orders += [dict(hosts) | dict(readings), dict(reversed([*hosts.items()])) | dict(readings)]
    quotes = (True, False) if any(char in text for char in ENTITIES) else (True,)
    return {annotate(text, order, entities=entities) for order in orders for entities in quotes}


def _spared(data: bytes, lone: str) -> Iterator[tuple[int, ...]]:
    """Which of the cuts may not have been made: those without which the page looks different."""
    yield ()
    places = frozenset(range(len(cuts(data))))
    all_cut, none_cut = show(data, lone=lone), show(data, places, lone)
    telling = [
        count
        for count in sorted(places)
        if show(data, frozenset([count]), lone) != all_cut
        or show(data, places - {count}, lone) != none_cut
    ]
    for size in range(1, len(telling) + 1 if len(telling) <= _FEW_CUTS else 2):
        yield from combinations(telling, size)
    if len(telling) > _FEW_CUTS:
        yield tuple(telling)
