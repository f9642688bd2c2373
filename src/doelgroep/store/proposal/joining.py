"""Tables that do not say whose rows they hold, but of which order they are: the customer is found in the table of orders.

So do exports of databases: orders have a customer, their lines, payments and reviews only the order. A table that knows customers by their e-mail
address finds them in the file of customers in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.store.proposal.customer import is_lone
from doelgroep.store.proposal.fields import draft_fields
from doelgroep.store.proposal.gathering import measured_again
from doelgroep.store.proposal.lookups import contained
from doelgroep.store.proposal.naming import singular
from doelgroep.store.proposal.placing import all_rows, unique_columns
from doelgroep.store.proposal.roles import pick_time
from doelgroep.store.proposal.table import KEY_TYPES, table_of
from doelgroep.store.proposal.words import Sense, plain_name
from doelgroep.store.source import Problem, Target
from doelgroep.store.sql import quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.store.proposal.facts import ColumnFacts
    from doelgroep.store.proposal.placing import Placed
    from doelgroep.store.proposal.roles import Picked
    from doelgroep.store.proposal.table import Table
    from doelgroep.store.source import RawColumn, ReadOptions, StagedFile

_KEY_WORDS = ("", "id", "nr", "no", "code", "key", "nummer", "number")
_GOOD_TIME = 2
"""Points of a column that is the moment of its row, and not of something later."""
_NEEDED, _NEEDED_OF_EMAIL = 0.9, 0.3
"""Shares of different values that must be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """The table that knows the customers of another one."""

    placed: Placed
    column: str
    """The column of the other table that leads to this one."""
    key: str
    """The column of this table that it leads to."""


def join_parents(
    connection: duckdb.DuckDBPyConnection, placed: Sequence[Placed], options: ReadOptions, zone: ZoneInfo
) -> tuple[list[Placed], list[Problem]]:
    """The tables, those without customers joined with the table that knows them; and a remark about each."""
    found, problems = [], []
    for each in placed:
        own = options.of(each.table.label)
        told = own.customer is not None or own.target is not None
        parent = None if told or not _needs_parent(each, placed) else _parent(connection, each, placed)
        if parent is None:
            found.append(each)
        else:
            joined, problem = _joined(connection, each, parent, own, zone)
            found.append(joined)
            problems.append(problem)
    return found, problems


def _needs_parent(placed: Placed, others: Sequence[Placed]) -> bool:
    """Whether a table has no customer, or knows customers by e-mail address where others have a real key."""
    if placed.target in {Target.LOOKUP, None}:
        return not placed.settled
    by_email = placed.key in {each.name for each in placed.table.of_sense(Sense.EMAIL)}
    return by_email and any(other.target is Target.CUSTOMERS and plain_name(other.key or "") != plain_name(placed.key or "") for other in others)


def _parent(connection: duckdb.DuckDBPyConnection, child: Placed, placed: Sequence[Placed]) -> Parent | None:
    for other in placed:
        if other.table is child.table or other.key is None or other.target not in {Target.CUSTOMERS, Target.ACTIVITY}:
            continue
        for key in unique_or_email(connection, other):
            for column in child.table.columns:
                needed = _needed(child.table, column, other, key)
                if needed is not None and contained(connection, child.table, column, other.table, key) >= needed:
                    return Parent(placed=other, column=column.name, key=key.name)
    return None


def unique_or_email(connection: duckdb.DuckDBPyConnection, placed: Placed) -> list[ColumnFacts]:
    """The columns by which a row of a table can be found: those that are different in every row; e-mail addresses may be missing."""
    unique = [each for each in unique_columns(connection, placed.table) if each.name != placed.key]
    emails = [each for each in placed.table.of_sense(Sense.EMAIL) if each.name != placed.key and each not in unique]
    return [*unique, *(each for each in emails if placed.target is Target.CUSTOMERS and each.distinct == each.present)]


def _needed(table: Table, column: ColumnFacts, other: Placed, key: ColumnFacts) -> float | None:
    """How much of a column must be found in the other table; None when it does not seem to lead there."""
    if table.readings[column.name].kind not in KEY_TYPES:
        return None
    if table.sense(column) is Sense.EMAIL:
        return _NEEDED_OF_EMAIL if other.table.sense(key) is Sense.EMAIL else None
    if table.sense(column) not in {Sense.ORDER, Sense.KEY}:
        return None
    name, own = plain_name(column.name), plain_name(key.name)
    last = singular(other.table.name).rpartition("_")[2]
    after = {plain_name(each) + word for each in (singular(other.table.name), last) for word in _KEY_WORDS} if is_lone(key.name) else set()
    return _NEEDED if (name == own and not is_lone(column.name)) or name in after else None


def _joined(connection: duckdb.DuckDBPyConnection, child: Placed, parent: Parent, options: ReadOptions, zone: ZoneInfo) -> tuple[Placed, Problem]:
    added = _added(connection, child, parent)
    files = [_joined_file(connection, each, parent, added) for each in child.table.facts.files]
    table = table_of(measured_again(connection, child.table.name, files), options, zone)
    key = added[parent.placed.key or ""]
    lost = sum(scalar(connection, f"SELECT count(*) FROM {quoted(each.table)} WHERE {quoted(key)} IS NULL") for each in files)
    params = {"column": parent.column, "other": parent.placed.table.label, "key": parent.key, "count": lost}
    problem = Problem(code="import_joined_partly" if lost else "import_joined", params=params, file=child.table.label, count=lost)
    names = frozenset(added.values())
    return replace(child, table=table, target=Target.ACTIVITY, key=key, candidates=(), parent=parent.placed.table.label, added=names), problem


def _added(connection: duckdb.DuckDBPyConnection, child: Placed, parent: Parent) -> dict[str, str]:
    """The columns that the parent adds, and their names in the joined table: the customer, and the moment where the table has no good one."""
    wanted = [parent.placed.key or ""]
    if parent.placed.target is Target.ACTIVITY:
        own, theirs = _time(connection, child.table, []), _time(connection, parent.placed.table, wanted)
        if theirs is not None and (own is None or own.choice.score < _GOOD_TIME):
            wanted += [each.name for each in theirs.drafted.columns]
    taken = {each.name.casefold() for each in child.table.facts.columns}
    return {each: each if each.casefold() not in taken else f"{parent.placed.table.name}.{each}" for each in wanted}


def _time(connection: duckdb.DuckDBPyConnection, table: Table, leave_out: list[str]) -> Picked | None:
    return pick_time(table, draft_fields(connection, table, Target.ACTIVITY, leave_out, []), None)


def _joined_file(connection: duckdb.DuckDBPyConnection, staged: StagedFile, parent: Parent, added: dict[str, str]) -> StagedFile:
    raw = {each.name: each for each in parent.placed.table.facts.files[0].columns}
    values = ", ".join(f"any_value({quoted(column)}) AS {quoted(name)}" for column, name in added.items())
    rows = all_rows(parent.placed.table, *dict.fromkeys([parent.key, *added]))
    others = f'SELECT trim(CAST({quoted(parent.key)} AS VARCHAR)) AS "=key", {values} FROM ({rows}) GROUP BY "=key"'
    table = f"{staged.table}_joined"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {quoted(table)} AS SELECT own.*, {', '.join(f'other.{quoted(each)}' for each in added.values())} "
        f'FROM {quoted(staged.table)} AS own LEFT JOIN ({others}) AS other ON trim(CAST(own.{quoted(parent.column)} AS VARCHAR)) = other."=key"'
    )
    more = tuple(_renamed(raw[column], name) for column, name in added.items())
    return replace(staged, table=table, columns=(*staged.columns, *more))


def _renamed(column: RawColumn, name: str) -> RawColumn:
    return replace(column, name=name)
