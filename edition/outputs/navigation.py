"""The navigation: a tree of titles and paths, as YAML that `mkdocs.yml` inherits."""

from __future__ import annotations

from html import escape

import yaml

from edition.model import Edition, Section, Work
from edition.pages import ATLAS, FORMS, HOME, Kind, Page, name, pages
from edition.script import Script, convert

Entry = dict[str, "str | list[Entry | str]"]


def files(edition: Edition, script: Script) -> dict[str, str]:
    """Path below docs/ → YAML.

    Titles are escaped here because the theme prints them as they come.
    """

    def say(words: str) -> str:
        return escape(convert(words, script))

    def section(work: Work, one: Section) -> Entry:
        path = Page(work, Kind.SECTION, one).path
        if not one.children:
            return {say(name(one)): path}
        return {say(name(one)): [path, *(section(work, child) for child in one.children)]}

    def text(work: Work) -> Entry:
        overview, whole, *_, record = pages(work)
        return {
            say(overview.title): [
                overview.path,
                {say(whole.title): whole.path},
                *(section(work, one) for one in work.outline.sections),
                {say(record.title): record.path},
            ]
        }

    about: Entry = {
        say("说明"): [
            {say("凡例"): "method.md"},
            {say("噪声图谱"): ATLAS},
            {say("一简多繁"): FORMS},
            {say("关于本书"): "about.md"},
        ]
    }
    nav = [{say("首页"): HOME}, *map(text, edition.works), about]
    return {
        ".nav.yml": yaml.safe_dump({"nav": nav}, allow_unicode=True, sort_keys=False, width=1000)
    }
