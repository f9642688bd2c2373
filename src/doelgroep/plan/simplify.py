"""The same meaning in fewer nodes: so that equal conditions are found equal and engines have less to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.model.node import (
    Aggregate,
    And,
    Between,
    Branch,
    Case,
    Comparison,
    Constantly,
    IsMissing,
    IsTrue,
    ListContains,
    Literal,
    Matches,
    MissingField,
    MonthDayIn,
    Not,
    OneOf,
    Op,
    Or,
    TextTest,
    Trait,
    WithinDistance,
)
from doelgroep.model.walk import is_test

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doelgroep.model.node import ModelNode, Test, Value
    from doelgroep.plan.context import Context

_TRUE = Constantly(value=True)
_FALSE = Constantly(value=False)


def simplify(node: ModelNode, _context: Context) -> ModelNode:
    """A node with nested And and Or joined, double Not, constants and repetitions taken out; the nodes inside it are simple already. Comes last."""
    match node:
        case And():
            return _junction(And, node.items, unit=_TRUE, zero=_FALSE)
        case Or():
            return _junction(Or, node.items, unit=_FALSE, zero=_TRUE)
        case Not():
            return _negation(node.item)
        case Matches():
            return _matches(node)
        case Aggregate(rows=Constantly(value=True)):
            return replace(node, rows=None)
        case Case():
            return _case(node)
        case _:
            return _leaf(node) if is_test(node) else node


def _junction(kind: type[And | Or], items: Iterable[Test], *, unit: Constantly, zero: Constantly) -> Test:
    """And (Or) of the items: without those that change nothing, `zero` as soon as one decides."""
    flat = [inner for each in items for inner in (each.items if isinstance(each, kind) else (each,))]
    kept = dict.fromkeys(each for each in flat if each != unit)
    if zero in kept or any(isinstance(each, Not) and each.item in kept for each in kept):
        return zero
    if len(kept) < 2:
        return next(iter(kept), unit)
    return kind(tuple(kept))


def _negation(item: Test) -> Test:
    match item:
        case Not():
            return item.item
        case Constantly():
            return Constantly(not item.value)
        case _:
            return Not(item)


def _matches(test: Matches) -> Test:
    rows = None if test.rows == _TRUE else test.rows
    group = None if test.group == _TRUE else test.group
    admits_none = test.admits_none and test.per is None
    if admits_none and group is None:
        return _TRUE
    if group == _FALSE or (rows == _FALSE and not admits_none):
        return _FALSE
    return replace(test, rows=rows, group=group, admits_none=admits_none)


def _case(value: Case) -> Value:
    """The branches that can be reached. A Case that always gives the same branch stays one, for its type."""
    kept: list[Branch] = []
    for branch in value.branches:
        if branch.when == _TRUE:
            return replace(value, branches=tuple(kept), otherwise=branch.then)
        if branch.when != _FALSE:
            kept.append(branch)
    return replace(value, branches=tuple(kept))


def _leaf(test: Test) -> Test:
    match test:
        case IsMissing() if _is_missing(test.value):
            return _TRUE
        case OneOf():
            return _one_of(test)
        case Comparison() if _is_missing(test.left) or _is_missing(test.right):
            return _FALSE
        case Between() if any(_is_missing(each) for each in (test.value, test.low, test.high)):
            return _FALSE
        case TextTest() | ListContains() | IsTrue() | MonthDayIn() | WithinDistance() if _is_missing(test.value):
            return _FALSE
        case _:
            return test


def _one_of(test: OneOf) -> Test:
    options = tuple(dict.fromkeys(each for each in test.options if not _is_missing(each)))
    if not options or _is_missing(test.value):
        return _FALSE
    return Comparison(test.value, Op.EQ, options[0]) if len(options) == 1 else replace(test, options=options)


def _is_missing(value: Value) -> bool:
    """Whether a value is missing for everybody."""
    match value:
        case MissingField() | Literal(value=None):
            return True
        case Trait():
            return _is_missing(value.value)
        case _:
            return False
