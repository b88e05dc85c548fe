"""Characters hit on the bytes: 周?chē)?, was 周圍, and 規??焖贁U展 was 規模快速擴展.

Each `?` on a page of the family may be a byte that was lost. Every text that can
have stood there is looked for (`edition.inverse`), and those are kept that
`edition.damage` turns into exactly what stands in the source. If one is left
and none was dropped it is certain. Of several the likeliest Chinese is taken, if
it is likely Chinese at all, and clearly likelier than the next and than the text
as it stands; how many there were and the next best are recorded. Otherwise the
place is flagged and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from edition.damage import CUT_BEFORE, FOLD, damage, page_list, to_gbk, units
from edition.inverse import SWALLOWED, Origin, origins
from edition.lexicon import likelihood
from edition.model import Certainty, Edit, Evidence, Flag, FlagKind, Source
from edition.rules.words import entries
from edition.script import WIDE

_UNREADABLE = "疑为损坏的字，不能还原"
_CONTEXT = 4
"""Characters on either side that are re-simulated and weighed together with a reading."""
_MARGIN = 2.0
"""By how much (natural logarithm) the best reading must be likelier than the next."""
_UNLIKELY = -7.5
"""Per character (natural logarithm): a reading less likely than this is hardly Chinese."""
_ON = "一一"
"""The text goes on after a window: at its end no byte is alone."""
_MOST_LOST = 3
"""Question marks in a row; of more nothing can be said."""
_FEW_CUTS = 3
"""With more places than this where a page may have been cut, all of them were."""


def propose(text: str, source: Source) -> Iterator[Edit | Flag]:
    """The proved reading of every shift; a flag where there is none.

    >>> from edition.sources import of_string
    >>> page = "社會(huì )實(shí)現(xiàn)動(dòng)進(jìn)大車(chē)把群眾凝聚在黨的周?chē)?,充分"
    >>> [edit] = propose(page, of_string(page))
    >>> page[edit.start:edit.end], edit.new, edit.certainty.value
    ('?chē)?', '圍', 'probable')
    """
    readings = page_list(source.text)
    if not readings:
        return
    known = {pair[0]: pair[1] for pair in entries("readings")} | readings
    done = 0
    for match in re.finditer(r"\?+", text):
        if match.start() < done:
            continue
        if match.end() - match.start() > _MOST_LOST:
            yield Flag(*match.span(), FlagKind.DAMAGE, _UNREADABLE)
            continue
        found = _judge(text, match.start(), match.end(), readings, known)
        if found:
            yield found
            done = found.end


def _judge(
    text: str, start: int, group: int, readings: Mapping[str, str], known: Mapping[str, str]
) -> Edit | Flag | None:
    """What to do about the `?` at `start:group`; None where they are question marks."""
    left = list(units(text[text.rfind("\n", 0, start) + 1 : start], readings))[-_CONTEXT:]
    before = "".join(char for _, _, char in left).translate(WIDE)
    found, complete = origins(text, start, before, known)
    end = max((one.end for one in found), default=group)
    after_it = re.compile(r"[^\n?]*").match(text, end)
    right = list(units(after_it[0] if after_it else "", readings))[:_CONTEXT]
    after = "".join(char for _, _, char in right).translate(WIDE)
    window = text[start - sum(b - a for a, b, _ in left) : end + sum(b - a for a, b, _ in right)]

    def filled(one: Origin) -> str:
        rest = "".join(char for _, _, char in units(text[one.end : end], readings))
        return before + one.text + rest.translate(WIDE) + after

    stands = likelihood(before + text[start:end].translate(WIDE) + after)
    apart: dict[str, Origin] = {}
    for one in sorted(found, key=lambda one: (one.end, one.vanished)):
        apart.setdefault(filled(one), one)
    ranked = sorted(
        (-likelihood(whole), one.text, one.end)
        for whole, one in apart.items()
        if _resimulates(whole, {**readings, **dict(one.hosts)}, window)
    )
    if not ranked or -ranked[0][0] <= stands:
        suspect = group - start > 1 or SWALLOWED.match(text, start) or _stray(text, group)
        return Flag(start, group, FlagKind.DAMAGE, _UNREADABLE) if suspect else None
    best, reading, stop = ranked[0]
    rival = min(-stands, ranked[1][0] if len(ranked) > 1 else -stands)
    alone = -best - likelihood(before) - likelihood(after)
    if rival - best < _MARGIN or alone < _UNLIKELY * len(reading):
        return Flag(start, stop, FlagKind.DAMAGE, "字节错位，读法难定")
    evidence = Evidence(
        reading,
        " ".join(to_gbk(char).hex().upper() for char in reading),
        len(ranked),
        next((other for _, other, _ in ranked if not other.startswith(reading)), ""),
    )
    certainty = Certainty.UNIQUE if len(ranked) == 1 and complete else Certainty.PROBABLE
    return Edit(start, stop, reading, "字节错位，重演之后与抄本相合", certainty, evidence)


def _resimulates(text: str, readings: Mapping[str, str], window: str) -> bool:
    """Whether some page of the family makes of the text exactly what stands in the source."""
    places = range(sum(text.count(mark) for mark in CUT_BEFORE))
    sizes = range(len(places) + 1) if len(places) <= _FEW_CUTS else (0,)
    shown = window.translate(FOLD)
    return any(
        damage(text + _ON, readings, entities=entities, uncut=frozenset(uncut)).startswith(shown)
        for size in sizes
        for uncut in combinations(places, size)
        for entities in (True, False)
    )


def _stray(text: str, at: int) -> bool:
    """Whether what stands after a question mark is nothing an author writes there."""
    return bool(re.match(r"[,;。、]|!?[\u4e00-\u9fff]{0,24}[@-Z\\^-z]", text[at:]))
