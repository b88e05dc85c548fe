"""What a reader sends who finds a passage wrong: all that is known of it, for a person to judge.

Raw readings and changes are far more than the text itself. They stand in one script file a
text, which is asked for only when somebody reports. `docs/assets/javascripts/cite/report.js`
puts them together, and shortens them, visibly, where an address can hold no more.

    title       of the report: strings and the names of holes by turns, like `intro`
    intro       where the passage stands, which state of the text this is
    headings    field of a passage → what stands over it
    cut         what stands where something was left out
    passages    id → clean, raw, changes (a line each), flags (a line each), fence, record
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from edition.model import Certainty, Change, Edition, Flag, Passage, Work
from edition.outputs.apparatus import CERTAINTY, KINDS, LINE_END, RULE_TITLES
from edition.outputs.citation import Hole
from edition.pages import Kind, Page, beside, title
from edition.record import Places
from edition.script import Script, convert

_HEADINGS = {"clean": "清本", "raw": "抄本", "changes": "此段的改动", "flags": "标记"}
_FENCE = re.compile("~{3,}")


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → what can be reported of each text."""
    return {beside(work, "report.js"): _script(work, script) for work in edition.works}


def _script(work: Work, script: Script) -> str:
    def say(words: str) -> str:
        return convert(words, script)

    said = {
        "title": [f"{say(title(work))} ", Hole.ADDRESS, ""],
        "intro": [
            f"{say('问题')}：\n\n\n- {say('段落')}：{say(title(work))} ",
            Hole.ADDRESS,
            f"\n- {say('地址')}：",
            Hole.URL,
            f"\n- {say('版本')}：{work.version}\n- {say('校记')}：",
            "record",
            "\n",
        ],
        "headings": {field: say(words) for field, words in _HEADINGS.items()},
        "cut": say("……（以下略去，全文见校记）"),
        "passages": {
            passage.id: _passage(work, passage, script) for passage in work.outline.passages()
        },
    }
    made = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return f"var __report={made}\n"


def _passage(work: Work, passage: Passage, script: Script) -> dict[str, object]:
    """A passage as the record has it. Readings are never converted, whatever script is read."""
    raw, places = work.cleaned.source.text, Places(work.cleaned.record)
    start, end = places.raw(passage.start, late=True), places.raw(passage.end)
    line = 1 + sum(1 for _ in LINE_END.finditer(raw, 0, start))
    met = [one for one in work.cleaned.record if one.start < end and start < one.end]
    flags = [one for one in work.cleaned.flags if one.start <= end and start <= one.end]
    told = {
        "changes": list(changes(met, script)),
        "flags": [_flag(one, raw, script) for one in flags],
    }
    everything = "\n".join([work.quote(passage), raw[start:end], *told["changes"], *told["flags"]])
    longest = max((len(one) for one in _FENCE.findall(everything)), default=2)
    record = f"{Page(work, Kind.RECORD).url.rpartition('/')[2]}#l{line}"
    return {
        "clean": work.quote(passage),
        "raw": raw[start:end],
        **told,
        "fence": "~" * (longest + 1),
        "record": record,
    }


def changes(met: Sequence[Change], script: Script) -> Iterator[str]:
    """Changes as lines: first those that need a reason, then the mechanical, each sort once.

    >>> change = Change(1, 5, "zhan", "", ("pinyin",), ("why",), Certainty.MECHANICAL)
    >>> list(changes([change, change], Script.HANS))
    ['机械（拼音）“zhan”→“” 2 处']
    """
    counted: Counter[str] = Counter()
    for one in met:
        rules = "、".join(RULE_TITLES[name] for name in one.rules)
        sort = convert(f"{CERTAINTY[one.certainty]}（{rules}）", script)
        line = f"{sort}“{_flat(one.old)}”→“{_flat(one.new)}”"
        if one.certainty is Certainty.MECHANICAL:
            counted[line] += 1
        else:
            yield f"{line} {convert('；'.join(one.reasons), script)}"
    unit = convert("处", script)
    for line, count in counted.items():
        yield f"{line} {count} {unit}" if count > 1 else line


def _flag(one: Flag, raw: str, script: Script) -> str:
    kind, note = convert(KINDS[one.kind], script), convert(one.note, script)
    venture = f"；{convert('推测', script)}“{one.conjecture}”" if one.conjecture else ""
    return f"{kind}“{_flat(raw[one.start : one.end])}” {note}{venture}"


def _flat(words: str) -> str:
    return LINE_END.sub("⏎", words)
