"""Traditional made by machine goes back to the Simplified it was made from.

Such a page is no Traditional edition: its program had one Traditional character
for each Simplified one, so 于 干 系 么 stay and every 着 became 著. The way back
is OpenCC's, then 着 or 著 by a word list. A text that an author wrote in
Traditional characters, or that discusses forms, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.damage import page_list
from edition.model import Edit, Source
from edition.rules.words import entries
from edition.script import converter, keep_length

_MOSTLY = 4
"""A Traditional text has at least so many times more Traditional forms than Simplified ones."""
_MACHINE = ("對于", "關于", "由于", "屬于", "位于", "等于", "什么", "怎么", "那么", "這么")
"""Words as a machine with one target leaves them,"""
_AUTHOR = "於麼"
"""and characters that only an author writes."""


def propose(text: str, source: Source) -> Iterator[Edit]:
    """The Simplified character for every Traditional one.

    >>> from edition.sources import of_string
    >>> text = "對于發展著力隨著顯著的著作"
    >>> "".join(e.new for e in propose(text, of_string(text)))
    '对发着随着显'
    """
    if not is_mirror(text, source):
        return
    simplified = "\n".join(_simplify(line) for line in text.split("\n"))
    for at, (before, after) in enumerate(zip(text, simplified, strict=True)):
        if before != after:
            yield Edit(at, at + 1, after, "机器繁体还原为简体")


def is_mirror(text: str, source: Source) -> bool:
    """Whether a text is Traditional by machine; the sidecar's word is final.

    >>> from edition.sources import of_string
    >>> [is_mirror(text, of_string(text)) for text in ("对于发展", "對於發展", "對于發展")]
    [False, False, True]
    """
    if source.meta.script != "auto":
        return source.meta.script == "mirror"
    traditional, simplified = _count(text, "t2s"), _count(text, "s2t")
    if traditional <= _MOSTLY * simplified:
        return False
    if page_list(source.text):
        return True
    return any(word in text for word in _MACHINE) and not any(char in text for char in _AUTHOR)


def _count(text: str, name: str) -> int:
    """How many characters OpenCC would change; 于 and 么 are left out, for machines leave them."""
    return sum(
        text.count(char)
        for char in set(text) - set("于么")
        if converter(name).convert(char) != char
    )


def _simplify(line: str) -> str:
    simplified = keep_length(line, "t2s")
    keeps = [word for (word,) in entries("zhu")]
    out = list(simplified)
    for at, char in enumerate(simplified):
        if char == "著" and not any(_covers(simplified, at, word) for word in keeps):
            out[at] = "着"
    return "".join(out)


def _covers(text: str, at: int, word: str) -> bool:
    """Whether the word stands in the text around this place."""
    start = at - word.index("著")
    return start >= 0 and text.startswith(word, start)
