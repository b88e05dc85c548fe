"""Why two passages are linked, as readers are told."""

from __future__ import annotations

from dataclasses import dataclass

from edition.model import Link, LinkKind

LINK_KINDS = {
    LinkKind.SUBSTANCE: "实质",
    LinkKind.FORMULA: "套话",
    LinkKind.CITATION: "同引",
}
"""What readers call these."""
_SAYS = {
    LinkKind.SUBSTANCE: "两段都说",
    LinkKind.FORMULA: "只有套话相同",
    LinkKind.CITATION: "两段都引",
}


def why(link: Link) -> str:
    """The reason for a link in one line: the wording that tells most.

    >>> from edition.model import End, Shared
    >>> one = Shared("精简会议文件", LinkKind.SUBSTANCE, 0, 0)
    >>> why(Link(End("a", "p0-1"), End("b", "p0-1"), 0.3, LinkKind.SUBSTANCE, (one,)))
    '两段都说“精简会议文件”'
    """
    first = next(piece for piece in link.shared if piece.kind is link.kind)
    return f"{_SAYS[link.kind]}“{first.text}”"


@dataclass(frozen=True)
class Why:
    """A link in one line: of what kind it is, how strong, and by which words."""

    kind: str
    label: str
    """What readers call its kind."""
    score: str
    words: str


def told(link: Link) -> Why:
    """A link in one line.

    >>> from edition.model import End, Shared
    >>> one = Shared("精简会议文件", LinkKind.SUBSTANCE, 0, 0)
    >>> line = told(Link(End("a", "p0-1"), End("b", "p0-1"), 0.3, LinkKind.SUBSTANCE, (one,)))
    >>> line.label, line.score
    ('实质', '0.30')
    """
    return Why(link.kind.value, LINK_KINDS[link.kind], f"{link.score:.2f}", why(link))
