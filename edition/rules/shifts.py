"""Characters hit on the bytes: 周?chē)?, was 周圍, and 規??焖贁U展 was 規模快速擴展.

Each `?` on a page of the family may be a byte that was lost. The rule takes
every way in which it can have been lost, puts the bytes back together, lets the
unknown ones range over all that GBK allows, and keeps the readings that
`edition.damage.damage` turns into exactly what stands in the source. If one is
left it is certain. Of several the likeliest Chinese is taken, when it is clearly
likelier than the next and than the text as it stands; how many there were and
the next best are recorded. Otherwise the place is flagged and left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import log

import rjieba

from edition.damage import BREAKS, PINYIN, damage, page_list, pair, to_gbk, units
from edition.model import Certainty, Edit, Evidence, Flag, FlagKind, Source
from edition.script import keep_length

_HOLE = -1
"""A byte that is not known."""
_HOLES = 1
"""With more unknown bytes than this, nearly anything re-simulates."""
_LONGEST = 24
"""Characters; a shift that runs on for longer is not looked for."""
_CONTEXT = 3
"""Characters on either side that are re-simulated and weighed together with a reading."""
_MARGIN = 2.0
"""By how much (natural logarithm) the best reading must be likelier than the next."""
_OCCURRENCES = 6e7
"""What the lexicon's frequencies were counted on."""
_MARKS = {
    "。": 1 / 40,
    "\uff0c": 1 / 20,
    "、": 1 / 60,
    "\uff1f": 1 / 400,
    "\uff01": 1 / 400,
}
"""How often a mark stands among the words of running Chinese."""
_RARE = 1e-9
_WIDE = str.maketrans({mark: chr(ord(mark) + 0xFEE0) for mark in ",:;?!()"})
_BREAKS = {unicodedata.normalize("NFKC", mark) for mark in BREAKS} | {"\n", ""}
"""Where a piece of the page ended, as it shows in the damaged text."""
_SWALLOWED = re.compile(rf"\?({PINYIN})\)")
"""A lead byte took the parenthesis of a reading with it."""


def propose(text: str, source: Source) -> Iterator[Edit | Flag]:
    """The proved reading of every shift; a flag where there is none.

    >>> from edition.sources import of_string
    >>> page = "社會(huì )實(shí)現(xiàn)動(dòng)進(jìn)大車(chē)把群眾凝聚在黨的周?chē)?,充分"
    >>> [edit] = propose(page, of_string(page))
    >>> page[edit.start:edit.end], edit.new, edit.certainty.value, edit.evidence.candidates
    ('?chē)?', '圍', 'probable', 125)
    """
    readings = page_list(text)
    if not readings:
        return
    done = 0
    for match in re.finditer(r"\?+", text):
        if match.start() < done:
            continue
        found = _judge(text, match.start(), match.end(), readings)
        if found:
            yield found
            done = found.end


def _judge(text: str, start: int, group: int, readings: Mapping[str, str]) -> Edit | Flag | None:
    """What to do about the `?` at `start:group`; None where they are question marks."""
    origins = list(_origins(text, start, group, readings))
    suspect = group - start > 1 or bool(_SWALLOWED.match(text, start))
    if not origins:
        note = "疑为损坏的字，不能还原"
        return Flag(start, group, FlagKind.DAMAGE, note) if suspect else None
    window = _Window(text, start, max(end for end, _ in origins), readings)
    ranked = sorted(
        (
            (-window.likelihood(end, reading), reading, end)
            for end, data in origins
            for reading in _fill(data)
            if window.resimulates(end, reading)
        ),
    )
    stands = window.likelihood(window.end, text[start : window.end].translate(_WIDE))
    if not ranked or -ranked[0][0] < stands:
        return Flag(start, group, FlagKind.DAMAGE, "疑为损坏的字，不能还原") if suspect else None
    best, reading, end = ranked[0]
    rival = min(-stands, ranked[1][0] if len(ranked) > 1 else -stands)
    if rival - best < _MARGIN:
        return Flag(start, end, FlagKind.DAMAGE, f"错位，{len(ranked)}种读法难定")
    evidence = Evidence(
        reading,
        " ".join(to_gbk(char).hex().upper() for char in reading),
        len(ranked),
        ranked[1][1] if len(ranked) > 1 else "",
    )
    certainty = Certainty.UNIQUE if len(ranked) == 1 else Certainty.PROBABLE
    return Edit(start, end, reading, "字节错位，重演之后与抄本相合", certainty, evidence)


def _origins(
    text: str, start: int, group: int, readings: Mapping[str, str]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(end, original bytes) for each way in which `start:end` may have been shifted.

    A shift ends where the bytes make up whole characters again; bytes that are
    not known are holes.
    """
    before = text[:start]
    host = re.search(rf"(.)(?:\({PINYIN}\))?\Z", before[-12:])
    trail = to_gbk(host[1])[-1] if host else 0
    paths: list[tuple[int, tuple[int, ...]]] = [(start, ())]
    while paths:
        at, data = paths.pop()
        if at >= group and data and _whole(data):
            if data.count(_HOLE) <= _HOLES and data != tuple(
                to_gbk(text[start:at].translate(_WIDE))
            ):
                yield at, data
            continue
        if at - start >= _LONGEST or at == len(text):
            continue
        paths += _undo(text, at, data, data[-1] if data else trail, readings)


def _undo(
    text: str, at: int, data: tuple[int, ...], last: int, readings: Mapping[str, str]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """What the next character of the damaged text may have been, as bytes."""
    char = text[at]
    if char == "\n":
        return
    if char == "?":
        if text[at + 1 : at + 2] in _BREAKS:
            yield at + 1, (*data, _HOLE)
        if swallowed := _SWALLOWED.match(text, at):
            for host, reading in readings.items():
                lead, trail = to_gbk(host)
                if reading == swallowed[1] and lead == last:
                    yield swallowed.end(), (*data, trail)
    noise = f"({readings[char]})" if char in readings else ""
    end = at + 1 + (len(noise) if text.startswith(noise, at + 1) else 0)
    known = to_gbk(char.translate(_WIDE))
    if known != b"?":
        yield end, (*data, *known)


def _whole(data: Sequence[int]) -> bool:
    """Whether bytes make up whole characters."""
    at = 0
    while at < len(data):
        at += 2 if data[at] == _HOLE or data[at] > 0x80 else 1
    return at == len(data)


def _fill(data: Sequence[int]) -> Iterator[str]:
    """Every text that the bytes can be, the unknown ones ranging over all of GBK."""
    for guess in product(range(0x40, 0xFF), repeat=data.count(_HOLE)):
        known = iter(guess)
        filled = bytes(next(known) if byte == _HOLE else byte for byte in data)
        chars = []
        at = 0
        while at < len(filled):
            size = 2 if filled[at] > 0x80 else 1
            chars.append(pair(filled[at : at + size]))
            at += size
        if all(chars) and to_gbk("".join(chars)) == filled:
            yield "".join(chars)


class _Window:
    """A shift with what stands around it: enough to re-simulate it, and to weigh a reading."""

    def __init__(self, text: str, start: int, end: int, readings: Mapping[str, str]) -> None:
        left = list(units(text[text.rfind("\n", 0, start) + 1 : start], readings))[-_CONTEXT:]
        line = text.find("\n", end)
        right = list(units(text[end : line if line >= 0 else None], readings))[:_CONTEXT]
        self._text = text
        self._readings = readings
        self._start = start - sum(b - a for a, b, _ in left)
        self._at = start
        self.end = end
        """Where the longest of the shift's readings ends."""
        self._end = end + sum(b - a for a, b, _ in right)
        self._before = "".join(char for _, _, char in left).translate(_WIDE)
        self._after = "".join(char for _, _, char in right).translate(_WIDE)

    def resimulates(self, end: int, reading: str) -> bool:
        """Whether the model makes of the reading exactly what stands in the source."""
        text = self._filled(end, reading)
        return damage(text, self._readings) == self._text[self._start : self._end]

    def likelihood(self, end: int, reading: str) -> float:
        """The natural logarithm of a reading's probability in its context."""
        simplified = keep_length(self._filled(end, reading), "t2s")
        return sum(log(_frequency(word)) for word in rjieba.cut(simplified, False))

    def _filled(self, end: int, reading: str) -> str:
        rest = "".join(char for _, _, char in units(self._text[end : self.end], self._readings))
        return self._before + reading + rest.translate(_WIDE) + self._after


def _frequency(word: str) -> float:
    """How often a word stands in running Chinese."""
    if word in _MARKS:
        return _MARKS[word]
    if rjieba.has_word(word):
        return (float(rjieba.suggest_freq(word)) + 0.5) / _OCCURRENCES
    return _RARE ** len(word)
