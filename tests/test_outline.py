"""The order found in texts, and what ids promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import edition
from edition.model import Metadata, Work
from edition.outline import listing
from edition.sources import of_string

SAID = yaml.load(
    (Path(__file__).parent / "outlines.yml").read_text("utf-8"), Loader=yaml.BaseLoader
)
LINES = st.lists(
    st.sampled_from(
        [
            "一、甲",
            "二、乙。话。",
            "（一）丙",
            "（二）丁。一是戊。己。二是庚。辛。",
            "一是戊。己。",
            "二是庚。辛。",
            "话。",
            "短行",
            "同志们：",
        ]
    ),
    max_size=14,
)


def work(text: str, headings: str = "auto") -> Work:
    return edition.edit(of_string(text, meta=Metadata(headings=headings)))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
        )
        for case in SAID["cases"]
    ],
)
def test_outline(case: dict[str, str]) -> None:
    one = work(case["text"], case.get("headings", "auto"))
    found = "".join("  " * (level - 1) + heading + "\n" for level, heading in listing(one.outline))
    assert found == case["outline"]
    assert [passage.id for passage in one.outline.passages()] == case["passages"].split()


@given(LINES)
def test_everything_has_one_place(lines: list[str]) -> None:
    """Title, headings and passages together are the clean text, each character once."""
    one = work("\n".join(lines))
    text, order = one.cleaned.text, one.outline
    spans = [(p.start, p.end) for p in order.passages()]
    spans += [
        (section.heading.start, section.heading.end)
        for section in order.walk()
        if section.heading and not any(p.head == section.heading for p in section.passages)
    ]
    if order.title:
        spans.append((order.title.start, order.title.end))
    covered = "".join(text[start:end] for start, end in sorted(spans))
    assert covered == text.replace("\n", "")


@given(LINES)
def test_ids_are_unique_xml_names(lines: list[str]) -> None:
    order = work("\n".join(lines)).outline
    ids = [p.id for p in order.passages()] + [s.id for s in order.walk()]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[ps]\d+(-\d+)*", one) for one in ids)
