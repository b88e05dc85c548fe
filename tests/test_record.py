"""Nothing is lost: what a record says leads from the raw text to the clean one and back."""

from __future__ import annotations

import sys
from itertools import count, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from edition.clean import clean
from edition.model import Certainty, Change, Edit, Evidence, Flag, FlagKind, Source
from edition.record import Places, Record, replay, undo
from edition.rules import Rule
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
    """Some edits of a text of this length, in order and apart; they may be empty, and adjoin."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    spans = dict.fromkeys(zip(cuts[::2], cuts[1::2], strict=False))
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
        assert all(change.old != change.new for change in record)
        assert all(a.end <= b.start for a, b in pairwise(record))


@given(ANY, st.data())
def test_places_lead_there_and_back(raw: str, data: st.DataObject) -> None:
    record = Record(raw).amended("rule", data.draw(edits(len(raw))))
    clean_text = record.text
    untouched = set(range(len(raw))) - {at for c in record for at in range(c.start, c.end)}
    for places in (record.places, Places.of(tuple(record))):
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


FIRST = [Edit(1, 3, "子", "one"), Edit(4, 5, "", "one")]
"""甲乙丙丁戊己 → 甲子丁己"""
EVIDENCE = Evidence("圍", "87FA", 1, "")


@pytest.mark.parametrize(
    ("edit", "changes"),
    [
        (Edit(1, 1, "x", ""), [(1, 1, "x"), (1, 3, "子"), (4, 5, "")]),
        (Edit(2, 2, "x", ""), [(1, 3, "子"), (3, 3, "x"), (4, 5, "")]),
        (Edit(0, 1, "x", ""), [(0, 1, "x"), (1, 3, "子"), (4, 5, "")]),
        (Edit(2, 3, "x", ""), [(1, 3, "子"), (3, 4, "x"), (4, 5, "")]),
        (Edit(3, 4, "x", ""), [(1, 3, "子"), (4, 5, ""), (5, 6, "x")]),
        (Edit(0, 2, "x", ""), [(0, 3, "x"), (4, 5, "")]),
        (Edit(2, 4, "x", ""), [(1, 3, "子"), (3, 6, "x")]),
        (Edit(0, 4, "x", ""), [(0, 6, "x")]),
    ],
)
def test_neighbours_stay_apart_and_what_overlaps_is_one(
    edit: Edit, changes: list[tuple[int, int, str]]
) -> None:
    record = Record("甲乙丙丁戊己").amended("first", FIRST).amended("second", [edit])
    assert [(one.start, one.end, one.new) for one in record] == changes


@pytest.mark.parametrize(("a", "b"), [((0, 2), (1, 3)), ((1, 1), (1, 1)), ((2, 3), (0, 1))])
def test_edits_that_overlap_are_a_fault_of_the_rule(a: tuple[int, int], b: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"rule: .* overlaps"):
        Record("甲乙丙").amended("rule", [Edit(*a, "x", ""), Edit(*b, "y", "")])


def test_one_change_is_as_sure_as_its_least_sure_part() -> None:
    sure = Edit(0, 1, "子", "one", Certainty.PROBABLE, EVIDENCE)
    record = Record("甲乙").amended("first", [sure]).amended("second", [Edit(0, 2, "丑", "two")])
    expected = Change(
        *(0, 2, "甲乙", "丑", ("first", "second"), ("one", "two")), Certainty.PROBABLE, EVIDENCE
    )
    assert [*record] == [expected]


def test_what_a_person_settles_leaves_no_trace_of_rules() -> None:
    record = Record("甲乙").amended("first", [Edit(0, 1, "子", "one", Certainty.PROBABLE)])
    word = Edit(0, 1, "丑", "hers", Certainty.UNIQUE, settles=True)
    [change] = record.amended("correction", [word])
    assert (change.rules, change.reasons) == (("correction",), ("hers",))
    assert change.certainty is Certainty.UNIQUE


def test_records_are_compared_by_what_they_say() -> None:
    one, other = (Record("甲乙").amended("first", [Edit(0, 1, "子", "one")]) for _ in range(2))
    assert one == other
    assert one != Record("甲乙")
    assert repr(one) == repr([*other])
    assert one[-1:] == [one[0]]


@pytest.mark.parametrize("before", [0, 250, 255, 1000])
def test_what_is_flagged_as_damage_is_left_unless_it_goes(
    before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flags(text: str, source: Source) -> list[Flag]:
        at = text.index("損壞")
        return [Flag(at, at + 6, FlagKind.DAMAGE, "")]

    def edits(text: str, source: Source) -> list[Edit]:
        at = text.index("損壞")
        return [Edit(at + 1, at + 2, "坏", ""), Edit(at + 6, at + 7, "对", "")]

    def goes(text: str, source: Source) -> list[Edit]:
        at = text.index("損壞")
        return [Edit(at, at + 6, "", "")]

    rules = [Rule("a", flags, ""), Rule("b", edits, "")]
    monkeypatch.setattr(sys.modules["edition.clean"], "RULES", rules)
    source = of_string("甲" * before + "損壞損壞損壞對")
    assert clean(source).text == "甲" * before + "損壞損壞損壞对"
    rules.append(Rule("c", goes, ""))
    assert clean(source).text == "甲" * before + "对"


def test_a_change_that_comes_back_is_none() -> None:
    record = Record("甲").amended("first", [Edit(0, 1, "乙", "one")])
    assert not record.amended("second", [Edit(0, 1, "甲", "two")])


def test_a_long_text_says_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    # By name, `edition.clean` is the function.
    monkeypatch.setattr(sys.modules["edition.clean"], "monotonic", count(step=10).__next__)
    said: list[str] = []
    clean(of_string("甲,乙\n丙:丁\n" * 2), said.append)
    assert [line for line in said if "punctuation" in line] == [
        f"  punctuation: {percent} %" for percent in (6, 31, 56, 81, 100)
    ]
    assert "  litter: 100 %" in said, "so does a rule that finds nothing"
