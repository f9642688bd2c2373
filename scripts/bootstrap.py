"""Makes `.tools` (uv) and `.venv` (what requirements-dev.txt locks, and the project itself), and renews the locks.

    python scripts/bootstrap.py install   the environment, as locked; nothing when it is there already
    python scripts/bootstrap.py lock      requirements*.txt, anew from pyproject.toml

Needs nothing but the standard library, because it runs before anything is installed. A lock file keeps two runs apart.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
STAMP = VENV / "installed"
PLACE = VENV / "place"
"""Holds the path of the folder for which `.venv` was made; the Makefile looks at it."""
INPUTS = ("pyproject.toml", "requirements-dev.txt", "requirements-tools.txt", "scripts/bootstrap.py")
TOOLS_WANTED = "uv>=0.9"
COMPILE = (
    "--universal",
    "--python-version=3.12",
    "--generate-hashes",
    "--no-emit-index-url",
    # A version that turns out to be poisoned is mostly found within days.
    "--exclude-newer=7 days",
    "--custom-compile-command=make lock",
    "--quiet",
)


def main(command: str) -> None:
    """Run one of the two commands, at most one at a time in this folder."""
    with alone():
        {"install": install, "lock": lock}[command]()


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other run is at work in this folder. The lock goes with the process, whatever its end."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install() -> None:
    """Bring `.venv` to what the lock says; a folder that was moved gets a new one."""
    wanted = fingerprint()
    if is_here() and STAMP.exists() and STAMP.read_text() == wanted:
        STAMP.touch()  # make looks at the time
        return
    uv = find_uv()
    say("Installing into .venv (once; later runs take no time)")
    if not is_here():
        run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV))
    environment = {"VIRTUAL_ENV": str(VENV)}
    # Compiled once here: where Python may not write bytecode, every command would otherwise compile its libraries anew.
    run(uv, "pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes", "requirements-dev.txt", **environment)
    run(uv, "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--offline", "--editable", ".", **environment)
    run(str(VENV / "bin/python"), "-m", "compileall", "-q", "src")
    PLACE.write_text(str(ROOT))
    STAMP.write_text(wanted)


def lock() -> None:
    """Write the three requirements files: to run, to develop, and uv itself."""
    uv = find_uv()
    upgrade = ("--upgrade",) if os.environ.get("UPGRADE") else ()
    run(uv, "pip", "compile", "pyproject.toml", "--output-file=requirements.txt", *upgrade, *COMPILE)
    run(uv, "pip", "compile", "pyproject.toml", "--group=dev", "--output-file=requirements-dev.txt", *upgrade, *COMPILE)
    run(uv, "pip", "compile", "-", "--output-file=requirements-tools.txt", *upgrade, *COMPILE, text=TOOLS_WANTED)


def find_uv() -> str:
    """The uv of this machine, or one made in `.tools` by pip."""
    ours = TOOLS / "bin/uv"
    if installed := shutil.which("uv"):
        return installed
    if not runs(ours):
        say("Installing uv into .tools")
        run(sys.executable, "-m", "venv", "--clear", str(TOOLS / "venv"))
        pip = str(TOOLS / "venv/bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"
        run(*pip, "--require-hashes", "-r", "requirements-tools.txt")
        ours.parent.mkdir(exist_ok=True)
        ours.unlink(missing_ok=True)
        ours.symlink_to("../venv/bin/uv")
    return str(ours)


def fingerprint() -> str:
    """What the environment is made from."""
    digest = hashlib.sha256()
    for name in INPUTS:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_here() -> bool:
    """Whether `.venv` works and was made for this very folder: what is installed holds its path."""
    return runs(VENV / "bin/python") and PLACE.exists() and PLACE.read_text() == str(ROOT)


def runs(program: Path) -> bool:
    """Whether a program is there and starts."""
    if not program.exists():
        return False
    return subprocess.run([program, "--version"], capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0


def run(*command: str, text: str = "", **environment: str) -> None:
    """Run a command in the project's folder; end with its message when it fails."""
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, input=text, text=True, check=False)
    if done.returncode:
        sys.exit(f"failed: {' '.join(command)}")


def say(line: str) -> None:
    """Tell what takes time, without getting in the way of what make prints."""
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
