"""From a condition to what the kernel must check about it: the accumulator, and the results that meet the condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.engine import kernel_program as kinds
from doelgroep.engine.onepass_features import quantity, rows_of, value_column
from doelgroep.engine.onepass_inputs import only_input
from doelgroep.engine.onepass_means import exact_ranges, float_values, mean_of, mean_quantity
from doelgroep.model.node import Aggregate, And, Constantly, GroupAggregate, Matches, Not, Or

if TYPE_CHECKING:
    from doelgroep.engine.onepass_features import FrozenBox, Quantity, Setting, ValueColumn
    from doelgroep.engine.onepass_inputs import Input
    from doelgroep.engine.onepass_means import MeanRange
    from doelgroep.model.node import Test

_SUBTRACTABLE = {kinds.COUNT, kinds.SUM}
_EMPTY_IS_ZERO = {kinds.COUNT, kinds.SUM, kinds.SUM_FLOAT, kinds.DISTINCT}


@dataclass(frozen=True, slots=True)
class Accumulator:
    """What is accumulated; conditions with equal ones share it."""

    kind: int
    value: ValueColumn | None
    boxes: tuple[FrozenBox, ...]
    group: Formula | None = None
    """For GROUPS: what must hold for one of the groups."""


@dataclass(frozen=True, slots=True)
class Check:
    """The results that meet a condition."""

    ranges: tuple[MeanRange, ...]
    missing: bool
    default: bool
    """Whether a customer without rows meets it."""
    bound: int | None = None
    """The first day that counts."""
    until: int | None = None
    """The first day that does not count any more."""


@dataclass(frozen=True, slots=True)
class GroupCheck:
    """A condition on a statistic of one group of rows."""

    kind: int
    value: ValueColumn | None
    check: Check


type Token = tuple[int, int] | GroupCheck
type Formula = tuple[Token, ...]
"""In postfix form."""
type Checked = tuple[Accumulator, Check]


def checked(test: Test, of: Input | None, setting: Setting) -> Checked | None:
    """What the kernel must do for a condition on one statistic of one activity; None when it can't.

    Args:
        test: the condition.
        of: its only input, if it has one.
        setting: the activity.
    """
    if isinstance(test, Matches):
        return _per(test, setting)
    found = _judged(test, of, setting)
    if found is None:
        return None
    node, what, check = found
    subtractable = what.kind in _SUBTRACTABLE and len(check.ranges) == 1 and not check.missing
    rows = rows_of(node.rows, setting, subtractable=subtractable) if isinstance(node, Aggregate) else None
    if rows is None:
        return None
    return Accumulator(what.kind, what.value, rows.boxes), Check(check.ranges, check.missing, check.default, rows.bound, rows.until)


def _judged(test: Test, of: Input | None, setting: Setting) -> tuple[Aggregate | GroupAggregate, Quantity, Check] | None:
    """The statistic (of a mean its sum) that a condition is about, as a quantity with the results that meet it."""
    if of is None:
        return _mean_judged(test, setting)
    if not isinstance(of.node, Aggregate | GroupAggregate):
        return None
    found = quantity(of.node, setting, of.part)
    values = None if found is None else setting.truths.values_meeting(test, of, found.result)
    if found is None or values is None:
        return None
    default = 0 in values if found.kind in _EMPTY_IS_ZERO else values.missing
    return of.node, found, Check(tuple((low, high, 0, 0, 0, 0) for low, high in values.ranges), values.missing, default)


def _mean_judged(test: Test, setting: Setting) -> tuple[Aggregate | GroupAggregate, Quantity, Check] | None:
    ratio = mean_of(test)
    what = None if ratio is None else mean_quantity(ratio, setting)
    if ratio is None or what is None or not isinstance(ratio.numerator, Aggregate | GroupAggregate):
        return None
    exact = what.kind in {kinds.MEAN, kinds.ROW_MEAN}
    most = setting.columns.most_rows(setting.activity.name)
    met = exact_ranges(test, ratio, what, most) if exact else float_values(test, ratio, what)
    return None if met is None else (ratio.numerator, what, Check(*met, default=met[1]))


def _per(test: Matches, setting: Setting) -> Checked | None:
    """A condition with PER: the rows are kept by value, then each group is judged."""
    per = None if test.per is None or test.per.type.kind is FieldType.TEXT_LIST else value_column(test.per, setting)
    rows = rows_of(test.rows, setting, windowed=False)
    formula = _formula(test.group or Constantly(value=True), setting)
    if per is None or rows is None or formula is None:
        return None
    return Accumulator(kinds.GROUPS, per[0], rows.boxes, formula), Check(((1, 1, 0, 0, 0, 0),), missing=False, default=False)


def _formula(test: Test, setting: Setting) -> Formula | None:
    match test:
        case Constantly(value=value):
            return ((kinds.TOKEN_TRUE if value else kinds.TOKEN_FALSE, 0),)
        case Not(item=item):
            inner = _formula(item, setting)
            return None if inner is None else (*inner, (kinds.TOKEN_NOT, 1))
        case And(items=items) | Or(items=items):
            parts = [_formula(each, setting) for each in items]
            if None in parts:
                return None
            token = kinds.TOKEN_AND if isinstance(test, And) else kinds.TOKEN_OR
            return (*(each for part in parts if part is not None for each in part), (token, len(items)))
        case _:
            found = _judged(test, only_input(test), setting)
            if found is None or not isinstance(found[0], GroupAggregate):
                return None
            return (GroupCheck(found[1].kind, found[1].value, found[2]),)
