from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.benchmark.limits import measure_limits

if TYPE_CHECKING:
    from pathlib import Path


def test_speeds_are_found_and_nothing_is_left_behind(tmp_path: Path) -> None:
    found = measure_limits(tmp_path, size=8_000_000)
    assert all(speed > 0.01 for speed in found.to_data().values())
    assert "copy two threads" in found.to_text()
    assert list(tmp_path.iterdir()) == []


def test_seconds_are_those_of_two_threads_reading(tmp_path: Path) -> None:
    found = measure_limits(tmp_path, size=8_000_000)
    assert abs(found.seconds(2_000_000_000) - 2 / found.sum_two_threads) < 1e-9
