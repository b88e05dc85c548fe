"""Which characters of a page carry a reading that nobody wrote: 社會(huì )工作.

A mirror puts readings behind the characters of a list, and the list is the
page's: a listed character carries its reading wherever it stands. That, and what
is known of such lists (`data/readings.txt`), tells a mirror from a textbook, a
dictionary or a name with its reading, which are content.

Families met: toned, with a blank inside or behind the parentheses or none;
without tones; repeated, 學(xue)(xue); behind characters that were never
converted. In the toned ones the list is complete. Without tones some sites put
readings at random.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from edition.readings import readings_of
from edition.script import HAN, converter
from edition.words import entries

PINYIN = r"[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]{1,6} ?"
READING = re.compile(rf"({HAN})\(({PINYIN})\)")
"""A character, and what stands in parentheses after it."""
SWALLOWED = re.compile(rf"\?({PINYIN})\)")
"""Half a character took the parenthesis of a reading with it: damage of such a page."""
_REPEATED = re.compile(rf"(?<={HAN})(\((?:{PINYIN})\))\1+")
_TONELESS = re.compile(r"[a-z]+ ?")
_HAN = re.compile(HAN)

_FEWEST = 5
"""Fewer listed characters prove nothing by themselves: they must be known from other pages."""
_NEARLY_ALWAYS = 0.9
"""A listed character carries its reading in so many of its places; damage hides it in some."""
_MOSTLY = 0.8
"""So many of the annotated characters are listed, and so many of those are usual ones."""
_OFTEN = 2
"""A list of others is a mirror's if they carry their readings so many times, on average,"""
_SELDOM = 0.4
"""and no more of the page's characters than this do."""
_AT_RANDOM = 4
"""So many readings without tones, behind at least three characters, are no author's."""
_SPEAKS = re.compile(
    "拼音|读音|讀音|注音|读作|讀作|发音|發音|多音|声调|聲調|念作|普通话|普通話|生字"
)


@lru_cache(64)
def page_list(text: str) -> Mapping[str, str]:
    """Which characters carry which reading on this page, inferred from the page itself.

    Empty for a text that is not of this family. Where characters carry a reading
    only sometimes, or several readings, or are not such as a mirror lists,
    somebody wrote them and they are content.

    >>> dict(page_list("社會(huì )學(xué)習,會談"))
    {}
    >>> dict(page_list("另據媒體報(bào)道"))
    {'報': 'bào'}
    >>> sorted(page_list("社會(huì )實(shí)現(xiàn)動(dòng)進(jìn),社會(huì )實(shí)"))
    ['動', '實', '會', '現', '進']
    """
    counts = Counter(text)
    seen: dict[str, Counter[str]] = {}
    for host, reading in READING.findall(text):
        if reading.strip() in readings_of(host):
            seen.setdefault(host, Counter())[reading] += 1
    found = {}
    for host, readings in sorted(seen.items()):
        [(reading, times)] = readings.most_common(1)
        if times >= _NEARLY_ALWAYS * max(counts[host], readings.total()):
            found[host] = reading
    if not found or len(found) < _MOSTLY * len(seen):
        return {}
    known = sum(_met().get(host) == _toneless(reading) for host, reading in found.items())
    if len(found) < _FEWEST:
        is_mirror = known == len(seen) and not _SPEAKS.search(text)
    else:
        usual = sum(_is_usual(host, reading) for host, reading in found.items())
        times = sum(readings.total() for readings in seen.values())
        total = sum(count for char, count in counts.items() if _HAN.match(char))
        often = times >= _OFTEN * len(seen) and times <= _SELDOM * total
        is_mirror = usual >= _MOSTLY * len(found) or often
    return found if is_mirror else {}


@cache
def _met() -> dict[str, str]:
    return {host: _toneless(reading) for host, reading in entries("readings")}


@cache
def _met_simplified() -> dict[str, str]:
    return {converter("t2s").convert(host): reading for host, reading in _met().items()}


def _is_usual(host: str, reading: str) -> bool:
    """Whether mirrors list such a character: a Traditional form, or what was one."""
    traditional = converter("t2s").convert(host) != host
    return traditional or _met_simplified().get(host) == _toneless(reading)


@lru_cache(2**12)
def _toneless(reading: str) -> str:
    return reading.strip().translate(_PLAIN)


_PLAIN = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ", "aaaaeeeeiiiioooouuuuvvvvvnnn")


def noise(text: str, listed: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Where readings stand that nobody wrote, given the page's list; in order, apart.

    A reading that is repeated is nobody's, and where such are, no reading without
    tones is. So are readings without tones strewn at random over a page.

    >>> text = "學(xue)(xue)習,領(ling)導"
    >>> [text[start:end] for start, end in noise(text, page_list(text))]
    ['(xue)(xue)', '(ling)']
    """
    repeated = bool(_REPEATED.search(text))
    strewn = repeated or _is_strewn(text)
    spans = []
    for match in re.finditer(rf"({HAN})((?:\({PINYIN}\))+)", text):
        host, behind = match[1], match[2]
        readings = behind[1:-1].split(")(")
        if not all(reading.strip() in readings_of(host) for reading in readings):
            continue
        alike = len(set(map(_toneless, readings))) == 1
        theirs = listed.get(host) == readings[0] or len(readings) > 1
        if (alike and theirs) or (strewn and all(map(_TONELESS.fullmatch, readings))):
            spans.append(match.span(2))
    blank = _blanks_follow(text, spans)
    for start, end in spans:
        yield start, end + (1 if blank and text.startswith(" ", end) else 0)


def _is_strewn(text: str) -> bool:
    """Whether readings without tones stand all over a page that nobody annotated."""
    pairs = [(host, reading.strip()) for host, reading in READING.findall(text)]
    if len(pairs) < _AT_RANDOM or _SPEAKS.search(text):
        return False
    fitting = [one for one in pairs if one[1] in readings_of(one[0])]
    plain = [one for one in fitting if _TONELESS.fullmatch(one[1])]
    hosts = {host for host, _ in plain}
    total = len(_HAN.findall(text))
    return (
        len(plain) == len(pairs)
        and len(hosts) > 2
        and len(plain) >= _AT_RANDOM
        and len(plain) < _SELDOM / 2 * total
    )


def _blanks_follow(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a page put a blank behind each of its parentheses."""
    inside = [end for _, end in spans if text[end : end + 1] not in ("", "\n")]
    blank = sum(text.startswith(" ", end) for end in inside)
    return bool(inside) and blank >= _MOSTLY * len(inside)


def units(text: str, readings: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """The text cut into (start, end, character without its reading).

    >>> list(units("會(huì )是", {"會": "huì "}))
    [(0, 7, '會'), (7, 8, '是')]
    """
    at = 0
    while at < len(text):
        char = text[at]
        noise = f"({readings[char]})" if char in readings else ""
        end = at + 1 + (len(noise) if noise and text.startswith(noise, at + 1) else 0)
        yield at, end, char
        at = end
