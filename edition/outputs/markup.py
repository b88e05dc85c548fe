"""Text into Markdown and HTML: the only place where spans and a string are interleaved.

A character of a text must never become markup, whatever it is. Every ASCII mark
is therefore written as a character reference, which Markdown, its extensions and
HTML all take for the character and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import cast

import rjieba
from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from edition.script import HAN, Script, convert

_BREAKABLE = re.compile(
    rf"(?:{HAN}|[》〉”’〕」、。\uff0c\uff1a\uff1b\uff1f\uff01\uff09]){HAN}|.[《〈“‘〔「\uff08]"
)
"""Two neighbours between which a heading may break: after Han or a closing mark."""
_CLOSING = frozenset("的地得了着过上下中里内外间时后等者性化们之")
"""Words of one character that lean on what stands before them; the others lean on what follows."""
_ENDS = "、。\uff0c\uff1a\uff1b\uff1f\uff01"
_CLAUSE = re.compile(rf"[^{_ENDS}]*[{_ENDS}]+|[^{_ENDS}]+")
_SHORT_CLAUSE = 10
"""Characters, its mark included, that fit on a phone's line, as a heading or at a page's foot."""
_ASCII_MARK = re.compile(r"[!-/:-@\[-`{-~]")


def protect(text: object) -> Markup:
    """A string as it shall be seen, wherever a template puts it.

    >>> protect("<b> # [x](y)")
    Markup('&#60;b&#62; &#35; &#91;x&#93;&#40;y&#41;')
    """
    if isinstance(text, Markup):
        return text
    flat = " ".join(str(text).split("\n"))
    return Markup(_ASCII_MARK.sub(lambda mark: f"&#{ord(mark[0])};", flat))


_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&#(\d+);")
_MEANT = frozenset(map(ord, "<>&\"'"))
"""What has to stay a reference where nothing reads Markdown."""


def xml(document: str) -> str:
    """A rendered document as XML and HTML have it: protected from them, no longer from Markdown.

    A character that no XML may hold is named instead.

    >>> xml("<p>1&#46; 甲\\x07&#60;</p>")
    '<p>1. 甲⟨U+0007⟩&#60;</p>'
    """
    freed = _REFERENCE.sub(
        lambda one: one[0] if int(one[1]) in _MEANT else chr(int(one[1])), document
    )
    return _NOT_XML.sub(lambda char: f"⟨U+{ord(char[0]):04X}⟩", freed)


@dataclass(frozen=True)
class Span:
    """What to write around `start:end` of a text, and after it."""

    start: int
    end: int
    before: Markup
    after: Markup


def interleave(text: str, start: int, end: int, spans: Iterable[Span], offset: int = 0) -> Markup:
    """`start:end` with its spans written in; one may stand inside another, none cross.

    `text` begins at `offset` of the string that all offsets speak of.

    >>> interleave("甲<乙>", 1, 4, [Span(2, 3, Markup("<b>"), Markup("</b>"))])
    Markup('&#60;<b>乙</b>&#62;')
    """
    out: list[Markup] = []
    opened: list[Span] = []
    at = start

    def write(until: int) -> None:
        nonlocal at
        out.append(protect(text[at - offset : until - offset]))
        at = until

    def close(until: int) -> None:
        while opened and opened[-1].end <= until:
            write(opened[-1].end)
            out.append(opened.pop().after)

    for span in sorted(spans, key=lambda span: (span.start, span.end > span.start, -span.end)):
        close(span.start)
        if not start <= span.start <= span.end <= min([end, *(one.end for one in opened)]):
            raise ValueError(f"{span} crosses another, or what is shown")
        write(span.start)
        out.append(span.before)
        opened.append(span)
    close(end)
    write(end)
    return Markup("").join(out)


def heading(text: str, script: Script) -> Markup:
    """A heading that breaks between its clauses; one longer than a line also between its words.

    No clause leaves its last character alone on a line.

    >>> heading("把握发展方向、推动创新发展", Script.HANS)
    Markup('<span class="clause">把握发展方向、</span><span class="clause">推动创新发展</span>')
    >>> heading("中国式现代化的题中应有之义", Script.HANS)
    Markup('<span class="clause">中国式<wbr>现代化的<wbr>题中<wbr>应有之义</span>')
    """
    made = Markup("")
    for clause in clauses(text, script):
        lines = Markup("<wbr>").join(map(protect, clause))
        made += Markup('<span class="clause">{}</span>').format(lines)
    return made


def clauses(text: str, script: Script) -> Iterator[list[str]]:
    """A heading's clauses, each in the pieces between which a line may end.

    >>> list(clauses("健全和完善社会工作体制机制、把握方向", Script.HANS))
    [['健全', '和完善', '社会工作', '体制', '机制、'], ['把握方向']]
    """
    said = convert(text, script)  # as a whole, then cut: a decision may span two words
    for clause in _CLAUSE.finditer(text):
        words = rjieba.cut(clause[0], False) if len(clause[0]) > _SHORT_CLAUSE else [clause[0]]
        parts = [""]
        at = clause.start()
        last = at + len(clause[0].rstrip(_ENDS)) - 1
        for before, word in pairwise(["", *words]):
            if before and at < last and _breakable(before, word):
                parts.append("")
            parts[-1] += said[at : at + len(word)]
            at += len(word)
        yield parts


def _breakable(word: str, following: str) -> bool:
    """Whether a line may end between two words; a word of one character does not stand alone.

    >>> [_breakable(*pair) for pair in (("市委", "会议"), ("会议", "上"), ("和", "加强"))]
    [True, False, False]
    """
    leans = len(word) == 1 and word not in _CLOSING
    return (
        not leans and following not in _CLOSING and bool(_BREAKABLE.match(word[-1] + following[0]))
    )


def speaker(script: Script) -> Callable[[str], str]:
    """`say`: a value of the furniture, written Simplified, in the script asked for."""
    return lambda words: convert(words, script)


class _Furniture(Extension):
    """What stands in a template itself is said in the page's script, quotation marks too."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        say = cast("Callable[[str], str]", self.environment.globals["say"])
        for token in stream:
            said = say(token.value) if token.type == "data" else token.value
            yield Token(token.lineno, token.type, said)


@cache
def environment(script: Script) -> Environment:
    """The templates of `edition/templates`; whatever they print is protected."""
    made = Environment(
        loader=PackageLoader("edition"),
        autoescape=True,
        extensions=[_Furniture],
        finalize=protect,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["say"] = speaker(script)
    made.globals["heading"] = lambda words: heading(words, script)
    return made
