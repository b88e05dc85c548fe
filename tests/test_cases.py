"""Every case under tests/cases: what a rule must do, and what it must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from _pytest.mark import ParameterSet

from edition.clean import clean
from edition.model import Edit, Flag
from edition.record import amend, replay, undo
from edition.rules import RULES
from edition.sources import of_string

CASES = Path(__file__).parent / "cases"
BY_NAME = {rule.name: rule for rule in RULES}


def cases() -> list[ParameterSet]:
    found = []
    for path in sorted(CASES.glob("*.yml")):
        said = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        for case in said["cases"]:
            known = {"label", "why", "text", "clean", "flags", "fails"}
            assert set(case) <= known, f"{path.name}: unknown keys {set(case) - known}"
            marks = (
                [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
            )
            name = f"{path.stem}: {case['label']}"
            found.append(
                pytest.param(path.stem, said.get("context", ""), case, id=name, marks=marks)
            )
    return found


@pytest.mark.parametrize(("name", "context", "case"), cases())
def test_case(name: str, context: str, case: dict[str, str]) -> None:
    before = f"{context}\n" if context else ""
    text = before + case["text"]
    source = of_string(text)
    if name == "clean":
        cleaned = clean(source)
        record, flags = cleaned.record, [text[f.start : f.end] for f in cleaned.flags]
        assert clean(of_string(cleaned.text)).record == (), "a second run changes nothing"
    else:
        found = list(BY_NAME[name].propose(text, source))
        flags = [text[f.start : f.end] for f in found if isinstance(f, Flag)]
        record = amend(text, (), name, [e for e in found if isinstance(e, Edit)])
    after = replay(text, record)
    assert undo(after, record) == text
    if before:
        line = sum(change.end <= len(before) for change in record)
        after = replay(text, record)[len(replay(before, record[:line])) :]
    assert after == case.get("clean", case["text"])
    assert flags == list(case.get("flags", []))


def test_every_rule_has_cases() -> None:
    assert {path.stem for path in CASES.glob("*.yml")} == {*BY_NAME, "clean"}
