"""Chinese whose bytes were read as letters of the West: `²úÆ·ÆëÈ«` was 产品齐全.

A page in GBK that its reader takes for Latin-1 shows a letter or a sign for every byte; here and
there one character for two of them that happen to be UTF-8 (`ʾ` for CA BE). Every character of
such a run stands for its bytes, and these are read as GBK. That counts only where each has its
place in a character, and the characters are likely Chinese. One run must be long; then short
ones on its page are read too. Since a letter may stand for one byte or for two, a reading is
probable, not unique. Foreign words, formulas, phonetic signs and rows of one sign stay; a run
from which a byte was lost is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.damage import to_gbk
from edition.lexicon import likelihood
from edition.model import Certainty, Edit, Evidence, Flag, FlagKind, Source
from edition.script import HAN

_RUN = re.compile("[\u00a1-\u07ff]{4,}")
_LONG = 8
"""So many letters and signs in a row prove a page,"""
_UNLIKELY = -9.0
"""if they make characters that are not less likely than this, each (natural logarithm)."""
_HAN = re.compile(HAN)
_MOSTLY = 0.6
"""So many of what is read must be Han."""
_SIGNS = re.compile("[\u00a1-\u00bf]")
_SEVERAL = 2
"""A foreign word has no more signs than one."""


def propose(text: str, source: Source) -> Iterator[Edit | Flag]:
    """The Chinese that every such run was; a flag where it cannot be read.

    >>> from edition.sources import of_string
    >>> shown = "产品齐全\\uff0c物流优惠".encode("gbk").decode("latin-1")
    >>> [edit.new for edit in propose(shown, of_string(shown))]
    ['产品齐全\uff0c物流优惠']
    >>> list(propose("Dvořák、Ελληνικά、Привет", of_string("")))
    []
    """
    runs = [(match.start(), match[0], _read(match[0])) for match in _RUN.finditer(text)]
    if not any(read and len(shown) >= _LONG for _, shown, read in runs):
        return
    for start, shown, read in runs:
        if read:
            spelt = " ".join(to_gbk(char).hex().upper() for char in read)
            proof = Evidence(read, spelt, 1, "")
            reason = "国标码误读成西文字母，按字节还原"
            yield Edit(start, start + len(shown), read, reason, Certainty.PROBABLE, proof)
        elif len(_SIGNS.findall(shown)) >= _SEVERAL:
            note = "国标码误读成西文字母，字节不全"
            yield Flag(start, start + len(shown), FlagKind.DAMAGE, note)


def _read(shown: str) -> str:
    """What it was; empty if it was no Chinese."""
    data = b"".join(char.encode("latin-1" if char < "\u0100" else "utf-8") for char in shown)
    try:
        read = data.decode("gbk")
    except UnicodeDecodeError:
        return ""
    han = len(_HAN.findall(read))
    is_chinese = han >= _MOSTLY * len(read) and likelihood(read) >= _UNLIKELY * len(read)
    varied = len(set(read)) > len(read) / 2  # a row of one sign is a row of that sign
    return read if is_chinese and varied else ""
