"""What a single condition lacks to become the opposite of what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.engine.why_tree import Known, Lack, Wanted
from doelgroep.model import node

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doelgroep.engine.why_tree import Reason
    from doelgroep.model.node import Test

COUNT = node.GroupAggregate(node.Statistic.COUNT, None, node.INTEGER)
"""The number of rows."""

# For each condition: what makes it true, what makes it false.
_COMPARISONS = {
    node.Op.EQ: (Wanted.EQUAL, Wanted.OTHER_THAN),
    node.Op.LT: (Wanted.BELOW, Wanted.AT_LEAST),
    node.Op.LE: (Wanted.AT_MOST, Wanted.ABOVE),
    node.Op.GT: (Wanted.ABOVE, Wanted.AT_MOST),
    node.Op.GE: (Wanted.AT_LEAST, Wanted.BELOW),
}
_TEXTS = {
    node.TextOp.CONTAINS: (Wanted.CONTAINS, Wanted.NOT_CONTAINS),
    node.TextOp.STARTS_WITH: (Wanted.STARTS_WITH, Wanted.NOT_STARTS_WITH),
    node.TextOp.ENDS_WITH: (Wanted.ENDS_WITH, Wanted.NOT_ENDS_WITH),
    node.TextOp.PATTERN: (Wanted.PATTERN, Wanted.NOT_PATTERN),
}
_OTHERS: dict[type, tuple[Wanted, Wanted]] = {
    node.Between: (Wanted.BETWEEN, Wanted.OUTSIDE),
    node.OneOf: (Wanted.ONE_OF, Wanted.NONE_OF),
    node.ListContains: (Wanted.CONTAINS, Wanted.NOT_CONTAINS),
    node.IsMissing: (Wanted.MISSING, Wanted.KNOWN),
    node.IsTrue: (Wanted.TRUE, Wanted.NOT_TRUE),
    node.MonthDayIn: (Wanted.IN_SEASON, Wanted.OUT_OF_SEASON),
    node.WithinDistance: (Wanted.WITHIN, Wanted.BEYOND),
}


def lack_of(test: Test, values: Sequence[Known], *, holds: bool) -> Lack:
    """What a condition on values would need; `values` as in `Reason`."""
    wanted = _wanted(test)[holds]
    match test:
        case node.RowPosition():
            return Lack(wanted=wanted)
        case node.WithinDistance():
            return Lack(wanted=wanted, has=values[-1], needs=(constant(test.metres, node.FLOAT),))
        case _:
            return Lack(wanted=wanted, has=values[0], needs=tuple(values[1:]))


def _wanted(test: Test) -> tuple[Wanted, Wanted]:
    match test:
        case node.Comparison():
            return _COMPARISONS[test.op]
        case node.TextTest():
            return _TEXTS[test.op]
        case node.RowPosition():
            return (Wanted.LAST_ROW, Wanted.NOT_LAST_ROW) if test.last else (Wanted.FIRST_ROW, Wanted.NOT_FIRST_ROW)
        case _:
            return _OTHERS[type(test)]


def rows_lack(count: int, *, holds: bool) -> Lack:
    """That rows must be there, or must not."""
    return Lack(
        wanted=Wanted.AT_MOST if holds else Wanted.AT_LEAST,
        has=Known(node=COUNT, value=count),
        needs=(constant(0 if holds else 1, node.INTEGER),),
    )


def lacks_of(changes: Iterable[Reason]) -> tuple[Lack, ...]:
    """What several conditions lack together."""
    return tuple(lack for each in changes for lack in each.lacks)


def counts_rows(lacks: Iterable[Lack]) -> bool:
    """Whether one of these is already about the number of rows."""
    return any(each.has is not None and each.has.node == COUNT for each in lacks)


def constant(value: bool | int | float | str, kind: node.ValueType) -> Known:  # noqa: FBT001 - a value, not a flag
    """A constant as a known value."""
    return Known(node=node.Literal(value, kind), value=value)
