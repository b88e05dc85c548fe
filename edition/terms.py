"""Terms: the set phrases of the texts, each with every place where it stands.

Four kinds are found. What counts (四个意识, 两个确立); what stands in quotation
marks and is no quotation; what the texts say again and again; and what a person
names. The person's list (data/terms.txt) has the last word: it names what the
program misses, takes away what is none, and quotes definitions. A text that the
list knows nothing of has its terms all the same.

A use is a place of the string in the text's own wording, whatever word or longer
term it is a part of: anybody can count it again. What stands in longer terms is
said, not subtracted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

import rjieba

from edition.faults import Fault
from edition.model import Stretch, Term, TermKind, Work
from edition.own import own_text
from edition.script import HAN
from edition.words import entries, numbered

LIST = "terms"
"""The person's list."""
REFUSED = "no"
"""Its word for what is no term."""
_FILE = f"edition/data/{LIST}.txt"
_LISTED = (TermKind.NUMBERED, TermKind.SLOGAN, TermKind.POLICY, REFUSED)

_RUN = re.compile(rf"{HAN}+")
_QUOTED = re.compile(r"“([^“”\n]*)”")
_SPOKEN = re.compile(r"[。\uff01\uff1f\uff1b\uff0c…—]")
"""Marks that a quotation has, and a term has not."""
_LONGEST_QUOTED = 12
_SAYS = re.compile(r"(?:[\uff1a:]|[说问答喊曰云]|[说写问答喊叫笑]道)$")
"""What introduces a quotation; who stresses or puts forward something names it."""
_COUNTS = "一二三四五六七八九十两双"
_COUNTED = re.compile(rf"[{_COUNTS[1:-1]}]个({HAN}{{2}})(?!{HAN})")
"""两个确立, where nothing goes on that it could count."""

_OFTEN = 3
"""How often at least a phrase recurs that is not a part of a longer one;"""
_SIZES = range(4, 17)
"""its characters,"""
_WORDS = 6
"""its words at most;"""
_TELLING = 7.0
"""its C-value at least;"""
_PER_TEXT = 24
"""and how many there are at most, for each text of the edition,"""
_MOST = 240
"""and in all: a page of more is not read."""
_CONTENT = tuple("nvajlibs")
"""Parts of speech that a phrase is made of,"""
_NOMINAL = tuple("njl")
"""one of them at least of these,"""
_NO_CONTENT = ("vshi", "vyou")
"""是 and 有 apart."""

_SENTENCE_END = "。\uff01\uff1f\n"
_COPULA = re.compile(r"”?(?:是指|指的是|\uff0c?是(?!否|不是|在|为了|从|通过|由|把))")
_CALLED = re.compile(r"(?:简称|统称|称为|称作|叫做?)[为作]?[\uff1a:]?“?$")
_SO_CALLED = re.compile(r"所谓“?$")
_OPENS = re.compile(rf"(?:^|[。\uff01\uff1f\n])(?:[{_COUNTS}]+是|第[{_COUNTS}]+\uff0c)?“?$")
"""What stands before the subject of a sentence."""
_MOST_DEFINITIONS = 4


def terms(works: Sequence[Work]) -> tuple[Term, ...]:
    """All terms, the most frequent first.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> work = edit(of_string("增强“四个意识”。“四个意识”是指某四种意识。他说：“好。”"))
    >>> one, = terms([work])
    >>> one.words, one.kind, [(use.start, use.end) for use in one.uses]
    ('四个意识', <TermKind.NUMBERED: 'numbered'>, [(3, 7), (10, 14)])
    >>> [work.cleaned.text[said.start : said.end] for said in one.definitions]
    ['“四个意识”是指某四种意识。']
    """
    owns = {work.id: own_text(work.cleaned) for work in works}
    places = _Places(owns)
    found = {words: (kind, places.of(words)) for words, kind in _kinds(owns).items()}
    used = {words: pair for words, pair in found.items() if pair[1]}
    quoted = _quoted_definitions(owns)
    inside = _inside({words: uses for words, (_, uses) in used.items()})
    made = [
        Term(
            words,
            kind,
            uses,
            tuple(dict.fromkeys([*quoted.get(words, ()), *_definitions(uses, owns)])),
            inside.get(words, ()),
        )
        for words, (kind, uses) in used.items()
    ]
    return tuple(sorted(made, key=lambda term: (-len(term.uses), term.words)))


def faults(works: Sequence[Work]) -> list[Fault]:
    """What is wrong with the list in which a person decides.

    >>> faults([])
    []
    """
    try:
        lines = list(numbered(LIST))
    except UnicodeDecodeError as error:
        what = f"byte 0x{error.object[error.start]:02X} is not UTF-8"
        line = error.object.count(b"\n", 0, error.start) + 1
        return [Fault(_FILE, line, what, "save the file as UTF-8")]
    return list(_faults(lines, {work.id: work.cleaned.text for work in works}))


def _faults(
    lines: Iterable[tuple[int, tuple[str, ...]]], texts: Mapping[str, str]
) -> Iterator[Fault]:
    """A line's first fault only.

    >>> lines = [(7, ("三新", "number")), (8, ("三新", "numbered", "a", "新组织"))]
    >>> print(*_faults(lines, {"a": "新经济组织"}), sep="\\n")
    edition/data/terms.txt:7: 'number' is no kind of term
        write one of numbered, slogan, policy, no
    edition/data/terms.txt:8: 三新 is on line 7 already
        keep one of the two lines
    """
    seen: dict[str, int] = {}
    for number, fields in lines:
        words = fields[0]
        if len(fields) not in (2, 4):
            what = f"{len(fields)} column{'s' * (len(fields) > 1)} instead of 2 or 4"
            remedy = "separate term, kind, and text and definition if there is one, by one tab each"
        elif any(field != field.strip() or not field for field in fields):
            what, remedy = "an empty column, or blanks around one", "remove them"
        elif words in seen:
            what, remedy = f"{words} is on line {seen[words]} already", "keep one of the two lines"
        elif fields[1] not in _LISTED:
            what = f"{fields[1]!r} is no kind of term"
            remedy = f"write one of {', '.join(_LISTED)}"
        elif len(words) < 2:
            what, remedy = f"{words} is one character", "name a term of two or more"
        elif len(fields) == 4 and (times := texts.get(fields[2], fields[3]).count(fields[3])) != 1:
            what = f"{fields[3]!r} stands {times} times in the clean text of {fields[2]}"
            remedy = "quote the text as it stands, and so much that only one place is meant"
        else:
            seen[words] = number
            continue
        seen.setdefault(words, number)
        yield Fault(_FILE, number, what, remedy)


def _kinds(owns: Mapping[str, str]) -> dict[str, TermKind]:
    """Every term with its kind: a person's word counts, then what shows most plainly."""
    kinds: dict[str, TermKind] = {}
    for words in _recurrent(owns.values(), min(_PER_TEXT * len(owns), _MOST)):
        kinds[words] = TermKind.RECURRENT
    for own in owns.values():
        for words in _quoted(own):
            counts = words[0] in _COUNTS and len(words) > 1
            kinds[words] = TermKind.NUMBERED if counts else TermKind.SLOGAN
        for words in _numbered(own):
            kinds[words] = TermKind.NUMBERED
    for words, kind, *_ in entries(LIST):
        if kind == REFUSED:
            kinds.pop(words, None)
        else:
            kinds[words] = TermKind(kind)
    return kinds


def _quoted(own: str) -> Iterator[str]:
    """What stands in quotation marks and is no quotation.

    A quotation is introduced by a colon or a verb of saying, goes on from another, or has a
    sentence's marks.

    >>> list(_quoted("破解“小马拉大车”问题。强调：“健全机制”“推进法治化”。他说“走吧，快走”。"))
    ['小马拉大车']
    """
    quotation_ends = -1
    for match in _QUOTED.finditer(own):
        words, start = match[1], match.start()
        if _SAYS.search(own, max(start - 2, 0), start) or start == quotation_ends:
            quotation_ends = -1 if words.endswith("。") else match.end()
        elif 1 < len(words) <= _LONGEST_QUOTED and _RUN.search(words) and not _SPOKEN.search(words):
            yield words


def _numbered(own: str) -> Iterator[str]:
    """What counts something that is done, as 两个确立 does; 两个方面 is none.

    >>> list(_numbered("领悟两个确立，从两个方面做到两个维护。"))
    ['两个确立', '两个维护']
    """
    for match in _COUNTED.finditer(own):
        if [tag[0] for _, tag in rjieba.tag(match[1])] == ["v"]:
            yield match[0]


@dataclass(frozen=True)
class _Phrase:
    """A phrase that recurs."""

    words: str
    own: int
    """How often it is not a part of the longer phrase that has it most often."""
    value: float
    """Its C-value: frequency beyond that of the longer phrases it is a part of, times the
    logarithm of its length (Frantzi, Ananiadou and Mima 2000)."""


def _recurrent(owns: Iterable[str], most: int) -> list[str]:
    """Phrases that the texts say again and again, the most telling first.

    >>> _recurrent(["加强基层治理。完善基层治理。基层治理要。基层治理要加强。要加强。"], 5)
    ['基层治理']
    """
    counts: Counter[str] = Counter()
    for own in owns:
        for run in _RUN.findall(own):
            counts.update(_phrases(rjieba.tag(run)))
    often = {words: count for words, count in counts.items() if count >= _OFTEN}
    longer: dict[str, list[int]] = defaultdict(list)
    for words, count in often.items():
        for part in _parts(words):
            if part in often:
                longer[part].append(count)
    phrases = [_phrase(words, count, longer[words]) for words, count in often.items()]
    telling = [one for one in phrases if one.own >= _OFTEN and one.value >= _TELLING]
    telling.sort(key=lambda one: (-one.value, one.words))
    return [one.words for one in telling[:most]]


def _phrase(words: str, count: int, longer: Sequence[int]) -> _Phrase:
    beyond = count - (sum(longer) / len(longer) if longer else 0)
    return _Phrase(words, count - max(longer, default=0), log2(len(words)) * beyond)


def _phrases(words: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Runs of content words, one of them a noun, that neither begin nor end with a lone verb."""
    for first in range(len(words)):
        for last in range(first, min(first + _WORDS, len(words))):
            word, tag = words[last]
            if not tag.startswith(_CONTENT) or tag in _NO_CONTENT:
                break
            run = words[first : last + 1]
            made = "".join(word for word, _ in run)
            begins = len(run[0][0]) > 1 or run[0][1].startswith("a")
            nominal = any(tag.startswith(_NOMINAL) for _, tag in run)
            if begins and nominal and len(word) > 1 and tag[0] != "b" and len(made) in _SIZES:
                yield made


def _parts(words: str) -> set[str]:
    """All that a phrase holds and that could be one: itself not."""
    size = len(words)
    return {
        words[start : start + length]
        for length in _SIZES
        for start in range(size - length + 1)
        if length < size
    }


class _Places:
    """Finds a string in all texts; only those are searched that have all its pairs of letters."""

    def __init__(self, owns: Mapping[str, str]) -> None:
        self._owns = owns
        self._homes: dict[str, dict[str, None]] = defaultdict(dict)
        for ident, own in owns.items():
            for pair in {own[at : at + 2] for at in range(len(own) - 1)}:
                self._homes[pair][ident] = None

    def of(self, words: str) -> tuple[Stretch, ...]:
        """Every place of a string, as `str.count` counts them."""
        pairs = [words[at : at + 2] for at in range(len(words) - 1)]
        homes = min((self._homes.get(pair, {}) for pair in pairs), key=len)
        return tuple(
            Stretch(ident, match.start(), match.end())
            for ident in homes
            for match in re.finditer(re.escape(words), self._owns[ident])
        )


def _inside(used: Mapping[str, Sequence[Stretch]]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Term → the longer terms it is a part of, with how many of its uses stand there."""
    sizes = {len(words) for words in used}
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for words, uses in used.items():
        parts = {
            words[start : start + size] for size in sizes for start in range(len(words) - size + 1)
        }
        for part in parts & used.keys() - {words}:
            starts = {(use.text, use.start) for use in used[part]}
            held = sum(
                (use.text, at) in starts
                for use in uses
                for at in range(use.start, use.end - len(part) + 1)
            )
            found[part].append((words, held))
    return {
        part: tuple(sorted(longer, key=lambda one: (-len(one[0]), one[0])))
        for part, longer in found.items()
    }


def _definitions(uses: Sequence[Stretch], owns: Mapping[str, str]) -> list[Stretch]:
    """Sentences that say what a term is: those whose subject it is, and that name something it."""
    found = []
    for use in uses:
        own = owns[use.text]
        start = max(own.rfind(mark, 0, use.start) for mark in _SENTENCE_END) + 1
        before = own[start : use.start]
        is_subject = _OPENS.match(before) and _COPULA.match(own, use.end)
        if is_subject or _CALLED.search(before) or _SO_CALLED.search(before):
            ends = [at for mark in _SENTENCE_END if (at := own.find(mark, use.end)) >= 0]
            end = min(ends, default=len(own))
            found.append(Stretch(use.text, start, end + (own[end : end + 1] not in ("", "\n"))))
    return found[:_MOST_DEFINITIONS]


def _quoted_definitions(owns: Mapping[str, str]) -> dict[str, list[Stretch]]:
    """Term → the definition that the person's list quotes, where its text is there."""
    found: dict[str, list[Stretch]] = {}
    for words, _, *definition in entries(LIST):
        if definition and definition[0] in owns:
            ident, quote = definition
            at = owns[ident].find(quote)
            if at >= 0:
                found[words] = [Stretch(ident, at, at + len(quote))]
    return found
