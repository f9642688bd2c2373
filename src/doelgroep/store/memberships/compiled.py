"""How functions over bits are compiled: without Python's lock, kept on disk between processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numba import njit, types
from numba.extending import intrinsic

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

compiled = njit(nogil=True, cache=True)
"""The function as machine code, made at the first call with arguments of some types. Other threads run meanwhile."""


def _count_bits(_context: Any, _word: Any) -> tuple[Any, Callable[..., Any]]:  # noqa: ANN401 - of Numba, whose compiler has no types
    signature = types.int64(types.uint64)

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:  # noqa: ANN401 - as above
        return builder.ctpop(arguments[0])

    return signature, generate


_instruction: Any = intrinsic(_count_bits)
ones: Callable[[np.uint64], int] = _instruction
"""How many bits of a word are set: the processor's own instruction, for use in compiled functions. Numba does not know NumPy's name for it."""
