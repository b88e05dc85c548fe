"""robots.txt: what search engines shall not fetch, for texts that ask not to be found.

A page says `noindex` itself, and must stay free to be fetched: one that is never fetched is never
heard. What can carry no word of its own is named here: a noindex text's data, the data, the books
and the search index in which it stands with others. Data that other texts have to themselves stays
free; a new file that texts share is named without being asked for.

It counts at the root of a host alone. Addresses in it begin with the site's path, so that a
publisher whose site stands below the root (a project page) can put it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from edition.model import Edition
from edition.script import Script
from edition.site import TREES

_WITHOUT_TEXTS = ("data/noise.jsonl", "data/schemas/")
"""Data about noise, and about data."""


def txt(edition: Edition, files: Mapping[Script, Mapping[str, str]], address: str) -> str:
    r"""The file, for a site that stands at `address` (empty: it is not known).

    `files`: what is written below docs/ for each script.

    >>> print(txt(Edition("书", ()), {}, "https://example.org/"))
    User-agent: *
    Disallow:
    <BLANKLINE>
    Sitemap: https://example.org/sitemap.xml
    <BLANKLINE>
    """
    root = urlsplit(address).path or "/"
    closed = _closed(edition, files)
    lines = ["User-agent: *", *(f"Disallow: {root}{path}" for path in closed)]
    if not closed:
        lines.append("Disallow:")
    if address:
        lines += ["", f"Sitemap: {address}sitemap.xml"]
    return "\n".join(lines) + "\n"


def _closed(edition: Edition, files: Mapping[Script, Mapping[str, str]]) -> list[str]:
    """What must not be fetched: beginnings of paths below the site's root."""
    hidden = [work.id for work in edition.works if work.meta.noindex]
    if not hidden:
        return []
    own = tuple(f"data/{work.id}." for work in edition.works)
    shared = {
        path
        for path in files[Script.HANS]
        if path.startswith("data/") and not path.startswith((*own, *_WITHOUT_TEXTS))
    }
    return [
        *(f"data/{ident}." for ident in hidden),
        *sorted(shared),
        "downloads/",
        *(f"{tree}search/" for tree in TREES.values()),
    ]
