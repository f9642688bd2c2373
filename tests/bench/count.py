"""Counting: the library's whole way from text to number, against SQL written by hand on the same tables and Polars on the same rows."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from typing import TYPE_CHECKING

import polars as pl

import doelgroep as dg
from tests.bench import import_parquet, sample
from tests.bench.data import activity_workspace, sample_workspace
from tests.bench.measure import call, measured
from tests.bench.shapes import AS_OF, ONE_ACTIVITY, SAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import duckdb

    from doelgroep.workspace import Workspace
    from tests.bench.measure import Result, Way
    from tests.bench.setting import Setting
    from tests.bench.shapes import Shape

TITLE = "Count of one segment, 1 million customers"
TARGET = 0.5


def run(setting: Setting) -> Iterator[Result]:
    """On the sample shop, whose rows are spread over several activities, and on one activity with all of them."""
    customers = setting.sized(sample.CUSTOMERS)
    yield from _counted(setting, "sample", sample_workspace(setting, customers), SAMPLE, _POLARS_SAMPLE)
    rows = setting.sized(import_parquet.ROWS)
    one = activity_workspace(setting, rows, setting.sized(import_parquet.CUSTOMERS))
    yield from _counted(setting, f"{rows:,} rows", one, ONE_ACTIVITY, _POLARS_ONE)


def _counted(setting: Setting, name: str, folder: Path, shapes: Iterable[Shape], frames: dict[str, Callable[[Path], int]]) -> Iterator[Result]:
    exported = folder.with_name(f"{folder.name}_rows")
    with dg.open(folder) as workspace, workspace.store.reading() as cursor:
        _export(cursor, workspace, exported)
        for shape in shapes:
            others = [call("SQL by hand", _by_hand(cursor, shape.sql), answers=True)]
            if shape.name in frames:
                others.append(_polars(frames[shape.name], exported))
            yield measured(
                f"{name}: {shape.name}",
                call("doelgroep", _counter(workspace, shape.query), answers=True),
                others,
                runs=setting.turns(5),
                target=setting.target(TARGET),
            )


def _counter(workspace: Workspace, query: str) -> Callable[[], int]:
    """Everything that a count takes: parsing, resolving, planning, SQL, DuckDB."""
    as_of = datetime.fromisoformat(AS_OF)
    return lambda: workspace.segment(query, as_of=as_of).count()


def _by_hand(cursor: duckdb.DuckDBPyConnection, sql: str) -> Callable[[], int]:
    return lambda: int(cursor.execute(sql).fetchall()[0][0])


def _polars(frame: Callable[[Path], int], folder: Path) -> Way:
    return call("Polars on Parquet", lambda: frame(folder), answers=True)


def _export(cursor: duckdb.DuckDBPyConnection, workspace: Workspace, folder: Path) -> None:
    """The rows as Parquet, as they lie in the tables."""
    wanted = {each.name for each in workspace.catalog.activities} & {"order_lines", "emails", "purchases"}
    if not folder.exists():
        unfinished = folder.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        for name in wanted:
            cursor.execute(f"COPY activity_{name} TO '{unfinished / name}.parquet'")
        unfinished.rename(folder)


def _members(rows: pl.LazyFrame, having: pl.Expr) -> int:
    return int(rows.group_by("_customer").agg(_held=having).select(pl.col("_held").sum()).collect().item())


_SPENT = pl.col("quantity") * pl.col("unit_price") - pl.col("discount")
_POLARS_SAMPLE: dict[str, Callable[[Path], int]] = {
    "count in a window": lambda folder: _members(
        pl.scan_parquet(folder / "emails.parquet").filter(pl.col("event") == "opened", pl.col("date__day") >= date(2026, 4, 2)),
        pl.len() >= 3,
    ),
    "sum over a threshold": lambda folder: _members(
        pl.scan_parquet(folder / "order_lines.parquet").filter(pl.col("date__day") >= date(2025, 7, 1)), _SPENT.sum() > 500
    ),
}
_POLARS_ONE: dict[str, Callable[[Path], int]] = {
    "count in a window": lambda folder: _members(
        pl.scan_parquet(folder / "purchases.parquet").filter(pl.col("date__day") >= date(2026, 4, 2)), pl.len() >= 3
    ),
    "sum of all rows": lambda folder: _members(pl.scan_parquet(folder / "purchases.parquet"), pl.col("amount").sum() > 2500),
}
