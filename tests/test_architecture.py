"""The house: imports run one way, and every list of its rooms is true."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from edition.outputs import GENERATED, OUTPUTS
from edition.rules import RULES
from edition.words import entries
from tests.project import ROOT

PACKAGE = ROOT / "edition"
FLOORS = [
    {"model", "faults", "words", "readings", "dates"},
    {"script", "rarity", "formulas"},
    {"record", "annotation", "damage", "fold", "forms", "markdown", "sidecar", "lexicon"},
    {"succession", "own", "halves"},
    {"inverse", "wording"},
    {"resimulation"},
    {"weighing"},
    {
        *("sources", "rules", "outline", "addresses"),
        *("parallels", "terms", "documents", "reuse", "pages"),
    },
    {"clean"},
    {"atlas"},
    {"outputs", "site", "settings", "verify", "hosting"},
    {"downloads", "robots", "cff"},
    {"publish"},
    {"__init__"},
    {"serve"},
    {"cli"},
]
"""Who may stand on whom: a module imports from the floors below its own, never beside or above."""
HELPERS = {
    *("markup", "apparatus", "facts", "setting", "same", "evidence", "linked", "map", "citation"),
    *("concordance", "metadata", "fetched", "volume", "archive", "press", "fitting"),
}
"""Modules in outputs/ and downloads/ that their neighbours stand on."""
MODULES = sorted(PACKAGE.rglob("*.py"))


def floor(name: str) -> int:
    return next(number for number, names in enumerate(FLOORS) if name in names)


def imported(path: Path) -> set[str]:
    """The modules of ours that a file imports, dotted, without `edition.`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "edition":
            found |= {name.name if is_module(name.name) else "__init__" for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("edition."):
            module = str(node.module).removeprefix("edition.")
            found |= {
                f"{module}.{name.name}" if is_module(f"{module}.{name.name}") else module
                for name in node.names
            }
        elif isinstance(node, ast.Import):
            found |= {"__init__" for name in node.names if name.name == "edition"}
    return found


def is_module(dotted: str) -> bool:
    path = PACKAGE / dotted.replace(".", "/")
    return path.with_suffix(".py").exists() or path.is_dir()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    for other in imported(path):
        there = other.split(".")
        if there[0] == parts[0]:
            assert parts[-1] == "__init__" or there[-1] in HELPERS, f"{parts} knows {other}"
        else:
            assert floor(there[0]) < floor(parts[0]), f"{'/'.join(parts)} imports {other}"


def test_only_the_program_sees_every_stage() -> None:
    stages = {"sources", "clean", "outline", "parallels", "terms", "outputs", "site", "publish"}
    seeing = [path.name for path in MODULES if stages <= {m.split(".")[0] for m in imported(path)}]
    assert seeing == ["__init__.py"]


def test_every_rule_and_output_is_listed() -> None:
    rules = {path.stem for path in (PACKAGE / "rules").glob("*.py")} - {"__init__"}
    outputs = {path.stem for path in (PACKAGE / "outputs").glob("*.py")} - {"__init__"} - HELPERS
    assert rules == {rule.name.replace("-", "_") for rule in RULES}
    assert outputs == {output.__module__.rpartition(".")[2] for output in OUTPUTS}


def test_the_method_page_names_every_rule_in_order() -> None:
    method = (ROOT / "docs" / "method.md").read_text("utf-8")
    assert re.findall(r"^\d+\. \*\*(.+?)\*\*", method, re.MULTILINE) == [r.title for r in RULES]


def test_no_two_scripts_have_one_name() -> None:
    """A page has one scope for all its scripts: the second to declare a name would not run."""
    scripts = sorted((ROOT / "docs" / "assets" / "javascripts").rglob("*.js"))
    declared = re.compile(r"^(?:const|let|class|(?:async )?function\*?) +(\w+)", re.MULTILINE)
    found = Counter(name for path in scripts for name in declared.findall(path.read_text("utf-8")))
    assert found
    assert [name for name, count in found.items() if count > 1] == []


LISTS = sorted(path.stem for path in (PACKAGE / "data").glob("*.txt"))


@pytest.mark.parametrize("name", [name for name in LISTS if name != "litter"])
def test_word_lists_are_sorted(name: str) -> None:
    words = [fields[0] for fields in entries(name)]
    assert words == sorted(set(words))


def test_shapes_of_litter_are_sorted() -> None:
    shapes = [(where, kind, what, shape) for where, kind, shape, what in entries("litter")]
    assert shapes == sorted(set(shapes))


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_map_of_the_folders_is_the_tree(readme: str) -> None:
    """Every path that the map names is there, and no module is missing from it."""
    text = (ROOT / readme).read_text("utf-8")
    block = text.split("```tree\n")[1].split("```")[0]
    named: set[str] = set()
    folder = ""
    for line in block.splitlines():
        name = line.split()[0]
        if line.startswith(" "):
            named.add(folder + name)
        else:
            folder = name if name.endswith("/") else ""
            named.add(name)
    for name in named:
        assert (ROOT / name).exists(), name
    modules = {f"edition/{path.name}" for path in PACKAGE.glob("*.py")}
    assert modules <= named, modules - named


def test_what_is_generated_is_named_where_people_look() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for name in GENERATED:
        assert f"docs/{name}" in contributing


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_first_screen_is_true(readme: str) -> None:
    """What the READMEs show stands in the source, in the clean text and in the record."""
    text = (ROOT / readme).read_text("utf-8")
    raw, clean = re.findall(r"^    (把.*)$", text, re.MULTILINE)
    assert raw in (ROOT / "source_texts" / "tizhi-jizhi.txt").read_text("utf-8")
    assert clean in (ROOT / "docs" / "data" / "tizhi-jizhi.txt").read_text("utf-8")
    record = (ROOT / "docs" / "data" / "tizhi-jizhi.changes.jsonl").read_text("utf-8")
    shown = " ".join(re.findall(r"^    [{ ].*$", text, re.MULTILINE)).split("…, ")
    assert all(" ".join(part.split()).rstrip(", ") in record for part in shown)
    assert f"{record.count(chr(10)):,}" in text
