"""Compactions and refreshes to be killed, of a workspace with several chunks of customers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import duckdb

from doelgroep.catalog import Activity, Catalog, Field, FieldType
from doelgroep.engine import duckdb as relational
from doelgroep.refresh.run import refresh
from doelgroep.store.compaction import compact, waiting
from doelgroep.store.loading import load
from doelgroep.store.reading import stage
from doelgroep.store.segment_sets import SetDefinition, tracked
from doelgroep.store.settings import Settings
from doelgroep.store.source import Proposal, ReadOptions
from doelgroep.store.store import Store
from doelgroep.workspace import Workspace, define, signature
from tests.unit.store.shop import AMSTERDAM, planned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

CUSTOMERS = 140_000
"""Three chunks of memberships."""
LINES = 200_000
NEW = 400
START = datetime(2024, 3, 1, 12, tzinfo=AMSTERDAM)
SALES = Activity(
    name="sales",
    time="time",
    fields=(
        Field(name="time", type=FieldType.DATETIME),
        Field(name="product", type=FieldType.CATEGORY),
        Field(name="amount", type=FieldType.INTEGER),
    ),
)
CATALOG = Catalog(fields=(Field(name="city", type=FieldType.CATEGORY),), activities=(SALES,))
SEGMENTS = {
    "delft": "city = 'Delft'",
    "week": "sales MATCHES (time >= -7d)",
    "tea": "sales MATCHES (product = 'tea', time >= -30d, sum_amount > 5)",
    "quiet": "NOT sales MATCHES (time >= -60d)",
    "kinds": "sales MATCHES (distinct_product >= 2)",
    "both": "IN SEGMENT 'delft' AND IN SEGMENT 'week'",
    "none": "city = 'nowhere'",
}


def at(number: int) -> datetime:
    """The moment of a round."""
    return START + timedelta(days=number)


def make(folder: Path) -> None:
    """A workspace with customers, sales of the 100 days before the start, and segments that have never been refreshed."""
    with Workspace(Store.create(folder, Settings(name="Faults", zone=AMSTERDAM), CATALOG)) as workspace:
        people = f"SELECT 'c' || range AS customer, ['Delft', 'Gent', 'Ede'][range % 3 + 1] AS city FROM range({CUSTOMERS})"
        bring(workspace.store, ("customers", people), ("sales", sales(LINES, START, 100)))
        workspace.definitions.put({key: define(query) for key, query in SEGMENTS.items()}, signature())
        workspace.sets.add("ladder", SetDefinition(segments=("week", "delft", "kinds")), signature())


def sales(rows: int, before: datetime, days: int, seed: int = 0) -> str:
    """Rows of sales in the days before a moment, as SQL. Equal ones for equal arguments."""
    fields = (
        f"'c' || hash(range, {seed}, 1) % {CUSTOMERS} AS customer",
        f"strftime(TIMESTAMP '{before:%Y-%m-%d %H:%M}' - to_minutes((hash(range, {seed}, 2) % {days * 1440})::INTEGER), '%Y-%m-%d %H:%M') AS time",
        f"['tea', 'soap', 'rice'][(hash(range, {seed}, 3) % 3 + 1)::INTEGER] AS product",
        f"hash(range, {seed}, 4) % 9 AS amount",
    )
    return f"SELECT {', '.join(fields)} FROM range({rows})"


def bring(store: Store, *files: tuple[str, str]) -> None:
    """Import what SELECT statements give: pairs of the target and the statement."""
    paths = []
    for name, sql in files:
        paths.append(store.path.parent / f"{name}.csv")
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({sql}) TO '{paths[-1]}' (HEADER)")
    with store.importing() as connection:
        tables = [planned(store.catalog, each, each.path.stem) for path in paths for each in stage(connection, path, ReadOptions())]
        load(store, Proposal(catalog=store.catalog, tables=tuple(tables)))


# ---------------------------------------------------------------- compaction


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an activity."""

    count: int
    content: int
    """Differs when a row does."""
    waiting: int
    """How many of them wait for compaction."""


def rows(folder: Path) -> Rows:
    """The sales as they are."""
    with Store.open(folder, wait=30) as store, store.reading() as cursor:
        ((count, content),) = cursor.execute("SELECT count(*), sum(hash(sales)) FROM activity_sales AS sales").fetchall()
        return Rows(count=count, content=int(content), waiting=waiting(cursor, store.catalog.activities[0]))


class Compaction:
    """As `Work`: late rows are sorted into the base."""

    def make(self, folder: Path) -> None:
        """The workspace."""
        make(folder)

    def prepare(self, folder: Path, number: int) -> None:
        """Rows that wait."""
        with Store.open(folder, wait=30) as store:
            bring(store, ("sales", sales(NEW, at(number), 5, number)))

    def run(self, folder: Path, number: int, begin: Callable[[], None]) -> None:
        """The compaction; there is nothing to be done in a round that was done."""
        del number
        with Store.open(folder, wait=30) as store:
            begin()
            compact(store)

    def look(self, folder: Path) -> Rows:
        """The rows."""
        return rows(folder)

    def goal(self, folder: Path, number: int) -> Rows:
        """The same rows, none of which waits."""
        del number
        return replace(rows(folder), waiting=0)


# ---------------------------------------------------------------- refreshes


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of segments and the groups of a set."""

    as_of: datetime | None
    """Of the last refresh."""
    members: tuple[tuple[str, frozenset[int]], ...]
    sizes: tuple[tuple[str, int], ...]
    """As the log has them; those of all refreshes but the last one are left out."""
    strays: tuple[str, ...] = ()
    """Files that nobody needs."""


def recorded(folder: Path) -> Recorded:
    """The memberships as the next process finds them."""
    with Workspace(Store.open(folder, wait=30)) as workspace:
        memberships = workspace.store.memberships
        records = memberships.refreshes()
        if not records:
            return Recorded(None, (), ())
        keys = {each.id: each.key for each in tracked(workspace.definitions)}
        members = tuple((key, frozenset(memberships.members(number))) for number, key in sorted(keys.items()))
        sizes = tuple((keys[each.segment], each.size or 0) for each in memberships.results(records[-1].id))
        named = {each.file for each in records}
        strays = tuple(sorted(each.name for each in (folder / "memberships").iterdir() if each.name not in named))
        return Recorded(records[-1].as_of, members, sizes, strays)


def truth(folder: Path, as_of: datetime) -> Recorded:
    """What a refresh must record, by the relational engine."""
    with Workspace(Store.open(folder, wait=30)) as workspace, workspace.store.reading() as cursor:
        found = {}
        for each in sorted(tracked(workspace.definitions), key=lambda segment: segment.id):
            test = workspace.segment(each.key).at(as_of).planned()
            found[each.key] = frozenset(relational.members(cursor, test, workspace.catalog).to_pylist())
    return Recorded(as_of, tuple(found.items()), tuple((key, len(members)) for key, members in found.items()))


class Full:
    """As `Work`: a refresh of everybody, for one more day each."""

    full = True

    def make(self, folder: Path) -> None:
        """The workspace, refreshed once."""
        make(folder)
        with Workspace(Store.open(folder)) as workspace:
            refresh(workspace, as_of=at(0))

    def prepare(self, folder: Path, number: int) -> None:
        """Nothing."""

    def run(self, folder: Path, number: int, begin: Callable[[], None]) -> None:
        """The refresh."""
        with Workspace(Store.open(folder, wait=30)) as workspace:
            begin()
            refresh(workspace, as_of=at(number), full=self.full)

    def look(self, folder: Path) -> Recorded:
        """The memberships."""
        return recorded(folder)

    def goal(self, folder: Path, number: int) -> Recorded:
        """By the relational engine."""
        return truth(folder, at(number))


class Incremental(Full):
    """As `Work`: a refresh after new rows and changed customers, for one more day each."""

    full = False

    def prepare(self, folder: Path, number: int) -> None:
        """New rows, some customers move, and some are new."""
        first = number * 977 % (CUSTOMERS - NEW)
        moved = f"SELECT 'c' || ({first} + range) AS customer, 'Delft' AS city FROM range({NEW})"
        new = f"SELECT 'n{number}-' || range AS customer, 'Delft' AS city FROM range(20)"
        files: Sequence[tuple[str, str]] = (("customers", f"{moved} UNION ALL {new}"), ("sales", sales(NEW, at(number), 5, number)))
        with Store.open(folder, wait=30) as store:
            bring(store, *files)
