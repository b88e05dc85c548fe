"""Addresses that stay: what was published once keeps its id, whatever is found out later.

An id is made from the order of a text (`p1-2-3`), and the order may be read otherwise some day:
a heading is recognised, a line turns out to be litter. The raw text never changes. So an id that
was published is pinned to the raw place of its words and stays with them; what comes to stand
between two others takes the id of the one before it with a letter (`p1-2-3a`). Where words are
found under another id now (two passages have become one), the old address leads there. Words that
are gone are a person's to account for, in `redirects.tsv`.

    published/<id>.tsv        id, page, start, end: written by every build, which adds lines and
                              takes none away
    published/redirects.tsv   old address, new address or `-`, why: written by a person
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, count, product
from pathlib import Path
from string import ascii_lowercase

from edition.faults import Fault
from edition.model import End, Moved, Passage, Pin, Section, Work
from edition.record import Places

FOLDER = "published"
REDIRECTS = "redirects.tsv"
_HEADER = """\
# Every address of this text that was ever published, and the raw place of its words.
# Written by python3 build.py, which only adds lines. Never edit it: addresses are for ever.
# id	page	start	end
raw	{}
"""
_ID = re.compile(r"[sp]\d{1,9}[a-z]*(-\d{1,9}[a-z]*)*", re.ASCII)
_OFFSET = re.compile(r"\d{1,12}", re.ASCII)
_CONFLICT = re.compile(r"<{7}|={7}|>{7}|\|{7}")
"""What git leaves where two people wrote at one place."""
_GONE = "-"
_OPENING = "0"
"""It has no heading by which it could be known again, and no second beside it."""
_TAKE_BACK = "take the file back from history"


@dataclass(frozen=True)
class Redirect:
    """A person's word on where an address leads now."""

    old: End
    new: End | None
    """None: nowhere, the words were withdrawn."""
    why: str
    line: int


@dataclass(frozen=True)
class Published:
    """What was published of all texts, before this build."""

    raw: Mapping[str, str]
    """By the text's id, SHA-256 of the file in which its pins name places."""
    pins: Mapping[str, tuple[Pin, ...]]
    """By the text's id."""
    redirects: Mapping[End, Redirect]


def read(root: Path) -> tuple[Published, list[Fault]]:
    """What `published/` of a project holds, and what is wrong with it.

    >>> read(Path("no such folder"))
    (Published(raw={}, pins={}, redirects={}), [])
    """
    raw: dict[str, str] = {}
    pins: dict[str, tuple[Pin, ...]] = {}
    redirects: dict[End, Redirect] = {}
    faults: list[Fault] = []
    for path in sorted((root / FOLDER).glob("*.tsv")):
        file = f"{FOLDER}/{path.name}"
        try:
            lines = path.read_text("utf-8-sig").split("\n")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            remedy = "save it as UTF-8" if path.name == REDIRECTS else _TAKE_BACK
            faults.append(Fault(file, line, "is not UTF-8", remedy))
            continue
        except OSError as error:
            reason = error.strerror or str(error)
            faults.append(Fault(file, 0, f"cannot be read: {reason}", _TAKE_BACK))
            continue
        if marks := [at for at, line in enumerate(lines, 1) if _CONFLICT.match(line)]:
            remedy = "keep the lines of both sides once each, and take the marks of git away"
            faults.append(Fault(file, marks[0], "two versions were not merged", remedy))
            continue
        rows = [
            (number, line.rstrip("\r").split("\t"))
            for number, line in enumerate(lines, 1)
            if line.strip() and not line.startswith("#")
        ]
        if path.name == REDIRECTS:
            _read_redirects(rows, file, redirects, faults)
        elif rows and rows[0][1][0] == "raw" and len(rows[0][1]) == 2:
            raw[path.stem] = rows[0][1][1]
            pins[path.stem] = tuple(_read_pins(rows[1:], file, faults))
        else:
            faults.append(Fault(file, 0, "does not say of which raw file", _TAKE_BACK))
    return Published(raw, pins, redirects), faults


def _read_pins(
    rows: Iterable[tuple[int, list[str]]], file: str, faults: list[Fault]
) -> Iterator[Pin]:
    seen: set[str] = set()
    for number, fields in rows:
        whole = len(fields) == 4 and _ID.fullmatch(fields[0]) and _ID.fullmatch("s" + fields[1])
        if not whole or not all(_OFFSET.fullmatch(one) for one in fields[2:4]):
            faults.append(Fault(file, number, "no published address", _TAKE_BACK))
        elif fields[0] in seen:
            faults.append(Fault(file, number, f"{fields[0]} stands twice", "remove the later line"))
        else:
            seen.add(fields[0])
            yield Pin(fields[0], fields[1], int(fields[2]), int(fields[3]))


def _read_redirects(
    rows: Iterable[tuple[int, list[str]]],
    file: str,
    redirects: dict[End, Redirect],
    faults: list[Fault],
) -> None:
    for number, fields in rows:
        if len(fields) != 3 or not all(fields) or fields[0] == _GONE:
            remedy = "write `text#id`, a tab, `text#id` or `-`, a tab, why"
            faults.append(Fault(file, number, "no redirect", remedy))
            continue
        old, new = (End(*one.partition("#")[::2]) for one in fields[:2])
        if old in redirects:
            what = f"{fields[0]} is redirected on line {redirects[old].line} already"
            faults.append(Fault(file, number, what, "keep one of the two"))
        target = None if fields[1] == _GONE else new
        redirects.setdefault(old, Redirect(old, target, fields[2], number))


def settle(
    works: Sequence[Work], published: Published
) -> tuple[tuple[Work, ...], tuple[Moved, ...], list[Fault]]:
    """The works with ids that stay, the addresses that lead elsewhere now, and those lost.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> work = edit(of_string("一、甲\\n乙乙。\\n丙丙。\\n"))
    >>> before = Published({}, {"text": (Pin("p1-1", "1", 8, 11),)}, {})  # 乙乙 stood elsewhere
    >>> [work], _, _ = settle([work], before)
    >>> [(passage.id, work.quote(passage)) for passage in work.outline.passages()]
    [('p1-0', '乙乙。'), ('p1-1', '丙丙。')]
    """
    settled, moved, lost, faults = [], [], [], []
    for work in works:
        if published.raw.get(work.id, raw := _sum(work)) != raw:
            faults.append(_another(work))
        made, leading, gone = _settle(work, published.pins.get(work.id, ()))
        settled.append(made)
        moved += leading
        lost += [(work.id, pin) for pin in gone]
    here = {work.id for work in works}
    for text, pins in published.pins.items():
        if text in here:
            continue
        said = published.redirects.get(End(text, ""))
        same = [work for work in settled if _sum(work) == published.raw[text]]
        if said is None:
            faults.append(_withdrawn(text, [work.id for work in same]))
        elif said.new in [End(work.id, "") for work in same]:
            [work] = [work for work in same if work.id == said.new.text]
            leading, gone = _renamed(text, work, pins, published.redirects)
            moved += leading
            lost += [(text, pin) for pin in gone]
        else:
            lost += [(text, pin) for pin in pins]
    living = {End(work.id, pin.id) for work in settled for pin in pins_of(work)}
    living |= {End(work.id, "") for work in settled}
    redirected, wrong = _redirect(lost, living, published.redirects)
    everything = sorted([*moved, *redirected], key=lambda one: one.old)
    return tuple(settled), tuple(everything), [*faults, *wrong]


def _another(work: Work) -> Fault:
    what = f"{work.cleaned.source.file} is not the file whose addresses were published"
    remedy = "source texts are never edited: take it back, or give the new one another name"
    return Fault(f"{FOLDER}/{work.id}.tsv", 0, what, remedy)


def _withdrawn(text: str, same: Sequence[str]) -> Fault:
    if same:
        what = f"the text {text} is called {same[0]} now, its addresses were published"
        remedy = (
            f"call it {text} again (`id: {text}` in its sidecar does), or say in"
            f" {FOLDER}/{REDIRECTS}: `{text}`, tab, `{same[0]}`, tab, why; every address then"
            " leads to its words"
        )
        return Fault(f"{FOLDER}/{text}.tsv", 0, what, remedy)
    what = f"the text {text} is gone, its addresses were published"
    remedy = (
        f"say in {FOLDER}/{REDIRECTS} where they lead: `{text}`, tab, another text or `-`, tab,"
        " why; remove this file only if no site ever had the text"
    )
    return Fault(f"{FOLDER}/{text}.tsv", 0, what, remedy)


def _sum(work: Work) -> str:
    return sha256(work.cleaned.source.bytes).hexdigest()


def _redirect(
    lost: Sequence[tuple[str, Pin]], living: set[End], redirects: Mapping[End, Redirect]
) -> tuple[list[Moved], list[Fault]]:
    """Where a person lets addresses lead whose words are gone; and what is left to account for."""
    moved, faults = [], []
    file = f"{FOLDER}/{REDIRECTS}"
    for text, pin in lost:
        said = redirects.get(End(text, pin.id)) or redirects.get(End(text, ""))
        if said is None:
            what = f"{text}#{pin.id} was published, and its words are no longer in the text"
            remedy = (
                f"say in {file} where it leads: `{text}#{pin.id}`, tab, `text#id` or `-`, tab, why"
            )
            faults.append(Fault(f"{FOLDER}/{text}.tsv", 0, what, remedy))
        else:
            moved.append(Moved(End(text, pin.id), pin.page, said.new, said.why))
    for said in redirects.values():
        if said.new and said.new not in living:
            address = f"{said.new.text}#{said.new.passage}".rstrip("#")
            what = f"{address} is no address of this edition"
            faults.append(Fault(file, said.line, what, "name one that is, or write `-`"))
        if said.old in living:
            what = f"{said.old.text}#{said.old.passage} is there: nothing leads away from it"
            faults.append(Fault(file, said.line, what.replace("# ", " "), "remove the line"))
    return moved, faults


def pins_of(work: Work) -> Iterator[Pin]:
    """The addresses of a text as they are now, in reading order.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> [(pin.id, pin.start, pin.end) for pin in pins_of(edit(of_string("一、甲\\n乙。\\n")))]
    [('s1', 0, 3), ('p1-1', 4, 6)]
    """
    places = Places.of(work.cleaned.record)
    for section in work.outline.walk():
        yield Pin(section.id, section.name, *_raw(places, *_extent(section)))
        for passage in section.passages:
            yield Pin(passage.id, section.name, *_raw(places, passage.start, passage.end))


def files(works: Iterable[Work], published: Published) -> dict[str, str]:
    """`published/` after this build: name → content. What stood there stays, new lines follow.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> before = Published({}, {"a": (Pin("p1-7", "1", 90, 99),)}, {})
    >>> made = files([edit(of_string("一、甲\\n乙。\\n", "a"))], before)
    >>> [line.split("\\t")[0] for line in made["a.tsv"].splitlines()[-3:]]
    ['p1-7', 's1', 'p1-1']
    """
    pins, raw = dict(published.pins), dict(published.raw)
    for work in works:
        raw[work.id] = _sum(work)
        old = pins.get(work.id, ())
        known = {pin.id for pin in old}
        pins[work.id] = (*old, *(pin for pin in pins_of(work) if pin.id not in known))
    return {
        f"{text}.tsv": _HEADER.format(raw[text]) + "".join(map(_line, found))
        for text, found in pins.items()
    }


def _line(pin: Pin) -> str:
    return f"{pin.id}\t{pin.page}\t{pin.start}\t{pin.end}\n"


def _settle(work: Work, pins: Sequence[Pin]) -> tuple[Work, list[Moved], list[Pin]]:
    """A text with the ids its places were published under; what moved in it; what is lost."""
    places = Places.of(work.cleaned.record)
    taken = {pin.id for pin in pins}
    sections = [section for section in work.outline.walk() if section.heading]
    old = _carried([_raw(places, *_extent(one)) for one in sections], pins, "s")
    names = {sections[at].path: pin.id[1:] for at, pin in old.items()}
    names |= {one.path: _OPENING for one in work.outline.sections if not one.heading}
    named = _named(work.outline.sections, names, taken)
    passages = list(work.outline.passages())
    old = _carried([_raw(places, one.start, one.end) for one in passages], pins, "p")
    ids = {passages[at].start: pin.id for at, pin in old.items()}
    numbered = tuple(_numbered(section, ids, taken) for section in named)
    made = replace(work, outline=replace(work.outline, sections=numbered))
    return made, *_astray(made, pins)


def _carried(spans: Sequence[tuple[int, int]], pins: Iterable[Pin], kind: str) -> dict[int, Pin]:
    """Which pin each span carries, by the span's number: the one of whose words it has most."""
    best: dict[int, tuple[int, Pin]] = {}
    for pin in pins:
        if pin.id.startswith(kind) and pin.id != "s" + _OPENING and (met := _most(spans, pin)):
            shared, at = met
            if at not in best or shared > best[at][0]:
                best[at] = shared, pin
    return {at: pin for at, (_, pin) in best.items()}


def _most(spans: Sequence[tuple[int, int]], pin: Pin) -> tuple[int, int] | None:
    """How many of a pin's raw characters the span that has most of them has, and its number."""
    first = bisect_left(spans, pin.start, key=lambda span: span[1])
    last = bisect_left(spans, pin.end, key=lambda span: span[0])
    met = [
        (min(pin.end, spans[at][1]) - max(pin.start, spans[at][0]), -at)
        for at in range(first, last)
    ]
    shared, at = max(met, default=(0, 0))
    return (shared, -at) if shared > 0 else None


def _named(
    sections: Sequence[Section],
    names: Mapping[tuple[int, ...], str],
    taken: set[str],
    parent: str = "",
) -> tuple[Section, ...]:
    """Sections under the names they have, or the ones they get; with all that is below them."""
    made: list[Section] = []
    for at, section in enumerate(sections):
        name = names.get(section.path, "")
        if not name:
            before = made[-1].name if made else parent + "0"
            after = next((names[one.path] for one in sections[at:] if one.path in names), "")
            name = _free("s", parent + str(section.path[-1]), before, after, taken)
        children = _named(section.children, names, taken, name + "-")
        made.append(replace(section, published=name, children=children))
    return tuple(made)


def _numbered(section: Section, ids: Mapping[int, str], taken: set[str]) -> Section:
    """A section whose passages have the ids they had, or get others; with all that is below it."""
    own = "p" + "-".join(map(str, section.path))
    made: list[Passage] = []
    for at, passage in enumerate(section.passages):
        ident = ids.get(passage.start, "")
        if not ident:
            usual = section.name + passage.id[len(own) :]
            before = made[-1].id[1:] if made else section.name + "-0"
            later = section.passages[at:]
            after = next((ids[one.start][1:] for one in later if one.start in ids), "")
            ident = "p" + _free("p", usual, before, after, taken)
        made.append(replace(passage, id=ident))
    children = tuple(_numbered(child, ids, taken) for child in section.children)
    return replace(section, passages=tuple(made), children=children)


def _free(kind: str, usual: str, before: str, after: str, taken: set[str]) -> str:
    """The usual name where it was never given and is in order, else that before it with a letter.

    >>> [_free("p", "1-2", "1-1", after, {"p1-1", "p1-1a"}) for after in ("", "1-3", "1-2")]
    ['1-2', '1-2', '1-1b']
    """
    in_order = _key(before) <= _key(usual) and (not after or _key(usual) < _key(after))
    if not in_order or kind + usual in taken:
        sizes = (product(ascii_lowercase, repeat=size) for size in count(1))
        letters = ("".join(some) for some in chain.from_iterable(sizes))
        tried = chain([before] * (before != _OPENING), (before + some for some in letters))
        usual = next(name for name in tried if kind + name not in taken)
    taken.add(kind + usual)
    return usual


def _key(name: str) -> list[tuple[int, str]]:
    """A name as it sorts: 1-2 < 1-2a < 1-10."""
    parts = (re.fullmatch(r"(\d+)([a-z]*)", part) for part in name.split("-"))
    return [(int(part[1]), part[2]) for part in parts if part]


def _renamed(
    text: str, work: Work, pins: Iterable[Pin], redirects: Mapping[End, Redirect]
) -> tuple[list[Moved], list[Pin]]:
    """Where the addresses lead of a text that has another name now, and is the same file.

    With those that are left to a person: what is redirected by itself, or gone from it.
    """
    why = redirects[End(text, "")].why
    now = list(pins_of(work))
    moved: list[Moved] = [Moved(End(text, ""), "index", End(work.id, ""), why)]
    gone: list[Pin] = []
    for pin in pins:
        there = None if End(text, pin.id) in redirects else _there(now, pin)
        if not there:
            gone.append(pin)
        else:
            moved.append(Moved(End(text, pin.id), pin.page, End(work.id, there.id), why))
    return moved, gone


def _astray(work: Work, pins: Iterable[Pin]) -> tuple[list[Moved], list[Pin]]:
    """Where the words of a text's former addresses are now; and those that are nowhere."""
    now = {pin.id: pin for pin in pins_of(work)}
    moved, lost = [], []
    for pin in pins:
        there = now.get(pin.id) or _there(now.values(), pin)
        if not there:
            lost.append(pin)
        elif (there.id, there.page) != (pin.id, pin.page):
            moved.append(Moved(End(work.id, pin.id), pin.page, End(work.id, there.id)))
    return moved, lost


def _there(now: Iterable[Pin], pin: Pin) -> Pin | None:
    """The one of today's addresses that has most of a former one's words."""
    met = [
        (found[0], some[found[1]])
        for kind in "ps"
        if (some := [one for one in now if one.id.startswith(kind)])
        and (found := _most([(one.start, one.end) for one in some], pin))
    ]
    return max(met, key=lambda one: one[0])[1] if met else None


def _extent(section: Section) -> tuple[int, int]:
    """A section's heading; an opening has none, but its own text."""
    if section.heading:
        return section.heading.start, section.heading.end
    return section.passages[0].start, section.passages[-1].end


def _raw(places: Places, start: int, end: int) -> tuple[int, int]:
    return places.raw(start, late=True), places.raw(end)
