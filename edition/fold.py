"""Which characters are one to a reader who writes in the other script.

Whoever looks for 髮展, 發展 or 发展 means the same. OpenCC knows the forms, and
is asked for each Han character by itself, and for the texts as they run, because
some forms are chosen by the word only (了 is 瞭 in 瞭解). What any direction
joins is one class.

Nothing else is joined. OpenCC's dictionaries also list forms that it never
chooses for these texts (哩 for 里, 待 for 呆); a search that took those as one
would find what nobody looked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from unicodedata import normalize

from edition.script import keep_length

_DIRECTIONS = ("s2tw", "s2hk", "tw2s", "hk2s")
"""The plain `s2t` and `t2s` lie on the way of these."""
_HAN = "".join(map(chr, range(0x3400, 0xA000)))
"""Rarer characters lie beyond; they take part where they stand in a text."""


def classes(texts: Collection[str]) -> list[str]:
    """The classes of two or more characters that occur in these texts.

    >>> classes(["发展", "随着"])
    ['发發髮', '着著', '随隨']
    >>> classes(["了"]), classes(["了解"])
    ([], ['了瞭'])
    """
    plain = [normalize("NFKD", text) for text in texts]
    here = set().union(*plain)
    homes = _join(_alone() | _pairs([*plain, *sorted(here)]))
    met = {id(home): home for char in here if (home := homes.get(char))}
    return sorted("".join(sorted(home)) for home in met.values())


@cache
def _alone() -> frozenset[tuple[str, str]]:
    """Every Han character and what it becomes when it stands by itself."""
    return frozenset(_pairs(["\n".join(_HAN)]))


def _pairs(texts: Iterable[str]) -> set[tuple[str, str]]:
    """Each character that some direction changes, with what it becomes there."""
    pairs: set[tuple[str, str]] = set()
    for text in texts:
        for direction in _DIRECTIONS:
            pairs.update(zip(text, keep_length(text, direction), strict=True))
    return {(one, other) for one, other in pairs if one != other}


def _join(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Character to its class, the same set for all its members."""
    homes: dict[str, set[str]] = {}
    for one, other in pairs:
        home, moved = homes.setdefault(one, {one}), homes.setdefault(other, {other})
        if home is not moved:
            home |= moved
            homes.update(dict.fromkeys(moved, home))
    return homes
