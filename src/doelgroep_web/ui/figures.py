"""Numbers, shares, money and moments as a reader of a language writes them: `1.234,56`, `5,1 %`, `-€ 38,10`, `22 nov 2026`.

Parts that belong together are held by no-break spaces, and minus is the sign of that name, not the hyphen that stands for it here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from babel.core import get_global
from babel.dates import format_date as babel_date
from babel.dates import format_timedelta
from babel.numbers import format_currency, format_decimal
from django.utils import timezone, translation
from django.utils.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Callable

type Number = int | float | Decimal
type Language = Literal["en", "nl"]

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"
_WHOLE = "#,##0"
_LARGEST_WITH_CENTS = 10_000


def reader() -> Language:
    """The language that is active."""
    return "nl" if (translation.get_language() or "en").startswith("nl") else "en"


def number(value: Number, decimals: int | None = None) -> str:
    """A number; without `decimals` with as many as it has, two at most.

    >>> with translation.override("nl"):
    ...     number(1234567.5)
    '1.234.567,5'
    """
    return _signed(value, lambda size: format_decimal(size, _pattern(decimals), reader()), plus="")


def signed(value: Number, decimals: int | None = None) -> str:
    """A difference: `+29`, `-17`, and `0` without a sign."""
    return _signed(value, lambda size: format_decimal(size, _pattern(decimals), reader()), plus="+")


def share(part: Number, whole: Number | None = None, decimals: int = 1) -> str:
    r"""A part of a whole, or a fraction, in percent. What is there but rounds to nothing is shown as less than the smallest step.

    >>> with translation.override("nl"):
    ...     share(2481, 48912), share(1, 48912), share(0, 0)
    ('5,1\xa0%', '<\xa00,1\xa0%', '0\xa0%')
    """
    fraction = exact(part) / exact(whole) if whole else exact(part) if whole is None else Decimal(0)
    percent, step = fraction * 100, Decimal(1).scaleb(-decimals)
    if 0 < percent < step / 2:
        return f"<{SPACE}{_percent(step, decimals)}"
    if 0 <= 100 - percent < step / 2 and percent != 100:
        return f">{SPACE}{_percent(100 - step, decimals)}"
    return _percent(percent, decimals)


def money(value: Number, currency: str, decimals: int | None = None) -> str:
    r"""An amount; large ones without cents, unless `decimals` says so.

    >>> with translation.override("nl"):
    ...     money(38.1, "EUR"), money(1214300, "EUR")
    ('€\xa038,10', '€\xa01.214.300')
    """
    places = decimals if decimals is not None else 0 if abs(exact(value)) >= _LARGEST_WITH_CENTS else _cents(currency)
    symbol = "¤\N{NO-BREAK SPACE}" if reader() == "nl" else "¤"
    pattern = f"{symbol}{_pattern(places)}"
    return _signed(value, lambda size: format_currency(size, currency, pattern, reader(), currency_digits=False), plus="")


def day(value: date | datetime, *, year: bool = True) -> str:
    """A day: `22 nov 2026`; a moment is shown as the day that it is in the workspace's zone."""
    return babel_date(local(value), "d MMM y" if year else "d MMM", reader()).replace(" ", SPACE)


def clock(value: datetime) -> str:
    """The time of day: `11:00`."""
    return f"{_moment(value):%H:%M}"


def moment(value: datetime) -> str:
    """A day with its time: `22 nov 2025 11:00`; days of this year go without it: `22 nov 11:00`."""
    here = _moment(value)
    return f"{day(here, year=here.year != timezone.localtime().year)}{SPACE}{here:%H:%M}"


def brief(value: datetime) -> str:
    """The time of a moment of today, and the day of any other: `11:00`, `20 nov`."""
    here, now = _moment(value), timezone.localtime()
    return clock(here) if here.date() == now.date() else day(here, year=here.year != now.year)


def ago(value: datetime, now: datetime | None = None) -> str:
    """How long ago, or how soon: `3 uur geleden`, `over 2 dagen`."""
    span = _moment(value) - (now or datetime.now(UTC))
    if abs(span) < timedelta(minutes=1):
        return gettext("just now")
    return format_timedelta(span, add_direction=True, locale=reader(), threshold=1.5).replace(" ", SPACE)


def exact(value: Number) -> Decimal:
    """The number that a float is written as: 0.1 is 0.1."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def local(value: date | datetime) -> date:
    """The day of a moment in the active time zone; a day stays itself."""
    return _moment(value).date() if isinstance(value, datetime) else value


def machine(value: date | datetime) -> str:
    """As programs read it, for the attribute `datetime` of <time>."""
    return _moment(value).isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def _moment(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _pattern(decimals: int | None) -> str:
    if decimals is None:
        return f"{_WHOLE}.##"
    return f"{_WHOLE}.{'0' * decimals}" if decimals else _WHOLE


def _percent(percent: Decimal, decimals: int) -> str:
    whole = percent in {0, 100}
    sign = f"{SPACE}%" if reader() == "nl" else "%"
    return number(percent, 0 if whole else decimals) + sign


def _signed(value: Number, written: Callable[[Decimal], str], *, plus: str) -> str:
    text = written(abs(exact(value)))
    if not any(each in text for each in "123456789"):
        return text
    return (MINUS if value < 0 else plus) + text


def _cents(currency: str) -> int:
    found = get_global("currency_fractions")
    return int(found.get(currency, found["DEFAULT"])[0])
