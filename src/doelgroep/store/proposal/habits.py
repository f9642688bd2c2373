"""What a file does throughout: its decimal sign, and whether the day or the month comes first. A column that shows it helps the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.store.proposal.facts import Form
from doelgroep.store.proposal.shapes import Order, evidence, open_shapes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from doelgroep.store.proposal.facts import ColumnFacts
    from doelgroep.store.source import ReadOptions

POINT_FORMS = (Form.WHOLE, Form.POINT, Form.GROUPED_POINT, Form.SPACED_POINT, Form.APOSTROPHE, Form.EXPONENT)
"""Forms of numbers that show a decimal point (or its absence from grouped thousands)."""
COMMA_FORMS = (Form.COMMA, Form.GROUPED_COMMA, Form.SPACED_COMMA)
"""Forms of numbers that show a decimal comma."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What is known of a file; None where nothing shows it."""

    decimal_comma: bool | None
    order: Order | None
    zone: ZoneInfo
    told_comma: bool = False
    """The user has said which decimal sign there is."""
    told_order: bool = False
    """The user has said what comes first in a date."""


def habits_of(columns: Sequence[ColumnFacts], options: ReadOptions, zone: ZoneInfo) -> Habits:
    """The habits that the columns show, unless the user has told them.

    Raises:
        UserError: what the user told can't be.
    """
    return Habits(
        decimal_comma=_told_comma(options) if options.decimal is not None else _shown_comma(columns),
        order=_told_order(options) if options.date_order is not None else _shown_order(columns),
        zone=zone,
        told_comma=options.decimal is not None,
        told_order=options.date_order is not None,
    )


def _told_comma(options: ReadOptions) -> bool:
    if options.decimal not in {".", ","}:
        raise UserError("import_decimal_unknown", decimal=options.decimal)
    return options.decimal == ","


def _told_order(options: ReadOptions) -> Order:
    try:
        return Order(options.date_order or "")
    except ValueError:
        raise UserError("import_date_order_unknown", order=options.date_order, allowed=[each.value for each in Order]) from None


def _shown_comma(columns: Sequence[ColumnFacts]) -> bool | None:
    points = sum(each.count(*POINT_FORMS) for each in columns)
    commas = sum(each.count(*COMMA_FORMS) for each in columns)
    return None if points == commas else commas > points


def _shown_order(columns: Sequence[ColumnFacts]) -> Order | None:
    """The order that a date of some column proves; None when nothing does, or when there is proof of several."""
    found = {order for each in columns for order in evidence(open_shapes(each))}
    return found.pop() if len(found) == 1 else None
