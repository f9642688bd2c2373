"""Raw columns become typed ones: the SQL for a column's plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import day_column, fold, folded_column, hour_column, latitude_column, longitude_column
from doelgroep.store.sql import quoted
from doelgroep.store.typing import dates, native, numbers, texts
from doelgroep.store.typing.moments import moments_of
from doelgroep.store.typing.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.store.source import ColumnPlan, RawColumn, StagedFile, ValueFormat
    from doelgroep.store.typing.moments import Moments, Span
    from doelgroep.store.typing.steps import Step

_REASONS = {
    FieldType.BOOLEAN: "import_not_boolean",
    FieldType.INTEGER: "import_not_integer",
    FieldType.DECIMAL: "import_not_decimal",
    FieldType.FLOAT: "import_not_float",
    FieldType.DATE: "import_not_date",
    FieldType.DATETIME: "import_not_datetime",
    FieldType.TEXT_LIST: "import_not_list",
    FieldType.POINT: "import_not_point",
}
_DEGREES = ((latitude_column, 90), (longitude_column, 180))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """SQL over the columns of a staged table and the conversion's own steps; select from `stepped_sql(table, [each.steps for each in conversions])`.

    A row is to be set aside when `failed` is true: it holds a value, but none that the field can hold. `reason` and `params` (with `text`, SQL of
    the value as found) make the message.
    """

    columns: tuple[tuple[str, str], ...]
    """(column of the target as in `doelgroep.columns`, SQL of its value). NULL where the value is missing or failed."""
    steps: tuple[Step, ...] = ()
    failed: str = "false"
    """Never NULL."""
    reason: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    text: str = "NULL::VARCHAR"
    shifted: str = "false"
    """True for local moments that do not exist and were shifted forward. Never NULL."""
    ambiguous: str = "false"
    """True for local moments that the clock showed twice; the first is meant. Never NULL."""
    span: Span | None = None
    """Of moments: the first and the last, as the file says them."""
    zoned: bool = False
    """The moments say their zone in the file; otherwise they are local ones, and change when the workspace's zone does."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """SQL that is not NULL when there is a value; and of the value, NULL when it does not fit."""

    present: str
    value: str


def conversion(connection: duckdb.DuckDBPyConnection, plan: ColumnPlan, staged: StagedFile, zone: ZoneInfo) -> Conversion:
    """What turns the raw columns of a plan into the columns of its field.

    Moments without a zone are local ones of `zone`: the first one when ambiguous, shifted forward when there is no such moment. The connection is
    needed to look up the earliest and latest moment, which tells the few changes of the clock that matter, and for the function that folds texts.
    """
    texts.prepare(connection)
    raw = [next(each for each in staged.columns if each.name == name) for name in plan.columns]
    steps = Steps(plan.field.name)
    if plan.field.type is FieldType.DATETIME:
        found = _datetime(moments_of(connection, steps, raw, plan.format, staged, zone), raw, plan)
    else:
        found = _timeless(steps, raw, plan)
    return replace(found, steps=steps.collected())


def _timeless(steps: Steps, raw: list[RawColumn], plan: ColumnPlan) -> Conversion:
    match plan.field.type:
        case FieldType.POINT:
            return _point(steps, raw, plan)
        case FieldType.TEXT | FieldType.CATEGORY:
            return _text(steps, raw[0], plan)
        case FieldType.TEXT_LIST:
            return _list(steps, raw[0], plan)
        case _:
            typed = _typed(steps, raw[0], plan)
            return _judged(((plan.field.name, typed.value),), typed, raw, plan)


def _judged(columns: tuple[tuple[str, str], ...], typed: _Typed, raw: list[RawColumn], plan: ColumnPlan) -> Conversion:
    """A conversion that can fail."""
    return Conversion(
        columns=columns,
        failed=f"({typed.present} IS NOT NULL AND {typed.value} IS NULL)",
        reason=_REASONS[plan.field.type],
        params={"column": ", ".join(each.name for each in raw), "scale": plan.field.scale},
        text=texts.joined_sql([texts.text_sql(each) for each in raw]),
    )


def _text(steps: Steps, column: RawColumn, plan: ColumnPlan) -> Conversion:
    value = steps.add(texts.nfc_sql(texts.found_sql(steps, column, plan.format)))
    name = plan.field.name
    folded = ((folded_column(name), texts.fold_sql(value)),) if plan.field.type is FieldType.TEXT else ()
    return Conversion(columns=((name, value), *folded))


def _list(steps: Steps, column: RawColumn, plan: ColumnPlan) -> Conversion:
    if native.is_list(column.type):
        typed = _Typed(quoted(column.name), steps.add(texts.normal_list_sql(f"CAST({quoted(column.name)} AS VARCHAR[])")))
    else:
        found = texts.found_sql(steps, column, plan.format)
        typed = _Typed(found, steps.add(texts.split_sql(found, plan.format.list_separator)))
    name = plan.field.name
    return _judged(((name, typed.value), (folded_column(name), texts.fold_list_sql(typed.value))), typed, [column], plan)


def _typed(steps: Steps, column: RawColumn, plan: ColumnPlan) -> _Typed:
    match plan.field.type:
        case FieldType.BOOLEAN:
            return _boolean(steps, column, plan.format)
        case FieldType.DATE:
            return _date(steps, column, plan.format)
        case kind:
            return _number(steps, column, kind, plan.field.scale, plan.format)


def _number(steps: Steps, column: RawColumn, kind: FieldType, scale: int, form: ValueFormat) -> _Typed:
    name = quoted(column.name)
    value = native.number_sql(steps, name, column.type, kind, scale)
    if value is not None:
        return _Typed(steps.add(native.present_number_sql(name, column.type)), value)
    found = texts.found_sql(steps, column, form)
    return _Typed(found, numbers.number_sql(steps, found, kind, scale, form))


def _boolean(steps: Steps, column: RawColumn, form: ValueFormat) -> _Typed:
    if column.type == "BOOLEAN":
        return _Typed(quoted(column.name), quoted(column.name))
    found = texts.found_sql(steps, column, form)
    lowered = steps.add(texts.fold_sql(found))
    sides = ((form.true_texts, "true"), (form.false_texts, "false"))
    branches = " ".join(f"WHEN {texts.one_of_sql(lowered, map(fold, words))} THEN {value}" for words, value in sides if words)
    return _Typed(found, steps.add(f"CASE {branches} END" if branches else "NULL::BOOLEAN"))


def _date(steps: Steps, column: RawColumn, form: ValueFormat) -> _Typed:
    moment = native.moment_sql(quoted(column.name), column.type)
    present = quoted(column.name)
    if moment is None:
        present = texts.found_sql(steps, column, form)
        moment = dates.moment_sql(present, form.dates)
    return _Typed(present, steps.add(dates.day_sql(steps.add(moment))))


def _point(steps: Steps, raw: list[RawColumn], plan: ColumnPlan) -> Conversion:
    sides = [_number(steps, each, FieldType.FLOAT, 0, plan.format) for each in raw]
    bounded = [f"abs({side.value}) <= {limit}" for side, (_, limit) in zip(sides, _DEGREES, strict=True)]
    whole = steps.add(f"CASE WHEN {' AND '.join(bounded)} THEN true END")
    columns = tuple((name(plan.field.name), f"CASE WHEN {whole} THEN {side.value} END") for side, (name, _) in zip(sides, _DEGREES, strict=True))
    present = steps.add(f"CASE WHEN {' OR '.join(f'{each.present} IS NOT NULL' for each in sides)} THEN true END")
    return _judged(columns, _Typed(present, whole), raw, plan)


def _datetime(found: Moments, raw: list[RawColumn], plan: ColumnPlan) -> Conversion:
    name = plan.field.name
    columns = (
        (name, found.utc),
        (day_column(name), f"CAST({found.local} AS DATE)"),
        (hour_column(name), f"CAST(hour({found.local}) AS UTINYINT)"),
    )
    judged = _judged(columns, _Typed(found.present, found.parsed), raw, plan)
    return replace(judged, shifted=found.shifted, ambiguous=found.ambiguous, span=found.span, zoned=found.zoned)
