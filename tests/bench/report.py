"""Results as a table on the screen and as JSON in a file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.bench.measure import Result, Timing

_WIDTH = 140
"""Where the output is no terminal."""
_CONSOLE = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH)


def show(title: str, results: Sequence[Result]) -> None:
    """A table: each result, below it the alternatives with how many times as long ours takes."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for name in ("", "median", "19 of 20", "fastest to slowest", "processor", "peak", "target", "ours / theirs"):
        table.add_column(name, justify="right" if name else "left", no_wrap=bool(name))
    for each in results:
        style = "red" if each.missed else None
        table.add_row(each.title, *_cells(each.ours), _target(each), "", style=style)
        for other in each.others:
            table.add_row(f"  {other.label}", *_cells(other), "", f"{each.ours.seconds / other.seconds:.2f}", style="dim")
    _CONSOLE.print(table)


def say(text: str) -> None:
    """A line on the screen."""
    _CONSOLE.print(text)


def write(path: Path, machine: Mapping[str, object], results: Mapping[str, Sequence[Result]]) -> None:
    """Everything measured, with every single turn."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"machine": machine, "benchmarks": {name: [_data(each) for each in found] for name, found in results.items()}}
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def duration(seconds: float) -> str:
    """Readable, with three digits that mean something: `1.23 s`, `45.6 ms`, `789 µs`."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size or unit == "µs":
            return f"{seconds / size:.3g} {unit}" if seconds / size < 1000 else f"{seconds / size:.0f} {unit}"
    raise ValueError(seconds)


def _cells(timing: Timing) -> tuple[str, ...]:
    fastest, slowest = timing.spread
    within = "" if timing.within is None else duration(timing.within)
    return duration(timing.seconds), within, f"{duration(fastest)} to {duration(slowest)}", duration(timing.processor), _size(timing.peak)


def _size(size: int | None) -> str:
    return "" if size is None else f"{size / 1e6:,.0f} MB"


def _target(result: Result) -> str:
    seconds = "" if result.target is None else f"< {duration(result.target)}"
    within = "" if result.target_within is None else f"19 of 20 < {duration(result.target_within)}"
    peak = "" if result.target_peak is None else f"< {_size(result.target_peak)}"
    return ", ".join(each for each in (seconds, within, peak) if each)


def _data(result: Result) -> dict[str, object]:
    timings = [_timing(each) for each in (result.ours, *result.others)]
    targets = {"target": result.target, "target_within": result.target_within, "target_peak": result.target_peak}
    return {"title": result.title, **targets, "missed": result.missed, "timings": timings}


def _timing(timing: Timing) -> dict[str, object]:
    return {
        "label": timing.label,
        "median": timing.seconds,
        "within": timing.within,
        "peak": timing.peak,
        "seconds": [each.seconds for each in timing.turns],
        "processor": [each.processor for each in timing.turns],
    }
