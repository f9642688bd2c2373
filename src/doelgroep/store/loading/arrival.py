"""A staged file on its way in: the SQL of its typed rows, its customer keys, and the rows that are set aside."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMER, KEY, columns
from doelgroep.store.loading.keys import OWN, Rows, view_of
from doelgroep.store.progress import Stage
from doelgroep.store.source import LINE, ColumnPlan, Target
from doelgroep.store.sql import cell, literal, quoted
from doelgroep.store.tables import activity_target, lookup_fields, lookup_target, row_counter, take
from doelgroep.store.typing import Conversion, conversion, key_conversion, stepped_sql
from doelgroep.store.typing.dates import is_zoned
from doelgroep.store.typing.texts import fold_sql

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.catalog import Activity, Field
    from doelgroep.store.loading.job import Job
    from doelgroep.store.source import RawColumn, StagedFile, TablePlan

_LONGEST_TEXT = 200
"""So many characters of a value are shown in a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file of an import, looked through: `rows` of it can be used."""

    number: int
    """Its place in the proposal."""
    plan: TablePlan
    conversions: tuple[Conversion, ...]
    key: Conversion | None
    """The customer's key."""
    rows: int
    table: str
    """The table or view (unquoted) with the usable rows, as they were staged."""
    offset: int
    """What is added to a line to give the row its number (activities only)."""
    last_line: int

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that the file has."""
        return tuple(each.field for each in self.plan.columns)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of those fields."""
        return tuple(name for each in self.conversions for name, _ in each.columns)

    @property
    def has_key(self) -> bool:
        """Whether the file says which customer a row is of."""
        return self.key is not None

    def typed(self) -> str:
        """SELECT of the usable rows: `_line` and the columns of the fields."""
        return self._select(self.table)

    def keyed(self) -> str:
        """SELECT of the usable rows with their customer's key: `_line`, `_key` and the columns of the fields."""
        return self._select(self.table, [f"{_key_value(self.key)} AS {KEY}"], self.key)

    def keys(self) -> str:
        """SELECT of `_line` and `_key` of the usable rows."""
        return f"SELECT {LINE}, {_key_value(self.key)} AS {KEY} FROM {_source(self.table, (), self.key)}"

    def of(self, rows: Rows) -> str:
        """SELECT of some rows of an activity, once its customers were added: `_line`, the numbers `_own` and `_customer`, and the fields' columns."""
        return self._select(view_of(rows, self.number), [OWN, CUSTOMER])

    def _select(self, table: str, first: Sequence[str] = (), key: Conversion | None = None) -> str:
        kinds = {name: kind for each in self.fields for name, kind in columns(each)}
        values = [f"CAST({sql} AS {kinds[name]}) AS {quoted(name)}" for each in self.conversions for name, sql in each.columns]
        return f"SELECT {', '.join([LINE, *first, *values])} FROM {_source(table, self.conversions, key)}"


def _source(table: str, found: Sequence[Conversion], key: Conversion | None) -> str:
    """FROM clause of the rows of a table (unquoted) with all that the conversions ask for."""
    return stepped_sql(table, [each.steps for each in (*found, *([] if key is None else [key]))])


def _key_value(key: Conversion | None) -> str:
    return "NULL::VARCHAR" if key is None else key.columns[0][1]


@dataclass(frozen=True, slots=True)
class _Check:
    """Why a row can't be used: SQL of "it can't", the message, and SQL of the text that the message shows."""

    failed: str
    reason: str
    params: str
    text: str


def look_through(job: Job, number: int, plan: TablePlan) -> Arrival:
    """Count the rows of a staged file that can be used, and set the others aside with their first reason."""
    job.runner.begin(Stage.CHECK, plan.file.rows)
    plan = _with_lookup_key(job, plan)
    found = tuple(_converted(job, plan, each) for each in plan.columns)
    key = None if plan.key_column is None else key_conversion(_raw(plan.file, plan.key_column), clean=plan.clean_keys)
    checks = _checks(job, plan, found, key)
    source = _source(plan.file.table, found, key)
    rejected, shifted, last_line = _counts(job, plan.file, source, checks, found)
    table = _set_aside(job, number, plan.file, source, checks) if rejected else plan.file.table
    _set_aside_unread(job, plan.file)
    read = plan.file.rows + len(plan.file.bad_rows)
    job.tally.set(number, read=read, rejected=rejected + len(plan.file.bad_rows), shifted=shifted)
    _note_zones(job, plan, found)
    return Arrival(
        number=number,
        plan=plan,
        conversions=found,
        key=key,
        table=table,
        rows=plan.file.rows - rejected,
        offset=take(job.connection, row_counter(plan.name), last_line + 1) if plan.target is Target.ACTIVITY else 0,
        last_line=last_line,
    )


def _with_lookup_key(job: Job, plan: TablePlan) -> TablePlan:
    """The plan in which a lookup's key is one of the fields."""
    lookup = job.catalog.lookup(plan.name) if plan.target is Target.LOOKUP else None
    if lookup is None or plan.key_column is None or any(each.field.name == lookup.key for each in plan.columns):
        return plan
    key = next(each for each in lookup_fields(lookup) if each.name == lookup.key)
    return replace(plan, columns=(ColumnPlan(columns=(plan.key_column,), field=key), *plan.columns))


def _converted(job: Job, plan: TablePlan, column: ColumnPlan) -> Conversion:
    """The conversion of a column; the text key of a lookup is read as keys are."""
    found = conversion(job.connection, column, plan.file, job.zone)
    if plan.target is not Target.LOOKUP or column.columns != (plan.key_column,) or column.field.type not in {FieldType.TEXT, FieldType.CATEGORY}:
        return found
    key = key_conversion(_raw(plan.file, column.columns[0]), clean=plan.clean_keys)
    values = (_key_value(key), fold_sql(_key_value(key)))
    return replace(key, columns=tuple((name, sql) for (name, _), sql in zip(found.columns, values, strict=False)))


def _raw(staged: StagedFile, name: str) -> RawColumn:
    return next(each for each in staged.columns if each.name == name)


def file_label(staged: StagedFile) -> str:
    """How a file is named in results: its name, with the sheet behind a # when it has sheets."""
    _, sign, sheet = staged.digest.partition("#")
    return f"{staged.path.name}{sign}{sheet}"


def target_of(plan: TablePlan) -> str:
    """Where the rows go: "customers", `activities.NAME` or `lookups.NAME`."""
    match plan.target:
        case Target.CUSTOMERS:
            return "customers"
        case Target.ACTIVITY:
            return activity_target(plan.name)
        case Target.LOOKUP:
            return lookup_target(plan.name)


def _checks(job: Job, plan: TablePlan, found: tuple[Conversion, ...], key: Conversion | None) -> list[_Check]:
    checks = [_Check(each.failed, each.reason, json.dumps(each.params, ensure_ascii=False), each.text) for each in found if each.failed != "false"]
    required = _required(job, plan, found, key)
    if required is not None:
        checks.append(required)
    return checks


def _required(job: Job, plan: TablePlan, found: tuple[Conversion, ...], key: Conversion | None) -> _Check | None:
    """What every row must have: customers and lookups their key, rows of an activity with row ids their id."""
    if plan.target is Target.CUSTOMERS:
        return _Check(f"{_key_value(key)} IS NULL", "row_without_key", _params(plan.key_column), "NULL")
    activity: Activity | None = job.catalog.activity(plan.name) if plan.target is Target.ACTIVITY else None
    wanted = activity.row_id if activity is not None else None
    if plan.target is Target.LOOKUP:
        wanted = next(each.key for each in job.catalog.lookups if each.name == plan.name)
    if wanted is None:
        return None
    value = next((sql for each in found for name, sql in each.columns if name == wanted), "NULL")
    return _Check(f"({value}) IS NULL", "row_without_id", _params(wanted), "NULL")


def _params(column: str | None) -> str:
    return json.dumps({"column": column}, ensure_ascii=False)


def _counts(job: Job, staged: StagedFile, source: str, checks: list[_Check], found: tuple[Conversion, ...]) -> tuple[int, int, int]:
    """Rows that can't be used, moments that were shifted, and the last line."""
    bad = " OR ".join(each.failed for each in checks) or "false"
    shifted = " + ".join(f"({each.shifted})::INTEGER" for each in found if each.shifted != "false") or "0"
    job.runner.run(
        f"CREATE OR REPLACE TEMP TABLE file_counts AS SELECT count(*) FILTER (bad), sum(shifted) FILTER (NOT bad), max({LINE}) "
        f"FROM (SELECT {LINE}, {bad} AS bad, {shifted} AS shifted FROM {source})",
        rows=staged.rows,
    )
    row = job.connection.execute("FROM file_counts").fetchone() or ()
    rejected, moved, last_line = (int(each or 0) for each in row)
    return rejected, moved, last_line


def _set_aside(job: Job, number: int, staged: StagedFile, source: str, checks: list[_Check]) -> str:
    """Note the rows that can't be used; the view of the others."""
    failures = quoted(f"failures_{number}")
    first = " ".join(f"WHEN {each.failed} THEN {place}" for place, each in enumerate(checks))
    job.runner.run(
        f"CREATE OR REPLACE TEMP TABLE {failures} AS "
        f"SELECT * FROM (SELECT {LINE} AS line, CASE {first} END AS place FROM {source}) WHERE place IS NOT NULL"
    )
    text = " || ',' || ".join(cell(quoted(each.name)) for each in staged.columns)
    for place, check in enumerate(checks):
        shown = f"CAST(json_merge_patch({literal(check.params)}, json_object('text', left({check.text}, {_LONGEST_TEXT}))) AS VARCHAR)"
        job.connection.execute(
            f"INSERT INTO rejected_rows SELECT {job.import_id}, {literal(file_label(staged))}, {LINE}, {literal(check.reason)}, {shown}, {text} "
            f"FROM {quoted(staged.table)} AS rows SEMI JOIN {failures} AS failures ON rows.{LINE} = failures.line AND failures.place = {place}"
        )
    usable = f"usable_{number}"
    job.connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {usable} AS SELECT * FROM {quoted(staged.table)} AS rows "
        f"ANTI JOIN {failures} AS failures ON rows.{LINE} = failures.line"
    )
    return usable


def _set_aside_unread(job: Job, staged: StagedFile) -> None:
    """Note the rows that could not even be split into columns."""
    if staged.bad_rows:
        rows = [(each.line, each.reason, json.dumps(each.params, ensure_ascii=False, default=str), each.text) for each in staged.bad_rows]
        lines, reasons, params, texts = (list(each) for each in zip(*rows, strict=True))
        job.connection.execute(
            "INSERT INTO rejected_rows SELECT $import, $file, unnest($lines::BIGINT[]), unnest($reasons::VARCHAR[]), unnest($params::VARCHAR[]), "
            "unnest($texts::VARCHAR[])",
            {"import": job.import_id, "file": file_label(staged), "lines": lines, "reasons": reasons, "params": params, "texts": texts},
        )


def _note_zones(job: Job, plan: TablePlan, found: tuple[Conversion, ...]) -> None:
    """Remember of every field with moments whether the files say their zone: a change of the workspace's zone needs it."""
    for column, each in zip(plan.columns, found, strict=True):
        if column.field.type is FieldType.DATETIME:
            origins = {is_zoned(form) for form in column.format.dates} if each.zoned and column.format.dates else {each.zoned}
            job.connection.execute(
                "INSERT INTO field_zones SELECT $target, $field, unnest($zoned::BOOLEAN[]) AS found "
                "EXCEPT SELECT target, field, zoned FROM field_zones",
                {"target": target_of(plan), "field": column.field.name, "zoned": sorted(origins)},
            )
