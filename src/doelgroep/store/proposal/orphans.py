"""Values that should be elsewhere and are not: keys that a lookup lacks, categories that the catalogue does not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.store.proposal.placing import all_rows, all_values
from doelgroep.store.proposal.trials import SHOWN
from doelgroep.store.source import LINE, Problem, Target
from doelgroep.store.sql import literal, quoted, scalar
from doelgroep.store.typing.texts import nfc_sql, stripped_sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from doelgroep.store.proposal.assembly import Assembly
    from doelgroep.store.proposal.fields import Drafted
    from doelgroep.store.proposal.lookups import Reference
    from doelgroep.store.proposal.table import Table


def of_references(connection: duckdb.DuckDBPyConnection, references: Sequence[Reference], assembly: Assembly) -> Iterator[Problem]:
    """Rows whose key is not in the lookup; and lookups to which nothing refers."""
    lookups = {each.placed.table.label: each for each in assembly.settled if each.placed.target is Target.LOOKUP}
    for each in references:
        lookup = lookups[each.lookup]
        if lookup.placed.key == each.key and _refers(assembly, each, lookup.name):
            yield from _orphans(connection, each, lookup.placed.table, lookup.name)
    catalog = assembly.catalog
    tables = [catalog.fields, *(each.fields for each in catalog.activities), *(each.fields for each in catalog.lookups)]
    named = {each.lookup for fields in tables for each in fields}
    for label, lookup in lookups.items():
        if lookup.name not in named:
            yield Problem(code="import_lookup_unused", params={"lookup": lookup.name, "key": lookup.placed.key}, file=label)


def _refers(assembly: Assembly, reference: Reference, lookup: str) -> bool:
    """Whether a column has become a reference; it has not where the catalogue declares something else."""
    drafted = [each for settled in assembly.settled if settled.placed.table is reference.table for each in settled.drafted]
    return any(each.columns[0].name == reference.column and each.field.lookup == lookup for each in drafted)


def _orphans(connection: duckdb.DuckDBPyConnection, reference: Reference, lookup: Table, name: str) -> Iterator[Problem]:
    column = quoted(reference.column)
    known = f"SELECT trim(k) FROM ({all_values(lookup, reference.key)}) AS keys(k)"
    rows = f"SELECT {LINE}, trim(CAST({column} AS VARCHAR)) AS v FROM ({all_rows(reference.table, reference.column)})"
    missing = f"SELECT {LINE}, v FROM ({rows}) WHERE v <> '' AND v NOT IN (SELECT k FROM ({known}) AS known(k) WHERE k IS NOT NULL)"
    count, different = connection.execute(f"SELECT count(*), count(DISTINCT v) FROM ({missing})").fetchall()[0]
    if count:
        examples = connection.execute(f"SELECT * FROM ({missing}) ORDER BY {LINE} LIMIT {SHOWN}").fetchall()
        params = {"column": reference.column, "lookup": name, "count": count, "keys": different}
        yield Problem(code="import_orphans", params=params, file=reference.table.label, count=count, examples=tuple(examples))


def of_allowed_values(connection: duckdb.DuckDBPyConnection, table: Table, drafted: Sequence[Drafted]) -> Iterator[Problem]:
    """Values of categories that the catalogue does not list among the allowed ones."""
    for each in drafted:
        if each.field.type is FieldType.CATEGORY and each.field.values:
            raw = quoted(each.columns[0].name)
            value = nfc_sql(stripped_sql(f"CAST({raw} AS VARCHAR)"))
            allowed = ", ".join(literal(one) for one in each.field.values)
            rows = f"SELECT {LINE}, {value} AS v FROM ({all_rows(table, each.columns[0].name)})"
            unknown = f"FROM ({rows}) WHERE v <> '' AND v NOT IN ({allowed})"
            count = scalar(connection, f"SELECT count(*) {unknown}")
            if count:
                examples = connection.execute(f"SELECT * {unknown} ORDER BY {LINE} LIMIT {SHOWN}").fetchall()
                params = {"column": each.columns[0].name, "allowed": each.field.values, "count": count}
                yield Problem(code="import_category_unknown", params=params, file=table.label, count=count, examples=tuple(examples))
