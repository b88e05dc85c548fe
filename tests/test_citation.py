"""Citations are read by the programs they are made for, and say what the edition says.

The cases stand in `tests/citations.yml`. What fills the holes is a script's matter: here it is
done as the script does it, `tests/browser/test_cite.py` looks at the script.
"""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
import yaml
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker

from edition import cff
from edition.clean import clean
from edition.model import Edition, Metadata, Work
from edition.outline import outline
from edition.outputs import menu, report
from edition.outputs.citation import FORMATS, Citation, Part, citations
from edition.script import Script, convert
from edition.sources import of_string
from tests.project import ROOT

CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "citations.yml").read_text("utf-8"))
FILLED = {
    "address": "1-1",
    "url": "https://site.example/a/1.html#p1-1",
    "day": "2026-07-01",
    "year": "2026",
    "month": "7",
    "date": "1",
}
CSL = {
    *("id", "type", "language", "author", "title", "container-title", "issued", "version"),
    *("section", "source", "note", "URL", "accessed"),
}
"""Fields of CSL's schema that are used."""


def work(meta: dict[str, Any], text: str = "一、甲\n乙。\n") -> Work:
    said = {**meta, "inferred": tuple(map(tuple, meta.get("inferred", ())))}
    cleaned = clean(of_string(text, "a", Metadata(**said)))
    return Work(cleaned, outline(cleaned))


def fill(citation: Citation) -> str:
    return "".join(FILLED[piece] if at % 2 else piece for at, piece in enumerate(citation))


def filled(
    name: str, one: Work, script: Script = Script.HANS, part: Part = Part.PASSAGE
) -> dict[str, str]:
    return {form: fill(said) for form, said in citations(name, one, script, part).items()}


def bibtex(text: str) -> dict[str, str]:
    """The fields of the one entry, as a person reads them."""
    for side in ("left", "right"):  # the decoder knows the names of mathematics only
        text = text.replace(f"\\textbrace{side}", f"\\{side[0]}brace")
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    [entry] = library.entries
    assert entry.entry_type == "online"
    said = {
        field.key: field.value.replace("\u02c6", "^") for field in entry.fields
    }  # its circumflex
    return said | {"key": entry.key}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    assert set(case) <= {"label", "edition", "meta", "gbt", "plain", "never", "says", "issued"}
    name, meta = case.get("edition", "书"), case["meta"]
    made = filled(name, work(meta))
    for form in ("gbt", "plain"):
        for words in case.get(form, ()):
            assert words in made[form]
    for words in case.get("never", ()):
        assert all(words not in said for said in made.values())
    bib, [csl] = bibtex(made["bibtex"]), json.loads(made["csl"])
    said = case.get("says", {})
    if "title" in said:
        assert (bib["title"], csl["title"]) == (said["title"],) * 2
    if "author" in said:
        assert (bib["author"], csl["author"]) == (said["author"], [{"literal": said["author"]}])
    if "edition" in said:
        assert (bib["organization"], csl["container-title"]) == (said["edition"],) * 2
    if "note" in said:
        assert said["note"] in bib["note"] and said["note"] in csl["note"]
    if "author" not in meta:
        assert "author" not in bib and "author" not in csl
    assert csl.get("issued") == case.get("issued")


@pytest.mark.parametrize("script", Script)
@pytest.mark.parametrize("part", Part)
def test_every_format_has_all_that_is_needed(script: Script, part: Part) -> None:
    one = work({"title": "讲话", "date": "2025年"})
    made = filled("书", one, script, part)
    assert list(made) == [form.name for form in FORMATS]
    for said in made.values():
        assert one.version in said and FILLED["url"] in said
        assert ("1-1" in said.replace(FILLED["url"], "")) == (part is not Part.TEXT)
        assert ("繁體，由簡體清本轉成" in said) == (script is Script.HANT)
    bib, [csl] = bibtex(made["bibtex"]), json.loads(made["csl"])
    assert bib["key"] == csl["id"] == ("a" if part is Part.TEXT else "a-1-1")
    assert bib["urldate"] == FILLED["day"] and bib["url"] == FILLED["url"]
    assert csl["accessed"] == {"date-parts": [[2026, 7, 1]]} and csl["URL"] == FILLED["url"]
    assert csl["language"] == script and set(csl) <= CSL


def test_a_text_written_in_traditional_characters_is_cited_so() -> None:
    one = work({"title": "學習與進步"}, "學習與進步\n為了發展，應當學習與進步。\n")
    for script in Script:
        made = filled("书", one, script)
        assert json.loads(made["csl"])[0]["language"] == Script.HANT
        assert convert("清本照原文用繁体", script) in made["plain"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_no_title_breaks_a_format(title: str) -> None:
    made = citations("书", work({"title": title}), Script.HANS, Part.PASSAGE)
    [csl] = json.loads(fill(made["csl"]))
    assert csl["title"] == title
    library = parse_string(fill(made["bibtex"]))
    assert library.failed_blocks == [] and len(library.entries) == 1


def test_a_csl_processor_takes_it() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, of fields the style does not know
        from citeproc import Citation as Cited  # type: ignore[import-untyped]
        from citeproc import (
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

        meta = {"title": "讲话", "author": "张三", "date": "2024-09-03"}
        said = json.loads(filled("书", work(meta))["csl"])
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        shelf = CitationStylesBibliography(style, CiteProcJSON(said), formatter.plain)
        shelf.register(Cited([CitationItem("a-1-1")]))
        [entry] = map(str, shelf.bibliography())
    for words in ("张三", "讲话", "2024", FILLED["url"], "2026"):
        assert words in entry


# ---- CITATION.cff


def cited(edition: Edition) -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load(cff.files(edition)[cff.FILE])
    return said


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_the_citation_file_is_valid(case: dict[str, Any]) -> None:
    """Against the schema of the Citation File Format 1.2.0 (CC BY 4.0)."""
    made = cited(Edition(case.get("edition", "书"), (work(case["meta"]),)))
    schema = json.loads((ROOT / "tests/schemas/cff-1.2.0.json").read_text("utf-8"))
    validator = Draft7Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(made)] == []
    [reference] = made["references"]
    assert reference["title"] == case["meta"].get("title", "a")
    del made["title"]
    assert list(validator.iter_errors(made)), "it would say so"


def test_the_citation_file_names_the_version() -> None:
    one = work({"title": "讲话"})
    edition = Edition("书", (one,))
    made = cited(edition)
    assert made["version"] == edition.version
    assert made["references"][0]["version"] == one.version


# ---- What a passage's menu is made of


def data(files: dict[str, str], path: str) -> Any:
    return json.loads(files[path].partition("=")[2])


def test_a_report_says_what_was_changed() -> None:
    raw = "一、甲\r\n他zhan\uff08zhàn\uff09立,着<b>~~~~\r\n"
    one = work({"title": "讲话"}, raw)
    said = data(report.files(Edition("书", (one,)), Script.HANS), "data/a.report.js")
    [passage] = [p for p in one.outline.passages() if one.quote(p)]
    told = said["passages"][passage.id]
    assert told["clean"] == one.quote(passage)
    assert told["raw"] in raw
    assert set(told["fence"]) == {"~"} and told["fence"] not in told["clean"] + told["raw"]
    assert told["record"].startswith("record.html#l")


def test_the_reported_readings_are_the_record() -> None:
    """The real texts: clean and raw readings as published, and the raw line."""
    for path in sorted((ROOT / "docs" / "data").glob("*.changes.jsonl")):
        name = path.name.removesuffix(".changes.jsonl")
        about = json.loads(path.with_name(f"{name}.json").read_text("utf-8"))
        source = (ROOT / "source_texts" / about["file"]).read_bytes()
        raw = source.decode(about["raw"]["encoding"])
        said = json.loads(
            (ROOT / "docs" / "data" / f"{about['id']}.report.js")
            .read_text("utf-8")
            .partition("=")[2]
        )
        for passage in about["passages"]:
            told = said["passages"][passage["id"]]
            assert told["clean"] == passage["text"]
            assert told["raw"] == raw[passage["raw_start"] : passage["raw_end"]]
            line = int(told["record"].partition("#l")[2])
            assert line == 1 + raw[: passage["raw_start"]].count("\n")


def test_a_menu_holds_no_title_as_markup() -> None:
    one = work({"title": "</script><b>", "author": "<i>"})
    files = menu.files(Edition("书", (one,)), Script.HANS)
    said = data(files, "texts/a/cite.js")
    assert said["menu"].count("<b>") == 2, "the views' own titles"
    assert "</script><b>" in "".join(said["citations"]["passage"]["plain"])
