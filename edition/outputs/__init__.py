"""What the edition is written as: one module an output.

An output is a function `files(edition, script)` that gives path below docs/ →
content. It writes nothing, asks nothing of other outputs, and says the same
for the same edition. To add one, write a module and put it in this list.
"""

from __future__ import annotations

from collections.abc import Callable

from edition.model import Edition
from edition.outputs import (
    atlas,
    compare,
    data,
    documents,
    forms,
    home,
    links,
    menu,
    moved,
    navigation,
    plain,
    quotation,
    record,
    report,
    reuse,
    search,
    tei,
    terms,
    texts,
)
from edition.script import Script

Output = Callable[[Edition, Script], dict[str, str]]

OUTPUTS: tuple[Output, ...] = (
    home.files,
    texts.files,
    record.files,
    menu.files,
    report.files,
    moved.files,
    compare.files,
    atlas.files,
    forms.files,
    links.files,
    terms.files,
    documents.files,
    reuse.files,
    navigation.files,
    search.files,
    quotation.files,
    data.files,
    plain.files,
    tei.files,
)

GENERATED = (
    *("index.md", "atlas.md", "forms.md", "parallels.md", "terms.md", "documents.md", "reuse.md"),
    *("downloads.md", ".nav.yml", "texts", "compare", "search", "data"),
)
"""What below docs/ is generated, and replaced whole; all else there is by hand."""
