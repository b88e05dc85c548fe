"""What a page says of itself to those who do not read it: search engines, catalogues, messengers.

A page has a title and a description of its own, and says of its text, as JSON-LD in the words of
schema.org, what the sidecar says. What is inferred or ours is not said as plain fact: an inferred
author, date or source is no `author`, `datePublished` or `isBasedOn`, but a sentence of the
`description`, marked as there on the page; an inferred source's address is no more than
mentioned. Nobody gave a licence that a sidecar can name: there is no `license`, and the words
on rights are a `copyrightNotice`; where there are none, that says so.

All of it stands in a page's front matter. Where the site stands is not known here: addresses
begin with `<site>` (the root) or `<tree>` (the script's folder), which overrides/base.html
replaces. Words can never be taken for them: their `<` is written `\\u003c`, so that a title
that holds `</script>` ends nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from edition.dates import iso
from edition.model import Edition, Section, Work
from edition.outputs.facts import CALLED, Facts, facts
from edition.outputs.markup import protect
from edition.pages import HOME, Kind, Page, in_title_marks, name, names, share, title, titles, url
from edition.script import Script, convert

_UNSAFE = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What would end a script, or cannot stand in YAML."""
_FORMATS = {
    "txt": "text/plain",
    "zh-Hans.txt": "text/plain",
    "zh-Hant.txt": "text/plain",
    "tei.xml": "application/tei+xml",
    "json": "application/json",
    "changes.jsonl": "application/jsonl",
}
"""Suffix of a text's data → its media type."""
_RECORD = "changes.jsonl"
_NOTICE = "权利与许可均未载明"
_STATED = ("author", "date", "source")
"""What may be inferred, and is then no more than told."""
_INNER = str.maketrans("“”", "‘’")


class FrontMatter:
    """What the pages of an edition say of themselves in a script."""

    def __init__(self, edition: Edition, script: Script) -> None:
        self._edition = edition
        self._script = script
        self._facts = {work.id: facts(work) for work in edition.works}
        self._names = {work.id: names(work) for work in edition.works}
        self.titles = titles(edition.works)

    def home(self) -> Markup:
        """The front matter of the title page."""
        description = self._say(self._edition.description)
        listed = [
            {
                "@type": "CreativeWork",
                "@id": _text(work),
                "name": self._say(self.titles[work.id]),
                "url": _address(Page(work, Kind.OVERVIEW).path),
            }
            for work in self._edition.works
            if not work.meta.noindex
        ]
        said = {
            "@context": "https://schema.org",
            "@type": ["WebSite", "Collection"],
            "@id": _EDITION,
            "url": _address(HOME),
            "name": self._say(self._edition.name),
            "description": description,
            "inLanguage": str(self._script),
            "version": self._edition.version,
            "hasPart": listed,
        }
        about = {key: value for key, value in said.items() if value}
        return _front(description=description, about=about)

    def of(self, page: Page, teaser: str = "") -> Markup:
        """The front matter of a text's page; `teaser` is what a section's begins with."""
        work = page.work
        return _front(
            description=self._described(page, teaser),
            called=self._called(page),
            text=self._say(self.titles[work.id]) if self.titles[work.id] != title(work) else "",
            robots=Markup("noindex" if work.meta.noindex else ""),
            script=Markup(Script.HANT if page.is_traditional else ""),
            image=Markup("" if work.meta.noindex else share(self._script, work)),
            about={
                "@context": "https://schema.org",
                "@graph": [self._node(page), self._crumbs(page)],
            },
        )

    def facing(self, one: tuple[Work, Section], other: Work, links: int) -> tuple[str, str, str]:
        """Title of a page of a section beside another text, what it is part of, description."""
        work, section = one
        head = self._names[work.id][section.id]
        texts = self.titles[work.id], self.titles[other.id]
        called = ("对读\uff1a", head, " · ", texts[1])
        told = f"并排对读\uff0c互见 {links} 处\uff0c共用的字句都标出来。"
        said = (self._quoted(work) + _in_quotes(head), "与", self._quoted(other), told)
        return self._say(*called), self._say(texts[0], " · ", texts[1]), self._say(*said)

    def _say(self, *parts: str) -> str:
        """Each by itself: one that is Traditional already leaves the others to be converted."""
        return "".join(convert(part, self._script) for part in parts)

    def _called(self, page: Page) -> str:
        """What a page's title has to say where its heading does not tell it from others."""
        if page.section:
            called = self._names[page.work.id][page.section.id]
            return self._say(called) if called != page.title else ""
        called = self.titles[page.work.id]
        return self._say(called) if page.kind is Kind.OVERVIEW and called != page.title else ""

    def _quoted(self, work: Work) -> str:
        """A title as running text has it; one of ours keeps its brackets."""
        called = self.titles[work.id]
        return called if work.meta.title_editorial else in_title_marks(called)

    def _described(self, page: Page, teaser: str) -> str:
        work, found = page.work, self._facts[page.work.id]
        quoted = self._quoted(work)
        if page.section:
            head = _in_quotes(self._names[work.id][page.section.id])
            return self._say(quoted, head, "\uff1a" if teaser else "一节。", teaser)
        if page.kind is Kind.WHOLE:
            broken = "抄本残缺。" if found.gaps else ""
            return self._say(quoted, f"全文\uff0c{found.han} 字\uff0c校改之处随文有注。", broken)
        if page.kind is Kind.RECORD:
            words = (
                f"校记\uff1a{found.changes} 处校改\uff0c逐条有理由与把握\uff0c抄本与清本逐行对照。"
            )
            return self._say(quoted, words)
        known = [
            words + "\uff08推定\uff09" * (field in found.inferred)
            for field in _STATED
            if (words := found.said[field])
        ]
        return self._say(
            quoted,
            "的来历与目次\uff1a",
            *(f"{one}\uff0c" for one in known),
            f"{found.han} 字\uff0c校改 {found.changes} 处。",
        )

    def _node(self, page: Page) -> dict[str, Any]:
        """What a page shows, as schema.org calls it."""
        work = page.work
        node: dict[str, Any] = {"@type": "CreativeWork", "@id": _address(page.path)}
        if page.kind in (Kind.OVERVIEW, Kind.WHOLE):
            return self._text(page)
        if page.kind is Kind.RECORD:
            called = self._say(self._quoted(work), page.title)
            return node | {
                "name": called,
                "inLanguage": str(self._script),
                "version": work.version,
                "about": {"@id": _text(work)},
                "isPartOf": {"@id": _EDITION},
                "encoding": [_media(work, _RECORD)],
            }
        return node | {
            "name": self._say(page.title),
            "inLanguage": self._language(page),
            "version": work.version,
            "isPartOf": {"@id": _text(work)},
        }

    def _text(self, page: Page) -> dict[str, Any]:
        """A text with all that is known of it: the same on its overview and its whole."""
        work, found = page.work, self._facts[page.work.id]
        node = {
            "@type": "CreativeWork",
            "@id": _text(work),
            "url": _address(Page(work, Kind.OVERVIEW).path),
            "name": self._say(self.titles[work.id]),
            "inLanguage": self._language(page),
            "version": work.version,
            "isPartOf": {"@id": _EDITION},
            **self._known(found),
            "encoding": [_media(work, suffix) for suffix in _FORMATS],
        }
        return {key: value for key, value in node.items() if value}

    def _known(self, found: Facts) -> dict[str, Any]:
        """What the sidecar says, as fact or as what it is."""
        meta, inferred = found.meta, found.inferred
        plain = {
            field: self._say(found.said[field]) if field not in inferred else ""
            for field in ("author", "source", "source_url", "rights")
        }
        based: dict[str, Any] = {"@type": "CreativeWork"}
        if plain["source"]:
            based["description"] = plain["source"]
        if plain["source_url"]:
            based |= {"@type": "WebPage", "url": meta.source_url}
        mentioned: dict[str, Any] = {}
        if meta.source_url and "source_url" in inferred:
            why = self._say("推定的来源\uff1a", inferred["source_url"])
            mentioned = {"@type": "WebPage", "url": meta.source_url, "description": why}
        date = iso(meta.date)
        return {
            "author": plain["author"],
            "datePublished": date if "date" not in inferred else "",
            "isBasedOn": based if len(based) > 1 else None,
            "mentions": mentioned,
            "description": "".join(map(self._say, _caveats(found))),
            "copyrightNotice": self._say(*_notice(found)),
            "usageInfo": _address("about.md"),
        }

    def _language(self, page: Page) -> str:
        return str(Script.HANT if page.is_traditional else self._script)

    def _crumbs(self, page: Page) -> dict[str, Any]:
        """The way from the title page to here."""
        work = page.work
        way = [(self._edition.name, HOME), (self.titles[work.id], Page(work, Kind.OVERVIEW).path)]
        if page.section:
            path = page.section.path
            trail = [one for one in work.outline.walk() if one.path == path[: len(one.path)]]
            way += [(name(one), Page(work, Kind.SECTION, one).path) for one in trail]
        if page.kind in (Kind.WHOLE, Kind.RECORD):
            way.append((page.title, page.path))
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": self._say(words)}
                | ({"item": _address(path)} if path != page.path else {})
                for number, (words, path) in enumerate(way, 1)
            ],
        }


def _caveats(found: Facts) -> Iterable[str]:
    """What must not be said as plain fact, and what no field of schema.org can hold."""
    if found.on_title:
        yield f"{found.on_title}。"
    for field in _STATED:
        said = f"{CALLED[field]}\uff1a{found.said[field]}"
        if field in found.inferred:
            yield f"{said}\uff08推定\uff1a{found.inferred[field]}\uff09。"
        elif field == "date" and found.said[field] and not iso(found.meta.date):
            yield f"{said}。"
    if found.meta.witnesses:
        yield f"底本\uff1a{found.meta.witnesses}。"
    if found.mirror:
        yield "抄本为机器转成的繁体\uff0c已还原为简体。"
    for place in found.gaps:
        yield f"抄本至{_in_quotes(place)}中断。"


def _notice(found: Facts) -> Iterable[str]:
    yield found.meta.rights or _NOTICE
    if "rights" in found.inferred and found.meta.rights:
        yield f"\uff08推定\uff1a{found.inferred['rights']}\uff09"


def _in_quotes(heading: str) -> str:
    return heading if heading.startswith("〔") else f"“{heading.translate(_INNER)}”"


def _address(path: str) -> Markup:
    return Markup(f"<tree>/{url(path)}")


_EDITION = _address(HOME) + "#edition"


def _text(work: Work) -> Markup:
    """The name of a text, whichever of its pages speaks."""
    return _address(Page(work, Kind.OVERVIEW).path) + "#text"


def _media(work: Work, suffix: str) -> dict[str, Any]:
    return {
        "@type": "MediaObject",
        "contentUrl": Markup(f"<site>/data/{work.id}.{suffix}"),
        "encodingFormat": _FORMATS[suffix],
    }


def _front(about: object, **said: str) -> Markup:
    """Lines of front matter: words are quoted, mark-up is not; nothing of what is not said."""
    lines = [
        f"{key}: {words}" if isinstance(words, Markup) else f'{key}: "{protect(words)}"'
        for key, words in said.items()
        if words
    ]
    return Markup("\n".join([*lines, "about: |", f"  {written(about)}"]))


def written(said: object) -> str:
    """JSON on one line that can stand in a page and in YAML; an address keeps its `<`.

    >>> print(written({"name": "</script>", "url": Markup("<tree>/a.html")}))
    {"name":"\\u003c/script\\u003e","url":"<tree>/a.html"}
    """
    if isinstance(said, Mapping):
        return (
            "{" + ",".join(f"{written(key)}:{written(value)}" for key, value in said.items()) + "}"
        )
    if isinstance(said, list):
        return "[" + ",".join(map(written, said)) + "]"
    if isinstance(said, Markup):
        return f'"{said}"'
    return _UNSAFE.sub(lambda one: f"\\u{ord(one[0]):04x}", json.dumps(said, ensure_ascii=False))
