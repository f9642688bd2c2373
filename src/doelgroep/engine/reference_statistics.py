"""Statistics over the values of rows, for the reference engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doelgroep.catalog import FieldType
from doelgroep.engine.reference_numbers import NUMBERS
from doelgroep.errors import InternalError
from doelgroep.model.node import Statistic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.model.node import ValueType


def statistic(which: Statistic, values: Sequence[Any], kind: ValueType) -> object | None:
    """The statistic of the values of all rows, in the order of the rows; `kind` is the type of the values, and of all results but counts.

    Missing values take no part, except that the first or last row may have a missing one. Of nothing, count, distinct and sum are 0 and the others
    missing. Floats are added one after the other, in the order of the rows.

    >>> from doelgroep.model.node import INTEGER
    >>> statistic(Statistic.SUM, [3, None, 4], INTEGER)
    7
    """
    if which in {Statistic.FIRST, Statistic.LAST}:
        return _at_end(which, values)
    known = [each for each in values if each is not None]
    match which:
        case Statistic.COUNT:
            return len(known)
        case Statistic.DISTINCT:
            return _distinct(known, kind)
        case Statistic.SUM:
            return _sum(known, kind)
        case _:
            return _extreme(which, known)


def _at_end(which: Statistic, values: Sequence[object]) -> object | None:
    if not values:
        return None
    return values[0] if which is Statistic.FIRST else values[-1]


def _distinct(known: Sequence[Any], kind: ValueType) -> int:
    return len(set().union(*known) if kind.kind is FieldType.TEXT_LIST else set(known))


def _sum(known: Sequence[Any], kind: ValueType) -> int | float:
    if kind.kind not in NUMBERS:
        raise InternalError(f"no sum of {kind.kind}")
    total: int | float = 0.0 if kind.kind is FieldType.FLOAT else 0
    for each in known:  # not sum(), which in newer versions of Python rounds floats in its own way
        total += each
    return total


def _extreme(which: Statistic, known: Sequence[Any]) -> object | None:
    if not known:
        return None
    found: object = min(known) if which is Statistic.MIN else max(known)
    return found
