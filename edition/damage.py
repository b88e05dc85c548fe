"""How a page of this noise family was damaged: a model that runs forward.

Thousands of mirror pages carry the same damage. It is not random: a program
worked on the bytes of a GBK page as if they were letters. This module does to
a text what that program did, step by step, so that a repair can be proved: a
reading is accepted only if it comes out of `damage` as exactly what stands in
the source (see `edition.rules.shifts`).

1. The text stands in Traditional characters, one for each Simplified one. Its
   quotation marks, dashes and dots are HTML entities (`。”` is never hit,
   although its bytes would be; `。《` is).
2. It is encoded as GBK. Each character of the page's list is replaced, on the
   bytes and without regard to where a character begins, by itself and its
   reading in parentheses: 會 becomes 會(huì ). The list holds for the whole
   page: a listed character always carries its reading.
3. Full-width marks are looked for, again on the bytes, and the text is broken
   there: ！？； first, then 。、 and the comma.
4. An old decoder reads each piece. A lead byte before a byte below 0x40 gives
   `?` and swallows both; a lone lead byte at a break gives `?`; a pair that
   GBK does not define vanishes.
5. Entities become characters again, and NFKC folds full-width marks to ASCII.

A character is hit when its bytes and its neighbour's happen to spell a mark or
a listed character across the border between the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from edition.script import HAN, converter

BREAKS = ("\uff01", "\uff1f", "\uff1b", "。", "、", "\uff0c")
"""Where step 3 breaks a text, in its order."""

ENTITIES = {
    "“": "&ldquo;",
    "”": "&rdquo;",
    "‘": "&lsquo;",
    "’": "&rsquo;",
    "—": "&mdash;",
    "…": "&hellip;",
    "·": "&middot;",
}
"""What does not travel as bytes of its own."""

PINYIN = r"[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]{1,6} ?"
READING = re.compile(rf"({HAN})\(({PINYIN})\)")
"""A character, and what stands in parentheses after it."""

_FEWEST = 5
"""Fewer characters with a reading than this make no list: a glossed name, a rare word explained."""
_NEARLY_ALWAYS = 0.9
"""A listed character carries its reading in so many of its places; damage hides it in some."""
_MOSTLY = 0.8
"""So many of the annotated characters are listed, and so many of those are Traditional forms."""


def damage(text: str, readings: Mapping[str, str]) -> str:
    """What the mirror makes of a Traditional text, given the page's list (steps 2 to 5).

    `readings` maps a listed character to what stands in its parentheses.

    >>> damage("凝聚在黨的周圍\\uff0c", {"車": "chē"})
    '凝聚在黨的周?chē)?,'
    >>> damage("城市規模快速擴展", {})
    '城市規??焖贁U展'
    >>> damage("體制機制。《決定》強調", {})
    '體制機制?!稕Q定》強調'
    """
    data = to_gbk(text)
    for char in sorted(readings):
        host = to_gbk(char)
        data = data.replace(host, host + to_gbk(f"({readings[char]})"))
    read = "".join(decode(piece) for piece in break_up(data))
    for char, entity in ENTITIES.items():
        read = read.replace(entity, char)
    return unicodedata.normalize("NFKC", read)


def to_gbk(text: str) -> bytes:
    """Steps 1 and 2: what GBK does not have becomes `?`, and cannot be recovered."""
    return text.translate(_TO_ENTITIES).encode("gbk", "replace")


_TO_ENTITIES = str.maketrans(ENTITIES)


def break_up(data: bytes) -> list[bytes]:
    """Step 3: the pieces of a text in order, the marks among them.

    >>> [piece.hex() for piece in break_up("。《決".encode("gbk"))]
    ['a1', 'a3a1', 'b69b51']
    """
    pieces = [data]
    marks = [mark.encode("gbk") for mark in BREAKS]
    for mark in marks:
        split: list[bytes] = []
        for piece in pieces:
            if piece in marks:
                split.append(piece)
                continue
            first, *rest = piece.split(mark)
            split += [first, *(part for tail in rest for part in (mark, tail))]
        pieces = [piece for piece in split if piece]
    return pieces


def decode(data: bytes) -> str:
    """Step 4: one piece, as the old decoder reads it.

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
            at += 1
        elif at + 1 == len(data) or data[at + 1] < 0x40:
            out.append("?")
            at += 2
        else:
            out.append(pair(data[at : at + 2]))
            at += 2
    return "".join(out)


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
