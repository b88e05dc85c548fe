"""How a page of this noise family was damaged: a model that runs forward.

Thousands of mirror pages carry the same damage. It is not random: a program
worked on the bytes of a GBK page as if they were letters. This module does to
a text what that program did, step by step, so that a repair can be proved: a
reading is accepted only if it comes out of `damage` as exactly what stands in
the source (see `edition.resimulation`).

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
5. Each piece is decoded once more. Full-width marks are folded to ASCII, and what Unicode
   holds to be the same character becomes one: the bytes FD9E show as B66A do, as 秊.

A character is hit when its bytes and its neighbour's happen to spell a mark or
a listed character across the border between the two. Steps 3 to 5 and the
variants were read off some sixty damaged places on public pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import cache
from itertools import pairwise
from unicodedata import normalize

from edition.script import keep_length

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
_BEFORE = re.compile(b"(?=%b)" % b"|".join(re.escape(mark.encode("gbk")) for mark in CUT_BEFORE))
_MARKS = [mark.encode("gbk") for mark in CUT_OUT]
FOLD = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    code: ord(same)
    for code in range(0xF900, 0xFB00)
    if (same := normalize("NFC", chr(code))) != chr(code)
}
"""Full-width forms of ASCII → ASCII, compatibility ideographs → those they are the same as."""
_ONE_TARGET = str.maketrans("众为着", "眾為著") | {ord(char): char for char in "于群么干愿范涌征并"}
"""Where a mirror's table differs from OpenCC's first choice: it has 为→為, and leaves 于."""
_UNDEFINED = 0xF0000
"""Private characters from here on hold a pair of bytes that GBK does not define."""
_HELD = re.compile("[\U000f0000-\U000fffff]")


def to_traditional(text: str) -> str:
    """Step 1: a Traditional character for each Simplified one, whatever the word.

    >>> to_traditional("对于随着发展后的皇后")
    '對于隨著發展後的皇後'
    """
    return "".join(map(_traditional, text))


@cache
def _traditional(char: str) -> str:
    return char.translate(_ONE_TARGET) if ord(char) in _ONE_TARGET else keep_length(char, "s2t")


def mirror(text: str, readings: Mapping[str, str]) -> str:
    """What the commonest mirror makes of a Simplified text, given its list (all five steps).

    >>> mirror("社会工作围绕改革。《决定》", {"會": "huì "})
    '社會(huì )工作圍繞改革?!稕Q定》'
    """
    return damage(to_traditional(text), readings)


def damage(
    text: str,
    readings: Mapping[str, str],
    *,
    entities: bool = True,
    uncut: Set[int] = frozenset(),
    lone: str = "?",
) -> str:
    """What the mirror makes of a Traditional text, given the page's list (steps 1 to 5).

    `readings` maps a listed character to what stands in its parentheses, in the
    order in which they were put in; `entities` says that quotation marks are such;
    `uncut` counts the places of step 4 that were passed over, the first being 0;
    `lone` is what the decoder shows for a lead byte at the end of a piece.

    >>> damage("凝聚在黨的周圍\uff0c充分激發", {"車": "chē"})
    '凝聚在黨的周?chē)?,充分激發'
    >>> damage("城市規模快速擴展", {})
    '城市規??焖贁U展'
    >>> damage("體制機制。《決定》強調", {})
    '體制機制?!稕Q定》強調'
    >>> damage("潛在的不合格、缺陷或其他不希望情況", {})
    '潛在的不合格、缺陷或其他不希望情況'
    """
    return show(annotate(text, readings, entities=entities), uncut, lone)


def annotate(text: str, readings: Mapping[str, str], *, entities: bool = True) -> bytes:
    """Steps 2 and 3: the bytes of the text with its readings, read once and written again.

    >>> annotate("周圍", {"車": "chē"}).decode("gbk")
    '周?chē)?'
    """
    data = to_gbk(text.translate(_TO_ENTITIES) if entities else text)
    for host, annotated in _insertions(tuple(readings.items())):
        data = data.replace(host, annotated)
    return to_gbk(decode(data))


def show(data: bytes, uncut: Set[int] = frozenset(), lone: str = "?") -> str:
    """Steps 4 and 5: what a reader of the mirror sees."""
    read = "".join(decode(piece, lone) for piece in cut(data, uncut))
    for char, entity in ENTITIES.items():
        read = read.replace(entity, char)
    return _HELD.sub("", read).translate(FOLD)


def vanished(data: bytes, uncut: Set[int] = frozenset(), lone: str = "?") -> tuple[str, ...]:
    """The pairs of bytes, in hexadecimal, of which `show` leaves no trace.

    >>> vanished(annotate("周圍\\uff0c會合", {"車": "chē", "會": "huì "}), frozenset([0]))
    ('FAA3',)
    """
    read = "".join(decode(piece, lone) for piece in cut(data, uncut))
    return tuple(to_gbk(char).hex().upper() for char in _HELD.findall(read))


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
    starts = [at for count, at in enumerate(cuts(data)) if count not in uncut]
    pieces = [data[a:b] for a, b in pairwise([0, *starts, len(data)])]
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


def cuts(data: bytes) -> list[int]:
    """Where the bytes of 。 and of the comma begin, be it inside other characters.

    Two may overlap: the bytes of 。現 begin with 。 and have a comma one byte on.

    >>> cuts("。現".encode("gbk"))
    [0, 1]
    """
    return [match.start() for match in _BEFORE.finditer(data)]


def decode(data: bytes, lone: str = "?") -> str:
    """One piece, as the old decoder reads it.

    >>> decode(bytes.fromhex("87 28 63"))
    '?c'
    """
    try:
        return data.decode("gbk")  # where nothing is amiss both read the same
    except UnicodeDecodeError:
        pass
    out, at = [], 0
    while at < len(data):
        lead = data[at]
        if lead < 0x80:
            out.append(chr(lead))
            at += 1
        elif lead in (0x80, 0xFF):
            out.append(chr(_UNDEFINED + lead))
            at += 1
        elif at + 1 == len(data):
            out.append(lone)
            at += 1
        elif data[at + 1] < 0x40:
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
