"""Activity rows as Parquet into a new workspace; and twice as many, which may take no more memory."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.bench.data import activity_parquet, fresh, import_command, new_workspace
from tests.bench.measure import measured, process
from tests.bench.setting import GIGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.measure import Result
    from tests.bench.setting import Setting

TITLE = "Import of Parquet files, 1 million customers"
ROWS = 20_000_000
CUSTOMERS = 1_000_000
_DUCKDB = """
import sys, duckdb
file, database = sys.argv[1:]
con = duckdb.connect(database, config={"memory_limit": "1200MB", "temp_directory": database + ".temporary"})
con.execute(f"CREATE TABLE customers AS SELECT customer_id, row_number() OVER () AS number FROM (SELECT DISTINCT customer_id FROM '{file}')")
con.execute(f"CREATE TABLE rows AS SELECT number, p.* EXCLUDE (customer_id) FROM '{file}' AS p JOIN customers USING (customer_id) ORDER BY 1, date")
"""
"""The least that has to be done: numbers for customers, rows sorted by them. Same memory limit as an import has."""


def run(setting: Setting) -> Iterator[Result]:
    """Whole processes, into a new workspace each time."""
    for rows, runs in ((setting.sized(ROWS), 3), (setting.sized(2 * ROWS), 1)):
        at_target = rows == ROWS
        yield _imported(setting, rows, setting.turns(runs), target=setting.target(40.0) if at_target else None)


def _imported(setting: Setting, rows: int, runs: int, *, target: float | None) -> Result:
    file = activity_parquet(setting, rows, setting.sized(CUSTOMERS))
    workspace, folder = setting.path("import_parquet"), setting.path("import_parquet_other")
    ours = process("doelgroep import", import_command(file, workspace), before=lambda: new_workspace(workspace))
    bare = process(
        "DuckDB: number the customers, sort",
        [sys.executable, "-c", _DUCKDB, str(file), str(folder / "rows.duckdb")],
        before=lambda: fresh(folder).mkdir(),
    )
    title = f"{rows:,} rows"
    result = measured(title, ours, [bare], runs=runs, target=target, target_peak=setting.target(2 * GIGABYTE), warm=False)
    fresh(workspace)
    fresh(folder)
    return result
