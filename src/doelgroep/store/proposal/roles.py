"""Which column of an activity is its moment, its amount, its order: chosen by points, so that the choice can be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.errors import UserError
from doelgroep.store.proposal.placing import find_column, rows_per_value, some_rows
from doelgroep.store.proposal.words import Sense, name_parts
from doelgroep.store.source import Choice
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb

    from doelgroep.store.proposal.fields import Drafted
    from doelgroep.store.proposal.table import Table

DATES = frozenset({FieldType.DATE, FieldType.DATETIME})
NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT})

_HAPPENED = re.compile(
    "order|invoice|factuur|bestel|transaction|transactie|purchase|aankoop|bon|visit|event|occurred|created|sent|timestamp|redemption|moment|received|creation|aangemaakt|geplaatst"
)
_CHANGED = re.compile("updated?|modified|changed?|gewijzigd|wijziging|mutatie|last")
_LATER = re.compile(
    "end|eind|until|tot|expir.*|verval.*|due|deadline|deliver.*|lever.*|shipp?.*|verzend.*|paid|betaal.*|cancel.*|refund.*|closed?|fulfilled|processed|answer.*|antwoord.*|reply|limit|estimated|approved"
)
_WHOLE_SUM = re.compile("total|totaal|amount|bedrag|revenue|omzet|sales|value")
_VAGUE = re.compile("value|waarde|sum|som")
"""Names of sums that are money only beside something that is sold."""
_SOLD = (Sense.ORDER, Sense.PRODUCT, Sense.QUANTITY, Sense.PRICE)
_PART_SUM = re.compile("sub.*|refund.*|outstanding|open|openstaand|due|tip|deposit")
_REPEATS = 1.05
_REFUSED = -4
"""A date with so few points, such as a date of birth, is no moment of a row."""
_FEW_ORDERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A chosen field, with the decision as it can be shown."""

    drafted: Drafted
    choice: Choice


def pick_time(table: Table, drafted: Sequence[Drafted], told: str | None) -> Picked | None:
    """The field with the moment of a row; None when there is none."""
    dated = [each for each in drafted if each.field.type in DATES]
    return _picked(table, dated, "time", told, _time_reasons) if told is None or find_column(table, told) else None


def pick_amount(table: Table, drafted: Sequence[Drafted], told: str | None) -> Picked | None:
    """The field with what was paid for a row; None when there is none."""
    sold = any(each.sense in _SOLD for each in drafted)
    named = [
        each
        for each in drafted
        if each.field.type in NUMBERS and (told is not None or (each.sense is Sense.AMOUNT and (sold or not _is_vague(each))))
    ]
    return _picked(table, named, "amount", told, _amount_reasons) if told is None or find_column(table, told) else None


def pick_order(connection: duckdb.DuckDBPyConnection, table: Table, drafted: Sequence[Drafted]) -> Drafted | None:
    """The field whose value several rows share that belong together: an order, an invoice, a till receipt."""
    named = [each for each in drafted if each.sense is Sense.ORDER and each.columns[0].present]
    return next((each for each in named if rows_per_value(connection, table, each.columns[0]) >= _REPEATS), None)


def _picked(
    table: Table, fields: Sequence[Drafted], what: str, told: str | None, reasons_for: Callable[[Drafted], list[tuple[str, float]]]
) -> Picked | None:
    if told is not None:
        return _told(table, fields, what, told)
    scored = [(each, [reason for reason in reasons_for(each) if reason[1]]) for each in fields]
    ranked = sorted(scored, key=lambda pair: -sum(points for _, points in pair[1]))
    if not ranked or sum(points for _, points in ranked[0][1]) <= _REFUSED:
        return None
    best, reasons = ranked[0]
    others = tuple((each.columns[0].name, sum(points for _, points in other)) for each, other in ranked[1:4])
    choice = Choice(
        file=table.label,
        what=what,
        chosen=best.columns[0].name,
        score=sum(points for _, points in reasons),
        reasons=tuple(reasons),
        others=others,
    )
    return Picked(drafted=best, choice=choice)


def _told(table: Table, fields: Sequence[Drafted], what: str, told: str) -> Picked:
    name = find_column(table, told)
    found = next((each for each in fields if name in {column.name for column in each.columns}), None)
    if found is None:
        known = [each.columns[0].name for each in fields]
        raise UserError("import_time_type" if what == "time" else "import_amount_type", column=told, file=table.label, allowed=known)
    return Picked(drafted=found, choice=Choice(file=table.label, what=what, chosen=found.columns[0].name, reasons=(("import_reason_told", 1),)))


def _time_reasons(drafted: Drafted) -> list[tuple[str, float]]:
    column = drafted.columns[0]
    parts = name_parts(column.name)
    return [
        ("import_reason_name", _name_points(drafted, Sense.TIME)),
        ("import_reason_happened", 1 if any(_HAPPENED.search(each) for each in parts) else 0),
        ("import_reason_birth", -10 if drafted.sense is Sense.BIRTH_DATE else 0),
        ("import_reason_changed", -3 if any(_CHANGED.fullmatch(each) for each in parts) else 0),
        ("import_reason_later", -2 if any(_LATER.fullmatch(each) for each in parts) else 0),
        ("import_reason_moment", 0.5 if drafted.field.type is FieldType.DATETIME else 0),
        *_value_reasons(drafted),
    ]


def _amount_reasons(drafted: Drafted) -> list[tuple[str, float]]:
    parts = name_parts(drafted.columns[0].name)
    return [
        ("import_reason_name", _name_points(drafted, Sense.AMOUNT)),
        ("import_reason_whole", 1 if any(_WHOLE_SUM.fullmatch(each) for each in parts) else 0),
        ("import_reason_part", -3 if any(_PART_SUM.fullmatch(each) for each in parts) else 0),
        *_value_reasons(drafted),
    ]


def _is_vague(drafted: Drafted) -> bool:
    return all(_VAGUE.fullmatch(each) for each in name_parts(drafted.columns[0].name))


def _name_points(drafted: Drafted, sense: Sense) -> float:
    """Three when the whole name says it, two when a part does."""
    return (3 if drafted.field.label.nl else 2) if drafted.sense is sense else 0


def _value_reasons(drafted: Drafted) -> list[tuple[str, float]]:
    column = drafted.columns[0]
    missing = column.missing / max(1, column.rows)
    return [("import_reason_missing", round(-4 * missing, 1)), ("import_reason_constant", -2 if column.distinct <= 1 < column.rows else 0)]


def is_of_order(connection: duckdb.DuckDBPyConnection, table: Table, order: str, amount: str) -> bool:
    """Whether an amount is the order's and stands on each of its lines again: adding up the lines would count it several times."""
    value = quoted(amount)
    orders = (
        f"SELECT min({value}) AS low, max({value}) AS high FROM ({some_rows(table, order, amount)}) "
        f"WHERE {quoted(order)} IS NOT NULL AND {value} IS NOT NULL GROUP BY {quoted(order)} HAVING count(*) > 1"
    )
    sql = f"SELECT count(*), count(*) FILTER (low = high AND CAST(low AS VARCHAR) <> '0'), count(DISTINCT low) FROM ({orders})"
    several, same, different = connection.execute(sql).fetchall()[0]
    return bool(several >= _FEW_ORDERS and same >= 0.95 * several and different > 1)


def constant_columns(connection: duckdb.DuckDBPyConnection, table: Table, order: str, columns: Sequence[str]) -> list[str]:
    """The columns that have one value in (nearly) every order."""
    if not columns:
        return []
    bounds = ", ".join(f"min({quoted(each)}) = max({quoted(each)}) AS s{place}" for place, each in enumerate(columns))
    counts = ", ".join(f"count(*) FILTER (WHERE s{place} IS NOT FALSE), count(s{place})" for place in range(len(columns)))
    orders = f"SELECT {bounds} FROM ({some_rows(table, order, *columns)}) WHERE {quoted(order)} IS NOT NULL GROUP BY {quoted(order)}"
    every, *found = connection.execute(f"SELECT count(*), {counts} FROM ({orders})").fetchall()[0]
    pairs = zip(columns, found[::2], found[1::2], strict=True)
    return [each for each, same, present in pairs if present and same >= 0.99 * every]
