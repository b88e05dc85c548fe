"""What Debian and its kin can be asked for, by root."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping


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
