"""A syllable for a character: `年ye饭`, `皮笑rou不笑`, `gao效`.

Where a site forbids words, it or its writers spell a character. The one that was meant
makes a usual word with what stands beside it; read again it is that syllable. If it is
the only one, and the word is long or common, it is put back, else the place is flagged:
a dictionary does not know every word (微信 is none of its, but 威信 is).

Left alone: texts with other words in Latin letters, where a syllable may be one too, texts
on readings, and what names a file, a function, a note or a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import rjieba

from edition.lexicon import LONGEST
from edition.model import Certainty, Edit, Flag, FlagKind, Source
from edition.readings import read_as
from edition.script import HAN

_LATIN = re.compile(r"[A-Za-z]{2,}")
_SPELT = re.compile(rf"(?<={HAN})[a-z]{{2,6}}(?={HAN})(?![文函标变参元码层语针目命字音老先经体])")
"""A syllable, but no name of a file, a function, a note or a person."""
_ON_READING = re.compile("拼音|读音|发音|注音|输入法")
_USUAL = 100
"""As frequent by jieba's count, a word of two characters may be meant; of a longer one any."""
_COMMON = 1000
"""As frequent, it is."""
_FREE = 20_000
"""More frequent, a character beside it stands for itself."""


def propose(text: str, source: Source) -> Iterator[Edit | Flag]:
    """The character for every syllable that stands for one; a flag where it may be another.

    >>> from edition.sources import of_string
    >>> text = "吃年ye饭，价ge表，加wei信"
    >>> [found.new if isinstance(found, Edit) else found.kind.value
    ...  for found in propose(text, of_string(text))]
    ['夜', '格', 'doubt']
    """
    spelt = [match for match in _SPELT.finditer(text) if read_as(match[0])]
    if not spelt or len(_LATIN.findall(text)) > len(spelt) or _ON_READING.search(text):
        return
    for match in spelt:
        before = text[max(0, match.start() - LONGEST + 1) : match.start()]
        after = text[match.end() : match.end() + LONGEST - 1]
        meant = [char for char in read_as(match[0]) if _is_meant(before, char, after)]
        if len(meant) == 1 and _is_sure(before, meant[0], after):
            why = "以拼音代替的字\uff0c能成词的只有这一个"
            yield Edit(*match.span(), meant[0], why, Certainty.PROBABLE)
        elif meant:
            yield Flag(*match.span(), FlagKind.DOUBT, "以拼音代替的字\uff0c疑为躲避过滤")


def _is_meant(before: str, char: str, after: str) -> bool:
    """Whether a character makes a word with what stands beside it, which is none by itself.

    >>> _is_meant("抽", "烟", "的"), _is_meant("打开", "幕", "手册"), _is_meant("用", "品", "码")
    (True, False, False)
    """
    if _makes_longer(before, char, after):
        return True
    sides = (
        (before[-1:], before[-2:], before[-1:] + char),
        (after[:1], after[:2], char + after[:1]),
    )
    return any(
        len(word) > 1
        and rjieba.has_word(word)
        and rjieba.suggest_freq(word) >= _USUAL
        and rjieba.suggest_freq(beside) < _FREE
        and not (len(other) > 1 and rjieba.has_word(other))
        for beside, other, word in sides
    )


def _is_sure(before: str, char: str, after: str) -> bool:
    """Whether the word that it makes is long or common.

    >>> _is_sure("吃年", "夜", "饭"), _is_sure("", "高", "效"), _is_sure("加", "威", "信")
    (True, True, False)
    """
    pairs = (before[-1:] + char, char + after[:1])
    return _makes_longer(before, char, after) or any(
        len(word) > 1 and rjieba.has_word(word) and rjieba.suggest_freq(word) >= _COMMON
        for word in pairs
    )


def _makes_longer(before: str, char: str, after: str) -> bool:
    """Whether it makes a word of three or four characters with what stands beside it."""
    return any(
        rjieba.has_word(before[len(before) - left :] + char + after[:right])
        for left in range(len(before) + 1)
        for right in range(len(after) + 1)
        if left + right in (2, 3)
    )
