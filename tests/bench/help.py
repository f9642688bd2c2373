"""Whole processes: how long a person waits for a command that does little."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.bench.data import sample_workspace
from tests.bench.measure import measured, process
from tests.bench.setting import program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.measure import Result
    from tests.bench.setting import Setting

TITLE = "Commands, whole processes"
CUSTOMERS = 1000
QUERY = "city = 'Delft' AND orders MATCHES (date >= -90d, count >= 2)"
_BARE = "import sys, duckdb; print(duckdb.connect(sys.argv[1]).execute('SELECT count(*) FROM customers').fetchall())"


def run(setting: Setting) -> Iterator[Result]:
    """`--help`, and a count on a workspace where counting itself takes no time."""
    nothing = process("python -c pass", [sys.executable, "-c", "pass"])
    help_ = process("doelgroep", [program("doelgroep"), "--help"])
    yield measured("doelgroep --help", help_, [nothing], runs=setting.turns(15), target=setting.target(0.4))
    workspace = sample_workspace(setting, CUSTOMERS)
    count = process("doelgroep", [program("doelgroep"), "count", QUERY, "-w", str(workspace)])
    bare = process("Python, DuckDB, one SELECT", [sys.executable, "-c", _BARE, str(workspace / "customers.duckdb")])
    yield measured(f"doelgroep count, {CUSTOMERS:,} customers", count, [bare], runs=setting.turns(7))
