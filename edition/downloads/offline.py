"""The site for a disk: both scripts with data and search, packed from the finished site.

Left out is what a disk has no use for: the other downloads, images for sharing, the
page for an unknown address, what is for search engines and messengers (in a page too), and
the search index in the form that is asked for over http. Else the page of downloads is the
only one that is not the same there. What a page says on the site or on the disk alone stands
in it in comments:

    <!--offline …-->          said on the disk
    <!--online-->…<!--/-->    said on the site
    <!--zip size-->, <!--zip sum-->
"""

from __future__ import annotations

import re
from hashlib import sha256
from html import escape
from pathlib import Path

from edition.downloads.archive import packed, size
from edition.pages import DOWNLOADS, OFFLINE
from edition.site import TREES

_TOP = "edition/"
"""The one folder in it."""
_LEFT_OUT = re.compile(
    r"downloads/.*|.*\.(pdf|epub|png|jpe?g|webp)|(.*/)?404\.html|sitemap\.xml(\.gz)?|robots\.txt|CNAME"
    r"|(.*/)?search/search_index\.json"
)
_OFFLINE = re.compile(r"<!--offline (.*?)-->")
_ONLINE = re.compile(r"<!--online-->(.*?)<!--/-->", re.DOTALL)
_APART = re.compile(r'<a class="apart" href="(?:\.\./)*(.*?)">(.*?)</a>')
"""A link to what is not in the zip."""


def pack(site: Path, address: str) -> None:
    """Put the zip into a finished site, and its size and sum into the pages that list it.

    `address`: where the site stands, if it says so.
    """
    lists = [site / tree / DOWNLOADS.replace(".md", ".html") for tree in TREES.values()]
    files = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not _LEFT_OUT.fullmatch(name):
            content = path.read_bytes()
            files[_TOP + name] = _on_disk(content, address) if path.suffix == ".html" else content
    made = packed(files)
    (site / OFFLINE).write_bytes(made)
    for path in lists:
        path.write_bytes(_on_site(path.read_bytes(), made))


def _on_disk(page: bytes, address: str) -> bytes:
    """A page without what the disk has not: a link to that leads to the site, or nowhere."""
    said = _OFFLINE.sub(r"\1", _ONLINE.sub("", page.decode()))

    def elsewhere(link: re.Match[str]) -> str:
        return f'<a href="{escape(address)}{link[1]}">{link[2]}</a>' if address else link[2]

    return _APART.sub(elsewhere, said).encode()


def _on_site(page: bytes, made: bytes) -> bytes:
    """The page of downloads with what is known of the zip now."""
    said = _ONLINE.sub(r"\1", _OFFLINE.sub("", page.decode()))
    said = said.replace("<!--zip size-->", size(len(made)))
    return said.replace("<!--zip sum-->", sha256(made).hexdigest()).encode()
