"""What each table is: customers, an activity or a lookup; by its customer key, its other columns and its name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.errors import UserError
from doelgroep.store.proposal.customer import Candidate, candidates, chosen, is_lone, people
from doelgroep.store.proposal.known import known_key, known_table
from doelgroep.store.proposal.naming import says_activity, says_customers
from doelgroep.store.proposal.table import named_column
from doelgroep.store.proposal.told import told_target
from doelgroep.store.proposal.words import Sense, name_parts, plain_name
from doelgroep.store.source import LINE, Target
from doelgroep.store.sql import quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from doelgroep.catalog import Catalog
    from doelgroep.store.proposal.facts import ColumnFacts
    from doelgroep.store.proposal.table import Table
    from doelgroep.store.proposal.told import ToldTarget
    from doelgroep.store.source import ReadOptions

_PART = 1_000_000
_SLIGHTLY_DOUBLE = 1.25
"""Rows per customer up to which a file of people may still be one of customers, with some of them twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A table and what it is; the target is None when it has no place."""

    table: Table
    target: Target | None
    key: str | None = None
    """The raw column with the customer key; of a lookup with its key."""
    name: str | None = None
    """The name that the user has given it."""
    candidates: tuple[Candidate, ...] = ()
    told: bool = False
    """The user has named the customer column."""
    settled: bool = False
    """The catalogue or the user has decided what the table is and which its key."""
    parent: str | None = None
    """The file in which the customers of the rows were found."""
    added: frozenset[str] = frozenset()
    """The columns that come from there."""


def place(connection: duckdb.DuckDBPyConnection, tables: Sequence[Table], catalog: Catalog, options: ReadOptions) -> list[Placed]:
    """What each table is.

    Raises:
        UserError: a column that the user named is in none of the files, or the table that the user named can't be.
    """
    shared = Counter(name for table in tables for name in {plain_name(each.name) for each in table.columns})
    used = bool(catalog.fields or catalog.activities or catalog.key_column)
    known = {plain_name(each) for each in (catalog.key, catalog.key_column) if each and used and not is_lone(each)}
    found = [tuple(candidates(each, shared, known)) for each in tables]
    keys = _agreed(tables, found)
    if options.customer is not None:
        require_column(tables, options.customer)
    placed = []
    for table, choices, agreed in zip(tables, found, keys, strict=True):
        own = options.of(table.label)
        if own.customer is not None and own is not options:
            require_column([table], own.customer)
        key = agreed if own.customer is None else find_column(table, own.customer)
        told = told_target(own, catalog)
        known_already = None if told or own.customer else known_table(table, catalog)
        one = Placed(table=table, target=None, key=key, candidates=choices, told=own.customer is not None)
        if told is not None:
            placed.append(_placed_as(connection, one, told, catalog, own))
        elif known_already is not None:
            placed.append(replace(one, target=known_already.target, key=known_already.key, name=known_already.name, settled=True))
        else:
            placed.append(_placed_by_content(connection, one))
    return placed


def _placed_by_content(connection: duckdb.DuckDBPyConnection, placed: Placed) -> Placed:
    target = _target(connection, placed.table, placed.key)
    return _with_lookup_key(connection, placed) if target is None else replace(placed, target=target)


def _placed_as(connection: duckdb.DuckDBPyConnection, placed: Placed, told: ToldTarget, catalog: Catalog, options: ReadOptions) -> Placed:
    """A table where the user wants it. The key is the column that the user named, that of the catalogue, or the best one, in this order."""
    table, known = placed.table, known_key(placed.table, catalog, told.target, told.name)
    named = None if told.target is Target.CUSTOMERS else told.name
    if told.target is not Target.LOOKUP:
        return replace(placed, target=told.target, name=named, key=placed.key if placed.told else known or placed.key)
    own = next((find_column(table, each) for each in (options.row_id, options.customer) if each is not None), known)
    if own is not None and own in table.readings:
        return replace(placed, target=Target.LOOKUP, name=named, key=own, settled=True)
    return replace(_with_lookup_key(connection, replace(placed, name=named)), settled=True)


def find_column(table: Table, name: str) -> str | None:
    """The column that a user means: exactly so called, or nearly (capitals and signs apart)."""
    found = named_column(table.facts.columns, name)
    return None if found is None else found.name


def require_column(tables: Sequence[Table], name: str) -> None:
    """Refuse a name that the user gave and that no table has.

    Raises:
        UserError: names the nearest column.
    """
    if not any(find_column(each, name) for each in tables):
        known = [column.name for each in tables for column in each.facts.columns]
        near = get_close_matches(name, known, n=1, cutoff=0)
        raise UserError("import_column_unknown", column=name, near=near[0] if near else "", columns=known)


def _agreed(tables: Sequence[Table], found: Sequence[tuple[Candidate, ...]]) -> list[str | None]:
    """The key of each table: the column whose name has most points in all tables together, where a table has it; else its own best one."""
    best = [chosen(table, each) for table, each in zip(tables, found, strict=True)]
    points: Counter[str] = Counter()
    for each in best:
        if each is not None and not is_lone(each.column.name):
            points[plain_name(each.column.name)] += round(each.score)
    common = points.most_common(1)[0][0] if points else None
    keys: list[str | None] = []
    for own, others in zip(best, found, strict=True):
        same = next((each for each in others if plain_name(each.column.name) == common), None)
        keys.append(own.column.name if own is not None and same is None else same.column.name if same is not None else None)
    return keys


def _target(connection: duckdb.DuckDBPyConnection, table: Table, key: str | None) -> Target | None:
    if key is None:
        return None
    if len(table.columns) == 1:
        return Target.CUSTOMERS
    per_customer = rows_per_value(connection, table, table.column(key))
    named_activity, named_customers = says_activity(table.name), says_customers(table.name)
    sold = any(table.of_sense(Sense.ORDER)) and any(table.of_sense(Sense.AMOUNT, Sense.PRICE, Sense.PRODUCT))
    timed = any(table.of_type(FieldType.DATE, FieldType.DATETIME))
    if per_customer == 1:
        done = sold or (named_activity and people(table) < 2)
        return Target.ACTIVITY if timed and done and not named_customers else Target.CUSTOMERS
    of_people = (people(table) >= 3 or named_customers) and not sold and not named_activity
    return Target.CUSTOMERS if of_people and per_customer <= _SLIGHTLY_DOUBLE else Target.ACTIVITY


def rows_per_value(connection: duckdb.DuckDBPyConnection, table: Table, column: ColumnFacts) -> float:
    """Rows with a value for each different one; exactly 1 when all are different. Counted where the estimate leaves it open."""
    if column.distinct < 0.8 * column.present or not column.present:
        return column.present / max(1, column.distinct)
    distinct = scalar(connection, f"SELECT count(DISTINCT v) FROM ({all_values(table, column.name)}) AS every(v)")
    return column.present / max(1, distinct)


def all_values(table: Table, column: str) -> str:
    """SELECT of a column's values as text, of all files of a table."""
    return " UNION ALL ".join(f"SELECT CAST({quoted(column)} AS VARCHAR) FROM {quoted(each.table)}" for each in table.facts.files)


def some_rows(table: Table, group: str, *columns: str) -> str:
    """SELECT of some columns of whole groups: all rows of a table, or of a large one about a million, those of a part of the group's values.

    For questions that whole groups answer, such as whether a column has one value per order; never for counts.
    """
    rows, part = all_rows(table, *dict.fromkeys([group, *columns])), round(table.rows / _PART)
    return f"SELECT * FROM ({rows}) WHERE hash({quoted(group)}) % {part} = 0" if part > 1 else rows


def all_rows(table: Table, *columns: str) -> str:
    """SELECT of some columns and `_line` of all files of a table."""
    chosen_columns = ", ".join([LINE, *map(quoted, columns)])
    return " UNION ALL ".join(f"SELECT {chosen_columns} FROM {quoted(each.table)}" for each in table.facts.files)


def _with_lookup_key(connection: duckdb.DuckDBPyConnection, placed: Placed) -> Placed:
    """A table without customers as a lookup with its best key: a column with a different value in every row."""
    unique = unique_columns(connection, placed.table)
    if not unique:
        return replace(placed, target=None, key=None)
    ranked = sorted(unique, key=lambda each: (_key_rank(placed.table, each), placed.table.columns.index(each)))
    return replace(placed, target=Target.LOOKUP, key=ranked[0].name)


def unique_columns(connection: duckdb.DuckDBPyConnection, table: Table) -> list[ColumnFacts]:
    """The columns that are different in every row and missing in none."""
    kinds = {FieldType.TEXT, FieldType.CATEGORY, FieldType.INTEGER}
    full = [each for each in table.of_type(*kinds) if not each.missing and each.distinct >= 0.8 * each.rows]
    return [each for each in full if rows_per_value(connection, table, each) == 1]


def _key_rank(table: Table, column: ColumnFacts) -> int:
    """Keys of things come before plain ids, and both before anything else."""
    sense = table.sense(column)
    if sense in {Sense.PRODUCT, Sense.POSTCODE} or (sense is Sense.KEY and len(name_parts(column.name)) > 1):
        return 0
    return 1 if sense in {Sense.KEY, Sense.COUNTRY, Sense.PLACE} else 2
