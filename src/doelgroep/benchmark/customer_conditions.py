"""Conditions on fields of the customer, as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep.benchmark.company import Habits

_AGES = ((18, 25), (25, 35), (35, 45), (45, 55), (55, 65), (65, 80))
_POINTS = (100, 250, 500, 750, 1000)
_CREDITS = (0, 50, 100, 250, -100)
_JOINED = (30, 90, 180, 365, 730, 1095)


def customer_condition(habits: Habits) -> str:
    """A condition on one field of the customer."""
    return habits.dice.weighted(_KINDS)(habits)


def _category(habits: Habits) -> str:
    return habits.choice(habits.dice.weighted({"country": 4, "city": 3, "language": 2}))


def _joined(habits: Habits) -> str:
    dice = habits.dice
    form = dice.weighted({"since": 4, "before": 3, "period": 1})
    if form == "period":
        return "joined BETWEEN {} AND {}".format(*habits.period())
    return f"joined {'>=' if form == 'since' else '<'} -{dice.favourite(_JOINED)}d"


def _age(habits: Habits) -> str:
    """Somebody of 25 to 34 was born in the ten years that ended 25 years ago."""
    young, old = habits.dice.favourite(_AGES)
    return f"birth_date > -{old}y AND birth_date <= -{young}y"


def _birthday(habits: Habits) -> str:
    dice = habits.dice
    if dice.chance(0.5):
        return f"anniversary(birth_date) BETWEEN today AND +{dice.pick((7, 14, 30))}d"
    return f"birth_date.month = {dice.number(1, 12)}"


def _email(habits: Habits) -> str:
    return habits.dice.weighted({"accepts_email = true": 6, "accepts_email != true": 1, "accepts_email = false": 1})


def _points(habits: Habits) -> str:
    dice = habits.dice
    low = dice.favourite(_POINTS)
    if dice.chance(0.3):
        return f"loyalty_points BETWEEN {low} AND {low * 2}"
    return f"loyalty_points {dice.weighted({'>=': 4, '<': 2, '>': 1})} {low}"


def _credit(habits: Habits) -> str:
    dice = habits.dice
    return f"credit {dice.weighted({'>': 4, '<': 2, '<=': 1})} {dice.favourite(_CREDITS)}{dice.weighted({'': 4, '.50': 1})}"


def _missing(habits: Habits) -> str:
    field = habits.dice.pick(("birth_date", "credit", "accepts_email", "city", "country"))
    return f"{field} IS {habits.dice.weighted({'NULL': 1, 'NOT NULL': 1})}"


def _two_fields(_: Habits) -> str:
    return "loyalty_points > credit"


_KINDS: Mapping[Callable[[Habits], str], float] = {
    _category: 8,
    _joined: 4,
    _age: 3,
    _email: 4,
    _points: 3,
    _credit: 2,
    _missing: 2,
    _birthday: 1,
    _two_fields: 0.2,
}
