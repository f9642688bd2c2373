"""The bits of a float as a whole number, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

if TYPE_CHECKING:
    from collections.abc import Callable


@intrinsic
def _bits_of_float(_context: Any, value: Any) -> tuple[Any, Callable[..., Any]]:  # noqa: ANN401 - of Numba and LLVM, which have no types
    """The 64 bits of a float as a signed number."""
    signature = types.int64(types.float64)

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:  # noqa: ANN401 - as above
        return builder.bitcast(arguments[0], ir.IntType(64))

    return signature, generate


@intrinsic
def _float_of_bits(_context: Any, bits: Any) -> tuple[Any, Callable[..., Any]]:  # noqa: ANN401 - of Numba and LLVM, which have no types
    """The float with these 64 bits."""
    signature = types.float64(types.int64)

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:  # noqa: ANN401 - as above
        return builder.bitcast(arguments[0], ir.DoubleType())

    return signature, generate


bits_of_float = cast("Callable[[float], int]", _bits_of_float)
"""As kernels call it: without the context."""
float_of_bits = cast("Callable[[int], float]", _float_of_bits)
