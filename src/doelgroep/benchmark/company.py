"""The habits of a made-up company: which windows, categories and thresholds its people write again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from doelgroep.benchmark.data import CATEGORIES, CHANNELS, CITIES, COUNTRIES, DAYS, DEVICES, LANGUAGES, LAST_DAY, PAGES, PRODUCTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doelgroep.benchmark.dice import Dice

_WINDOWS = {90: 5, 30: 5, 365: 4, 180: 3, 60: 2, 14: 2, 7: 1.5}
_FAVOURITES = {"country": 5, "city": 25, "language": 4, "category": 12, "product": 40, "channel": 4, "page": 15, "device": 3}
_ODD_WINDOW = 0.12
_OUTSIDE_FAVOURITES = 0.1
_VALUES: Mapping[str, Sequence[str]] = {
    "country": COUNTRIES,
    "city": CITIES,
    "language": LANGUAGES,
    "category": CATEGORIES,
    "product": PRODUCTS,
    "channel": CHANNELS,
    "page": PAGES,
    "device": DEVICES,
}


@dataclass(frozen=True, slots=True)
class Habits:
    """What one company prefers."""

    dice: Dice
    favourites: Mapping[str, Sequence[str]]

    def text(self, field: str) -> str:
        """A value of a category field as it stands in a query, mostly a favourite."""
        return f"'{self._value(field)}'"

    def texts(self, field: str, number: int) -> str:
        """Several values, for IN."""
        chosen = self.dice.several(self.favourites[field], number)
        return ", ".join(f"'{each}'" for each in chosen)

    def choice(self, field: str) -> str:
        """A condition on a category field: one value, several, or none of several."""
        form = self.dice.weighted({"one": 6, "several": 3, "not": 1})
        several = self.dice.number(2, 4 if len(self.favourites[field]) > 4 else 2)
        if form == "one":
            return f"{field} = {self.text(field)}"
        return f"{field} {'NOT IN' if form == 'not' else 'IN'} ({self.texts(field, several)})"

    def days(self) -> int:
        """The length of a window, mostly a usual one."""
        if self.dice.chance(_ODD_WINDOW):
            return self.dice.number(1, self.dice.pick((30, DAYS)))
        return self.dice.weighted(_WINDOWS)

    def period(self) -> tuple[str, str]:
        """A calendar month or an odd period in the past, as two dates."""
        first = LAST_DAY - timedelta(days=self.dice.number(30, DAYS))
        if self.dice.chance(0.7):
            first = first.replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        else:
            last = first + timedelta(days=self.dice.number(3, 200))
        return first.isoformat(), last.isoformat()

    def _value(self, field: str) -> str:
        if self.dice.chance(_OUTSIDE_FAVOURITES):
            return self.dice.pick(_VALUES[field])
        return self.dice.favourite(self.favourites[field])


def make_habits(dice: Dice) -> Habits:
    """A company's preferences: mostly values that many customers have, which come first in the data."""
    return Habits(dice, {field: dice.shuffled(dice.several(values, _FAVOURITES[field])) for field, values in _VALUES.items()})
