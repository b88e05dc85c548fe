r"""Line ends: a line feed, whatever the system that saved the file.

Some programs spell a line end out: `x0dx0a` on pages that were packed twice,
`_x000D_` from a spreadsheet, `\r\n` from a string. That is undone too, except
in a text that speaks of such things; the last only where a sentence has ended,
and not where it is the only one of a text: that may be a command's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Edit, Source

_OTHER = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_MORE = r"(?:x0dx0a|_x000[dD]_|\\r\\n)*"
_WRITTEN = re.compile(
    rf"(?<![\\\w`])x0dx0a{_MORE}|_x000[dD]_{_MORE}"
    rf"|(?P<string>(?<=[。…》」』】.!?;)>\uff01\uff1f\uff1b\uff09])(?<!\w;)\\r\\n{_MORE}(?![\"']))",
    re.ASCII,
)
_SEVERAL = 2
_SPOKEN_OF = re.compile("回车|回車|换行|換行|转义|轉義|字符串")


def propose(text: str, source: Source) -> Iterator[Edit]:
    r"""One line feed for every other line end.

    >>> from edition.sources import of_string
    >>> [(e.start, e.end, e.new) for e in propose("一\r\n二\r", of_string(""))]
    [(1, 3, '\n'), (4, 5, '\n')]
    >>> [(e.start, e.end, e.new) for e in propose("甲。x0dx0ax0dx0a乙", of_string(""))]
    [(2, 14, '\n')]
    """
    ends = [match.span() for match in _OTHER.finditer(text)]
    if not _SPOKEN_OF.search(text):
        written = list(_WRITTEN.finditer(text))
        several = len(written) >= _SEVERAL
        ends += [match.span() for match in written if several or not match["string"]]
    for start, end in sorted(ends):
        yield Edit(start, end, "\n", "换行统一")
