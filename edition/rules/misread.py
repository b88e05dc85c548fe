"""Chinese whose bytes were read as letters of the West: `²úÆ·ÆëÈ«` was 产品齐全.

A page in GBK that its reader takes for Latin-1 shows a letter or a sign for every byte. Each
goes back to its byte, and the bytes are read as GBK: what comes out is exactly what stands there
when it is misread once more, and nothing else is. That counts only where the characters are
likely Chinese. One run must be long; then short ones on its page are read too.

Left alone: foreign words, formulas, phonetic signs, rows of one sign, and a text that speaks of
such things, since there they are examples. Flagged only: a run from which a byte was lost, and all
runs of a page on which two bytes that happen to be UTF-8 stand as one letter (`ʾ` for CA BE):
there a letter may be one byte or two, and who made the page did not always the same. A byte that
is ASCII, or a control that the page lost, ends a run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from edition.damage import to_gbk
from edition.lexicon import likelihood
from edition.model import Certainty, Edit, Evidence, Flag, FlagKind, Source
from edition.script import HAN

_RUN = re.compile("[\u0080-\u07ff]{4,}")
_LONG = 8
"""So many letters and signs in a row prove a page,"""
_UNLIKELY = -9.0
"""if they make characters that are not less likely than this, each (natural logarithm)."""
_HAN = re.compile(HAN)
_MOSTLY = 0.6
"""So many of what is read must be Han."""
_STRETCH = 20
"""A row of one sign shows in so many characters."""
_LETTER = re.compile("[\u00c0-\u00ff]")
_SIGN = re.compile("[\u00a1-\u00bf]")
"""A run that was GBK has both, letters more than a third."""
_SPOKEN_OF = re.compile("乱码|亂碼|Latin-?1|ISO-?8859|GB ?2312|GBK|编码|編碼|字符集", re.IGNORECASE)


def propose(text: str, source: Source) -> Iterator[Edit | Flag]:
    """The Chinese that every such run was; a flag where it cannot be read.

    >>> from edition.sources import of_string
    >>> shown = "产品齐全\uff0c物流优惠".encode("gbk").decode("latin-1")
    >>> [edit.new for edit in propose(shown, of_string(shown))]
    ['产品齐全\uff0c物流优惠']
    >>> list(propose("Dvořák、Ελληνικά、Привет", of_string("")))
    []
    """
    runs = list(_RUN.finditer(text))
    if not any(len(run[0]) >= _LONG and _read(run[0]) for run in runs) or _SPOKEN_OF.search(text):
        return
    mixed = any(char > "\u00ff" and _read(run[0]) for run in runs for char in run[0])
    for run in runs:
        read = "" if mixed else _read(run[0])
        if read:
            spelt = " ".join(to_gbk(char).hex().upper() for char in read)
            proof = Evidence(read, spelt, 1, "")
            reason = "国标码误读成西文字母，按字节还原"
            yield Edit(*run.span(), read, reason, Certainty.UNIQUE, proof)
        elif len(_LETTER.findall(run[0])) > len(run[0]) / 3 and _SIGN.search(run[0]):
            yield Flag(*run.span(), FlagKind.DAMAGE, "国标码误读成西文字母，字节不全或不明")


@lru_cache(2**10)
def _read(shown: str) -> str:
    """What it was; empty if it was no Chinese."""
    data = b"".join(char.encode("latin-1" if char < "\u0100" else "utf-8") for char in shown)
    try:
        read = data.decode("gbk")
    except UnicodeDecodeError:
        return ""
    han = len(_HAN.findall(read))
    stretch = read[:_STRETCH]
    is_chinese = han >= _MOSTLY * len(read) and likelihood(stretch) >= _UNLIKELY * len(stretch)
    return read if is_chinese and len(set(stretch)) > len(stretch) / 2 else ""
