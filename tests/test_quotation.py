"""What the quote checker compares with: all of the clean texts, each character with its place."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import edition
from edition.model import Certainty, Edition, FlagKind
from edition.outputs import quotation, search
from edition.script import Script, convert
from tests.project import BOOKS, ROOT, silent

PAGE = (ROOT / "docs" / "quote.md").read_text("utf-8")
SCRIPTS = ROOT / "docs" / "assets" / "javascripts" / "quotation"
BOTH = pytest.mark.parametrize("script", Script)


@pytest.fixture(scope="module")
def made() -> Edition:
    return edition.read(ROOT, silent)


@cache
def data(made: Edition, script: Script) -> dict[str, Any]:
    file = quotation.files(made, script)["search/quotation.js"]
    said: dict[str, Any] = json.loads(file.removeprefix("var __quotation="))
    return said


@BOTH
@pytest.mark.parametrize("book", ["", *(path.name for path in BOOKS)])
def test_every_character_has_its_place(
    made: Edition, script: Script, book: str, tmp_path: Path
) -> None:
    if book:
        shutil.copytree(ROOT / "tests" / "books" / book / "source_texts", tmp_path / "source_texts")
        (tmp_path / "mkdocs.yml").write_text("site_name: 书\n", "utf-8")
        made = edition.read(tmp_path, silent)
    for work, text in zip(made.works, data(made, script)["texts"], strict=True):
        assert len(text["text"]) == len(work.cleaned.text)
        at = 0
        for place in text["places"]:
            assert place["start"] >= at, "none meets another"
            assert not text["text"][at : place["start"]].strip(), "and none is left out"
            at = place["end"]
        assert not text["text"][at:].strip()


@BOTH
def test_places_are_those_of_the_search_index(made: Edition, script: Script) -> None:
    """Two outputs that know nothing of each other have the same passages with the same words."""
    index = json.loads(search.files(made, script)["search/search_index.json"])
    passages = {one["location"]: one["text"] for one in index["docs"] if "#" in one["location"]}
    found = {
        place["url"]: text["text"][place["start"] : place["end"]]
        for text in data(made, script)["texts"]
        for place in text["places"]
        if place["name"]
    }
    assert found.keys() == passages.keys()
    for url, words in found.items():
        assert passages[url].rstrip("\n").endswith(words), url


def test_the_text_is_the_clean_text(made: Edition) -> None:
    for work, text in zip(made.works, data(made, Script.HANS)["texts"], strict=True):
        assert text["text"] == work.cleaned.text


@BOTH
def test_a_conjecture_is_named_and_stands_in_no_text(made: Edition, script: Script) -> None:
    texts = data(made, script)["texts"]
    said = [mark for text in texts for mark in text["marks"] if mark["conjecture"]]
    [mark] = said
    assert mark["conjecture"] == convert("日新月异", script)
    assert mark["raw"] == "最新讲话系列"
    assert not [text for text in texts if mark["conjecture"] in text["text"]]
    for text in texts:
        for one in text["marks"]:
            is_emended = one["style"] in (Certainty.UNIQUE, Certainty.PROBABLE)
            words = text["text"][one["start"] : one["end"]]
            assert (words != convert(one["raw"], script)) == is_emended


def test_only_forms_of_one_character_are_pairs(made: Edition) -> None:
    pairs = data(made, Script.HANS)["pairs"].split()
    assert {"会會", "发發", "党黨"} <= set(pairs)
    assert not {"像象", "象像", "的地"} & set(pairs)
    assert data(made, Script.HANT)["pairs"].split() == pairs


@BOTH
def test_its_folding_does_for_search_too(made: Edition, script: Script) -> None:
    """On its page both are at work, with one folding."""
    index = json.loads(search.files(made, script)["search/search_index.json"])
    assert set(index["config"]["fold"].split()) <= set(data(made, script)["fold"].split())


def test_the_page_has_the_words_that_are_asked_for_and_no_others() -> None:
    names = re.findall(r'<template data-name="([\w-]+)">', PAGE)
    code = "".join(path.read_text("utf-8") for path in SCRIPTS.iterdir())
    asked = set(re.findall(r'made\(\s*"([\w-]+)"', code))
    asked |= {"missing", "altered", "piece"}  # chosen between
    asked |= {"punctuation", "script", "forms"}  # reasons, by their names
    variants = {"source", "conjecture"}
    styles = {Certainty.UNIQUE, Certainty.PROBABLE, *FlagKind}
    asked |= variants | {f"with-{one}" for one in variants}
    asked |= {f"note-{one}" for one in {*styles, *variants}}
    kinds = ("changed", "added", "lacking")
    asked |= {*kinds, *(f"punctuation-{kind}" for kind in kinds), "forms-changed"}
    assert sorted(names) == sorted(asked)


def test_the_scripts_have_no_words_of_their_own_and_are_all_loaded() -> None:
    named = re.findall(r"assets/javascripts/quotation/([\w-]+\.js)", PAGE)
    assert sorted(named) == sorted(path.name for path in SCRIPTS.iterdir())
    for path in SCRIPTS.iterdir():
        code = re.sub(r"/\*(?s:.*?)\*/|//[^\n]*", "", path.read_text("utf-8"))
        assert "use strict" in code and not re.search(r"[\u2e80-\uffef]", code), path.name
