"""Every case under tests/cases: what a rule must do, and what it must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from edition.atlas import TOGETHER, Case, cases, run
from edition.clean import clean
from edition.faults import Faults
from edition.record import undo
from edition.rules import RULES
from edition.sources import of_string

CASES = Path(__file__).parent / "cases"


def known() -> list[ParameterSet]:
    return [
        pytest.param(
            case,
            id=f"{case.rule}: {case.label}",
            marks=[pytest.mark.xfail(reason=case.fails, strict=True)] if case.fails else [],
        )
        for case in cases(CASES)
    ]


@pytest.mark.parametrize("case", known())
def test_case(case: Case) -> None:
    came = run(case)
    if case.rule == TOGETHER:
        assert not clean(of_string(came.clean)).record, "a second run changes nothing"
    assert undo(came.clean, came.record) == case.text
    assert came.clean == case.clean
    assert tuple(case.text[flag.start : flag.end] for flag in came.flags) == case.flags


def test_every_rule_has_cases() -> None:
    names = {path.stem for path in CASES.glob("*.yml")}
    assert names == {*(rule.name for rule in RULES), TOGETHER}


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("spacing", "cases: [{label: a, text: b, cleen: c}]"),
        ("spacing", "cases: [{text: b}]"),
        ("spacing", "cases: {"),
        ("spacing", "- a"),
        ("blanks", "cases: [{label: a, text: b}]"),
    ],
)
def test_a_case_that_cannot_be_read_is_named(tmp_path: Path, file: str, content: str) -> None:
    (tmp_path / f"{file}.yml").write_text(content, "utf-8")
    with pytest.raises(Faults, match=f"tests/cases/{file}.yml"):
        cases(tmp_path)
