"""What is offered as data: valid as its schemas say, and true to the clean text."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

import edition
from edition.model import Certainty, Change, Edition, FlagKind
from edition.outputs.apparatus import entries
from edition.script import Script, convert
from tests.project import BOOKS, ROOT, find, read_book, silent


@pytest.fixture(
    scope="module", params=[None, *BOOKS], ids=lambda book: book.name if book else "all"
)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The edition, then each of the small ones."""
    if request.param:
        return read_book(request.param, tmp_path_factory.mktemp("book"))
    return edition.read(ROOT, silent)


@pytest.fixture(scope="module")
def files(made: Edition) -> dict[str, str]:
    return edition.render(made)


# JSON


SCHEMAS = {
    "text": r"data/(?!(links|nearest|terms|documents|reuse)\.)[^/.]+\.json",
    "links": r"data/links\.json",
    "nearest": r"data/nearest\.json",
    "terms": r"data/terms\.json",
    "documents": r"data/documents\.json",
    "reuse": r"data/reuse\.json",
    "change": r"data/[^/]+\.changes\.jsonl",
    "pattern": r"data/noise\.jsonl",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_data_is_as_its_schema_says(files: dict[str, str], name: str) -> None:
    """Whole, too: every field is described."""
    schema = json.loads(files[f"data/schemas/{name}.json"])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(closed(schema))
    found = [path for path in files if re.fullmatch(SCHEMAS[name], path)]
    assert found
    for path in found:
        lines = files[path].split("\n")[:-1] if path.endswith("l") else [files[path]]
        for line in lines:
            errors = [
                f"{path} {e.json_path}: {e.message}"
                for e in validator.iter_errors(json.loads(line))
            ]
            assert errors == []


def closed(schema: Any) -> Any:
    """A schema that allows no field it does not describe: data may get more, and must say which."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    return made | {"additionalProperties": False} if schema.get("type") == "object" else made


def test_a_field_that_is_not_described_would_be_found(files: dict[str, str]) -> None:
    schema = closed(json.loads(files["data/schemas/text.json"]))
    path = next(path for path in files if re.fullmatch(SCHEMAS["text"], path))
    text = json.loads(files[path])
    text["passages"][0]["new"] = 1
    assert not Draft202012Validator(schema).is_valid(text)


def test_links_are_a_table(made: Edition, files: dict[str, str]) -> None:
    rows = list(csv.DictReader(StringIO(files["data/links.csv"].removeprefix("\ufeff"))))
    assert len(rows) == len(made.links)
    for row, link in zip(rows, made.links, strict=True):
        assert row["source"] == f"{link.source.text}#{link.source.passage}"
        assert row["shared"].split("、") == [one.text for one in link.shared]
        for end in ("source_page", "target_page"):
            page, _, anchor = row[end].partition("#")
            assert f'id="{anchor}"' in files[page.replace(".html", ".md")]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


# TEI


@pytest.fixture(scope="module")
def tei(made: Edition, files: dict[str, str]) -> dict[str, etree._Element]:
    """Each text's document."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return {
        work.id: etree.fromstring(files[f"data/{work.id}.tei.xml"].encode(), parser)
        for work in made.works
    }


def test_tei_is_valid(tei: dict[str, etree._Element], tei_schema: etree.RelaxNG) -> None:
    for ident, document in tei.items():
        tei_schema.validate(document)
        assert [f"{ident}: {error.message}" for error in tei_schema.error_log] == []


def test_the_schema_would_find_a_fault(
    tei: dict[str, etree._Element], tei_schema: etree.RelaxNG
) -> None:
    document = etree.fromstring(etree.tostring(next(iter(tei.values()))))
    document.append(document.makeelement("{http://www.tei-c.org/ns/1.0}p"))
    assert not tei_schema.validate(document)


def test_tei_reads_as_the_clean_text(made: Edition, tei: dict[str, etree._Element]) -> None:
    for work in made.works:
        [body] = find(tei[work.id], ".//t:body")
        said = "".join(reading(body, ours=True))
        assert bare(said) == bare(work.cleaned.text)
        for passage in work.outline.passages():
            [place] = find(body, "//*[@xml:id=$id]", id=passage.id)
            assert bare("".join(reading(place, ours=True))) == bare(work.quote(passage))


def test_tei_has_every_reading_of_the_source(made: Edition, tei: dict[str, etree._Element]) -> None:
    for work in made.works:
        document = tei[work.id]
        for entry in entries(work):
            [place] = find(document, "//*[@xml:id=$id]", id=entry.anchor)
            assert find(document, "//t:item[@corresp=$to]", to=f"#{entry.anchor}")
            if isinstance(entry.what, Change):
                assert bare(entry.raw) == bare("".join(reading(place, ours=False)))
                cert = find(place, "t:lem/@cert | t:corr/@cert")
                assert cert == ["high" if entry.what.certainty is Certainty.UNIQUE else "medium"]
            elif entry.what.kind is FlagKind.GAP:
                assert etree.QName(place).localname == "gap"
            if entry.conjecture:
                [rdg] = find(place, "t:rdg[@type='conjecture'][@cert='low']")
                assert rdg.text == entry.conjecture


def test_what_tei_points_to_is_there(tei: dict[str, etree._Element]) -> None:
    for ident, document in tei.items():
        for name in ("target", "corresp", "resp", "wit", "ana"):
            for pointers in find(document, f"//@{name}"):
                for pointer in pointers.split():
                    file, _, anchor = pointer.partition("#")
                    if "//" not in pointer:
                        there = tei[file.removesuffix(".tei.xml") or ident]
                        assert find(there, "//*[@xml:id=$id]", id=anchor), pointer


LEFT = {True: ("sic", "rdg"), False: ("corr", "lem", "rdg")}
"""What stands beside our text, and beside the source's."""


def reading(element: etree._Element, *, ours: bool) -> Iterator[str]:
    """The text as we read it, or as the source does."""
    for child in [element, *element]:
        if child is element:
            yield element.text or ""
            continue
        name = etree.QName(child).localname
        alone = name == "sic" and etree.QName(element).localname != "choice"
        shown = name not in LEFT[ours] or alone or (not ours and child.get("wit") == "#raw")
        if shown and name != "desc":
            yield from reading(child, ours=ours)
        yield child.tail or ""


def bare(text: str) -> str:
    """Without line ends: paragraphs are elements there. What no XML may hold is named."""
    return re.sub(r"[\r\n]", "", text)


# Plain text


def test_plain_text_is_the_clean_text_with_our_words_in_brackets(
    made: Edition, files: dict[str, str]
) -> None:
    for work in made.works:
        for script in Script:
            said = files[f"data/{work.id}.{script}.txt"].split("\u2014" * 12)[1]
            said = re.sub(r"〔[^〔〕]*校\d+〕|〔[导導][语語]〕", "", said)
            for passage in work.outline.passages():
                assert convert(work.quote(passage), script) in said


def test_plain_text_says_all_that_a_reader_must_know(made: Edition, files: dict[str, str]) -> None:
    for work in made.works:
        said = files[f"data/{work.id}.{Script.HANS}.txt"]
        for entry in entries(work):
            assert f"校{entry.number}〕" in said
            text, notes = said.rsplit("\u2014" * 12, 1)
            note = notes.strip().split("\n")[1:][entry.number]
            assert note.startswith(f"{entry.number}. {entry.label}")
            assert entry.conjecture in note
            assert not entry.conjecture or entry.conjecture not in text
