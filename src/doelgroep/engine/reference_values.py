"""What each `Value` node means, for the reference engine. Imported for its effect on `reference_scope.evaluate`."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import KEY, fold
from doelgroep.engine.reference_numbers import alike, convert, expect, number, stored
from doelgroep.engine.reference_rows import Instant, Row
from doelgroep.engine.reference_scope import Scope, evaluate, judge, passing
from doelgroep.engine.reference_statistics import statistic
from doelgroep.errors import InternalError
from doelgroep.model import node
from doelgroep.season import SOUTHERN, season

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

_EPOCH = date(1970, 1, 1).toordinal()
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


# ---------------------------------------------------------------- stored values


@evaluate.register(node.Literal)
def _literal(value: node.Literal, _scope: Scope) -> object | None:
    if value.type.kind is FieldType.DATETIME and value.value is not None:
        return Instant(expect(value.value, int))
    return value.value


@evaluate.register(node.CustomerField)
def _customer_field(value: node.CustomerField, scope: Scope) -> object | None:
    if value.name == KEY:
        return scope.customer.key
    return _field(scope.customer.fields, value.name)


@evaluate.register(node.RowField)
def _row_field(value: node.RowField, scope: Scope) -> object | None:
    return _field(_row(value, scope).fields, value.name)


@evaluate.register(node.LookupField)
def _lookup_field(value: node.LookupField, scope: Scope) -> object | None:
    if value.lookup not in scope.dataset.lookups:
        raise InternalError(f"the data were read without lookup {value.lookup!r}")
    key = evaluate(value.key, scope)
    found = None if key is None else scope.dataset.lookups[value.lookup].get(key)
    return None if found is None else _field(found, value.name)


@evaluate.register(node.MissingField)
def _missing_field(_value: node.MissingField, _scope: Scope) -> None:
    return None


def _field(fields: Mapping[str, object], name: str) -> object | None:
    if name not in fields:
        raise InternalError(f"no field {name!r} among {', '.join(fields)}")
    return fields[name]


def _row(asking: object, scope: Scope) -> Row:
    if scope.row is None:
        raise InternalError(f"{asking} asked for outside a row")
    return scope.row


# ---------------------------------------------------------------- dates


def local_day(value: object) -> int:
    """The calendar day of a date or datetime."""
    return expect(value.day if isinstance(value, Instant) else value, int)


def calendar(day: int) -> date:
    """The date of a day number."""
    return date.fromordinal(day + _EPOCH)


def month_day(day: int) -> int:
    """100 * month + day of the month."""
    found = calendar(day)
    return 100 * found.month + found.day


@evaluate.register(node.DatePart)
def _date_part(value: node.DatePart, scope: Scope) -> object | None:
    found = evaluate(value.value, scope)
    if found is None:
        return None
    if value.part is node.Part.HOUR:
        return expect(expect(found, Instant).hour, int)
    return _part_of_day(value.part, local_day(found))


def _part_of_day(part: node.Part, day: int) -> object:
    found = calendar(day)
    match part:
        case node.Part.DAY:
            return day
        case node.Part.WEEKDAY:
            return _WEEKDAYS[found.weekday()]
        case node.Part.MONTH:
            return found.month
        case node.Part.YEAR:
            return found.year
        case node.Part.MONTH_NUMBER:
            return _month_number(found)
        case node.Part.MONTH_DAY:
            return month_day(day)
        case other:
            raise InternalError(f"{other} is no part of a day")


@evaluate.register(node.Season)
def _season(value: node.Season, scope: Scope) -> object | None:
    found = evaluate(value.value, scope)
    if found is None:
        return None
    country = None if value.country is None else evaluate(value.country, scope)
    southern = value.default_southern if country is None else fold(expect(country, str)) in SOUTHERN
    return season(calendar(local_day(found)).month, southern=southern)


@evaluate.register(node.Elapsed)
def _elapsed(value: node.Elapsed, scope: Scope) -> object | None:
    found = evaluate(value.value, scope)
    if found is None:
        return None
    start, today = local_day(found), expect(value.today, int)
    match value.unit:
        case "days":
            return today - start
        case "weeks":
            return (today - start) // 7
        case "months":
            return _months_between(calendar(start), calendar(today))
        case "years":
            return _months_between(calendar(start), calendar(today)) // 12
        case other:
            raise InternalError(f"unknown unit {other!r}")


def _months_between(start: date, today: date) -> int:
    """Whole months, rounded down; a month ends on the same day of the month, or on its last day when there is no such day."""
    return_day = min(start.day, monthrange(today.year, today.month)[1])
    return _month_number(today) - _month_number(start) - (today.day < return_day)


def _month_number(day: date) -> int:
    return 12 * day.year + day.month - 1


# ---------------------------------------------------------------- computed values


@evaluate.register(node.Trait)
def _trait(value: node.Trait, scope: Scope) -> object | None:
    return _as(value.type, value.value, scope)


@evaluate.register(node.Arithmetic)
def _arithmetic(value: node.Arithmetic, scope: Scope) -> object | None:
    found = [evaluate(each, scope) for each in (value.left, value.right)]
    if None in found:
        return None
    left, right = alike(number(found[0], value.left.type), number(found[1], value.right.type))
    match value.operator:
        case "+":
            return stored(left + right, value.type)
        case "-":
            return stored(left - right, value.type)
        case "*":
            return stored(left * right, value.type)
        case other:
            raise InternalError(f"unknown operator {other!r}")


@evaluate.register(node.Ratio)
def _ratio(value: node.Ratio, scope: Scope) -> object | None:
    found = quotient(value, scope)
    return None if found is None else stored(found, value.type)


def quotient(value: node.Ratio, scope: Scope) -> Fraction | float | None:
    """The quotient in full: a fraction when both parts are integers or decimals."""
    found = [evaluate(each, scope) for each in (value.numerator, value.denominator)]
    if None in found:
        return None
    upper, lower = alike(number(found[0], value.numerator.type), number(found[1], value.denominator.type))
    return None if lower == 0 else upper / lower


@evaluate.register(node.Coalesce)
def _coalesce(value: node.Coalesce, scope: Scope) -> object | None:
    found = (_as(value.type, each, scope) for each in value.values)
    return next((each for each in found if each is not None), None)


@evaluate.register(node.Extreme)
def _extreme(value: node.Extreme, scope: Scope) -> object | None:
    found = [_as(value.type, each, scope) for each in value.values]
    known = [each for each in found if each is not None]
    if not known:
        return None
    match value.which:
        case "least":
            return min(known)  # type: ignore[type-var] # values of one type, all of which have an order
        case "greatest":
            return max(known)  # type: ignore[type-var] # as above
        case other:
            raise InternalError(f"unknown extreme {other!r}")


@evaluate.register(node.Case)
def _case(value: node.Case, scope: Scope) -> object | None:
    for branch in value.branches:
        if judge(branch.when, scope):
            return _as(value.type, branch.then, scope)
    return None if value.otherwise is None else _as(value.type, value.otherwise, scope)


@evaluate.register(node.EmailDomain)
def _email_domain(value: node.EmailDomain, scope: Scope) -> object | None:
    found = evaluate(value.value, scope)
    if found is None:
        return None
    _, at, domain = expect(found, str).rpartition("@")
    return domain.lower() if at else None


def _as(kind: node.ValueType, value: node.Value, scope: Scope) -> object | None:
    return convert(evaluate(value, scope), value.type, kind)


# ---------------------------------------------------------------- values of several rows


@evaluate.register(node.Aggregate)
def _aggregate(value: node.Aggregate, scope: Scope) -> object | None:
    return _over_rows(value, passing(value.activity, value.rows, scope), scope)


@evaluate.register(node.GroupAggregate)
def _group_aggregate(value: node.GroupAggregate, scope: Scope) -> object | None:
    return _over_rows(value, _group(value, scope), scope)


def _over_rows(value: node.Aggregate | node.GroupAggregate, rows: tuple[Row, ...], scope: Scope) -> object | None:
    if value.value is None:
        if value.statistic is not node.Statistic.COUNT:
            raise InternalError(f"{value.statistic} of no value")
        return len(rows)
    found = [evaluate(value.value, scope.at(each)) for each in rows]
    kind = value.value.type
    result = statistic(value.statistic, found, kind)
    return result if value.statistic in {node.Statistic.COUNT, node.Statistic.DISTINCT} else convert(result, kind, value.type)


@evaluate.register(node.ListValues)
def _list_values(value: node.ListValues, scope: Scope) -> object | None:
    texts: set[str] = set()
    for row in _group(value, scope):
        found = evaluate(value.value, scope.at(row))
        texts.update(found if isinstance(found, tuple) else () if found is None else (expect(found, str),))
    return tuple(sorted(texts))


def _group(asking: object, scope: Scope) -> tuple[Row, ...]:
    if scope.group is None:
        raise InternalError(f"{asking} asked for outside a group of rows")
    return scope.group
