"""The library's front door: a workspace, opened.

import doelgroep as dg

with dg.open("shop") as ws:
ws.segment("number_of_orders >= 3 AND city = 'Delft'").count()
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from doelgroep.segment import Segment
from doelgroep.store.store import Store

if TYPE_CHECKING:
    from types import TracebackType

    import duckdb

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Test, Value
    from doelgroep.plan.context import Context
    from doelgroep.store.definitions import Definitions
    from doelgroep.store.settings import Settings


class Workspace:
    """A folder with customers, activities and segments. Close it, or use it in a `with`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def path(self) -> Path:
        """The folder."""
        return self.store.path

    @property
    def catalog(self) -> Catalog:
        """What exists: fields, activities, lookups, traits."""
        return self.store.catalog

    @property
    def settings(self) -> Settings:
        """Name, time zone, currency, country."""
        return self.store.settings

    @property
    def definitions(self) -> Definitions:
        """The stored segments and their versions."""
        return self.store.definitions

    def segment(self, query: str, *, as_of: datetime | None = None, dialect: str = "doelgroep") -> Segment:
        """A segment by its query text, or by the key of a stored one.

        Args:
            query: a query such as `city = 'Delft'`, or a key such as `vip`.
            as_of: the moment that windows are counted from; without a zone it is the workspace's time. None is now.
            dialect: "doelgroep", or "shopify" to refuse what Shopify would refuse.

        Raises:
            QueryError: every error in the text.
        """
        from doelgroep.model.resolve import understand  # noqa: PLC0415 - loads parser and resolver

        keys = self.definitions.keys()
        key = query.strip() if query.strip() in keys else None
        text = query if key is None else self.definitions.get(key).query
        found = understand(text, self.catalog, segments=keys, dialect=dialect)
        return Segment(workspace=self, query=text, test=found.test, key=key, warnings=found.warnings, as_of=as_of)

    def context(self, as_of: datetime | None = None) -> Context:
        """The moment and zone of an evaluation."""
        from doelgroep.plan.context import Context  # noqa: PLC0415 - only needed for an evaluation

        moment = datetime.now(UTC) if as_of is None else as_of
        return Context(as_of=moment if moment.tzinfo else moment.replace(tzinfo=self.settings.zone), zone=self.settings.zone)

    def planned(self, test: Test, context: Context) -> Test:
        """A test ready for an engine: windows are constants, other segments are put in."""
        from doelgroep.plan.plan import plan  # noqa: PLC0415 - only needed for an evaluation

        return plan(test, context, self._definition)

    def planned_value(self, value: Value, context: Context) -> Value:
        """A value ready for an engine."""
        from doelgroep.plan.plan import plan_value  # noqa: PLC0415 - only needed for an evaluation

        return plan_value(value, context, self._definition)

    def total(self, cursor: duckdb.DuckDBPyConnection) -> int:
        """The number of all customers."""
        row = cursor.execute("SELECT count(*) FROM customers").fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Give the workspace back."""
        self.store.close()

    def _definition(self, key: str) -> Test:
        from doelgroep.model.resolve import understand  # noqa: PLC0415 - loads parser and resolver

        return understand(self.definitions.get(key).query, self.catalog, segments=self.definitions.keys()).test

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Workspace({str(self.path)!r})"


def open_workspace(path: str | Path = ".", *, wait: float = 5.0) -> Workspace:
    """Open a workspace folder.

    Args:
        path: the folder with `doelgroep.yaml`.
        wait: seconds to wait for another process that holds it.

    Raises:
        UserError: no workspace there, or another process holds it (which one is said).
    """
    return Workspace(Store.open(Path(path), wait=wait))
