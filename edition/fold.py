"""Which characters are one to a reader who writes in the other script.

Whoever looks for 髮展, 發展 or 发展 means the same. OpenCC knows the forms: it is
asked for every Han character, in each direction a reader may write in, and what
any direction joins is one class. A few forms it chooses only inside a word;
these are named here, so that every phrase that OpenCC makes of a text folds to
the text.

Nothing else is joined. OpenCC's dictionaries also list forms that it never
chooses (衹 and 祇, 周 and 賙); a search that took those as one would find what
nobody looked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from unicodedata import normalize

from edition.script import keep_length

_DIRECTIONS = ("s2tw", "s2hk", "tw2s", "hk2s")
"""The plain `s2t` and `t2s` lie on the way of these."""
_BASIC = "".join(map(chr, range(0x3400, 0xA000)))
"""Han of the Basic Multilingual Plane. Rarer ones take part where they stand in a text."""
_BY_WORD = (
    "了瞭 仇讎 仿彷 伕夫 俱具 借藉 像象 划畫 吣唚 呆待 哩里 坏坯 坐座 堤隄 复覆 妍姸 宁甯 寧甯 "
    "彜彝 戚鏚 拏拿 揹背 斤觔 斫斲 果菓 枪鎗 柏栢 檗蘗 沈沉 浚濬 澂澄 焰燄 熏薰 琅瑯 甦苏 礦鑛 "
    "穎頴 穗繐 筱篠 籐藤 耇耈 耡锄 荳豆 鍊链 鰲鼇"
)
"""Pairs that OpenCC's phrase dictionaries make and its single characters do not:
明了 is 明瞭, 答复 is 答覆, 坐标 is 座標. A test compares them with the dictionaries."""


def classes(text: str) -> list[str]:
    """The classes of two or more characters that occur in a text.

    >>> classes("发展随着")
    ['发發髮', '着著', '随隨']
    """
    here = set(normalize("NFKD", text))
    homes = _join([*_common(), *_pairs(sorted(here.difference(_BASIC)))])
    met = {id(home): home for char in here if (home := homes.get(char))}
    return sorted("".join(sorted(home)) for home in met.values())


@cache
def _common() -> list[tuple[str, str]]:
    """The pairs of all but the rarer characters."""
    return [*_pairs(_BASIC), *((pair[0], pair[1]) for pair in _BY_WORD.split())]


def _pairs(characters: Iterable[str]) -> list[tuple[str, str]]:
    """What each becomes where it stands by itself."""
    text = "\n".join(characters)
    made = [zip(text, keep_length(text, direction), strict=True) for direction in _DIRECTIONS]
    return [(one, other) for pairs in made for one, other in pairs if one != other]


def _join(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Character to its class, the same set for all its members."""
    homes: dict[str, set[str]] = {}
    for one, other in pairs:
        home, moved = homes.setdefault(one, {one}), homes.setdefault(other, {other})
        if home is not moved:
            home |= moved
            homes.update(dict.fromkeys(moved, home))
    return homes
