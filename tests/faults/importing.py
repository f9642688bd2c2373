"""A real import in a process of its own, to be killed: `python importing.py WORKSPACE ROUND`.

Each round brings new customers, new values for known ones, new rows, and a new field; and every fact of it says which round it is of. So a state of
the workspace that is no mixture is easy to recognise.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from doelgroep.catalog import Activity, Catalog, Derivation, Field, FieldType
from doelgroep.store.loading import load
from doelgroep.store.reading import stage
from doelgroep.store.settings import Settings
from doelgroep.store.source import ColumnPlan, Proposal, ReadOptions, StagedFile, TablePlan, Target
from doelgroep.store.store import Store

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
    catalog = replace(store.catalog, fields=(*store.catalog.fields, Field(name=f"extra_{number}", type=FieldType.INTEGER)))
    fields = {"customers": catalog.fields, "sales": SALES.fields, "visits": VISITS.fields}
    plans = []
    for file in staged:
        name = file.path.name.partition("-")[0]
        present = {each.name for each in file.columns}
        columns = tuple(ColumnPlan(columns=(each.name,), field=each) for each in fields[name] if each.name in present)
        target = Target.CUSTOMERS if name == "customers" else Target.ACTIVITY
        plans.append(TablePlan(file=file, target=target, name=name, key_column="customer", columns=columns))
    return Proposal(catalog=catalog, tables=tuple(plans))


def run(folder: Path, number: int) -> None:
    """Import the files of a round."""
    paths = [folder.parent / f"{name}-{number}.csv" for name in ("customers", "sales", "visits")]
    if not paths[0].exists():
        write_files(folder.parent, number)
    with Store.open(folder) as store:
        tell("open")
        with store.importing() as connection:
            staged = [each for path in paths for each in stage(connection, path, ReadOptions())]
            load(store, proposal(store, staged, number))
    tell("done")


def tell(word: str) -> None:
    """Say to the test how far it is."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]))
