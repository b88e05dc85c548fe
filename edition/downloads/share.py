"""The images that a messenger shows beside a link: one for the edition, one for each text.

1200 by 630 pixels, the size that they ask for, in the book's look: a page set by WeasyPrint, as
the PDF is, and drawn by PDFium, which comes as a wheel for every system. They stand on the site
alone, and pages name them where the site knows its address. A text that asks not to be found
(`noindex`) has none of its own: its pages show the edition's.

Lines are broken here and not by the renderer: a title ends its lines with its words, as large as
fits, in lines of like length, so that no character is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, pairwise

from markupsafe import Markup

from edition.downloads.press import printed
from edition.downloads.volume import Lack
from edition.model import Edition, Work
from edition.outputs.facts import facts
from edition.outputs.linked import Linked, linked
from edition.outputs.map import strongest
from edition.outputs.markup import clauses, environment
from edition.pages import share, title
from edition.script import Script, convert

_SCALE = 4 / 3
"""Pixels of a point."""
_MEASURE = 1040
"""Pixels of a line."""
_SIZES = ((92, 1), (80, 1), (92, 2), (80, 2), (68, 3), (58, 3), (50, 4), (40, 5))
"""Pixels of a character, and how many lines of it there may be; the first that fits is taken."""
_TALL = 8
"""Characters of a name that can stand one below the other."""
_LISTED = 3
"""Texts that the edition's image names."""
_IN_LIST, _LIST_MEASURE = ((36, 1), (32, 2)), 720
_BYLINE = 28
_RAGGED = 4.0
"""What it costs to end a line inside a clause; a line shorter than others by two costs as much."""
_NARROW = 0.58
"""The width of a letter or figure, in characters."""
_OPENING = "〔《〈“‘「『\uff08"
_MORE = "……"
_WORD = re.compile(r"[!-~]+ ?|.")

Part = tuple[str, bool]
"""What no line may end in, and whether a clause ends with it."""


@dataclass(frozen=True)
class Lines:
    """Words cut into lines."""

    size: int
    """Pixels of a character."""
    lines: tuple[str, ...]

    @property
    def hanging(self) -> list[tuple[str, bool]]:
        """Each line, and whether it begins with a mark whose left half is blank."""
        return [(line, line[:1] in _OPENING) for line in self.lines]


def images(edition: Edition) -> dict[str, bytes]:
    """Path below the site's root → PNG.

    Raises Lack where there is no Pango, no font, or no PDFium.
    """
    made: dict[str, bytes] = {}
    for script in Script:
        cards = {share(script): _cover(edition, script)}
        for work in edition.works:
            if not work.meta.noindex:
                cards[share(script, work)] = _text(edition, work, script)
        made |= zip(cards, _drawn(list(cards.values()), script), strict=True)
    return made


def _cover(edition: Edition, script: Script) -> str:
    """The edition's: its name from top to bottom, and the two texts that have most in common."""
    name = convert(edition.name, script)
    shown = [work for work in edition.works if not work.meta.noindex]
    pair = next((one for one in linked(edition) if all(work in shown for work in one.works)), None)
    template = environment(script).get_template("_share.html.j2")
    return template.render(
        edition=edition.name,
        name=list(name) if len(name) <= _TALL and all(_width(char) == 1 for char in name) else [],
        title=fitted(edition.name, script, _MEASURE, _SIZES),
        titles=[
            fitted(title(work), script, _LIST_MEASURE, _IN_LIST)
            for work in (pair.works if pair else shown[:_LISTED])
        ],
        curves=_curves(pair) if pair else [],
        total=len(edition.works),
        facts=None,
    )


def _text(edition: Edition, work: Work, script: Script) -> str:
    """A text's: its title, who wrote it and when, and what was counted, each in its ink."""
    found = facts(work)
    ends = chain.from_iterable((link.source.text, link.target.text) for link in edition.links)
    template = environment(script).get_template("_share.html.j2")
    return template.render(
        edition=edition.name,
        name=[],
        title=fitted(title(work), script, _MEASURE, _SIZES),
        byline=[
            (
                fitted(found.said[field], script, _MEASURE / 2, [(_BYLINE, 1)]),
                field in found.inferred,
            )
            for field in ("author", "date")
            if found.said[field]
        ],
        facts=found,
        links=sum(text == work.id for text in ends),
    )


def _curves(pair: Linked) -> list[tuple[int, int, float]]:
    """The strongest links of two texts: where each begins and ends, in thousandths; its opacity."""
    curves = []
    for tie in strongest(pair):
        start, end = (
            round(1000 * (one.passage.start + one.passage.end) / 2 / len(one.work.cleaned.text))
            for one in tie.ends
        )
        curves.append((start, end, round(0.25 + 0.75 * tie.link.score, 2)))
    return curves


def _drawn(cards: Sequence[str], script: Script) -> Iterator[bytes]:
    """A PNG of each, in their order; set together, since fonts are what takes time."""
    try:
        import pypdfium2  # type: ignore[import-untyped]  # asked for here alone
    except (ImportError, OSError) as error:
        raise Lack("PDFium cannot be loaded") from error
    html = environment(script).get_template("share.html.j2")
    pdf = printed(html.render(lang=script, images=list(map(Markup, cards))), script)
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(cards)):
            image = document[number].render(scale=_SCALE).to_pil().convert("RGB")
            out = BytesIO()
            image.quantize(colors=128, dither=0).save(out, "PNG", optimize=True)
            yield out.getvalue()


def fitted(words: str, script: Script, measure: float, sizes: Sequence[tuple[int, int]]) -> Lines:
    """Words in lines of like length, as large as `sizes` (pixels, lines) let them be.

    `measure` is in pixels. What no size can hold ends early, with a word, and shows it.

    >>> fitted("社会工作体制机制的内在需要", Script.HANS, 420, [(60, 2), (50, 2)]).lines
    ('社会工作体制', '机制的内在需要')
    >>> fitted("社会工作体制机制的内在需要", Script.HANS, 420, [(60, 1)]).lines
    ('社会工作……',)
    """
    parts = [
        (part, at == len(clause))
        for clause in clauses(words, script)
        for at, part in enumerate(clause, 1)
    ]
    for size, most in sizes:
        if lines := _broken(_whole(parts, measure / size), measure / size, most):
            return Lines(size, lines)
    size, most = sizes[-1]
    parts = _whole(parts, measure / size - len(_MORE))
    while parts:
        (last, _) = parts.pop()
        parts = [*parts[:-1], (parts[-1][0] + _MORE, True)] if parts else [(last[:1] + _MORE, True)]
        if lines := _broken(parts, measure / size, most):
            return Lines(size, lines)
        parts[-1] = (parts[-1][0].removesuffix(_MORE), True)
    return Lines(size, (_MORE,))


def _broken(parts: Sequence[Part], measure: float, most: int) -> tuple[str, ...]:
    """Parts in as few lines as hold them, of like length, and with the ends of clauses.

    `measure` is in characters. Empty where `most` lines do not hold them.
    """
    widths = [_width(part) for part, _ in parts]
    for count in range(1, most + 1):
        ideal = sum(widths) / count
        best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
        for _ in range(count):
            longer: dict[int, tuple[float, tuple[int, ...]]] = {}
            for start, (cost, ends) in best.items():
                for end in range(start + 1, len(parts) + 1):
                    width = sum(widths[start:end])
                    if width > measure:
                        break
                    ragged = 0.0 if parts[end - 1][1] else _RAGGED
                    made = (cost + (width - ideal) ** 2 + ragged, (*ends, end))
                    longer[end] = min(made, longer.get(end, made))
            best = longer
        if len(parts) in best:
            pieces = [part for part, _ in parts]
            return tuple("".join(pieces[a:b]) for a, b in pairwise(best[len(parts)][1]))
    return ()


def _whole(parts: Sequence[Part], measure: float) -> list[Part]:
    """Parts of which none is longer than a line: one that is gets cut at blanks, or anywhere."""
    made: list[Part] = []
    for part, ends in parts:
        words = [part] if _width(part) <= measure else _WORD.findall(part)
        pieces = [one for word in words for one in ([word] if _width(word) <= measure else word)]
        made += [(piece, False) for piece in pieces[:-1]] + [(pieces[-1], ends)]
    return made


def _width(text: str) -> float:
    """In characters: what is not Chinese is narrower."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else _NARROW for char in text)
