"""Pinyin that a mirror wrote after characters: 社會(huì )工作 was 社會工作.

Only on a page of that family, and only the characters of its list with the
list's own reading (`edition.damage.page_list`). A gloss that an author wrote,
a textbook, full-width parentheses: all that stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.damage import READING, page_list
from edition.model import Edit, Source


def propose(text: str, source: Source) -> Iterator[Edit]:
    """Nothing for every reading of a listed character.

    >>> from edition.sources import of_string
    >>> text = "社會(huì )實(shí)現(xiàn)動(dòng)進(jìn)(街道)"
    >>> [text[e.start:e.end] for e in propose(text, of_string(text))]
    ['(huì )', '(shí)', '(xiàn)', '(dòng)', '(jìn)']
    """
    readings = page_list(source.text)
    for match in READING.finditer(text):
        if readings.get(match[1]) == match[2]:
            yield Edit(match.end(1), match.end(), "", "镜像站在字后插入的拼音")
