"""The page of Simplified characters that have several Traditional forms, as the texts have them.

A reader of the Traditional pages sees here wherever something had to be chosen:
which forms there are, which was taken how often, in which words, and where. The
page says the same in both trees; only its furniture is in the tree's script.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import rjieba
from markupsafe import Markup

from edition.forms import forms
from edition.model import Edition, Work
from edition.outputs.markup import environment, protect
from edition.pages import FORMS, Kind, Page
from edition.script import DECISIONS, HAN, Script, convert, decided, is_simplified
from edition.words import entries

_AROUND = 2
"""Words of an example on either side, within a clause,"""
_NAMED = 6
"""and words that are named for a form."""
_IS_WORD = re.compile(HAN).match


@dataclass
class Taken:
    """A form that was taken, and where."""

    form: str
    example: Markup
    """The first place, in its context,"""
    link: Markup
    """and the way there."""
    words: Counter[str] = field(default_factory=Counter)
    """The Traditional words it stands in, with how often."""
    decided: int = 0
    """How often because a person said so."""

    @property
    def count(self) -> int:
        """How often."""
        return self.words.total()

    @property
    def named(self) -> list[tuple[str, int]]:
        """The words it most often stands in."""
        return sorted(self.words.items(), key=lambda item: (-item[1], item[0]))[:_NAMED]


@dataclass(frozen=True)
class Choice:
    """A Simplified character of the texts that could have become several."""

    char: str
    taken: list[Taken]
    """The most frequent first."""
    left: str
    """The other forms."""

    @property
    def count(self) -> int:
        """How often the character stands in the texts."""
        return sum(one.count for one in self.taken)


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → Markdown."""
    found = choices(edition.works)
    template = environment(script).get_template("forms.md.j2")
    page = template.render(
        hidden=any(work.meta.noindex for work in edition.works),
        choices=found,
        total=sum(one.count for one in found),
        several=sum(len(one.taken) > 1 for one in found),
        decisions=entries(DECISIONS),
    )
    return {FORMS: page}


def choices(works: Sequence[Work]) -> list[Choice]:
    """What had to be chosen in the texts; first where more than one form was taken."""
    met: dict[str, dict[str, Taken]] = defaultdict(dict)
    for text, link in (unit for work in works for unit in _units(work)):
        if not is_simplified(text):
            continue
        made = convert(text, Script.HANT)
        settled = {at for start, end, _ in decided(text) for at in range(start, end)}
        for at, word, around in _words(text):
            char, form = text[at], made[at]
            one = met[char].setdefault(form, Taken(form, _example(made, at, around), link))
            one.words[made[word]] += 1
            one.decided += at in settled
    found = [
        Choice(
            char,
            sorted(taken.values(), key=lambda one: (-one.count, one.form)),
            "".join(form for form in forms()[char] if form not in taken),
        )
        for char, taken in met.items()
    ]
    return sorted(found, key=lambda one: (-len(one.taken), -one.count, one.char))


def _units(work: Work) -> Iterator[tuple[str, Markup]]:
    """What is converted in one piece, with the way to it: headings of their own, and passages."""
    for section in work.outline.walk():
        page = Page(work, Kind.SECTION, section).path
        if section.heading and not section.runs_in:
            yield str(section.heading), Markup(f"{page}#{section.id}")
        for passage in section.passages:
            yield work.quote(passage), Markup(f"{page}#{passage.id}")


def _words(text: str) -> Iterator[tuple[int, slice, slice]]:
    """Where a character that has several forms stands, its word, and the words around that."""
    words = rjieba.cut(text, False)
    starts = [0, *accumulate(map(len, words))]
    for number, word in enumerate(words):
        first = last = number
        while first and number - first < _AROUND and _IS_WORD(words[first - 1]):
            first -= 1
        while last + 1 < len(words) and last - number < _AROUND and _IS_WORD(words[last + 1]):
            last += 1
        for at, char in enumerate(word, starts[number]):
            if char in forms():
                own = slice(starts[number], starts[number + 1])
                yield at, own, slice(starts[first], starts[last + 1])


def _example(made: str, at: int, around: slice) -> Markup:
    """A character in its context, set off."""
    before, after = made[around.start : at], made[at + 1 : around.stop]
    return protect(before) + Markup("<b>{}</b>").format(made[at]) + protect(after)
