"""What Debian and its kin lack, and give to root."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from ctypes.util import find_library

Say = Callable[[str], None]
"""Told what takes time or changes the machine, before it is done."""


def complete(env: Mapping[str, str], say: Say) -> None:
    """Add what a bare system lacks to show Chinese, and to run Playwright."""
    if not can_install(env):
        return
    lacking = [] if has_chinese_font(env) else ["fontconfig", "fonts-noto-cjk"]
    if not find_library("atomic"):
        lacking.append("libatomic1")
    if lacking:
        say(f"For the browser tests: apt-get install {' '.join(lacking)} ...")
        install(env, *lacking)


def can_install(env: Mapping[str, str]) -> bool:
    """Whether this is root's, on a system with apt-get."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return root and shutil.which("apt-get", path=env.get("PATH", "")) is not None


def install(env: Mapping[str, str], *packages: str) -> None:
    """Have these packages, if they can be had."""
    env = {**env, "DEBIAN_FRONTEND": "noninteractive"}
    nothing = subprocess.DEVNULL
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        apt_get = ["apt-get", "-qq", *command]
        subprocess.run(apt_get, env=env, stdin=nothing, stdout=nothing, check=False)


def has_chinese_font(env: Mapping[str, str]) -> bool:
    """Whether fontconfig knows a font with Chinese glyphs."""
    if not shutil.which("fc-list", path=env.get("PATH", "")):
        return False
    command = ["fc-list", ":lang=zh"]
    return bool(subprocess.run(command, env=env, capture_output=True, check=False).stdout)
