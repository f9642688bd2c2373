"""Whose answer to a condition still matters, when some conditions of a program have been answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.kernel_compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    type Words = NDArray[np.uint64]

_CONDITION, _EVERYBODY, _NOBODY, _AND, _OR, _NOT = range(6)
_ALL = 0xFFFFFFFFFFFFFFFF


@compiled
def settle(
    gate: NDArray[np.int8], input_start: NDArray[np.int32], inputs: NDArray[np.int32], met: Words, unmet: Words, yes: Words, no: Words
) -> None:
    """For each step the customers who are certainly members, and those who are certainly not.

    Args:
        gate: by step, as `kernel_columns.run_steps` takes it.
        input_start: by step, and one more.
        inputs: steps or conditions.
        met: (conditions, words): who is known to meet each.
        unmet: who is known not to.
        yes: (steps, words): the result.
        no: the same.
    """
    for step in range(len(gate)):
        kind, first = gate[step], input_start[step]
        if kind == _CONDITION:
            yes[step], no[step] = met[inputs[first]], unmet[inputs[first]]
        elif kind == _NOT:
            yes[step], no[step] = no[inputs[first]], yes[inputs[first]]
        else:
            yes[step] = np.uint64(_ALL) if kind == _EVERYBODY or kind == _AND else np.uint64(0)
            no[step] = ~yes[step, 0]
            for place in range(first, input_start[step + 1]):
                other = inputs[place]
                for word in range(yes.shape[1]):
                    if kind == _AND:
                        yes[step, word] &= yes[other, word]
                        no[step, word] |= no[other, word]
                    else:
                        yes[step, word] |= yes[other, word]
                        no[step, word] &= no[other, word]


@compiled
def wanted(
    gate: NDArray[np.int8], input_start: NDArray[np.int32], inputs: NDArray[np.int32], yes: Words, no: Words, asked: Words, conditions: Words
) -> None:
    """For each condition the customers for whom it can still make a difference.

    Args:
        gate: as for `settle`.
        input_start: as for `settle`.
        inputs: as for `settle`.
        yes: what `settle` found.
        no: the same.
        asked: (steps, words): everybody for the steps that are segments, nobody for others. It is changed.
        conditions: (conditions, words): the result; nobody before.
    """
    for step in range(len(gate) - 1, -1, -1):
        for word in range(yes.shape[1]):
            asked[step, word] &= ~(yes[step, word] | no[step, word])
        for place in range(input_start[step], input_start[step + 1]):
            other = inputs[place]
            for word in range(yes.shape[1]):
                if gate[step] == _CONDITION:
                    conditions[other, word] |= asked[step, word]
                else:
                    asked[other, word] |= asked[step, word]
