"""Pinyin that a mirror wrote after characters: 社會(huì )工作 was 社會工作.

Only what `edition.annotation` knows to be nobody's: the readings of a page's list,
repeated readings, and readings without tones strewn over a page. A gloss that an
author wrote, a textbook, full-width parentheses: all that stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.annotation import noise, page_list
from edition.model import Edit, Source


def propose(text: str, source: Source) -> Iterator[Edit]:
    """Nothing for every such reading.

    >>> from edition.sources import of_string
    >>> text = "社會(huì )實(shí)現(xiàn)動(dòng)進(jìn)(街道)"
    >>> [text[e.start:e.end] for e in propose(text, of_string(text))]
    ['(huì )', '(shí)', '(xiàn)', '(dòng)', '(jìn)']
    """
    listed = {**page_list(text), **page_list(source.text)}  # a repair may have shown more of it
    for start, end in noise(text, listed):
        yield Edit(start, end, "", "镜像站在字后插入的拼音")
