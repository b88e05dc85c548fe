"""Data that a page asks for when it is needed.

As a script that sets one variable: from a disk a page can read nothing else.
"""

from __future__ import annotations

import json


def script(name: str, data: object) -> str:
    """The script that sets `__name`.

    >>> script("index", {"docs": ["讲话"]})
    'var __index={"docs":["讲话"]}\\n'
    """
    return f"var __{name}={compact(data)}\n"


def compact(data: object) -> str:
    """JSON without blanks."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
