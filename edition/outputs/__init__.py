"""What the edition is written as: one module an output.

An output is a function `files(edition, script)` that gives path below docs/ →
content. It writes nothing, asks nothing of other outputs, and says the same
for the same edition. To add one, write a module and put it in this list.
"""

from __future__ import annotations

from collections.abc import Callable

from edition.model import Edition
from edition.outputs import atlas, data, forms, home, navigation, plain, record, search, tei, texts
from edition.script import Script

Output = Callable[[Edition, Script], dict[str, str]]

OUTPUTS: tuple[Output, ...] = (
    home.files,
    texts.files,
    record.files,
    atlas.files,
    forms.files,
    navigation.files,
    search.files,
    data.files,
    plain.files,
    tei.files,
)

GENERATED = (
    "index.md",
    "atlas.md",
    "forms.md",
    "downloads.md",
    ".nav.yml",
    "texts",
    "search",
    "data",
)
"""What below docs/ is generated, and replaced whole; all else there is by hand."""
