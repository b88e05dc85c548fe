"""What may have stood at a damaged place, likeliest first.

Of all texts that can have been there (`edition.inverse`) only those count that
look like the source when they are damaged once more (`edition.resimulation`). They
are weighed with their neighbours: how frequent their words are (`edition.lexicon`),
how likely in this order (`edition.succession`), whether rare characters make words and
marks that go in pairs do, and whether the page says the same elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from edition import succession
from edition.annotation import READING, units
from edition.damage import FOLD
from edition.inverse import Origin, Page
from edition.lexicon import has_oddity, likelihood
from edition.model import Edit
from edition.resimulation import resimulates
from edition.script import HAN, WIDE

_CONTEXT = 4
"""Characters on either side that are re-simulated and weighed together with a reading."""
ON = "一一"
"""What goes on after a window leaves no byte alone at its end; where a line ends, one may be."""
_ORDER = 0.7
"""How much the order of words counts, beside how frequent they are;"""
_ORDERED = 40
"""of so many of the most frequent readings it is asked."""
_UNPAIRED = 1.0
"""What a mark of a pair costs that has no other in its line."""
_ODDITY = 2.0
"""What a rare character costs that makes no word with its neighbours."""
_PARAGRAPH = 1000
"""So far away in a line its other half is looked for."""
_ECHOES = 5
"""So many of the likeliest readings are looked for elsewhere on the page,"""
_NEAR = 20_000
"""so many characters away at the most;"""
_ECHO = {2: 0.5, 3: 1.5}
"""what stands there too is likelier by so much for every two or three characters."""
_LINE_REST = re.compile(r"[^\n?]*")
_PAIRED = {"”": "“", "》": "《", "」": "「", "』": "『", ")": "("}
_NO_PAIR = re.compile(f"[^{re.escape(''.join([*_PAIRED, *_PAIRED.values()]))}]")


@dataclass(frozen=True)
class Place:
    """A place that may be damaged, and what stands before it."""

    text: str
    start: int
    group: int
    """The end of the marks it begins with."""
    readings: Mapping[str, str]
    """The page's own list."""
    before: str
    """A few characters, without readings and in full width."""
    since: int
    """Where they begin."""
    pairs: str
    """The marks that go in pairs before it in its line, as repaired."""

    @classmethod
    def around(
        cls,
        text: str,
        match: re.Match[str],
        readings: Mapping[str, str],
        repairs: Sequence[Edit],
    ) -> Place:
        """The place of marks that may be lost bytes; `repairs`: what was repaired before it."""
        line = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 12 * _CONTEXT)
        left = list(units(text[line : match.start()], readings))[-_CONTEXT:]
        before = "".join(char for _, _, char in left).translate(WIDE)
        since = match.start() - sum(b - a for a, b, _ in left)
        far = max(0, match.start() - _PARAGRAPH)
        far = text.rfind("\n", far, match.start()) + 1 or far
        pairs, at = "", match.start()
        for one in reversed(repairs):
            if one.start < far:
                break
            pairs, at = _pairs(one.new) + _pairs(text[one.end : at]) + pairs, one.start
        pairs = _pairs(text[far:at]) + pairs
        return cls(text, match.start(), match.end(), readings, before, since, pairs)


def behind(text: str, end: int, readings: Mapping[str, str]) -> tuple[str, int]:
    """A few characters that stand behind a place in its line, without readings and in full width.

    And where they end in `text`. Nothing behind the next damage is among them.

    >>> behind("周?chē)?的車(chē)輛與人?", 7, {"車": "chē"})
    ('的車輛與', 16)
    """
    rest = _LINE_REST.match(text, end, end + 12 * _CONTEXT)
    found = list(units(rest[0] if rest else "", readings))[:_CONTEXT]
    after = "".join(char for _, _, char in found).translate(WIDE)
    return after, end + sum(b - a for a, b, _ in found)


class Reading(NamedTuple):
    """What may have stood at a place: the least cost first."""

    cost: float
    """How unlikely it is between its neighbours (natural logarithm);"""
    rarity: float
    """and by the frequency of its words alone, as which a garbled text can be weighed too."""
    text: str
    """Up to where the longest of the readings ends."""
    origin: Origin


def weigh(place: Place, page: Page, found: list[Origin]) -> tuple[list[Reading], float]:
    """The readings that re-simulate, likeliest first; and the cost of the text as it stands.

    >>> from edition.inverse import origins
    >>> text, readings = "凝聚在黨的周?chē)?,充分", {"車": "chē"}
    >>> [question] = re.finditer(r"\\?(?=c)", text)
    >>> place = Place.around(text, question, readings, [])
    >>> found, _ = origins(text, place.start, place.before, Page(readings))
    >>> ranked, stands = weigh(place, Page(readings), found)
    >>> ranked[0].text, ranked[0].cost < stands
    ('圍', True)
    """
    text, before = place.text, place.before
    end = max((one.end for one in found), default=place.group)
    after, until = behind(text, end, place.readings)
    window = text[place.since : until]
    line_ends = text[until : until + 1] in ("", "\n")
    goes_on = (ON, "") if line_ends else (ON,)
    around = likelihood(before) + likelihood(after)
    fillings: dict[str, Origin] = {}
    for one in sorted(found, key=lambda one: (one.end, one.vanished)):
        rest = "".join(char for _, _, char in units(text[one.end : end], place.readings))
        fillings.setdefault(one.text + rest.translate(WIDE), one)
    ranked = []
    for filled, one in fillings.items():
        whole = before + filled + after
        hosts = dict(one.hosts)
        if any(resimulates(whole + on, place.readings, hosts, page, window) for on in goes_on):
            rarity = around - likelihood(whole.translate(WIDE))
            ranked.append(Reading(rarity, rarity, filled, one))
    ranked.sort(key=lambda one: (one.rarity, one.text))
    until = text.find("\n", end, end + _PARAGRAPH)
    pairs = _pairs(text[end : until if until >= 0 else end + _PARAGRAPH])
    ordered = succession.likelihood(before) + succession.likelihood(after, line_ends)

    def weighed(one: Reading) -> Reading:
        whole = (before + one.text + after).translate(WIDE)
        order = ordered - succession.likelihood(whole, line_ends)
        alone = _unpaired(place.pairs + _pairs(one.text) + pairs)
        cost = (1 - _ORDER) * one.rarity + _ORDER * order + _UNPAIRED * alone
        cost += _ODDITY * has_oddity(before + one.text)
        return one._replace(cost=cost)

    ranked[:_ORDERED] = sorted(
        map(weighed, ranked[:_ORDERED]), key=lambda one: (one.cost, one.text)
    )
    near = text[max(0, place.start - _NEAR) : place.since] + "\n" + text[end : end + _NEAR]
    echoing = [
        one._replace(cost=one.cost - _echo(before, one.text, after, near))
        for one in ranked[:_ECHOES]
    ]
    ranked[:_ECHOES] = sorted(echoing, key=lambda one: (one.cost, one.text))
    stands = likelihood(before + text[place.start : end].translate(WIDE) + after)
    return ranked, around - stands


def _echo(before: str, reading: str, after: str, near: str) -> float:
    """How much likelier a reading is because its words stand on the page elsewhere."""
    total = 0.0
    for size, worth in _ECHO.items():
        around = before[1 - size :] + reading + after[: size - 1]
        words = {around[at : at + size] for at in range(len(around) - size + 1)}
        total += worth * sum(word in near for word in words if re.fullmatch(f"{HAN}+", word))
    return total


def _pairs(text: str) -> str:
    """The marks that go in pairs, without those of readings."""
    return _NO_PAIR.sub("", READING.sub(r"\1", text.translate(FOLD)))


def _unpaired(marks: str) -> int:
    """How many of them have no other.

    >>> _unpaired("“《》”"), _unpaired("“《”"), _unpaired("””")
    (0, 1, 2)
    """
    open_: list[str] = []
    alone = 0
    for mark in marks:
        if mark not in _PAIRED:
            open_.append(mark)
        elif _PAIRED[mark] in open_:
            while open_.pop() != _PAIRED[mark]:
                alone += 1
        else:
            alone += 1
    return alone + len(open_)
