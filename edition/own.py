"""A text's own wording, for whoever looks for words in it.

What a site wrote into a text is not the text's: such places (flagged as doubtful)
are blotted out. What an author wrote in Traditional characters is read as
Simplified. Nothing moves: every offset is one of the clean text.
"""

from __future__ import annotations

from edition.model import Cleaned, FlagKind
from edition.record import Places
from edition.script import QUOTES, is_traditional, keep_length

BLOT = "\n"
"""Stands where a site wrote: what is looked for never runs over the end of a line."""
_MARKS = {to: mark for mark, to in QUOTES.items()}


def own_text(cleaned: Cleaned) -> str:
    """The clean text without what is not its own; as long, character by character.

    >>> from edition.clean import clean
    >>> from edition.sources import of_string
    >>> own_text(clean(of_string("科技进步最新讲话系列,发展迅速。"))).split(BLOT)
    ['科技进步', '', '', '', '', '', '，发展迅速。', '']
    >>> own_text(clean(of_string("詩云「關關雎鳩」，後人為學。")))
    '诗云“关关雎鸠”，后人为学。\\n'
    """
    chars = list(cleaned.text)
    for start, end in foreign(cleaned):
        chars[start:end] = BLOT * (end - start)
    text = "".join(chars)
    return keep_length(text, "t2s").translate(_MARKS) if is_traditional(text) else text


def foreign(cleaned: Cleaned) -> tuple[tuple[int, int], ...]:
    """Where a site wrote into the text: offsets of the clean text, in order.

    >>> from edition.clean import clean
    >>> from edition.sources import of_string
    >>> foreign(clean(of_string("科技进步最新讲话系列,发展迅速。")))
    ((4, 10),)
    """
    places = Places.of(cleaned.record)
    return tuple(
        (places.clean(flag.start, late=True), places.clean(flag.end))
        for flag in cleaned.flags
        if flag.kind is FlagKind.DOUBT
    )
