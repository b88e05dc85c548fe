"""Pages that are no longer there: each leads to where its words are now.

A published page can vanish: what was a heading is found to be none, a text is withdrawn. In its
place stands a page of plain HTML that needs no server. A script takes whoever followed a
passage's address to the passage; without one the page's own section is opened.
"""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup

from edition.model import Edition, Moved
from edition.outputs.markup import environment
from edition.pages import page_of, relative, title
from edition.script import Script

_OF_A_TEXT = ("index", "whole", "record")


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → HTML."""
    works = {work.id: work for work in edition.works}
    stand = {work.id: {one.name for one in work.outline.walk()} for work in edition.works}
    gone: dict[str, list[Moved]] = defaultdict(list)
    for moved in edition.moved:
        text = moved.old.text
        for name in {moved.page} if text in works else {moved.page, *_OF_A_TEXT}:
            if name not in stand.get(text, ()):
                gone[f"texts/{text}/{name}.html"].append(moved)
    template = environment(script).get_template("moved.html.j2")
    made = {}
    for path, places in gone.items():
        name = path.rpartition("/")[2].removesuffix(".html")
        ways = []
        for moved in places:
            if moved.new is None:
                ways.append((moved, "", Markup("")))
                continue
            there = page_of(works[moved.new.text], moved.new.passage)
            link = relative(there.url, path) + (f"#{moved.new.passage}" * bool(moved.new.passage))
            ways.append((moved, f"{title(there.work)} {there.title}", Markup(link)))
        own = "" if name in _OF_A_TEXT else f"s{name}"
        ways.sort(key=lambda way: way[0].old.passage != own)  # the page's own first
        made[path] = template.render(lang=str(script), ways=ways)
    return made
