"""Numbers of three types side by side: exact as long as no float takes part."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.errors import InternalError

if TYPE_CHECKING:
    from doelgroep.model.node import ValueType

NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT})
_TEXTS = frozenset({FieldType.TEXT, FieldType.CATEGORY})


def expect[T](value: object, kind: type[T]) -> T:
    """The value, which must be of that Python type."""
    if not isinstance(value, kind):
        raise InternalError(f"expected {kind.__name__}, found {value!r}")
    return value


def number(value: object, kind: ValueType) -> Fraction | float:
    """The number that a stored value stands for: a fraction for integers and decimals."""
    if kind.kind is FieldType.FLOAT:
        return float(expect(value, float))
    if kind.kind not in NUMBERS:
        raise InternalError(f"{kind.kind} is no number")
    return Fraction(expect(value, int), 10**kind.scale)


def alike(left: Fraction | float, right: Fraction | float) -> tuple[Fraction, Fraction] | tuple[float, float]:
    """Both as fractions, or as floats when either is one: an exact number beside a float is rounded to the nearest float first.

    >>> alike(Fraction(1, 10), 0.1)
    (0.1, 0.1)
    """
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left, right
    return float(left), float(right)


def stored(value: Fraction | float, kind: ValueType) -> int | float:
    """A number as a value of that type; one that does not fit exactly is an error of the model, except that anything may become a float."""
    if kind.kind is FieldType.FLOAT:
        return float(value)
    scaled = value * Fraction(10) ** kind.scale if isinstance(value, Fraction) else None
    if not isinstance(scaled, Fraction) or scaled.denominator != 1 or kind.kind not in NUMBERS:
        raise InternalError(f"{value} does not fit {kind.kind} with {kind.scale} digits behind the point")
    return scaled.numerator


def convert(value: object | None, source: ValueType, target: ValueType) -> object | None:
    """A value of one type as a value of another that can hold it: numbers exactly, text and category as they are."""
    if value is None or source == target or {source.kind, target.kind} <= _TEXTS:
        return value
    return stored(number(value, source), target)


def comparable(left: ValueType, right: ValueType) -> bool:
    """Whether values of the two types can be compared."""
    kinds = {left.kind, right.kind}
    return len(kinds) == 1 or kinds <= NUMBERS or kinds <= _TEXTS
