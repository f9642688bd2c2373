"""A long run over random worlds on several processes: `python -m tests.generative.soak --seconds 600 --workers 2`.

With `--engines postgresql duckdb` only these are held against the reference engine, and the other laws are left out.

Every process draws worlds from seeds of its own. A failure is made small, then printed with its seed as Python that can be pasted; the run goes on
with other seeds. Ends with the number of queries, and with exit code 1 when anything failed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings

from doelgroep.testing.strategies import World, worlds
from tests.engines import BATCH_ENGINES, ENGINES
from tests.generative.laws import LAWS, check, engines_agree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.generative.laws import Law

BATCH = 10
"""Worlds to a seed: a failure is repeated by running one batch."""
QUERIES = 25
KNOWN = (*ENGINES[1:], *BATCH_ENGINES)
"""The engines that can be held against the reference engine; those of batches only when they are named."""
SETTINGS = settings(
    max_examples=BATCH,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # failures are made small by `check`
    report_multiple_bugs=False,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one seed gave."""

    seed: int
    queries: int
    failure: str = ""


def laws(engines: Sequence[str]) -> Sequence[Law]:
    """All laws; or only that the engines agree whose names hold one of the words."""
    if not engines:
        return LAWS
    chosen = [each for each in KNOWN if any(word.lower() in each.name.lower() for word in engines)]
    return [partial(engines_agree, engines=chosen)]


def run(number: int, engines: Sequence[str] = ()) -> Outcome:
    """Draw a batch of worlds from a seed and check every law on each."""
    warnings.simplefilter("ignore")
    done = 0

    @seed(number)
    @settings(
        max_examples=BATCH, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], report_multiple_bugs=False
    )
    @given(worlds(queries_per_world=QUERIES))
    def holds(world: World) -> None:
        nonlocal done
        for law in laws(engines):
            check(law, world)
        done += len(world.queries)

    try:
        holds()
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is what the run is for
        return Outcome(number, done, f"{type(error).__name__}: {error}")
    return Outcome(number, done)


def soak(seconds: float, workers: int, first: int, engines: Sequence[str]) -> int:
    """Run batches until the time is over; the number of failures."""
    started, queries, failures = time.monotonic(), 0, 0
    seeds = iter(range(first, first + 10**9))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(run, next(seeds), engines) for _ in range(workers * 2)}
        while waiting:
            outcome_of = next(as_completed(waiting))
            waiting.remove(outcome_of)
            outcome = outcome_of.result()
            queries += outcome.queries
            failures += bool(outcome.failure)
            _tell(outcome, queries, time.monotonic() - started, engines)
            if time.monotonic() - started < seconds:
                waiting.add(pool.submit(run, next(seeds), engines))
    say(f"{queries} queries, {failures} failures, {time.monotonic() - started:.0f} s, seeds from {first}")
    return failures


def _tell(outcome: Outcome, queries: int, seconds: float, engines: Sequence[str]) -> None:
    if outcome.failure:
        chosen = f" --engines {' '.join(engines)}" if engines else ""
        say(f"\n{'=' * 100}\nseed {outcome.seed}: python -m tests.generative.soak --seed {outcome.seed} --once{chosen}\n{outcome.failure}\n")
    elif outcome.seed % 20 == 0:
        say(f"{queries} queries, {seconds:.0f} s")


def say(line: str) -> None:
    """Print at once, also into a file."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _names() -> list[str]:
    return [each.name for each in KNOWN]


def _require_engines(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """Every word names an engine that can run here: a long run must not turn out to have tested nothing."""
    for word in words:
        named = [each for each in KNOWN if word.lower() in each.name.lower()]
        if not named:
            parser.error(f"no engine {word!r}: {', '.join(_names())}")
        if reasons := [each.absent() for each in named if each.absent()]:
            parser.error(reasons[0])


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311 - no secret
    parser.add_argument("--once", action="store_true", help="run the one seed only")
    parser.add_argument("--engines", nargs="+", default=[], metavar="WORD", help="only engines with this in their names: " + ", ".join(_names()))
    given_ = parser.parse_args()
    _require_engines(parser, given_.engines)
    if given_.once:
        outcome = run(given_.seed, given_.engines)
        say(outcome.failure or f"{outcome.queries} queries, no failure")
        sys.exit(bool(outcome.failure))
    sys.exit(bool(soak(given_.seconds, given_.workers, given_.seed, given_.engines)))


if __name__ == "__main__":
    main()
