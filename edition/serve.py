"""Build, serve, and build again when something that a person writes has changed."""

from __future__ import annotations

from pathlib import Path

from mkdocs.livereload import LiveReloadServer

import edition
from edition.outputs import GENERATED
from edition.script import DECISIONS
from edition.words import entries

_BY_HAND = (
    "source_texts",
    "overrides",
    "mkdocs.yml",
    "edition/templates",
    f"edition/data/{DECISIONS}.txt",
    "tests/cases",
)


def serve(root: Path, port: int, report: edition.Report) -> None:
    """Serve site/ on this machine until interrupted; a faulty input leaves the last good site."""

    def build(*_: object) -> None:
        entries.cache_clear()
        try:
            edition.build(root, report)
        except Exception as wrong:  # a half-written file can do anything
            report(f"{wrong}\n\nthe last good site is still served")

    build()
    server = LiveReloadServer(build, "127.0.0.1", port, root=str(root / "site"), mount_path="/")
    for name in _BY_HAND:
        server.watch(str(root / name))
    for path in (root / "docs").iterdir():
        if path.name not in GENERATED:
            server.watch(str(path))
    report(f"serving http://127.0.0.1:{port}/ (Ctrl-C ends)")
    try:
        server.serve()
    finally:
        server.shutdown()
