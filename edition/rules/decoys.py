"""What a site hid in the text against copying: `9 |7 G; w+ t! b3 i- h9 `, 市🖣🔚🁍委.

Discuz made runs of five or more pairs, each a digit, mark or blank, then a blank,
then a letter or mark, and showed them in no colour. They are known by that shape,
by several kinds of marks in them, and by Chinese or nothing on both sides: formulas,
code, English, chess moves and spaced letters lack one or the other. A pair is always
whole: the `k` of `7 khttp` ends one and goes, the `http` is text, and so is a letter
that only a blank joins to the run. Where Latin letters or digits follow, more is asked.

PHPWind and others end a page's lines in letters and marks drawn by lot, one at a time
(`。 2 _ j 1 L X`) or in one piece (`。c#kR8!x`). They are known by the page: most of its
paragraphs that end a sentence must end so, each in another way, with small and capital
letters, digits and several marks that neither formulas nor lists have. One line proves
nothing, and addresses, codes and words stay, as does all that stands on other pages,
and what a line calls a password or an output; behind a colon it is no proof.

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
    rf"(?:^[^\S\n]*+[?-~]?|(?:(?<={_BESIDE})|(?<={HAN}[!?]))(?: (?=[!-;]))?)"
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

_BEHIND = r"[。…”’」』\uff01\uff1f!?>]"
"""The end of a sentence, or the tag behind it; marks may have been folded."""
_BY_LOT = re.compile(
    rf"(?:(?:^|(?<={_BEHIND}))[^\S\n]*|(?<={HAN}|[\uff1a\uff1b:;,\uff0c])[^\S\n]+)"
    r"(?P<apart>(?:[!-~] ){3,15}[!-~])[^\S\n]*(?=\n|\Z|</)"
    rf"|(?<={_BEHIND})(?P<joined>[!-;=?-~]{{4,16}})[^\S\n]*(?=\n|\Z|</)",
    re.MULTILINE,
)
_ENDED = re.compile(r"[。\uff01\uff1f]")
_LOTS = 3
"""So many lines, and half of those that end a sentence,"""
_SENTENCES = 2
"""of which there must be some: faces and keys end lines of other kinds."""
_TOLD = re.compile(
    r"密码|密碼|口令|[账帐賬帳][号號]|激活[码碼]|[验驗][证證][码碼]|序列[号號]|[输輸]出\W?\Z"
)
"""Words that say what such letters are."""
_REACH = 40
"""So many characters before them do: a page may be one line."""
_COLONS = (":", "\uff1a")
_KINDS = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"))
_ODD = re.compile("[!#$%&?@^_`{|}~]")
_FACE = re.compile(r"([A-Za-z^])_\1", re.IGNORECASE)
"""o_O, T_T: two eyes of one kind."""
_FORMULA = re.compile(r"\(.*\)|\[.*\]|\{.*\}")
_ADDRESS = re.compile(r"@\w+\.|://|www\.|[\w-]+\.(?:com|cn|net|org)\b|[<>]", re.ASCII)

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
    lots = list(_lots(text))
    taken = {at for start, end in lots for at in range(start, end)}
    runs = [span for span in _runs(text) if taken.isdisjoint(range(*span))]
    found = [(start, end, "论坛的防复制干扰码") for start, end in (*lots, *runs)]
    found += [(start, end, "字间插入的防复制符号") for start, end in _signs(text)]
    for start, end, why in sorted(found):
        yield Edit(start, end, "", why)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Such runs; where one is on the page, another may have letters of one kind only."""
    hidden = list(_hidden(text))
    if any(kinds >= _FEWEST for _, kinds in hidden):
        yield from (span for span, _ in hidden)


def _hidden(text: str) -> Iterator[tuple[tuple[int, int], int]]:
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
            seconds = "".join(re.findall("(?<= )[?-~]", text[start:end]))
            kinds = sum(bool(re.search(one, seconds)) for one in _CLASSES)
            yield (start, after.end()), kinds


def _is_hidden(run: str, fewest: int) -> bool:
    return (
        len(_WHOLE.findall(run)) >= fewest
        and len(set(_MARK.findall(run)) - _LISTED) >= _FEWEST
        and re.search("[0-9A-Z]", run) is not None
    )


def _lots(text: str) -> Iterator[tuple[int, int]]:
    r"""What stands at the ends of a page's lines, drawn by lot.

    >>> text = "甲乙。c#kR8!x\n丙丁。w9_Tq?2\n戊己。$mZ4u~e\n"
    >>> [text[start:end] for start, end in _lots(text)]
    ['c#kR8!x', 'w9_Tq?2', '$mZ4u~e']
    """
    found = [
        match
        for match in _BY_LOT.finditer(text)
        if not _TOLD.search(_before(text, match.start()))
        and not _FORMULA.search(match[0])
        and (match["apart"] or _is_mixed(match[0]))
    ]
    drawn = {match[0].strip() for match in found}
    together = "".join(drawn)
    ended = sum(_ENDED.search(line) is not None for line in text.split("\n"))
    behind = [match for match in found if _before(text, match.start())[-1:] not in _COLONS]
    if (
        ended >= _SENTENCES
        and len(drawn) == len(found) >= ended / 2
        and len(behind) >= _LOTS
        and all(kind.search(together) for kind in _KINDS)
        and len(set(_ODD.findall(together))) >= _FEWEST
        and sum(map(_is_mixed, drawn)) >= _FEWEST
    ):
        yield from (match.span() for match in found)


def _before(text: str, at: int) -> str:
    """The end of what stands before a place in its line."""
    return text[max(text.rfind("\n", 0, at) + 1, at - _REACH) : at].rstrip()


def _is_mixed(drawn: str) -> bool:
    """Whether no word, number or address looks so: an odd mark, and two kinds of the others."""
    kinds = sum(kind.search(drawn) is not None for kind in _KINDS)
    is_known = _ADDRESS.search(drawn) or _FACE.search(drawn)
    return kinds >= _FEWEST and _ODD.search(drawn) is not None and not is_known


def _signs(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    unsent: set[int] = set()
    for match in _SIGNS.finditer(text):
        rare = _UNSENT.findall(match[0])
        if rare and len({ord(sign) >> 8 for sign in match[0]}) >= _FEWEST:
            found.append(match.span())
            unsent.update(ord(sign) >> 8 for sign in rare)
    return found if len(found) >= _OFTEN and len(unsent) >= _FEWEST else []
