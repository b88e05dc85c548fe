"""What a site hid in the text against copying: `9 |7 G; w+ t! b3 i- h9 `, 市🖣🔚🁍委.

Discuz made runs of five or more pairs, each a digit, mark or blank, then a blank,
then a letter or mark, and showed them in no colour. They are known by that shape,
by several kinds of marks in them, and by Chinese or nothing on both sides: formulas,
code, English, chess moves and spaced letters lack one or the other. A pair is always
whole: the `k` of `7 khttp` ends one and goes, the `http` is text, and so is a letter
that only a blank joins to the run. Where Latin letters or digits follow, more is asked.

Another site puts signs from anywhere in Unicode into words. Those that nobody sends,
of several blocks, beside others, between Han, again and again: one alone may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Edit, Source
from edition.script import HAN

_BESIDE = rf"(?:{HAN}|[、。《》“”‘’「」『』…—<>\uff01-\uff5e])"
"""Chinese, or the tag that hid it; neither < nor > is ever in a run."""
_PAIR = r"(?:[!-;] | {1,2})[?-~]"
_RUN = re.compile(
    rf"(?:^[^\S\n]*+[?-~]?|(?<={_BESIDE})(?: (?=[!-;]))?)"
    rf"(?:{_PAIR}){{5,}}+(?: (?:{_PAIR}){{5,}}+)*+",
    re.MULTILINE,
)
_END = re.compile(r"(?:[!-;](?=\s|\Z))?[^\S\n]*(?=[\n<]|\Z)")
_JOINED = re.compile(r"(?<=[?-~]) {1,2}[?-~](?: {1,2}[?-~])*\Z")
"""Letters at the end of a run that only a blank joins to it."""
_BEFORE_HAN = re.compile(rf"[^\S\n]*(?={_BESIDE})")
_BEFORE_LATIN = re.compile("(?= ?[A-Za-z0-9])")
_WHOLE = re.compile("[!-;] [?-~]")
_MARK = re.compile(r"[^\w\s]", re.ASCII)
_LISTED = set(",;+-*/")
_FEWEST = 2
"""Kinds of marks that no list and no sum has: five pairs of the forum's have about four;"""
_PAIRS, _MANY = 3, 6
"""so many whose first part was no blank: letters and bars set apart have none;"""
_CLASSES = ("[A-Z]", "[a-z]", r"[?@\[-`{-~]")
"""and two of these among the second parts."""

_SIGN = r"[\u2600-\u27bf\U0001f000-\U0001faff]"
_SIGNS = re.compile(rf"(?<={HAN}){_SIGN}{{2,5}}(?={HAN})")
_UNSENT = re.compile(
    r"[\u2619-\u261c\u261e\u261f\u2621\u2624\u2625\u2627-\u2629\u262b-\u262d\u2630-\u2637"
    r"\U0001f030-\U0001f09f\U0001f260-\U0001f2ff\U0001f394\U0001f395\U0001f568-\U0001f56e"
    r"\U0001f597-\U0001f5a3\U0001f650-\U0001f67f\U0001f700-\U0001f7df\U0001f800-\U0001f8ff]"
)
"""Signs that are no emoji, nor cards or tiles that a text may speak of one by one."""
_OFTEN = 3


def propose(text: str, source: Source) -> Iterator[Edit]:
    """Nothing for every such run.

    >>> from edition.sources import of_string
    >>> text = "本文谈社会工作。9 |7 G; w+ t! b3 i- h9"
    >>> [text[e.start:e.end] for e in propose(text, of_string(text))]
    ['9 |7 G; w+ t! b3 i- h9']
    """
    found = [(start, end, "论坛的防复制干扰码") for start, end in _runs(text)]
    found += [(start, end, "字间插入的防复制符号") for start, end in _signs(text)]
    for start, end, why in sorted(found):
        yield Edit(start, end, "", why)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    for match in _RUN.finditer(text):
        start, end = match.span()
        fewest = _PAIRS
        after = _END.match(text, end)
        if not after:
            joined = _JOINED.search(match[0])
            end = start + joined.start() if joined else end
            after = _BEFORE_HAN.match(text, end)
        if not after:
            after, fewest = _BEFORE_LATIN.match(text, end), _MANY
        if after and _is_hidden(text[start:end], fewest):
            yield start, after.end()


def _is_hidden(run: str, fewest: int) -> bool:
    seconds = "".join(re.findall("(?<= )[?-~]", run))
    return (
        len(_WHOLE.findall(run)) >= fewest
        and len(set(_MARK.findall(run)) - _LISTED) >= _FEWEST
        and re.search("[0-9A-Z]", run) is not None
        and sum(bool(re.search(one, seconds)) for one in _CLASSES) >= _FEWEST
    )


def _signs(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    unsent: set[int] = set()
    for match in _SIGNS.finditer(text):
        rare = _UNSENT.findall(match[0])
        if rare and len({ord(sign) >> 8 for sign in match[0]}) >= _FEWEST:
            found.append(match.span())
            unsent.update(ord(sign) >> 8 for sign in rare)
    return found if len(found) >= _OFTEN and len(unsent) >= _FEWEST else []
