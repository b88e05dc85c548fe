"""One page of every kind that the edition has, in both scripts."""

from edition.site import TREES

_PATHS = (
    "index.html",
    "texts/huiyi-jianghua/index.html",
    "texts/huiyi-jianghua/whole.html",
    "texts/tizhi-jizhi/whole.html",
    "texts/huiyi-jianghua/1.html",
    "texts/huiyi-jianghua/1-3.html",
    "texts/huiyi-jianghua/2-2.html",
    "texts/tizhi-jizhi/record.html",
    "compare/huiyi-jianghua/tizhi-jizhi/index.html",
    "compare/huiyi-jianghua/tizhi-jizhi/2-2.html",
    "method.html",
    "about.html",
    "atlas.html",
    "forms.html",
    "parallels.html",
    "terms.html",
    "documents.html",
    "reuse.html",
    "quote.html",
    "downloads.html",
)
KINDS = tuple(tree + path for tree in TREES.values() for path in _PATHS)
"""Below the site's root; the page for an unknown address is another matter on a disk."""
MISSING = "404.html"
