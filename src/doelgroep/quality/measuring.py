"""Measuring the tables of a workspace; those whose data are as they were are not looked at again."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import day_column
from doelgroep.engine.duckdb import member_table
from doelgroep.engine.row_columns import row_columns_sql
from doelgroep.holding import at_holder
from doelgroep.model.node import Constantly
from doelgroep.model.resolve import computed_value, value_named
from doelgroep.quality.contents import of_field
from doelgroep.quality.days import rows_per_day, sudden_drops
from doelgroep.quality.fields import measure_field
from doelgroep.quality.kept import keep, kept
from doelgroep.quality.rows import anonymous_rows, of_rows
from doelgroep.quality.tables import TRAITS, editions, sources
from doelgroep.quality.values import Measures, TableMeasure
from doelgroep.store.progress import Progress, Stage
from doelgroep.store.sql import literal, quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    import duckdb

    from doelgroep.quality.tables import Column, Source
    from doelgroep.quality.values import FieldMeasure
    from doelgroep.store.progress import Report
    from doelgroep.workspace import Workspace


@at_holder
def measure(workspace: Workspace, *, anew: bool = False, report: Report | None = None) -> Measures:
    """The measures of a workspace as its data are now; tables that did not change since are taken from what was kept.

    Args:
        workspace: which.
        anew: measure every table, whatever was kept.
        report: told how far it is, in fields. An exception that it raises stops the work; the tables that were measured by then are kept.
    """
    before = None if anew else kept(workspace.path)
    with workspace.store.reading() as cursor:
        wanted = editions(cursor, workspace.catalog, _today(workspace).isoformat())
    known = {} if before is None else {each.name: each for each in before.tables if wanted.get(each.name) == each.edition}
    listed = list(sources(workspace.catalog))
    if before is not None and [each.name for each in before.tables] == [each.name for each in listed] and len(known) == len(listed):
        return before
    counter = _Counter(report, sum(len(each.columns) + len(each.computed) for each in listed if each.name not in known))
    for each in listed:
        if each.name not in known:
            known[each.name] = _measured(workspace, each, counter.next)
            keep(workspace.path, Measures(at=_now(), tables=tuple(known[other.name] for other in listed if other.name in known)))
    return keep(workspace.path, Measures(at=_now(), tables=tuple(known[each.name] for each in listed)))


@at_holder
def is_current(workspace: Workspace, measures: Measures) -> bool:
    """Whether measures are of the data as they are now."""
    with workspace.store.reading() as cursor:
        wanted = editions(cursor, workspace.catalog, _today(workspace).isoformat())
    return {each.name: each.edition for each in measures.tables} == wanted


class _Counter:
    """Counts fields, and tells how many are done."""

    def __init__(self, report: Report | None, total: int) -> None:
        self._report = report
        self._total = total
        self._done = 0

    def next(self) -> None:
        """One more field begins."""
        if self._report is not None:
            self._report(Progress(stage=Stage.MEASURE, rows=self._done, total=self._total))
        self._done += 1


def _measured(workspace: Workspace, source: Source, begin: Callable[[], None]) -> TableMeasure:
    """The measure of a table, in one look at the data."""
    started = time.monotonic()
    today = _today(workspace)
    with workspace.store.reading() as cursor:
        edition = editions(cursor, workspace.catalog, today.isoformat())[source.name]
        if source.name == TRAITS:
            _evaluate_traits(cursor, workspace, source)
        rows, anonymous = scalar(cursor, f"SELECT count(*) FROM {source.table}"), anonymous_rows(cursor, source)
        days = rows_per_day(cursor, source, today)
        fields, findings = [], [*of_rows(cursor, source, rows, anonymous), *sudden_drops(source.name, days)]
        for each in source.columns:
            begin()
            found = measure_field(cursor, source.table, each)
            fields.append(found)
            findings += of_field(cursor, source, each, found, workspace.catalog, today) if _may_be_wrong(source, each) else ()
        fields += _computed_fields(cursor, workspace, source, begin)
    return TableMeasure(
        name=source.name,
        edition=edition,
        rows=rows,
        anonymous=anonymous,
        days=days,
        fields=tuple(fields),
        findings=tuple(findings),
        seconds=time.monotonic() - started,
    )


def _computed_fields(cursor: duckdb.DuckDBPyConnection, workspace: Workspace, source: Source, begin: Callable[[], None]) -> Iterator[FieldMeasure]:
    """The measures of computed fields, over a view that computes them."""
    if source.activity is None or not source.computed:
        return
    context, catalog = workspace.context(), workspace.catalog
    values = {each.name: workspace.planned_value(computed_value(each.field, source.activity, catalog), context) for each in source.computed}
    cursor.execute(f"CREATE OR REPLACE TEMP VIEW measured_rows AS {row_columns_sql(source.name, values, catalog)}")
    for each in source.computed:
        begin()
        yield measure_field(cursor, quoted("measured_rows"), each)


def _may_be_wrong(source: Source, column: Column) -> bool:
    """What is computed is as right as what it is computed from, and is mended there."""
    derived = source.activity is not None and source.activity.derivation is not None
    return source.name != TRAITS and not derived and column.field.expression is None


def _evaluate_traits(cursor: duckdb.DuckDBPyConnection, workspace: Workspace, source: Source) -> None:
    """All traits of everybody as a temporary table, in one query; moments also as the day in the workspace's zone."""
    context = workspace.context()
    catalog = workspace.catalog
    values = {each.name: workspace.planned_value(value_named(each.name, catalog), context) for each in catalog.traits}
    cursor.register("trait_values", member_table(cursor, Constantly(value=True), catalog, values))
    zone = literal(workspace.settings.zone.key)
    moments = [each.name for each in catalog.traits if each.type is FieldType.DATETIME]
    days = [f"CAST(timezone({zone}, timezone('UTC', {quoted(each)})) AS DATE) AS {quoted(day_column(each))}" for each in moments]
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE {source.table} AS SELECT {', '.join(['*', *days])} FROM trait_values")
    cursor.unregister("trait_values")


def _today(workspace: Workspace) -> date:
    return datetime.now(workspace.settings.zone).date()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
