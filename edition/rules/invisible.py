"""Characters that nobody sees: controls, zero-width blanks, soft hyphens, byte order marks.

A site strews them among the words so that copies can be found, or an editor
left them behind. They go before any rule looks at what stands beside what.
Blanks that have a width are seen, and stay; so does every line end, and a joiner
where it is spelling: between the parts of an emoji, or letters of Persian or Hindi.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Edit, Source

_PICTOGRAPHS = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_JOINED = "[\u0600-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]"
"""Scripts whose letters change their shape beside each other: Arabic, those of India."""
_SPELLING = (
    f"(?<=[\ufe0f{_PICTOGRAPHS}])\u200d(?=[{_PICTOGRAPHS}])"
    f"|(?<={_JOINED})[\u200c\u200d](?={_JOINED})"
)
_INVISIBLE = re.compile(
    f"(?:(?!{_SPELLING})[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200d\u2060\ufeff])+"
)


def propose(text: str, source: Source) -> Iterator[Edit]:
    r"""Nothing for every run of them.

    >>> from edition.sources import of_string
    >>> [(e.start, e.end) for e in propose("社\u200b会\u3000工作", of_string(""))]
    [(1, 2)]
    """
    for match in _INVISIBLE.finditer(text):
        yield Edit(match.start(), match.end(), "", "不可见字符")
