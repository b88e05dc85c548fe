"""Nothing is lost: what a record says leads from the raw text to the clean one and back."""

from __future__ import annotations

import sys
from itertools import count

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from edition.clean import clean
from edition.model import Certainty, Change, Edit, FlagKind
from edition.record import Places, Record, replay, undo
from edition.sources import of_string

ANY = st.text(max_size=200)
NOISY = st.text(
    st.sampled_from(
        "黨的周圍社會(huì )實(shí)現xiàn?!,;:。《》“”、決定稕Q焖贁U規模著于\n\r\u3000 .X*12<>#[]{}"
    ),
    max_size=300,
)


@st.composite
def edits(draw: st.DrawFn, length: int) -> list[Edit]:
    """Some edits of a text of this length, in order and apart."""
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
    spans = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(a, b, draw(st.text("甲乙x", max_size=3)), "why") for a, b in spans]


@given(ANY, st.data())
def test_a_record_follows_any_rules(raw: str, data: st.DataObject) -> None:
    record = Record(raw)
    text = raw
    for rule in ("first", "second", "third"):
        proposed = data.draw(edits(len(text)))
        text = replay(text, proposed)
        record = record.amended(rule, proposed)
        assert record.text == replay(raw, record) == text
        assert undo(text, record) == raw
        assert all(change.old == raw[change.start : change.end] for change in record)
        assert all(change.old != change.new for change in record)


@given(ANY, st.data())
def test_places_lead_there_and_back(raw: str, data: st.DataObject) -> None:
    record = Record(raw).amended("rule", data.draw(edits(len(raw))))
    places = data.draw(st.sampled_from([record.places, Places(tuple(record))]))
    clean_text = record.text
    untouched = set(range(len(raw))) - {at for c in record for at in range(c.start, c.end)}
    for at in untouched:
        there = places.clean(at, late=True)
        assert clean_text[there] == raw[at]
        assert places.raw(there, late=True) == at


@given(NOISY)
def test_what_is_clean_stays(text: str) -> None:
    """But for what is flagged as damage: a second run does not know the page it stood on."""
    once = clean(of_string(text))
    assume(not any(flag.kind is FlagKind.DAMAGE for flag in once.flags))
    assert clean(of_string(once.text)).text == once.text


def test_a_deletion_swallows_what_was_done_before() -> None:
    record = Record("甲,乙").amended("first", [Edit(1, 2, "、", "one")])
    record = record.amended("second", [Edit(0, 3, "", "two")])
    assert [*record] == [Change(0, 3, "甲,乙", "", ("second",), ("two",), Certainty.MECHANICAL)]


def test_a_change_that_comes_back_is_none() -> None:
    record = Record("甲").amended("first", [Edit(0, 1, "乙", "one")])
    assert not record.amended("second", [Edit(0, 1, "甲", "two")])


def test_a_long_text_says_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    # By name, `edition.clean` is the function.
    monkeypatch.setattr(sys.modules["edition.clean"], "monotonic", count(step=10).__next__)
    said: list[str] = []
    clean(of_string("甲,乙\n丙:丁\n" * 2), said.append)
    assert said == [f"  punctuation: {percent} %" for percent in (6, 31, 56, 81)]
