"""How fast texts are cleaned, how that grows with their length, and what memory it takes.

Speed is in MB of UTF-8 a second on one core. Each figure stands beside its
target (README.md); nothing fails, for a machine's speed is not the program's.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from benchmarks.once import SEARCH
from benchmarks.texts import TEXTS

MB = 1_000_000
LARGE = 50
"""MB: the largest text that has to go."""
PATIENCE = 1200
"""Seconds for one text."""


def main() -> None:
    """Print everything; on stderr what is being measured."""
    for name in TEXTS:
        half, whole = (once("seconds", name, size) for size in (MB // 2, MB))
        print(f"\n{name}")
        if half and whole:
            took = sum(whole.values())
            print(f"  {1 / took:.3f} MB/s (target 1)")
            without = took - whole[SEARCH]
            print(f"  {1 / without:.2f} MB/s without the search for damaged characters")
            ratio = took / sum(half.values())
            print(f"  twice the text takes {ratio:.2f} times as long (target 2)")
            for rule, spent in sorted(whole.items(), key=lambda one: -one[1]):
                print(f"    {rule:<12} {1 / spent:>8.2f} MB/s")
        peak = once("memory", name, LARGE * MB)
        if peak:
            print(f"  {LARGE} MB: {peak / 1000:.2f} GB at the peak, without the search (target 1)")


def once(what: str, name: str, size: int) -> Any:
    """What a process of its own measures; nothing where it takes too long."""
    print(f"{name}, {size / MB} MB: {what} ...", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "benchmarks.once", what, name, str(size)]
    try:
        said = subprocess.check_output(command, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        print(f"{name}, {size / MB} MB: not done within {PATIENCE} s", flush=True)
        return None
    return json.loads(said)


if __name__ == "__main__":
    main()
