"""ASCII marks become full width, as Chinese is printed.

A page whose full-width forms were all folded to ASCII has marks beside Han and
no full-width form at all: there , : ; ? ! are widened wherever Chinese stands on
one side. Elsewhere an ASCII mark is its author's unless Chinese stands on both
sides. Parentheses are widened as a pair, and only around Chinese; on a folded page
also around a number that Han follows. Nothing tells whether (zhǎng dà) was folded.

Numbers, times, addresses, English sentences, code, formulas, emoticons and the
full stop keep theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from edition.model import Edit, Source
from edition.script import HAN, WIDE

_FORM = re.compile(r"[\uff01-\uff5e]")
_FOLDED = re.compile(rf"(?<={HAN})[,:;?!](?![ \t])|[,:;?!](?={HAN})")
"""Who types ASCII marks puts a blank behind them; a form that was folded has none."""
_HAN = re.compile(HAN)
_CHINESE = re.compile(rf"{HAN}|[、。《》〈〉“”‘’「」『』〔〕【】…—\uff01-\uff5e]")
_RUN = re.compile(r"[,:;?!()]+")
_MARKS = re.compile(r"[,:;?!]+")
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_KEPT = re.compile(
    r"(?:https?|ftp|data):[!-~]*[\w/#=&%~+-]|www\.[!-~]*[\w/#=&%~+-]"  # addresses
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}"
    r"|(?<!\d)\d{1,30}(?:[:,]\d{1,30})+"  # 12:30, 1,000
    r"|`[^`]*`|\w\([\"'][^\"']*[\"']\)"  # code
    r"|\?{2,}",  # lost bytes, not questions
    re.ASCII,
)
_CODE = re.compile(r"[=({] ?[\"'\w]", re.ASCII)
_SMILE = re.compile(r"[:;]-?[()]")
_ENGLISH = re.compile(r"[A-Za-z',\u2019 -]+")
_IN_ENGLISH = re.compile(r"[A-Za-z,.;] ")


def propose(text: str, source: Source) -> Iterator[Edit]:
    """The full-width form of every ASCII mark that stands in Chinese.

    >>> from edition.sources import of_string
    >>> text = "12:30,他说:see a, b(甲)(zhǎng dà)"
    >>> [text[e.start] for e in propose(text, of_string(text))]
    [',', ':', '(', ')']
    """
    folded = _is_folded(text, source)
    printed = "\n".join(_widen(line, folded=folded) for line in text.split("\n"))
    for at, (before, after) in enumerate(zip(text, printed, strict=True)):
        if before != after:
            yield Edit(at, at + 1, after, "汉字旁的半角标点改为全角")


def _is_folded(text: str, source: Source) -> bool:
    """Whether a page lost its full-width forms; those of a repair never stood on it."""
    whole = _FORM.search(text) and _FORM.search(source.text)
    return not whole and _FOLDED.search(text) is not None


def _widen(line: str, *, folded: bool) -> str:
    """A line with its marks widened: parentheses first, then what stands beside them."""
    if not _RUN.search(line) or _is_code(line):
        return line
    pairs, alone = _parentheses(line)
    kept = _kept(line, alone)
    out = list(line)
    for pair in _around_chinese(line, pairs, folded=folded):
        if kept.isdisjoint(pair):
            for at in pair:
                out[at] = line[at].translate(WIDE)
    line = "".join(out)
    length = len(line.rstrip())
    for match in _MARKS.finditer(line):
        left = match.start() and _CHINESE.match(line, match.start() - 1)
        right = _CHINESE.match(line, match.end())
        if (left and (right or match.end() >= length)) or (folded and (left or right)):
            for at in range(*match.span()):
                out[at] = line[at] if at in kept else line[at].translate(WIDE)
    return "".join(out)


def _is_code(line: str) -> bool:
    """Whether a line begins in ASCII, ends like a statement and holds what code holds."""
    line = line.strip()
    return line[:1].isascii() and line[-1:] in (";", "{", "}") and bool(_CODE.search(line))


def _kept(line: str, alone: set[int]) -> set[int]:
    """Where a line's marks are no marks of Chinese, whatever stands beside them."""
    kept = {at for match in _KEPT.finditer(line) for at in range(*match.span())}
    kept |= {match.start() for match in _SMILE.finditer(line) if match.end() - 1 in alone}
    return kept | {
        match.end()
        for match in _ENGLISH.finditer(line)
        if line[match.end() : match.end() + 1] in ("?", "!") and len(match[0].split()) > 1
    }


def _parentheses(line: str) -> tuple[list[tuple[int, int]], set[int]]:
    """The pairs of a line, and those without a partner."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    alone: set[int] = set()
    for match in re.finditer(r"[()]", line):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            pairs.append((opened.pop(), match.start()))
        else:
            alone.add(match.start())
    return pairs, alone.union(opened)


def _around_chinese(
    line: str, pairs: list[tuple[int, int]], *, folded: bool
) -> Iterator[tuple[int, int]]:
    """Pairs around Chinese or a number, but none in an English sentence."""
    chinese = [match.start() for match in _CHINESE.finditer(line)]
    beside = set() if folded else set(_beside(line))
    indent = len(line) - len(line.lstrip())
    for start, end in pairs:
        if start > 1 and _IN_ENGLISH.match(line, start - 2):
            continue
        holds = bisect_left(chinese, end) > bisect_left(chinese, start)
        if not folded:
            chosen = holds and start in beside and end in beside
        elif not holds:
            head = start == indent or line[start - 1] in ",;:" or _CHINESE.match(line, start - 1)
            chosen = bool(head and _NUMBER.fullmatch(line, start + 1, end)) and bool(
                _HAN.match(line, end + 1)
            )
        else:
            chosen = True
        if chosen:
            yield start, end


def _beside(line: str) -> Iterator[int]:
    """Where marks stand whose run has Chinese on both sides, or on one and the line's end."""
    indent, length = len(line) - len(line.lstrip()), len(line.rstrip())
    for match in _RUN.finditer(line):
        start, end = match.span()
        left = start and _CHINESE.match(line, start - 1)
        right = _CHINESE.match(line, end)
        opens, closes = start == indent and line[start] == "(", end >= length
        if (left or opens) and (right or (left and closes)):
            yield from range(start, end)
