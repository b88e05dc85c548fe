"""What opens at a passage's end: the ways to cite it, to copy it and to say that it is wrong.

All of it, words and citations, stands in one script file a text, which the page asks for when
a reader does: `docs/assets/javascripts/cite/` shows it. A page without scripts has a plain link.

    text        the text's id
    menu        the menu, as HTML
    citations   what is cited → format → strings and the names of holes by turns
"""

from __future__ import annotations

from edition.model import Edition, Work
from edition.outputs import fetched
from edition.outputs.citation import Part, citations, labels
from edition.outputs.markup import environment, xml
from edition.pages import beside
from edition.script import Script


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → the menu of each text."""
    menu = xml(environment(script).get_template("menu.html.j2").render(labels=labels(script)))
    return {beside(work, "cite.js"): _script(edition, work, script, menu) for work in edition.works}


def _script(edition: Edition, work: Work, script: Script, menu: str) -> str:
    parts = (Part.SECTION, Part.PASSAGE)
    said = {
        "text": work.id,
        "menu": menu,
        "citations": {part: citations(edition.name, work, script, part) for part in parts},
    }
    return fetched.script("cite", said)
