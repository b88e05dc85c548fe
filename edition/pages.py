"""What pages there are, where, and what they are called. Not what stands on them.

index.md                the title page
texts/<id>/index.md     the overview of a text
texts/<id>/whole.md     all of it, to read
texts/<id>/1-2.md       a section, by its name
texts/<id>/record.md    what was changed
texts/<id>/*.js         what these pages fetch when a reader asks for it
atlas.md                what such pages do to a text, whichever it is
parallels.md            all links between the texts, with how they were found
forms.md                what had to be chosen for the Traditional pages
terms.md                the texts' terms, with every place of each
documents.md            what the texts name in title marks, likewise
reuse.md                wording that texts share, likewise
downloads.md            what can be taken away

compare/<id>/<id>/index.md      two texts: all that links them
compare/<id>/<id>/1-2.md        a section of the first, beside each of the other it has links with
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256

from edition.model import Section, Work
from edition.script import is_traditional

HOME = "index.md"
ATLAS = "atlas.md"
PARALLELS = "parallels.md"
FORMS = "forms.md"
TERMS = "terms.md"
DOCUMENTS = "documents.md"
REUSE = "reuse.md"
DOWNLOADS = "downloads.md"
SHARED = "share/"
"""Not pages: the images that a messenger shows beside a link."""
OFFLINE = "downloads/edition-offline.zip"
"""Not a page: the site for disks."""


class Kind(StrEnum):
    """What a page is for."""

    OVERVIEW = "overview"
    WHOLE = "whole"
    SECTION = "section"
    RECORD = "record"


_FILES = {Kind.OVERVIEW: "index", Kind.WHOLE: "whole", Kind.RECORD: "record"}
_TITLES = {Kind.WHOLE: "全文", Kind.RECORD: "校记"}
_INNER = str.maketrans("《》", "〈〉")
OPENING = "导语"
"""What we call the text before the first heading; shown in brackets, since it is ours."""


@dataclass(frozen=True)
class Page:
    """One page of a text."""

    work: Work
    kind: Kind
    section: Section | None = None
    """Only a section page has one."""

    @property
    def path(self) -> str:
        """Below docs/."""
        name = self.section.name if self.section else _FILES[self.kind]
        return f"texts/{self.work.id}/{name}.md"

    @property
    def url(self) -> str:
        """Below the site's root."""
        return url(self.path)

    @property
    def is_traditional(self) -> bool:
        """Whether its author wrote the text so: then it is the same in both scripts."""
        return _is_traditional(self.work.cleaned.text)

    @property
    def title(self) -> str:
        """What the page is called, in Simplified characters."""
        if self.section:
            return name(self.section)
        return _TITLES.get(self.kind) or title(self.work)


_is_traditional = cache(is_traditional)


def title(work: Work) -> str:
    """A text's title as the site shows it: one of ours stands in brackets."""
    return f"〔{work.title}〕" if work.meta.title_editorial else work.title


def in_title_marks(words: str) -> str:
    """A title as running text has it; title marks inside it are the single ones.

    >>> in_title_marks("读《决定》有感")
    '《读〈决定〉有感》'
    """
    return f"《{words.translate(_INNER)}》"


def name(section: Section) -> str:
    """A section's heading; an opening has none and gets ours."""
    return str(section.heading) if section.heading else f"〔{OPENING}〕"


def names(work: Work) -> dict[str, str]:
    """Section's id → its heading, with the one above where two of a text have the same.

    What still has a twin is counted. A text whose parts each end in 小结:

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> said = "一、甲\\n（一）小结\\n一。\\n二、乙\\n（一）小结\\n二。\\n"
    >>> work = edit(of_string(said))
    >>> list(names(work).values())
    ['一、甲', '一、甲 （一）小结', '二、乙', '二、乙 （一）小结']
    """
    sections = list(work.outline.walk())
    above = {child.id: f"{name(one)} {name(child)}" for one in sections for child in one.children}
    met = Counter(map(name, sections))
    full = {
        one.id: above.get(one.id, name(one)) if met[name(one)] > 1 else name(one)
        for one in sections
    }
    return _counted(full)


def titles(works: Iterable[Work]) -> dict[str, str]:
    """Text's id → its title as the site shows it, with its id where two have the same."""
    called = {work.id: title(work) for work in works}
    met = Counter(called.values())
    return {
        ident: f"{words}〔{ident}〕" if met[words] > 1 else words for ident, words in called.items()
    }


def _counted(called: Mapping[str, str]) -> dict[str, str]:
    met = Counter(called.values())
    seen: Counter[str] = Counter()
    made = {}
    for ident, words in called.items():
        seen[words] += 1
        made[ident] = f"{words}〔其 {seen[words]}〕" if met[words] > 1 else words
    return made


def pages(work: Work) -> tuple[Page, ...]:
    """All pages of a text, in reading order.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> work = edit(of_string("一、甲\\n乙。\\n", "a"))
    >>> [page.path for page in pages(work)]
    ['texts/a/index.md', 'texts/a/whole.md', 'texts/a/1.md', 'texts/a/record.md']
    """
    sections = (Page(work, Kind.SECTION, section) for section in work.outline.walk())
    return (
        Page(work, Kind.OVERVIEW),
        Page(work, Kind.WHOLE),
        *sections,
        Page(work, Kind.RECORD),
    )


def page_of(work: Work, ident: str) -> Page:
    """The page of a passage or section, by its id; the overview where there is none.

    >>> from edition import edit
    >>> from edition.sources import of_string
    >>> [page_of(edit(of_string("一、甲\\n乙。\\n", "a")), id).path for id in ("p1-1", "p9")]
    ['texts/a/1.md', 'texts/a/index.md']
    """
    for section in work.outline.walk():
        if ident == section.id or any(passage.id == ident for passage in section.passages):
            return Page(work, Kind.SECTION, section)
    return Page(work, Kind.OVERVIEW)


def beside(work: Work, file: str) -> str:
    """What a text's pages ask for stands beside them: the path of such a file, below docs/."""
    return f"texts/{work.id}/{file}"


def between(one: Work, other: Work) -> str:
    """The page of two texts that have links, by the order of their ids."""
    return f"compare/{one.id}/{other.id}/index.md"


def facing(one: Work, its: Section, other: Work) -> str:
    """The page of a section of the first beside those of the other."""
    return f"compare/{one.id}/{other.id}/{its.name}.md"


def share(script: str, work: Work | None = None) -> str:
    """The image for sharing a text, or the edition.

    >>> share("zh-Hans")
    'share/zh-Hans.png'
    """
    return f"{SHARED}{work.id + '.' if work else ''}{script}.png"


def url(path: str) -> str:
    """A page's address below the site's root.

    >>> url("texts/a/1-1.md")
    'texts/a/1-1.html'
    """
    return posixpath.splitext(path)[0] + ".html"


def relative(to: str, page: str) -> str:
    """The link from one path below docs/ to another.

    >>> relative("texts/b/1-1.md", "texts/a/record.md")
    '../b/1-1.md'
    """
    return posixpath.relpath(to, posixpath.dirname(page) or ".")


def anchor(words: str) -> str:
    """The address of an entry that is called by Chinese words: stable, short, ASCII.

    >>> anchor("四个意识")
    'wef8d04c5'
    """
    return "w" + sha256(words.encode()).hexdigest()[:8]
