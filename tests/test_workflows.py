"""What GitHub runs: pinned, allowed no more than it needs, and doing what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from edition import site
from tests.project import ROOT, content

WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
}
ALLOWED = {
    "test": {"": {"contents": "read"}},
    "pages": {
        "": {"contents": "read"},
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "commit": {"contents": "write"},
    },
}
"""What each workflow may do, and each of its jobs that may do something else."""
OFFICIAL = re.compile(r"actions/[\w-]+@v\d+\.\d+\.\d+|docker://rhysd/actionlint:\d+\.\d+\.\d+")


def steps(workflow: str) -> list[tuple[str, dict[str, Any]]]:
    jobs = WORKFLOWS[workflow]["jobs"]
    return [(name, step) for name, job in jobs.items() for step in job["steps"]]


def script(name: str) -> str:
    """What a step of pages.yml runs."""
    [found] = [step["run"] for _, step in steps("pages") if step.get("name") == name]
    return str(found)


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_every_action_is_official_and_pinned_by_its_full_version(workflow: str) -> None:
    used = [step["uses"] for _, step in steps(workflow) if "uses" in step]
    assert used
    assert [one for one in used if not OFFICIAL.fullmatch(one)] == []


def test_both_workflows_use_the_same_version_of_an_action() -> None:
    used = {step["uses"] for name in WORKFLOWS for _, step in steps(name) if "uses" in step}
    names = [one.partition("@")[0] for one in used]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_a_workflow_may_do_no_more_than_it_needs(workflow: str) -> None:
    said = WORKFLOWS[workflow]
    jobs = {name: job["permissions"] for name, job in said["jobs"].items() if "permissions" in job}
    assert {"": said["permissions"], **jobs} == ALLOWED[workflow]


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_nothing_is_run_with_a_token_that_it_could_keep(workflow: str) -> None:
    for job, step in steps(workflow):
        if str(step.get("uses", "")).startswith("actions/checkout@"):
            kept = step.get("with", {}).get("persist-credentials", True)
            assert kept == (job == "commit")
        if job == "commit":
            own = re.search(r"^\s*(python|bash|\./)", step.get("run", ""), re.MULTILINE)
            assert not own, "it runs nothing of the repository"


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_what_anybody_can_name_is_no_part_of_a_script(workflow: str) -> None:
    """A branch can be called `$(…)`: scripts read such names from the environment."""
    assert [step["run"] for _, step in steps(workflow) if "${{" in step.get("run", "")] == []


def test_a_deployment_that_runs_is_left_to_end() -> None:
    assert WORKFLOWS["pages"]["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_a_fork_needs_no_edit() -> None:
    [env] = [step["env"] for _, step in steps("pages") if step.get("name") == "Build"]
    assert env == {
        "SITE_URL": "${{ steps.pages.outputs.base_url }}",
        "REPORT_TO": "${{ github.server_url }}/${{ github.repository }}",
    }
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert all(f"!ENV [{name}," in settings for name in env)
    assert all(site.presented(ROOT))


def test_all_promised_systems_and_pythons_are_tested() -> None:
    matrix = WORKFLOWS["test"]["jobs"]["test"]["strategy"]["matrix"]
    assert {system.partition("-")[0] for system in matrix["os"]} == {"ubuntu", "macos", "windows"}
    promised = re.findall(r'requires-python = ">=(.*)"', (ROOT / "pyproject.toml").read_text())
    assert matrix["python"] == [*promised, "3.x"]


# What is written back, tried


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository to push to."""
    made = tmp_path / "origin"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(made))
    git(tmp_path, "clone", "--quiet", str(made), "first")
    for path in ("docs/index.md", "CITATION.cff"):
        commit(tmp_path / "first", path, "old\n")
    return made


def git(folder: Path, *arguments: str) -> str:
    run = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **NOBODY},
        check=True,
        capture_output=True,
        text=True,
    )
    return run.stdout


NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def commit(clone: Path, path: str, said: str) -> None:
    (clone / path).parent.mkdir(parents=True, exist_ok=True)
    (clone / path).write_bytes(said.encode())
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "x")
    git(clone, "push", "--quiet", "origin", "HEAD:main")


def run(folder: Path, name: str, temp: Path) -> int:
    """Run a step of pages.yml as GitHub does: bash, ending at the first error."""
    temp.mkdir(exist_ok=True)
    told = {
        "RUNNER_TEMP": str(temp),
        "GITHUB_OUTPUT": str(temp / "output"),
        "GITHUB_STEP_SUMMARY": str(temp / "summary"),
        "GITHUB_REF": "refs/heads/main",
    }
    done = subprocess.run(
        ["bash", "-e", "-c", script(name)],
        cwd=folder,
        env={**os.environ, **NOBODY, **told},
        check=False,
        capture_output=True,
    )
    return done.returncode


LINUX = pytest.mark.skipif(sys.platform == "win32", reason="that job runs on Linux")


@LINUX
@pytest.mark.parametrize("meanwhile", [None, "source_texts/other.txt", "docs/index.md"])
def test_what_a_build_wrote_is_committed(
    origin: Path, tmp_path: Path, meanwhile: str | None
) -> None:
    temp = tmp_path / "temp"
    for name in ("built", "later"):
        git(tmp_path, "clone", "--quiet", str(origin), name)
    built, later = tmp_path / "built", tmp_path / "later"
    for path in (
        "docs/index.md",
        "docs/texts/a/1.md",
        "published/a.tsv",
        "CITATION.cff",
        "build.py",
    ):
        (built / path).parent.mkdir(parents=True, exist_ok=True)
        (built / path).write_bytes("新\n".encode())
    assert run(built, "See what the build wrote", temp) == 0
    said = (temp / "output").read_text("utf-8")
    assert "any=true" in said and git(built, "rev-parse", "HEAD").strip() in said

    if meanwhile:
        commit(tmp_path / "first", meanwhile, "pushed meanwhile\n")
    clashes = meanwhile == "docs/index.md"
    assert run(later, "Commit what the build wrote", temp) == int(clashes)
    git(tmp_path, "clone", "--quiet", str(origin), "after")
    after = content(tmp_path / "after")
    found = {path for path in after if not path.startswith(".git/")}
    written = set() if clashes else {"docs/texts/a/1.md", "published/a.tsv"}
    old = {"docs/index.md", "CITATION.cff"}
    assert found == {*old, *written, *([meanwhile] if meanwhile else [])}
    assert (after["CITATION.cff"] == b"old\n") == clashes
    assert clashes == ("commit docs/, published/ and CITATION.cff" in summary(temp))


def summary(temp: Path) -> str:
    path = temp / "summary"
    return path.read_text("utf-8") if path.exists() else ""


@LINUX
def test_nothing_is_committed_where_a_build_wrote_nothing_new(origin: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(origin), "built")
    (tmp_path / "built" / "published").mkdir()
    assert run(tmp_path / "built", "See what the build wrote", tmp_path / "temp") == 0
    assert "any" not in (tmp_path / "temp" / "output").read_text("utf-8")


@LINUX
def test_what_is_wrong_with_a_text_is_said_on_the_first_page(tmp_path: Path) -> None:
    (tmp_path / "said.txt").write_text("source_texts/a.txt: the file is empty\n", "utf-8")
    assert run(tmp_path, "Say what is wrong", tmp_path) == 0
    assert summary(tmp_path) == "    source_texts/a.txt: the file is empty\n"
