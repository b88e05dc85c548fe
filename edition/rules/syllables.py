"""A syllable for a character: `年ye饭`, `皮笑rou不笑`, `gao效`.

Where a site forbids words, it or its writers spell a character. The one that was meant
makes a usual word with what stands beside it; read again it is that syllable. It is put
back only inside a word of three characters or more, where it is the only one and mostly read
so. Else the place is flagged: prose may have a name there, a pronoun (`发ta红包`) or a
foreign word (`先ping常去的网站`).

Left alone: texts with other words in Latin letters, where a syllable may be one too, texts
in Traditional characters or on readings, and what names a file, a function, a note or a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import rjieba

from edition.annotation import ON_READING, toneless
from edition.lexicon import LONGEST
from edition.model import Certainty, Edit, Flag, FlagKind, Source
from edition.readings import first_reading, read_as
from edition.script import HAN, is_traditional

_LETTER = re.compile("[A-Za-z]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_SPELT = re.compile(rf"(?<={HAN})[a-z]{{2,6}}(?={HAN})(?![文函标变参元码层语针目命字音老先经体])")
"""A syllable, but no name of a file, a function, a note or a person."""
_USUAL = 100
"""As frequent by jieba's count, a word of two characters may be meant; of a longer one any."""
_FREE = 20_000
"""More frequent, a character beside it stands for itself."""

_FUNCTIONAL = frozenset({"de", "le", "ta", "ge", "me", "ne", "ma", "ba"})
"""For these words writers in a hurry put their syllable."""


def propose(text: str, source: Source) -> Iterator[Edit | Flag]:
    """The character for every syllable that stands for one; a flag where it may be another.

    >>> from edition.sources import of_string
    >>> text = "吃年ye饭了，这种gao效的办法"
    >>> [found.new if isinstance(found, Edit) else found.kind.value
    ...  for found in propose(text, of_string(text))]
    ['夜', 'doubt']
    """
    spelt = [match for match in _SPELT.finditer(text) if read_as(match[0])]
    if not spelt or len(_LATIN.findall(text)) > len(spelt):
        return
    if ON_READING.search(text) or is_traditional(text):
        return
    for match in spelt:
        before = text[max(0, match.start() - LONGEST + 1) : match.start()]
        after = text[match.end() : match.end() + LONGEST - 1]
        meant = [char for char in read_as(match[0]) if _is_meant(before, char, after)]
        if len(meant) == 1 and _is_sure(before, meant[0], after, match[0]):
            why = "以拼音代替的字\uff0c能成词的只有这一个"
            yield Edit(*match.span(), meant[0], why, Certainty.PROBABLE)
        elif meant:
            yield Flag(*match.span(), FlagKind.DOUBT, "以拼音代替的字\uff0c疑为躲避过滤")


def _is_meant(before: str, char: str, after: str) -> bool:
    """Whether a character makes a word with what stands beside it, which is none by itself.

    >>> _is_meant("抽", "烟", "的"), _is_meant("打开", "幕", "手册"), _is_meant("用", "品", "码")
    (True, False, False)
    """
    if _makes_longer(before, char, after, least=0):
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


def _is_sure(before: str, char: str, after: str, syllable: str) -> bool:
    """Whether nothing else is likely: inside a word, beside no other syllable, mostly read so.

    >>> _is_sure("吃年", "夜", "饭了", "ye"), _is_sure("和", "平", "常", "ping")
    (True, False)
    """
    return (
        syllable not in _FUNCTIONAL
        and toneless(first_reading(char)) == syllable
        and not _LETTER.search(before + after)
        and _makes_longer(before, char, after, least=1)
    )


def _makes_longer(before: str, char: str, after: str, least: int) -> bool:
    """Whether it makes a word of three or four, with so many characters on either side at least."""
    return any(
        rjieba.has_word(before[len(before) - left :] + char + after[:right])
        for left in range(least, len(before) + 1)
        for right in range(least, len(after) + 1)
        if left + right in (2, 3)
    )
