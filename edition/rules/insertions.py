"""Marks that a mirror put where none was: `市.委`, and a comma before another mark.

Dots: one stands between two characters that a dictionary has in one word, where
at least one side is a single character (改革.开放 are two words, and may be two
sentences). The page must have several such words, and few dots that stand between words:
else they are its full stops. A name or a motto all of whose characters are set apart
proves nothing, nor does a page with half as many dots as characters. Once it is so, a dot
on either side of a single character goes with them (`党.的.建.设`).

Commas: `,、` and `,。` go; several are a sure sign, and so are readings that nobody wrote;
then `,,` in a sentence is one comma too. A page that speaks of marks keeps its commas.
Ellipses, lists (一.总则), columns between commas and quoted marks stay, and on other
pages `,,`, which somebody may have typed.

Behind 的: sites of contracts put a backtick there (`的`相关证明`). It is known by being the only
one of a text that does not speak of such marks: nobody writes one in prose. What else they
put there may be an author's, and only is flagged (`edition.rules.doubts`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise

import rjieba

from edition.annotation import page_list
from edition.model import Edit, Source
from edition.script import HAN

_CHAIN = re.compile(rf"(?<!{HAN}){HAN}+(?:\.{HAN}+)+")
_NUMERAL = "〇零一二三四五六七八九十百千甲乙丙丁"
_SEVERAL = 2
"""One word with a dot in it, or one comma before a mark, is a slip of its author's."""
_SPARSE = 2
"""Who hides words dots some: there are at least so many times as many characters as dots."""
_SPOKEN_OF = re.compile("标点|標點|逗号|逗號|顿号|頓號|句号|句號|键盘|鍵盤")
_SHARE = 3
"""A page whose dots part words at least so many times as often as they stand between them."""
_BEFORE = rf"(?<=[”》」』】\uff09)%\d]|{HAN})"
_SIGN = re.compile(rf"{_BEFORE}[,\uff0c]+(?=、|。(?![。.…]))(?![、。][”’」』])")
_OTHER_SIGN = re.compile(
    rf"{_BEFORE}[,\uff0c]+(?=[;\uff1b\uff1f\uff01])|(?<=[吗嗎呢么麼谁誰])[,\uff0c]+(?=\?)"
)
"""Before these a person may err once; and a question mark in ASCII may be a lost byte."""
_DOUBLE = re.compile(rf"{_BEFORE}[,\uff0c]+(?=[,\uff0c](?:{HAN}|[“‘《「『\uff08(\d]))")

_BACKTICK = re.compile(rf"(?<=的)`(?={HAN})(?![号键符])")
_ON_MARKS = re.compile("符号|引号|撇号|转义|代码|编程|命令|变量|字符|符號|引號|撇號|轉義|代碼|字串")

_IN_CLAUSES = re.compile(rf"{HAN}{{4}}[,\uff0c]{{2,}}{HAN}{{4}}")
"""A line without a full stop may be a heading; the columns of a table are short, and several."""


def propose(text: str, source: Source) -> Iterator[Edit]:
    """Nothing for every inserted mark.

    >>> from edition.sources import of_string
    >>> text = "市.委和共.产.党员,、干部,。"
    >>> [(e.start, text[e.start:e.end]) for e in propose(text, of_string(text))]
    [(1, '.'), (5, '.'), (7, '.'), (10, ','), (14, ',')]
    """
    found = [(at, at + 1, "字间插入的点") for at in _dots(text)]
    found += [(start, end, "标点前插入的逗号") for start, end in _commas(text, source)]
    if text.count("`") == 1 and not _ON_MARKS.search(text):
        found += [(*match.span(), "“的”后插入的符号") for match in _BACKTICK.finditer(text)]
    for start, end, why in sorted(found):
        yield Edit(start, end, "", why)


def _commas(text: str, source: Source) -> Iterator[tuple[int, int]]:
    if _SPOKEN_OF.search(text):
        return
    signs = [match.span() for match in _SIGN.finditer(text)]
    yield from signs
    if len(signs) >= _SEVERAL or page_list(source.text):
        yield from (match.span() for match in _OTHER_SIGN.finditer(text))
        at = 0
        for line in text.splitlines(keepends=True):
            found = list(_DOUBLE.finditer(line))
            if "。" in line or (len(found) == 1 and _IN_CLAUSES.search(line)):
                yield from ((at + match.start(), at + match.end()) for match in found)
            at += len(line)


def _dots(text: str) -> list[int]:
    """Where inserted dots stand, if the page has them."""
    parting, between, loose = [], 0, []
    dotted = set()
    for match in _CHAIN.finditer(text):
        pieces = match[0].split(".")
        longer = any(len(piece) > 1 for piece in pieces)
        words = list(rjieba.cut("".join(pieces), False))
        ends = [0, *accumulate(map(len, words))]
        whole = dict(zip(ends, words, strict=False))
        place, at = match.start(), 0
        for left, right in pairwise(pieces):
            place, at = place + len(left), at + len(left)
            start = ends[bisect_right(ends, at) - 1]
            inside = at - start, start + len(whole.get(start, "")) - at
            if left[-1] in _NUMERAL:
                between += 1
            elif start < at and 1 in inside:
                parting.append(place)
                if longer:
                    dotted.add((match.start(), start))
            elif 1 in (len(left), len(right)):
                loose.append(place)
            else:
                between += 1
            place += 1
    found = parting + loose
    if len(dotted) < _SEVERAL or len(parting) < _SHARE * between:
        return []
    dense = len(found) * _SPARSE > sum(1 for _ in re.finditer(HAN, text))
    return [] if dense else found
