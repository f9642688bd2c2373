"""Where a question about a workspace is answered: on the workspace itself, or on the PostgreSQL database to which it was published.

On the workspace itself it is answered by SQL, or, once it is warm (`Live.warm`), on its arrays.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from doelgroep.errors import UserError
from doelgroep.live.warmth import is_warm
from doelgroep.store.settings import DUCKDB

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb
    import psycopg
    import pyarrow as pa

    from doelgroep.catalog import Catalog
    from doelgroep.engine.postgresql_place import Place
    from doelgroep.live.live import OnArrays
    from doelgroep.model.node import Test, Value
    from doelgroep.store.catalog_file import WorkspaceFile
    from doelgroep.store.settings import Settings
    from doelgroep.store.store import Store
    from doelgroep.workspace import Workspace

type EngineName = Literal["duckdb", "postgresql"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName.__value__)
ADDRESS = "DOELGROEP_POSTGRESQL"
"""The environment variable with the address of the database; goes before the setting `engine`."""


class Evaluator(Protocol):
    """An engine with the data at hand, at one moment."""

    def count(self, test: Test) -> int:
        """The number of customers who meet a planned test."""
        ...

    def total(self) -> int:
        """The number of all customers."""
        ...

    def table(self, test: Test, values: Mapping[str, Value], limit: int | None) -> pa.Table:
        """The customers who meet a planned test, with columns, in the order of the key."""
        ...

    def batches(self, test: Test, values: Mapping[str, Value], limit: int | None) -> pa.RecordBatchReader:
        """The same in pieces."""
        ...


@dataclass(frozen=True, slots=True)
class OnDuckDB:
    """The workspace itself."""

    cursor: duckdb.DuckDBPyConnection
    catalog: Catalog

    def count(self, test: Test) -> int:
        """As promised by `Evaluator`."""
        from doelgroep.engine import duckdb as engine

        return engine.count(self.cursor, test, self.catalog)

    def total(self) -> int:
        """As promised by `Evaluator`."""
        (row,) = self.cursor.execute("SELECT count(*) FROM customers").fetchall()
        return int(row[0])

    def table(self, test: Test, values: Mapping[str, Value], limit: int | None) -> pa.Table:
        """As promised by `Evaluator`."""
        from doelgroep.engine import duckdb as engine

        return engine.member_table(self.cursor, test, self.catalog, values, limit=limit)

    def batches(self, test: Test, values: Mapping[str, Value], limit: int | None) -> pa.RecordBatchReader:
        """As promised by `Evaluator`."""
        from doelgroep.engine import duckdb as engine

        return engine.member_batches(self.cursor, test, self.catalog, values, limit=limit)


@dataclass(frozen=True, slots=True)
class OnWarm:
    """The workspace itself, its arrays before its tables."""

    arrays: OnArrays

    def count(self, test: Test) -> int:
        """As promised by `Evaluator`."""
        return self.arrays.counts([test]).counts[0]

    def total(self) -> int:
        """As promised by `Evaluator`."""
        return self.arrays.moment.total

    def table(self, test: Test, values: Mapping[str, Value], limit: int | None) -> pa.Table:
        """As promised by `Evaluator`."""
        from doelgroep.engine import duckdb as engine

        found = self.arrays.members(test)
        return engine.chosen_table(self.arrays.connection, found, self.arrays.moment.catalog, values, limit=limit)

    def batches(self, test: Test, values: Mapping[str, Value], limit: int | None) -> pa.RecordBatchReader:
        """As promised by `Evaluator`."""
        from doelgroep.engine import duckdb as engine

        found = self.arrays.members(test)
        return engine.chosen_batches(self.arrays.connection, found, self.arrays.moment.catalog, values, limit=limit)


@dataclass(frozen=True, slots=True)
class OnPostgreSQL:
    """What was published of it."""

    connection: psycopg.Connection
    catalog: Catalog

    def count(self, test: Test) -> int:
        """As promised by `Evaluator`."""
        from doelgroep.engine import postgresql as engine

        return engine.count(self.connection, test, self.catalog)

    def total(self) -> int:
        """As promised by `Evaluator`."""
        from doelgroep.engine import postgresql as engine

        return engine.total(self.connection)

    def table(self, test: Test, values: Mapping[str, Value], limit: int | None) -> pa.Table:
        """As promised by `Evaluator`."""
        from doelgroep.engine import postgresql as engine

        return engine.member_table(self.connection, test, self.catalog, values, limit=limit)

    def batches(self, test: Test, values: Mapping[str, Value], limit: int | None) -> pa.RecordBatchReader:
        """As promised by `Evaluator`."""
        from doelgroep.engine import postgresql as engine

        return engine.member_batches(self.connection, test, self.catalog, values, limit=limit)


@contextmanager
def evaluator(workspace: Workspace, engine: str | None) -> Iterator[Evaluator]:
    """The engine of that name; None is the one that the workspace's settings name.

    Raises:
        UserError: there is no such engine, or the database can't be used: nowhere, unreachable, nothing published, another catalogue than now.
    """
    if engine_name(engine, workspace.settings) == "duckdb":
        with workspace.store.snapshot() as (cursor, file):
            yield _on_arrays(workspace.store, cursor, file) if is_warm(workspace.store) else OnDuckDB(cursor, file.catalog)
        return
    from doelgroep.engine.postgresql_place import connected

    where = database(workspace.settings)
    with connected(where) as connection:
        _require_same_form(connection, workspace, where)
        yield OnPostgreSQL(connection, workspace.catalog)


def _on_arrays(store: Store, cursor: duckdb.DuckDBPyConnection, file: WorkspaceFile) -> OnWarm:
    from doelgroep.live.live import on_arrays

    return OnWarm(on_arrays(store, cursor, file))


def engine_name(wanted: str | None, settings: Settings) -> EngineName:
    """The engine that is asked for; without a wish that of the settings.

    Raises:
        UserError: there is none of that name.
    """
    if wanted is None:
        return "duckdb" if settings.engine == DUCKDB else "postgresql"
    found = next((each for each in ENGINES if each == wanted), None)
    if found is None:
        raise UserError("engine_unknown", found=wanted, known=list(ENGINES))
    return found


def database(settings: Settings, address: str | None = None) -> Place:
    """The PostgreSQL database of a workspace: as given, else as the environment variable says, else as the settings say.

    Raises:
        UserError: it stands nowhere, or is no address.
    """
    from doelgroep.engine.postgresql_place import place, require_driver

    require_driver()
    found = address or os.environ.get(ADDRESS) or (settings.engine if settings.engine != DUCKDB else None)
    if not found:
        raise UserError("postgresql_nowhere", variable=ADDRESS)
    return place(found)


def _require_same_form(connection: psycopg.Connection, workspace: Workspace, where: Place) -> None:
    """The tables there are those that the catalogue asks for, with the days of the workspace's zone."""
    from doelgroep.engine.postgresql_publication import form_of, published

    found = published(connection)
    if found is None:
        raise UserError("postgresql_unpublished", place=where.shown)
    if found.form != form_of(workspace.catalog, workspace.settings.zone.key):
        raise UserError("postgresql_other_form", place=where.shown, at=f"{found.at:%Y-%m-%d %H:%M}")
