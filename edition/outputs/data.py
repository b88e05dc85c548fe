"""The edition as data: clean text, structure, record, links and indexes, to be taken and checked.

    data/<id>.txt             the clean text
    data/<id>.json            metadata, sections, passages with ids and text, flags, sums
    data/<id>.changes.jsonl   the record: one change a line, at offsets of the raw text
    data/links.json           the parallels, each pair once; `wording` has offsets into <id>.txt
    data/links.csv            the same without the wording of the passages, for a spreadsheet
    data/nearest.json         each passage's nearest, linked or not
    data/terms.json           the terms: kind, count in each text, places, definitions
    data/documents.json       what the texts name in title marks: places, short titles
    data/reuse.json           wording that texts share, and its places
    data/noise.jsonl          the atlas: one pattern of noise a line
    data/schemas/*.json       what stands in these, as JSON Schema (schemas/ of the program)

A place is a text, `start` and `end` in its clean text, and the id of the passage or heading
(empty: the text's title).

With `<id>.txt` and its record anybody can rebuild the raw file (`build.py verify`
does). Fields may be added, never changed. Data is about the text as it was
edited, so it is the same whatever script a reader prefers.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from hashlib import sha256
from io import StringIO
from pathlib import Path

from edition.model import (
    Change,
    Document,
    Edition,
    End,
    Flag,
    Outline,
    Pattern,
    Reuse,
    Section,
    Stretch,
    Term,
    Work,
)
from edition.outputs.evidence import why
from edition.outputs.facts import CALLED
from edition.outputs.linked import places
from edition.record import Places
from edition.script import Script

SCHEMAS = Path(__file__).parents[1] / "schemas"


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → content."""
    outlines = {work.id: work.outline for work in edition.works}
    made = {
        "data/links.json": _json(list(_links(edition))),
        "data/nearest.json": _json(list(_nearest(edition))),
        "data/terms.json": _json([_term(one, outlines) for one in edition.terms]),
        "data/documents.json": _json([_document(one, outlines) for one in edition.documents]),
        "data/reuse.json": _json([_reuse(one, outlines) for one in edition.reuses]),
    }
    for work in edition.works:
        made[f"data/{work.id}.txt"] = work.cleaned.text
        made[f"data/{work.id}.json"] = _json(text(work))
        lines = (json.dumps(change(one), ensure_ascii=False) for one in work.cleaned.record)
        made[f"data/{work.id}.changes.jsonl"] = "".join(f"{line}\n" for line in lines)
    said = (json.dumps(pattern(one), ensure_ascii=False) for one in edition.atlas)
    made["data/noise.jsonl"] = "".join(f"{line}\n" for line in said)
    made["data/links.csv"] = _csv(edition)
    for schema in sorted(SCHEMAS.glob("*.json")):
        made[f"data/schemas/{schema.name}"] = schema.read_text("utf-8")
    return made


def change(one: Change) -> dict[str, object]:
    """A change, as a line of the record says it.

    >>> from edition.model import Certainty
    >>> change(Change(1, 5, "zhan", "站", ("pinyin",), ("why",), Certainty.MECHANICAL))
    {'start': 1, 'end': 5, 'raw': 'zhan', 'clean': '站', 'rules': ['pinyin'], 'reasons': ['why'], \
'certainty': 'mechanical'}
    """
    said: dict[str, object] = {
        "start": one.start,
        "end": one.end,
        "raw": one.old,
        "clean": one.new,
        "rules": list(one.rules),
        "reasons": list(one.reasons),
        "certainty": one.certainty.value,
    }
    if one.evidence:
        said["evidence"] = asdict(one.evidence)
    return said


def text(work: Work) -> dict[str, object]:
    """All that is known of a text but its changes."""
    source, meta = work.cleaned.source, work.meta
    places = Places.of(work.cleaned.record)
    return {
        "id": work.id,
        "file": source.file,
        "title": work.title,
        "title_editorial": meta.title_editorial,
        **{field: getattr(meta, field) for field in CALLED},
        "inferred": [{"field": field, "from": why} for field, why in meta.inferred],
        "noindex": meta.noindex,
        "raw": {
            "encoding": source.encoding,
            "bytes": len(source.bytes),
            "sha256": sha256(source.bytes).hexdigest(),
        },
        "clean": {"sha256": work.sum, "version": work.version},
        "sections": [_section(section) for section in work.outline.walk()],
        "passages": [
            {
                "id": passage.id,
                "section": section.id,
                "head": str(passage.head) if passage.head else "",
                "start": passage.start,
                "end": passage.end,
                "raw_start": places.raw(passage.start, late=True),
                "raw_end": places.raw(passage.end),
                "text": work.quote(passage),
            }
            for section in work.outline.walk()
            for passage in section.passages
        ],
        "flags": [flag(one, work) for one in work.cleaned.flags],
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "id": section.id,
        "level": section.level,
        "heading": str(section.heading) if section.heading else "",
        "page": f"{section.name}.html",
        "passages": [passage.id for passage in section.passages],
    }


def flag(one: Flag, work: Work) -> dict[str, object]:
    """A place that was marked and left alone."""
    return _flag(one, work.cleaned.source.text)


def _flag(one: Flag, raw: str) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "raw_start": one.start,
        "raw_end": one.end,
        "raw": raw[one.start : one.end],
        "note": one.note,
        "conjecture": one.conjecture,
    }


def pattern(one: Pattern) -> dict[str, object]:
    """A pattern of noise, as a line of the atlas says it."""
    said: dict[str, object] = {
        "rule": one.rule,
        "name": one.name,
        "explained": one.explained,
        "context": one.context,
        "raw": one.raw,
        "clean": one.clean,
        "original": one.original,
        "certainty": one.certainty.value if one.certainty else "",
        "fails": one.fails,
        "changes": [change(made) for made in one.record],
        "flags": [_flag(made, one.raw) for made in one.flags],
    }
    if one.damage:
        said["damage"] = asdict(one.damage)
    return said


def _links(edition: Edition) -> Iterator[dict[str, object]]:
    quotes = {
        End(work.id, passage.id): work.quote(passage)
        for work in edition.works
        for passage in work.outline.passages()
    }
    for link in edition.links:
        ends = {
            name: {"text": end.text, "id": end.passage, "quote": quotes[end]}
            for name, end in (("source", link.source), ("target", link.target))
        }
        yield {
            **ends,
            "score": link.score,
            "shared": [one.text for one in link.shared],
            "kind": link.kind.value,
            "why": why(link),
            "wording": [
                {
                    "text": one.text,
                    "kind": one.kind.value,
                    "source": one.source,
                    "target": one.target,
                }
                for one in link.shared
            ],
        }


def _nearest(edition: Edition) -> Iterator[dict[str, object]]:
    linked = {(link.source, link.target) for link in edition.links}
    for one, other, score in edition.nearest:
        yield {
            "source": {"text": one.text, "id": one.passage},
            "target": {"text": other.text, "id": other.passage},
            "score": round(score, 4),
            "linked": (one, other) in linked,
        }


def _place(one: Stretch, outlines: Mapping[str, Outline]) -> dict[str, object]:
    """Where something stands."""
    unit = outlines[one.text].unit_at(one.start)
    return {"text": one.text, "start": one.start, "end": one.end, "id": unit.id}


def _term(one: Term, outlines: Mapping[str, Outline]) -> dict[str, object]:
    return {
        "term": one.words,
        "kind": one.kind.value,
        "counts": Counter(use.text for use in one.uses),
        "inside": dict(one.inside),
        "definitions": [_place(said, outlines) for said in one.definitions],
        "places": [_place(use, outlines) for use in one.uses],
    }


def _document(one: Document, outlines: Mapping[str, Outline]) -> dict[str, object]:
    return {
        "title": one.title,
        "unexplained": one.unexplained,
        "counts": Counter(cited.place.text for cited in one.citations),
        "places": [
            {**_place(cited.place, outlines), "as": cited.name, "defines": cited.defines}
            for cited in one.citations
        ],
    }


def _reuse(one: Reuse, outlines: Mapping[str, Outline]) -> dict[str, object]:
    return {"words": one.words, "places": [_place(place, outlines) for place in one.places]}


def _csv(edition: Edition) -> str:
    """The parallels as a table, with addresses below the site's root.

    It begins with the mark by which spreadsheets know UTF-8. No cell begins with what they would
    take for a formula: ids are letters and digits, shared wording is Han.
    """
    stands = places(edition)
    table = StringIO()
    write = csv.writer(table, lineterminator="\n").writerow
    write(["source", "source_page", "target", "target_page", "score", "shared"])
    for link in edition.links:
        ends = []
        for end in (link.source, link.target):
            ends += [f"{end.text}#{end.passage}", f"{stands[end].page.url}#{end.passage}"]
        write([*ends, link.score, "、".join(one.text for one in link.shared)])
    return f"\ufeff{table.getvalue()}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
