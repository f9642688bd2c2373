"""How the values of a column are numbers, which is all that the kernel knows of them."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

CUSTOMERS = "customers"
"""The name of the customers' own columns, beside those of activities."""
_BUT_SIGN = 0x7FFFFFFFFFFFFFFF


class Form(StrEnum):
    """How numbers are stored in an array."""

    SMALL = "small"
    """Unsigned: 0 is missing, others are the number less `low`, plus 1."""
    WIDE = "wide"
    """64 bits; the lowest of all is missing."""
    FLOAT = "float"
    """Floats; not-a-number is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of customers or of rows.

    Days count from 1970-01-01, moments are UTC microseconds, decimals are scaled. Texts, categories and booleans are numbered from 1 in their order
    (of code points; false before true), and so are lists of texts, each different list being one value.
    """

    form: Form
    low: int = 1
    """No value is less, of the numbers that are not floats."""
    high: int = 0
    """None is larger. With `high` below `low` there is no value at all."""
    values: tuple[object, ...] | None = None
    """What the numbers 1, 2, ... stand for, where they do not stand for themselves."""

    @property
    def size(self) -> int:
        """How many different numbers there can be."""
        return max(0, self.high - self.low + 1)


class Columns(Protocol):
    """Where the data are: what a compiled program asks about them."""

    def column(self, table: str, name: str) -> Column | None:
        """How the values of a column (as `doelgroep.columns` names it) of the customers or an activity are numbers; None when they can't be."""
        ...

    def most_rows(self, activity: str) -> int:
        """No customer has more rows of the activity."""
        ...


def coded(values: Sequence[object]) -> Column:
    """The column of these values, which are in order."""
    return Column(form=Form.SMALL, low=1, high=len(values), values=tuple(values))


def number_of_float(value: float) -> int:
    """A float as the number of the same order that the kernel uses.

    >>> number_of_float(-1.5) < number_of_float(-0.0) == number_of_float(0.0) < number_of_float(1e-300)
    True
    """
    bits: int = struct.unpack("<q", struct.pack("<d", value + 0.0))[0]
    return bits if bits >= 0 else bits ^ _BUT_SIGN
