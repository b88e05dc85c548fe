r"""Pages of the noise family, made from clean text by a seed.

The shifts come from `edition.damage`, which is the model that repairs are
proved with: a score on these pages shows that the program can undo what it can
do, and proves nothing about real pages. What real pages add (readings in every
spelling, litter, leftover markup, letters strewn against copying) is put on top
as it was met, without regard to what the program knows of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from random import Random

from edition.damage import CUT_BEFORE, damage
from edition.script import converter, keep_length
from edition.words import entries
from tests.score.document import Document, Passage
from tests.score.litter import ANYWHERE, CUT_OFF, HEAD, TAIL
from tests.score.truth import texts

_LENGTH = 1200
"""A page is a run of paragraphs of about so many characters."""
_STAYING = "于么干愿范涌征并系里后"
"""What was met on such pages as it stands in Simplified, though OpenCC has another form first."""
_REMADE = 2
"""So many paragraphs are put together anew until one is hit: by itself a page has one place."""
_CLAUSES, _TRIES = 4, 40
_LISTED = 0.7
"""The share of the known readings that is on a page's list."""
_OFTEN, _SELDOM = 0.5, 0.3
_BETWEEN = re.compile("[。、\uff0c\uff1b\uff1a\n《》“”\uff08\uff09]")

_Spell = Callable[[str, Random], str]


def _toned(reading: str, draw: Random) -> str:
    return reading


def _blank(reading: str, draw: Random) -> str:
    return reading + " " * (draw.random() < _OFTEN)


def _toneless(reading: str, draw: Random) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))


def _repeated(reading: str, draw: Random) -> str:
    plain = _toneless(reading, draw)
    return f"{plain})({plain}"


FAMILIES: dict[str, tuple[_Spell, bool]] = {
    "toned": (_toned, True),
    "toned, a blank in some": (_blank, True),
    "toneless": (_toneless, True),
    "toneless, repeated": (_repeated, True),
    "after Simplified characters": (_toned, False),
}
"""How readings are spelt on a page; whether its characters were converted to Traditional.

Where they were not, no place was ever met that a listed character had hit: there readings are
put in last, and only marks do damage.
"""


def pages(seed: int, count: int) -> list[Document]:
    """So many damaged pages, the families in turn.

    >>> pages(1, 2) == pages(1, 2) != pages(2, 2)
    True
    """
    families = list(FAMILIES)
    return [page(Random(f"page {seed} {n}"), families[n % len(families)]) for n in range(count)]


def controls(seed: int, count: int) -> list[Document]:
    """So many pages that nothing happened to: Simplified, with other line ends, Traditional."""
    return [_control(Random(f"control {seed} {n}"), n % 3) for n in range(count)]


def _control(draw: Random, kind: int) -> Document:
    lines = _run(draw, _LENGTH)
    if kind == 1:
        return Document("".join(f"\u3000\u3000{line}\r\n\r\n" for line in lines))
    text = "\n".join(lines) + "\n"
    return Document(keep_length(text, "s2tw") if kind == 2 else text)


def _run(draw: Random, length: int) -> list[str]:
    """Paragraphs that follow one another in one of the texts."""
    text = draw.choice(texts())
    lines: list[str] = []
    at = draw.randrange(len(text))
    while length > 0:
        lines.append(text[at % len(text)])
        length -= len(lines[-1])
        at += 1
    return lines


def page(draw: Random, family: str, length: int = _LENGTH) -> Document:
    """One damaged page of about so many characters of text."""
    spell, traditional = FAMILIES[family]
    which = draw.random()
    listed = {}
    for host, reading in entries("readings"):
        own = Random(f"{which} {host}")  # so that one more reading leaves the rest as it is
        if own.random() < _LISTED:
            listed[host] = spell(reading, own)
    if not traditional:
        listed = {converter("t2s").convert(host): reading for host, reading in listed.items()}
    entities = draw.random() < _OFTEN
    all_cut = draw.random() < _OFTEN
    noises = [noise for noise in (_comma, _ends, _markup, _jammed) if draw.random() < _SELDOM]

    def hit(line: str) -> str:
        text = one_for_one(line) if traditional else line
        cuts = range(sum(text.count(mark) for mark in CUT_BEFORE))
        uncut = frozenset(at for at in cuts if not all_cut and draw.random() < _OFTEN)
        return damage(text, listed if traditional else {}, entities=entities, uncut=uncut)

    paragraphs = [(line, hit(line)) for line in _run(draw, length)]
    for _ in range(_REMADE * length // _LENGTH):
        paragraphs.insert(draw.randrange(len(paragraphs) + 1), _remade(draw, hit))
    raw, passages = "", []
    for line in _around(draw, [_Line(*paragraph) for paragraph in paragraphs], hit):
        added: dict[int, str] = {}
        for at, what in chain(
            () if traditional else _annotations(line.damaged, listed),
            *(noise(line.damaged, draw) for noise in noises if line.truth),
        ):
            added[at] = added.get(at, "") + what
        offsets, start = [], len(raw)
        for at, char in enumerate(line.damaged):
            raw += added.get(at, "")
            offsets.append(len(raw))
            raw += char
        raw += added.get(len(line.damaged), "")
        passages.append(Passage(start, len(raw), line.truth, line.damaged, tuple(offsets)))
        raw += "\n"
    return Document(raw, tuple(passages))


def _remade(draw: Random, hit: Callable[[str], str]) -> tuple[str, str]:
    """A paragraph of clauses from everywhere, as it was and as it is, damaged if it can be."""
    for _ in range(_TRIES):
        line = "".join(
            clause + draw.choice("。、\uff0c") for clause in draw.sample(_clauses(), _CLAUSES)
        )
        damaged = hit(f"{line[:-1]}。")
        if "?" in damaged:
            break
    return f"{line[:-1]}。", damaged


@cache
def _clauses() -> list[str]:
    text = "\n".join(chain.from_iterable(texts()))
    return [clause for clause in _BETWEEN.split(text) if len(clause) >= 4]


@dataclass(frozen=True)
class _Line:
    """A line of a page."""

    truth: str
    """Empty for litter."""
    damaged: str


def _around(draw: Random, lines: list[_Line], hit: Callable[[str], str]) -> list[_Line]:
    """The page, sometimes with a website's own lines before, among and after the others.

    A mirror works on all of a page: such lines are damaged too.
    """
    if draw.random() < _OFTEN:
        return lines
    around = list(lines)
    around.insert(draw.randrange(len(around) + 1), _Line("", hit(draw.choice(ANYWHERE))))
    around.insert(0, _Line("", hit(draw.choice(HEAD))))
    last = [draw.choice(CUT_OFF)] if draw.random() < _SELDOM else []
    return around + [_Line("", hit(text)) for text in (*last, *draw.sample(TAIL, 2))]


def one_for_one(text: str) -> str:
    """Traditional as such pages have it: always the same character for a Simplified one.

    >>> one_for_one("对于那么着急的头发，为了里面")
    '對于那么著急的頭發，為了里面'
    """
    return "".join(map(_traditional, text))


@cache
def _traditional(char: str) -> str:
    return char if char in _STAYING else str(converter("s2tw").convert(char))


def _annotations(text: str, listed: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for at, char in enumerate(text):
        if char in listed:
            yield at + 1, f"({listed[char]})"


def _comma(text: str, draw: Random) -> Iterator[tuple[int, str]]:
    """A comma too many, before a mark."""
    for at, char in enumerate(text):
        if char in "。," and draw.random() < 0.2:
            yield at, ","


def _ends(text: str, draw: Random) -> Iterator[tuple[int, str]]:
    """Line ends as a program wrote them out."""
    yield len(text), "x0dx0a"


def _markup(text: str, draw: Random) -> Iterator[tuple[int, str]]:
    """Markup that whoever took the text off a page left standing."""
    before, after = draw.choice(
        (("<p>", "</p>"), ("", "<br />"), ("&nbsp;&nbsp;", ""), ("<strong>", "</strong>"))
    )
    yield 0, before
    yield len(text), after


def _jammed(text: str, draw: Random) -> Iterator[tuple[int, str]]:
    """Letters that a forum hides at the ends of its lines, to be copied along."""
    signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789!#$%&*+-/;=?@^_{|}~"
    yield len(text), " " + " ".join(draw.sample(signs, draw.randrange(4, 10)))
