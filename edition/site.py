"""From docs/ to a site: MkDocs, run from here once for each script, with everything checked.

The Simplified tree is the site; the Traditional one stands in a folder of it and
shares with it what is not written in a script: assets, and the data.

All that this project asks of MkDocs and of its theme beyond `mkdocs.yml` and
`overrides/` stands in this file.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Mapping
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

import rcssmin  # type: ignore[import-untyped]
import rjsmin  # type: ignore[import-untyped]
import yaml

from edition import pages
from edition.faults import Fault, Faults
from edition.script import Script, convert

if TYPE_CHECKING:
    from mkdocs.config.base import Config
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

THEME = "9.8.1"
"""The mkdocs-material whose templates `overrides/` replaces and whose search box we speak to."""
_UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers", "assets/**/*.map")
"""What the theme ships for its own search, and for its developers."""
TREES = {Script.HANS: "", Script.HANT: "zh-hant/"}
"""Where each script's pages stand on the site."""
_FURNITURE = "furniture.js"
"""A template of ours that is no page: MkDocs puts it at the root."""
MISSING = "404.html"
"""In each tree: hosts show the root's, which leads to the other (`overrides/404.html`)."""
_ASSETS = "assets/"
_SHARED = (_ASSETS, "data/", "downloads/", pages.SHARED)
"""What stands at the root for all of them."""


def presented(root: Path) -> tuple[str, str]:
    """The site's name and description, from mkdocs.yml; it need not have a description.

    Raises Faults when there is none to be read.
    """
    file = root / "mkdocs.yml"
    try:
        said = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = str(error).splitlines()[0]
        raise Faults([Fault(file.name, 0, f"cannot be read: {reason}", "mend the file")]) from error
    if not isinstance(said, dict) or not said.get("site_name"):
        raise Faults([Fault(file.name, 0, "no site_name", "add a line `site_name: …`")])
    name, description = said["site_name"], said.get("site_description") or ""
    return str(name), " ".join(description.split()) if isinstance(description, str) else ""


def make(
    root: Path, docs: Path, site: Path, script: Script, more: Mapping[str, bytes] | None = None
) -> str:
    """Build one script's tree of `site` out of `docs` with the mkdocs.yml of `root`.

    The Simplified one comes first: it begins the site anew. `more` stands on the site as if it
    stood below `docs`, and instead of what does. Gives the site's address, if mkdocs.yml says it.

    Raises Faults when the theme is not the one this was made for, and with all
    of MkDocs' warnings when it has any.
    """
    if version("mkdocs-material") != THEME:
        what = f"mkdocs-material {version('mkdocs-material')} is installed, made for {THEME}"
        remedy = "install the lock (python3 build.py does), or fit overrides/ and THEME to it"
        raise Faults([Fault("requirements.lock", 0, what, remedy)])
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # the same bytes whatever the day

    # Imported here: half a second that no other command needs to spend.
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    tree = TREES[script]
    place = site.with_name(f"site-{script}") if tree else site
    heard = _Listener()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    try:
        nav = yaml.safe_load((docs / ".nav.yml").read_text("utf-8"))["nav"]
        config = load_config(
            _Settings(root / "mkdocs.yml"),
            docs_dir=str(docs),
            site_dir=str(place),
            nav=nav,
            strict=True,
        )
        config.extra["trees"] = {str(one): path for one, path in TREES.items()}
        config.extra["images"] = [path for path in more or {} if path.startswith(pages.SHARED)]
        if tree:
            _speak(config, script)
        config.plugins["lean"] = cast("BasePlugin[Config]", _Lean())
        config.plugins["tree"] = cast("BasePlugin[Config]", _Tree(tree, more or {}))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except (MkDocsException, SystemExit) as error:
        said = heard.said or [str(error)]
        raise Faults(
            Fault("mkdocs", 0, line, "see the page or mkdocs.yml") for line in said
        ) from error
    finally:
        logger.removeHandler(heard)
    if tree:
        (place / tree).rename(site / tree)
        for file in (_FURNITURE, MISSING):
            (place / file).rename(site / tree / file)
        return config.site_url or ""
    for pattern in _UNUSED:
        for path in site.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return config.site_url or ""


def _speak(config: MkDocsConfig, script: Script) -> None:
    """Let the theme and the words of mkdocs.yml speak this script."""
    config.theme["language"] = str(script)
    config.site_name = convert(config.site_name, script)
    config.site_description = convert(config.site_description or "", script)
    config.copyright = convert(config.copyright or "", script)
    for palette in config.theme["palette"]:
        if toggle := palette.get("toggle"):
            toggle["name"] = convert(toggle["name"], script)


class _Lean:
    """Makes one file of the style sheets, one of the scripts, and all of them short.

    A plugin, as MkDocs calls it. After a plain `mkdocs build` a page asks for each, as written.
    """

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Print has a style sheet of its own; what stands in for the theme's comes before it."""
        for file in list(files):
            if file.src_dir == config.docs_dir and file.src_uri.startswith(_ASSETS):
                _shorten(file)
        screen = [path for path in config.extra_css if not path.endswith("/print.css")]
        config.extra_css = [
            _joined(files, config, screen, "assets/stylesheets/edition.css"),
            *(path for path in config.extra_css if path not in screen),
        ]
        before, after = config.extra["polyfills"], list(map(str, config.extra_javascript))
        config.extra["polyfills"] = [_joined(files, config, before, "assets/javascripts/before.js")]
        config.extra_javascript = [_joined(files, config, after, "assets/javascripts/edition.js")]
        return files


def _shorten(file: File) -> None:
    """Without comments and blanks that only its writers need."""
    shorten = {".js": rjsmin.jsmin, ".css": rcssmin.cssmin}.get(Path(file.src_uri).suffix)
    if shorten:
        file.content_string = shorten(file.content_string)


def _joined(files: Files, config: MkDocsConfig, paths: list[str], path: str) -> str:
    """The path of one file instead of others."""
    from mkdocs.structure.files import File

    content = ""
    for one in paths:
        if found := files.get_file_from_path(one):
            files.remove(found)
            # Without a semicolon, a script that begins with a bracket would call the one before it.
            content += found.content_string + (";\n" if path.endswith(".js") else "\n")
    files.append(File.generated(config, path, content=content))
    return path


class _Tree:
    """Adds what is not in docs/, and moves the pages into a folder of the site.

    A plugin, as MkDocs calls it.
    """

    def __init__(self, folder: str, more: Mapping[str, bytes]) -> None:
        self._folder = folder
        self._more = more

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """What this script has of its own moves; what is shared stays at the root."""
        from mkdocs.structure.files import File

        for path, content in self._more.items():
            if stands := files.get_file_from_path(path):
                files.remove(stands)
            files.append(File.generated(config, path, content=content))
        for file in files:
            is_ours = file.src_dir in (config.docs_dir, None)  # none: added above
            if is_ours and not file.src_uri.startswith(_SHARED):
                file.dest_uri = self._folder + file.dest_uri
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """MkDocs looks for the home page at the root."""
        nav.homepage = nav.pages[0]
        return nav


class _Settings(BytesIO):
    """mkdocs.yml without the navigation it inherits: that is not in place while we build."""

    def __init__(self, file: Path) -> None:
        super().__init__(re.sub(rb"(?m)^INHERIT:.*$", b"", file.read_bytes()))
        self.name = str(file)


class _Listener(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())
