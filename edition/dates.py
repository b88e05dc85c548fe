"""What a date in a sidecar says, as far as it says it.

A person writes the date as it stands in the source: 2024-09-03, 2024年9月, 2025, 抗战时期. No
more is made of it than it says, and what is no day of the calendar stays words.
"""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"([1-9]\d{3})(?:[-年](\d{1,2})(?:[-月](\d{1,2})日?|月)?|年)?", re.ASCII)


def parts(words: str) -> tuple[int, ...]:
    """Year, month and day, as far as they are said; nothing where it is no date.

    >>> parts("2024年9月3日"), parts("2024-09"), parts("2025年"), parts("抗战时期")
    ((2024, 9, 3), (2024, 9), (2025,), ())
    >>> parts("2024-13"), parts("2025-02-29")
    ((), ())
    """
    match = _DATE.fullmatch(words.strip())
    if not match:
        return ()
    year, month, day = (int(number) if number else 1 for number in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return ()
    return tuple(int(number) for number in match.groups() if number)


def iso(words: str) -> str:
    """The date as ISO 8601 has it; empty where it is none.

    >>> iso("2024年9月3日"), iso("2025年"), iso("抗战时期")
    ('2024-09-03', '2025', '')
    """
    return "-".join(f"{number:02}" for number in parts(words))


def chinese(words: str) -> str:
    """The date as running text has it; the words themselves where it is none.

    >>> chinese("2024-09-03"), chinese("2024-09"), chinese("抗战时期")
    ('2024年9月3日', '2024年9月', '抗战时期')
    """
    said = zip(parts(words), "年月日", strict=False)
    return "".join(f"{number}{unit}" for number, unit in said) or words
