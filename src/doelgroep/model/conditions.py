"""Conditions with every name looked up: `tree.Condition` to `node.Test`."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, FieldType
from doelgroep.columns import fold
from doelgroep.errors import Fix, Severity
from doelgroep.lang import tree
from doelgroep.lang.printer import written
from doelgroep.lang.words import name_text, quoted
from doelgroep.model.aggregates import aggregate_of, named_operand
from doelgroep.model.constants import constant, is_backwards, is_whole_day, moment
from doelgroep.model.dates import day_of
from doelgroep.model.names import available_names, find_name, nearest, slip_of
from doelgroep.model.node import (
    DATETIME,
    And,
    Between,
    Comparison,
    Constantly,
    InSegment,
    IsMissing,
    IsTrue,
    ListContains,
    Literal,
    Matches,
    MissingField,
    Not,
    OneOf,
    Op,
    Or,
    RowPosition,
    TextOp,
    TextTest,
    WithinDistance,
    YearlyBetween,
)
from doelgroep.model.operators import Operator, operators_of
from doelgroep.model.scope import Level, Named, RefusedError, refuse, type_name

if TYPE_CHECKING:
    from doelgroep.errors import Span
    from doelgroep.model.node import Constant, Test, Value
    from doelgroep.model.scope import Scope

METRES = {"km": 1000.0, "mi": 1609.344, "m": 1.0}

_OPS = {tree.Compare.EQ: Op.EQ, tree.Compare.LT: Op.LT, tree.Compare.LE: Op.LE, tree.Compare.GT: Op.GT, tree.Compare.GE: Op.GE}
_TEXT_OPS = {
    tree.TextOperator.CONTAINS: (Operator.CONTAINS, TextOp.CONTAINS),
    tree.TextOperator.STARTS_WITH: (Operator.STARTS_WITH, TextOp.STARTS_WITH),
    tree.TextOperator.ENDS_WITH: (Operator.ENDS_WITH, TextOp.ENDS_WITH),
    tree.TextOperator.REGEX: (Operator.REGEX, TextOp.PATTERN),
}
_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT}
_DATES = {FieldType.DATE, FieldType.DATETIME}
_TEXTS = {FieldType.TEXT, FieldType.CATEGORY}


def negate_if(negated: bool, test: Test) -> Test:  # noqa: FBT001 - the flag is the negation that the tree carries
    """The test, or its exact complement."""
    return Not(test) if negated else test


def comparison(node: tree.Comparison, scope: Scope) -> Test:
    """`x = 1`, `x != 1`, `x > y`, `anniversary(x) = today`."""
    if isinstance(node.left, tree.Anniversary):
        return _anniversary_comparison(node, node.left, scope)
    named = _operand(node.left, scope)
    negated = node.operator is tree.Compare.NE
    if isinstance(node.right, tree.Name):
        return negate_if(negated, _field_comparison(node, named, node.right, scope))
    require(named, Operator(node.operator.value), node.operator_span)
    if isinstance(node.right, tree.Coordinates):
        meant = "NOT IN" if negated else "IN"
        raise refuse("list_comparison", node.operator_span, meant, found=node.operator.value, meant=meant)
    op = Op.EQ if negated else _OPS[node.operator]
    return negate_if(negated, _compare(named, op, constant(node.right, named, scope)))


def between(node: tree.Between, scope: Scope) -> Test:
    """`x BETWEEN low AND high`, both ends included."""
    if isinstance(node.left, tree.Anniversary):
        value, named = _anniversary(node.left, scope)
        low, high = moment(node.low, named), moment(node.high, named)
        _require_whole_days(node, low, high)
        return negate_if(node.negated, YearlyBetween(value, low, high))
    named = _operand(node.left, scope)
    require(named, Operator.BETWEEN, node.operator_span)
    low, high = constant(node.low, named, scope), constant(node.high, named, scope)
    _warn_backwards(node, low, high, scope)
    return negate_if(node.negated, _between(named, low, high))


def one_of(node: tree.In, scope: Scope) -> Test:
    """`x IN (a, b)`."""
    named = _operand(node.left, scope)
    if named.type.kind is FieldType.TEXT_LIST and not named.any_value and not named.is_open:
        raise _list_in_list(node, named)
    require(named, Operator.IN, node.operator_span)
    constants = tuple(dict.fromkeys(constant(each, named, scope) for each in node.values))
    if named.type.kind is FieldType.TEXT_LIST:
        found: Test = _any([_in_list(named, each) for each in constants])
    elif named.type.kind in _DATES:
        found = _any([_compare(named, Op.EQ, each) for each in constants])
    else:
        found = OneOf(_typed(named, constants[0]).value, constants)
    return negate_if(node.negated, found)


def _warn_backwards(node: tree.Between, low: Constant, high: Constant, scope: Scope) -> None:
    """Remark that nothing lies between these ends, with the ends exchanged as a fix."""
    if is_backwards(low, high):
        first, second = written(node.low), written(node.high)
        span = node.low.span.to(node.high.span)
        warning = refuse("between_backwards", span, f"{second} AND {first}", low=first, high=second).diagnostic
        scope.report.diagnostics.append(replace(warning, severity=Severity.WARNING))


def _list_in_list(node: tree.In, named: Named) -> Exception:
    """A list knows one text at a time; the fix writes that out for every value."""
    operator, joint = ("NOT CONTAINS", " AND ") if node.negated else ("CONTAINS", " OR ")
    each = [f"{name_text(named.name)} {operator} {quoted(value.value)}" for value in node.values if isinstance(value, tree.Text)]
    written = f"({joint.join(each)})" if len(each) > 1 else "".join(each)
    error = refuse("list_in_list", node.operator_span, name=named.name, operator=operator, joint=joint.strip())
    fix = Fix(span=node.span, text=written) if len(each) == len(node.values) else None
    return RefusedError(replace(error.diagnostic, fix=fix))


def text_test(node: tree.TextTest, scope: Scope) -> Test:
    """CONTAINS, STARTS WITH, ENDS WITH and REGEX."""
    named = _operand(node.left, scope)
    operator, op = _TEXT_OPS[node.operator]
    require(named, operator, node.operator_span)
    as_text = replace(named, is_id=True, values=())
    text = str(_literal(constant(node.value, as_text, scope)).value)
    if op is TextOp.PATTERN:
        _check_pattern(text, node.value.span)
        return negate_if(node.negated, TextTest(op, named.value, text))
    folded = fold(text)
    written = "" if folded == text else text
    if named.type.kind is FieldType.TEXT_LIST:
        return negate_if(node.negated, ListContains(named.value, folded, folded=True, written=written))
    return negate_if(node.negated, TextTest(op, named.value, folded, written))


def is_null(node: tree.IsNull, scope: Scope) -> Test:
    """`x IS NULL`; of an activity: no rows."""
    if isinstance(node.left, tree.Anniversary):
        return negate_if(node.negated, IsMissing(_anniversary(node.left, scope)[0]))
    if isinstance(node.left, tree.Name) and scope.level is Level.CUSTOMER:
        activity = scope.catalog.find(node.left.text)
        if isinstance(activity, Activity):
            return negate_if(not node.negated, Matches(activity.name, None, None))
    return negate_if(node.negated, IsMissing(_operand(node.left, scope).value))


def within(node: tree.Within, scope: Scope) -> Test:
    """`location WITHIN 25 km OF (52.37, 4.89)`."""
    named = _operand(node.left, scope)
    require(named, Operator.WITHIN, node.operator_span)
    latitude, longitude = coordinates(node.center)
    metres = distance(node.distance) * METRES[node.unit.lower()]
    return negate_if(node.negated, WithinDistance(named.value, latitude, longitude, metres))


def coordinates(node: tree.Operand) -> tuple[float, float]:
    """Latitude and longitude of `(52.37, 4.89)` or `'52.37,4.89'`."""
    if isinstance(node, tree.Coordinates):
        latitude, longitude = float(node.latitude.text), float(node.longitude.text)
    elif isinstance(node, tree.Text) and (found := re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*", node.value)):
        latitude, longitude = float(found[1]), float(found[2])
    else:
        raise refuse("coordinates_expected", node.span)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise refuse("coordinates_impossible", node.span, latitude=latitude, longitude=longitude)
    return latitude, longitude


def distance(node: tree.Operand) -> float:
    """A distance: a number of at least 0."""
    if not isinstance(node, tree.Number) or not math.isfinite(value := float(node.text)) or value < 0:
        raise refuse("distance_expected", node.span)
    return value


def in_segment(node: tree.InSegment, scope: Scope) -> Test:
    """`IN SEGMENT 'salons'`; the segment must exist where the segments are known."""
    if not isinstance(node.key, tree.Text):
        raise refuse("segment_key_expected", node.key.span)
    key = node.key.value
    if scope.level is not Level.CUSTOMER:
        raise refuse("segment_inside_rows", node.span)
    if scope.segments is not None and key not in scope.segments:
        near = nearest(key, scope.segments)
        raise refuse("segment_unknown_near" if near else "segment_unknown", node.key.span, f"'{near}'" if near else None, key=key, near=near)
    return negate_if(node.negated, InSegment(key))


def row_position(node: tree.RowPosition, scope: Scope) -> Test:
    """FIRST or LAST."""
    if scope.level is not Level.ROW:
        raise refuse("position_outside_rows", node.span, which=node.which.upper())
    return RowPosition(last=node.which.upper() == "LAST")


def require(named: Named, operator: Operator, span: Span) -> None:
    """Refuse an operator that the type has not."""
    if named.is_open:
        return
    allowed = operators_of(named.type.kind, any_value=named.any_value)
    if operator not in allowed:
        raise refuse(
            "operator_not_supported",
            span,
            _likely(operator, allowed),
            name=named.name,
            operator=operator.value,
            type=type_name(named.type.kind),
            allowed=[each.value for each in allowed],
        )


def _likely(operator: Operator, allowed: tuple[Operator, ...]) -> str | None:
    if operator is Operator.EQ and Operator.CONTAINS in allowed:
        return "CONTAINS"
    if operator is Operator.NE and Operator.CONTAINS in allowed:
        return "NOT CONTAINS"
    return None


def _operand(node: tree.Operand, scope: Scope) -> Named:
    match node:
        case tree.Name():
            return named_operand(node, scope)
        case tree.Anniversary():
            raise refuse("anniversary_operator", node.span)
        case _:
            raise refuse("name_expected", node.span)


def _typed(named: Named, beside: Constant) -> Named:
    """An undeclared field takes the type of what it is compared with."""
    if named.is_open and isinstance(named.value, MissingField):
        return replace(named, value=MissingField(named.name, beside.type), type=beside.type) if isinstance(beside, Literal) else _as_date(named)
    return named


def _like(named: Named, other: Named) -> Named:
    """An undeclared field takes the type of the field beside it."""
    if named.is_open and not other.is_open:
        return replace(named, value=MissingField(named.name, other.type), type=other.type, is_open=False)
    return named


def _as_date(named: Named) -> Named:
    return replace(named, value=MissingField(named.name, DATETIME), type=DATETIME)


def _compare(named: Named, op: Op, beside: Constant) -> Test:
    named = _typed(named, beside)
    if named.type.kind is FieldType.TEXT_LIST:
        return _in_list(named, beside)
    if named.type.kind is FieldType.BOOLEAN and isinstance(beside, Literal) and beside.value is True:
        return IsTrue(named.value)
    return Comparison(_beside(named, beside), op, beside)


def _beside(named: Named, beside: Constant) -> Value:
    """The value to compare: a moment's local day beside a whole day."""
    return day_of(named.value) if named.type.kind in _DATES and is_whole_day(beside) else named.value


def _between(named: Named, low: Constant, high: Constant) -> Test:
    named = _typed(named, low)
    left, right = _beside(named, low), _beside(named, high)
    if left == right:
        return Between(left, low, high)
    return And((Comparison(left, Op.GE, low), Comparison(right, Op.LE, high)))


def _in_list(named: Named, beside: Constant) -> Test:
    return ListContains(named.value, str(_literal(beside).value), folded=False)


def _literal(beside: Constant) -> Literal:
    if not isinstance(beside, Literal):
        raise TypeError(beside)
    return beside


def _any(tests: list[Test]) -> Test:
    if not tests:
        return Constantly(value=False)
    return tests[0] if len(tests) == 1 else Or(tuple(tests))


def _field_comparison(node: tree.Comparison, left: Named, right_name: tree.Name, scope: Scope) -> Test:
    """Two fields of the same level; a word that is not even nearly a field is a value that was written wrongly."""
    if not _is_known(right_name, scope) and (left.type.kind in _TEXTS or not slip_of(right_name.text, available_names(scope))):
        constant(right_name, left, scope)
    right = named_operand(right_name, scope)
    left, right = _like(left, right), _like(right, left)
    require(left, Operator(node.operator.value), node.operator_span)
    kinds = {left.type.kind, right.type.kind}
    if not (len(kinds) == 1 or kinds <= _NUMBERS or kinds <= _DATES or kinds <= _TEXTS):
        raise _not_comparable(left, right, right_name.span)
    op = Op.EQ if node.operator is tree.Compare.NE else _OPS[node.operator]
    if kinds == _DATES:
        return Comparison(day_of(left.value), op, day_of(right.value))
    return Comparison(left.value, op, right.value)


def _is_known(name: tree.Name, scope: Scope) -> bool:
    if scope.level is Level.GROUP and scope.activity is not None and aggregate_of(name, scope.activity, scope) is not None:
        return True
    return find_name(name.text, scope) is not None


def _not_comparable(left: Named, right: Named, span: Span) -> Exception:
    types = type_name(left.type.kind), type_name(right.type.kind)
    return refuse("types_differ", span, name=left.name, type=types[0], other=right.name, other_type=types[1])


def _anniversary(node: tree.Anniversary, scope: Scope) -> tuple[Value, Named]:
    name = node.field.value if isinstance(node.field, tree.Text) else node.field.text
    if find_name(name, scope) is None:
        raise _unknown_date(name, node.field.span, scope)
    named = named_operand(tree.Name(name, span=node.field.span), scope)
    if named.is_open:
        named = _as_date(named)
    if named.type.kind not in _DATES:
        raise refuse("anniversary_not_date", node.field.span, name=name, type=type_name(named.type.kind))
    return day_of(named.value), named


def _unknown_date(name: str, span: Span, scope: Scope) -> Exception:
    dates = [each.name for each in scope.catalog.customer_fields() if each.type in _DATES]
    near = nearest(name, dates)
    return refuse("name_unknown_near" if near else "name_unknown", span, quoted(near) if near else None, name=name, near=near)


def _anniversary_comparison(node: tree.Comparison, left: tree.Anniversary, scope: Scope) -> Test:
    if node.operator not in {tree.Compare.EQ, tree.Compare.NE}:
        raise refuse("anniversary_operator", node.operator_span)
    value, named = _anniversary(left, scope)
    day = moment(node.right, named)
    _require_whole_days(node, day)
    return negate_if(node.operator is tree.Compare.NE, YearlyBetween(value, day, day))


def _require_whole_days(node: tree.Node, *moments: Constant) -> None:
    if not all(is_whole_day(each) for each in moments):
        raise refuse("anniversary_whole_days", node.span)


def _check_pattern(pattern: str, span: Span) -> None:
    import re2  # noqa: PLC0415 - a compiled library, needed for patterns only

    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        raise refuse("pattern_invalid", span, pattern=pattern, reason=str(error)) from None
