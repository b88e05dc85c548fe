"""The wild sets: passages met on public pages, each with what it was."""

from __future__ import annotations

from pathlib import Path

import yaml

from edition.annotation import READING
from edition.words import entries
from tests.score.document import Document, whole

TESTS = Path(__file__).parents[1]
DAMAGED = {
    "wild": "wild.yml",
    "wild passages": "wild-passages.yml",
    "wild, further": "wild-further.yml",
}
"""Each set of damaged passages, and its file. All names begin with "wild"."""
CLEAN = {"wild clean": "wild-clean.yml", "wild passages clean": "wild-passages-clean.yml"}
"""The same for texts that only look damaged."""
_SHORT = 80
"""A passage up to this length shows too little of its page to be told from a question."""


def wild_sets() -> dict[str, list[Document]]:
    """Every wild set, by name; short damaged passages a second time, as lines of a page."""
    sets = {}
    for name, file in DAMAGED.items():
        cases = [(case["text"], case["reading"]) for case in _cases(file)]
        sets[f"{name}, alone"] = [whole(text, truth) for text, truth in cases]
        sets[f"{name}, on a page"] = [
            whole(text, truth, page(text)) for text, truth in cases if len(text) <= _SHORT
        ]
    for name, file in CLEAN.items():
        sets[name] = [Document(f"{case['text']}\n") for case in _cases(file)]
    return {name: documents for name, documents in sets.items() if documents}


def page(text: str) -> str:
    """A line that makes of the text a page of the family, with what the text itself lists."""
    listed = dict(READING.findall(text))
    spare = {host: reading for host, reading in entries("readings") if host not in text}
    while len(listed) < 6:
        host, reading = spare.popitem()
        listed[host] = reading
    return "".join(f"{host}({reading})" for host, reading in listed.items())


def _cases(file: str) -> list[dict[str, str]]:
    cases: list[dict[str, str]] = yaml.load(
        (TESTS / file).read_text("utf-8"), Loader=yaml.BaseLoader
    )
    return cases
