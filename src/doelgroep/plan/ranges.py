"""Sets of values as ranges of whole numbers: every column's values are put in order and numbered, so that any condition on one column is such a set.

The algebra is exact: a set also says whether the missing value belongs to it, so the complement of a set is the set of `Not`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LOWEST = -(2**63) + 2
"""The two numbers below it stand for "missing" and "no row yet" in the kernel."""
HIGHEST = 2**63 - 2
"""The number above it stands for "no least value yet"."""

type Range = tuple[int, int]
"""Both ends belong to it."""


@dataclass(frozen=True, slots=True)
class ValueSet:
    """Ranges in ascending order that neither touch nor overlap, and whether a missing value is one of the set."""

    ranges: tuple[Range, ...]
    missing: bool = False

    def complement(self) -> ValueSet:
        """Everything else, the missing value included."""
        found, start = [], LOWEST
        for low, high in self.ranges:
            if low > start:
                found.append((start, low - 1))
            start = high + 1
        if start <= HIGHEST:
            found.append((start, HIGHEST))
        return ValueSet(tuple(found), not self.missing)

    def union(self, other: ValueSet) -> ValueSet:
        """What belongs to either."""
        return ValueSet(_joined((*self.ranges, *other.ranges)), self.missing or other.missing)

    def intersection(self, other: ValueSet) -> ValueSet:
        """What belongs to both."""
        return ValueSet(tuple(_overlaps(self.ranges, other.ranges)), self.missing and other.missing)

    @property
    def is_empty(self) -> bool:
        """Whether nothing belongs to it."""
        return not self.ranges and not self.missing

    @property
    def is_everything(self) -> bool:
        """Whether every value and the missing one belong to it."""
        return self is EVERYTHING or self == EVERYTHING

    def __contains__(self, value: int | None) -> bool:
        if value is None:
            return self.missing
        return any(low <= value <= high for low, high in self.ranges)


EVERYTHING = ValueSet(((LOWEST, HIGHEST),), missing=True)
NOTHING = ValueSet(())
ONLY_MISSING = ValueSet((), missing=True)


def at_least(low: int) -> ValueSet:
    """All values from this one on."""
    return between(low, HIGHEST)


def at_most(high: int) -> ValueSet:
    """All values up to this one."""
    return between(LOWEST, high)


def between(low: int, high: int) -> ValueSet:
    """All values from one to the other, both included; nothing when they are the wrong way round.

    >>> between(3, 5).complement().complement() == between(3, 5)
    True
    """
    low, high = max(low, LOWEST), min(high, HIGHEST)
    return ValueSet(((low, high),)) if low <= high else NOTHING


def of_values(values: Iterable[int], *, missing: bool = False) -> ValueSet:
    """These values.

    >>> of_values([4, 1, 2]).ranges
    ((1, 2), (4, 4))
    """
    return ValueSet(_joined([(each, each) for each in values]), missing)


def boundaries(sets: Sequence[ValueSet]) -> tuple[int, ...]:
    """The smallest values of the classes into which sets divide the numbers, but the first: values of one class belong to the same sets.

    >>> boundaries([between(3, 5), at_least(5)])
    (3, 5, 6)
    """
    starts = {low for each in sets for low, _ in each.ranges} | {high + 1 for each in sets for _, high in each.ranges if high < HIGHEST}
    return tuple(sorted(starts - {LOWEST}))


def _overlaps(left: Sequence[Range], right: Sequence[Range]) -> Iterator[Range]:
    """What two lists of ranges have in common. Both are in order, so one of the two that end first can't meet any later one."""
    place = other = 0
    while place < len(left) and other < len(right):
        low = max(left[place][0], right[other][0])
        high = min(left[place][1], right[other][1])
        if low <= high:
            yield low, high
        if left[place][1] < right[other][1]:
            place += 1
        else:
            other += 1


def _joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    found: list[Range] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)
