"""Traditional made by machine goes back to the Simplified it was made from.

Such a page is no Traditional edition: its program had one Traditional character
for each Simplified one, so 于 并 里 么 stay and every 着 became 著. The way back
is OpenCC's, then 着 or 著 by a word list. Some pages have rarer forms still (昰 for 是):
these go back by a list, each where its ordinary form stands nowhere on the page: 昰 beside
是 is somebody's name. A text that an author wrote in
Traditional characters is left alone, and so is a paragraph that sets two forms of
a character side by side. Authors too have 于 and 干 as surnames, 于 in classical prose,
并州, 擊筑 and 鄉愿: only in an everyday word is such a form a machine's.

In either script signs that Unicode keeps for the radicals of dictionaries stand for characters
where a PDF was read out (⿇烦 was 麻烦): they go back beside Han, but by themselves they are
radicals, which a text on writing names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from heapq import merge
from operator import attrgetter
from unicodedata import normalize

import rjieba

from edition.annotation import SEVERAL, SWALLOWED, is_folded, noise, page_list
from edition.model import Edit, Source
from edition.script import HAN, count_changed, is_traditional, keep_length
from edition.words import entries

_LEFT = "于并么里愿筑范征干"
"""Characters that a machine with one target leaves where an author has another form."""
_EVERYDAY = 1000
"""As frequent by jieba's count, a word is one of today's: 对于, 里面, 愿意, no 并州 or 里人."""
_FEWEST = 10
"""A paragraph with fewer Traditional forms is judged with the rest of its text."""
_RADICAL = "[\u2e80-\u2eff\u2f00-\u2fdf]"
_RADICALS = re.compile(
    rf"(?:(?<={HAN}){_RADICAL}++|(?<!{_RADICAL}){_RADICAL}++(?={HAN}))(?![部旁头頭底边邊字])"
)
_ON_RADICALS = re.compile(
    "部首|偏旁|康熙|字根|笔画|筆畫|会意|會意|形声|形聲|象形|说文|說文|五笔|五筆|倉頡|仓颉|兼容字符|Unicode|U\\+2"
)
_QUOTED = re.compile(r"[“「『\"'《(\uff08]\s*(\w)\s*[”」』\"'》)\uff09]")


def propose(text: str, source: Source) -> Iterator[Edit]:
    """The Simplified character for every Traditional one, the character for a sign of a radical.

    >>> from edition.sources import of_string
    >>> text = "對于發展著力隨著顯著的著作"
    >>> "".join(e.new for e in propose(text, of_string(text)))
    '对发着随着显'
    """
    yield from merge(_radicals(text, source), _simplified(text, source), key=attrgetter("start"))


def _simplified(text: str, source: Source) -> Iterator[Edit]:
    whole = is_mirror(text, source)
    rare = _rare(text) if whole else {}
    at = 0
    for line in text.split("\n"):
        if (whole or (source.meta.script == "auto" and _is_inset(line))) and not _sets_apart(line):
            for place, (before, after) in enumerate(
                zip(line, _simplify(line).translate(rare), strict=True), at
            ):
                if before != after:
                    yield Edit(place, place + 1, after, "机器繁体还原为简体")
        at += len(line) + 1


def _radicals(text: str, source: Source) -> Iterator[Edit]:
    """The character for every sign of a radical that stands in a word.

    >>> from edition.sources import of_string
    >>> text = "一口⽔、⿇烦，⽤⼾骑⾺，这辆⻋是“⽔”部"
    >>> [edit.new for edit in _radicals(text, of_string(text))]
    ['水', '麻', '用', '户', '马', '车']
    """
    if _ON_RADICALS.search(text):
        return
    known = {pair[0]: pair[1] for pair in entries("radicals")}
    traditional = is_traditional(text) and not is_mirror(text, source)
    for match in _RADICALS.finditer(text):
        for at, sign in enumerate(match[0], match.start()):
            char = known.get(sign) or normalize("NFKC", sign)
            if not traditional:
                char = keep_length(char, "t2s")
            if char != sign:
                yield Edit(at, at + 1, char, "部首符号还原为汉字")


def is_mirror(text: str, source: Source) -> bool:
    """Whether a text is Traditional by machine; the sidecar's word is final.

    >>> from edition.sources import of_string
    >>> [is_mirror(text, of_string(text)) for text in ("对于发展", "對於發展", "對于發展")]
    [False, False, True]
    """
    if source.meta.script != "auto":
        return source.meta.script == "mirror"
    return is_traditional(text) and (_is_of_the_family(text, source) or _by_machine(text))


def _is_of_the_family(text: str, source: Source) -> bool:
    """Whether the page had readings that nobody wrote, or damage that has been repaired.

    One character with a reading says nothing of the script, unless the marks were folded.
    """
    raw = source.text
    hosts = {raw[start - 1] for start, _ in noise(raw, page_list(raw))}
    return (
        len(hosts) >= SEVERAL
        or (bool(hosts) and is_folded(raw))
        or SWALLOWED.search(raw) is not None
        or text.count("?") < raw.count("?")
    )


def _by_machine(text: str) -> bool:
    """Whether everyday words have forms that a machine left, and none that only an author writes.

    What an author has there is what OpenCC makes of the words.

    >>> _by_machine("對于發展"), _by_machine("世稱于少保"), _by_machine("劉琨守并州")
    (True, False, False)
    """
    if not any(char in _LEFT for char in text):
        return False
    lines = [(line, keep_length(line, "t2s")) for line in text.split("\n")]
    return not any(
        to in _LEFT and char != to for pair in lines for char, to in zip(*pair, strict=True)
    ) and any(_machine_left(line, simplified) for line, simplified in lines)


def _machine_left(line: str, simplified: str) -> bool:
    at = 0
    for word in rjieba.cut(simplified, False):
        if set(word) & set(_LEFT) and _is_everyday(word):
            pairs = zip(line[at : at + len(word)], keep_length(word, "s2tw"), strict=True)
            if any(char in _LEFT and char != author for char, author in pairs):
                return True
        at += len(word)
    return False


def _is_everyday(word: str) -> bool:
    return len(word) > 1 and bool(rjieba.has_word(word) and rjieba.suggest_freq(word) >= _EVERYDAY)


def _is_inset(line: str) -> bool:
    """Whether a paragraph of another text came from a mirror."""
    if len(line) < _FEWEST:
        return False
    several = count_changed(Counter(line), "t2s") >= _FEWEST
    return several and is_traditional(line) and _by_machine(line)


def _sets_apart(line: str) -> bool:
    """Whether a paragraph quotes a character in more than one form: “後”与“后”."""
    quoted = set(_QUOTED.findall(line))
    return len({keep_length(char, "t2s") for char in quoted}) < len(quoted)


def _simplify(line: str) -> str:
    simplified = keep_length(line, "t2s")
    if "著" not in simplified:
        return simplified
    keeps = [word for (word,) in entries("zhu")]
    out = list(simplified)
    for at, char in enumerate(simplified):
        if char == "著" and not any(_covers(simplified, at, word) for word in keeps):
            out[at] = "着"
    return "".join(out)


def _rare(text: str) -> dict[int, str]:
    """The rarest forms that a machine put for ordinary ones; OpenCC does not know them."""
    plain = set(keep_length(text, "t2s"))
    return {ord(form): usual for form, usual in entries("variants") if usual not in plain}


def _covers(text: str, at: int, word: str) -> bool:
    """Whether the word stands in the text around this place."""
    start = at - word.index("著")
    return start >= 0 and text.startswith(word, start)
