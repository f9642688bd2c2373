"""What the machine can do at most: how fast memory is read and copied, and a file that the system has in memory.

A figure is only good or bad beside the time that merely touching the bytes would take.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.show import Grid, Shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

GIGABYTE = 1_000_000_000
_BLOCK = 8 * 1024 * 1024
_TURNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits(Shown):
    """Gigabytes (10^9 bytes) a second; the best of a few turns."""

    sum_one_thread: float
    """Reading 64-bit numbers and adding them."""
    sum_two_threads: float
    copy_one_thread: float
    """Bytes copied; each is read once and written once."""
    copy_two_threads: float
    cached_file: float
    """Reading a file, from its first byte to its last, that the system has in memory."""

    def grid(self) -> Grid:
        """A row for each."""
        rows = tuple((name.replace("_", " "), round(value, 1)) for name, value in self.to_data().items())
        return Grid(title="Limits of this machine", headers=("what", "GB/s"), rows=rows)

    def to_data(self) -> dict[str, float]:
        """The same by name."""
        return {
            "sum_one_thread": self.sum_one_thread,
            "sum_two_threads": self.sum_two_threads,
            "copy_one_thread": self.copy_one_thread,
            "copy_two_threads": self.copy_two_threads,
            "cached_file": self.cached_file,
        }

    def seconds(self, size: int) -> float:
        """The least that reading so many bytes of memory takes with two threads."""
        return size / GIGABYTE / self.sum_two_threads


def measure_limits(folder: Path, *, size: int) -> Limits:
    """Measure this machine; takes a few seconds.

    Args:
        folder: where a file of `size` bytes may stand for a while.
        size: bytes to work on: many times what a processor caches, or it is the cache that is measured.
    """
    numbers = np.ones(size // 8, dtype=np.int64)
    target = np.empty_like(numbers)
    return Limits(
        sum_one_thread=_speed(size, lambda: _summed(numbers, 1)),
        sum_two_threads=_speed(size, lambda: _summed(numbers, 2)),
        copy_one_thread=_speed(size, lambda: _copied(numbers, target, 1)),
        copy_two_threads=_speed(size, lambda: _copied(numbers, target, 2)),
        cached_file=_file_speed(folder, numbers),
    )


def _speed(size: int, work: Callable[[], object]) -> float:
    work()
    seconds = []
    for _ in range(_TURNS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return size / GIGABYTE / min(seconds)


def _summed(numbers: NDArray[np.int64], threads: int) -> int:
    """NumPy gives the interpreter free while it adds, so that threads work side by side."""
    with ThreadPoolExecutor(threads) as pool:
        return int(sum(pool.map(np.sum, np.array_split(numbers, threads))))


def _copied(numbers: NDArray[np.int64], target: NDArray[np.int64], threads: int) -> None:
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(np.copyto, np.array_split(target, threads), np.array_split(numbers, threads)))


def _file_speed(folder: Path, numbers: NDArray[np.int64]) -> float:
    with TemporaryDirectory(dir=folder) as place:
        path = f"{place}/numbers"
        numbers.tofile(path)
        buffer = bytearray(_BLOCK)

        def read() -> None:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - unbuffered reading into the same block
                while file.readinto(buffer):
                    pass

        return _speed(numbers.nbytes, read)
