"""The navigation: a tree of titles and paths, as YAML that `mkdocs.yml` inherits."""

from __future__ import annotations

import yaml

from edition.model import Edition, Section, Work
from edition.outputs.markup import heading, protect
from edition.pages import (
    ATLAS,
    DOCUMENTS,
    DOWNLOADS,
    FORMS,
    HOME,
    PARALLELS,
    REUSE,
    TERMS,
    Kind,
    Page,
    name,
    pages,
)
from edition.script import Script, convert

_INDEXES = (
    ("互见总表", PARALLELS),
    ("术语索引", TERMS),
    ("引用文献", DOCUMENTS),
    ("同文", REUSE),
)
Entry = dict[str, "str | list[Entry | str]"]


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → YAML.

    Titles are mark-up because the theme prints them as they come: those of a text break where
    its headings do.
    """

    def say(words: str) -> str:
        return str(protect(convert(words, script)))

    def title(words: str) -> str:
        return str(heading(words, script))

    def section(work: Work, one: Section) -> Entry:
        own: Entry = {title(name(one)): Page(work, Kind.SECTION, one).path}
        if not one.children:
            return own
        return {title(name(one)): [own, *(section(work, child) for child in one.children)]}

    def text(work: Work) -> Entry:
        overview, whole, *_, record = pages(work)
        return {
            title(overview.title): [
                {title(overview.title): overview.path},
                {say(whole.title): whole.path},
                *(section(work, one) for one in work.outline.sections),
                {say(record.title): record.path},
            ]
        }

    about: Entry = {
        say("说明"): [
            {say("索引"): [{say(words): path} for words, path in _INDEXES]},
            {say("核对引文"): "quote.md"},
            {say("凡例"): "method.md"},
            {say("噪声图谱"): ATLAS},
            {say("一简多繁"): FORMS},
            {say("下载"): DOWNLOADS},
            {say("关于本书"): "about.md"},
        ]
    }
    nav = [{say("首页"): HOME}, *map(text, edition.works), about]
    return {
        ".nav.yml": yaml.safe_dump({"nav": nav}, allow_unicode=True, sort_keys=False, width=1000)
    }
