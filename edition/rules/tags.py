"""What is left of a page's markup: `</p><p style="…">`, `<br />`, `&ldquo;`.

A tag of a paragraph is a line end, one of type (`<span>`, `<b>`) is nothing, an
entity is its character. A text that speaks of markup, or holds any other tag,
is left alone as a whole: there a tag is what its author wrote. So is `a < b`.
An entity stays where it is an address in C (`=&sum;`) or a part of a link's query,
where the words before it say to type it, and in a line of code.
A page's only `<p>` is one behind a sentence and before Chinese; `/p>` behind a
sentence has lost its bracket; `p>` may be anything. What a shift left of a tag
(`?/p>`) is that rule's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from unicodedata import category

from edition.model import Edit, Source
from edition.record import replay
from edition.script import HAN

_LINE = "p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|hr|table|tbody|thead|tr|center|section|article"
_CELL = "td|th"
_TYPE = "span|font|strong|b|em|i|u|a|img|o:p"
_NAME = rf"(?:(?P<line>{_LINE})|(?P<cell>{_CELL})|(?:{_TYPE}))"
_ENDED = r"(?<=[。…”’」』])"
"""Behind a sentence, and no mark that a shift can leave."""
_TAG = re.compile(
    rf"</?{_NAME}(?:\s*/?|\s[^<>=]*=[^<>]*)>(?:[^\S\n]*\|{{2,}})?"  # </p>||
    rf"|{_ENDED}(?P<rest>/(?:p|div|h[1-6])>)"
    r"|<!--[^<>]*-->"
    r"|&(?:amp;)*(?P<entity>#\d{1,7};|#x[0-9a-f]{1,6};|[a-z]{2,8}[0-9]{0,2};)",
    re.IGNORECASE,
)
_SURE = re.compile(
    rf"<!--[^<>]*-->|</{_NAME}>|<br\s*/?>|<(?:{_LINE}|{_CELL}|{_TYPE})\s[^<>=]*=[^<>]*>"
    rf"|{_ENDED}(?:/(?:p|div|h[1-6])>|\s?<p>(?![是为即和与或]))(?=\s?(?:{HAN}|[“‘「『《]|\Z))",
    re.IGNORECASE,
)
"""A lone `<b>` may be anything; one of these is markup."""
_OTHER = re.compile(
    rf"</?(?!(?:{_LINE}|{_CELL}|{_TYPE})(?:[\s/>]|\Z))[a-z!?](?!--)|</{HAN}", re.IGNORECASE
)
_SPOKEN_OF = re.compile(
    r"(?<![./\w])(?:X?HTML5?|XML|CSS|JavaScript)(?![/\w])"  # not in an address
    r"|(?:标签|标记|元素)[“\"'‘ ]?<\w|实体[\uff1a:“\"' ]{0,2}&\w"
    r"|[<&]\w{1,10}[>;][”\"'’、 ]{0,2}(?:等|标签|标记|元素|实体)"
    r"|(?:[用写加入是即如和与或及]|所谓) ?</?\w{1,10} ?/?> ?"
    r"(?:[,;、\uff0c\uff1b]|[和与或来可是即]|表示|代表|换行|分段|就)"
    r"|(?:</?\w{1,10} ?/?>|&\w{2,8};|-->) ?(?:表示|代表|用于|用来|的作用|的意思)"
    r"|[“\"'‘「《\uff08(][<&]\w{1,10}[>;][”\"'’」》\uff09)]|`"
    r"|(?:敲|键入|輸入|输入|打出) ?</?\w{1,10}[ />]|写 ?<(?!br)\w{1,10}[ />]"
    r"|(?:写法|寫法|加粗|斜体|斜體|标签|代码|代碼|示例)(?:[是为為\w]{0,8}|[:\uff1a]\s?)<(?!br)\w"
    r"|</?\w{1,10}>[^<>\n]{0,10}\n?[^<>\n]{0,10}(?:存成|存为|保存为|另存为)",
    re.ASCII,
)
"""Somebody writes code: nothing but a few words stands between the tag and what says so."""
_TYPED = re.compile(
    r"(?:=|[\w)\]][(,]) ?\Z|\?[^\s?]*=[^\s?]*\Z|(?:键入|鍵入|输入|輸入|打出|敲) ?\Z", re.ASCII
)
"""What stands before an entity that was typed: an operand's, a query's or a lesson's."""
_CODE = re.compile(r"\b[A-Za-z_]\w* ?(?:\[\w*\])? ?=|\b[A-Za-z_]\w*\(|[A-Za-z_]\w* ?\*\w", re.ASCII)
"""An assignment, a call or a pointer; in a line with Chinese it may be a formula or GDP(亿元)."""
_REACH = 200
"""So many characters on either side are looked at: a page may be one line."""
_ADDRESS = re.compile(r"https?://\S+")
_KEPT = "<>&"
"""As characters these would make new tags and entities."""


def propose(text: str, source: Source) -> Iterator[Edit]:
    r"""A line feed, a blank, nothing or the character for every piece of markup.

    >>> from edition.sources import of_string
    >>> text = "<b>甲</b>乙&hellip;</p><p>若 a < b"
    >>> replay(text, propose(text, of_string(text)))
    '甲乙…\n\n若 a < b'
    """
    if _SPOKEN_OF.search(text) or _OTHER.search(text) or not re.search(HAN, text):
        return
    found = list(_pieces(text))
    if not any(_pieces(replay(text, found))):  # one tag inside another is no page's
        yield from found


def _pieces(text: str) -> Iterator[Edit]:
    sure = _SURE.search(text) is not None
    for match in _TAG.finditer(text):
        if match["entity"]:
            char = unescape("&" + match["entity"])
            if len(char) == 1 and char not in _KEPT and not _is_typed(text, match.start()):
                yield Edit(*match.span(), _seen(char), "网页的字符实体还原为字")
        elif sure:
            new = "\n" if match["line"] or match["rest"] else " " if match["cell"] else ""
            yield Edit(*match.span(), new, "网页残留的标签")


def _is_typed(text: str, at: int) -> bool:
    """Whether the author wrote the entity that stands there, and no machine.

    >>> [_is_typed(text, text.index("&")) for text in ("int *p=&sum;", "他说,&ldquo;")]
    [True, False]
    """
    start = max(text.rfind("\n", 0, at) + 1, at - _REACH)
    end = text.find("\n", at, at + _REACH)
    line = text[start : end if end >= 0 else at + _REACH]
    prose = _ADDRESS.sub("", _TAG.sub("", line))
    code = _CODE.search(prose) and not re.search(HAN, prose)
    return bool(code or _TYPED.search(text, start, at))


def _seen(char: str) -> str:
    """A character as a text has it: line feeds for line ends, nothing for what nobody sees."""
    kind = category(char)
    if char in "\r\n" or kind in ("Zl", "Zp"):
        return "\n"
    return "" if kind in ("Cc", "Cf") else char
