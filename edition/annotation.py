"""Which characters of a page carry a reading that nobody wrote: 社會(huì )工作.

A mirror puts readings behind the characters of a list, and the list is the
page's: a listed character carries its reading wherever it stands. That, and what
is known of such lists (`data/readings.txt`), tells a mirror from a textbook, a
dictionary or a name with its reading, which are content. So are one character's
different readings in a row, 好(hǎo)(hào), and a run of characters of which each has its
own: a mirror's stand apart. A character or two prove a mirror only where the page was
folded to ASCII, or there are several, and nothing on it that only an author writes.

Families met: toned, with a blank inside or behind the parentheses or none;
without tones; repeated, 學(xue)(xue); behind characters that were never
converted. In the toned ones the list is complete, on most sites. Without tones some
put readings at random, and a few do with them.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache

import rjieba

from edition.readings import first_reading, readings_of
from edition.script import HAN, converter
from edition.words import entries

SYLLABLE = r"[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]{1,6} ?"
_PINYIN = rf"(?:{SYLLABLE}\)\(){{0,3}}{SYLLABLE}"
READING = re.compile(rf"({HAN})\(({_PINYIN})\)")
"""A character, and what stands in parentheses after it; `xue)(xue` where that is repeated."""
SWALLOWED = re.compile(rf"\?({_PINYIN})\)")
"""Half a character took the parenthesis of a reading with it: damage of such a page."""
_LOST = re.compile(rf"\?{{4,}}|\ufffd|{HAN}\?[,。](?!\.)")
"""More question marks than an author sets, or one before a mark that closes nothing."""
_TONELESS = re.compile(r"[a-z]+ ?")
_HAN = re.compile(HAN)
_FOLDED = re.compile(rf"(?:{HAN}|\))[,;:!?]")
"""A mirror folds the marks of running text to ASCII."""
_AUTHORS = re.compile("[於裏裡]")
"""Forms that no program with one target for each character makes, and every author has."""

_FEWEST = 5
"""Fewer listed characters prove nothing by themselves: they must be known from other pages."""
_NEARLY_ALWAYS = 0.9
"""A listed character carries its reading in so many of its places; damage hides it in some."""
_MOSTLY = 0.8
"""So many of the annotated characters are listed, and so many of those are usual ones."""
_OFTEN = 2
"""A list of others is a mirror's if they carry their readings so many times, on average,"""
_SELDOM = 0.4
"""and no more of the page's characters than this do."""
_HARD = 500
"""Less frequent by jieba's count, a character is such as authors explain."""
_EVERYDAY = 20_000
"""More frequent by jieba's count, a character is a word that every reader knows;"""
_SPARSE = 0.1
"""a text for learners has readings behind more of its characters."""
_AT_RANDOM, _HOSTS = 4, 3
"""So many readings without tones, behind so many characters, are no author's;"""
_MISLAID = 15
"""with tones, so many of characters that stand bare before and after."""
_ON_WORDS = re.compile("[注註][释釋]|[译譯]文|[词詞][语語]|[组組][词詞]|生词|生詞")
_RUN = re.compile(rf"(?:{HAN}\({_PINYIN}\)[,、。\uff0c]?){{4,}}")
_TAUGHT = 0.4
"""Where so many of the readings stand in runs, somebody teaches reading."""
ON_READING = re.compile(
    "拼音|输入法|輸入法|读音|讀音|注音|读作|讀作|发音|發音|多音|声调|聲調|念作|念成|读成|讀成|普通话|普通話|生字"
    "|[读讀念][a-zāáǎàēéěèīíǐìōóǒòūúǔù]"
)
DATELINE = re.compile(rf"(?<=[\d一二三四五六七八九十]日[电電讯訊])\?(?=[“《]?{HAN})")
"""A blank behind a dateline that a decoder lost, most often."""
LOST_INDENT = re.compile(rf"^(?:\? ){{2,}}(?=[“《]?{HAN})", re.MULTILINE)
"""Blanks before a paragraph that a decoder did not know, or somebody's wonder."""
SEVERAL = 2
"""So many characters with a reading that nobody wrote are no single gloss."""


@lru_cache(64)
def page_list(text: str) -> Mapping[str, str]:
    """Which characters carry which reading on this page, inferred from the page itself.

    Empty for a text that is not of this family. Where characters carry a reading
    only sometimes, or several readings, or are not such as a mirror lists,
    somebody wrote them and they are content.

    >>> dict(page_list("社會(huì )學(xué)習,會談"))
    {}
    >>> dict(page_list("另據媒體報(bào)道,")), dict(page_list("另據媒體報(bào)道"))
    ({'報': 'bào'}, {})
    >>> sorted(page_list("社會(huì )實(shí)現(xiàn)動(dòng)進(jìn),社會(huì )實(shí)"))
    ['動', '實', '會', '現', '進']
    """
    if not READING.search(text):
        return {}
    counts = Counter(text)
    seen: dict[str, Counter[str]] = {}
    for host, reading in _pairs(text):
        if _fits(host, reading) and not (counts[host] == 1 and _is_hard(host)):
            seen.setdefault(host, Counter())[reading] += 1
    found = {}
    for host, readings in sorted(seen.items()):
        [(reading, times)] = readings.most_common(1)
        if times >= _NEARLY_ALWAYS * max(counts[host], readings.total()):
            found[host] = reading
    if not found or len(found) < _MOSTLY * len(seen):
        return {}
    known = sum(_met().get(host) == toneless(reading) for host, reading in found.items())
    if len(found) < _FEWEST:
        is_mirror = (
            (known == len(seen) or _are_everyday(found, counts))
            and (len(found) >= SEVERAL or is_folded(text))
            and not _AUTHORS.search(text)
            and (SWALLOWED.search(text) or not ON_READING.search(text))
        )
    else:
        usual = sum(_is_usual(host, reading) for host, reading in found.items())
        times = sum(readings.total() for readings in seen.values())
        total = sum(count for char, count in counts.items() if _HAN.match(char))
        often = _OFTEN * len(seen) <= times <= _SELDOM * total and not _is_taught(text)
        is_mirror = usual >= _MOSTLY * len(found) or often
    return found if is_mirror else {}


def is_folded(text: str) -> bool:
    """Whether a page's marks were folded to ASCII."""
    return _FOLDED.search(text) is not None


def is_hit(text: str) -> bool:
    """Whether a raw page shows that such a mirror made it, or that its bytes were damaged.

    >>> [is_hit(page) for page in ("为什么??因为", "社會(huì)實(shí),为什么??因为", "周?chē)?,")]
    [False, True, True]
    """
    return (
        SWALLOWED.search(text) is not None
        or _LOST.search(text) is not None
        or any(noise(text, page_list(text)))
    )


def _is_taught(text: str) -> bool:
    """Whether readings stand in runs: 一(yī)二(èr)三(sān)四(sì) is a teacher's."""
    runs = sum(len(READING.findall(match[0])) for match in _RUN.finditer(text))
    return runs >= _TAUGHT * sum(1 for _ in _pairs(text))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Characters and their readings, as they stand; a long text has too many for a list."""
    return ((match[1], match[2]) for match in READING.finditer(text))


def _are_everyday(found: Mapping[str, str], counts: Mapping[str, int]) -> bool:
    """Whether nobody needs these readings: 一(yī) and 大(dà), time and again in a longer text."""
    times = sum(counts[host] for host in found)
    total = sum(count for char, count in counts.items() if _HAN.match(char))
    return (
        _OFTEN <= len(found) < times <= _SPARSE * total
        and all(rjieba.suggest_freq(host) > _EVERYDAY for host in found)
        and all(first_reading(host) == reading.strip() for host, reading in found.items())
    )


@cache
def _met() -> dict[str, str]:
    return {host: toneless(reading) for host, reading in entries("readings")}


@cache
def _met_simplified() -> dict[str, str]:
    return {converter("t2s").convert(host): reading for host, reading in _met().items()}


def _is_usual(host: str, reading: str) -> bool:
    """Whether mirrors list such a character: a Traditional form, or what was one."""
    traditional = converter("t2s").convert(host) != host
    return traditional or _met_simplified().get(host) == toneless(reading)


def _is_hard(host: str) -> bool:
    """Whether an author may have explained a rare character, which no mirror is known to list.

    >>> _is_hard("魑"), _is_hard("績"), _is_hard("大")
    (True, False, False)
    """
    same = converter("t2s").convert(host) == host and host not in _met_simplified()
    return same and rjieba.suggest_freq(host) < _HARD


@lru_cache(2**14)
def _fits(host: str, reading: str) -> bool:
    """Whether a character is read so, in either script, be it said more than once."""
    said = {one.strip() for one in reading.split(")(")}
    known = readings_of(host) | readings_of(converter("t2s").convert(host))  # 績 jī, 绩 jì
    toned = {one for one in said if not _TONELESS.fullmatch(one)}
    return len({toneless(one) for one in said}) == 1 and len(toned) < 2 and said <= known


@lru_cache(2**12)
def toneless(reading: str) -> str:
    """A reading without tones, blanks and repetition, so that spellings can be compared.

    >>> toneless("xué"), toneless("xue )(xue ")
    ('xue', 'xue')
    """
    return reading.split(")(")[0].strip().translate(_PLAIN)


_PLAIN = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ", "aaaaeeeeiiiioooouuuuvvvvvnnn")


def noise(text: str, listed: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Where readings stand that nobody wrote, given the page's list; in order, apart.

    A reading that is repeated is nobody's, and where such are, no reading without
    tones is. So are readings without tones strewn at random over a page.

    >>> text = "學(xue)(xue)習,領(ling)導"
    >>> [text[start:end] for start, end in noise(text, page_list(text))]
    ['(xue)(xue)', '(ling)']
    """
    if not READING.search(text):
        return
    repeated = _is_repeated(text)
    strewn = _is_strewn(text) or (not listed and _is_mislaid(text))
    starts, ends = array("I"), array("I")  # a long text has too many for pairs
    for match in READING.finditer(text):
        host, reading = match.groups()
        if _fits(host, reading) and (
            ")(" in reading
            or listed.get(host) == reading
            or strewn
            or (repeated and _TONELESS.fullmatch(reading))
        ):
            starts.append(match.end(1))
            ends.append(match.end())
    blank = _blanks_follow(text, ends)
    for start, end in zip(starts, ends, strict=True):
        yield start, end + (1 if blank and text.startswith(" ", end) else 0)


def _is_repeated(text: str) -> bool:
    """Whether a reading is said more than once: 學(xue)(xue)."""
    return any(")(" in reading and _fits(host, reading) for host, reading in _pairs(text))


def _is_strewn(text: str) -> bool:
    """Whether readings without tones stand all over a page that nobody annotated.

    Few of its characters carry one; or up to half, of which several carry theirs in one
    place and not in another: whoever teaches reading spares no place, and says more,
    or sets what he teaches in a row.
    """
    if not all(_TONELESS.fullmatch(said) for _, said in _pairs(text)) or not _is_nobodys(text):
        return False
    hosts = Counter(host for host, _ in _pairs(text))
    times = hosts.total()
    if times < _AT_RANDOM or len(hosts) < _HOSTS:
        return False
    total = sum(1 for _ in _HAN.finditer(text))
    bare = sum(text.count(host) > count for host, count in hosts.items())
    return times < _SELDOM / 2 * total or (times < total / 2 and bare >= _HOSTS)


def _is_mislaid(text: str) -> bool:
    """Whether readings with tones stand all over a page that nobody annotated.

    They are the commonest ones, of characters that nobody explains, and several of these stand
    bare both before and after: whoever explains one does so where it comes first, or in notes
    and lists of words behind the text.
    """
    if not _is_nobodys(text) or _ON_WORDS.search(text):
        return False
    if not all(first_reading(host) == reading.strip() for host, reading in _pairs(text)):
        return False
    hosts = Counter(host for host, _ in _pairs(text))
    hard = sum(map(_is_hard, hosts))
    total = sum(1 for _ in _HAN.finditer(text))
    return (
        _MISLAID <= hosts.total() < _SELDOM * total
        and hard <= (1 - _NEARLY_ALWAYS) * len(hosts)
        and sum(
            _is_bare(text, host, text.find) and _is_bare(text, host, text.rfind) for host in hosts
        )
        >= _HOSTS
    )


def _is_bare(text: str, host: str, find: Callable[[str], int]) -> bool:
    """Whether a character has no reading where it comes first, or last."""
    return not text.startswith("(", find(host) + 1)


def _is_nobodys(text: str) -> bool:
    """Whether no reading is wrong, and nobody teaches or speaks of reading."""
    if ON_READING.search(text) or _is_taught(text):
        return False
    return all(_fits(host, reading) for host, reading in _pairs(text))


def _blanks_follow(text: str, ends: Iterable[int]) -> bool:
    """Whether a page put a blank behind each of its parentheses."""
    behind = Counter(text[end : end + 1] for end in ends)
    inside = behind.total() - behind[""] - behind["\n"]
    return inside > 0 and behind[" "] >= _MOSTLY * inside


def units(text: str, readings: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """The text cut into (start, end, character without its reading).

    >>> list(units("會(huì )是", {"會": "huì "}))
    [(0, 7, '會'), (7, 8, '是')]
    """
    at = 0
    while at < len(text):
        char = text[at]
        noise = f"({readings[char]})" if char in readings else ""
        end = at + 1 + (len(noise) if noise and text.startswith(noise, at + 1) else 0)
        yield at, end, char
        at = end
