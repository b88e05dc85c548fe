"""`python -m tests`: everything that has to hold, all of it even when some does not.

Arguments go to pytest: `python -m tests tests/browser -k search`.
"""

import shlex
import subprocess
import sys

CHECKS = (
    ["ruff", "check"],
    ["ruff", "format", "--check"],
    ["mypy"],
    ["pytest", *sys.argv[1:]],
)


def main() -> int:
    """Run each check with this Python; 0 when none complains."""
    results = []
    for check in CHECKS:
        command = shlex.join(check)
        print(f"\n$ {command}", flush=True)
        failed = subprocess.call([sys.executable, "-m", *check]) != 0
        results.append((failed, command))
    print()
    for failed, command in results:
        print("FAILED" if failed else "ok    ", command)
    return int(any(failed for failed, _ in results))


if __name__ == "__main__":
    sys.exit(main())
