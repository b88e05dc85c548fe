"""Characters hit on the bytes: 周?chē)?, was 周圍, and 規??焖贁U展 was 規模快速擴展.

Each `?` on a page of the family may be a byte that was lost. Every text that can
have stood there is looked for (`edition.inverse`), and those are kept that
`edition.damage` turns into exactly what stands in the source. If one is left
and none was dropped it is certain. Of several the likeliest Chinese is taken, if
it is likely Chinese at all, and clearly likelier than the next and than the text
as it stands; how many there were and the next best are recorded. Otherwise the
place is flagged and left alone. An author asks too, and doubles his mark: where neither the
page nor the place itself shows damage, what is only rare is names, verse, dialect or a
foreign word, and not flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from math import sqrt

from rapidfuzz.distance import Levenshtein

from edition.annotation import SWALLOWED, SYLLABLE, is_hit, page_list, units
from edition.damage import to_gbk
from edition.halves import character
from edition.inverse import Page, hosts_of, origins
from edition.lexicon import has_oddity, likelihood
from edition.model import Certainty, Edit, Evidence, Flag, FlagKind, Source
from edition.readings import read_as
from edition.resimulation import resimulates
from edition.script import HAN, WIDE, is_traditional
from edition.weighing import ON, Place, Reading, behind, weigh
from edition.words import entries

_UNREADABLE = "疑为损坏的字，不能还原"
_REASON = "字节错位，重演之后与抄本相合"
_MARGIN = 1.9
"""By how much (natural logarithm) the best reading must be likelier than the next, times the
root of the number of characters in which they differ. Measured on pages simulated from news and
customers' reviews that were not counted: of 219 readings above it two were wrong. By frequency
alone 4 of 199 were."""
_BEYOND_DOUBT = 6.0
"""The same for a reading with a rare character that makes no word."""
_UNLIKELY = -7.5
"""Per character (natural logarithm): a reading less likely than this is hardly Chinese."""
_GARBLED = -9.0
"""Per character: what stands in the text and is less likely than this may be damaged,"""
_NO_CHINESE = -10.8
"""and what is less likely than this is damaged."""
_MOST_LOST = 3
"""Question marks in a row; of more nothing can be said."""
_UNLISTED = 4.0
"""A reading belongs to a character that this page lists, or others do: one that neither does
is less likely by so much."""
_STRAY = re.compile(rf"{HAN}[A-Za-z]{{1,2}}(?![A-Za-z])")
"""A letter that is the second half of a character."""
_ADDRESS = re.compile(r"(?<=[A-Za-z0-9/.=&%])\?(?=[A-Za-z0-9=&%])")
"""Between letters, digits and the like a question mark is an address's or a program's."""
_ASKED = re.compile(r"(?<=[吗嗎呢么麼谁誰])\?")
"""Behind a word that asks a question mark is an author's."""
_TRAIL = re.compile(rf"!?{HAN}{{1,24}}[@-Z\\^-z](?={HAN}|\()")
"""A letter alone among characters may be the second byte of one; a word of letters is a word."""
_GLUED = re.compile(rf"{HAN}[@-Z\\^-z]{HAN}")
"""So is one inside what reads as something else."""
_ENTITY = re.compile(r"[lr][ds]quo;")
"""Half a character took the first byte of an HTML entity with it: was &ldquo;."""
_LONG = 12
"""So many characters that are no Chinese are no name, no dialect and no foreign word."""
_LINE = 40
"""So much before a lost byte may have been read from its second byte, all of it."""
_OUT_OF_STEP = re.compile(rf"(?:{HAN}[^\S\n]*[,、。]?){{12,}}\?\Z")
_ON_FROM_CUT = re.compile(r"[,。][^?\n]{0,30}\Z")
_SOME_HAN = re.compile(rf"{HAN}{{1,4}}")
_SUSPECT = re.compile(
    rf"\?+|(?<![?!;])[!;](?={HAN}[@-Z\\^-z]?{HAN})|(?<={HAN}),(?=[A-Z]\({SYLLABLE}\))"
)
_HALF = re.compile(rf"({HAN}{{0,8}})[@-Z\\^-z](?:{HAN}|\({SYLLABLE}\))")
"""What begins with half a character goes on to the other half of one, and is no Chinese between."""


def propose(text: str, source: Source) -> Iterator[Edit | Flag]:
    """The proved reading of every shift; a flag where there is none.

    >>> from edition.sources import of_string
    >>> page = "社會(huì )實(shí)現(xiàn)動(dòng)進(jìn)大車(chē)把群眾凝聚在黨的周?chē)?,充分"
    >>> [edit] = propose(page, of_string(page))
    >>> page[edit.start:edit.end], edit.new, edit.certainty.value
    ('?chē)?', '圍', 'probable')
    """
    readings = page_list(source.text)
    known = {**{pair[0]: pair[1] for pair in entries("readings")}, **readings}
    page = Page(known, is_traditional(source.text))
    proved = is_hit(source.text)
    unproved: list[Flag] = []
    done = 0
    last: tuple[Place, Edit] | None = None
    repairs: list[Edit] = []
    for match in _SUSPECT.finditer(text):
        in_code = _ADDRESS.match(text, match.start()) and not SWALLOWED.match(text, match.start())
        if match.start() < done or in_code:
            continue
        place = Place.around(text, match, readings, repairs)
        found: Edit | Flag | None = last and _carried(place, *last, page)
        if match.end() - match.start() > _MOST_LOST:
            found = Flag(*match.span(), FlagKind.DAMAGE, _UNREADABLE)
        elif match[0][0] == "?":
            found = found or _judge(place, page)
        if not isinstance(found, Edit) and _may_be_silent(place):
            silent = _judge(place, replace(page, lone=""))
            if silent and match[0] == "," and text[silent.end - 1] != ")":
                silent = None  # the reading behind the letter is not that of a character
            found = _better(place, found, silent)
        found = found or _out_of_step(text, max(done, match.end() - _LINE), match.end())
        if found:
            if isinstance(found, Flag) and not proved and not _shows_damage(place, found):
                unproved.append(found)
            else:
                yield found
            done = found.end
            proved = proved or isinstance(found, Edit)
        last = (place, found) if isinstance(found, Edit) else None
        repairs += [found] if isinstance(found, Edit) else []
    if proved:
        yield from unproved


def _judge(place: Place, page: Page) -> Edit | Flag | None:
    """What to do about a place; None where its marks are an author's."""
    found, complete = origins(place.text, place.start, place.before, page)
    ranked, stands = weigh(place, page, found)
    if not ranked or ranked[0].rarity >= stands:
        return Flag(place.start, place.group, FlagKind.DAMAGE, _UNREADABLE) if _odd(place) else None
    best = ranked[0].origin
    stray = _STRAY.search(best.text + place.text[best.end : best.end + 3])
    if stray or not _is_clear(ranked, stands, place):
        return Flag(place.start, best.end, FlagKind.DAMAGE, "字节错位，读法难定")
    rivals = [one for one in ranked if one.origin.vanished <= best.vanished]
    evidence = Evidence(
        best.text,
        " ".join(to_gbk(char).hex().upper() for char in best.text),
        len(rivals),
        next((one.origin.text for one in rivals if not one.text.startswith(best.text)), ""),
        best.hosts,
    )
    sure = len(rivals) == 1 and complete and not best.vanished
    return Edit(
        place.start,
        best.end,
        best.text,
        _REASON,
        Certainty.UNIQUE if sure else Certainty.PROBABLE,
        evidence,
    )


def _out_of_step(text: str, start: int, end: int) -> Flag | None:
    """What stands before a lost byte, if none of it is Chinese."""
    found = _OUT_OF_STEP.search(text, start, end)
    if not found or not _is_unlikely("".join(re.findall(HAN, found[0])), _NO_CHINESE):
        return None
    return Flag(*found.span(), FlagKind.DAMAGE, _UNREADABLE)


def _carried(place: Place, earlier: Place, repair: Edit, page: Page) -> Edit | Flag | None:
    """The character behind a cut up to which the last repair reached: all of it was lost.

    Past the cut the first decoder was still out of step. It took the bracket of the
    next reading, and the second could not read what it made of that; only the
    reading stands. So it is a character that is read so; which one, the words say.
    """
    text, start = place.text, place.start
    swallowed = SWALLOWED.match(text, start)
    if not swallowed or not _ON_FROM_CUT.match(text, repair.end, start):
        return None
    end = swallowed.end()
    between = "".join(char for _, _, char in units(text[repair.end : start], place.readings))
    window = text[earlier.since : end]
    hosts = dict(repair.evidence.hosts) if repair.evidence else {}
    after, _ = behind(text, end, place.readings)
    before = earlier.before + repair.new + between.translate(WIDE)
    listed = hosts_of(swallowed[1], page)
    ranked = sorted(
        (_UNLISTED * (host not in listed) - likelihood(before + host + after), host)
        for host in dict.fromkeys((*listed, *read_as(swallowed[1].strip())))
        if character(*to_gbk(host), page.converted)
        and resimulates(
            before + host + ON, place.readings, {**hosts, host: swallowed[1]}, page, window
        )
    )
    if not ranked:
        return None
    (cost, host), *rest = ranked
    if rest and rest[0][0] - cost < _MARGIN:
        return Flag(start, end, FlagKind.DAMAGE, "字节错位，读法难定")
    proof = Evidence(host, to_gbk(host).hex().upper(), len(ranked), rest[0][1] if rest else "")
    sure = Certainty.PROBABLE if rest else Certainty.UNIQUE
    return Edit(start, end, host, _REASON, sure, proof)


def _is_clear(ranked: list[Reading], stands: float, place: Place) -> bool:
    """Whether the best reading is likely Chinese, and clearly likelier than the rest."""
    best = ranked[0]
    margin, needed = 2 * _BEYOND_DOUBT, _MARGIN
    if len(ranked) > 1:
        margin = ranked[1].cost - best.cost
        needed = _MARGIN * sqrt(Levenshtein.distance(best.text, ranked[1].text))
    if margin < _BEYOND_DOUBT and has_oddity(place.before + best.text):
        return False
    return min(margin, stands - best.rarity) >= needed and -best.cost >= _UNLIKELY * len(
        best.text
    ) - (margin - needed)


def _better(
    place: Place, found: Edit | Flag | None, silent: Edit | Flag | None
) -> Edit | Flag | None:
    """A reading goes before a flag; of two flags the one that reaches past the damaged reading."""
    if isinstance(silent, Edit) or not found:
        return silent
    swallowed = SWALLOWED.match(place.text, place.start)
    least = swallowed.end() if swallowed else found.end
    return silent if silent and silent.end > least else found


def _may_be_silent(place: Place) -> bool:
    """Whether a lone lead byte may have stood here of which the page shows nothing."""
    half = _HALF.match(place.text, _behind_marks(place))
    return bool(
        _is_garbled(place)
        or SWALLOWED.match(place.text, place.start)
        or (half and (not half[1] or _is_unlikely(half[1], _GARBLED)))
    )


def _is_garbled(place: Place, least: float = _GARBLED) -> bool:
    """Whether what follows is hardly Chinese."""
    after = _SOME_HAN.match(place.text, _behind_marks(place))
    return after is not None and _is_unlikely(after[0], least)


def _behind_marks(place: Place) -> int:
    return place.group + place.text.startswith(("!", ";"), place.group)


def _is_unlikely(han: str, least: float) -> bool:
    return likelihood(han) < least * len(han)


def _odd(place: Place) -> bool:
    """Whether it begins as no author writes."""
    text, start, group = place.text, place.start, place.group
    return text[start] == "?" and bool(
        group - start > 1
        or SWALLOWED.match(text, start)
        or _is_garbled(place, _NO_CHINESE)
        or re.compile(r"[,;。、]").match(text, group)
        or _ENTITY.match(text, group)
        or (not _ASKED.match(text, start) and _TRAIL.match(text, group))
    )


def _shows_damage(place: Place, flag: Flag) -> bool:
    """Whether a place alone proves damage.

    A swallowed bracket does, a mark that closes nothing, a likelier reading of what is
    hardly Chinese, and much that is no Chinese.
    """
    text, start, group = place.text, place.start, place.group
    after = re.compile(rf"{HAN}*").match(text, group + text.startswith(("!", ";"), group))
    garbled = flag.end > group and _is_garbled(place) and bool(after and len(after[0]) > 1)
    return bool(
        group - start > _MOST_LOST
        or SWALLOWED.match(text, start)
        or text.startswith((",", "。"), group)
        or flag.end - flag.start >= _LONG
        or garbled
        or _GLUED.search(text, start, flag.end)
        or _ENTITY.match(text, group)
        or (after and len(after[0]) >= _LONG and _is_unlikely(after[0], _NO_CHINESE))
    )
