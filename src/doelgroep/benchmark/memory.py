"""The most memory that the process needs while something runs."""

from __future__ import annotations

import resource
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_RESET = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")
_FORGET_PEAK = "5"
_KIBI = 1024


@dataclass(slots=True)
class Peak:
    """Filled in at the end."""

    size: int = 0
    """Bytes of resident memory, what was there before included."""


@contextmanager
def peak_memory() -> Iterator[Peak]:
    """The highest resident memory of this process inside the `with`. Where the system cannot forget an earlier peak (not on Linux), that counts too.

    >>> with peak_memory() as peak:
    ...     rows = bytes(10_000_000)
    >>> peak.size > len(rows)
    True
    """
    peak = Peak()
    forgotten = _forget()
    try:
        yield peak
    finally:
        peak.size = _highest() if forgotten else _highest_ever()


def _forget() -> bool:
    try:
        _RESET.write_text(_FORGET_PEAK, encoding="ascii")
    except OSError:
        return False
    return True


def _highest() -> int:
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(each.split()[1]) * _KIBI for each in lines if each.startswith("VmHWM:"))


def _highest_ever() -> int:
    unit = 1 if sys.platform == "darwin" else _KIBI
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
