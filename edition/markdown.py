"""A page written by hand, in either script.

Only what is read is converted. What speaks to a program stays: code, tags with
their attributes, addresses, the targets of links, braces with ids and classes,
the keys of the front matter; and what says of itself that it is Simplified, as
a character does that is spoken of: `<span lang="zh-Hans">着</span>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.script import Script, convert

_KEPT = re.compile(
    r"""
    (?P<ticks>`+)(?!`) .+? (?<!`)(?P=ticks)(?!`)            # code in a line
    | <!-- .*? -->
    | <(?P<tag>[a-z]\w*)\b[^<>]*\blang="zh-Hans"[^<>]*> .*? </(?P=tag)>
    | <(?P<code>code|pre|kbd|samp|script|style)\b .*? </(?P=code)>
    | </?[A-Za-z][^<>]*>                                    # tags, and <addresses>
    | (?<=\]) \( [^()\s]* (?:\([^()\s]*\)[^()\s]*)*         # the target of a link
    | (?<=\]:) [ \t]* \S+                                   # and of a definition
    | \{ [ \t]* [:\#.] [^{}\n]* \}                          # ids and classes
    | https?://[\w\-./?%&=\#:~+@!$,;]+
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_FRONT = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^[^\s:#][^:\n]*:", re.MULTILINE)
_FENCE = re.compile(r" *(`{3,}|~{3,})")
_ITEM = re.compile(r" *([-*+]|\d+[.)]) ")
_INDENT = "    "


def converted(text: str, script: Script) -> str:
    """A page's Markdown in the script asked for; as long as before.

    >>> converted('## 发展 { #发 }\\n\\n见[说明](说明.md)，`发展`。', Script.HANT)
    '## 發展 { #发 }\\n\\n見[說明](说明.md)，`发展`。'
    >>> converted('---\\ntitle: 头发\\n---\\n头发\\n\\n    头发\\n', Script.HANT)
    '---\\ntitle: 頭髮\\n---\\n頭髮\\n\\n    头发\\n'
    """
    front = _FRONT.match(text)
    body = front.end() if front else 0
    made = _around(_KEY, text[:body], script)
    for part, is_code in _blocks(text[body:]):
        made += part if is_code else _around(_KEPT, part, script)
    return made


def _around(kept: re.Pattern[str], text: str, script: Script) -> str:
    """Text converted between what matches."""
    made, at = "", 0
    for match in kept.finditer(text):
        made += convert(text[at : match.start()], script) + match[0]
        at = match.end()
    return made + convert(text[at:], script)


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut into running text and blocks of code: each with whether it is code.

    A line is code between two fences, and where it is indented after a blank line, except below
    an item of a list: there it belongs to the item, and is code when indented twice.
    """
    part, was_code = "", False
    fence, blank, listed = "", True, False
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if fence:
            is_code = True
            if mark and mark[1].startswith(fence):
                fence = ""
        elif mark:
            is_code, fence = True, mark[1]
        elif not line.strip():
            is_code = was_code
        elif line.startswith(_INDENT):
            is_code = (blank or was_code) and (not listed or line.startswith(_INDENT * 2))
        else:
            is_code = False
            listed = bool(_ITEM.match(line)) or (listed and not blank)
        if is_code != was_code:
            yield part, was_code
            part, was_code = "", is_code
        part += line
        blank = not line.strip()
    yield part, was_code
