"""Repairs that are proved: right, or not made."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from _pytest.mark import ParameterSet

from edition.annotation import page_list
from edition.clean import clean
from edition.damage import FOLD, damage
from edition.model import Cleaned
from edition.script import keep_length
from edition.sources import of_string
from tests.project import ROOT
from tests.score.wild import page

WILD = Path(__file__).parent / "wild.yml"
WILD_CLEAN = WILD.with_name("wild-clean.yml")


@cache
def cleaned(text: str) -> Cleaned:
    return clean(of_string(f"{page(text)}\n{text}"))


def wild() -> list[ParameterSet]:
    said = yaml.load(WILD.read_text("utf-8"), Loader=yaml.BaseLoader)
    return [
        pytest.param(
            case["text"],
            case["reading"],
            id=case["text"][:16],
            marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
        )
        for case in said
    ]


def read(text: str, reading: str) -> tuple[str, str]:
    """What the program makes of a damaged text, and what it was; marks folded, without blanks."""
    line = cleaned(text).text.split("\n", 1)[1]
    found, wanted = ("".join(one.translate(FOLD).split()) for one in (line, reading))
    return found, wanted


@pytest.mark.parametrize(("text", "reading"), wild())
def test_a_place_met_in_the_wild_is_right_or_flagged(text: str, reading: str) -> None:
    found, wanted = read(text, reading)
    repaired = any("shifts" in change.rules for change in cleaned(text).record)
    assert found == wanted or cleaned(text).flags or not repaired


def test_damage_done_afresh_is_repaired_or_left() -> None:
    """Clauses of the corpus, put together anew, damaged by the model and cleaned."""
    raw = (ROOT / "source_texts" / "tizhi-jizhi.txt").read_text("utf-8")
    golden = (ROOT / "tests" / "seeds" / "golden" / "tizhi-jizhi.txt").read_text("utf-8")
    listed = page_list(raw)
    head = "".join(f"{host}({reading})" for host, reading in listed.items()) + "\n"
    clauses = [
        c for c in re.split(r"[。、\uff0c\uff1b\uff1a\n《》“”\uff08\uff09]", golden) if len(c) > 3
    ]
    draw = random.Random(7)
    right = wrong = 0
    for _ in range(50):
        one, other = draw.sample(clauses, 2)
        text = f"{one}{draw.choice('。、')}{other}。"
        traditional = keep_length(text, "s2t")
        hit = damage(traditional, listed)
        if "?" not in hit:
            continue
        result = clean(of_string(head + hit))
        line = result.text.split("\n", 1)[1].strip("\n")
        repaired = any("shifts" in change.rules for change in result.record)
        right += line == text
        wrong += line != text and repaired and not result.flags
    assert right
    assert not wrong


def undamaged() -> list[ParameterSet]:
    said = yaml.load(WILD_CLEAN.read_text("utf-8"), Loader=yaml.BaseLoader)
    return [
        pytest.param(
            case["text"],
            id=case["text"][:16],
            marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
        )
        for case in said
    ]


@pytest.mark.parametrize("text", undamaged())
def test_what_only_looks_like_noise_stays(text: str) -> None:
    result = clean(of_string(f"{text}\n"))
    assert not result.record
    assert result.flags == ()
