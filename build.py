"""Make the edition: `python3 build.py --help` shows what else can be done.

The work itself is in `edition/`. This file sees to it that the packages of
`requirements.lock` are there: in the Python it was started with, else in
`.venv`, which it makes, repairs and keeps up to date. It is written so that
Pythons too old for the rest can read it as far as the sentence that says so.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
LOCK = os.path.join(ROOT, "requirements.lock")
VENV = os.path.join(ROOT, ".venv")
WINDOWS = os.name == "nt"
VENV_PYTHON = os.path.join(VENV, "Scripts\\python.exe" if WINDOWS else "bin/python")
# Set between `fill` and the check of what it did: a lock that cannot be met must not loop.
FILLED = "EDITION_VENV_FILLED"
# What would lead pip out of `.venv`, or other packages into it.
ASTRAY = {
    "PIP_CONSTRAINT",
    "PIP_PREFIX",
    "PIP_PYTHON",
    "PIP_ROOT",
    "PIP_TARGET",
    "PIP_USER",
    "PYTHONPATH",
}


def satisfied() -> bool:
    """Whether all that the lock asks for here is installed, whole and in that version."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        from packaging.requirements import Requirement
    except ImportError:
        return False
    with open(LOCK, encoding="utf-8") as lock:
        pins = [Requirement(line.rstrip(" \\\n")) for line in lock if line[0] not in "# \n"]
    for pin in pins:
        if pin.marker and not pin.marker.evaluate():
            continue
        try:
            package = distribution(pin.name)
        except PackageNotFoundError:
            return False
        # INSTALLER is written last: without it the installation was interrupted.
        if not package.read_text("INSTALLER") or package.version not in pin.specifier:
            return False
    return True


def runs(python: str) -> bool:
    """Whether this Python starts, and is new enough: a moved or updated base breaks a .venv."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.call([python, "-c", check], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make_venv() -> None:
    """Put an empty `.venv` in place of whatever is there."""
    from importlib.util import find_spec

    if not (find_spec("venv") and find_spec("ensurepip")):
        sys.exit(
            "This Python cannot make virtual environments: install its venv module "
            "(Debian, Ubuntu: apt install python3-venv) and run the same command again."
        )
    say("Making .venv, an environment of its own for this project ...")
    # pip follows in `fill`: it can then be interrupted and repaired like everything else.
    command = [sys.executable, "-m", "venv", "--clear", "--without-pip", VENV]
    if subprocess.call(command, stdin=subprocess.DEVNULL, stdout=sys.stderr):
        sys.exit("No virtual environment could be made at " + VENV + ": see above.")


def fill() -> None:
    """Bring `.venv`, in which we are running, to what the lock says."""
    import glob
    import shutil
    import sysconfig

    say("Installing the packages of requirements.lock into .venv: this can take a minute ...")
    # To pip a package that an interruption left half installed is as good as any.
    for info in glob.glob(os.path.join(sysconfig.get_path("purelib"), "*.dist-info")):
        if not os.path.exists(os.path.join(info, "INSTALLER")):
            shutil.rmtree(info)
    quiet = subprocess.DEVNULL
    ensurepip = [sys.executable, "-m", "ensurepip"]
    subprocess.call(ensurepip, stdin=quiet, stdout=quiet, stderr=quiet)
    # Not --isolated: where packages come from is the user's to set. Where they go is not.
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    exactly = ["--require-hashes", "--no-deps", "--no-user", "-r", LOCK]
    if subprocess.call([*pip, *exactly], env=environment(), stdin=quiet, stdout=sys.stderr):
        sys.exit("pip could not install requirements.lock: see above, then run this again.")


def environment() -> "dict[str, str]":
    """Ours, less what leads astray."""
    return {name: value for name, value in os.environ.items() if name not in ASTRAY}


def hand_over() -> int:
    """Run this command again with the Python of `.venv`; give its exit code."""
    command = [VENV_PYTHON, os.path.abspath(__file__), *sys.argv[1:]]
    if not WINDOWS:
        os.execve(VENV_PYTHON, command, environment())
    # There exec does not wait for the end: the shell would go on at once.
    child = subprocess.Popen(command, env=environment())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            pass  # The child got it as well, and says when it is done.


def say(sentence: str) -> None:
    """Tell what takes time. On stderr: `clean FILE` may be on its way into a pipe."""
    print(sentence, file=sys.stderr, flush=True)


def main() -> int:
    """Do what the command line says, where the lock is satisfied."""
    if sys.version_info < (3, 11):
        sys.exit(
            "Python 3.11 or newer is needed, and {} is {}.{}: install a newer one (python.org, "
            "or your system's packages) and start build.py with that.".format(
                sys.executable, *sys.version_info[:2]
            )
        )
    filled = os.environ.pop(FILLED, None)
    if not satisfied():
        if filled:
            sys.exit("What pip installed is not what requirements.lock asks for: delete .venv.")
        if os.path.realpath(sys.prefix) == os.path.realpath(VENV):
            fill()
            os.environ[FILLED] = "yes"
        elif not runs(VENV_PYTHON):
            make_venv()
        return hand_over()
    from edition.cli import main as edition_main

    return edition_main()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
