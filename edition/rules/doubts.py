"""Places where something foreign stands, or the source hides a word: flagged, never mended.

What was there cannot be known from the file. A person may venture a conjecture
in the sidecar; it is shown beside the flag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Flag, FlagKind, Source
from edition.script import HAN
from edition.words import entries

_HIDDEN = re.compile(
    rf"(?:(?<={HAN})|(?<=[、。《“]))(?:X{{2,4}}(?!染色体)|×{{2,4}}|\*{{2,4}}|○{{2,4}})(?={HAN})"
)
_MARKDOWN = re.compile(r"^#{1,6} \S|\]\(|`[^`\s]", re.MULTILINE)
"""There two stars make type bold."""
_SHOUT = rf"(?<=[吗呢么谁嘛吧])\?++(?!{HAN})"
_LOST = re.compile(rf"(?:(?<={HAN})|(?<=[、。《“]))(?!{_SHOUT})\?{{2,}}|(?<!\?)\?{{2,}}(?={HAN})")
"""Where a decoder could not read: an author writes one question mark, and full width,
unless he shouts a question that its last word shows to be one."""
_BROKEN = (
    (re.compile("\ufffd+"), "解码时损坏的字，不能还原"),
    (re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]+"), "私用区的字，只有原来的字体能显示"),
    (re.compile(rf"[□■]{{2,}}|(?<={HAN})■(?={HAN})"), "以方框代替的字，不能还原"),
)
"""Signs that stand for a character. One box may be a box to tick, or begin an item."""


def propose(text: str, source: Source) -> Iterator[Flag]:
    """A flag for every placeholder, every sign of a lost character and every injected phrase.

    >>> from edition.sources import of_string
    >>> text = "具有XX特色"
    >>> [(f.kind.value, text[f.start:f.end]) for f in propose(text, of_string(text))]
    [('placeholder', 'XX')]
    """
    markdown = _MARKDOWN.search(text) is not None
    for match in _HIDDEN.finditer(text):
        if match[0] != "**" or not markdown:
            note = "抄本以符号代替名称，照录"
            yield Flag(match.start(), match.end(), FlagKind.PLACEHOLDER, note)
    for match in _LOST.finditer(text):
        yield Flag(match.start(), match.end(), FlagKind.DAMAGE, "疑为损坏的字，不能还原")
    for broken, note in _BROKEN:
        for match in broken.finditer(text):
            yield Flag(match.start(), match.end(), FlagKind.DAMAGE, note)
    for (phrase,) in entries("injections"):
        for match in re.finditer(re.escape(phrase), text):
            note = "网站插入的推广词，盖去了原文"
            yield Flag(match.start(), match.end(), FlagKind.DOUBT, note)
