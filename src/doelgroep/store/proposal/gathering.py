"""Staged files become tables to be considered: files of the same name and columns, such as one per month, are one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.store.proposal.facts import TableFacts, joined
from doelgroep.store.proposal.measures import measure
from doelgroep.store.proposal.naming import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from doelgroep.store.proposal.facts import ColumnFacts
    from doelgroep.store.source import StagedFile

type _Measured = tuple[StagedFile, tuple[ColumnFacts, ...]]


def gather(connection: duckdb.DuckDBPyConnection, staged: Sequence[StagedFile]) -> list[TableFacts]:
    """The tables, in the order of their first files, with the facts of all rows."""
    groups: dict[tuple[str, frozenset[str]], list[_Measured]] = {}
    for file in staged:
        signature = (stem(file), frozenset(each.name for each in file.columns))
        groups.setdefault(signature, []).append((file, measure(connection, file)))
    return [_table(name, measured) for (name, _), measured in groups.items()]


def measured_again(connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[StagedFile]) -> TableFacts:
    """The facts of a table whose files have got other rows or columns."""
    return _table(name, [(each, measure(connection, each)) for each in files])


def _table(name: str, measured: Sequence[_Measured]) -> TableFacts:
    first = measured[0][1]
    by_name = [{each.name: each for each in facts} for _, facts in measured]
    columns = tuple(joined(facts[column.name] for facts in by_name) for column in first)
    return TableFacts(files=tuple(file for file, _ in measured), columns=columns, name=name)
