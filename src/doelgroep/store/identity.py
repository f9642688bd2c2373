"""Customers that turn out to be one: merged without losing anything, and taken apart again exactly.

Of everybody who takes part in a merge the *own record* is kept: what is known under that key, and nothing else. What counts for the customer that
remains (the survivor) is worked out from the own records: each field has the first value that is not missing, the survivor's own first, then those
merged into it in the order of merging. Rows of activities go to the survivor; `moved_rows` says under which customer each of them arrived. What
arrives later under a merged key changes the own record of that key. So `unmerge` has nothing to undo: it works everything out again without the one
that leaves.

A customer that others were merged into can be merged itself and takes them along; `unmerge` gives it back with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMERS_TABLE, activity_table
from doelgroep.errors import UserError
from doelgroep.store.changes import note_changed
from doelgroep.store.customers import KEYS, write_changes
from doelgroep.store.derived import refresh_derived
from doelgroep.store.progress import Runner
from doelgroep.store.rows import move_rows
from doelgroep.store.sql import literal, quoted
from doelgroep.store.tables import MERGED_TABLE, ActivityNames, customer_columns, field_columns, names_of, stored_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from doelgroep.catalog import Activity, Catalog
    from doelgroep.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What a merge or its undoing did."""

    survivor: str
    """The key of the customer that remains: the one named, or the one that it was merged into before."""
    other: str
    rows: int
    """Rows of activities that went over."""
    filled: tuple[str, ...]
    """Fields of the survivor whose value changed."""


@dataclass(frozen=True, slots=True)
class _Alias:
    number: int
    key: str
    parent: int
    survivor: int


def merge(store: Store, survivor: str, other: str) -> Merge:
    """Let the customer with key `other` be the same as `survivor`: from now on its key means the survivor.

    Raises:
        UserError: a key that nobody has, or two keys that mean the same customer already.
    """
    with store.transaction() as connection:
        root = _survivor_of(connection, survivor)
        leaving = _number(connection, other)
        _refuse_circles(connection, survivor, other, root, leaving)
        at = datetime.now(UTC).replace(tzinfo=None)
        for each in (root, leaving):
            _keep_own_record(connection, each)
        note_changed(connection, f"SELECT unnest([{root}, {leaving}])")
        connection.execute(f"DELETE FROM {CUSTOMERS_TABLE} WHERE _customer = ?", [leaving])
        connection.execute("UPDATE aliases SET survivor = ? WHERE survivor = ?", [root, leaving])
        connection.execute("INSERT INTO aliases VALUES (?, ?, ?, ?, ?)", [leaving, other, root, root, at])
        filled = _work_out(connection, store.catalog, root, at)
        rows = sum(_take_over(connection, each, leaving, root) for each in _plain(store.catalog))
        _derive(connection, store.catalog, root, leaving)
        return Merge(survivor=_key(connection, root), other=other, rows=rows, filled=filled)


def unmerge(store: Store, other: str) -> Merge:
    """Take the customer with key `other` out of the one that it was merged into: with its own values and rows, also those that arrived since.

    Raises:
        UserError: a key that is not merged into another.
    """
    with store.transaction() as connection:
        aliases = _aliases(connection)
        found = next((each for each in aliases.values() if each.key == other), None)
        if found is None:
            known = [each.key for each in aliases.values()]
            raise UserError("customer_not_merged", key=other, merged=known[:10])
        at = datetime.now(UTC).replace(tzinfo=None)
        family = _family(found.number, aliases)
        numbers = ", ".join(map(str, family))
        connection.execute("DELETE FROM aliases WHERE _customer = ?", [found.number])
        connection.execute(f"UPDATE aliases SET survivor = ? WHERE _customer IN ({numbers})", [found.number])
        connection.execute(f"INSERT INTO {CUSTOMERS_TABLE} BY NAME FROM {MERGED_TABLE} WHERE _customer = ?", [found.number])
        note_changed(connection, f"SELECT unnest([{found.number}, {found.survivor}])")
        _work_out(connection, store.catalog, found.number, at, log=False)
        filled = _work_out(connection, store.catalog, found.survivor, at)
        rows = sum(_give_back(connection, each, found.number, numbers) for each in _plain(store.catalog))
        for each in (found.number, found.survivor):
            _forget_own_record(connection, each)
        _derive(connection, store.catalog, found.number, found.survivor)
        return Merge(survivor=_key(connection, found.survivor), other=other, rows=rows, filled=filled)


def merged_keys(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Every merged key with the key of the customer that it means now."""
    rows = connection.execute(
        'SELECT a._key, c._key FROM aliases AS a JOIN customers AS c ON c._customer = a.survivor ORDER BY a."at", a._customer'
    ).fetchall()
    return {str(alias): str(survivor) for alias, survivor in rows}


def work_out_groups(connection: duckdb.DuckDBPyConnection, catalog: Catalog, survivors: Iterable[int], table: str) -> None:
    """A temporary table (quoted name) with the values that count, worked out from the own records; columns as `customers`."""
    aliases = _aliases(connection)
    members = [(root, number, rank) for root in survivors for rank, number in enumerate(_family(root, aliases))]
    connection.execute("CREATE OR REPLACE TEMP TABLE merge_members (root INTEGER, _customer INTEGER, rank INTEGER)")
    if members:
        values = ", ".join(f"({root}, {number}, {rank})" for root, number, rank in members)
        connection.execute(f"INSERT INTO merge_members VALUES {values}")
    chosen = ", ".join(
        f"first({quoted(each)} ORDER BY rank) FILTER ({quoted(each)} IS NOT NULL) AS {quoted(each)}"
        for each in names_of(customer_columns(catalog))[1:]
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT root AS _customer, {chosen} "
        f"FROM {MERGED_TABLE} JOIN merge_members USING (_customer) GROUP BY root"
    )
    connection.execute("DROP TABLE merge_members")


def _work_out(connection: duckdb.DuckDBPyConnection, catalog: Catalog, root: int, at: datetime, *, log: bool = True) -> tuple[str, ...]:
    """Give a survivor the values that count; the fields that changed."""
    fields = stored_fields(catalog.fields)
    work_out_groups(connection, catalog, (root,), "worked_out")
    before = connection.execute(f"SELECT {_row_form(catalog)} FROM {CUSTOMERS_TABLE} WHERE _customer = ?", [root]).fetchone() or ()
    write_changes(connection, fields, "worked_out", at, unlogged=() if log else [each.name for each in fields])
    after = connection.execute(f"SELECT {_row_form(catalog)} FROM {CUSTOMERS_TABLE} WHERE _customer = ?", [root]).fetchone() or ()
    connection.execute("DROP TABLE worked_out")
    return tuple(each.name for each, old, new in zip(fields, before[1:], after[1:], strict=True) if old != new)


def _row_form(catalog: Catalog) -> str:
    """The key and each field as one value, to be compared in Python."""
    forms = [
        f"[{', '.join(f'CAST({quoted(name)} AS VARCHAR)' for name in names_of(field_columns([each])))}]" for each in stored_fields(catalog.fields)
    ]
    return ", ".join(["_key", *forms])


def _keep_own_record(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    connection.execute(
        f"INSERT INTO {MERGED_TABLE} BY NAME FROM {CUSTOMERS_TABLE} "
        f"WHERE _customer = $number AND $number NOT IN (SELECT _customer FROM {MERGED_TABLE})",
        {"number": number},
    )


def _forget_own_record(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """Of a customer that nobody is merged into any more the customer table says all there is."""
    connection.execute(
        f"DELETE FROM {MERGED_TABLE} WHERE _customer = $number AND $number NOT IN (SELECT survivor FROM aliases)",
        {"number": number},
    )


def _take_over(connection: duckdb.DuckDBPyConnection, activity: Activity, leaving: int, root: int) -> int:
    names = ActivityNames(activity.name)
    known = f"SELECT _row FROM moved_rows WHERE activity = {literal(activity.name)}"
    connection.execute(
        f"INSERT INTO moved_rows SELECT {literal(activity.name)}, _row, {leaving} FROM {names.view} "
        f"WHERE _customer = {leaving} AND _row NOT IN ({known})"
    )
    return _move(connection, activity, f"SELECT _row FROM {names.view} WHERE _customer = {leaving}", root)


def _give_back(connection: duckdb.DuckDBPyConnection, activity: Activity, number: int, family: str) -> int:
    theirs = f"activity = {literal(activity.name)} AND customer IN ({family})"
    moved = _move(connection, activity, f"SELECT _row FROM moved_rows WHERE {theirs}", number)
    connection.execute(f"DELETE FROM moved_rows WHERE activity = {literal(activity.name)} AND customer = {number}")
    return moved


def _move(connection: duckdb.DuckDBPyConnection, activity: Activity, rows: str, customer: int) -> int:
    count = connection.execute(f"SELECT count(*) FROM ({rows})").fetchone() or (0,)
    if count[0]:
        move_rows(connection, activity, rows, customer)
    return int(count[0])


def _derive(connection: duckdb.DuckDBPyConnection, catalog: Catalog, *customers: int) -> None:
    refresh_derived(Runner(connection), catalog, changed=[activity_table(each.name) for each in catalog.activities], customers=customers)


def _plain(catalog: Catalog) -> list[Activity]:
    return [each for each in catalog.activities if each.derivation is None]


def _aliases(connection: duckdb.DuckDBPyConnection) -> dict[int, _Alias]:
    """By number, in the order of merging."""
    rows = connection.execute('SELECT _customer, _key, parent, survivor FROM aliases ORDER BY "at", rowid').fetchall()
    return {row[0]: _Alias(*row) for row in rows}


def _family(number: int, aliases: dict[int, _Alias]) -> list[int]:
    """The number and all that were merged into it, also over others: own values first."""
    children = [each.number for each in aliases.values() if each.parent == number]
    return [number, *(found for child in children for found in _family(child, aliases))]


def _survivor_of(connection: duckdb.DuckDBPyConnection, key: str) -> int:
    number, aliases = _number(connection, key), _aliases(connection)
    return aliases[number].survivor if number in aliases else number


def _number(connection: duckdb.DuckDBPyConnection, key: str) -> int:
    row = connection.execute(f"SELECT own FROM {KEYS} WHERE _key = ?", [key]).fetchone()
    if row is None:
        raise UserError("merge_customer_unknown", key=key, nearest=_nearest(connection, key))
    return int(row[0])


def _nearest(connection: duckdb.DuckDBPyConnection, key: str) -> list[str]:
    rows = connection.execute(f"SELECT _key FROM {KEYS} ORDER BY levenshtein(_key, ?), _key LIMIT 20", [key]).fetchall()
    return get_close_matches(key, [str(row[0]) for row in rows], n=3)


def _refuse_circles(connection: duckdb.DuckDBPyConnection, survivor: str, other: str, root: int, leaving: int) -> None:
    aliases = _aliases(connection)
    if leaving in aliases and aliases[leaving].survivor != root:
        raise UserError("customer_merged_elsewhere", key=other, survivor=_key(connection, aliases[leaving].survivor))
    if leaving == root or leaving in aliases:
        raise UserError("customers_already_one", first=survivor, second=other)


def _key(connection: duckdb.DuckDBPyConnection, number: int) -> str:
    row = connection.execute(f"SELECT _key FROM {CUSTOMERS_TABLE} WHERE _customer = ?", [number]).fetchone()
    return "" if row is None else str(row[0])
