"""A zip that is the same whenever and wherever it is made: fixed dates, modes and order."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip knows."""
_FILE = 0o100644 << 16


def packed(files: Mapping[str, bytes], *, stored: frozenset[str] = frozenset()) -> bytes:
    """The files in the order given; `stored` ones are not compressed.

    >>> packed({"a": b"1"}) == packed({"a": b"1"})
    True
    """
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in files.items():
            info = ZipInfo(name, _EPOCH)
            info.external_attr = _FILE
            info.create_system = 3  # else Windows would write another byte
            info.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)
    return made.getvalue()


def size(count: int) -> str:
    """A number of bytes as readers say it.

    >>> [size(count) for count in (999, 51_868, 1_048_576)]
    ['999 B', '51 KB', '1.0 MB']
    """
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.0f} KB" if count < 1000 * 1024 else f"{count / 1024 / 1024:.1f} MB"
