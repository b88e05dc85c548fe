"""A text's sidecar: what a person knows of it, in YAML, checked line by line.

Every key is optional, every value is text (`date: 2025` and `date: "2025"` are
one), and whatever is not understood is a fault with its line: a misspelt key
must not silently lose a rights note.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeVar

import yaml

from edition.faults import Fault
from edition.model import Certainty, Metadata, Proposal

Item = TypeVar("Item")

SCRIPTS = ("auto", "simplified", "traditional", "mirror")
HEADINGS = ("auto", "numbered", "bare", "leads", "none")
_TEXT = (
    "title",
    "author",
    "date",
    "source",
    "source_url",
    "witnesses",
    "rights",
)
_FLAG = ("title_editorial", "noindex")
_CHOICE = {"script": SCRIPTS, "headings": HEADINGS}
KEYS = ("id", *_TEXT, *_FLAG, *_CHOICE, "inferred", "corrections", "conjectures")
_FACTS = ("title", "author", "date", "source", "source_url", "rights")
"""What can be inferred."""
_UNSOUND = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What can be escaped in YAML, but stand in no text."""
_ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")


@dataclass
class Sidecar:
    """A sidecar read: metadata, an id if it gives one, and what is wrong with it."""

    meta: Metadata = field(default_factory=Metadata)
    id: str = ""
    faults: list[Fault] = field(default_factory=list)


def read(content: str, file: str, raw: str) -> Sidecar:
    """Read a sidecar; `raw` is the raw text that its corrections speak of.

    >>> print(*read("autor: 某人", "a.yml", "").faults)
    a.yml:1: unknown key 'autor'
        did you mean 'author'? Known: id, title, author, date, source, source_url, witnesses, \
rights, title_editorial, noindex, script, headings, inferred, corrections, conjectures
    >>> read("title: 讲话\\ndate: 2025", "a.yml", "").meta.date
    '2025'
    """
    reader = _Reader(file, raw)
    reader.read(content)
    return reader.sidecar


class _Reader:
    """Walks YAML's own tree, because only that knows the lines."""

    def __init__(self, file: str, raw: str) -> None:
        self.file, self.raw = file, raw
        self.sidecar = Sidecar()

    def fault(self, node: yaml.Node | int, what: str, remedy: str) -> None:
        line = node if isinstance(node, int) else node.start_mark.line + 1
        self.sidecar.faults.append(Fault(self.file, line, what, remedy))

    def read(self, content: str) -> None:
        try:
            root = yaml.compose(content, Loader=yaml.BaseLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            self.fault(
                mark.line + 1 if mark else 0,
                f"not YAML: {error.problem or error.context}",
                "write `key: value`, one a line; put a value that holds `: ` or ` #` in quotes",
            )
            return
        except RecursionError:
            self.fault(0, "not YAML: nested too deeply", "write `key: value`, one a line")
            return
        except yaml.YAMLError as error:
            self.fault(
                0,
                f"not YAML: {str(error).splitlines()[0]}",
                "save the file as UTF-8 text",
            )
            return
        if root is None:
            return
        values = self.mapping(root, KEYS)
        said: dict[str, Any] = {}
        for key, node in values.items():
            if key == "id":
                self.sidecar.id = self.text(node)
            elif key == "source_url":
                said[key] = self.address(node)
            elif key in _TEXT:
                said[key] = self.text(node)
            elif key in _FLAG:
                said[key] = self.choice(node, key, ("false", "true")) == "true"
            elif key in _CHOICE:
                said[key] = self.choice(node, key, _CHOICE[key])
            elif key == "inferred":
                said[key] = tuple(self.items(node, key, self.inferred))
            else:
                read = self.correction if key == "corrections" else self.conjecture
                said[key] = tuple(self.items(node, key, read))
        self.given(values)
        meta = Metadata(**said)
        self.apart([*meta.corrections, *meta.conjectures])
        self.sidecar.meta = meta

    def given(self, values: dict[str, yaml.Node]) -> None:
        """What is said of a field needs the field."""
        if "title_editorial" in values and "title" not in values:
            self.fault(values["title_editorial"], "title_editorial without a title", "add `title:`")
        inferred = values.get("inferred")
        for entry in inferred.value if isinstance(inferred, yaml.SequenceNode) else []:
            for key, node in entry.value if isinstance(entry, yaml.MappingNode) else []:
                if key.value == "field" and node.value in _FACTS and node.value not in values:
                    self.fault(node, f"{node.value!r} is not given", f"add `{node.value}:`")

    def mapping(
        self, node: yaml.Node, known: tuple[str, ...], needed: tuple[str, ...] = ()
    ) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self.fault(
                node,
                "`key: value` lines are expected here",
                f"known: {', '.join(known)}",
            )
            return {}
        found: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            if key not in known:
                close = difflib.get_close_matches(key, known, 1)
                meant = f"did you mean {close[0]!r}? Known: " if close else "known: "
                self.fault(key_node, f"unknown key {key!r}", meant + ", ".join(known))
            elif key in found:
                self.fault(key_node, f"{key!r} stands twice", "keep one of the two")
            else:
                found[key] = value
        for key in needed:
            if key not in found:
                self.fault(node, f"{key!r} is missing", f"needed here: {', '.join(needed)}")
        return found

    def text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self.fault(
                node,
                "a text is expected here",
                "write it on one line, in quotes if need be",
            )
            return ""
        self.sound(node)
        return " ".join(str(node.value).split())

    def sound(self, node: yaml.Node) -> None:
        """An escape can write what no text holds."""
        bad = _UNSOUND.search(node.value)
        if bad:
            what = f"U+{ord(bad[0]):04X} is no character of a text"
            self.fault(node, what, "write the character that is meant, or nothing")
            node.value = _UNSOUND.sub("", node.value)

    def address(self, node: yaml.Node) -> str:
        said = self.text(node)
        if not _ADDRESS.fullmatch(said):
            self.fault(node, f"{said!r} is no address of a page", "write https://…")
        return said

    def choice(self, node: yaml.Node, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(node)
        if value not in allowed:
            self.fault(node, f"{key}: {value!r} is not known", f"allowed: {', '.join(allowed)}")
            return allowed[0]
        return value

    def items(
        self, node: yaml.Node, key: str, read: Callable[[yaml.Node], Item | None]
    ) -> list[Item]:
        if not isinstance(node, yaml.SequenceNode):
            self.fault(node, f"{key}: a list is expected", "begin each entry with `- `")
            return []
        return [item for entry in node.value if (item := read(entry)) is not None]

    def inferred(self, node: yaml.Node) -> tuple[str, str] | None:
        entry = self.mapping(node, ("field", "from"), ("field", "from"))
        if len(entry) < 2:
            return None
        return self.choice(entry["field"], "field", _FACTS), self.text(entry["from"])

    def correction(self, node: yaml.Node) -> Proposal | None:
        keys = ("find", "read", "reason", "certainty")
        entry = self.mapping(node, keys, keys)
        if len(entry) < len(keys):
            return None
        sure = (Certainty.PROBABLE.value, Certainty.UNIQUE.value)
        certainty = Certainty(self.choice(entry["certainty"], "certainty", sure))
        return self.proposal(node, entry, certainty)

    def conjecture(self, node: yaml.Node) -> Proposal | None:
        keys = ("find", "read", "reason")
        entry = self.mapping(node, keys, keys)
        return self.proposal(node, entry, Certainty.CONJECTURE) if len(entry) == 3 else None

    def proposal(
        self, node: yaml.Node, entry: dict[str, yaml.Node], certainty: Certainty
    ) -> Proposal | None:
        """One entry; its `find` must stand in the raw text exactly once."""
        find = entry["find"].value
        if not isinstance(find, str) or not find:
            self.fault(entry["find"], "'find' is empty", "quote the raw text that is meant")
            return None
        if "\n" in find:
            self.fault(entry["find"], "'find' runs over the end of a line", "quote from one line")
            return None
        times = self.raw.count(find)
        if times == 0:
            self.fault(
                entry["find"],
                f"{find!r} is not found in the raw text",
                "quote the source as it stands, noise included, from one line of it",
            )
            return None
        if times > 1:
            self.fault(
                entry["find"],
                f"{find!r} is found {times} times in the raw text",
                "quote more of what stands around it, until only one place is meant",
            )
            return None
        self.text(entry["read"])
        reading, reason = str(entry["read"].value), self.text(entry["reason"])
        line = node.start_mark.line + 1
        return Proposal(find, reading, reason, certainty, self.raw.index(find), line)

    def apart(self, proposals: list[Proposal]) -> None:
        """No two entries may speak of one place."""
        for a, b in pairwise(sorted(proposals, key=lambda p: p.start)):
            if b.start < a.end:
                self.fault(
                    b.line,
                    f"the entries for {a.find!r} and {b.find!r} overlap in the raw text",
                    "make them one entry, or quote less",
                )
