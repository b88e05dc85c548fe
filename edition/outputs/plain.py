"""Each text as plain text, to be read anywhere: data/<id>.zh-Hans.txt and <id>.zh-Hant.txt.

Not the clean text, which holds nothing of ours: here stand the title, what is known
of the source, a number wherever a reader must be told of something, and the notes at
the end. What is ours is in 〔brackets〕. Each paragraph is one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from edition.model import Change, Edition, FlagKind, Heading, Passage, Work
from edition.outputs.apparatus import Entry, entries, within
from edition.outputs.facts import facts
from edition.outputs.markup import environment, speaker
from edition.pages import name, title
from edition.script import Script

_LINE = "\u2014" * 12
_BLANKS = re.compile(r"\n{3,}")


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → text: both scripts beside each other, like all data."""
    return {
        f"data/{work.id}.{one}.txt": _BLANKS.sub(
            "\n\n", "\n".join([*_lines(edition, work, one), ""])
        )
        for work in edition.works
        for one in Script
    }


def _lines(edition: Edition, work: Work, script: Script) -> Iterator[str]:
    say = speaker(script)

    def set_out(place: Heading | Passage) -> str:
        return _marked(say(work.cleaned.text[place.start : place.end]), place, found, say)

    found = entries(work)
    own = None if work.meta.title else work.outline.title
    yield set_out(own) if own else say(title(work))
    yield ""
    yield from map(say, _about(work))
    yield say(f"据《{edition.name}》。〔〕里的字是校读者所加\uff0c校记在文末。")
    yield _LINE
    for section in work.outline.walk():
        if not section.runs_in:
            heading = section.heading
            yield f"\n{set_out(heading) if heading else say(name(section))}\n"
        yield from map(set_out, section.passages)
    if found:
        yield f"{_LINE}\n{say('校记')}\n"
        account = environment(script).get_template("_blocks.md.j2").module.account  # type: ignore[attr-defined]
        for entry in found:
            yield f"{entry.number}. {account(entry).striptags()}"


def _about(work: Work) -> Iterator[str]:
    """What is known of a text, a line each."""
    told = facts(work)
    if told.on_title:
        yield f"{told.on_title}。"
    for field, words in told.called.items():
        if told.said[field]:
            why = told.inferred.get(field)
            yield f"{words}\uff1a{told.said[field]}" + (
                f"\uff08推定\uff1a{why}\uff09" if why else ""
            )


def _marked(
    text: str, place: Heading | Passage, found: Sequence[Entry], say: Callable[[str], str]
) -> str:
    """The text of a place with a number after the word that each entry is about."""
    out, at = [], 0
    met = within(place, found)
    for entry, following in zip_longest(met, met[1:]):
        limit = min(place.end, following.start if following else place.end)
        end = max(at, min(entry.end + len(entry.after), limit) - place.start)
        kind = "" if isinstance(entry.what, Change) else entry.label
        if entry.style == FlagKind.GAP:
            kind = entry.reason
        words = say(f"{kind} 校" if kind else "校")
        out += [text[at:end], f"〔{words}{entry.number}〕"]
        at = end
    return "".join([*out, text[at:]])
