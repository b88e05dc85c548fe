"""Places where something foreign stands, or the source hides a word: flagged, never mended.

What was there cannot be known from the file. A person may venture a conjecture
in the sidecar; it is shown beside the flag.

Against copying a site put two characters drawn by lot before the marks of its clauses
(`天冷了巡通。`). Nothing tells such a pair from a name, which is why it only is flagged, and
only where two clauses of five in a paragraph, three at least, end so: in two characters
that make no word with each other nor with what stands before them, stand there once, and
without which the clause ends in a word and is far likelier; and the two are everyday
characters, which the names of many plants are not made of. Lists of names, verse and
classical prose do not come near that. Another put paragraphs of everyday characters drawn by lot
between those of a text, without a mark and without a word.

Bytes out of step do not always leave a question mark: they make signs of other scripts and rare
characters (`N濉⒒颙δ觾热`). Where a page lists readings, two kinds of signs close by are flagged,
between characters that make no words. One sign there may be its author's: names in a frame,
numbered notes on a classic, β in the name of a substance.

Left alone: circles that are noughts, letters that number or name a kind (第XX届, XX型),
two or three question marks where nothing else on the page is lost, boxes of a scale, a
form or a legend, and those that the editor of a Traditional text put.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise

from edition.annotation import DATELINE, LOST_INDENT, is_hit, page_list
from edition.lexicon import has_oddity, is_word, likelihood
from edition.model import Flag, FlagKind, Source
from edition.script import HAN, is_traditional
from edition.words import entries

_UNREADABLE = "疑为损坏的字，不能还原"
_NUMERAL = "[一二三四五六七八九十百千零〇]"
_HIDDEN = re.compile(
    rf"(?:(?<={HAN})|(?<=[、。《“]))"
    rf"(?:(?<!第)X{{2,4}}(?!染色体|世(?![家界代博])|[型码]|系列)"
    rf"|×{{2,4}}|\*{{2,4}}|(?<!{_NUMERAL})○{{2,4}}(?!{_NUMERAL}|年))(?={HAN})"
)
"""Signs for a name. Circles in a number are noughts; letters in an ordinal or before what names a
kind are a pattern or a code."""
_MARKDOWN = re.compile(r"^#{1,6} \S|\]\(|`[^`\s]|^```", re.MULTILINE)
"""There two stars make type bold."""
_BOLD = re.compile(r"\*\*([^\s*])[^*\n,\uff0c。]{0,30}\*\*(?!\1|\*)")
"""So does a pair around a few words; behind two hidden names the same word may stand."""
_POWER = re.compile("幂|乘方|次方|运算")
"""In such a line two stars are a sign of arithmetic."""
_SHOUT = rf"(?<=[吗呢么谁嘛吧])\?++(?!{HAN})"
_LOST = re.compile(rf"(?:(?<={HAN})|(?<=[、。《“]))(?!{_SHOUT})\?{{2,}}|(?<!\?)\?{{2,}}(?={HAN})")
"""Where a decoder could not read: an author writes one question mark, and full width,
unless he shouts a question that its last word shows to be one;"""
_MOST_ASKED = 3
"""so many he may write, where nothing else shows that the page was damaged."""
_BROKEN = (
    (re.compile("\ufffd+"), "解码时损坏的字，不能还原"),
    (re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]+"), "私用区的字，只有原来的字体能显示"),
)
"""Signs that stand for a character."""
_BOXES = re.compile(r"(?<![□■\uff1a:])(?:□{2,}|■{2,})(?![□■年月日])")
"""The same, but after a colon, or before 年, they are to be filled in; two kinds are a scale."""
_BOX = re.compile(rf"(?<={HAN})■(?={HAN})")
"""One box may be a box to tick, or begin an item; several in a line are a legend."""

_FACE = re.compile(rf"(?<=[”’」』])[♀♂][?\uff1f](?={HAN})|(?<={HAN})[♀♂][?\uff1f](?={HAN})")
"""The end of an emoji of several characters, of which the others were lost."""
_BEHIND_DE = re.compile(
    rf"(?<=的)'(?={HAN})(?!号)|(?<=[^是好真对對会會我你他她它谁誰]的)\.(?={HAN}|[;,\uff1b\uff0c。])"
)
"""A mark that a site put there; a pronoun may own an apostrophe's word, and 是的 is a sentence."""
_DOT = re.compile(rf"{HAN}\.(?={HAN})")
_IS = re.compile(r"[是要][^。\uff0c\uff1b\uff01\uff1f;!?\n]{0,30}\Z")
_SEXES = re.compile("[男女雌雄公母性]")
_SIGN = r"[\u0391-\u03c9\u0401-\u0451\u2460-\u249b\u2500-\u254b\u3041-\u3129]"
"""Greek, Cyrillic, numbers of lists, lines of a frame, kana: what GBK has beside Han."""
_SIGNS = re.compile(
    rf"(?<=[^\s。、,;:\uff0c\uff1b\uff1a])({_SIGN})({HAN}{{1,3}})({_SIGN})({HAN})(?=({HAN}?))"
)
"""Behind a mark, or where a line begins, the first may be the number of an item."""

_CLAUSE = re.compile(rf"(?<!{HAN}){HAN}{{5,}}+(?=[。,;!?\uff0c\uff1b\uff01\uff1f]|$)", re.MULTILINE)
_PAIR, _BEFORE = 2, 8
"""So many characters too many, and so many before them are looked at."""
_FEWEST, _MANY = 3, 0.4
"""Clauses of a line that end so: three at least, and so many of all."""
_SHORTEST = 15
"""A line must have room for so many clauses."""
_DRAWN = range(0xB0, 0xD8)
"""The lead bytes of the everyday half of GB 2312, from which they were drawn; many plants and
places are named with the other half."""
_DRAWN_LINE = re.compile(rf"^{HAN}{{100,}}$", re.MULTILINE)
_ENOUGH = 200
"""Characters of a paragraph that are looked at."""
_NO_CHINESE = -9.2
"""Per character (natural logarithm): what is less likely than this is none."""
_ON_CHARACTERS = re.compile(
    "[汉漢生写認认练默识識常單单百千]字|字[表符頭头频頻库庫]|偏旁|部首|结构|姓|名[册單单]|简称|咒|[诗詩]"
)
"""Lists of characters and names have no marks either."""
_LIKELIER = 18.5
"""A pair that costs a clause more than this is most often a name, or drawn by lot."""


def propose(text: str, source: Source) -> Iterator[Flag]:
    """A flag for every placeholder, every sign of a lost character and every injected phrase.

    >>> from edition.sources import of_string
    >>> text = "具有XX特色"
    >>> [(f.kind.value, text[f.start:f.end]) for f in propose(text, of_string(text))]
    [('placeholder', 'XX')]
    """
    type_or_sum = set(_stars(text))
    for match in _HIDDEN.finditer(text):
        if match[0] != "**" or match.start() not in type_or_sum:
            note = "抄本以符号代替名称，照录"
            yield Flag(match.start(), match.end(), FlagKind.PLACEHOLDER, note)
    hit = is_hit(source.text)
    for match in _LOST.finditer(text):
        if hit or len(match[0]) > _MOST_ASKED:
            yield Flag(match.start(), match.end(), FlagKind.DAMAGE, _UNREADABLE)
    for broken, note in _BROKEN:
        for match in broken.finditer(text):
            yield Flag(match.start(), match.end(), FlagKind.DAMAGE, note)
    for match in LOST_INDENT.finditer(text):
        yield Flag(match.start(), match.end() - 1, FlagKind.DAMAGE, "行首的空白，解码时成了问号")
    for at in _behind_de(text):
        yield Flag(at, at + 1, FlagKind.DOUBT, "“的”后多出的符号，疑为网站所插")
    for match in DATELINE.finditer(text):
        yield Flag(*match.span(), FlagKind.DAMAGE, "空白，解码时成了问号")
    if page_list(source.text):
        for start, end in _mixed_signs(text):
            yield Flag(start, end, FlagKind.DAMAGE, _UNREADABLE)
    for start, end in _boxes(text):
        yield Flag(start, end, FlagKind.DAMAGE, "以方框代替的字，不能还原")
    if not _SEXES.search(text):
        for match in _FACE.finditer(text):
            yield Flag(match.start(), match.end(), FlagKind.DAMAGE, "表情符号的残余")
    for at in _drawn_by_lot(text):
        yield Flag(at, at + _PAIR, FlagKind.DOUBT, "句末多出的两字，疑为防复制所插")
    for start, end in _drawn_lines(text):
        yield Flag(start, end, FlagKind.DOUBT, "不成文句的整段\uff0c疑为防复制所插")
    for (phrase,) in entries("injections"):
        for match in re.finditer(re.escape(phrase), text):
            note = "网站插入的推广词，盖去了原文"
            yield Flag(match.start(), match.end(), FlagKind.DOUBT, note)


def _stars(text: str) -> Iterator[int]:
    """Where two stars make type bold, or raise to a power.

    >>> list(_stars("这是**重点**内容,李**同志和王**同志"))
    [2, 6]
    """
    if _MARKDOWN.search(text):
        yield from (match.start() for match in re.finditer(r"\*\*", text))
        return
    for match in _BOLD.finditer(text):
        yield from (match.start(), match.end() - 2)
    at = 0
    for line in text.split("\n"):
        if _POWER.search(line):
            yield from (at + match.start() for match in re.finditer(r"\*\*", line))
        at += len(line) + 1


def _mixed_signs(text: str) -> Iterator[tuple[int, int]]:
    """Where signs of two kinds stand close by, between characters that make no words.

    >>> [[*_mixed_signs(text)] for text in ("N濉⒒颙δ觾热", "⒒纤维δ蛋白", "刘昉│孙曌│王芃")]
    [[(2, 6)], [], []]
    """
    for match in _SIGNS.finditer(text):
        one, between, other, last, behind = match.groups()
        rows = {sign.encode("gbk", "replace")[0] for sign in (one, other)}
        if len(rows) > 1 and has_oddity(between) and has_oddity(last + behind):
            yield match.span()


def _behind_de(text: str) -> Iterator[int]:
    """Where the only such mark of a text stands behind 的 and belongs to nothing.

    >>> [[*_behind_de(text)] for text in ("变了的.因。", "是买的.你", "了解的'故事", "'新'的'书'")]
    [[3], [], [3], []]
    """
    apostrophe = text.count("'") == 1 and not re.search('["’]', text)
    full_stop = "。" not in text or sum(1 for _ in islice(_DOT.finditer(text), 2)) > 1
    for match in _BEHIND_DE.finditer(text):
        before = text[max(0, match.start() - 31) : match.start()]
        if apostrophe if match[0] == "'" else not (full_stop or _IS.search(before)):
            yield match.start()


def _boxes(text: str) -> Iterator[tuple[int, int]]:
    """Boxes for characters that a font lacked.

    >>> [[*_boxes(text)] for text in ("李□□说", "发■步", "■住宅■商业■绿地", "难度■■□", "□□年")]
    [[(1, 3)], [(1, 2)], [], [], []]
    """
    if not ("□" in text or "■" in text) or is_traditional(text):
        return
    at = 0
    for line in text.splitlines(keepends=True):
        for match in _BOXES.finditer(line):
            yield at + match.start(), at + match.end()
        single = _BOX.search(line)
        if single and len(re.findall("(?<!■)■(?!■)", line)) == 1:
            yield at + single.start(), at + single.end()
        at += len(line)


def _drawn_by_lot(text: str) -> Iterator[int]:
    """Where two characters too many stand before a mark.

    >>> text = "孩子们一如往常地玩耍宴凉,大人们相互唠着家常表悬,和妈妈一样弥锄。"
    >>> [text[at : at + 2] for at in _drawn_by_lot(text)]
    ['宴凉', '表悬', '弥锄']
    """
    at = 0
    lines = []
    for line in text.split("\n"):
        clauses = list(_CLAUSE.finditer(line)) if len(line) > _SHORTEST else []
        found = [at + match.end() - _PAIR for match in clauses if _is_too_long(match[0])]
        if len(found) >= max(_FEWEST, _MANY * len(clauses)):
            lines.append(found)
        at += len(line) + 1
    pairs = {text[place : place + _PAIR] for found in lines for place in found}
    counts = Counter(pair for pair in map("".join, pairwise(text)) if pair in pairs)
    for found in lines:
        if all(counts[text[place : place + _PAIR]] == 1 for place in found):
            yield from found


def _drawn_lines(text: str) -> Iterator[tuple[int, int]]:
    r"""Paragraphs of everyday characters that make no words, between those of a text.

    >>> drawn = "挖之分安瑞牙捕洁菌枪排门封允石顺广久呢停敏东掌象细喷所停凸京貌硬量伟堆"
    >>> drawn += "沉司齿感委银航检霸壤让召飞块典实海需弯库浸腐托刘猛样波代怎类表径促清打"
    >>> drawn += "他并树铜滚跟炭执文诱或保常初汽虑冰刺刺王坐截智池丰恶阀现绿粮至赫茶粗落"
    >>> list(_drawn_lines(f"他说好。\n{drawn}\n")), list(_drawn_lines(drawn))
    ([(5, 110)], [])
    """
    if "。" not in text or _ON_CHARACTERS.search(text):
        return
    for match in _DRAWN_LINE.finditer(text):
        begun = match[0][:_ENOUGH]
        everyday = all(char.encode("gb2312", "replace")[0] in _DRAWN for char in begun)
        if everyday and likelihood(begun) < _NO_CHINESE * len(begun):
            yield match.span()


def _is_too_long(clause: str) -> bool:
    """Whether the last two characters of a clause belong to none of its words."""
    clause = clause[-_PAIR - _BEFORE :]
    rest = clause[:-_PAIR]
    if any(char.encode("gbk", "replace")[0] not in _DRAWN for char in clause[-_PAIR:]):
        return False
    if any(is_word(clause[-size:]) or is_word(clause[-size - 1 : -1]) for size in (2, 3, 4)):
        return False
    ends = (rest[-2:],) not in entries("surnames") and any(
        is_word(rest[-size:]) for size in (2, 3, 4)
    )
    return ends and likelihood(rest) - likelihood(clause) > _LIKELIER
