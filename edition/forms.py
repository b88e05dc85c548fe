"""Simplified characters that have several Traditional forms, and what a person decided of them.

A conversion can go wrong only where there is a choice. These are the places to
look at: 发 is 發 or 髮, 干 is 幹, 乾 or 干.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from edition.faults import Fault
from edition.script import DECISIONS, QUOTES, keep_length
from edition.words import entries, numbered

_FILE = f"edition/data/{DECISIONS}.txt"


@cache
def forms() -> dict[str, tuple[str, ...]]:
    """Each such character → its forms in the standard we write, the usual one first.

    >>> forms()["发"], forms()["里"], forms().get("人")
    (('發', '髮'), ('裡', '里', '哩'), None)
    """
    written = {
        char: tuple(dict.fromkeys(keep_length(found.replace(" ", ""), "t2tw")))
        for char, found in entries("forms")
    }
    return {char: found for char, found in written.items() if len(found) > 1}


def faults() -> list[Fault]:
    """What is wrong with the list in which a person decides.

    >>> faults()
    []
    """
    try:
        return list(_faults(numbered(DECISIONS)))
    except UnicodeDecodeError as error:
        what = f"byte 0x{error.object[error.start]:02X} is not UTF-8"
        line = error.object.count(b"\n", 0, error.start) + 1
        return [Fault(_FILE, line, what, "save the file as UTF-8")]


def _faults(lines: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[Fault]:
    """A line's first fault only: what follows from it would not help.

    >>> print(*_faults([(9, ("理发", "理髪", "x")), (10, ("理发", "理"))]), sep="\\n")
    edition/data/traditional.txt:9: 髪 is no form of 发
        write one of 發 髮
    edition/data/traditional.txt:10: 2 columns instead of 3
        separate phrase, Traditional and why by one tab each
    """
    seen: dict[str, int] = {}
    for number, fields in lines:
        if len(fields) != 3:
            what = f"{len(fields)} column{'s' * (len(fields) > 1)} instead of 3"
            remedy = "separate phrase, Traditional and why by one tab each"
            yield Fault(_FILE, number, what, remedy)
            continue
        phrase, made, why = (field.strip() for field in fields)
        if (phrase, made, why) != fields:
            yield Fault(_FILE, number, "blanks around a column", "remove them")
        elif not (phrase and made and why):
            remedy = "give phrase, Traditional and why"
            yield Fault(_FILE, number, "an empty column", remedy)
        elif len(phrase) != len(made):
            what = f"{phrase} has {len(phrase)} characters, {made} has {len(made)}"
            remedy = "write one character for each: everything beside a text stands at its offsets"
            yield Fault(_FILE, number, what, remedy)
        elif phrase in seen:
            what = f"{phrase} is decided on line {seen[phrase]} already"
            yield Fault(_FILE, number, what, "keep one of the two lines, or quote more words")
        else:
            yield from _wrong(number, phrase, made)
        seen.setdefault(phrase, number)


def _wrong(number: int, phrase: str, made: str) -> Iterator[Fault]:
    """The first character that is no form of the one it stands for."""
    for char, form in zip(phrase, made, strict=True):
        known = dict.fromkeys([*forms().get(char, ()), keep_length(char, "s2tw").translate(QUOTES)])
        if form not in (*known, char) and keep_length(form, "t2s") != char:
            write = f"write {'one of ' * (len(known) > 1)}{' '.join(known)}"
            yield Fault(_FILE, number, f"{form} is no form of {char}", write)
            return
