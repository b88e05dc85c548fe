"""ASCII marks beside Han become full width, as Chinese is printed.

Only , : ; ? ! and parentheses, and only where a Han character or a Chinese mark
stands beside them. Numbers, times, addresses, English sentences and code keep
theirs. A pair of parentheses is widened as a pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Edit, Source
from edition.script import HAN, WIDE

_RUN = re.compile(r"[,:;?!()]+")
_PAIR = re.compile(r"\(([^()\n]*)\)")
_CHINESE = re.compile(rf"{HAN}|[、。《》〈〉“”‘’「」『』〔〕【】…—\uff01-\uff5e]")
_KEPT = re.compile(
    r"(?:https?|ftp|data):[!-~]*[\w/#=&%~+-]|www\.[!-~]*[\w/#=&%~+-]"  # addresses
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}"
    r"|(?<!\d)\d{1,30}(?:[:,]\d{1,30})+"  # 12:30, 1,000
    r"|`[^`\n]*`"  # code
    r"|\?{2,}",  # lost bytes, not questions
    re.ASCII,
)


def propose(text: str, source: Source) -> Iterator[Edit]:
    """The full-width form of every ASCII mark that stands in Chinese.

    >>> from edition.sources import of_string
    >>> text = "12:30,他说:see a, b(甲)"
    >>> [text[e.start] for e in propose(text, of_string(text))]
    [',', ':', '(', ')']
    """
    kept = {at for match in _KEPT.finditer(text) for at in range(*match.span())}
    runs = {at: match.span() for match in _RUN.finditer(text) for at in range(*match.span())}
    partner: dict[int, int] = {}
    for pair in _PAIR.finditer(text):
        partner |= {pair.start(): pair.end() - 1, pair.end() - 1: pair.start()}
    chosen: set[int] = set()
    waiting = [at for at, span in runs.items() if _beside_chinese(text, *span)]
    while waiting:
        at = waiting.pop()
        if at not in chosen and at not in kept:
            chosen.add(at)
            waiting += range(*runs[at])
            waiting += [partner[at]] if at in partner else []
    for at in sorted(chosen):
        yield Edit(at, at + 1, text[at].translate(WIDE), "汉字旁的半角标点改为全角")


def _beside_chinese(text: str, start: int, end: int) -> bool:
    return any(_CHINESE.match(char) for char in (text[start - 1 : start], text[end : end + 1]))
