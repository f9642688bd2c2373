"""Every benchmark runs, at a thousandth of its size; what is measured here is of no interest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.bench.__main__ import NAMES, measure_all
from tests.bench.measure import Timing, Turn, call, measured, run
from tests.bench.report import duration
from tests.bench.setting import Setting, program

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    return Setting(folder=tmp_path_factory.mktemp("bench"), scale=0.001, runs=1)


OF_THE_WEB = [each for each in NAMES if each.startswith("web_")]


@pytest.mark.parametrize("name", OF_THE_WEB)
def test_benchmark_of_the_web_app_runs(name: str, tmp_path: Path) -> None:
    """In a process of its own: Django is set up once in each, and here it may be for the tests."""
    script = f"from pathlib import Path; from tests.bench.setting import Setting; from tests.bench import {name}; "
    run_it = f"print(len(list({name}.run(Setting(folder=Path({str(tmp_path)!r}), scale=0.001, runs=1)))))"
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("DOELGROEP", "DJANGO"))}
    done = subprocess.run([sys.executable, "-c", script + run_it], cwd=ROOT, env=plain, capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 0


@pytest.mark.parametrize("name", [each for each in NAMES if each not in OF_THE_WEB])
def test_benchmark_runs(name: str, tiny: Setting) -> None:
    results = list(import_module(f"tests.bench.{name}").run(tiny))
    assert results
    assert all(each.ours.seconds > 0 and not each.missed for each in results)


def test_results_are_shown_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measure_all(["parse"], Setting(folder=tmp_path, scale=0.001, runs=2), tmp_path / "results")
    (written,) = (tmp_path / "results").glob("*.json")
    found = json.loads(written.read_text(encoding="utf-8"))
    assert found["machine"]["packages"]["duckdb"]
    assert [each["title"] for each in found["benchmarks"]["parse"]][:2] == ["parse", "resolve"]
    assert len(found["benchmarks"]["parse"][0]["timings"][0]["seconds"]) == 2
    assert "parse and resolve" in capsys.readouterr().out


def test_a_process_is_measured_without_the_memory_of_the_one_that_started_it() -> None:
    ballast = bytearray(300_000_000)
    turn = run([program("python"), "-c", "pass"])
    assert turn.peak is not None
    assert turn.peak < len(ballast) / 3


def test_a_process_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        run([program("python"), "-c", "import sys; sys.exit('no such thing')"])


def test_ways_with_different_answers_are_not_compared() -> None:
    with pytest.raises(AssertionError, match="sums"):
        measured("sums", call("right", lambda: 4, answers=True), [call("wrong", lambda: 5, answers=True)], runs=1)


def test_a_timing_is_its_median_and_its_extremes() -> None:
    timing = Timing(label="", turns=tuple(Turn(seconds=each, processor=each, peak=int(each)) for each in (9.0, 1.0, 2.0)))
    assert (timing.seconds, timing.spread, timing.peak) == (2.0, (1.0, 9.0), 9)


def test_durations_have_three_digits() -> None:
    assert [duration(each) for each in (12.345, 1.0, 0.0456, 0.000789, 1234.0)] == ["12.3 s", "1 s", "45.6 ms", "789 µs", "1234 s"]
