"""The atlas: all rules are in it, its bytes are true, page and data say the same."""

from __future__ import annotations

import json
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from edition.atlas import Case, atlas, cases
from edition.damage import pair
from edition.model import Edition, Pattern
from edition.outputs import OUTPUTS
from edition.pages import ATLAS
from edition.rules import RULES
from edition.script import Script
from tests.project import ROOT

HIT = [case for case in cases(ROOT / "tests" / "cases") if case.rule == "shifts" and case.atlas]


@cache
def patterns() -> tuple[Pattern, ...]:
    return atlas(ROOT)


@cache
def written() -> dict[str, str]:
    made = Edition("", (), atlas=patterns())
    names = ("edition.outputs.atlas", "edition.outputs.data")
    files: dict[str, str] = {}
    for output in OUTPUTS:
        if output.__module__ in names:
            files |= output(made, Script.HANS)
    return files


def test_every_rule_is_in_it() -> None:
    assert list(dict.fromkeys(one.rule for one in patterns())) == [*(r.name for r in RULES), ""]


def test_no_two_have_the_same_address() -> None:
    names = [(one.rule, one.name) for one in patterns()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", HIT, ids=lambda case: str(case.label))
def test_damaged_bytes_are_those_of_the_model(case: Case) -> None:
    """A sample that is not what stood there comes out of the model, character by character."""
    [one] = [one for one in patterns() if one.explained == case.atlas]
    if case.text == (case.was or case.clean):
        assert one.damage is None
        return
    assert one.damage
    codes = [code for _, code in one.damage.letters]
    assert codes == [char.encode("gbk").hex().upper() for char, _ in one.damage.letters]
    for crossing in one.damage.crossings:
        assert crossing.bytes == codes[crossing.at][2:] + codes[crossing.at + 1][:2]
        assert pair(bytes.fromhex(crossing.bytes)) == crossing.spelt
    assert all(not pair(bytes.fromhex(gone)) for gone in one.damage.vanished)


def test_page_and_data_say_the_same() -> None:
    page = written()[ATLAS]
    said = [json.loads(line) for line in written()["data/noise.jsonl"].splitlines()]
    assert len(said) == len(patterns()) == page.count('<div class="entry')
    for one in said:
        anchor = f'id="{one["rule"] or "together"}-{one["name"]}"'
        block = unescape(page.split(anchor)[1].split("</div>")[0])
        assert one["explained"] in block
        assert one["original"] in block
        for change in one["changes"]:
            assert change.get("evidence", {}).get("reading", "") in block


def test_a_project_without_cases_has_an_empty_one(tmp_path: Path) -> None:
    assert atlas(tmp_path) == ()
    found: dict[str, str] = {}
    for output in OUTPUTS[1:]:  # the title page names a text
        found |= output(Edition("", ()), Script.HANS)
    assert "共 0 类" in found["atlas.md"]
    assert found["data/noise.jsonl"] == ""
