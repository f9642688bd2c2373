"""Kill work on workspaces again and again, and look whether anything was lost: `python -m tests.faults.kills --times 100`.

Some kills come after a random time, others at a random one of the steps that change files. After each of them the workspace is opened as the next
process would: it must be in the old state or the new one, and the work, done again, must give the new one.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.works import WORKS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.faults.works"])
LATE = 1.05
"""Kills come up to so much later than the work takes."""
FEW_STEPS = 4
"""With fewer steps that Python knows of, kills come by time only."""
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "sqlite3.connect", "shutil.rmtree"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill: some seconds after the beginning, or at a step."""

    seconds: float = 0.0
    step: int = 0

    def __str__(self) -> str:
        return f"at step {self.step}" if self.step else f"after {self.seconds:.3f} s"


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the kills of one kind of work."""

    name: str
    old: int = 0
    new: int = 0
    late: int = 0
    """Those that came when the work was done; they do not count as kills."""

    def __str__(self) -> str:
        return f"{self.name}: {self.old + self.new} kills, {self.old} left the old state, {self.new} the new one; {self.late} came too late"


class LostError(AssertionError):
    """The workspace is in neither of the two states."""


# ---------------------------------------------------------------- the process that is killed


def work(name: str, folder: Path, number: int, step: int, out: Connection) -> None:
    """Do a round; it kills itself at a step. Tells when it begins, and at the end how many steps it took."""
    steps = [0]

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event in CHANGES or (event == "open" and isinstance(args[2], int) and args[2] & WRITING):
            steps[0] += 1
            if steps[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)

    def begin() -> None:
        out.send("begin")
        sys.addaudithook(watch)

    WORKS[name].run(folder, number, begin)
    out.send(steps[0])


@contextmanager
def started(name: str, folder: Path, number: int, step: int = 0) -> Iterator[tuple[BaseProcess, Connection]]:
    """A round in a process of its own that has begun, and where it will tell its steps."""
    receiving, sending = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=work, args=(name, folder, number, step, sending))
    process.start()
    sending.close()
    try:
        if receiving.recv() != "begin":
            raise LostError(f"{name}: the work did not begin")
        yield process, receiving
    finally:
        process.join()
        process.close()
        receiving.close()


def whole(name: str, folder: Path, number: int) -> tuple[float, int]:
    """A round that is not killed: its seconds and its steps."""
    with started(name, folder, number) as (_, told):
        begun = time.monotonic()
        steps = int(told.recv())
        return time.monotonic() - begun, steps


def killed(name: str, folder: Path, number: int, moment: Moment) -> bool:
    """A round that is killed; False when it was done before."""
    with started(name, folder, number, moment.step) as (process, _):
        if not moment.step:
            time.sleep(moment.seconds)
            process.kill()
        process.join()
        if process.exitcode not in {0, -signal.SIGKILL}:
            raise LostError(f"{name}: round {number} failed before it was killed {moment}")
        return process.exitcode != 0


# ---------------------------------------------------------------- many kills


def kill(name: str, folder: Path, times: int, seed: int) -> Tally:
    """Kill work so many times.

    Raises:
        LostError: a workspace was left in a state that is neither the old nor the new one, or the work can't be done again.
    """
    chance, kind = random.Random(seed), WORKS[name]  # noqa: S311 - no secret
    kind.make(folder)
    seconds, steps = _first(name, folder)
    found, number = Tally(name), 1
    while found.old + found.new < times:
        number += 1
        kind.prepare(folder, number)
        by_step = steps >= FEW_STEPS and chance.random() < 1 / 2
        moment = Moment(step=chance.randint(1, steps)) if by_step else Moment(seconds=chance.uniform(0, seconds * LATE))
        found = _one(found, folder, number, moment)
    return found


def _first(name: str, folder: Path) -> tuple[float, int]:
    WORKS[name].prepare(folder, 1)
    goal = WORKS[name].goal(folder, 1)
    found = whole(name, folder, 1)
    _expect(name, WORKS[name].look(folder) == goal, "a round that was not killed")
    return found


def _one(tally: Tally, folder: Path, number: int, moment: Moment) -> Tally:
    name, kind = tally.name, WORKS[tally.name]
    before, goal = kind.look(folder), kind.goal(folder, number)
    in_time = killed(name, folder, number, moment)
    seen = kind.look(folder)
    _expect(name, seen in {before, goal}, f"killed {moment}, round {number}")
    if seen != goal:
        kind.run(folder, number, lambda: None)
        _expect(name, kind.look(folder) == goal, f"done again after it was killed {moment}, round {number}")
    if not in_time:
        return Tally(name, tally.old, tally.new, tally.late + 1)
    return Tally(name, tally.old + (seen != goal), tally.new + (seen == goal), tally.late)


def _expect(name: str, right: bool, what: str) -> None:
    if not right:
        raise LostError(f"{name}: {what}: neither the old state nor the new one")


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=100, help="kills of each kind of work")
    parser.add_argument("--works", nargs="+", choices=sorted(WORKS), default=list(WORKS), help="only these kinds")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="of the moments")
    given = parser.parse_args(arguments)
    for name in given.works:
        place = Path(tempfile.mkdtemp(prefix="doelgroep-kills-"))
        begun = time.monotonic()
        try:
            tally = kill(name, place / "shop", given.times, given.seed)
        except LostError as error:
            raise SystemExit(f"{error}; seed {given.seed}; the workspace is in {place}") from error
        sys.stdout.write(f"{tally} (seed {given.seed}, {time.monotonic() - begun:.0f} s)\n")
        sys.stdout.flush()
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
