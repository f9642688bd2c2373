"""Values of the data in the reader's language: numbers, amounts, days, yes and no."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from doelgroep.catalog import Role
from doelgroep.quality.values import Spread
from doelgroep_web.ui import figures

if TYPE_CHECKING:
    from doelgroep.catalog import Field
    from doelgroep.quality.values import Bar

_AMOUNTS = {Role.REVENUE, Role.COST, Role.DISCOUNT}


def shown(value: object, field: Field | None = None, currency: str = "") -> str:
    """A value as text; amounts of money with the currency."""
    match value:
        case None:
            return "·"
        case bool():
            return gettext("yes") if value else gettext("no")
        case datetime() | date():
            return figures.day(value)
        case int() | float() | Decimal():
            is_money = currency and field is not None and field.role in _AMOUNTS
            return figures.money(value, currency) if is_money else figures.number(value)
        case _:
            return visible_blanks(str(value))


def visible_blanks(text: str) -> str:
    """A text whose blanks at either end can be seen."""
    inner = text.strip()
    before, after = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    return text if inner == text else "␣" * before + inner + "␣" * (after if inner else 0)


def bar_title(bar: Bar, spread: Spread, field: Field | None = None, currency: str = "") -> str:
    """What a bar stands for: `20 to 25`, `mrt 2026`, `Delft`."""
    match spread:
        case Spread.NUMBERS:
            return gettext("%(low)s to %(high)s") % {"low": shown(bar.low, field, currency), "high": shown(bar.high, field, currency)}
        case Spread.LENGTHS:
            return _lengths(bar)
        case Spread.YEARS:
            return _years(bar)
        case Spread.MONTHS if isinstance(bar.low, date):
            return figures.day(bar.low).partition(figures.SPACE)[2]
        case _:
            return shown(bar.low, field, currency)


def _lengths(bar: Bar) -> str:
    low, high = int(str(bar.low).partition(".")[0]), int(str(bar.high).partition(".")[0]) - 1
    words = figures.number(low) if low == high else gettext("%(low)s to %(high)s") % {"low": figures.number(low), "high": figures.number(high)}
    return gettext("%(count)s characters") % {"count": words}


def _years(bar: Bar) -> str:
    if not isinstance(bar.low, date) or not isinstance(bar.high, date):
        return ""
    last = bar.high.year - 1
    return str(bar.low.year) if last == bar.low.year else f"{bar.low.year}-{last}"
