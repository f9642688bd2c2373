"""A CSV file into a new workspace: types and meaning found out, every row checked, sorted by customer and time, derived activities made."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.bench.data import fresh, import_command, new_workspace, online_retail
from tests.bench.measure import measured, process
from tests.bench.setting import GIGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.measure import Result
    from tests.bench.setting import Setting

TITLE = "Import of a CSV file of 541,909 lines"
_PANDAS = "import sys, pandas; pandas.read_csv(sys.argv[1]).to_parquet(sys.argv[2])"
_DUCKDB = "import sys, duckdb; duckdb.connect(sys.argv[2]).execute(f\"CREATE OR REPLACE TABLE lines AS FROM read_csv('{sys.argv[1]}')\")"


def run(setting: Setting) -> Iterator[Result]:
    """Whole processes; pandas and DuckDB only read and write."""
    file, workspace, folder = online_retail(setting), setting.path("import_csv"), setting.path("import_csv_other")
    folder.mkdir(exist_ok=True)
    ours = process("doelgroep import", import_command(file, workspace), before=lambda: new_workspace(workspace))
    pandas = process("pandas: read_csv, to_parquet", [sys.executable, "-c", _PANDAS, str(file), str(folder / "lines.parquet")])
    database = folder / "lines.duckdb"
    duckdb = process(
        "DuckDB: CREATE TABLE FROM read_csv",
        [sys.executable, "-c", _DUCKDB, str(file), str(database)],
        before=lambda: database.unlink(missing_ok=True),
    )
    yield measured(file.name, ours, [pandas, duckdb], runs=setting.turns(5), target=setting.target(4.0), target_peak=setting.target(2 * GIGABYTE))
    fresh(folder)
    fresh(workspace)
