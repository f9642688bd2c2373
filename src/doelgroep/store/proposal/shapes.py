"""Shapes of dates become `strptime` formats. Whether the day or the month comes first is decided by evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

    from doelgroep.store.proposal.facts import ColumnFacts, FormFacts

_DATE = re.compile(
    r"(?P<ymd>9999(?P<s1>[-/.])99?(?P=s1)99?)"
    r"|(?P<open>99?(?P<s2>[-/.])99?(?P=s2)(?P<year>9999|99))"
    r"|(?P<day>99?(?P<s3>[-\s.]|\.\s)MMM(?P<s4>[-\s.,]|,\s)(?P<named>9999|99))"
    r"|(?P<month>MMM\s99?(?P<s5>,?)\s9999)"
)
_TIME = re.compile(r"(?P<gap>T|\s+)99?:99(?P<seconds>:99)?(?P<fraction>[.,]f)?(?P<half>\s?p)?(?P<zone>z)?(?P<midnight>@)?")


class Order(StrEnum):
    """What comes first in `03-04-2024`."""

    DAY = "dmy"
    MONTH = "mdy"
    YEAR = "ymd"
    """Only of two digits: `24-04-03`."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that is one of dates."""

    text: str
    is_open: bool
    """The order of its parts must be known."""
    short_year: bool
    has_time: bool
    midnight: bool
    """The time is always midnight."""
    zoned: bool


def shape_of(text: str) -> Shape | None:
    """The shape as one of dates, or None.

    >>> shape_of("9999-99-99 99:99:99").has_time, shape_of("99-99-9999").is_open, shape_of("9.9.9")
    (True, True, None)
    """
    found = _matched(text)
    if found is None:
        return None
    date, time = found
    return Shape(
        text=text,
        is_open=date["open"] is not None,
        short_year="99" in {date["year"], date["named"]},
        has_time=time is not None,
        midnight=time is not None and time["midnight"] is not None,
        zoned=time is not None and time["zone"] is not None,
    )


def _matched(text: str) -> tuple[re.Match[str], re.Match[str] | None] | None:
    date = _DATE.match(text)
    if date is None:
        return None
    rest = text[date.end() :]
    time = _TIME.fullmatch(rest)
    return None if rest and time is None else (date, time)


def format_of(text: str, order: Order) -> str:
    """The `strptime` format of a shape of dates.

    >>> format_of("99-99-9999 99:99", Order.DAY), format_of("MMM 99, 9999", Order.DAY)
    ('%d-%m-%Y %H:%M', '%b %d, %Y')
    """
    found = _matched(text)
    if found is None:
        raise ValueError(text)
    date, time = found
    return _date_format(date, order) + ("" if time is None else _time_format(time))


def _date_format(date: re.Match[str], order: Order) -> str:
    if date["ymd"]:
        return f"%Y{date['s1']}%m{date['s1']}%d"
    if date["open"]:
        year = "%Y" if date["year"] == "9999" else "%y"
        parts = {Order.DAY: ("%d", "%m", year), Order.MONTH: ("%m", "%d", year), Order.YEAR: (year, "%m", "%d")}[order]
        return date["s2"].join(parts)
    if date["day"]:
        return f"%d{date['s3']}%b{date['s4']}{'%Y' if date['named'] == '9999' else '%y'}"
    return f"%b %d{date['s5']} %Y"


def _time_format(time: re.Match[str]) -> str:
    hour = "%I" if time["half"] else "%H"
    fraction = f"{time['fraction'][0]}%f" if time["fraction"] else ""
    half = time["half"].replace("p", "%p") if time["half"] else ""
    return f"{time['gap']}{hour}:%M{':%S' if time['seconds'] else ''}{fraction}{half}{'%z' if time['zone'] else ''}"


def open_shapes(column: ColumnFacts) -> dict[str, FormFacts]:
    """The shapes of a column in which the order of the parts must be known."""
    shapes = {text: shape_of(text) for text in column.forms}
    return {text: column.forms[text] for text, shape in shapes.items() if shape is not None and shape.is_open}


def evidence(shapes: Mapping[str, FormFacts]) -> set[Order]:
    """The orders that some date proves: a first part beyond 12 can be no month, a second one no month either; beyond 31 no day."""
    found: set[Order] = set()
    for text, facts in shapes.items():
        shape = shape_of(text)
        if shape is not None and shape.short_year and facts.first_part > 31:
            found.add(Order.YEAR)
        elif facts.first_part > 12:
            found.add(Order.DAY)
        if facts.second_part > 12:
            found.add(Order.MONTH)
    return found


def usual_order(shapes: Iterable[str], zone: ZoneInfo) -> Order:
    """The order to assume when nothing proves one: month first only for slashes in America."""
    american = zone.key.startswith(("America/", "US/"))
    return Order.MONTH if american and all("/" in each for each in shapes) else Order.DAY
