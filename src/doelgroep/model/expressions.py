"""Expressions of the catalogue: traits, computed row fields, fields of derived activities."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, FieldType
from doelgroep.errors import InternalError
from doelgroep.lang import tree
from doelgroep.model.aggregates import COUNT, statistic
from doelgroep.model.constants import days, decimal
from doelgroep.model.dates import PART_TYPES, day_of, has_hour, part_of
from doelgroep.model.names import FIELD_AGGREGATES, find_name, lookup_name, type_of, unknown_name
from doelgroep.model.node import (
    BOOLEAN,
    DATE,
    FLOAT,
    INTEGER,
    TEXT,
    Aggregate,
    Arithmetic,
    Branch,
    Case,
    Coalesce,
    DatePart,
    Elapsed,
    EmailDomain,
    Extreme,
    GroupAggregate,
    ListValues,
    Literal,
    Part,
    Ratio,
    RowField,
    Statistic,
    ValueType,
)
from doelgroep.model.scope import Level, refuse, type_name

if TYPE_CHECKING:
    from doelgroep.model.node import Test, Value
    from doelgroep.model.scope import Scope

ROW_FUNCTIONS = ("sum", "avg", "min", "max", "distinct", "first", "last")
"""Functions of a field of rows: `sum(orders.amount WHERE ...)`."""
TIME_FUNCTIONS = ("first_date", "last_date", "distinct_days", "distinct_months")
"""Functions of an activity's time: `first_date(orders)`."""
ELAPSED = {f"{unit}_since": unit for unit in ("days", "weeks", "months", "years")}
EXTREMES = ("least", "greatest")

_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT}
_DATES = {FieldType.DATE, FieldType.DATETIME}


def evaluate(node: tree.Expression, scope: Scope) -> Value:
    """The meaning of an expression at the scope's level (a group: the fields of a derived activity)."""
    match node:
        case tree.Name():
            return _name(node, scope)
        case tree.Arithmetic():
            return _arithmetic(node, scope)
        case tree.Call():
            return _call(node, scope)
        case tree.Case():
            return _case(node, scope)
        case _:
            return _literal(node)


def _name(node: tree.Name, scope: Scope) -> Value:
    """A field. What MATCHES calls `count` or `sum_amount` is a function here, and the error says how it is written."""
    if find_name(node.text, scope) is not None:
        return lookup_name(node.text, node.span, scope).value
    call = _as_call(node.text, scope)
    if not call:
        raise unknown_name(node.text, node.span, scope, aggregates=False)
    if scope.level is Level.ROW:
        raise refuse("expression_rows_in_row", node.span, function=node.text)
    raise refuse("expression_call_expected", node.span, None if "FIELD" in call else call, name=node.text, call=call)


def _as_call(name: str, scope: Scope) -> str:
    """How a function or an aggregate of MATCHES is called at the scope's level; empty when the name is neither."""
    if scope.level is Level.CUSTOMER:
        activity = next((each.name for each in scope.catalog.activities), "ACTIVITY")
        calls = {each: f"{each}({activity})" for each in ("count", *TIME_FUNCTIONS)} | {each: f"{each}({activity}.FIELD)" for each in ROW_FUNCTIONS}
        return calls.get(name, "")
    prefix, _, field = name.partition("_")
    if prefix in FIELD_AGGREGATES and scope.activity is not None and scope.activity.field(field) is not None:
        return f"{prefix}({field})"
    time = "FIELD" if scope.activity is None or scope.activity.time is None else scope.activity.time
    times = {"first_date": f"min({time})", "last_date": f"max({time})", "distinct_days": f"distinct({time})"}
    return ({"count": "count()"} | {each: f"{each}(FIELD)" for each in ROW_FUNCTIONS} | times).get(name, "")


def _literal(node: tree.Expression) -> Literal:
    match node:
        case tree.Number() if "." in node.text:
            return decimal(node.text)
        case tree.Number():
            return Literal(int(node.text), INTEGER)
        case tree.Text():
            return Literal(node.value, TEXT)
        case tree.Boolean():
            return Literal(node.value, BOOLEAN)
        case tree.Date():
            return Literal(days(node.year, node.month, node.day), DATE)
        case _:
            raise refuse("expression_unclear", node.span)


def _arithmetic(node: tree.Arithmetic, scope: Scope) -> Value:
    left, right = evaluate(node.left, scope), evaluate(node.right, scope)
    for side, value in ((node.left, left), (node.right, right)):
        if value.type.kind not in _NUMBERS:
            raise refuse("expression_not_number", side.span, type=type_name(value.type.kind))
    if node.operator == "/":
        return Ratio(left, right)
    return Arithmetic(node.operator, left, right, _arithmetic_type(node.operator, left.type, right.type))


def _arithmetic_type(operator: str, left: ValueType, right: ValueType) -> ValueType:
    if FieldType.FLOAT in {left.kind, right.kind}:
        return FLOAT
    scale = left.scale + right.scale if operator == "*" else max(left.scale, right.scale)
    if left.kind is right.kind is FieldType.INTEGER:
        return INTEGER
    return ValueType(FieldType.DECIMAL, scale)


def _call(node: tree.Call, scope: Scope) -> Value:
    name = node.function.lower()
    if name == "count" or name in ROW_FUNCTIONS or name in TIME_FUNCTIONS:
        return _over_rows(name, node, scope)
    if node.where is not None:
        raise refuse("expression_where", node.span, function=name)
    if name in {*ELAPSED, *(part.value for part in PART_TYPES), "email_domain", "list"}:
        return _of_one(name, node, scope)
    if name == "coalesce" or name in EXTREMES:
        return _of_many(name, node, scope)
    raise refuse("expression_function_unknown", node.span, function=node.function, known=functions())


def functions() -> tuple[str, ...]:
    """All functions of expressions."""
    parts = (part.value for part in PART_TYPES)
    return ("count", *ROW_FUNCTIONS, *TIME_FUNCTIONS, "list", "coalesce", *EXTREMES, *ELAPSED, *parts, "email_domain")


def _of_one(name: str, node: tree.Call, scope: Scope) -> Value:
    if len(node.arguments) != 1:
        raise refuse("expression_arguments", node.span, function=name, wanted=1, found=len(node.arguments))
    value = evaluate(node.arguments[0], scope)
    kind = value.type.kind
    if name == "list":
        _expect(node, name, kind, {FieldType.TEXT, FieldType.CATEGORY, FieldType.TEXT_LIST})
        return ListValues(value)
    if name == "email_domain":
        _expect(node, name, kind, {FieldType.TEXT, FieldType.CATEGORY})
        return EmailDomain(value)
    _expect(node, name, kind, _DATES)
    if name in ELAPSED:
        return Elapsed(ELAPSED[name], day_of(value))
    if name == Part.HOUR and not has_hour(value):
        raise refuse("expression_hour", node.span)
    return part_of(Part(name), value)


def _expect(node: tree.Call, name: str, found: FieldType, wanted: set[FieldType]) -> None:
    if found not in wanted:
        raise refuse("expression_type", node.span, function=name, type=type_name(found), allowed=[type_name(each) for each in sorted(wanted)])


def _of_many(name: str, node: tree.Call, scope: Scope) -> Value:
    if not node.arguments:
        raise refuse("expression_arguments", node.span, function=name, wanted=1, found=0)
    values = [evaluate(each, scope) for each in node.arguments]
    kind = common_type(values, node)
    if kind == DATE:
        values = [day_of(each) for each in values]
    return Coalesce(tuple(values), kind) if name == "coalesce" else Extreme(name, tuple(values), kind)


def common_type(values: list[Value], node: tree.Node) -> ValueType:
    """The type that several values share: the widest number, date when one is a date; else they must be equal."""
    kinds = [each.type for each in values]
    found = {each.kind for each in kinds}
    if len(set(kinds)) == 1:
        return kinds[0]
    if found <= _NUMBERS:
        return FLOAT if FieldType.FLOAT in found else ValueType(FieldType.DECIMAL, max(each.scale for each in kinds))
    if found <= _DATES:
        return DATE
    if found <= {FieldType.TEXT, FieldType.CATEGORY}:
        return TEXT
    raise refuse("expression_types_differ", node.span, types=[type_name(each) for each in sorted(found)])


def _case(node: tree.Case, scope: Scope) -> Case:
    values = [evaluate(each.then, scope) for each in node.branches]
    otherwise = None if node.otherwise is None else evaluate(node.otherwise, scope)
    kind = common_type([*values, *([] if otherwise is None else [otherwise])], node)
    if kind == DATE:
        values, otherwise = [day_of(each) for each in values], None if otherwise is None else day_of(otherwise)
    tests = [scope.condition(each.when, scope) for each in node.branches]
    return Case(tuple(Branch(when, then) for when, then in zip(tests, values, strict=True)), otherwise, kind)


def _over_rows(name: str, node: tree.Call, scope: Scope) -> Value:
    """A statistic of rows: of an activity named in the argument, or in a derivation of the group's rows."""
    if scope.level is Level.GROUP:
        return _of_group(name, node, scope)
    if scope.level is Level.ROW:
        raise refuse("expression_rows_in_row", node.span, function=name)
    if len(node.arguments) != 1 or not isinstance(node.arguments[0], tree.Name):
        raise refuse("expression_activity_expected", node.span, function=name)
    activity, field = _activity_and_field(node.arguments[0], scope)
    if (field is None) != (name in {"count", *TIME_FUNCTIONS}):
        raise refuse("expression_activity_expected", node.span, function=name)
    value = _statistic(name, field, activity, node, scope.rows_of(activity))
    rows = _where(node, activity, scope)
    return of_activity(value, activity.name, rows)


def of_activity(value: Value, activity: str, rows: Test | None) -> Value:
    """A statistic of a group as the statistic of the customer's rows of an activity."""
    match value:
        case GroupAggregate():
            return Aggregate(activity, value.statistic, value.value, rows, value.type)
        case Ratio():
            return Ratio(of_activity(value.numerator, activity, rows), of_activity(value.denominator, activity, rows))
        case _:
            raise InternalError(f"no statistic: {value!r}")


def _activity_and_field(name: tree.Name, scope: Scope) -> tuple[Activity, str | None]:
    """`orders.amount`: the longest prefix that is an activity, and the rest."""
    found = scope.catalog.find(name.text)
    if isinstance(found, Activity):
        return found, None
    prefix = name.text
    while "." in prefix:
        prefix = prefix.rpartition(".")[0]
        found = scope.catalog.find(prefix)
        if isinstance(found, Activity):
            return found, name.text[len(prefix) + 1 :]
    raise unknown_name(name.text, name.span, scope)


def _where(node: tree.Call, activity: Activity, scope: Scope) -> Test | None:
    if node.where is None:
        return None
    return scope.condition(node.where, scope.rows_of(activity))


def _statistic(name: str, field: str | None, activity: Activity, node: tree.Call, rows: Scope) -> Value:
    if name == "count":
        return COUNT
    if name in TIME_FUNCTIONS:
        return _time_statistic(name, activity, node)
    named = lookup_name(field or "", node.arguments[0].span, rows)
    return _field_statistic(name, named.value, node)


def _time_statistic(name: str, activity: Activity, node: tree.Call) -> Value:
    time = activity.field(activity.time) if activity.time else None
    if time is None:
        raise refuse("activity_without_time", node.span, activity=activity.name)
    value = RowField(time.name, type_of(time))
    if name in {"first_date", "last_date"}:
        return GroupAggregate(Statistic.MIN if name == "first_date" else Statistic.MAX, value, value.type)
    day = day_of(value)
    return GroupAggregate(Statistic.DISTINCT, day if name == "distinct_days" else DatePart(Part.MONTH_NUMBER, day, INTEGER), INTEGER)


def _field_statistic(name: str, value: Value, node: tree.Call) -> Value:
    kind = value.type
    if name in {"sum", "avg"}:
        _expect(node, name, kind.kind, _NUMBERS)
    if name in {"min", "max"}:
        _expect(node, name, kind.kind, {*_NUMBERS, *_DATES})
    if name in {"first", "last"}:
        return GroupAggregate(Statistic(name), value, kind)
    return statistic(name, value, kind)


def _of_group(name: str, node: tree.Call, scope: Scope) -> Value:
    if node.where is not None:
        raise refuse("expression_where", node.span, function=name)
    if name == "count" and not node.arguments:
        return COUNT
    if len(node.arguments) != 1 or name in TIME_FUNCTIONS:
        raise refuse("expression_arguments", node.span, function=name, wanted=1, found=len(node.arguments))
    value = evaluate(node.arguments[0], replace(scope, level=Level.ROW))
    if name == "count":
        return GroupAggregate(Statistic.COUNT, value, INTEGER)
    return _field_statistic(name, value, node)
