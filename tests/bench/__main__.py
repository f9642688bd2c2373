"""`python -m tests.bench [NAME ...]`: run benchmarks, show their figures, write them to bench-results/."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from tests.bench.report import say, show, write
from tests.bench.setting import RESULTS, Setting, machine

NAMES = (
    "help",
    "parse",
    "import_csv",
    "import_parquet",
    "sample",
    "count",
    "live",
    "memberships",
    "refresh_increment",
    "growth",
    "web_pages",
    "web_load",
)
"""Each is a module with `TITLE` and `run`. In the order in which they are run."""


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures, against targets and alternatives.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(NAMES)}; all when none is named")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full sizes; targets hold for 1")
    parser.add_argument("--runs", type=int, default=None, help="turns of each way")
    parser.add_argument("--folder", type=Path, default=Setting().folder, help="where made files are kept for the next run")
    given = parser.parse_args()
    unknown = sorted({*given.names} - {*NAMES})
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
    measure_all(given.names or NAMES, Setting(folder=given.folder, scale=given.scale, runs=given.runs))


def measure_all(names: list[str] | tuple[str, ...], setting: Setting, results: Path = RESULTS) -> None:
    """Run the benchmarks one after the other; what was measured is written after each."""
    found = {}
    described = machine()
    say(f"{described['cores']} cores, {described['processor']}; load {os_load(described)}; commit {described['commit']}")
    path = results / f"{str(described['at']).replace(':', '')}.json"
    for name in names:
        bench = import_module(f"tests.bench.{name}")
        found[name] = tuple(bench.run(setting))
        show(bench.TITLE, found[name])
        write(path, described, found)
    missed = sum(each.missed for measured in found.values() for each in measured)
    say(f"{missed or 'no'} targets missed; written to {path}")


def os_load(described: dict[str, object]) -> str:
    """How busy the machine was in the last minute, before anything was measured."""
    load = described["load"]
    return f"{load[0]:.1f}" if isinstance(load, tuple) else "unknown"


if __name__ == "__main__":
    main()
