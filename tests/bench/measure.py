"""Timing: one way of doing something against others, in turn, several times.

The turns go round (ours, theirs, ours, theirs ...), so that a busy minute of the machine is shared fairly.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LAUNCHER = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one turn cost."""

    seconds: float
    """By the clock on the wall."""
    processor: float
    """Of all threads together; with two busy cores twice the wall clock. It suffers less from other work on the machine."""
    peak: int | None = None
    """Most resident memory of the process in bytes; only known of a process of its own."""
    answer: object = None
    """What came out, to be compared with what the others say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way of doing something, ready to be timed."""

    label: str
    take: Callable[[], Turn]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """All turns of one way."""

    label: str
    turns: tuple[Turn, ...]

    @property
    def seconds(self) -> float:
        """The median."""
        return median(each.seconds for each in self.turns)

    @property
    def processor(self) -> float:
        """The median."""
        return median(each.processor for each in self.turns)

    @property
    def within(self) -> float | None:
        """Seconds that 19 of 20 turns take at most; None of fewer than 20 turns."""
        return quantiles([each.seconds for each in self.turns], n=20)[-1] if len(self.turns) >= 20 else None

    @property
    def spread(self) -> tuple[float, float]:
        """The fastest and the slowest turn."""
        return min(each.seconds for each in self.turns), max(each.seconds for each in self.turns)

    @property
    def peak(self) -> int | None:
        """The highest of all turns."""
        return max((each.peak for each in self.turns if each.peak is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Ours, the alternatives, and what we are held to."""

    title: str
    ours: Timing
    others: tuple[Timing, ...] = ()
    target: float | None = None
    """Seconds."""
    target_peak: int | None = None
    """Bytes."""
    target_within: float | None = None
    """Seconds for 19 of 20 turns."""

    @property
    def missed(self) -> bool:
        """Whether a target was not reached, by the median where nothing else is said."""
        slow = self.target is not None and self.ours.seconds > self.target
        often_slow = self.target_within is not None and (self.ours.within or 0) > self.target_within
        return slow or often_slow or (self.target_peak is not None and (self.ours.peak or 0) > self.target_peak)


def measured(
    title: str, ours: Way, others: Sequence[Way] = (), *, runs: int, target: float | None = None, target_peak: int | None = None, warm: bool = True
) -> Result:
    """Time the ways in turn.

    Args:
        title: what is done.
        ours: how this project does it.
        others: how else it is done.
        runs: turns of each.
        target: seconds that the median of ours may take.
        target_peak: bytes that ours may need.
        warm: take one turn of each before, which does not count.

    Raises:
        AssertionError: the ways give different answers.
    """
    ways = (ours, *others)
    if warm:
        for each in ways:
            each.take()
    rounds = [[each.take() for each in ways] for _ in range(runs)]
    timings = [Timing(label=way.label, turns=turns) for way, turns in zip(ways, zip(*rounds, strict=True), strict=True)]
    answers = {each.label: each.turns[0].answer for each in timings if each.turns[0].answer is not None}
    assert len(set(map(repr, answers.values()))) <= 1, f"{title}: {answers}"
    return Result(title=title, ours=timings[0], others=tuple(timings[1:]), target=target, target_peak=target_peak)


def call(label: str, function: Callable[[], object], *, times: int = 1, answers: bool = False) -> Way:
    """A call in this process. With `times` a turn is so many calls, and its figures are those of one."""

    def take() -> Turn:
        processor, started = time.process_time(), time.perf_counter()
        answer = [function() for _ in range(times)][-1]
        seconds, used = time.perf_counter() - started, time.process_time() - processor
        return Turn(seconds=seconds / times, processor=used / times, answer=answer if answers else None)

    return Way(label=label, take=take)


def process(label: str, command: Sequence[str], *, before: Callable[[], object] | None = None) -> Way:
    """A command in a process of its own, from start to exit; `before` is done each time before it, untimed."""

    def take() -> Turn:
        if before is not None:
            before()
        return run(command)

    return Way(label=label, take=take)


def run(command: Sequence[str]) -> Turn:
    """Run a command to its end, and tell what it cost.

    Raises:
        RuntimeError: it failed.
    """
    # Bytecode is kept, as it is wherever the package is installed: whoever measures here may have turned it off.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    launch = [sys.executable, "-I", "-S", str(_LAUNCHER), *command]
    done = subprocess.run(launch, capture_output=True, text=True, check=False, env=environment)  # noqa: S603 - commands of the benchmarks
    output, _, last = done.stdout.rstrip("\n").rpartition("\n")
    told = json.loads(last) if last.startswith("{") else {"code": done.returncode}
    if told["code"] != 0:
        raise RuntimeError(f"{' '.join(command)}\n{output}\n{done.stderr}")
    return Turn(seconds=told["seconds"], processor=told["processor"], peak=told["peak"])
