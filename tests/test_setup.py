"""Setting up: the lock, and build.py on its way to the right Python."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import distribution, packages_distributions, requires
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import build
from tests.project import ROOT

BUILD = ROOT / "build.py"


# The lock


def pins() -> dict[str, Requirement]:
    """What the lock asks for on this system: name → requirement."""
    lines = re.findall(r"^\w.*?(?= \\$)", Path(build.LOCK).read_text("utf-8"), re.MULTILINE)
    return {
        canonicalize_name(pin.name): pin
        for pin in map(Requirement, lines)
        if not pin.marker or pin.marker.evaluate()
    }


def test_the_lock_has_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    locked = pins()
    for requirement in map(Requirement, wanted):
        [pin] = locked[canonicalize_name(requirement.name)].specifier
        assert pin.operator == "=="
        assert pin.version in requirement.specifier


def test_what_the_edition_imports_is_asked_for() -> None:
    """By itself: not because something else, or a test, happens to want it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    carried_by = packages_distributions()
    for path in (ROOT / "edition").rglob("*.py"):
        for name in imported(path) - sys.stdlib_module_names - {"edition"}:
            assert asked & set(map(canonicalize_name, carried_by[name])), f"{path}: {name}"


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports."""
    names = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return {name.partition(".")[0] for name in names}


def test_the_lock_has_what_its_packages_ask_for() -> None:
    """Pip is told to add nothing to it."""
    locked = pins()
    for name in locked:
        for need in map(Requirement, requires(name) or ()):
            if not need.marker or need.marker.evaluate({"extra": ""}):
                [pin] = locked[canonicalize_name(need.name)].specifier
                assert pin.version in need.specifier, f"{name} needs {need}"


def test_the_lock_names_no_host() -> None:
    assert "//" not in Path(build.LOCK).read_text("utf-8")


# build.py, where it cannot go on


def test_old_pythons_can_read_build() -> None:
    ast.parse(BUILD.read_text("ascii"), feature_version=(3, 5))


@pytest.mark.parametrize(
    ("lack", "remedy"),
    [
        ("sys.version_info = (3, 10, 1)", "Python 3.11 or newer is needed"),
        ("sys.modules['ensurepip'] = None", "apt install python3-venv"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(tmp_path: Path, lack: str, remedy: str) -> None:
    shutil.copy(BUILD, tmp_path)
    (tmp_path / "requirements.lock").write_text("nowhere==1\n", "utf-8")
    start = f"import runpy, sys; {lack}; runpy.run_path('build.py', run_name='__main__')"
    run = subprocess.run(
        [sys.executable, "-c", start], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert run.stdout == ""
    assert remedy in run.stderr
    assert run.stderr.count("\n") == 1
    assert not (tmp_path / ".venv").exists()


# build.py and its .venv: for real, with a lock of two packages that need no network


class Project:
    """A small project with our build.py, and a command line that tells how it was called."""

    CLI = """\
import sys
def main():
    print(sys.argv[1:], sys.stdin.read(), sys.prefix, sep="|")
    return 7
"""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.wheels = root / "wheels"
        self.python = root / Path(build.VENV_PYTHON).relative_to(build.ROOT)
        for folder in (self.wheels, root / "edition"):
            folder.mkdir()
        shutil.copy(BUILD, root)
        (root / "edition" / "cli.py").write_text(self.CLI, "utf-8")
        package = distribution("packaging")
        modules = [file for file in package.files or () if file.suffix == ".py"]
        self.packaging = self.wheel(
            "packaging", package.version, {str(file): file.read_binary() for file in modules}
        )
        self.canary = self.wheel("canary", "1.0", {"canary.py": b"VERSION = 1"})

    def wheel(self, name: str, version: str, files: Mapping[str, bytes]) -> str:
        """Make a wheel; give its line in the lock."""
        path = self.wheels / f"{name}-{version}-py3-none-any.whl"
        about = {
            "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            "RECORD": "",
        }
        with ZipFile(path, "w") as archive:
            for inside, content in files.items():
                archive.writestr(inside, content)
            for inside, text in about.items():
                archive.writestr(f"{name}-{version}.dist-info/{inside}", text)
        return f"{name}=={version} \\\n    --hash=sha256:{sha256(path.read_bytes()).hexdigest()}\n"

    def ask_for(self, canary: str) -> None:
        """Write a lock with this line for the canary."""
        (self.root / "requirements.lock").write_text(self.packaging + canary, "utf-8")

    def build(self, **env: str) -> subprocess.CompletedProcess[str]:
        """Run build.py as a person would, cut off from every index."""
        offline = {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_CONFIG_FILE": os.devnull,
        }
        return subprocess.run(
            [sys.executable, str(self.root / "build.py"), "clean", "-"],
            env={**os.environ, **offline, **env},
            input="text",
            capture_output=True,
            text=True,
            check=False,
        )

    def installed(self, file: str) -> Path:
        """A file among the packages of .venv."""
        [path] = (self.root / ".venv").rglob(f"site-packages/{file}")
        return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """With a .venv, made by a first run in bad company."""
    pytest.importorskip("ensurepip")
    project = Project(tmp_path_factory.mktemp("project"))
    project.ask_for(project.canary)
    astray = str(project.root / "astray")
    run = project.build(PIP_TARGET=astray, PIP_USER="1", PIP_REQUIRE_VIRTUALENV="1")
    assert_went_well(project, run)
    assert "Making .venv" in run.stderr
    assert not Path(astray).exists()
    return project


@pytest.fixture
def project(made: Project) -> Project:
    """As a test before may have left it: asking for the first canary, whatever is installed."""
    made.ask_for(made.canary)
    return made


def assert_went_well(project: Project, run: subprocess.CompletedProcess[str]) -> None:
    """Arguments and input arrived in .venv, the exit code came back, stdout was left alone."""
    assert run.stdout == f"['clean', '-']|text|{(project.root / '.venv').resolve()}\n", run.stderr
    assert run.returncode == 7


def test_a_good_venv_is_used_in_silence(project: Project) -> None:
    project.build()
    run = project.build()
    assert_went_well(project, run)
    assert run.stderr == ""


def test_a_venv_that_is_behind_is_brought_up_to_date(project: Project) -> None:
    project.ask_for(project.wheel("canary", "2.0", {"canary.py": b"VERSION = 2"}))
    run = project.build()
    assert_went_well(project, run)
    assert "Making" not in run.stderr
    assert project.installed("canary.py").read_text("utf-8") == "VERSION = 2"


def test_what_an_interruption_left_is_repaired(project: Project) -> None:
    project.build()
    project.installed("canary.py").unlink()
    project.installed("canary-1.0.dist-info/INSTALLER").unlink()
    assert_went_well(project, project.build())
    assert project.installed("canary.py").exists()


def test_a_venv_whose_python_is_gone_is_made_anew(project: Project) -> None:
    project.python.unlink()
    run = project.build()
    assert_went_well(project, run)
    assert "Making .venv" in run.stderr


def test_other_packages_on_the_path_do_not_get_in(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "canary-3.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Name: canary\nVersion: 3\n", "utf-8")
    (other / "INSTALLER").write_text("hand\n", "utf-8")
    assert_went_well(project, project.build(PYTHONPATH=str(tmp_path)))


def test_a_package_that_is_not_the_locked_one_is_refused(project: Project) -> None:
    real = project.wheel("canary", "1.5", {})
    project.ask_for(re.sub(r"\w+\n$", "0" * 64 + "\n", real))
    run = project.build()
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.endswith("run this again.\n")
    assert "Traceback" not in run.stderr
