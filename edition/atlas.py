"""The atlas of noise: every pattern that is known, with what the rules make of it today.

The cases of the rules (`tests/cases`) are its source. Those that explain themselves
to a reader (`atlas:`) are shown; all else is found by running the rules on them, so
that the atlas cannot say what is not so. For damaged bytes the damage is done once
more (`edition.damage`) to what stood there, to show where it was hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import chain, combinations, pairwise
from pathlib import Path

import yaml

from edition.annotation import page_list, units
from edition.clean import clean
from edition.damage import (
    CUT_BEFORE,
    CUT_OUT,
    FOLD,
    annotate,
    cuts,
    decode,
    pair,
    show,
    to_gbk,
    vanished,
)
from edition.faults import Fault, Faults
from edition.model import Change, Crossing, Damage, Edit, Flag, Pattern
from edition.record import Record, replay
from edition.rules import RULES
from edition.script import WIDE
from edition.sources import of_string

CASES = "tests/cases"
TOGETHER = "clean"
"""The file of cases for all rules in their order."""
_BY_NAME = {rule.name: rule for rule in RULES}
_MARKS = (*CUT_BEFORE, *CUT_OUT)


@dataclass(frozen=True)
class Case:
    """An example of what a rule must do, or must leave alone, as `tests/cases` has it."""

    rule: str
    """The name of its file."""
    label: str
    text: str
    clean: str
    """What must come out."""
    why: str = ""
    context: str = ""
    was: str = ""
    flags: tuple[str, ...] = ()
    fails: str = ""
    atlas: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of a case, at offsets of its text."""

    clean: str
    record: tuple[Change, ...]
    flags: tuple[Flag, ...]


def atlas(root: Path) -> tuple[Pattern, ...]:
    """The patterns of a project's cases, in the order of the rules; none where there are none.

    Raises Faults when a case cannot be read.
    """
    order = [*_BY_NAME, TOGETHER]
    shown = [case for case in cases(root / CASES) if case.atlas]
    return tuple(map(_pattern, sorted(shown, key=lambda case: order.index(case.rule))))


def cases(folder: Path) -> tuple[Case, ...]:
    """All cases of a folder, file by file.

    Raises Faults when one cannot be read.
    """
    return tuple(case for path in sorted(folder.glob("*.yml")) for case in _read(path))


def run(case: Case) -> Outcome:
    """What the rule of a case makes of it.

    >>> run(Case("spacing", "an indent", text="\\u3000甲\\n", clean="甲\\n")).clean
    '甲\\n'
    """
    before = f"{case.context}\n" if case.context else ""
    text = before + case.text
    source = of_string(text)
    if case.rule == TOGETHER:
        cleaned = clean(source)
        record, flags = cleaned.record, cleaned.flags
    else:
        found = list(_BY_NAME[case.rule].propose(text, source))
        flags = tuple(one for one in found if isinstance(one, Flag))
        edits = (one for one in found if isinstance(one, Edit))
        record = Record(text).amended(case.rule, edits)
    here = len(before)
    own = tuple(
        replace(one, start=one.start - here, end=one.end - here)
        for one in record
        if one.start >= here
    )
    marked = tuple(
        replace(one, start=one.start - here, end=one.end - here)
        for one in flags
        if one.start >= here
    )
    return Outcome(replay(case.text, own), own, marked)


def _read(path: Path) -> Iterator[Case]:
    file = f"{CASES}/{path.name}"
    try:
        said = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        rule, context, listed = path.stem, said.get("context", ""), said["cases"]
        unknown = {key for one in listed for key in one} - {one.name for one in fields(Case)}
        if unknown or rule not in (*_BY_NAME, TOGETHER):
            raise ValueError(f"unknown: {', '.join(sorted(unknown)) or rule}")
        for one in listed:
            made = {"clean": one["text"], "context": context, **one}
            yield Case(rule, **{**made, "flags": tuple(one.get("flags", ()))})
    except (ValueError, LookupError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise Faults([Fault(file, 0, f"{error}", "see tests/cases/README.md")]) from error


@cache
def _pattern(case: Case) -> Pattern:
    came = run(case)
    unread = case.was or (case.clean if case.fails else "")
    return Pattern(
        "" if case.rule == TOGETHER else case.rule,
        re.sub(r"[^a-z0-9]+", "-", case.label.lower()).strip("-"),
        case.atlas,
        case.context,
        case.text,
        came.clean,
        came.record,
        came.flags,
        unread if unread != came.clean else "",
        bool(case.fails),
        damage_of(case, came) if case.rule == "shifts" else None,
    )


def damage_of(case: Case, came: Outcome) -> Damage | None:
    """How the bytes of a case were damaged; None if they were not, or nobody knows how.

    >>> damaged, sound = "黨的周?chē)?,充分激發", "黨的周圍,充分激發"
    >>> case = Case("shifts", "", damaged, sound, context="大車(chē)")
    >>> found = damage_of(case, Outcome("", (), ()))
    >>> found.letters, found.crossings[0].bytes
    ((('周', 'D6DC'), ('圍', '87FA')), 'DC87')
    """
    if case.text == (case.was or case.clean):
        return None
    listed = dict(page_list(f"{case.context}\n{case.text}"))
    for one in came.record:
        listed.update(one.evidence.hosts if one.evidence else ())
    stood = "".join(char for _, _, char in units(case.was or case.clean, listed)).translate(WIDE)
    for data, uncut, lone in _ways(stood, listed):
        if show(data, uncut, lone) == case.text.translate(FOLD):
            start, end = _hit(stood, listed, case.text.translate(FOLD))
            letters = tuple((char, to_gbk(char).hex().upper()) for char in stood[start:end])
            return Damage(letters, tuple(_crossings(letters, listed)), vanished(data, uncut, lone))
    return None


def _ways(stood: str, listed: Mapping[str, str]) -> Iterator[tuple[bytes, Set[int], str]]:
    """Every way in which a page of the family can have damaged a text, the commonest first."""
    for lone in ("?", ""):
        for order in (listed, dict(sorted(listed.items())), dict(reversed([*listed.items()]))):
            for entities in (True, False):
                data = annotate(stood, order, entities=entities)
                places = range(len(cuts(data)))
                spared = chain.from_iterable(combinations(places, size) for size in range(4))
                yield from ((data, frozenset(uncut), lone) for uncut in spared)
    torn = to_gbk(decode(to_gbk(stood)[1:]))  # read from the second byte on, by another program
    yield torn, frozenset(range(len(cuts(torn)))), "?"


def _hit(stood: str, listed: Mapping[str, str], shown: str) -> tuple[int, int]:
    """The characters between the sound beginning and the sound end, and the one before them."""
    sound = [f"{char}({listed[char]})" if char in listed else char for char in stood]
    folded = [one.translate(FOLD) for one in sound]
    start = end = 0
    while start < len(stood) and shown.startswith("".join(folded[: start + 1])):
        start += 1
    while end < len(stood) - start and shown.endswith("".join(folded[len(stood) - end - 1 :])):
        end += 1
    return max(start - 1, 0), len(stood) - end


def _crossings(
    letters: tuple[tuple[str, str], ...], listed: Mapping[str, str]
) -> Iterator[Crossing]:
    for at, ((_, left), (_, right)) in enumerate(pairwise(letters)):
        spelt = pair(bytes.fromhex(left[-2:] + right[:2]))
        if len(left) == len(right) == 4 and (spelt in listed or spelt in _MARKS):
            yield Crossing(at, spelt, left[-2:] + right[:2], listed.get(spelt, "").strip())
