"""What a publisher writes into mkdocs.yml and only a browser would find wrong: addresses.

MkDocs says of a key that it does not know it; an address that leads nowhere it takes, and puts
into every page. So they are looked at before anything else is done, where they stand: in the
file, or in the environment (`SITE_URL`, `REPORT_TO`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]  # as MkDocs does

from edition.faults import Fault

FILE = "mkdocs.yml"
_CHAR = r"[^\s/?#@\"'<>\\^`{|}]"
"""What can stand in any part of an address that is put into pages and robots.txt as it is."""
_HOST = rf"https?://{_CHAR}+"
_SITE = re.compile(rf"{_HOST}(/{_CHAR}+)*/?")
_PAGE = re.compile(r"/[^/]+\.html?/?$")
_REPOSITORY = re.compile(rf"{_HOST}(/{_CHAR}+){{2,}}/?")
_INSIDE = re.compile(r"\.git/?$|//([^/]+/){3}(.*/)?(issues|tree|blob)(/|$)")
_MAIL = re.compile(rf"(mailto:)?{_CHAR}+@{_CHAR}+\.{_CHAR}+")
_ANY = re.compile(r"https?://[^\s/\"'<>\\^`{|}]+(/[^\s\"<>\\^`{|}]*)?")


def faults(root: Path) -> Iterator[Fault]:
    """What is wrong with the addresses in a project's mkdocs.yml, and with the file as YAML.

    >>> list(faults(Path("no such folder")))
    []
    """
    try:
        loader = _Loader((root / FILE).read_text("utf-8-sig"))
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        what = f"not YAML: {error.problem or error.context}"
        yield Fault(FILE, line, what, "mend the line, or the one above it")
        return
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return  # said where the site's name is asked for
    settings = _keys(node)
    extra = _keys(settings.get("extra"))
    for key, value, wrong, what in (
        ("site_url", settings.get("site_url"), site_url, "no address of a site"),
        ("report", extra.get("report"), report, "no address of a repository"),
        ("contact", extra.get("contact"), contact, "nowhere to write to"),
    ):
        said = loader.construct_object(value, deep=True) if value else None
        if value and said not in (None, "") and (remedy := wrong(str(said))):
            where = f" ({_variable(value)})" if value.tag == "!ENV" else ""
            told = f"{key}{where}: {said!r} is {what}"
            yield Fault(FILE, value.start_mark.line + 1, told, remedy)


def site_url(said: str) -> str:
    """What to do about the site's address; empty when it is one.

    >>> site_url("https://name.github.io/repository")
    ''
    >>> site_url("name.github.io")
    'write where the site stands, and no more: https://example.org/ or https://example.org/folder/'
    """
    if _SITE.fullmatch(said) and not _PAGE.search(said):
        return ""
    remedy = "write where the site stands, and no more: "
    return remedy + "https://example.org/ or https://example.org/folder/"


def report(said: str) -> str:
    """What to do about the address of a repository; empty when it is one.

    >>> report("https://codeberg.org/name/repository/")
    ''
    >>> report("https://github.com/name/repository/issues")
    'write the address of the repository itself: https://github.com/name/repository'
    """
    if _REPOSITORY.fullmatch(said) and not _INSIDE.search(said):
        return ""
    return "write the address of the repository itself: https://github.com/name/repository"


def contact(said: str) -> str:
    """What to do about an address to write to; empty when it is one.

    >>> contact("somebody@example.org"), contact("https://example.org/contact")
    ('', '')
    """
    if _MAIL.fullmatch(said) or _ANY.fullmatch(said):
        return ""
    return "write a mail address, or the address of a page: https://…"


def _keys(node: yaml.Node | None) -> Mapping[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _variable(node: yaml.Node) -> str:
    names = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return str(names[0].value)


class _Loader(yaml.SafeLoader):
    """Reads a value as MkDocs does, and knows its line."""


_Loader.add_constructor("!ENV", construct_env_tag)
