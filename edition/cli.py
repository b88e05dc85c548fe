"""The command line: arguments in, calls to the edition, sentences out."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import edition
from edition import publish, verify
from edition.clean import faults as faults_of
from edition.faults import Fault, Faults
from edition.model import Source, Work
from edition.outline import listing
from edition.outputs.data import change, flag
from edition.outputs.facts import facts
from edition.sources import decode, read_source

ROOT = Path(__file__).resolve().parent.parent
PORT = 8000

_DESCRIPTION = """\
Make the edition: read source_texts/, write the pages under docs/, render site/.

  python3 build.py                 everything; ends by saying what to open
  python3 build.py serve           the same, then again whenever a file changes
  python3 build.py check           would a build change docs/?  exit 1 and a diff if so
  python3 build.py verify          rebuild every raw file from what is published, and compare
  python3 build.py verify PLACE    the same for a site, its data or its zip, from these alone
  python3 build.py clean a.txt     the clean text of any file  (- reads standard input)
  python3 build.py outline a.txt   its headings, indented
  python3 build.py test            ruff, mypy and all tests
  python3 build.py score           how well texts are cleaned, in figures
"""


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked; 0 when all is well, 1 when something is wrong, 2 for wrong arguments."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # Windows would choose the console's own
    asked = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = asked.command
    try:
        return command(asked)
    except Faults as faults:
        print(faults, file=sys.stderr)
        count = len(faults.faults)
        print(f"\n{count} fault{'s' * (count > 1)}; nothing was changed.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `| head` has seen enough
        sys.stderr.close()
        return 0
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        remedy = "see whether there is room, and who may read and write there; then run this again"
        print(Fault(str(error.filename or "build.py"), 0, what, remedy), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "build.py",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=_build)
    commands = parser.add_subparsers(title="commands", metavar="")
    commands.add_parser("build", help="everything (what happens without a command)")
    for name, command, help_ in (
        ("clean", _clean, "print the clean text of a file"),
        ("outline", _outline, "print the headings of a file, indented"),
    ):
        one = commands.add_parser(name, help=help_, description=f"{help_.capitalize()}.")
        one.add_argument("file", help="any text file; - reads standard input")
        one.add_argument("--json", action="store_true", help="as data")
        one.set_defaults(command=command)
    for name, command, help_ in (
        ("check", _check, "compare docs/ with what a build would write"),
        ("serve", _serve, f"build, serve on port {PORT}, build again on change"),
    ):
        commands.add_parser(name, help=help_).set_defaults(command=command)
    proof = commands.add_parser(
        "verify",
        help="rebuild the raw files from docs/data, or from a published edition alone",
        description="Rebuild the raw files from clean text and record, and print the sums.",
    )
    proof.add_argument(
        "place", nargs="?", type=Path, help="a site, its data/, or its zip; needs no source_texts/"
    )
    proof.add_argument("--out", type=Path, metavar="FOLDER", help="write them there, as <id>.txt")
    proof.set_defaults(command=_verify)
    for name, package, help_ in (
        ("test", "tests", "run ruff, mypy and all tests; what follows is passed on to pytest"),
        ("score", "tests.score", "how well texts are cleaned, in figures; --seed N, --pages N"),
    ):
        # No prefix marks an option here: all that follows is for the other program to read.
        one = commands.add_parser(name, help=help_, add_help=False, prefix_chars="\0")
        one.add_argument("rest", nargs=argparse.REMAINDER)
        one.set_defaults(command=_development, package=package)
    return parser


def _build(asked: argparse.Namespace) -> int:
    made = edition.build(ROOT, _report)
    for work in made.works:
        told = facts(work)
        print(
            f"{work.id}: {told.han} Han, {told.changes} changes "
            f"({told.mechanical} mechanical, {told.unique} unique, {told.probable} probable), "
            f"{sum(told.flags.values())} flags, "
            f"{told.conjectures} conjectures, {len(told.gaps)} gaps"
        )
    print(f"{len(made.links)} parallels")
    print(f"\nopen   {ROOT / 'site' / 'index.html'}")
    python = "py" if os.name == "nt" else "python3"
    print(f"serve  {python} {shlex.quote(str(ROOT / 'build.py'))} serve")
    return 0


def _clean(asked: argparse.Namespace) -> int:
    work = _work(asked.file)
    if asked.json:
        said = {
            "text": work.cleaned.text,
            "changes": [change(one) for one in work.cleaned.record],
            "flags": [flag(one, work) for one in work.cleaned.flags],
        }
        print(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        sys.stdout.write(work.cleaned.text)
    return 0


def _outline(asked: argparse.Namespace) -> int:
    work = _work(asked.file)
    found = list(listing(work.outline))
    if asked.json:
        print(json.dumps([list(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for level, heading in found:
            print("  " * (level - 1) + heading)
    return 0


def _verify(asked: argparse.Namespace) -> int:
    place: Path | None = asked.place
    proofs = verify.verify_published(place) if place else verify.verify(ROOT)
    for proof in proofs:
        print(proof)
    failed = [proof.id for proof in proofs if not proof.holds]
    if failed:
        remedy = "get it anew from where it is published" if place else "run python3 build.py"
        print(f"\n{', '.join(failed)}: not what the sums say; {remedy}", file=sys.stderr)
    elif asked.out:
        for path in verify.write(proofs, asked.out):
            print(f"wrote  {path}")
    return 1 if failed else 0


def _check(asked: argparse.Namespace) -> int:
    made = edition.read(ROOT, _report)
    found = list(publish.differences(ROOT, edition.render(made), edition.beside(ROOT, made)))
    print("\n".join(found) or "docs/, published/ and CITATION.cff are what a build would write")
    if found:
        print(
            f"\n{len(found)} files differ; python3 build.py writes them",
            file=sys.stderr,
        )
    return 1 if found else 0


def _serve(asked: argparse.Namespace) -> int:
    from edition.serve import serve  # brings MkDocs along

    serve(ROOT, PORT, _report)
    return 0


def _development(asked: argparse.Namespace) -> int:
    """What only developers need stands beside the program, not in it."""
    return subprocess.call([sys.executable, "-m", asked.package, *asked.rest], cwd=ROOT)


def _report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _work(file: str) -> Work:
    """The work of any file; its sidecar is read where one lies beside it."""
    source: Source | None
    if file == "-":
        text, encoding, fault = decode(data := sys.stdin.buffer.read(), "standard input")
        source = Source("text", "standard input", data, encoding, text)
        faults = [fault] if fault else []
    else:
        source, faults = read_source(Path(file), named=False)
    if faults or source is None:
        raise Faults(faults or [Fault(file, 0, "cannot be read", "name a text file")])
    work = edition.edit(source, _report)
    if faults := faults_of(work.cleaned, str(Path(file).parent)):
        raise Faults(faults)
    return work
