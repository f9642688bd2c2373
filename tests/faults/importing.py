"""Imports to be killed.

Each round brings new customers, new values for known ones, new rows, and a new field; and every fact of it says which round it is of. So a state of
the workspace that is no mixture is easy to recognise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from doelgroep.catalog import Activity, Catalog, Derivation, Field, FieldType
from doelgroep.store.catalog_file import FILE_NAME, read_workspace
from doelgroep.store.loading import load
from doelgroep.store.reading import stage
from doelgroep.store.settings import Settings
from doelgroep.store.source import ColumnPlan, Proposal, ReadOptions, StagedFile, TablePlan, Target
from doelgroep.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CUSTOMERS = 3_000
LINES = 20_000
ROUND = Field(name="round", type=FieldType.INTEGER)
SALES = Activity(
    name="sales",
    fields=(Field(name="day", type=FieldType.CATEGORY), Field(name="amount", type=FieldType.INTEGER), ROUND),
)
DAYS = Activity(
    name="days",
    fields=(Field(name="total", type=FieldType.INTEGER, expression="sum(amount)"),),
    derivation=Derivation(source="sales", group="day"),
)
VISITS = Activity(name="visits", row_id="visit", fields=(Field(name="visit", type=FieldType.CATEGORY), ROUND))
CATALOG = Catalog(fields=(ROUND,), activities=(SALES, DAYS, VISITS))


def make(folder: Path) -> None:
    """An empty workspace."""
    Store.create(folder, Settings(name="Faults", zone=ZoneInfo("Europe/Amsterdam")), CATALOG).close()


def write_files(folder: Path, number: int) -> None:
    """The files of a round."""
    people = "".join(f"c{each},{number},{number}\n" for each in range(CUSTOMERS + number))
    sales = "".join(f"c{each % CUSTOMERS},d{each % 7},1,{number}\n" for each in range(LINES))
    visits = "".join(f"c{each},v{each},{number}\n" for each in range(CUSTOMERS))
    texts = {
        "customers": f"customer,round,extra_{number}\n{people}",
        "sales": f"customer,day,amount,round\n{sales}",
        "visits": f"customer,visit,round\n{visits}",
    }
    for name, text in texts.items():
        (folder / f"{name}-{number}.csv").write_text(text)


def proposal(store: Store, staged: list[StagedFile], number: int) -> Proposal:
    """The plan of a round; the customers have a new field in each."""
    extra = Field(name=f"extra_{number}", type=FieldType.INTEGER)
    catalog = replace(store.catalog, fields=(*(each for each in store.catalog.fields if each != extra), extra))
    fields = {"customers": catalog.fields, "sales": SALES.fields, "visits": VISITS.fields}
    plans = []
    for file in staged:
        name = file.path.name.partition("-")[0]
        present = {each.name for each in file.columns}
        columns = tuple(ColumnPlan(columns=(each.name,), field=each) for each in fields[name] if each.name in present)
        target = Target.CUSTOMERS if name == "customers" else Target.ACTIVITY
        plans.append(TablePlan(file=file, target=target, name=name, key_column="customer", columns=columns))
    return Proposal(catalog=catalog, tables=tuple(plans))


def run(folder: Path, number: int, begin: Callable[[], None] = lambda: None) -> None:
    """Import the files of a round."""
    paths = [folder.parent / f"{name}-{number}.csv" for name in ("customers", "sales", "visits")]
    if not paths[0].exists():
        write_files(folder.parent, number)
    with Store.open(folder) as store:
        begin()
        with store.importing() as connection:
            staged = [each for path in paths for each in stage(connection, path, ReadOptions())]
            load(store, proposal(store, staged, number))


@dataclass(frozen=True)
class Seen:
    """How many rounds each part of a workspace has gone through."""

    log: int = 0
    customers: int = 0
    values: frozenset[int] = frozenset()
    sales: int = 0
    derived: int = 0
    visits: frozenset[int] = frozenset()
    fields_in_table: int = 0
    fields_in_file: int = 0
    changes: int = 0


def look(folder: Path) -> Seen:
    """Open the workspace as the next process would, and count."""
    with Store.open(folder, wait=30) as store, store.reading() as cursor:

        def one(sql: str) -> int:
            return int(cursor.execute(sql).fetchall()[0][0] or 0)

        def different(sql: str) -> frozenset[int]:
            return frozenset(row[0] for row in cursor.execute(sql).fetchall())

        return Seen(
            log=one("SELECT count(*) FROM imports"),
            customers=one("SELECT count(*) FROM customers"),
            values=different("SELECT DISTINCT round FROM customers"),
            sales=one("SELECT count(*) FROM activity_sales"),
            derived=one("SELECT sum(total) FROM activity_days"),
            visits=different("SELECT DISTINCT round FROM activity_visits"),
            fields_in_table=one("SELECT count(*) FROM duckdb_columns() WHERE table_name = 'customers' AND column_name LIKE 'extra%'"),
            fields_in_file=sum(each.name.startswith("extra") for each in read_workspace(folder / FILE_NAME).catalog.fields),
            changes=one("SELECT count(*) FROM field_changes WHERE field = 'round'"),
        )


def after(*rounds: int, before: Seen = Seen()) -> Seen:
    """What is to be seen after these rounds, in rising order: every customer is in the last file."""
    seen = before
    for number in rounds:
        latest = frozenset([number])
        seen = Seen(
            log=seen.log + 1,
            customers=CUSTOMERS + number,
            values=latest,
            sales=seen.sales + LINES,
            derived=seen.derived + LINES,
            visits=latest,
            fields_in_table=seen.fields_in_table + 1,
            fields_in_file=seen.fields_in_file + 1,
            changes=seen.changes + seen.customers,
        )
    return seen


class Import:
    """As `Work`."""

    def make(self, folder: Path) -> None:
        """An empty workspace."""
        make(folder)

    def prepare(self, folder: Path, number: int) -> None:
        """The files."""
        write_files(folder.parent, number)

    def run(self, folder: Path, number: int, begin: Callable[[], None]) -> None:
        """The import."""
        run(folder, number, begin)

    def look(self, folder: Path) -> Seen:
        """Counts."""
        return look(folder)

    def goal(self, folder: Path, number: int) -> Seen:
        """The counts of one round more."""
        return after(number, before=look(folder))
