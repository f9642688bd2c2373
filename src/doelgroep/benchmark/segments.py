"""A seeded mix of segments such as companies have, for the customers of `doelgroep.benchmark.data`.

Fields, counts, sums, averages, absences, distinct values, filters of categories, windows of 1 to 730 days, first and last moments, missing values,
nested up to three deep, with segments in segments. People of one company write the same conditions over and over: most are copied from a segment that
is already there, the others are new with constants that the company prefers. `census` tells how many different conditions came out of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from doelgroep.benchmark.activity_conditions import activity_condition
from doelgroep.benchmark.company import make_habits
from doelgroep.benchmark.customer_conditions import customer_condition
from doelgroep.benchmark.data import LAST_DAY
from doelgroep.benchmark.dice import Dice

if TYPE_CHECKING:
    from doelgroep.benchmark.company import Habits

AS_OF = datetime.combine(LAST_DAY, time(), tzinfo=UTC)
"""The moment that the windows are counted from."""
_COPIED = 0.5
"""Share of conditions that stand in an earlier segment too, on top of those that come out the same by chance."""
_BEFORE_COPYING = 20
_REFERRING = 0.07
_ACTIVITY = 0.62
_DEEPEST = 3
_SIZES = {1: 1.5, 2: 4, 3: 3, 4: 1}
"""How many conditions (or groups of conditions) are joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchSegment:
    """A segment of the benchmark."""

    key: str
    query: str


def make_segments(number: int, seed: int) -> tuple[BenchSegment, ...]:
    """So many segments; `IN SEGMENT` only names earlier ones. The same seed gives the same texts, and more of them begin with the same ones.

    >>> make_segments(3, seed=1) == make_segments(5, seed=1)[:3]
    True
    """
    writer = _Writer(make_habits(Dice(seed)))
    return tuple(BenchSegment(key=f"segment-{place:04}", query=writer.query(place)) for place in range(1, number + 1))


class _Writer:
    """Writes one query after the other, and remembers the conditions in them."""

    def __init__(self, habits: Habits) -> None:
        self._habits = habits
        self._dice = habits.dice
        self._written: list[str] = []

    def query(self, place: int) -> str:
        query = self._group(1)
        if place == 1 or not self._dice.chance(_REFERRING):
            return query
        earlier = f"IN SEGMENT 'segment-{self._dice.number(1, place - 1):04}'"
        return f"{self._dice.weighted({'': 3, 'NOT ': 1})}{earlier} AND ({query})"

    def _group(self, depth: int) -> str:
        size = self._dice.weighted(_SIZES)
        if size == 1:
            return self._part(depth)
        joint = self._dice.weighted({" AND ": 1.5, " OR ": 1})
        parts = dict.fromkeys(self._bracketed(self._part(depth)) for _ in range(size))
        return joint.join(parts)

    def _part(self, depth: int) -> str:
        if depth < _DEEPEST and self._dice.chance(0.18):
            return f"{self._dice.weighted({'': 5, 'NOT ': 1})}({self._group(depth + 1)})"
        condition = self._condition()
        return f"NOT ({condition})" if self._dice.chance(0.06) else condition

    def _condition(self) -> str:
        if len(self._written) >= _BEFORE_COPYING and self._dice.chance(_COPIED):
            return self._dice.pick(self._written)
        write = activity_condition if self._dice.chance(_ACTIVITY) else customer_condition
        self._written.append(write(self._habits))
        return self._written[-1]

    @staticmethod
    def _bracketed(part: str) -> str:
        """With brackets where a part is itself two conditions, such as an age."""
        return f"({part})" if " AND birth_date" in part and not part.startswith(("(", "NOT")) else part
