"""What a customer is worth: the figures that the catalogue has, and how many customers have a higher one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from doelgroep.catalog import Base, FieldType, Role
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.ui import figures
from doelgroep_web.ui.values import NUMBERS, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doelgroep.catalog import Field

ROLES = frozenset({Role.REVENUE, Role.COST, Role.DISCOUNT, Role.CREDIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """The figures; the main one first."""

    main: Figure
    others: tuple[Figure, ...]
    is_compared: bool
    """Whether the main one can be compared with all customers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Where the main figure stands among those of all customers."""

    higher: int
    customers: int

    @property
    def share(self) -> float:
        """The part of the customers that this one belongs to the best of: 0.28 is the top 28 %."""
        return (self.higher + 1) / self.customers if self.customers else 1.0


def worth_fields(fields: Sequence[Field]) -> list[Field]:
    """The fields and traits that say what a customer is worth; what he brings in during a year first, then what he brings in at all."""
    found = [each for each in fields if each.type in NUMBERS and (each.base is Base.VALUE or each.role in ROLES)]
    return sorted(found, key=_rank)


def _rank(field: Field) -> int:
    if field.role is not Role.REVENUE:
        return 2
    return 0 if "-1y" in (field.expression or "") or "-12m" in (field.expression or "") else 1


def worth_of(fields: Sequence[Field], values: Mapping[str, object]) -> Worth | None:
    """The figures that are known; None when there are none."""
    found = [each for each in worth_fields(fields) if values.get(each.name) is not None]
    if not found:
        return None
    figures_of = [Figure(title=each.title(language()), text=_text(each, values[each.name])) for each in found]
    return Worth(main=figures_of[0], others=tuple(figures_of[1:]), is_compared=found[0].role is Role.REVENUE)


def compared(fields: Sequence[Field], values: Mapping[str, object]) -> Compared | None:
    """How many customers have a higher main figure: one count over all customers, so it is asked for after the page is there."""
    main = next((each for each in worth_fields(fields) if values.get(each.name) is not None), None)
    if main is None or main.role is not Role.REVENUE:
        return None
    size = workspace().segment(f"{main.name} > {values[main.name]}").size()
    return Compared(higher=size.count, customers=size.total)


def _text(field: Field, value: object) -> str:
    if field.type is FieldType.DECIMAL and isinstance(value, Decimal):
        return figures.money(value, workspace().settings.currency)
    return shown(value, field)
