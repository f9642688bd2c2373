"""Giving the recorded memberships what a task asks for: chunk by chunk, in threads, with no more in memory than a few chunks."""

from __future__ import annotations

import os
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.plan.program import program
from doelgroep.refresh.everybody import Everybody
from doelgroep.refresh.few import AT_ONCE, members_among, words_among
from doelgroep.store.memberships.containers import CHUNK, WORDS, put_bits
from doelgroep.store.progress import Progress, Stage
from doelgroep.store.stopping import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from doelgroep.plan.program import Program
    from doelgroep.refresh.ground import Ground
    from doelgroep.refresh.task import Planned, Task
    from doelgroep.store.memberships.memberships import Memberships
    from doelgroep.store.memberships.writer import RefreshWriter
    from doelgroep.store.progress import Report

_WORKERS = 2
_PAUSE = 0.1
"""Seconds after which Ctrl-C is seen at the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is going to be written."""

    ground: Ground
    planned: tuple[Planned, ...]
    task: Task
    memberships: Memberships
    writer: RefreshWriter
    report: Report | None

    @property
    def program(self) -> Program:
        """All segments."""
        return program([each.test for each in self.planned])


def write(job: Job) -> int:
    """Give the writer what has to be written; the number of customers who were looked at."""
    if not job.planned:
        return 0
    if any(job.task.wants_everybody(each.segment.id) for each in job.planned):
        _write_everybody(job)
        return job.ground.customers
    _write_few(job)
    return len(job.task.customers)


def _write_few(job: Job) -> None:
    made, total = job.program, len(job.task.customers)
    done = 0
    with _workers() as pool:
        for _, customers in _batches(job.task.customers, job.ground.numbers):
            _tell(job, done, total)
            if len(customers):
                job.writer.put_some(customers, words_among(job.ground, made, customers), pool)
            done += len(customers)
    _tell(job, total, total)


def _write_everybody(job: Job) -> None:
    """Chunk by chunk.

    Of the segments for which everybody counts what the arrays say, of the others what was recorded; and over both what the tables say of customers
    who changed.
    """
    whole = [place for place, each in enumerate(job.planned) if job.task.wants_everybody(each.segment.id)]
    _tell(job, 0, job.ground.numbers)
    everybody = Everybody(job.ground, program([job.planned[place].test for place in whole]))
    apart = np.union1d(job.task.customers, everybody.stale).astype(np.int64)
    made = job.program
    with _workers() as pool:
        for chunks, customers in _batches(apart, job.ground.numbers):
            bits = members_among(job.ground, made, customers) if len(customers) else np.zeros((len(job.planned), 0), np.bool_)
            calls = (_chunk_call(job, everybody, whole, chunk, customers, bits) for chunk in chunks)
            for chunk in _in_turn(pool, calls):
                _tell(job, (chunk + 1) * CHUNK, job.ground.numbers)


def _chunk_call(
    job: Job, everybody: Everybody, whole: Sequence[int], chunk: int, customers: NDArray[np.int64], bits: NDArray[np.bool_]
) -> Callable[[], int]:
    def call() -> int:
        words = _chunk_words(job, everybody, whole, chunk)
        first, last = np.searchsorted(customers, [chunk * CHUNK, (chunk + 1) * CHUNK])
        put_bits(customers[first:last] - chunk * CHUNK, np.ascontiguousarray(bits[:, first:last]), words)
        job.writer.put(chunk, words)
        return chunk

    return call


def _chunk_words(job: Job, everybody: Everybody, whole: Sequence[int], chunk: int) -> NDArray[np.uint64]:
    fresh = everybody.words(chunk)
    if len(whole) == len(job.planned):
        return fresh
    words = np.empty((len(job.planned), WORDS), np.uint64)
    kept = [place for place, each in enumerate(job.planned) if not job.task.wants_everybody(each.segment.id)]
    words[whole] = fresh
    words[kept] = job.memberships.words([job.planned[place].segment.id for place in kept], chunk)
    return words


def _batches(customers: NDArray[np.int64], numbers: int) -> Iterator[tuple[range, NDArray[np.int64]]]:
    """All chunks in ranges, each with its customers: as many as fit in memory, or one chunk."""
    chunks = -(-numbers // CHUNK)
    bounds = np.searchsorted(customers, np.arange(chunks + 1, dtype=np.int64) * CHUNK)
    first = 0
    while first < chunks:
        last = max(int(np.searchsorted(bounds, bounds[first] + AT_ONCE, side="right")) - 1, first + 1)
        last = min(last, chunks)
        yield range(first, last), customers[bounds[first] : bounds[last]]
        first = last


@contextmanager
def _workers() -> Iterator[ThreadPoolExecutor]:
    """Threads that have ended when anything goes wrong, so that the refresh can be thrown away."""
    pool = ThreadPoolExecutor(min(_WORKERS, os.cpu_count() or 1), thread_name_prefix="refresh")
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_turn(pool: ThreadPoolExecutor, calls: Iterable[Callable[[], int]]) -> Iterator[int]:
    """The results of calls in threads, with few waiting at a time, so that memory stays bounded."""
    waiting: set[Future[int]] = set()
    for each in calls:
        waiting.add(pool.submit(each))
        while len(waiting) > _WORKERS:
            done, waiting = wait(waiting, timeout=_PAUSE, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in done)
    while waiting:
        done, waiting = wait(waiting, timeout=_PAUSE, return_when=FIRST_COMPLETED)
        yield from (one.result() for one in done)


def _tell(job: Job, done: int, total: int) -> None:
    check()
    if job.report is not None:
        job.report(Progress(stage=Stage.REFRESH, rows=min(done, total), total=total))
