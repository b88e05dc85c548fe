"""Each text in TEI P5, with its apparatus: data/<id>.tei.xml.

The text of the paragraphs is the clean text. What a reader must be told of stands
in it with the source's reading beside ours: `choice` where one reading is possible,
`app` where there were several. Nothing but `lem`, `corr` and what stands outside of
both is text: a conjecture is a `rdg`, and what is doubted stays as the source has it.
The thousands of mechanical changes would bury the text; they are in the record, by
which the raw file can be rebuilt.

The layout is `templates/tei.xml.j2`. Like all data it is the same in both trees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from urllib.parse import quote

from markupsafe import Markup

from edition.clean import CORRECTION
from edition.model import (
    Certainty,
    Change,
    Edition,
    End,
    Flag,
    FlagKind,
    Heading,
    Link,
    Passage,
    Work,
)
from edition.outputs.apparatus import RULE_TITLES, Entry, entries, within
from edition.outputs.facts import facts
from edition.outputs.markup import Span, environment, interleave, protect, xml
from edition.pages import title
from edition.script import Script, is_traditional

_CERT = {Certainty.UNIQUE: "high", Certainty.PROBABLE: "medium"}
"""Our scale in TEI's words; a conjecture is always `low`."""
_ELEMENTS = {
    FlagKind.DOUBT: "sic",
    FlagKind.DAMAGE: "unclear",
    FlagKind.PLACEHOLDER: "seg",
}
"""What marks a place that was left alone."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → XML."""
    return {f"data/{work.id}.tei.xml": _Document(edition, work).xml() for work in edition.works}


class _Document:
    """One text; remembers which entries have been met."""

    def __init__(self, edition: Edition, work: Work) -> None:
        self._edition = edition
        self._work = work
        self._entries = entries(work)
        self._met: set[int] = set()
        self._raw_lang = Markup("")
        if is_traditional(work.cleaned.source.text):
            self._raw_lang = Markup(' xml:lang="zh-Hant"')

    def xml(self) -> str:
        """The whole file."""
        work = self._work
        source, meta = work.cleaned.source, work.meta
        return xml(
            environment(Script.HANS)
            .get_template("tei.xml.j2")
            .render(
                edition=self._edition,
                id=work.id,
                title=title(work),
                facts=facts(work),
                source=source,
                raw_sum=Markup(sha256(source.bytes).hexdigest()),
                clean_sum=Markup(sha256(work.cleaned.text.encode()).hexdigest()),
                address=quote(meta.source_url, safe=_IN_ADDRESSES),
                day=meta.date if _DAY.fullmatch(meta.date) else "",
                rules=RULE_TITLES,
                links=[(link, self._ends(link)) for link in self._links()],
                lang=Script.HANT if is_traditional(work.cleaned.text) else Script.HANS,
                outline=work.outline,
                within=self._within,
                entries=self._entries,
            )
        )

    def _links(self) -> Iterator[Link]:
        for link in self._edition.links:
            if self._work.id in (link.source.text, link.target.text):
                yield link

    def _ends(self, link: Link) -> str:
        """Both ends of a link as TEI points to them, ours first."""
        ends = sorted((link.source, link.target), key=lambda end: end.text != self._work.id)
        return " ".join(map(self._pointer, ends))

    def _pointer(self, end: End) -> str:
        file = "" if end.text == self._work.id else f"{end.text}.tei.xml"
        return f"{file}#{end.passage}"

    def _within(self, place: Heading | Passage) -> Markup:
        """A heading or a passage with all that is known of it."""
        head = place.head if isinstance(place, Passage) else None
        middle = head.end if head else place.start
        met = within(place, self._entries)
        middle = min([middle, *(one.start for one in met if one.start < middle < one.end)])
        text = self._work.cleaned.text
        opening, rest = (
            interleave(text[start:end], start, end, list(self._spans(met, start, end)), start)
            for start, end in ((place.start, middle), (middle, place.end))
        )
        return Markup("<label>{}</label>").format(opening) + rest if head else rest

    def _spans(self, met: Iterable[Entry], start: int, end: int) -> Iterator[Span]:
        """The elements around what of the entries stands in `start:end`.

        Of an entry that meets several places the first has its name and the source's reading, the
        others point to that.
        """
        for entry in met:
            first, last = max(entry.start, start), min(entry.end, end)
            empty = entry.start == entry.end
            begins = entry.number not in self._met
            if first > last or (first == last and not (empty and begins)):
                continue
            self._met.add(entry.number)
            if not begins:
                before, after = Markup('<seg corresp="#{}">').format(entry.anchor), Markup("</seg>")
            elif isinstance(entry.what, Change):
                before, after = self._change(entry, entry.what)
            else:
                before, after = self._flag(entry, entry.what)
            yield Span(first, last, before, after)

    def _change(self, entry: Entry, change: Change) -> tuple[Markup, Markup]:
        made = Markup('cert="{}" resp="#{}" ana="{}"').format(
            Markup(_CERT[change.certainty]),
            Markup("editor" if CORRECTION in change.rules else "rules"),
            Markup(" ".join(f"#rule-{rule}" for rule in change.rules)),
        )
        name, raw = _name(entry), protect(entry.raw)
        if change.evidence and change.evidence.runner_up:
            before = Markup("<app {}><lem {}>").format(name, made)
            after = Markup('</lem><rdg wit="#raw"{}>{}</rdg>').format(self._raw_lang, raw)
            other = Markup('<rdg type="runner-up" cert="low" resp="#rules"{}>{}</rdg>')
            after += other.format(self._raw_lang, protect(change.evidence.runner_up))
            return before, after + Markup("</app>")
        before = Markup("<choice {}><sic{}>{}</sic><corr {}>").format(
            name, self._raw_lang, raw, made
        )
        return before, Markup("</corr></choice>")

    def _flag(self, entry: Entry, flag: Flag) -> tuple[Markup, Markup]:
        name = _name(entry)
        if flag.kind is FlagKind.GAP:
            gap = Markup('<gap {} reason="lost" extent="unknown"><desc>{}</desc></gap>')
            return gap.format(name, protect(flag.note)), Markup("")
        if flag.conjecture:
            rdg = Markup('</lem><rdg type="conjecture" cert="low" resp="#editor">{}</rdg></app>')
            return Markup("<app {}><lem>").format(name), rdg.format(protect(flag.conjecture))
        element = Markup(_ELEMENTS[flag.kind])
        before = Markup('<{} {} type="{}">').format(element, name, Markup(flag.kind.value))
        return before, Markup("</{}>").format(element)


def _name(entry: Entry) -> Markup:
    return Markup('xml:id="{}"').format(entry.anchor)
