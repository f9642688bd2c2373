"""The sample shop as a workspace: generated, written as Parquet, loaded. Its files have the names of the catalogue: nothing has to be found out."""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMERS_TABLE
from doelgroep.opening import create_workspace
from doelgroep.sample import generate
from doelgroep.store.loading import load
from doelgroep.store.reading import stage
from doelgroep.store.source import ColumnPlan, Proposal, ReadOptions, TablePlan, Target
from doelgroep.store.tables import lookup_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from doelgroep.catalog import Catalog, Field
    from doelgroep.store.progress import Report
    from doelgroep.store.source import StagedFile
    from doelgroep.store.store import Store
    from doelgroep.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleResult:
    """What was made."""

    customers: int
    rows: int
    """Rows of activities."""
    seconds: float
    truths: tuple[tuple[str, int], ...]
    """What was planted: name and number of customers."""

    def to_data(self) -> dict[str, object]:
        """For programs."""
        return {"customers": self.customers, "rows": self.rows, "seconds": round(self.seconds, 3), "truths": dict(self.truths)}


def create_sample(  # noqa: PLR0913 - a demo says in what parts the rows come
    path: str | Path,
    *,
    name: str | None = None,
    customers: int = 50_000,
    seed: int = 1,
    days: int = 365,
    until: date | None = None,
    arrivals: Sequence[date] = (),
    arrived: Callable[[Workspace, date], object] | None = None,
    report: Report | None = None,
) -> SampleResult:
    """Make a workspace with a simulated Dutch web shop in a new or empty folder.

    Args:
        path: the folder.
        name: the workspace's name; the folder's when None.
        customers: how many.
        seed: the same seed (and `until`) gives the same shop.
        days: length of the history.
        until: its last day; yesterday when None.
        arrivals: days, the earliest first, at the ends of which the rows up to then arrive, as if the workspace had been there all along; what is
            left arrives last. Empty: all at once.
        arrived: called after each arrival with the open workspace and the last day of the rows.
        report: told how far the import is.

    Raises:
        UserError: the folder has something in it, or a number is out of range. Nothing is made then.
    """
    started = time.monotonic()
    last = until or (datetime.now(UTC) - timedelta(days=1)).date()
    shop = generate(customers, seed=seed, days=days, until=last)
    with create_workspace(path, catalog="shop", name=name) as workspace, tempfile.TemporaryDirectory(dir=workspace.path, prefix=".sample-") as folder:
        rows = shop.write_parquet(folder)
        for day, part in parts(Path(folder), (*arrivals, last)) if arrivals else [(last, Path(folder))]:
            _load(workspace.store, part, report)
            if arrived is not None:
                arrived(workspace, day)
        activities = {each.name for each in workspace.catalog.activities}
        return SampleResult(
            customers=customers,
            rows=sum(count for name, count in rows.items() if name in activities),
            seconds=time.monotonic() - started,
            truths=tuple((each.name, each.size) for each in shop.truths),
        )


def parts(folder: Path, days: Sequence[date]) -> Iterator[tuple[date, Path]]:
    """The files of a sample cut into the rows until each day: the day, and the folder with its files. Lookups are whole in the first."""
    before: date | None = None
    for number, day in enumerate(days):
        part = folder / f"part-{number}"
        part.mkdir()
        for path in sorted(folder.glob("*.parquet")):
            _cut(path, part / path.name, before, day)
        yield day, part
        shutil.rmtree(part)
        before = day


def _cut(path: Path, target: Path, before: date | None, until: date) -> None:
    """The rows of a file that came after one day, until another."""
    moment = {"customers": "signup_date", "products": None, "companies": None}.get(path.stem, "date")
    if moment is None:
        if before is None:
            shutil.copy(path, target)
        return
    known = f"coalesce({moment}::DATE, DATE '1900-01-01')"
    since = f"{known} > DATE '{before}' AND " if before else ""
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM read_parquet('{path}') WHERE {since}{known} <= DATE '{until}') TO '{target}' (FORMAT parquet)")


def _load(store: Store, folder: Path, report: Report | None) -> None:
    with store.importing() as connection:
        staged = (each for path in sorted(folder.glob("*.parquet")) for each in stage(connection, path, ReadOptions()))
        load(store, Proposal(catalog=store.catalog, tables=tuple(_declared(each, store.catalog) for each in staged)), report=report)


def _declared(staged: StagedFile, catalog: Catalog) -> TablePlan:
    """What a file means whose name is that of a table, and whose columns have the names of its fields."""
    name = staged.path.stem
    lookup, activity = catalog.lookup(name), catalog.activity(name)
    if lookup is not None:
        target, key, fields = Target.LOOKUP, lookup.key, lookup_fields(lookup)
    elif activity is not None:
        target, key, fields = Target.ACTIVITY, catalog.key, activity.stored_fields
    else:
        target, key, fields, name = Target.CUSTOMERS, catalog.key, catalog.fields, CUSTOMERS_TABLE
    plans = tuple(ColumnPlan(columns=_columns(each), field=each) for each in fields)
    return TablePlan(file=staged, target=target, name=name, key_column=key, columns=plans)


def _columns(field: Field) -> tuple[str, ...]:
    return ("latitude", "longitude") if field.type is FieldType.POINT else (field.name,)
