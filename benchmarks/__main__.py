"""How fast texts are cleaned, how that grows with their length, and what memory it takes.

Speed is in MB of UTF-8 a second on one core. Each figure stands beside its
target (README.md); nothing fails, for a machine's speed is not the program's.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from benchmarks.texts import TEXTS

MB = 1_000_000
LARGE = 50
"""MB: the largest text that has to go."""
PATIENCE = 1200
"""Seconds for one text."""


def main() -> None:
    """Print everything; on stderr what is being measured."""
    for name in TEXTS:
        half, whole, large = (once(name, size) for size in (MB // 2, MB, LARGE * MB))
        print(f"\n{name}")
        if half and whole:
            took = sum(whole["seconds"].values())
            print(f"  {1 / took:.2f} MB/s (target 1)")
            ratio = took / sum(half["seconds"].values())
            print(f"  twice the text takes {ratio:.2f} times as long (target 2)")
            for rule, spent in sorted(whole["seconds"].items(), key=lambda one: -one[1]):
                print(f"    {rule:<12} {1 / spent:>8.2f} MB/s")
        if large:
            print(f"  {LARGE} MB: {large['peak'] / 1000:.2f} GB at the peak (target 1)")


def once(name: str, size: int) -> dict[str, Any]:
    """What a process of its own measures; nothing where it takes too long."""
    print(f"{name}, {size / MB} MB ...", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "benchmarks.once", name, str(size)]
    try:
        said = subprocess.check_output(command, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        print(f"{name}, {size / MB} MB: not done within {PATIENCE} s", flush=True)
        return {}
    measured: dict[str, Any] = json.loads(said)
    return measured


if __name__ == "__main__":
    main()
