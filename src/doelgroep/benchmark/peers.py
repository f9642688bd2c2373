"""The alternatives, timed in the same run on the same data.

Two questions: what one SQL query per segment costs (`time_sql`), and whether that SQL is as good as what a person, Polars or pandas would do
(`compare_forms`). The ways take turns, so that a busy minute of the machine is shared fairly; all answers must agree.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from doelgroep.benchmark.forms import FORMS
from doelgroep.benchmark.segments import AS_OF
from doelgroep.engine.sql import count_sql
from doelgroep.errors import InternalError, UserError
from doelgroep.model.resolve import understand
from doelgroep.plan.context import Context
from doelgroep.plan.plan import plan
from doelgroep.show import Grid, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import duckdb

    from doelgroep.benchmark.strata import Stratum
    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Test
    from doelgroep.store.store import Store

OURS, BY_HAND = "SQL", "SQL by hand"
_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlTimes:
    """What single SQL queries cost: for each segment of the sample its size, and the seconds of writing its SQL and of executing it."""

    counts: Mapping[str, int]
    writing: Mapping[str, float]
    executing: Mapping[str, float]

    def of_all(self, strata: Iterable[Stratum]) -> float:
        """Seconds of executing one query for each segment of all strata, sampled or not; writing the SQL is left out."""
        return sum(each.size / len(each.keys) * sum(self.executing[key] for key in each.keys) for each in strata)


def time_sql(store: Store, tests: Mapping[str, Test], keys: Sequence[str]) -> SqlTimes:
    """Count the members of each of these segments with one SQL query, as the relational engine writes it.

    Args:
        store: where the customers are.
        tests: planned tests of at least these segments.
        keys: the segments. The first is done once before, which does not count.
    """
    counts, writing, executing = {}, {}, {}
    with store.reading() as cursor:
        if keys:
            cursor.execute(count_sql(tests[keys[0]], store.catalog)).fetchall()
        for key in keys:
            started = time.perf_counter()
            sql = count_sql(tests[key], store.catalog)
            written = time.perf_counter()
            counts[key] = _counted(cursor, sql)
            writing[key], executing[key] = written - started, time.perf_counter() - written
    return SqlTimes(counts=counts, writing=writing, executing=executing)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTimes:
    """What a form costs each way."""

    name: str
    customers: int
    seconds: Mapping[str, float]
    """By the clock on the wall, the median, by way."""
    processor: Mapping[str, float]
    """Seconds of all threads together: other work on the machine changes it less."""

    @property
    def ratio(self) -> float:
        """How many times more processor time the SQL of the relational engine takes than that of a person."""
        return self.processor[OURS] / self.processor[BY_HAND]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Shown):
    """The forms, each way."""

    forms: tuple[FormTimes, ...]

    def grid(self) -> Grid:
        """A row for each form, seconds in the columns."""
        ways = tuple(self.forms[0].seconds) if self.forms else ()
        rows = tuple((each.name, each.customers, *(round(each.seconds[way], 4) for way in ways), round(each.ratio, 2)) for each in self.forms)
        return Grid(title="Seconds per segment", headers=("form", "customers", *ways, f"{OURS} / {BY_HAND}, processor"), rows=rows)

    def to_data(self) -> list[dict[str, object]]:
        """The same for programs."""
        return [
            {"form": each.name, "customers": each.customers, "seconds": dict(each.seconds), "processor": dict(each.processor), "ratio": each.ratio}
            for each in self.forms
        ]


def require_frames() -> None:
    """Nothing, when the extra `frames` is installed.

    Raises:
        UserError: it is not.
    """
    if find_spec("pandas") is None or find_spec("polars") is None:
        raise UserError("bench_frames")


def compare_forms(store: Store, *, turns: int = 3, exported: Path | None = None) -> Comparison:
    """Time the forms of [`doelgroep.benchmark.forms`][] in SQL; with a folder for Parquet files also in Polars and pandas.

    Raises:
        InternalError: the ways do not agree.
    """
    with store.reading() as cursor:
        frames: dict[str, Mapping[str, Callable[[], int]]] = {}
        if exported is not None:
            from doelgroep.benchmark.frames import PandasForms, PolarsForms, export  # noqa: PLC0415 - needs an extra

            export(cursor, exported)
            frames = {"Polars": PolarsForms(exported).forms(), "pandas": PandasForms(exported).forms()}
        return Comparison(forms=tuple(_timed(name, _ways(cursor, store.catalog, name, frames), turns) for name in (each.name for each in FORMS)))


def _ways(
    cursor: duckdb.DuckDBPyConnection, catalog: Catalog, name: str, frames: Mapping[str, Mapping[str, Callable[[], int]]]
) -> dict[str, Callable[[], int]]:
    form = next(each for each in FORMS if each.name == name)
    ours = count_sql(form_test(form.query, catalog), catalog)
    others = {way: forms[name] for way, forms in frames.items()}
    return {OURS: lambda: _counted(cursor, ours), BY_HAND: lambda: _counted(cursor, form.sql), **others}


def form_test(query: str, catalog: Catalog) -> Test:
    """The planned test of a form, in the zone of the benchmark."""
    return plan(understand(query, catalog).test, Context(AS_OF, _ZONE), _no_segment)


def _timed(name: str, ways: Mapping[str, Callable[[], int]], turns: int) -> FormTimes:
    answers = {way: count() for way, count in ways.items()}
    if len(set(answers.values())) > 1:
        raise InternalError(f"{name}: {answers}")
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    processor: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(turns):
        for way, count in ways.items():
            started, used = time.perf_counter(), time.process_time()
            count()
            seconds[way].append(time.perf_counter() - started)
            processor[way].append(time.process_time() - used)
    return FormTimes(name=name, customers=answers[OURS], seconds=_medians(seconds), processor=_medians(processor))


def _medians(taken: Mapping[str, Sequence[float]]) -> dict[str, float]:
    return {way: median(each) for way, each in taken.items()}


def _counted(cursor: duckdb.DuckDBPyConnection, sql: str) -> int:
    rows = cursor.execute(sql).fetchall()
    return int(rows[0][0])


def _no_segment(key: str) -> Test:
    raise InternalError(f"a form refers to {key}")
