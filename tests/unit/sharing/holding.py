"""A process that holds a workspace and serves it, as `doelgroep serve` does."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOLD = """
import sys
import doelgroep as dg
from doelgroep.sharing import serve_workspace
with dg.open(sys.argv[1]) as workspace, serve_workspace(workspace) as socket:
    print(socket, flush=True)
    sys.stdin.read()
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """The process and its socket."""

    process: subprocess.Popen[str]
    socket: Path

    def end(self) -> None:
        """As a server ends that is told to stop."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait(timeout=30)

    def kill(self) -> None:
        """Without a chance to clear up."""
        self.process.kill()
        self.process.wait()


@contextmanager
def held(folder: Path) -> Iterator[Holding]:
    """A workspace in the hands of another process until the end of the block. That one runs in the root of the disk, where no test has files."""
    process = start(_HOLD, str(folder))
    assert process.stdout is not None
    with process:
        made = Holding(process, Path(process.stdout.readline().strip()))
        assert made.socket.is_socket()
        try:
            yield made
        finally:
            made.end()


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    """An interpreter that runs the code, with pipes."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE if "stderr" in code else None}
    return subprocess.Popen([sys.executable, "-c", code, *arguments], text=True, cwd="/", env=environment, **pipes)  # type: ignore[call-overload, no-any-return] # noqa: S603 - our own interpreter
