"""How a text, a section or a passage is cited: four formats, with holes for the reader to fill.

The day of a visit and the address under which a page stands are no matter of the build.
A citation is therefore a row of pieces, strings and named holes; the page's script fills the
holes and knows nothing else. What the edition itself says is escaped here, in each format's
own way.

    GB/T 7714   GB/T 7714-2015, a part of an electronic resource: [EB/OL], the edition after
                `//`, version, place, date in ( ), day of the visit in [ ]. What is not in the
                source stands in [ ], as the standard has it for supplied data
    BibTeX      @online; `note` says what is editorial or inferred
    CSL-JSON    `webpage`; an inferred date is `circa`, `note` says the rest
    plain       a Chinese sentence
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from edition.dates import chinese, iso, parts
from edition.model import Metadata, Work
from edition.outputs.facts import CALLED
from edition.outputs.markup import protect, speaker
from edition.pages import in_title_marks, title
from edition.script import Script, convert, is_traditional

_LATEX = {
    **{mark: f"\\{mark}" for mark in "&%$#_"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped ones too
    "}": r"\textbraceright{}",
}
_NAMES = {
    "title": "题目",
    **{field: CALLED[field] for field in ("author", "date", "source")},
    "source_url": "来源的网址",
}
"""What a citation says of what a sidecar says, and as what."""


class Part(StrEnum):
    """What is cited."""

    TEXT = "text"
    SECTION = "section"
    PASSAGE = "passage"


_PARTS = {Part.TEXT: "", Part.SECTION: "节", Part.PASSAGE: "段"}


class Hole(StrEnum):
    """What is filled in where a citation is copied."""

    ADDRESS = "address"
    """`1-2-3`: of a passage or section, in its text."""
    URL = "url"
    DAY = "day"
    """Of the visit: 2026-07-01."""
    YEAR = "year"
    MONTH = "month"
    DATE = "date"


_SHOWN = {
    Hole.URL: "此页网址",
    Hole.DAY: "查阅日期",
    Hole.YEAR: "年",
    Hole.MONTH: "月",
    Hole.DATE: "日",
}
"""What stands in a hole that nobody filled."""

Citation = tuple[str, ...]
"""Strings and the names of holes by turns, a string first and last."""


@dataclass(frozen=True)
class Cited:
    """A text as citations speak of it, in the script of the pages."""

    key: str
    """The text's id."""
    title: str
    called: str
    """The title as the site shows it: one of ours stands in brackets."""
    author: str
    date: str
    source: str
    url: str
    """Of the copy that was edited."""
    edition: str
    version: str
    language: str
    editorial: bool
    """The title is ours."""
    inferred: frozenset[str]
    """Fields the source does not state."""
    state: str
    """In which script the text stands, and how it came to."""
    remarks: tuple[str, ...]
    """What is editorial or inferred, in words."""
    part: Part


def citations(name: str, work: Work, script: Script, part: Part) -> dict[str, Citation]:
    """Format → citation of a text of the edition of this name, or of a part of it.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> work = edit(of_string("一、甲\\n乙。", "a", Metadata(title="甲", date="2024-09-03")))
    >>> made = citations("书", work, Script.HANS, Part.PASSAGE)
    >>> "".join(made["gbt"])
    '甲[EB/OL]//书: 简体清本. 版本 514cbb216992: address(2024-09-03)[day]. url.'
    """
    say = speaker(script)
    cited = _cited(name, work, part, say, script)
    return {format.name: format.write(cited, say) for format in FORMATS}


def shown(citation: Citation, script: Script) -> Markup:
    """A citation as a page has it: what stands in its holes, a script or a reader replaces."""
    out = Markup("")
    for number, piece in enumerate(citation):
        if number % 2:
            words = protect(convert(_SHOWN[Hole(piece)], script))
            out += Markup('<span class="hole" data-hole="{}">{}</span>').format(piece, words)
        else:
            out += Markup("&#10;").join(map(protect, piece.split("\n")))
    return out


def inferences(meta: Metadata) -> Iterator[str]:
    """What of a text's description is editorial or inferred, a clause each."""
    if meta.title_editorial:
        yield "题目为编者所拟"
    for field, why in meta.inferred:
        if field in _NAMES and not (field == "title" and meta.title_editorial):
            yield f"{_NAMES[field]}据{why}推定"


def _cited(name: str, work: Work, part: Part, say: Callable[[str], str], script: Script) -> Cited:
    meta = work.meta
    kept = is_traditional(work.cleaned.text)
    state = "清本照原文用繁体" if kept else "简体清本"
    if script is Script.HANT and not kept:
        state = "繁体，由简体清本转成"
    return Cited(
        key=work.id,
        title=say(work.title),
        called=say(title(work)),
        author=say(meta.author),
        date=say(meta.date),
        source=say(meta.source),
        url=meta.source_url,
        edition=say(name),
        version=work.version,
        language=str(Script.HANT if kept else script),
        editorial=meta.title_editorial,
        inferred=frozenset(field for field, _ in meta.inferred),
        state=say(state),
        remarks=tuple(map(say, inferences(meta))),
        part=part,
    )


def _copied(cited: Cited, say: Callable[[str], str]) -> str:
    """Where the text was copied from; nothing where nobody knows."""
    url = f"（{cited.url}）" if cited.source and cited.url else cited.url
    return say("抄自") + cited.source + url if cited.source or url else ""


def _note(cited: Cited, say: Callable[[str], str]) -> str:
    clauses = [cited.state, *cited.remarks, _copied(cited, say)]
    return "；".join(clause for clause in clauses if clause)


def _place(cited: Cited, before: str, after: str) -> list[str]:
    """The address between two strings; nothing for a whole text."""
    return [before, Hole.ADDRESS, after] if cited.part is not Part.TEXT else [""]


def _row(*parts: str | list[str]) -> Citation:
    """Pieces put together: each part is a string, or a row that begins and ends with one."""
    row = [""]
    for part in parts:
        first, *rest = [part] if isinstance(part, str) else part
        row[-1] += first
        row += rest
    return tuple(row)


def _gbt(cited: Cited, say: Callable[[str], str]) -> Citation:
    def supplied(words: str, is_ours: bool) -> str:
        return f"[{words}]" if words and is_ours else words

    author = supplied(cited.author, "author" in cited.inferred)
    named = supplied(cited.title, cited.editorial or "title" in cited.inferred)
    date = supplied(iso(cited.date) or cited.date, "date" in cited.inferred)
    guess = {field: f"({say('推定')})" if field in cited.inferred else "" for field in _NAMES}
    copy = [
        words
        for words in (
            cited.source and cited.source + guess["source"],
            cited.url and cited.url + guess["source_url"],
        )
        if words
    ]
    return _row(
        f"{author}. " if author else "",
        named,
        f": [{say('抄自')}{', '.join(copy)}]" if copy else "",
        f"[EB/OL]//{cited.edition}: {cited.state}. {say('版本')} {cited.version}",
        _place(cited, ": ", "") if cited.part is not Part.TEXT else ". " if date else "",
        f"({date})" if date else "",
        ["[", Hole.DAY, "]. ", Hole.URL, "."],
    )


def _bibtex(cited: Cited, say: Callable[[str], str]) -> Citation:
    def field(name: str, *value: str) -> list[str]:
        return [f",\n  {name} = {{{value[0]}", *value[1:-1], f"{value[-1]}}}"]

    def said(name: str, words: str) -> str:
        return f",\n  {name} = {{{{{_latex(words)}}}}}" if words else ""

    unit = say(_PARTS[cited.part])
    undated = f"；{say('日期')}：{cited.date}" if cited.date and not iso(cited.date) else ""
    return _row(
        f"@online{{{cited.key}",
        _place(cited, "-", ""),
        said("author", cited.author),
        said("title", cited.called),
        _place(cited, f",\n  titleaddon = {{{{{say('第')} ", f" {unit}}}}}"),
        f",\n  date = {{{iso(cited.date)}}}" if iso(cited.date) else "",
        said("organization", cited.edition),
        f",\n  version = {{{cited.version}}}",
        [",\n  url = {", Hole.URL, "},\n  urldate = {", Hole.DAY, "}"],
        ",\n  language = {chinese}",
        said("note", _note(cited, say) + undated),
        "\n}",
    )


def _latex(words: str) -> str:
    """Words as LaTeX reads them, with braces that BibTeX can count.

    >>> print(_latex("50% {a}"))
    50\\% \\textbraceleft{}a\\textbraceright{}
    """
    return "".join(_LATEX.get(char, char) for char in " ".join(words.split()))


def _csl(cited: Cited, say: Callable[[str], str]) -> Citation:
    def line(name: str, value: object) -> str:
        return f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)},\n"

    date = parts(cited.date)
    issued: dict[str, object] = {"date-parts": [date]} if date else {"literal": cited.date}
    if "date" in cited.inferred:
        issued["circa"] = True
    return _row(
        f'[{{\n  "id": "{cited.key}',
        _place(cited, "-", ""),
        '",\n  "type": "webpage",\n',
        line("language", cited.language),
        line("author", [{"literal": cited.author}]) if cited.author else "",
        line("title", cited.called),
        line("container-title", cited.edition),
        line("issued", issued) if cited.date else "",
        line("version", cited.version),
        _place(cited, '  "section": "', '",\n'),
        line("source", cited.source) if cited.source else "",
        line("note", _note(cited, say)),
        ['  "URL": "', Hole.URL, '",\n  "accessed": {"date-parts": [['],
        ["", Hole.YEAR, ", ", Hole.MONTH, ", ", Hole.DATE, "]]}\n}]"],
    )


def _plain(cited: Cited, say: Callable[[str], str]) -> Citation:
    named = cited.called if cited.editorial else in_title_marks(cited.title)
    date = f"（{chinese(cited.date)}）" if cited.date else ""
    return _row(
        f"{cited.author}{named}{date}，{say('载')}{in_title_marks(cited.edition)}，",
        f"{say('版本')} {cited.version}，",
        _place(cited, f"{say('第')} ", f" {say(_PARTS[cited.part])}，"),
        ["", Hole.URL, " ，", Hole.DAY, f" {say('查阅')}。{_note(cited, say)}。"],
    )


@dataclass(frozen=True)
class Format:
    """A way to write a citation."""

    name: str
    label: str
    """What readers call it."""
    write: Callable[[Cited, Callable[[str], str]], Citation]


FORMATS = (
    Format("gbt", "GB/T 7714", _gbt),
    Format("bibtex", "BibTeX", _bibtex),
    Format("csl", "CSL-JSON", _csl),
    Format("plain", "文字", _plain),
)


def labels(script: Script) -> Mapping[str, str]:
    """Format → what readers call it."""
    return {format.name: convert(format.label, script) for format in FORMATS}
