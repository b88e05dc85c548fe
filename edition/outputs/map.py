"""The map of two texts: their outlines face to face, a stroke for each link, drawn at build time.

It is an SVG that needs no script. A stroke is a link to the page where its passages stand side by
side, and names itself when it is pointed at or has the focus. Colours are the style sheet's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from markupsafe import Markup

from edition.model import Passage, Section, Work
from edition.outputs.evidence import Why, told
from edition.outputs.linked import Linked, Tie
from edition.outputs.markup import clauses, environment
from edition.pages import Kind, Page, name, relative, title, url
from edition.script import Script, convert

MOST = 40
"""Links that a map shows, the strongest: more cannot be told apart."""
_ROWS = 40
"""Rows of an outline up to which those without a link are shown too."""
_NAMED = 2
"""Pieces of shared wording in a stroke's name,"""
_NAME = 16
"""and characters that are shown of each."""

# Measures are those of the drawing, in which a character of a label is _EM wide.
_WIDTH = 1000
_EM = 15
_LINE = 21
_NARROW = 0.58
"""The width of a letter or figure, in characters."""
_COLUMN = 18
"""Characters of a label's line,"""
_LINES = 2
"""and its lines: what is longer is cut short."""
_INDENT = 14
_SPACE = {1: 18, 2: 10}
"""Above a row, by its level,"""
_CLOSE = 4
"""and above those of deeper levels."""
_GAP = 10
"""Between a label and its strokes."""
_PORT = 4.5
"""Between the ends of two strokes at one row, at most."""
_FINE, _BOLD = 1.2, 7.0
"""Half the thickness of the weakest and of the strongest stroke, as its curve is steered."""
_FIRST_CLAUSE = re.compile("^[^\uff0c\uff1b\uff1a]+[\uff0c\uff1b\uff1a](?=.)")


@dataclass(frozen=True)
class Row:
    """A line of an outline: a heading, or a passage that has links and no section to itself."""

    words: str
    """As they stand in the text."""
    level: int
    link: str
    """Below the site's root."""
    passages: frozenset[str]
    """The ids of those whose links begin here."""


@dataclass(frozen=True)
class Label:
    """A row in its place."""

    row: Row
    lines: list[str]
    link: Markup
    inset: float
    """Where it begins, from the outer side,"""
    edge: float
    """and where its strokes do."""
    top: float
    height: float
    linked: bool

    @property
    def middle(self) -> float:
        """Half-way down."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Stroke:
    """A link, drawn."""

    kind: str
    link: Markup
    label: str
    """All that it says to who cannot see it."""
    names: list[str]
    """What is shown of that when it is pointed at, a line each."""
    path: Markup
    """The line it follows,"""
    shape: Markup
    """and its shape: thickest in the middle, as a brush leaves it."""
    under: Markup
    """Lines below the labels at its ends."""
    strength: Markup
    """0 to 1, the strongest of the map."""
    middle: float
    """The height at which its name stands."""


@dataclass(frozen=True)
class Drawing:
    """All of a map, in its own measures."""

    titles: list[str]
    sides: list[list[Label]]
    strokes: list[Stroke]
    height: float
    width: int = _WIDTH
    line: int = _LINE


@dataclass(frozen=True)
class Listed:
    """A link as a table has it: what one reads who does not see the map."""

    captions: list[str]
    places: list[Markup]
    why: Why
    link: Markup


def listed(ties: Iterable[Tie], page: str) -> list[Listed]:
    """Links as a table on a page has them."""
    return [
        Listed(
            [end.caption for end in tie.ends],
            [Markup(f"{relative(end.page.path, page)}#{end.passage.id}") for end in tie.ends],
            told(tie.link),
            Markup(f"{relative(tie.page, page)}#{tie.id}"),
        )
        for tie in ties
    ]


def draw(pair: Linked, page: str, script: Script) -> Markup:
    """The map of two texts as it stands on a page, in one piece of HTML.

    Addresses are those of the site, for Markdown does not look into a drawing.
    """
    template = environment(script).get_template("map.svg.j2")
    return Markup(template.render(map=_Draughtsman(page, script).drawing(pair), px=_px))


def strongest(pair: Linked) -> list[Tie]:
    """The links that a map shows, strongest first."""
    return sorted(pair.ties, key=lambda tie: tie.rank)[:MOST]


def rows(work: Work, linked: set[str]) -> list[Row]:
    """A text's outline as the map shows it; `linked` are the ids of passages with links.

    A passage without a heading of its own is part of its section's row, unless there are several
    such. In a long outline only what has links is shown, with what it stands under.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> work = edit(of_string("一、甲\\n乙。\\n丙。\\n二、丁\\n戊。\\n", "a"))
    >>> [(row.words, row.level, sorted(row.passages)) for row in rows(work, {"p1-1", "p1-2"})]
    [('一、甲', 1, []), ('乙。', 2, ['p1-1']), ('丙。', 2, ['p1-2']), ('二、丁', 1, [])]
    """
    found = [row for section in work.outline.walk() for row in _rows(work, section, linked)]
    if len(found) <= _ROWS:
        return found
    kept: list[Row] = []
    level = 0  # of what must be shown above what has been kept
    for row in reversed(found):
        if row.passages & linked or row.level < level:
            kept.append(row)
            level = row.level
    return kept[::-1]


def _rows(work: Work, section: Section, linked: set[str]) -> Iterator[Row]:
    page = Page(work, Kind.SECTION, section)
    bare = [one.id for one in section.passages if not one.head and one.id in linked]
    own = [one.id for one in section.passages if one.head and one.head == section.heading]
    alone = len(bare) == 1
    anchor = f"#{own[0]}" if own else ""
    ids = frozenset([*own, *(bare if alone else [])])
    yield Row(name(section), section.level, page.url + anchor, ids)
    for passage in section.passages:
        if passage.id in own or not (passage.head or (passage.id in bare and not alone)):
            continue
        words = str(passage.head) if passage.head else _opening(work, passage)
        link = f"{page.url}#{passage.id}"
        yield Row(words, section.level + 1, link, frozenset([passage.id]))


def _opening(work: Work, passage: Passage) -> str:
    """The first words of a passage, as many as a label has room for and one more."""
    return work.quote(passage)[: _COLUMN * _LINES + 1]


class _Draughtsman:
    """Draws for a page, in a script."""

    def __init__(self, page: str, script: Script) -> None:
        self._page = page
        self._script = script

    def drawing(self, pair: Linked) -> Drawing:
        """Both outlines in their places, the shorter half-way down, and the strokes."""
        ties = sorted(strongest(pair), key=lambda tie: [end.at for end in tie.ends])
        sides = []
        for side, work in enumerate(pair.works):
            ids = {tie.ends[side].passage.id for tie in ties}
            sides.append(list(self._labels(rows(work, ids), ids)))
        height = max(labels[-1].top + labels[-1].height for labels in sides)
        for labels in sides:
            shift = (height - labels[-1].top - labels[-1].height) / 2
            labels[:] = [replace(label, top=label.top + shift) for label in labels]
        titles = [convert(title(work), self._script) for work in pair.works]
        return Drawing(titles, sides, list(self._strokes(ties, sides)), height)

    def _labels(self, outline: Sequence[Row], linked: set[str]) -> Iterator[Label]:
        top = 0.0
        before = ""
        for row in outline:
            clause = _FIRST_CLAUSE.match(row.words)
            again = clause[0] if clause and before.startswith(clause[0]) else ""
            words = row.words.removeprefix(again)
            lines = label_lines(words, self._script, "……" if again else "")
            top += _SPACE.get(row.level, _CLOSE) if before else 0
            inset = _INDENT * (row.level - 1)
            edge = inset + _EM * max(map(squares, lines)) + _GAP
            height = _LINE * len(lines)
            link = Markup(relative(row.link, url(self._page)))
            yield Label(row, lines, link, inset, edge, top, height, bool(row.passages & linked))
            top += height
            before = row.words

    def _strokes(self, ties: Sequence[Tie], sides: Sequence[Sequence[Label]]) -> Iterator[Stroke]:
        places = [{one: at for at in side for one in at.row.passages} for side in sides]
        ends = [[places[side][tie.ends[side].passage.id] for tie in ties] for side in (0, 1)]
        best = max(tie.link.score for tie in ties)
        left, right = (max(label.edge for label in side) for side in sides)
        x1, x2 = left, _WIDTH - right
        x = _px((x1 + x2) / 2)
        for tie, one, other, y1, y2 in zip(
            ties, *ends, _ports(ends[0], ends[1]), _ports(ends[1], ends[0]), strict=True
        ):
            strength = tie.link.score / best
            half = _FINE + (_BOLD - _FINE) * strength**2
            start, end = f"M{_px(one.edge)},{_px(y1)} H{_px(x1)}", f"{_px(x2)},{_px(y2)}"
            there = f"C{x},{_px(y1 - half)} {x},{_px(y2 - half)} {end}"
            back = f"C{x},{_px(y2 + half)} {x},{_px(y1 + half)} {_px(x1)},{_px(y1)}"
            foot = f"H{_px(_WIDTH - other.edge)}"
            under = [_px(label.top + label.height) for label in (one, other)]
            yield Stroke(
                tie.link.kind.value,
                Markup(relative(url(tie.page), url(self._page)) + f"#{tie.id}"),
                *self._said(tie),
                Markup(f"{start} C{x},{_px(y1)} {x},{_px(y2)} {end} {foot}"),
                Markup(f"{start} {there} {foot} H{_px(x2)} {back}Z"),
                Markup(
                    f"M{_px(one.inset)},{under[0]} H{_px(one.edge - _GAP)} "
                    f"M{_px(_WIDTH - other.edge + _GAP)},{under[1]} H{_px(_WIDTH - other.inset)}"
                ),
                Markup(f"{strength:.2f}"),
                (y1 + y2) / 2,
            )

    def _said(self, tie: Tie) -> tuple[str, list[str]]:
        one, other = (end.caption for end in tie.ends)
        line = told(tie.link)
        kind = f"{line.label} {line.score}"
        own = [one.text for one in tie.link.shared if one.kind is tie.link.kind][:_NAMED]
        words = [one if len(one) <= _NAME else one[:_NAME] + "……" for one in own]
        names = [kind, *(f"“{one}”" for one in words)]
        label = f"{one}、{other}\uff1a{kind}"
        return convert(label, self._script), [convert(line, self._script) for line in names]


def _ports(labels: Sequence[Label], others: Sequence[Label]) -> list[float]:
    """The heights at which strokes meet their labels: one beside the other, as they fan out."""
    meeting: dict[float, list[int]] = defaultdict(list)
    for at, label in enumerate(labels):
        meeting[label.top].append(at)
    found = {}
    for group in meeting.values():
        label = labels[group[0]]
        gap = min(_PORT, (label.height - 6) / len(group))
        for order, at in enumerate(sorted(group, key=lambda at: others[at].top)):
            found[at] = label.middle + (order - (len(group) - 1) / 2) * gap
    return [found[at] for at in range(len(labels))]


def label_lines(words: str, script: Script, mark: str) -> list[str]:
    """A label's lines, about as long as each other; the last ends in …… when there were more.

    >>> label_lines("健全社会工作体制机制", Script.HANS, "")
    ['健全社会工作体制机制']
    >>> label_lines("推进国家治理体系和治理能力现代化的战略举措", Script.HANS, "……")
    ['……推进国家治理体系和治理', '能力现代化的战略举措']
    """
    whole = [mark, *(piece for clause in clauses(words, script) for piece in clause)]
    pieces = [one[at : at + _COLUMN] for one in whole for at in range(0, len(one), _COLUMN)]
    length = len("".join(pieces))
    if length <= _COLUMN:
        return ["".join(pieces)]
    for width in range(min(length // _LINES, _COLUMN), _COLUMN + 1):
        lines = _filled(pieces, width)
        if len(lines) <= _LINES:
            return lines
    return [*lines[: _LINES - 1], lines[_LINES - 1][: _COLUMN - 2] + "……"]


def _filled(pieces: Iterable[str], width: int) -> list[str]:
    """Pieces in lines of so many characters, or of one piece where that is longer."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and len(lines[-1] + piece) > width:
            lines.append("")
        lines[-1] += piece
    return lines


def squares(line: str) -> float:
    """How wide a line is, in characters: what is neither Han nor its punctuation is narrower.

    >>> squares("甲、"), squares("A4")
    (2, 1.16)
    """
    return sum(1 if east_asian_width(char) in "WFA" else _NARROW for char in line)


def _px(value: float) -> Markup:
    """A measure as it is written: a tenth is more than one sees."""
    return Markup(f"{value:.1f}".removesuffix(".0"))
