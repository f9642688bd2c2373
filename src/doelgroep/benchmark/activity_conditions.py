"""Conditions on purchases and visits, as people write them: which rows, in which window, and what is asked of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep.benchmark.company import Habits

_ROW_AMOUNTS = (50, 25, 100, 75, 10)
_AVERAGES = (40, 50, 60, 75)
_SECONDS = (60, 120, 300, 30)
_SUMS = (10, 25, 50, 100, 250, 500, 750, 1000)
_MONTHLY = {"amount": 30, "quantity": 1.5, "discount": 3, "seconds": 50, "count": 0.6}
"""About what a customer does in a month, so that thresholds follow the window as people's do."""
_LET_THROUGH = 0.25
"""Of the rows, by a condition on them."""


def activity_condition(habits: Habits) -> str:
    """A condition on the rows of one activity."""
    activity = habits.dice.weighted({"purchases": 7, "visits": 3})
    return habits.dice.weighted(_FORMS)(habits, activity)


def _any_row(habits: Habits, activity: str) -> str:
    return _matches(activity, _scope(habits, activity, 0.8)[0])


def _no_row(habits: Habits, activity: str) -> str:
    parts, _ = _scope(habits, activity, 0.4)
    if habits.dice.chance(0.6):
        return _matches(activity, parts, negative=True)
    return _matches(activity, [*parts, "count = 0"])


def _count(habits: Habits, activity: str) -> str:
    dice = habits.dice
    parts, months = _scope(habits, activity, 0.35)
    wanted = max(1, round(months * _MONTHLY["count"] * dice.pick((0.5, 1, 1, 1.5, 2))))
    test = dice.weighted({f"count >= {wanted}": 6, f"count = {wanted}": 1, f"count < {wanted + 1}": 1, f"count BETWEEN {wanted} AND {wanted * 2}": 1})
    return _matches(activity, [*parts, test])


def _sum(habits: Habits, activity: str) -> str:
    parts, months = _scope(habits, activity, 0.4)
    return _matches(activity, [*parts, _sum_test(habits, activity, months)])


def _average(habits: Habits, activity: str) -> str:
    field, limits = ("amount", _AVERAGES) if activity == "purchases" else _TIME
    parts, _ = _scope(habits, activity, 0.25)
    return _matches(activity, [*parts, f"avg_{field} {_more(habits)} {habits.dice.favourite(limits)}"])


def _extreme(habits: Habits, activity: str) -> str:
    dice = habits.dice
    field, limits = ("amount", _ROW_AMOUNTS) if activity == "purchases" else _TIME
    parts, _ = _scope(habits, activity, 0.2)
    return _matches(activity, [*parts, f"{dice.weighted({'max': 2, 'min': 1})}_{field} {_more(habits)} {dice.favourite(limits)}"])


def _distinct(habits: Habits, activity: str) -> str:
    dice = habits.dice
    parts, months = _scope(habits, activity, 0.3)
    own = {"product": 4, "category": 2} if activity == "purchases" else {"page": 3, "device": 1}
    what = dice.weighted({**own, "days": 3, "months": 2 if months >= 2 else 0})
    wanted = dice.number(2, min(3 if what == "device" else 5, 2 + int(months) // 3))
    return _matches(activity, [*parts, f"distinct_{what} >= {wanted}"])


def _first_or_last(habits: Habits, activity: str) -> str:
    dice = habits.dice
    test = f"{dice.weighted({'first_date': 1, 'last_date': 2})} {dice.weighted({'>=': 1, '<': 1})} -{habits.days()}d"
    return _matches(activity, [*_rows(habits, activity, 0.4), test])


def _place(habits: Habits, activity: str) -> str:
    """The first or last row of all."""
    return _matches(activity, [habits.dice.weighted({"FIRST": 1, "LAST": 1}), *_rows(habits, activity, 1)])


def _same_value(habits: Habits, activity: str) -> str:
    field = "product" if activity == "purchases" else "page"
    return _matches(activity, [*_window(habits)[0], f"count >= {habits.dice.number(2, 3)} PER {field}"])


def _calendar(habits: Habits, activity: str) -> str:
    row = habits.dice.weighted({"weekday IN ('saturday', 'sunday')": 2, "hour >= 18": 1, "month = 12": 1, "month IN (6, 7, 8)": 1})
    return _matches(activity, [row, *_window(habits)[0], f"count >= {habits.dice.number(1, 3)}"])


def _two_tests(habits: Habits, activity: str) -> str:
    parts, months = _scope(habits, activity, 0.3)
    return _matches(activity, [*parts, f"count >= {habits.dice.number(1, 3)}", _sum_test(habits, activity, months)])


def _sum_test(habits: Habits, activity: str, months: float) -> str:
    """A threshold of about what customers reach in that time, rounded as people do."""
    dice = habits.dice
    field = dice.weighted({"amount": 6, "quantity": 1, "discount": 1}) if activity == "purchases" else "seconds"
    expected = months * _MONTHLY[field] * dice.pick((0.5, 1, 2, 3))
    limit = min(_SUMS, key=lambda each: abs(each - expected)) if field != "quantity" else max(2, round(expected))
    return f"sum_{field} {_more(habits)} {limit}"


def _scope(habits: Habits, activity: str, share: float) -> tuple[list[str], float]:
    """Conditions on rows (in the given share of cases) and a window; and how many months' worth of all rows that lets through, roughly."""
    rows = _rows(habits, activity, share)
    window, days = _window(habits)
    return [*rows, *window], days / 30 * _LET_THROUGH ** len(rows)


def _rows(habits: Habits, activity: str, share: float) -> list[str]:
    """Conditions on rows: mostly one, sometimes two, in the given share of cases."""
    if not habits.dice.chance(share):
        return []
    wanted = habits.dice.weighted({1: 5, 2: 1})
    kinds = _PURCHASE_ROWS if activity == "purchases" else _VISIT_ROWS
    found = {kind: _row(habits, kind) for kind in [habits.dice.weighted(kinds) for _ in range(wanted)]}
    return list(found.values())


def _row(habits: Habits, kind: str) -> str:
    dice = habits.dice
    match kind:
        case "amount":
            return f"amount {dice.weighted({'>=': 4, '<': 1})} {dice.favourite(_ROW_AMOUNTS)}"
        case "quantity":
            return f"quantity >= {dice.number(2, 3)}"
        case "seconds":
            return f"seconds >= {dice.favourite(_SECONDS)}"
        case "discount":
            return dice.weighted({"discount IS NOT NULL": 2, "discount IS NULL": 1, "discount >= 5": 1})
        case field:
            return habits.choice(field)


def _window(habits: Habits) -> tuple[list[str], int]:
    """A condition on the time of rows and about how many days it lets through."""
    dice = habits.dice
    days = habits.days()
    form = dice.weighted({"since": 7, "all": 1.5, "between": 1, "period": 0.5})
    match form:
        case "since":
            return [f"date >= -{days}d"], days
        case "between":
            later = days // dice.pick((2, 3, 4))
            return [f"date BETWEEN -{days}d AND -{later}d"], days - later
        case "period":
            return ["date BETWEEN {} AND {}".format(*habits.period())], 30
        case _:
            return [], 730


def _more(habits: Habits) -> str:
    return habits.dice.weighted({">=": 5, ">": 2, "<": 1})


def _matches(activity: str, parts: list[str], *, negative: bool = False) -> str:
    return f"{activity} {'NOT ' if negative else ''}MATCHES ({', '.join(parts)})"


_TIME = ("seconds", _SECONDS)
_FORMS: Mapping[Callable[[Habits, str], str], float] = {
    _any_row: 5,
    _no_row: 4,
    _count: 6,
    _sum: 5,
    _average: 2,
    _extreme: 1.5,
    _distinct: 3,
    _first_or_last: 2,
    _place: 0.6,
    _same_value: 0.4,
    _calendar: 0.6,
    _two_tests: 1.5,
}
_PURCHASE_ROWS = {"category": 6, "product": 2, "channel": 3, "amount": 3, "quantity": 1, "discount": 1}
_VISIT_ROWS = {"page": 4, "device": 3, "seconds": 2}
