"""What GitHub Pages takes: whether a finished site would be refused, or lose something, there.

The limits are those of GitHub's documentation (a site of 1 GB, a file of 100 MB, as in any
repository) and of actions/upload-pages-artifact: it packs no hidden files, and Pages refuses links.
Names must do on every system on which somebody unpacks the site. A file `.nojekyll` is for sites
published from a branch; one that is uploaded as an artifact meets no Jekyll.

Only warned of: a site that is too large for one host is good on another.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from edition.faults import Fault

SITE = 1_000_000_000
"""Bytes of a site, at most,"""
FILE = 100_000_000
"""and of one file, less than that."""
_NO_NAME = frozenset('":<>|*?\r\n\\')
"""What no name may have on one system or another."""


def faults(site: Path) -> Iterator[Fault]:
    """What of a site Pages would not take, with what to do about it.

    >>> list(faults(Path("no such folder")))
    []
    """
    total = 0
    for path in sorted(site.rglob("*")):
        name = f"site/{path.relative_to(site).as_posix()}"
        if found := sorted(_NO_NAME & set(path.name)):
            yield Fault(name, 0, f"has {found[0]!r} in its name", "rename what it is made from")
        if path.name.startswith("."):
            remedy = "give it a name without a dot in front; what is hidden is not uploaded"
            yield Fault(name, 0, "is hidden", remedy)
        if path.is_symlink():
            yield Fault(name, 0, "is a link", "put a copy in its place")
            continue
        if path.is_dir():
            continue
        about = path.stat()
        total += about.st_size
        if about.st_nlink > 1:
            yield Fault(name, 0, "is a second name of another file", "put a copy in its place")
        if about.st_size >= FILE:
            what = f"has {about.st_size:,} bytes, and must have fewer than {FILE:,}"
            yield Fault(name, 0, what, "keep it elsewhere, or make it smaller")
    if total > SITE:
        what = f"has {total:,} bytes in all, and may have {SITE:,}"
        yield Fault("site", 0, what, "publish fewer texts in one edition, or on another host")
