"""Bits, for the kernel: the lowest one of a word, how many there are, and a square of them turned over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from doelgroep.engine.kernel_compiling import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


@intrinsic
def _lowest_bit(_context: Any, word: Any) -> tuple[Any, Callable[..., Any]]:  # noqa: ANN401 - of Numba and LLVM, which have no types
    """The place (0 to 63) of the lowest bit that is set in a word; the word must not be 0."""
    signature = types.int64(types.uint64)

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:  # noqa: ANN401 - as above
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return signature, generate


@intrinsic
def _bit_count(_context: Any, word: Any) -> tuple[Any, Callable[..., Any]]:  # noqa: ANN401 - of Numba and LLVM, which have no types
    """How many bits are set in a word."""
    signature = types.int64(types.uint64)

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:  # noqa: ANN401 - as above
        return builder.ctpop(arguments[0])

    return signature, generate


lowest_bit = cast("Callable[[Any], int]", _lowest_bit)
"""As kernels call it: without the context."""
bit_count = cast("Callable[[Any], int]", _bit_count)


@compiled
def transpose(block: NDArray[np.uint64]) -> None:
    """64 words of 64 bits, in place: afterwards bit c of word k is what bit k of word c was (Warren, Hacker's Delight, 7-3)."""
    mask, step = np.uint64(0x00000000FFFFFFFF), 32
    while step != 0:
        low = 0
        while low < 64:
            moved = ((block[low] >> np.uint64(step)) ^ block[low + step]) & mask
            block[low] ^= moved << np.uint64(step)
            block[low + step] ^= moved
            low = (low + step + 1) & ~step
        step >>= 1
        mask ^= mask << np.uint64(step)
