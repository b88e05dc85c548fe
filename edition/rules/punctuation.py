"""ASCII marks become full width, as Chinese is printed.

A page whose full-width forms were all folded to ASCII has marks beside Han and
no full-width form at all: there , : ; ? ! are widened wherever Chinese stands on
one side. Elsewhere an ASCII mark is its author's unless Chinese stands on both
sides. Parentheses are widened as a pair, and only around Chinese; on a folded page
also around a number that Han follows. Nothing tells whether (zhǎng dà) was folded.

Marks that Unicode keeps only for old character sets become the ordinary ones beside Chinese,
and so does the sign of a ratio where it can be none: once in its line, in no sum.

Numbers, times, addresses, entities, English sentences, code, formulas, emoticons,
rows of a table and the full stop keep theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from edition.annotation import DATELINE
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
    r"https?://\S{1,200}?\?(?=[^\s=?]{1,30}=)"  # with Chinese in it
    r"|(?:https?|ftp|data):[!-~]*[\w/#=&%~+-]|www\.[!-~]*[\w/#=&%~+-]"  # addresses
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}"
    r"|(?<!\d)\d{1,30}(?:[:,]\d{1,30})+"  # 12:30, 1,000
    r"|`[^`]*`|\w\([\"'][^\"']*[\"']\)"  # code
    r"|\(\?(?:<?[=!]|:)[^()]{0,80}\)"  # regular expressions
    r"|&(?:#\d{1,7}|\w{2,8});"
    r"|\?{2,}",  # lost bytes, not questions
    re.ASCII,
)
_CODE = re.compile(r"[=({] ?[\"'\w]|(?:SELECT|INSERT|UPDATE|DELETE) ", re.ASCII)
_BLOCK = re.compile(r"(?:def|class|for|while|if|elif|with) [^。\uff0c]*:")
_FIGURE = re.compile(r" ?[\d:/%-][\d.:/% -]*")
_FEWEST = 2
"""A table has more columns; two halves of a sentence have a comma between them."""
_SMILE = re.compile(r"[:;]-?[()]")
_ENGLISH = re.compile(r"[A-Za-z',\u2019 -]+")
_IN_ENGLISH = re.compile(r"[A-Za-z,.;] ")


_SMALL = str.maketrans(
    "\ufe50\ufe51\ufe54\ufe55\ufe56\ufe57\ufe59\ufe5a\ufe30\uff61\uff64",
    "\uff0c\u3001\uff1b\uff1a\uff1f\uff01\uff08\uff09\uff1a\u3002\u3001",
)
_OLD = re.compile(
    rf"(?<={HAN}|[”’》」』】\uff09%\d])[\ufe50\ufe51\ufe54-\ufe57\ufe5a\ufe30\uff61\uff64](?![!-~])"
    rf"|\ufe59(?={HAN})"
)
_RATIO = re.compile(rf"^[^\u2236]*{HAN}{{2}}(\u2236)(?:{HAN}{{2}}|[“《「])[^\u2236]*$")
_SUM = re.compile(r"比|[\d一二三四五六七八九十]份|[=+\uff1d\uff0b%\uff05:]|\d:\d")


def propose(text: str, source: Source) -> Iterator[Edit]:
    """The full-width form of every ASCII mark that stands in Chinese.

    >>> from edition.sources import of_string
    >>> text = "12:30,他说:see a, b(甲)(zhǎng dà)"
    >>> [text[e.start] for e in propose(text, of_string(text))]
    [',', ':', '(', ')']
    """
    folded = _is_folded(text, source)
    lines = text.split("\n")
    rows = _rows(lines)
    printed = "\n".join(
        line if at in rows else _widen(line, folded=folded) for at, line in enumerate(lines)
    )
    old = dict(_of_old_sets(text))
    for at, (before, after) in enumerate(zip(text, printed, strict=True)):
        if at in old:
            yield Edit(at, at + 1, old[at], "旧字符集的标点改为通行的标点")
        elif before != after:
            yield Edit(at, at + 1, after, "汉字旁的半角标点改为全角")


def _of_old_sets(text: str) -> Iterator[tuple[int, str]]:
    """Where marks of old character sets stand in Chinese, and what they are."""
    for match in _OLD.finditer(text):
        yield match.start(), match[0].translate(_SMALL)
    if "\u2236" in text:
        at = 0
        for line in text.split("\n"):
            ratio = _RATIO.search(line)
            if ratio and not _SUM.search(line):
                yield at + ratio.start(1), "\uff1a"
            at += len(line) + 1


def _is_folded(text: str, source: Source) -> bool:
    """Whether a page lost its full-width forms; those of a repair never stood on it."""
    whole = _FORM.search(text) and _FORM.search(source.text)
    return not whole and _FOLDED.search(text) is not None


def _rows(lines: list[str]) -> set[int]:
    """Lines of a table, and its heading: as many columns, and figures in the same one.

    >>> sorted(_rows(["姓名,年龄,城市", "张三,23,上海", "李四,30,北京", "共1,000人,好"]))
    [0, 1, 2]
    """
    rows: set[int] = set()
    for at, pair in enumerate(pairwise(lines)):
        above, below = (line.split(",") if "。" not in line else [] for line in pair)
        if len(above) == len(below) > _FEWEST and any(
            _FIGURE.fullmatch(one) and _FIGURE.fullmatch(other)
            for one, other in zip(above, below, strict=True)
        ):
            rows |= {at, at + 1}
    headings = {at - 1 for at in rows if at and lines[at - 1].count(",") == lines[at].count(",")}
    return rows | headings


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
    if not line[:1].isascii() or line[-1:] not in (";", "{", "}", ":"):
        return False
    return bool(_BLOCK.fullmatch(line) if line[-1] == ":" else _CODE.search(line))


def _kept(line: str, alone: set[int]) -> set[int]:
    """Where a line's marks are no marks of Chinese, whatever stands beside them."""
    kept = {at for match in _KEPT.finditer(line) for at in range(*match.span())}
    kept |= {match.start() for match in DATELINE.finditer(line)}
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
