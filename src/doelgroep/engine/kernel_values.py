"""Values in the kernel: floats as numbers of the same order, and ranges of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.engine.kernel_casts import bits_of_float, float_of_bits
from doelgroep.engine.kernel_compiling import compiled
from doelgroep.engine.kernel_program import MEAN, MISSING, ROW_MEAN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from doelgroep.engine.kernel_program import Whole

_BUT_SIGN = 0x7FFFFFFFFFFFFFFF


@compiled
def as_number(value: float) -> int:
    """A float as a whole number, so that the numbers have the order of the floats. Minus zero is zero."""
    bits = bits_of_float(value + 0.0)
    return bits if bits >= 0 else bits ^ _BUT_SIGN


@compiled
def as_float(number: int) -> float:
    """The float that a number of `as_number` stands for."""
    return float_of_bits(number if number >= 0 else number ^ _BUT_SIGN)


@compiled
def meets(
    missing: NDArray[np.bool_], start: NDArray[np.int32], ends: NDArray[np.int64], check: int, kind: int, value: Whole, amount: Whole
) -> bool | np.bool_:
    """Whether a value lies in one of the ranges of a check. The arrays are those of `Ranges`: each look into a tuple costs more than a comparison.

    A mean is a sum and an amount, and never divided: a range of it is (q, p, e, p', q', e') with sum * q - p * amount >= e and p' * amount - sum * q'
    >= e', where p / q and p' / q' are its ends and e is 1 for an end that does not belong to it, else 0.
    """
    is_mean = kind == MEAN or kind == ROW_MEAN
    if value == MISSING or (is_mean and amount == 0):
        return missing[check]  # type: ignore[no-any-return] # NumPy does not say of what type one of its values is
    for place in range(start[check], start[check + 1]):
        if is_mean:
            above = value * ends[place, 0] - ends[place, 1] * amount >= ends[place, 2]
            if above and ends[place, 3] * amount - value * ends[place, 4] >= ends[place, 5]:
                return True
        elif ends[place, 0] <= value <= ends[place, 1]:
            return True
    return False
