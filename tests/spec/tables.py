"""Tables as text, with bars between the columns: what the manual shows is what the engines get.

    customer_id | city  | tags
    anna        | Delft | vip, new
    bram        |       | []

An empty cell is a missing value, `''` an empty text, `[]` an empty list.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from doelgroep.catalog import Field, FieldType
from doelgroep.testing.tables import PlainData

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from doelgroep.catalog import Catalog
    from tests.spec.frame import Chapter

CUSTOMERS = ("customers", "customers, continued")
"""The tables of customers."""


def plain_data(chapter: Chapter) -> PlainData:
    """The data of a chapter, without the rows of derived activities."""
    catalog = chapter.catalog
    lookups = {each.name: _lookup_rows(catalog, each.name, chapter.tables[each.name]) for each in catalog.lookups}
    activities = {
        each.name: [(key, row) for key, row in _rows(chapter.tables[each.name], "customer_id", each.stored_fields)]
        for each in catalog.activities
        if each.name in chapter.tables
    }
    return PlainData(customers=_customers(chapter), activities=activities, lookups=lookups)


def _customers(chapter: Chapter) -> dict[str, dict[str, object]]:
    customers: dict[str, dict[str, object]] = {}
    for name in CUSTOMERS:
        for key, row in _rows(chapter.tables.get(name, ""), chapter.catalog.key, chapter.catalog.fields):
            customers.setdefault(key, {}).update(row)
    return customers


def cells(table: str) -> list[list[str]]:
    """The lines of a table, the heading first, cut at the bars."""
    lines = [line for line in table.splitlines() if line.strip()]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def _lookup_rows(catalog: Catalog, name: str, table: str) -> dict[object, dict[str, object]]:
    lookup = catalog.lookup(name)
    assert lookup is not None
    return dict(_rows(table, lookup.key, lookup.fields))


def _rows(table: str, key: str, fields: Iterable[Field]) -> list[tuple[str, dict[str, object]]]:
    heading, *lines = cells(table) or [[]]
    by_name = {each.name: each for each in fields}
    rows = []
    for line in lines:
        named = dict(zip(heading, line, strict=True))
        owner = named.pop(key)
        rows.append((owner, {name: value(by_name[name], cell) for name, cell in named.items()}))
    return rows


def value(field: Field, cell: str) -> object | None:
    """What stands in a cell."""
    return None if cell == "" else _READERS[field.type](cell)


def _text(cell: str) -> str:
    return "" if cell == "''" else cell


def _list(cell: str) -> list[str]:
    return [] if cell == "[]" else [each.strip() for each in cell.split(",")]


def _point(cell: str) -> tuple[float, float]:
    north, east = cell.split(",")
    return float(north), float(east)


_READERS: dict[FieldType, Callable[[str], object]] = {
    FieldType.BOOLEAN: {"true": True, "false": False}.__getitem__,
    FieldType.INTEGER: int,
    FieldType.DECIMAL: Decimal,
    FieldType.FLOAT: float,
    FieldType.TEXT: _text,
    FieldType.CATEGORY: _text,
    FieldType.DATE: date.fromisoformat,
    FieldType.DATETIME: datetime.fromisoformat,
    FieldType.TEXT_LIST: _list,
    FieldType.POINT: _point,
}
