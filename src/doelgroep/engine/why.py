"""Why a customer is a member or not: every condition with the values and rows that decided it, and what would have to change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING

from doelgroep.engine.reference_conditions import distance
from doelgroep.engine.reference_rows import rows_of
from doelgroep.engine.reference_scope import Scope, evaluate, judge, passing, split
from doelgroep.engine.reference_statistics import statistic
from doelgroep.engine.why_flips import conditions, outcome, smallest_flips
from doelgroep.engine.why_lacks import constant, counts_rows, lack_of, lacks_of, rows_lack
from doelgroep.engine.why_tree import Evidence, Known, Lack, Nearest, Reason, Split, Wanted
from doelgroep.model import node
from doelgroep.model.walk import children, is_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doelgroep.engine.reference_rows import CustomerRecord, Dataset, Row
    from doelgroep.model.node import Test, Value

__all__ = ["Evidence", "Known", "Lack", "Nearest", "Reason", "Split", "Wanted", "why"]

_ROWS_COMPARED = 200
"""Among how many of the latest rows the nearest one is looked for."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Where a question is asked, and how many rows an answer may show."""

    scope: Scope
    limit: int

    def at(self, row: Row) -> _Asked:
        return replace(self, scope=self.scope.at(row))

    def over(self, rows: Sequence[Row]) -> _Asked:
        return replace(self, scope=self.scope.over(rows))


def why(test: Test, customer: CustomerRecord, dataset: Dataset, *, limit: int = 10) -> Reason:
    """Why a customer meets a planned condition or not: a tree in the form of the condition, with `changes` that would turn the answer around.

    Args:
        test: The planned condition; its nodes come back in the reason.
        customer: The customer, with all rows.
        dataset: Where the lookups are.
        limit: How many rows (and groups of PER) are shown for each condition; their number is always given in full.

    >>> from doelgroep.engine.reference import CustomerRecord, Dataset
    >>> from doelgroep.model.node import INTEGER, Comparison, CustomerField, Literal, Op
    >>> ann = CustomerRecord(0, "ann", {"points": 1}, {})
    >>> found = why(Comparison(CustomerField("points", INTEGER), Op.GE, Literal(2, INTEGER)), ann, Dataset((ann,), {}))
    >>> lack = found.lacks[0]
    >>> found.holds, lack.has.value, lack.wanted.value, lack.needs[0].value
    (False, 1, 'at_least', 2)
    """
    return _reason(test, _Asked(Scope(dataset, customer), limit))


def _reason(test: Test, asked: _Asked) -> Reason:
    singles = {each: _single(each, asked) for each in dict.fromkeys(conditions(test))}
    return _mirror(test, singles, {each: reason.holds for each, reason in singles.items()})


def _mirror(test: Test, singles: Mapping[Test, Reason], now: Mapping[Test, bool]) -> Reason:
    if test in singles:
        return singles[test]
    flips = smallest_flips(test, now)
    return Reason(
        test=test,
        holds=outcome(test, now),
        items=tuple(_mirror(each, singles, now) for each in _items(test)),
        flips=None if flips is None else tuple(singles[each] for each in flips),
    )


def _items(test: Test) -> tuple[Test, ...]:
    match test:
        case node.And() | node.Or():
            return test.items
        case node.Not():
            return (test.item,)
        case _:
            return ()


# ---------------------------------------------------------------- single conditions


def _single(test: Test, asked: _Asked) -> Reason:
    if isinstance(test, node.Matches):
        return _per(test, test.per, asked) if test.per is not None else _matches(test, asked)
    values = _values(test, asked)
    holds = judge(test, asked.scope)
    return Reason(test=test, holds=holds, values=values, lacks=(lack_of(test, values, holds=holds),))


def _values(test: Test, asked: _Asked) -> tuple[Known, ...]:
    """The value that a condition asks about, then what it is held against."""
    match test:
        case node.Comparison():
            return _all_known((test.left, test.right), asked)
        case node.Between():
            return _all_known((test.value, test.low, test.high), asked)
        case node.OneOf():
            return _all_known((test.value, *test.options), asked)
        case node.TextTest() | node.ListContains():
            return (_known(test.value, asked), constant(test.text, node.TEXT))
        case node.IsMissing() | node.IsTrue() | node.MonthDayIn():
            return (_known(test.value, asked),)
        case node.WithinDistance():
            return _point_and_distance(test, asked)
        case _:
            return ()


def _point_and_distance(test: node.WithinDistance, asked: _Asked) -> tuple[Known, ...]:
    point = _known(test.value, asked)
    away = distance(point.value, (test.latitude, test.longitude)) if isinstance(point.value, tuple) else None
    return (point, Known(node=node.Literal(away, node.FLOAT), value=away))


# ---------------------------------------------------------------- rows


def _matches(test: node.Matches, asked: _Asked) -> Reason:
    rows = passing(test.activity, test.rows, asked.scope)
    group = None if test.group is None else _reason(test.group, asked.over(rows))
    enough = bool(rows) or test.admits_none
    holds = enough and (group is None or group.holds)
    return Reason(
        test=test,
        holds=holds,
        lacks=_lacks_of_rows(len(rows), group, enough=enough, holds=holds),
        evidence=_evidence(test.activity, rows, rows, asked),
        group=group,
        nearest=None if rows else _nearest(test, asked),
    )


def _lacks_of_rows(count: int, group: Reason | None, *, enough: bool, holds: bool) -> tuple[Lack, ...]:
    """What rows lack to meet (or no longer meet) the conditions on the group."""
    changes = group.changes if group is not None and group.holds is holds else None
    found = lacks_of(changes or ())
    if holds:
        return found or ((rows_lack(count, holds=True),) if count else ())
    return found if enough or counts_rows(found) else (rows_lack(count, holds=False), *found)


def _per(test: node.Matches, per: Value, asked: _Asked) -> Reason:
    rows = passing(test.activity, test.rows, asked.scope)
    splits = [_split(test, key, members, asked) for key, members in split(rows, per, asked.scope).items()]
    holding = [each for each in splits if each.holds]
    shown = holding or sorted(splits, key=_changes_of_split)[:1]
    found = tuple(lack for each in shown for lack in _lacks_of_split(each))
    return Reason(
        test=test,
        holds=bool(holding),
        lacks=found if splits else (rows_lack(0, holds=False),),
        evidence=_evidence(test.activity, rows, rows, asked),
        splits=tuple(shown[: asked.limit]),
        groups=len(splits),
        nearest=None if rows else _nearest(test, asked),
    )


def _split(test: node.Matches, key: object, rows: Sequence[Row], asked: _Asked) -> Split:
    group = None if test.group is None else _reason(test.group, asked.over(rows))
    return Split(key=key, evidence=_evidence(test.activity, rows, rows, asked), group=group)


def _changes_of_split(split: Split) -> float:
    return 0 if split.group is None else _size(split.group)


def _lacks_of_split(split: Split) -> tuple[Lack, ...]:
    return _lacks_of_rows(split.evidence.count, split.group, enough=True, holds=split.holds)


def _size(reason: Reason) -> float:
    """How many conditions would have to change; infinitely many when nothing helps."""
    return float("inf") if reason.changes is None else len(reason.changes)


def _nearest(test: node.Matches, asked: _Asked) -> Nearest | None:
    """Of rows none of which passes, the one with the fewest conditions to change; the latest of several."""
    rows = rows_of(asked.scope.customer, test.activity)[-_ROWS_COMPARED:]
    if test.rows is None or not rows:
        return None
    reasons = [(row, _reason(test.rows, asked.at(row))) for row in reversed(rows)]
    row, reason = min(reasons, key=lambda each: _size(each[1]))
    return Nearest(row=row.fields, reason=reason)


def _evidence(activity: str, rows: Sequence[Row], deciding: Sequence[Row], asked: _Asked) -> Evidence:
    return Evidence(
        activity=activity,
        count=len(rows),
        total=len(rows_of(asked.scope.customer, activity)),
        rows=tuple(each.fields for each in deciding[max(0, len(deciding) - asked.limit) :]),
    )


# ---------------------------------------------------------------- values


def _all_known(values: Sequence[Value], asked: _Asked) -> tuple[Known, ...]:
    return tuple(_known(each, asked) for each in values)


def _known(value: Value, asked: _Asked) -> Known:
    found = evaluate(value, asked.scope)
    if isinstance(value, node.Aggregate):
        rows = passing(value.activity, value.rows, asked.scope)
        return Known(node=value, value=found, evidence=_evidence(value.activity, rows, _deciding(value, rows, asked), asked))
    if isinstance(value, node.Case):
        return _known_case(value, found, asked)
    parts = (each for each in _parts(value) if not isinstance(each, node.Literal))
    return Known(node=value, value=found, parts=tuple(_known(each, asked) for each in parts))


def _deciding(value: node.Aggregate, rows: Sequence[Row], asked: _Asked) -> Sequence[Row]:
    """The rows that make the statistic what it is: one end, those with the extreme value, or all that have a value."""
    if value.value is None or value.statistic in {node.Statistic.FIRST, node.Statistic.LAST}:
        return {node.Statistic.FIRST: rows[:1], node.Statistic.LAST: rows[-1:]}.get(value.statistic, rows)
    values = [evaluate(value.value, asked.scope.at(each)) for each in rows]
    known = [each is not None for each in values]
    if value.statistic in {node.Statistic.MIN, node.Statistic.MAX}:
        extreme = statistic(value.statistic, values, value.value.type)
        known = [each is not None and each == extreme for each in values]
    return list(compress(rows, known))


def _known_case(value: node.Case, found: object | None, asked: _Asked) -> Known:
    """The conditions asked up to the first that holds, and the value that it leads to."""
    reasons: list[Reason] = []
    chosen = value.otherwise
    for branch in value.branches:
        reasons.append(_reason(branch.when, asked))
        if reasons[-1].holds:
            chosen = branch.then
            break
    parts = () if chosen is None or isinstance(chosen, node.Literal) else (_known(chosen, asked),)
    return Known(node=value, value=found, parts=parts, conditions=tuple(reasons))


def _parts(value: Value) -> tuple[Value, ...]:
    """The values that a value is computed from; rows are behind an aggregate, not in it."""
    if isinstance(value, node.GroupAggregate | node.ListValues):
        return ()
    return tuple(each for each in children(value) if is_value(each))
