"""How a page of this noise family was damaged: a model that runs forward.

Thousands of mirror pages carry the same damage. It is not random: a program
worked on the bytes of a GBK page as if they were letters. This module does to
a text what that program did, step by step, so that a repair can be proved: a
reading is accepted only if it comes out of `damage` as exactly what stands in
the source (see `edition.rules.shifts`).

1. The text stands in Traditional characters, one for each Simplified one. On
   some pages its quotation marks, dashes and dots are HTML entities.
2. It is encoded as GBK. Each character of the page's list is replaced, on the
   bytes and without regard to where a character begins, by itself and its
   reading in parentheses: 會 becomes 會(huì ). The list holds for the whole
   page: a listed character always carries its reading.
3. The page is decoded by an old decoder, and encoded again. A lead byte before a
   byte below 0x40 gives `?` and swallows both; a lone lead byte gives `?`; a
   pair that GBK does not define keeps its bytes, but shows as nothing.
4. It is cut before 。 and before the comma, though not before every one, and
   within each piece ！？； are looked for, again on the bytes, and cut out.
5. Each piece is decoded once more. Full-width marks are folded to ASCII.

A character is hit when its bytes and its neighbour's happen to spell a mark or
a listed character across the border between the two. Steps 3 to 5 and the
variants were read off some sixty damaged places on public pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cache
from itertools import pairwise

from edition.script import HAN, converter

ENTITIES = {
    "“": "&ldquo;",
    "”": "&rdquo;",
    "‘": "&lsquo;",
    "’": "&rsquo;",
    "—": "&mdash;",
    "…": "&hellip;",
    "·": "&middot;",
}
"""What does not travel as bytes of its own on pages that use entities."""
_TO_ENTITIES = str.maketrans(ENTITIES)
CUT_BEFORE = ("。", "\uff0c")
CUT_OUT = ("\uff01", "\uff1f", "\uff1b")
"""In the order in which they are looked for."""
_BEFORE = re.compile(b"|".join(re.escape(mark.encode("gbk")) for mark in CUT_BEFORE))
_MARKS = [mark.encode("gbk") for mark in CUT_OUT]
FOLD = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Full-width forms of ASCII → ASCII."""
_UNDEFINED = 0xF0000
"""Private characters from here on hold a pair of bytes that GBK does not define."""
_HELD = re.compile("[\U000f0000-\U000fffff]")

PINYIN = r"[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]{1,6} ?"
READING = re.compile(rf"({HAN})\(({PINYIN})\)")
"""A character, and what stands in parentheses after it."""

_FEWEST = 5
"""Fewer characters with a reading than this make no list: a glossed name, a rare word explained."""
_NEARLY_ALWAYS = 0.9
"""A listed character carries its reading in so many of its places; damage hides it in some."""
_MOSTLY = 0.8
"""So many of the annotated characters are listed, and so many of those are Traditional forms."""


def damage(
    text: str,
    readings: Mapping[str, str],
    *,
    entities: bool = True,
    uncut: Set[int] = frozenset(),
) -> str:
    """What the mirror makes of a Traditional text, given the page's list (steps 1 to 5).

    `readings` maps a listed character to what stands in its parentheses;
    `entities` says that quotation marks are such; `uncut` counts the places of
    step 4 that were passed over, the first being 0.

    >>> damage("凝聚在黨的周圍\uff0c充分激發", {"車": "chē"})
    '凝聚在黨的周?chē)?,充分激發'
    >>> damage("城市規模快速擴展", {})
    '城市規??焖贁U展'
    >>> damage("體制機制。《決定》強調", {})
    '體制機制?!稕Q定》強調'
    >>> damage("潛在的不合格、缺陷或其他不希望情況", {})
    '潛在的不合格、缺陷或其他不希望情況'
    """
    data = to_gbk(text.translate(_TO_ENTITIES) if entities else text)
    for host, annotated in _insertions(tuple(sorted(readings.items()))):
        data = data.replace(host, annotated)
    again = to_gbk(decode(data))
    read = "".join(map(decode, cut(again, uncut)))
    for char, entity in ENTITIES.items():
        read = read.replace(entity, char)
    return _HELD.sub("", read).translate(FOLD)


@cache
def _insertions(readings: tuple[tuple[str, str], ...]) -> list[tuple[bytes, bytes]]:
    """The bytes of each listed character, and those with its reading."""
    return [(to_gbk(char), to_gbk(f"{char}({reading})")) for char, reading in readings]


def to_gbk(text: str) -> bytes:
    """The bytes of a text; what GBK does not have becomes `?`, and cannot be recovered."""
    if not _HELD.search(text):
        return text.encode("gbk", "replace")
    return b"".join(map(_bytes_of, text))


def _bytes_of(char: str) -> bytes:
    held = ord(char) - _UNDEFINED
    if held < 0:
        return char.encode("gbk", "replace")
    return held.to_bytes(2 if held > 0xFF else 1, "big")


def cut(data: bytes, uncut: Set[int] = frozenset()) -> list[bytes]:
    """Step 4: the pieces of a page in order, the marks that were cut out among them.

    >>> [piece.hex() for piece in cut("。《決".encode("gbk"))]
    ['a1', 'a3a1', 'b69b51']
    """
    starts = [match.start() for match in _BEFORE.finditer(data)]
    places = [0, *(at for count, at in enumerate(starts) if count not in uncut), len(data)]
    pieces = [data[a:b] for a, b in pairwise(places)]
    for mark in _MARKS:
        split: list[bytes] = []
        for piece in pieces:
            if piece in _MARKS:
                split.append(piece)
                continue
            first, *rest = piece.split(mark)
            split += [first, *(part for tail in rest for part in (mark, tail))]
        pieces = [piece for piece in split if piece]
    return pieces


def decode(data: bytes) -> str:
    """One piece, as the old decoder reads it.

    >>> decode(bytes.fromhex("87 28 63"))
    '?c'
    """
    out, at = [], 0
    while at < len(data):
        lead = data[at]
        if lead < 0x80:
            out.append(chr(lead))
            at += 1
        elif lead in (0x80, 0xFF):
            out.append(chr(_UNDEFINED + lead))
            at += 1
        elif at + 1 == len(data) or data[at + 1] < 0x40:
            out.append("?")
            at += 2
        else:
            two = data[at : at + 2]
            out.append(pair(two) or chr(_UNDEFINED + int.from_bytes(two, "big")))
            at += 2
    return "".join(out)


@cache
def pair(data: bytes) -> str:
    """The character of two bytes, or nothing where GBK defines none."""
    try:
        return data.decode("gbk")
    except UnicodeDecodeError:
        return ""


def page_list(text: str) -> dict[str, str]:
    """Which characters carry which reading on this page, inferred from the page itself.

    Empty for a text that is not of this family. Where characters carry a reading
    only sometimes, or several readings, or are not the Traditional ones that a
    converter would have put there, somebody wrote them (a textbook, a gloss, a
    name) and they are content.

    >>> page_list("社會(huì )學(xué)習")
    {}
    >>> sorted(page_list("社會(huì )實(shí)現(xiàn)動(dòng)進(jìn),社會(huì )實(shí)"))
    ['動', '實', '會', '現', '進']
    """
    counts = Counter(text)
    seen: dict[str, Counter[str]] = {}
    for host, reading in READING.findall(text):
        seen.setdefault(host, Counter())[reading] += 1
    found = {}
    for host, readings in sorted(seen.items()):
        [(reading, times)] = readings.most_common(1)
        if times >= _NEARLY_ALWAYS * max(counts[host], readings.total()):
            found[host] = reading
    traditional = sum(converter("t2s").convert(host) != host for host in found)
    if len(found) < max(_FEWEST, _MOSTLY * len(seen)) or traditional < _MOSTLY * len(found):
        return {}
    return found


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
