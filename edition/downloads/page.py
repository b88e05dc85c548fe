"""The page that lists what can be taken away, with sizes and sums.

Under docs/ it lists what stands there: data, the same on every machine. On the site
it lists the books too, and the site for disks. The sum of that zip cannot stand in
the zip, which holds this very page: the page has places for it (`offline.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from edition.downloads.archive import size
from edition.model import Edition
from edition.outputs.markup import environment
from edition.pages import DOWNLOADS, OFFLINE, title
from edition.script import Script

_SUFFIXES = {
    "html": ("单页 HTML", "一个文件，用浏览器打开即读"),
    "epub": ("EPUB 3", "电子书，校记点按弹出"),
    "pdf": ("PDF", "A5，校记在页脚，有书签，可印"),
}
"""Suffix → what readers call such a book, and what it is for."""
_OF_A_TEXT = {
    "txt": ("清本 TXT", "简体，只有正文"),
    "zh-Hans.txt": ("读本 TXT，简体", "有题目、来源与校记"),
    "zh-Hant.txt": ("读本 TXT，繁体", "由清本转成"),
    "tei.xml": ("TEI P5", "正文与校勘记"),
    "json": ("JSON", "篇章、段落、标记"),
    "changes.jsonl": ("校改记录 JSON Lines", "一处改动一行"),
}
_SHARED = {
    "links.csv": ("互见 CSV", "可用电子表格打开"),
    "links.json": ("互见 JSON", "附两边的原文"),
    "nearest.json": ("最近的段落 JSON", "每段的前五名，互见与否都在"),
    "terms.json": ("术语 JSON", ""),
    "documents.json": ("引用文献 JSON", ""),
    "reuse.json": ("同文 JSON", ""),
    "noise.jsonl": ("噪声图谱 JSON Lines", "一类噪声一行"),
    "schemas/text.json": ("JSON Schema：篇章与段落", ""),
    "schemas/change.json": ("JSON Schema：校改记录", "一行"),
    "schemas/links.json": ("JSON Schema：互见", ""),
    "schemas/nearest.json": ("JSON Schema：最近的段落", ""),
    "schemas/terms.json": ("JSON Schema：术语", ""),
    "schemas/documents.json": ("JSON Schema：引用文献", ""),
    "schemas/reuse.json": ("JSON Schema：同文", ""),
    "schemas/pattern.json": ("JSON Schema：噪声图谱", "一行"),
}
_SCRIPTS = {Script.HANS: "简体", Script.HANT: "繁体"}


@dataclass(frozen=True)
class Item:
    """A file that can be taken away."""

    path: Markup
    name: str
    use: str
    size: str
    sum: str


def page(
    edition: Edition, script: Script, data: Mapping[str, str], books: Mapping[str, bytes]
) -> dict[str, str]:
    """Path below docs/ → Markdown.

    `data`: what outputs wrote; `books`: empty for the page that is committed.
    """
    template = environment(script).get_template("downloads.md.j2")

    def item(path: str, name: str, use: str) -> Item:
        return _item(path, name, use, data[path].encode("utf-8", "surrogatepass"))

    made = template.render(
        books=[
            _item(path, f"{_SUFFIXES[suffix][0]}，{_SCRIPTS[one]}", _SUFFIXES[suffix][1], content)
            for path, content in books.items()
            for suffix in [path.rpartition(".")[2]]
            for one in Script
            if f".{one}." in path
        ],
        zip=Markup(OFFLINE),
        texts=[
            (
                title(work),
                work.id,
                [item(f"data/{work.id}.{end}", *said) for end, said in _OF_A_TEXT.items()],
            )
            for work in edition.works
        ],
        shared=[item(f"data/{name}", *said) for name, said in _SHARED.items()],
    )
    return {DOWNLOADS: made}


def _item(path: str, name: str, use: str, content: bytes) -> Item:
    return Item(Markup(path), name, use, size(len(content)), sha256(content).hexdigest())
