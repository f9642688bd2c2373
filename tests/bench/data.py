"""The data that benchmarks work on: made once, kept for the next run. Delete bench-results/data to have it made anew."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from tests.bench.measure import run
from tests.bench.setting import ROOT, program

if TYPE_CHECKING:
    from tests.bench.setting import Setting

ONLINE_RETAIL_LINES = 541_909
UNTIL = "2026-06-30"
"""The last day of sample shops, so that counts are the same on every day."""

_INVOICES = """
SELECT 536365 + i // 21 AS "InvoiceNo", 'P' || (hash(i) % 4070)::VARCHAR AS "StockCode",
    'WHITE HANGING HEART T-LIGHT HOLDER ' || (hash(i) % 4070)::VARCHAR AS "Description", (1 + hash(i, 1) % 24)::DOUBLE AS "Quantity",
    TIMESTAMP '2010-12-01 08:26:00' + to_minutes((i // 21) * 20) AS "InvoiceDate", ((1 + hash(i, 2) % 2000) / 100)::DECIMAL(9, 2) AS "UnitPrice",
    CASE WHEN hash(i // 21, 3) % 4 > 0 THEN (12346 + hash(i // 21, 4) % 4372)::DOUBLE END AS "CustomerID", 'United Kingdom' AS "Country"
FROM range({rows}) AS _(i) ORDER BY i
"""
"""Lines with the columns, the types and about the values of Online Retail."""

_ACTIVITY = """
SELECT 'C' || lpad((hash(i) % {customers})::VARCHAR, 7, '0') AS customer_id,
    TIMESTAMP '2024-07-01' + to_microseconds(i * (63072000000000 // {rows})) AS date, 'P' || lpad((hash(i, 1) % 5000)::VARCHAR, 4, '0') AS product,
    'category ' || (hash(i, 1) % 40)::VARCHAR AS category, 1 + (hash(i, 2) % 5)::BIGINT AS quantity,
    ((hash(i, 3) % 20000) / 100)::DECIMAL(9, 2) AS amount, ['web', 'app', 'shop', 'phone'][1 + (hash(i, 4) % 4)::INTEGER] AS channel,
    ['paid', 'paid', 'paid', 'open', 'cancelled'][1 + (hash(i, 5) % 5)::INTEGER] AS status
FROM range({rows}) AS _(i) ORDER BY i
"""
"""Two years of purchases in the order of time, as a shop would export them; the customers are spread over the whole file."""


def online_retail(setting: Setting) -> Path:
    """Online Retail as CSV, from the folder of real data; a made file of the same shape where that is absent or at another scale."""
    real = Path(os.environ.get("DOELGROEP_REAL_DATA", ROOT.parent / "shared" / "data")) / "online-retail" / "online_retail.csv.gz"
    if setting.scale == 1 and real.exists():
        path = setting.path("online_retail.csv")
        if not path.exists():
            with gzip.open(real) as packed, path.with_suffix(".part").open("wb") as plain:
                shutil.copyfileobj(packed, plain)
            path.with_suffix(".part").rename(path)
        return path
    rows = setting.sized(ONLINE_RETAIL_LINES)
    return _written(setting.path(f"made_retail_{rows}.csv"), _INVOICES.format(rows=rows), "FORMAT csv, HEADER")


def activity_parquet(setting: Setting, rows: int, customers: int) -> Path:
    """Rows of one activity as a Parquet file."""
    path = setting.path(f"purchases_{rows}_of_{customers}.parquet")
    return _written(path, _ACTIVITY.format(rows=rows, customers=customers), "FORMAT parquet")


def _written(path: Path, query: str, form: str) -> Path:
    if not path.exists():
        unfinished = path.with_suffix(".part")
        with duckdb.connect(config={"temp_directory": str(path.parent / "temporary")}) as connection:
            connection.execute(f"COPY ({query}) TO '{unfinished}' ({form})")
        unfinished.rename(path)
    return path


def sample_workspace(setting: Setting, customers: int) -> Path:
    """A sample shop, made by `doelgroep sample`."""
    path = setting.path(f"sample_{customers}")
    if not path.exists():
        unfinished = fresh(path.with_suffix(".part"))
        run([program("doelgroep"), "sample", str(unfinished), "--customers", str(customers), "--until", UNTIL])
        unfinished.rename(path)
    return path


def activity_workspace(setting: Setting, rows: int, customers: int) -> Path:
    """A workspace with the rows of [`activity_parquet`][] in one activity, `purchases`."""
    path = setting.path(f"purchases_{rows}_of_{customers}")
    if not path.exists():
        unfinished = new_workspace(path.with_suffix(".part"))
        run(import_command(activity_parquet(setting, rows, customers), unfinished, "--as", "purchases"))
        unfinished.rename(path)
    return path


def new_workspace(path: Path) -> Path:
    """An empty workspace in the place of what is there."""
    run([program("doelgroep"), "init", str(fresh(path))])
    return path


def import_command(file: Path, workspace: Path, *more: str) -> list[str]:
    """The command that imports a file; `more` are options."""
    return [program("doelgroep"), "import", str(file), "-w", str(workspace), *more]


def fresh(path: Path) -> Path:
    """The path, with nothing there."""
    shutil.rmtree(path, ignore_errors=True)
    return path
