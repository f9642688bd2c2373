"""Values of fields as a person reads them: numbers, amounts and days in his language, yes and no in words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from doelgroep.catalog import FieldType, Role
from doelgroep_web.place import workspace
from doelgroep_web.ui import figures

if TYPE_CHECKING:
    from doelgroep.catalog import Field

NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT})
AMOUNTS = frozenset({Role.REVENUE, Role.COST, Role.DISCOUNT})


def shown(value: object, field: Field) -> str:
    """A value of a field in words of the reader's language; missing is an empty text."""
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return figures.moment(value)
        case date():
            return figures.day(value)
        case int() | float() | Decimal() as number:
            return _number(number, field)
        case list():
            return ", ".join(str(each) for each in value)
        case dict():
            return " ".join(figures.number(float(str(each)), 4) for each in value.values() if each is not None)
        case _:
            return str(value)


def _number(value: float | Decimal, field: Field) -> str:
    if field.role in AMOUNTS and field.type is FieldType.DECIMAL:
        return figures.money(value, workspace().settings.currency)
    if field.type is FieldType.FLOAT:
        return figures.number(round(figures.exact(value), 2))
    return figures.number(value) if field.role is not Role.ID else str(value)
