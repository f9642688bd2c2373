"""Chance that is the same on every machine and with every version of Python.

Only `random()` of Python's generator is promised to stay as it is, so everything is made of that.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Dice:
    """Throws that follow from a seed.

    >>> Dice(7).pick("abc") == Dice(7).pick("abc")
    True
    """

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random  # noqa: S311 - repeatable is what is wanted here

    def chance(self, share: float) -> bool:
        """True in that share of throws."""
        return self._random() < share

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random() * (high - low + 1))

    def pick[T](self, options: Sequence[T]) -> T:
        """One of the options, each as likely."""
        return options[int(self._random() * len(options))]

    def favourite[T](self, options: Sequence[T]) -> T:
        """One of the options, the first ones more often: of ten, the first in a third of all throws."""
        return options[int(self._random() ** 2 * len(options))]

    def weighted[T](self, weights: Mapping[T, float]) -> T:
        """One of the keys, as often as its weight says."""
        left = self._random() * sum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return next(reversed(list(weights)))

    def several[T](self, options: Sequence[T], number: int) -> list[T]:
        """So many different options in their order, the first ones more often."""
        chosen: set[int] = set()
        while len(chosen) < min(number, len(options)):
            chosen.add(int(self._random() ** 2 * len(options)))
        return [options[each] for each in sorted(chosen)]

    def shuffled[T](self, options: Sequence[T]) -> list[T]:
        """All options in another order."""
        return [each for _, each in sorted(((self._random(), place), each) for place, each in enumerate(options))]
