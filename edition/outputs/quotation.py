"""What the quote checker compares with: the clean texts, with what is known of them beside them.

`docs/quote.md` asks for `search/quotation.js`, a script: from file:// nothing else
can be read. The search index would not do: a quotation may run over a heading from
one passage to the next, so each text stands here in one piece, exactly as it was
edited. Places and marks are spans beside it, at offsets in characters, end
exclusive; a conjecture is named with its mark and stands in no text.

    fold      the classes of characters that are one (edition.fold)
    pairs     characters of the texts, each with its form in the other script
    texts     title, url; text; sections; places; marks

`docs/assets/javascripts/quotation/` does the comparing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from edition.fold import classes
from edition.model import Edition, Unit, Work
from edition.outputs import fetched
from edition.outputs.apparatus import Entry, entries
from edition.pages import Kind, Page, name, title
from edition.script import Script, convert


@dataclass(frozen=True)
class Place:
    """What of a text has an address: its title, a heading on a line of its own, a passage."""

    start: int
    end: int
    url: str
    """Below the folder of a script's pages."""
    name: str
    """A passage's number, as it stands beside it; nothing for a heading."""
    section: int
    """Which of the text's sections it belongs to; -1 for the title."""


def files(edition: Edition, script: Script) -> dict[str, str]:
    """The texts in one script: path under docs/ → content.

    Titles take part in the folding too, as they do in the search index: a page has one folding.
    """
    texts = [_text(work, script) for work in edition.works]
    said = {
        "fold": " ".join(classes(json.dumps(texts, ensure_ascii=False))),
        "pairs": " ".join(pairs(edition.works)),
        "texts": texts,
    }
    return {"search/quotation.js": fetched.script("quotation", said)}


def _text(work: Work, script: Script) -> dict[str, object]:
    sections = [convert(name(section), script) for section in work.outline.walk()]
    return {
        "title": convert(title(work), script),
        "url": Page(work, Kind.OVERVIEW).url,
        "text": converted(work, script),
        "sections": sections,
        "places": [vars(place) for place in places(work)],
        "marks": [_mark(work, entry, script) for entry in entries(work)],
    }


def converted(work: Work, script: Script) -> str:
    """All of a clean text as its pages show it: each place is converted by itself."""
    text = work.cleaned.text
    cuts = {at for place in places(work) for at in (place.start, place.end)}
    ends = sorted({0, len(text), *cuts})
    return "".join(convert(text[start:end], script) for start, end in pairwise(ends))


def places(work: Work) -> list[Place]:
    """In reading order; none meets another.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> work = edit(of_string("一、甲\\n乙。\\n", "a"))
    >>> [(place.start, place.url, place.name) for place in places(work)]
    [(0, 'texts/a/1.html#s1', ''), (4, 'texts/a/1.html#p1-1', '1-1')]
    """
    numbers = {section.id: number for number, section in enumerate(work.outline.walk())}
    return [_place(work, unit, numbers) for unit in work.outline.units()]


def _place(work: Work, unit: Unit, numbers: Mapping[str, int]) -> Place:
    section = unit.section
    if section is None:
        return Place(unit.start, unit.end, Page(work, Kind.OVERVIEW).url, "", -1)
    url = f"{Page(work, Kind.SECTION, section).url}#{unit.id}"
    name = "" if unit.id == section.id else unit.id[1:]
    return Place(unit.start, unit.end, url, name, numbers[section.id])


def _mark(work: Work, entry: Entry, script: Script) -> dict[str, object]:
    """A place that is not as plain as the rest: emended, doubtful, or with a conjecture."""
    return {
        "start": entry.start,
        "end": entry.end,
        "style": entry.style,
        "raw": entry.raw,
        "conjecture": convert(entry.conjecture, script),
        "url": f"{Page(work, Kind.RECORD).url}#{entry.anchor}",
    }


def pairs(works: tuple[Work, ...]) -> list[str]:
    """Which characters of the texts become which in the Traditional pages.

    So a quotation that is only in the other script is told from one that has another word: 象 and
    像 fold to one, but neither is the other's form.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> pairs((edit(of_string("从头到发展。")),))
    ['从從', '发發', '头頭']
    """
    made = set()
    for work in works:
        both = (converted(work, script) for script in Script)
        made |= {one + other for one, other in zip(*both, strict=True) if one != other}
    return sorted(made)
