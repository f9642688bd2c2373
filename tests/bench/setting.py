"""Where and how large: what every benchmark is given, and the machine that it runs on."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "bench-results"
GIGABYTE = 1_000_000_000
_PACKAGES = ("doelgroep", "duckdb", "ibis-framework", "pyarrow", "pandas", "polars")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a benchmark is given."""

    folder: Path = RESULTS / "data"
    """Made files and workspaces are kept here for the next run."""
    scale: float = 1.0
    """Of the sizes. Targets are for 1 only."""
    runs: int | None = None
    """Turns of each way, where the benchmark's own number is not wanted."""

    def sized(self, number: int) -> int:
        """A number of rows or customers at this scale."""
        return max(1, round(number * self.scale))

    def turns(self, usual: int) -> int:
        """How many turns."""
        return self.runs or usual

    def target[T](self, value: T) -> T | None:
        """A target, at full scale."""
        return value if self.scale == 1 else None

    def path(self, name: str) -> Path:
        """A file or folder for made data."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / name


def program(name: str) -> str:
    """A command of this environment."""
    return str(Path(sys.executable).with_name(name))


def machine() -> dict[str, object]:
    """The machine, the versions and the moment."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
        "load": os.getloadavg(),
    }


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    return next((each.partition(":")[2].strip() for each in lines if each.startswith("model name")), platform.processor())


def _commit() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607 - whichever git is installed
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
