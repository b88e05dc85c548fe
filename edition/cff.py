"""CITATION.cff: how the edition as a whole is cited, for those who find its repository.

The Citation File Format, 1.2.0. It names no day and no address: the version is a sum, and
where a site stands is its publisher's matter. What the texts were copied from is under
`references`; what is editorial or inferred is said in their notes.
"""

from __future__ import annotations

from typing import Any

import yaml

from edition.dates import iso, parts
from edition.model import Edition, Work
from edition.outputs.citation import inferences

FILE = "CITATION.cff"
_HEADER = "# Written by build.py: never edit it.\n"
_UNKNOWN = "佚名"
_MESSAGE = (
    "引用全书用以下各项\uff1b引用一篇\uff0c见该篇首页的“怎样引用”\uff1b"
    "引用一段\uff0c点按段末的地址。"
)


def files(edition: Edition) -> dict[str, str]:
    """Path below the project's root → the file."""
    said: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": _MESSAGE,
        "type": "dataset",
        "title": edition.name,
        "version": edition.version,
        "authors": [{"name": f"{edition.name}编者"}],
    }
    if edition.works:
        said["references"] = [_reference(work) for work in edition.works]
    made = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=1000)
    return {FILE: _HEADER + made}


def _reference(work: Work) -> dict[str, Any]:
    """A text as it was copied, and the state in which it stands here."""
    meta = work.meta
    said: dict[str, Any] = {
        "type": "generic",
        "title": work.title,
        "authors": [{"name": meta.author or _UNKNOWN}],
        "version": work.version,
        "languages": ["zh"],
    }
    date = parts(meta.date)
    if len(date) == 3:
        said["date-published"] = iso(meta.date)
    elif date:
        said |= dict(zip(("year", "month"), date, strict=False))
    if meta.source:
        said["publisher"] = {"name": meta.source}
    if meta.source_url:
        said["url"] = meta.source_url
    notes = [] if date or not meta.date else [f"日期\uff1a{meta.date}"]
    if notes := [*inferences(meta), *notes]:
        said["notes"] = "\uff1b".join(notes)
    return said
