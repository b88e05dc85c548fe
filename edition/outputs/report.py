"""What a reader sends who finds a passage wrong: all that is known of it, for a person to judge.

Raw readings and changes are far more than the text itself. They stand in one script file a
text, which is asked for only when somebody reports. `docs/assets/javascripts/cite/report.js`
puts them together, and shortens them, visibly, where an address can hold no more. A report goes
to who edits the text: it is written in the text's own script, whichever a reader prefers, and
stands beside the data, which both trees share.

    title       of the report: strings and the names of holes by turns, like `intro`
    intro       where the passage stands, which state of the text this is
    headings    field of a passage → what stands over it
    cut         what stands where something was left out
    passages    id → clean, raw, changes (a line each), flags (a line each), fence, record
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from edition.model import Certainty, Change, Edition, Flag, Passage, Work
from edition.outputs import fetched
from edition.outputs.apparatus import CERTAINTY, KINDS, LINE_END, RULE_TITLES
from edition.outputs.citation import Hole
from edition.pages import Kind, Page, title
from edition.record import Places
from edition.script import Script

_HEADINGS = {"clean": "清本", "raw": "抄本", "changes": "此段的改动", "flags": "标记"}
_FENCE = re.compile("~{3,}")


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → what can be reported of each text."""
    return {f"data/{work.id}.report.js": _script(work) for work in edition.works}


def _script(work: Work) -> str:
    record, places = tuple(work.cleaned.record), Places.of(work.cleaned.record)
    said = {
        "title": [f"{title(work)} ", Hole.ADDRESS, ""],
        "intro": [
            f"问题：\n\n\n- 段落：{title(work)} ",
            Hole.ADDRESS,
            "\n- 地址：",
            Hole.URL,
            f"\n- 版本：{work.version}\n- 校记：",
            "record",
            "\n",
        ],
        "headings": _HEADINGS,
        "cut": "……（以下略去，全文见校记）",
        "passages": {
            passage.id: _passage(work, passage, places, record)
            for passage in work.outline.passages()
        },
    }
    return fetched.script("report", said)


def _passage(
    work: Work, passage: Passage, places: Places, record: Sequence[Change]
) -> dict[str, object]:
    """A passage as the record has it."""
    raw = work.cleaned.source.text
    start, end = places.raw(passage.start, late=True), places.raw(passage.end)
    line = 1 + sum(1 for _ in LINE_END.finditer(raw, 0, start))
    met = [one for one in record if one.start < end and start < one.end]
    flags = [one for one in work.cleaned.flags if one.start <= end and start <= one.end]
    told = {
        "changes": list(changes(met)),
        "flags": [_flag(one, raw) for one in flags],
    }
    everything = "\n".join([work.quote(passage), raw[start:end], *told["changes"], *told["flags"]])
    longest = max((len(one) for one in _FENCE.findall(everything)), default=2)
    page = f"{Page(work, Kind.RECORD).url.rpartition('/')[2]}#l{line}"
    return {
        "clean": work.quote(passage),
        "raw": raw[start:end],
        **told,
        "fence": "~" * (longest + 1),
        "record": page,
    }


def changes(met: Sequence[Change]) -> Iterator[str]:
    """Changes as lines: first those that need a reason, then the mechanical, each sort once.

    >>> change = Change(1, 5, "zhan", "", ("pinyin",), ("why",), Certainty.MECHANICAL)
    >>> list(changes([change, change]))
    ['机械（拼音）“zhan”→“” 2 处']
    """
    counted: Counter[str] = Counter()
    for one in met:
        rules = "、".join(RULE_TITLES[name] for name in one.rules)
        sort = f"{CERTAINTY[one.certainty]}（{rules}）"
        line = f"{sort}“{_flat(one.old)}”→“{_flat(one.new)}”"
        if one.certainty is Certainty.MECHANICAL:
            counted[line] += 1
        else:
            yield f"{line} {'；'.join(one.reasons)}"
    for line, count in counted.items():
        yield f"{line} {count} 处" if count > 1 else line


def _flag(one: Flag, raw: str) -> str:
    venture = f"；推测“{one.conjecture}”" if one.conjecture else ""
    return f"{KINDS[one.kind]}“{_flat(raw[one.start : one.end])}” {one.note}{venture}"


def _flat(words: str) -> str:
    return LINE_END.sub("⏎", words)
