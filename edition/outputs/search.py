"""The search index: what the search box of the built site looks into.

The theme's bundle asks for `search/search_index.json` over http and for
`search/search_index.js` from file://, whoever wrote them; so they are written
here, from the passages, and need neither a plugin nor a rendered page. Every
passage is a document of its own, which makes a hit lead to its anchor.
Apparatus, raw readings and the whole text on one page are left out: each
phrase is found once. A conjecture stands beside its passage, never in it.

How the characters are read stands in a file of its own, which the box fetches
when letters are typed into it. Most characters are always read alike: the file
has one reading for each, and lists where another is called for. The scripts in
`docs/assets/javascripts/search/` do the finding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from edition.fold import classes
from edition.model import Edition, Heading, Passage, Section, Work
from edition.outputs import fetched
from edition.outputs.apparatus import Entry, entries
from edition.pages import Kind, Page, pages
from edition.readings import read
from edition.script import Script, convert


@dataclass(frozen=True)
class _Document:
    """What can be found at one address, in Simplified characters."""

    location: str
    title: str
    text: str
    start: int
    """Where its words begin in the clean text."""
    runs_in: bool = False
    """A page's title that is said again by its first passage: found there."""

    @property
    def words(self) -> str:
        """What is read aloud of it."""
        return self.text or self.title


def files(edition: Edition, script: Script) -> dict[str, str]:
    """The index in one script, in the two forms the theme asks for, and how it is read.

    Path under docs/ → text.
    """
    found = [
        (document, _conjectures(document, noted, script))
        for work in edition.works
        for noted in [[one for one in entries(work) if one.conjecture]]
        for document in _documents(work)
    ]
    documents = [_entry(document, script) | beside for document, beside in found]
    said = chain.from_iterable(
        (one["title"], one["text"], *(words for _, _, words in one.get("conjectures", ())))
        for one in documents
    )
    index = {
        # The theme cuts the words to highlight where this matches.
        "config": {"separator": r"\s+", "fold": " ".join(classes("".join(said)))},
        "docs": documents,
    }
    pinyin = _pinyin([one for one, _ in found], script)
    return {
        "search/search_index.json": f"{fetched.compact(index)}\n",
        "search/search_index.js": fetched.script("index", index),
        "search/pinyin.js": fetched.script("pinyin", pinyin),
    }


def _documents(work: Work) -> Iterator[_Document]:
    """Each page by its title, then each of its passages, in reading order."""
    for page in pages(work):
        if page.kind is Kind.OVERVIEW:
            yield _overview(page)
        if page.section:
            heading, first = page.section.heading, page.section.passages[:1]
            runs_in = bool(heading) and any(_opens(heading, one) for one in first)
            start = heading.start if heading else 0
            yield _Document(page.url, page.title, "", start, runs_in)
            for passage in page.section.passages:
                start, text = _text(work, page.section, passage)
                title = str(passage.head or "")
                yield _Document(f"{page.url}#{passage.id}", title, text, start)


def _overview(page: Page) -> _Document:
    """A text's first page; its text is the title that stands in the text, where we gave another."""
    own = page.work.outline.title
    other = str(own) if own and str(own) != page.title else ""
    return _Document(page.url, page.title, other, own.start if own else 0)


def _opens(heading: Heading | None, passage: Passage) -> bool:
    """Whether a section's heading is the beginning of its first passage's line.

    Wider than `Section.runs_in`, which says how a page is set. A heading with text behind it on its
    line is set by itself, but can be found with what follows it: its passage begins with it here
    (`_text`).
    """
    return heading is not None and (heading == passage.head or heading.end == passage.start)


def _text(work: Work, section: Section, passage: Passage) -> tuple[int, str]:
    """The passage with a section's heading that runs in with it, and with the line end after it.

    A phrase may run on from one to the next of what stands on one line.
    """
    heading, text = section.heading, work.cleaned.text
    start = heading.start if heading and heading.end == passage.start else passage.start
    return start, text[start : passage.end] + "\n" * text.startswith("\n", passage.end)


def _entry(document: _Document, script: Script) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "location": document.location,
        "title": convert(document.title, script),
        "text": convert(document.text, script),
    }
    return entry | ({"runs_in": True} if document.runs_in else {})


def _conjectures(
    document: _Document, noted: Sequence[Entry], script: Script
) -> dict[str, list[tuple[int, int, str]]]:
    """What persons believe stood there: from and to in the document's words, what."""
    words, found = document.words, []
    for entry in noted:
        start = entry.start - document.start
        if 0 <= start < len(words) or (start == len(words) and entry.start == entry.end):
            end = min(entry.end - document.start, len(words))
            said = convert(entry.conjecture, script)
            found.append((_counted(words, start), _counted(words, end), said))
    return {"conjectures": found} if found and not document.runs_in else {}


def _counted(text: str, offset: int) -> int:
    """An offset as browsers count: in units of UTF-16.

    >>> _counted("\\U00020000甲", 1)
    2
    """
    return len(text[:offset].encode("utf-16-le")) // 2


def _pinyin(documents: Sequence[_Document], script: Script) -> dict[str, Any]:
    """Syllable → the characters mostly read so; and document → syllable → where one is read so."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    lines = [(convert(one.words, script), read(one.words)) for one in documents]
    for text, syllables in lines:
        for character, syllable in zip(text, syllables, strict=True):
            if syllable:
                seen[character][syllable] += 1
    usual = {one: min(counts, key=lambda it: (-counts[it], it)) for one, counts in seen.items()}
    readings: defaultdict[str, str] = defaultdict(str)
    for character in sorted(usual):
        readings[usual[character]] += character
    otherwise: dict[int, dict[str, list[int]]] = {}
    for number, (text, syllables) in enumerate(lines):
        for at, (character, syllable) in enumerate(zip(text, syllables, strict=True)):
            if syllable and syllable != usual[character]:
                places = otherwise.setdefault(number, {}).setdefault(syllable, [])
                places.append(_counted(text, at))
    return {"readings": dict(sorted(readings.items())), "otherwise": otherwise}
