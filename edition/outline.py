"""From a clean text to its order: title, sections, passages.

Three manners are known, and told apart by the text itself unless the sidecar
says otherwise:

numbered   一、 and （一） at the beginning of a line, alone or run in with the text
bare       short lines without a closing mark
leads      bare headings, under which every paragraph opens with a short sentence
           that says what it is about: these units are sections of their own

Below the sections stand passages: paragraphs, or the points 一是…。二是…。 that run
on in one. Ids follow the structure (`s1-2`, `p1-2-3`), the opening is 0, so that
they do not move when a title is reworded or a repair is added.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from edition.model import Cleaned, Heading, Outline, Passage, Section

_DIGITS = "一二三四五六七八九"
_NUMBER = rf"(?:[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}])"
_FIRST = re.compile(rf"({_NUMBER})、(?!{_NUMBER}[、\d])")
_SECOND = re.compile(rf"[\uff08(]({_NUMBER})[\uff09)]")
_ORDINAL = re.compile(rf"第[\d{_DIGITS}十百零〇]+([编篇部章节回])|\d+([.、])")
"""Other ways of counting headings, which are bare."""
_POINT = re.compile(rf"(?:(?<=^)|(?<=[。\uff01\uff1f]))({_NUMBER})是")
_SENTENCE = re.compile(r"[^。\uff01\uff1f]*[。\uff01\uff1f]")
_CLAUSE = re.compile(r"[^。\uff01\uff1f\uff0c\uff1b\uff1a]*")
_CLOSING = "。\uff01\uff1f\uff1b\uff1a\uff0c…,.;:?!”"
_LONGEST_HEADING = 60
"""Characters: a longer line, or first sentence, is no heading."""
_LONGEST_LEAD = 40
_SHORTEST_TITLED = 2
"""Lines that a text has at least when its first line is a title."""


@dataclass(frozen=True)
class _Line:
    """A paragraph's place, and the heading it is or opens with."""

    start: int
    end: int
    level: int = 0
    """0: no heading."""
    number: int = 0
    heading: Heading | None = None


@dataclass
class _Draft:
    """A section while its lines are gathered."""

    path: tuple[int, ...]
    heading: Heading | None
    lines: list[_Line] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)


def outline(cleaned: Cleaned) -> Outline:
    """The order of a clean text.

    >>> from edition.clean import clean
    >>> from edition.sources import of_string
    >>> order = outline(clean(of_string("一、甲\\n(一)乙。一是丙。丁。二是戊。己。\\n")))
    >>> [(s.id, str(s.heading)) for s in order.walk()]
    [('s1', '一、甲'), ('s1-1', '\uff08一\uff09乙')]
    >>> [(p.id, str(p.head)) for p in order.passages()]
    [('p1-1-1', '一是丙'), ('p1-1-2', '二是戊')]
    """
    text = cleaned.text
    lines: Sequence[_Line] = [_Line(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    title, lines = _title(text, lines, cleaned.source.meta.title)
    style = cleaned.source.meta.headings
    if style == "auto":
        style = _style(text, lines)
    if style == "numbered":
        lines = _numbered(text, lines)
    elif style in ("bare", "leads"):
        lines = _bare(text, lines)
    drafts = _nest(lines)
    if style == "leads":
        drafts = [_leads(text, draft) for draft in drafts]
    return Outline(title, tuple(_section(text, draft) for draft in drafts))


def listing(order: Outline) -> Iterator[tuple[int, str]]:
    """(level, heading) of every heading that stands in the text; points are level 3."""
    for section in order.walk():
        if section.heading:
            yield section.level, str(section.heading)
        for passage in section.passages:
            if passage.head and passage.head.label:
                yield 3, str(passage.head)


def number(numeral: str) -> int:
    """A Chinese numeral below 100.

    >>> [number(n) for n in ("三", "十", "十二", "二十", "二十一")]
    [3, 10, 12, 20, 21]
    """
    tens, ten, ones = numeral.rpartition("十")
    return (_digit(tens) or 1 if ten else 0) * 10 + _digit(ones)


def _digit(numeral: str) -> int:
    return _DIGITS.find(numeral) + 1 if numeral else 0


def _style(text: str, lines: Sequence[_Line]) -> str:
    """Which manner a text without its title is written in."""
    if any(_FIRST.match(text, line.start) or _SECOND.match(text, line.start) for line in lines):
        return "numbered"
    units = [_units(text, draft) for draft in _nest(_bare(text, lines)) if draft.heading]
    led = sum(len(leads) for _, leads in units)
    if not units:
        return "none"
    return "leads" if led > len(units) and all(leads for _, leads in units) else "bare"


def _title(text: str, lines: Sequence[_Line], known: str) -> tuple[Heading | None, Sequence[_Line]]:
    """The title that stands as the first line, and the lines after it.

    Where the sidecar knows another title the first line is text like any other.
    """
    if len(lines) < _SHORTEST_TITLED or not _is_bare(text, lines[0]):
        return None, lines
    words = text[lines[0].start : lines[0].end]
    if _FIRST.match(words) or _SECOND.match(words) or known not in ("", words):
        return None, lines
    ordinal = _ORDINAL.match(words)
    if ordinal and any(_counts_on(text, line, ordinal) for line in lines[1:]):
        return None, lines
    return Heading(lines[0].start, lines[0].end, "", words), lines[1:]


def _counts_on(text: str, line: _Line, first: re.Match[str]) -> bool:
    """Whether a line is a heading of the same kind as the text's first."""
    match = _ORDINAL.match(text, line.start, line.end)
    return match is not None and match.groups() == first.groups() and _is_bare(text, line)


def _is_bare(text: str, line: _Line) -> bool:
    return line.end - line.start <= _LONGEST_HEADING and text[line.end - 1] not in _CLOSING


def _bare(text: str, lines: Sequence[_Line]) -> list[_Line]:
    """Short lines without a closing mark, with text below them, are headings."""
    found, count = [], 0
    for line, below in zip(lines, [*lines, None][1:], strict=True):
        if below and _is_bare(text, line) and not _is_bare(text, below):
            count += 1
            heading = Heading(line.start, line.end, "", text[line.start : line.end])
            found.append(_Line(line.end, line.end, 1, count, heading))
        else:
            found.append(line)
    return found


def _numbered(text: str, lines: Sequence[_Line]) -> list[_Line]:
    """Lines that begin with the next number of a level are headings, or open with one."""
    found = []
    reached = {1: 0, 2: 0}
    for line in lines:
        level, match = 1, _FIRST.match(text, line.start, line.end)
        if not match:
            level, match = 2, _SECOND.match(text, line.start, line.end)
        if match and number(match[1]) > reached[level]:
            reached[level] = number(match[1])
            if level == 1:
                reached[2] = 0
            heading = _run_in(text, match.end(), line, match[0])
            found.append(_Line(heading.end, line.end, level, reached[level], heading))
        else:
            found.append(line)
    return found


def _run_in(text: str, words: int, line: _Line, label: str) -> Heading:
    """The heading that a line opens with: to its first full stop, else all of a short line."""
    sentence = _SENTENCE.match(text, words, line.end)
    if sentence and len(sentence[0]) <= _LONGEST_HEADING:
        return Heading(line.start, sentence.end(), label, sentence[0][:-1])
    if line.end - line.start <= _LONGEST_HEADING:
        return Heading(line.start, line.end, label, text[words : line.end])
    clause = _CLAUSE.match(text, words, line.end)
    return Heading(line.start, words, label, clause[0] if clause else "")


def _nest(lines: Sequence[_Line]) -> list[_Draft]:
    """Sections by level; what stands before the first heading is the opening.

    （一） where no 一、 stands at all is a first level; before the first 一、 it
    belongs to the opening.
    """
    flat = not any(line.level == 1 for line in lines)
    top: list[_Draft] = []
    open_at: list[_Draft] = []
    for line in lines:
        level = 1 if flat and line.level else line.level
        if not open_at and level != 1:
            open_at.append(_Draft((0,), None))
            top.append(open_at[0])
        if level:
            del open_at[level - 1 :]
            path = (*(open_at[-1].path if open_at else ()), line.number)
            draft = _Draft(path, line.heading)
            (open_at[-1].children if open_at else top).append(draft)
            open_at.append(draft)
        if line.start < line.end:
            open_at[-1].lines.append(line)
    return top


def _leads(text: str, draft: _Draft) -> _Draft:
    """A section whose paragraphs with a lead sentence have become sections of their own."""
    if not draft.heading:
        return draft
    opening, leads = _units(text, draft)
    for count, (lead, lines) in enumerate(leads, 1):
        draft.children.append(_Draft((*draft.path, count), lead, lines))
    return replace(draft, lines=opening)


def _units(text: str, draft: _Draft) -> tuple[list[_Line], list[tuple[Heading, list[_Line]]]]:
    """A section's opening lines, and its lead sentences with the lines below each."""
    opening: list[_Line] = []
    leads: list[tuple[Heading, list[_Line]]] = []
    for line in draft.lines:
        sentence = _SENTENCE.match(text, line.start, line.end)
        if sentence and len(sentence[0]) <= _LONGEST_LEAD and sentence.end() < line.end:
            heading = Heading(line.start, sentence.end(), "", sentence[0][:-1])
            leads.append((heading, [line]))
        elif leads:
            leads[-1][1].append(line)
        else:
            opening.append(line)
    return opening, leads


def _section(text: str, draft: _Draft) -> Section:
    children = tuple(_section(text, child) for child in draft.children)
    return Section(draft.path, draft.heading, tuple(_passages(text, draft)), children)


def _passages(text: str, draft: _Draft) -> Iterator[Passage]:
    """A section's paragraphs, cut at its points.

    What stands before points is unit 0, and so is all that stands before
    subsections; further paragraphs of a unit count from 2 below it.
    """
    name = "p" + "-".join(map(str, draft.path))
    points = _points(text, draft.lines)
    places = sorted(points)
    unit = 0
    within = 0
    for line in draft.lines:
        cuts = places[bisect_left(places, line.start) : bisect_left(places, line.end)]
        for start, end in zip([line.start, *cuts], [*cuts, line.end], strict=True):
            if start == end:
                continue
            if not draft.children and (start in points or not points):
                unit, within = unit + 1, 1
            else:
                within += 1
            head = _head(text, start, end, points.get(start, ""), draft.heading)
            yield Passage(
                f"{name}-{unit}" + (f"-{within}" if within > 1 else ""),
                start,
                end,
                head,
            )


def _points(text: str, lines: Sequence[_Line]) -> dict[int, str]:
    """Where 一是, 二是 … begin a sentence one after the other, and those words."""
    found: dict[int, str] = {}
    chain: dict[int, str] = {}
    for line in lines:
        for match in _POINT.finditer(text[line.start : line.end]):
            value = number(match[1])
            if value == 1:
                found |= chain if len(chain) > 1 else {}
                chain = {}
            if value == len(chain) + 1:
                chain[line.start + match.start()] = match[0]
    return found | (chain if len(chain) > 1 else {})


def _head(text: str, start: int, end: int, label: str, heading: Heading | None) -> Heading | None:
    """The run-in heading of a passage: a point's, or the lead sentence that names its section."""
    if label:
        words = start + len(label)
        sentence = _SENTENCE.match(text, words, end)
        if sentence and len(sentence[0]) <= _LONGEST_LEAD and sentence.end() < end:
            return Heading(start, sentence.end(), label, sentence[0][:-1])
        clause = _CLAUSE.match(text, words, end)
        return Heading(start, words, label, clause[0] if clause else "")
    return heading if heading and heading.start == start else None
