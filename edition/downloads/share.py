"""The images that a messenger shows beside a link: one for the edition, one for each text.

1200 by 630 pixels, the size that they ask for, in the book's look: a page set by WeasyPrint, as
the PDF is, and drawn by PDFium, which comes as a wheel for every system. They stand on the site
alone, and pages name them where the site knows its address. A text that asks not to be found
(`noindex`) has none of its own: its pages show the edition's.

Each thing has its place in pixels, since it must fit whatever the words: lines are broken here
(`fitting.py`), and not by the renderer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain

from markupsafe import Markup

from edition.downloads.fitting import fitted
from edition.downloads.press import printed
from edition.downloads.volume import Lack
from edition.model import Edition, Work
from edition.outputs.facts import facts
from edition.outputs.linked import Linked, linked
from edition.outputs.map import squares, strongest
from edition.outputs.markup import environment
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
_BYLINE, _BYLINE_ROOM = 28, 48
"""Pixels of its characters, and of all its line."""
_LEADING, _IN_LIST_LEADING = 1.32, 1.45
"""The height of a line of a title, in characters, as the style sheet has it."""
_TOP, _MIDDLE = 160, 318
"""Pixels above a title, at least; and where it has its middle."""
_COLUMN = 486
"""Pixels for a name from top to bottom,"""
_LARGE, _SMALL, _FEW = 84, 62, 6
"""and of its characters, which are large where they are few."""
_BESIDE = 416
"""Pixels for two titles and the curves between them."""


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
    column = list(name) if len(name) <= _TALL and squares(name) == len(name) else []
    shown = [work for work in edition.works if not work.meta.noindex]
    pair = next((one for one in linked(edition) if all(work in shown for work in one.works)), None)
    titles = [
        fitted(title(work), script, _LIST_MEASURE, _IN_LIST)
        for work in (pair.works if pair else shown[:_LISTED])
    ]
    drawn = round(_BESIDE - sum(one.height(_IN_LIST_LEADING) for one in titles))
    head = fitted(edition.name, script, _MEASURE, _SIZES)
    template = environment(script).get_template("_share.html.j2")
    return template.render(
        edition=edition.name,
        name=column,
        size=_LARGE if len(column) <= _FEW else _SMALL,
        leading=_COLUMN // max(len(column), 1),
        title=head,
        top=_above(head.height(_LEADING)),
        titles=titles,
        curves=list(_curves(pair, drawn)) if pair else [],
        drawn=drawn,
        total=len(edition.works),
        facts=None,
    )


def _text(edition: Edition, work: Work, script: Script) -> str:
    """A text's: its title, who wrote it and when, and what was counted, each in its ink."""
    found = facts(work)
    ends = chain.from_iterable((link.source.text, link.target.text) for link in edition.links)
    head = fitted(title(work), script, _MEASURE, _SIZES)
    byline = [
        (fitted(found.said[field], script, _MEASURE / 2, [(_BYLINE, 1)]), field in found.inferred)
        for field in ("author", "date")
        if found.said[field]
    ]
    template = environment(script).get_template("_share.html.j2")
    return template.render(
        edition=edition.name,
        name=[],
        title=head,
        top=_above(head.height(_LEADING) + _BYLINE_ROOM * bool(byline)),
        byline=byline,
        facts=found,
        links=sum(text == work.id for text in ends),
    )


def _above(height: float) -> float:
    """Where a title begins that is so high."""
    return max(_MIDDLE - height / 2, _TOP)


def _curves(pair: Linked, height: int) -> Iterator[tuple[Markup, float]]:
    """The strongest links of two texts, from where each begins to where it ends; its opacity."""
    half = height / 2
    for tie in strongest(pair):
        x1, x2 = (
            _LIST_MEASURE * (at.passage.start + at.passage.end) / 2 / len(at.work.cleaned.text)
            for at in tie.ends
        )
        path = f"M{x1:.1f} 16C{x1:.1f} {half} {x2:.1f} {half} {x2:.1f} {height - 10}"
        yield Markup(path), round(0.25 + 0.75 * tie.link.score, 2)


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
