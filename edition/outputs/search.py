"""The search index: what the search box of the built site looks into.

The theme's bundle asks for `search/search_index.json` over http and for
`search/search_index.js` from file://, whoever wrote them; so they are written
here, from the passages, and need neither a plugin nor a rendered page. Every
passage is a document of its own, which makes a hit lead to its anchor.
Apparatus, raw readings and the whole text on one page are left out: each
phrase is found once. `docs/assets/javascripts/search.js` does the finding.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from edition.fold import classes
from edition.model import Edition, Passage, Section, Work
from edition.pages import Kind, pages
from edition.script import Script, convert


def files(edition: Edition, script: Script) -> dict[str, str]:
    """The index in one script, in the two forms the theme asks for: path under docs/ → text."""
    documents = [one for work in edition.works for one in _documents(work, script)]
    fold = classes("".join(one["title"] + one["text"] for one in documents))
    index = {
        # The theme cuts the words to highlight where this matches.
        "config": {"separator": r"\s+", "fold": " ".join(fold)},
        "docs": documents,
    }
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return {
        "search/search_index.json": f"{text}\n",
        "search/search_index.js": f"var __index={text}\n",
    }


def _documents(work: Work, script: Script) -> Iterator[dict[str, str]]:
    """Each page by its title, then each of its passages, in reading order."""
    for page in pages(work):
        if page.kind in (Kind.OVERVIEW, Kind.SECTION):
            yield _document(page.url, convert(page.title, script), "")
        if page.section:
            for passage in page.section.passages:
                yield _document(
                    f"{page.url}#{passage.id}",
                    convert(str(passage.head or ""), script),
                    convert(_text(work, page.section, passage), script),
                )


def _text(work: Work, section: Section, passage: Passage) -> str:
    """The passage with a section's heading that runs in with it, and with the line end after it.

    A phrase may run on from one to the next of what stands on one line.
    """
    heading, text = section.heading, work.cleaned.text
    start = heading.start if heading and heading.end == passage.start else passage.start
    return text[start : passage.end] + "\n" * text.startswith("\n", passage.end)


def _document(location: str, title: str, text: str) -> dict[str, str]:
    return {"location": location, "title": title, "text": text}
