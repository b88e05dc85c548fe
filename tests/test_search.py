"""The search index: that all of the text is in it, once, and is found in either script."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from edition import edit, fold
from edition.model import Edition
from edition.outputs import search
from edition.script import Script, keep_length
from edition.sources import of_string, read_sources
from tests import dictionaries

NUMBERED = """讲话
同志们:
一、了解情况,着力发展
(一)把握方向。一是坚持原则。于是台上台下,里里外外都随着发展。二是注重方法。干部乾坤。
"""
LED = """健全机制
开头的话说在前面,不成一节。
理论创新发展。表面上复杂,面粉厂后面头发丝的事情更复杂。
领导全面加强。云彩和彩云出台的时候,征求意见。
"""


def index(made: Edition, script: Script) -> Any:
    """The index as the browser reads it over http."""
    return json.loads(search.files(made, script)["search/search_index.json"])


def key(text: str, data: Any) -> str:
    """What the browser compares: neither punctuation nor script."""
    same = str.maketrans({c: form[0] for form in data["config"]["fold"].split() for c in form})
    return "".join(re.findall(r"\w|\n", text)).translate(same)


@pytest.fixture(scope="module")
def made() -> Edition:
    return Edition("", (edit(of_string(NUMBERED, "a")), edit(of_string(LED, "b"))))


def test_both_forms_say_the_same(made: Edition) -> None:
    files = search.files(made, Script.HANS)
    assert files["search/search_index.js"] == "var __index=" + files["search/search_index.json"]


def test_a_hit_leads_to_its_passage(made: Edition) -> None:
    places = [one["location"] for one in index(made, Script.HANS)["docs"]]
    assert places[:6] == [
        "texts/a/index.html",
        "texts/a/0.html",
        "texts/a/0.html#p0-1",
        "texts/a/1.html",
        "texts/a/1-1.html",
        "texts/a/1-1.html#p1-1-1",
    ]
    assert len(set(places)) == len(places)
    assert not [place for place in places if "whole" in place or "record" in place]


@pytest.mark.parametrize("script", Script)
def test_every_line_of_the_text_is_there(made: Edition, script: Script) -> None:
    data = index(made, script)
    pages: list[str] = []
    for one in data["docs"]:
        if "#" in one["location"]:
            pages[-1] += one["text"]
        else:
            pages.append(one["title"] + "\n")
    keys = [key(page, data) for page in pages]
    for work in made.works:
        for line in work.cleaned.text.splitlines():
            assert any(key(line, data) in page for page in keys), line


def test_what_runs_on_is_told_from_what_ends(made: Edition) -> None:
    texts = {one["location"]: one["text"] for one in index(made, Script.HANS)["docs"]}
    assert texts["texts/a/1-1.html#p1-1-1"].endswith("发展。")
    assert texts["texts/a/1-1.html#p1-1-2"].endswith("乾坤。\n")


@pytest.mark.parametrize("script", Script)
def test_a_heading_that_runs_in_is_found_once(made: Edition, script: Script) -> None:
    docs = index(made, script)["docs"]
    running = [one["location"] for one in docs if one.get("runs_in")]
    assert running == ["texts/a/1-1.html"]


def test_a_conjecture_stands_beside_the_text(tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text("讲话\n甲。\n科技进步XX，社会发展。\n", "utf-8")
    (tmp_path / "c.yml").write_text(
        "conjectures:\n  - find: XX\n    read: 日新月异\n    reason: 文义\n", "utf-8"
    )
    sources, faults = read_sources(tmp_path)
    assert not faults
    docs = index(Edition("", tuple(map(edit, sources))), Script.HANT)["docs"]
    [noted] = [one for one in docs if "conjectures" in one]
    [(start, end, words)] = noted["conjectures"]
    assert (noted["text"][start:end], words) == ("XX", "日新月異")
    assert not [one for one in docs if "日新" in one["text"]]


@pytest.mark.parametrize("script", Script)
def test_characters_are_read_in_their_context(script: Script) -> None:
    made = Edition("", (edit(of_string("讲话\n银行行长行走，行业行为。银行。\n", "a")),))
    said = search.files(made, script)["search/pinyin.js"].removeprefix("var __pinyin=")
    data = json.loads(said)
    usual = {char: one for one, chars in data["readings"].items() for char in chars}
    for number, one in enumerate(index(made, script)["docs"]):
        read_so = [usual.get(char, "") for char in one["text"]]
        for syllable, places in data["otherwise"].get(str(number), {}).items():
            for at in places:
                read_so[at] = syllable
        if "#" in one["location"]:
            wanted = "yin hang hang zhang xing zou hang ye xing wei yin hang"
            assert " ".join(filter(None, read_so)) == wanted


@pytest.mark.parametrize("script", Script)
def test_every_phrase_is_the_same_in_every_script(made: Edition, script: Script) -> None:
    data = index(made, script)
    for one in data["docs"]:
        for run in re.findall(r"\w+", one["text"]):
            phrases = [run[a:b] for a in range(len(run)) for b in range(a + 1, len(run) + 1)]
            for direction in ("s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s"):
                for phrase in phrases:
                    other = keep_length(phrase, direction)
                    assert key(other, data) == key(phrase, data), (direction, phrase)


def test_characters_are_one_only_where_a_script_makes_them_so() -> None:
    assert fold.classes("人周") == ["周週"]  # 賙 is in OpenCC's dictionaries, but never chosen


def test_rare_characters_fold_too() -> None:
    assert fold.classes("\U0002b5af") == ["頫\U0002b5af"]


def test_every_form_that_a_word_chooses_is_known(tmp_path: Path) -> None:
    alone = fold._join(fold._pairs(fold._BASIC))
    chosen = set()
    for name in dictionaries.names():
        if re.match("ST|TS|(TW|HK)Variants", name):
            for word, made in dictionaries.rows(name, tmp_path):
                for one, other in zip(word, made[0], strict=True):
                    common = one in fold._BASIC and other in fold._BASIC
                    if common and one != other and other not in alone.get(one, ()):
                        chosen.add("".join(sorted((one, other))))
    assert chosen == set(fold._BY_WORD.split())
