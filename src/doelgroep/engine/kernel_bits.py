"""Bits, for the kernel: the lowest one of a word, and how many there are. One machine instruction each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

if TYPE_CHECKING:
    from collections.abc import Callable


@intrinsic
def lowest_bit(_context: Any, word: Any) -> tuple[Any, Callable[..., Any]]:  # noqa: ANN401 - of Numba and LLVM, which have no types
    """The place (0 to 63) of the lowest bit that is set in a word; the word must not be 0."""
    signature = types.int64(types.uint64)

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:  # noqa: ANN401 - as above
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return signature, generate


@intrinsic
def bit_count(_context: Any, word: Any) -> tuple[Any, Callable[..., Any]]:  # noqa: ANN401 - of Numba and LLVM, which have no types
    """How many bits are set in a word."""
    signature = types.int64(types.uint64)

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:  # noqa: ANN401 - as above
        return builder.ctpop(arguments[0])

    return signature, generate
