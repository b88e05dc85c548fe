"""`python -m benchmarks.lighthouse`: what Lighthouse says of the built site, served with gzip.

Lighthouse itself comes from npm, through npx: no package of ours needs it.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from threading import Thread
from typing import Any

from edition.site import TREES
from tests.browser import chromium
from tests.project import ROOT

LIGHTHOUSE = "lighthouse@12.8.2"
KINDS = {
    "home": "index.html",
    "whole text": "texts/tizhi-jizhi/whole.html",
    "section": "texts/huiyi-jianghua/1-3.html",
    "record": "texts/tizhi-jizhi/record.html",
    "forms": "forms.html",
}
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}
DEVICES = {"desktop": ["--preset=desktop"], "mobile": []}
RUNS = 3
"""Of so many the middle one counts, by its performance."""
# As Playwright starts it: a sandbox is not to be had in every container.
FLAGS = ("--headless=new", "--no-sandbox", *chromium.FLAGS)


class Gzip(SimpleHTTPRequestHandler):
    """Serves files as a good host does: compressed, on a connection that stays open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A file, or none; what a page asks for names no folder."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the table is what is to be read."""


def main() -> None:
    """Print the table; beside each page how fast this machine is, below it what costs points."""
    browser = next(chromium.found(os.environ), None)
    npx = shutil.which("npx")
    if npx is None:
        sys.exit("npx is missing: install Node.js with npm.")
    if browser is None:
        sys.exit("Chromium is missing: install it or Chrome, or let CHROME_PATH name one.")
    if not (ROOT / "site" / "index.html").exists():
        sys.exit("The site is missing: python3 build.py.")
    print(" " * 27 + "".join(f"{name:>16}" for name in (*CATEGORIES.values(), "machine")))
    with served(ROOT / "site") as address:
        for (script, tree), kind, device in product(TREES.items(), KINDS, DEVICES):
            url = f"{address}{tree}{KINDS[kind]}"
            runs = [look(npx, browser, url, DEVICES[device]) for _ in range(RUNS)]
            report = sorted(runs, key=lambda one: score(one, "performance"))[RUNS // 2]
            row = "".join(f"{score(report, name) * 100:>16.0f}" for name in CATEGORIES)
            machine = report["environment"]["benchmarkIndex"]
            print(f"{script:<8} {kind:<11}{device:<8}{row}{machine:>16.0f}")
            for line in costs(report):
                print(f"    {line}", flush=True)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on a server."""
    handler = partial(Gzip, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def look(npx: str, browser: Path, url: str, options: list[str]) -> dict[str, Any]:
    """Lighthouse's report on a page."""
    command = [npx, "--yes", LIGHTHOUSE, url, "--output=json", "--quiet", *options]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    command += [f"--chrome-flags={flag}" for flag in FLAGS]
    run = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": str(browser)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        sys.exit(f"{LIGHTHOUSE} did not run on {url}:\n{run.stderr.strip()}")
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def score(report: dict[str, Any], category: str) -> float:
    """From 0 to 1; 0 where Lighthouse came to none."""
    return float(report["categories"][category]["score"] or 0)


def costs(report: dict[str, Any]) -> list[str]:
    """The audits that cost a page points, with their figures."""
    weighed = {
        audit["id"]
        for category in report["categories"].values()
        if category["score"] != 1
        for audit in category["auditRefs"]
        if audit["weight"]
    }
    return [
        f"{audit['score']:.2f} {name} {audit.get('displayValue', '')}".rstrip()
        for name, audit in report["audits"].items()
        if name in weighed and (audit["score"] or 0) < 1 and audit["score"] is not None
    ]


if __name__ == "__main__":
    main()
