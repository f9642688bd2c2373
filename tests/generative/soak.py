"""A long run over random worlds on several processes: `python -m tests.generative.soak --seconds 600 --workers 2`.

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
from multiprocessing import get_context

from hypothesis import HealthCheck, Phase, given, seed, settings

from doelgroep.testing.strategies import World, worlds
from tests.generative.laws import LAWS, check

BATCH = 10
"""Worlds to a seed: a failure is repeated by running one batch."""
QUERIES = 25
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


def run(number: int) -> Outcome:
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
        for law in LAWS:
            check(law, world)
        done += len(world.queries)

    try:
        holds()
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is what the run is for
        return Outcome(number, done, f"{type(error).__name__}: {error}")
    return Outcome(number, done)


def soak(seconds: float, workers: int, first: int) -> int:
    """Run batches until the time is over; the number of failures."""
    started, queries, failures = time.monotonic(), 0, 0
    seeds = iter(range(first, first + 10**9))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(run, next(seeds)) for _ in range(workers * 2)}
        while waiting:
            outcome_of = next(as_completed(waiting))
            waiting.remove(outcome_of)
            outcome = outcome_of.result()
            queries += outcome.queries
            failures += bool(outcome.failure)
            _tell(outcome, queries, time.monotonic() - started)
            if time.monotonic() - started < seconds:
                waiting.add(pool.submit(run, next(seeds)))
    say(f"{queries} queries, {failures} failures, {time.monotonic() - started:.0f} s, seeds from {first}")
    return failures


def _tell(outcome: Outcome, queries: int, seconds: float) -> None:
    if outcome.failure:
        say(f"\n{'=' * 100}\nseed {outcome.seed}: python -m tests.generative.soak --seed {outcome.seed} --once\n{outcome.failure}\n")
    elif outcome.seed % 20 == 0:
        say(f"{queries} queries, {seconds:.0f} s")


def say(line: str) -> None:
    """Print at once, also into a file."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311 - no secret
    parser.add_argument("--once", action="store_true", help="run the one seed only")
    given_ = parser.parse_args()
    if given_.once:
        outcome = run(given_.seed)
        say(outcome.failure or f"{outcome.queries} queries, no failure")
        sys.exit(bool(outcome.failure))
    sys.exit(bool(soak(given_.seconds, given_.workers, given_.seed)))


if __name__ == "__main__":
    main()
