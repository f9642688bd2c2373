"""The sample shop: simulated, written as Parquet, imported, orders and e-mails derived."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.bench.data import UNTIL, fresh
from tests.bench.measure import measured, process
from tests.bench.setting import program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.measure import Result
    from tests.bench.setting import Setting

TITLE = "Sample shop"
CUSTOMERS = 1_000_000
_SIMULATED = """
import sys, datetime, doelgroep.sample as sample
sample.generate(int(sys.argv[1]), until=datetime.date.fromisoformat(sys.argv[3])).write_parquet(sys.argv[2])
"""


def run(setting: Setting) -> Iterator[Result]:
    """The whole command, and the part that is simulation."""
    customers = setting.sized(CUSTOMERS)
    workspace, files = setting.path("sample"), setting.path("sample_files")
    command = [program("doelgroep"), "sample", str(workspace), "--customers", str(customers), "--until", UNTIL]
    ours = process("doelgroep sample", command, before=lambda: fresh(workspace))
    simulated = process(
        "of which simulated and written as Parquet",
        [sys.executable, "-c", _SIMULATED, str(customers), str(files), UNTIL],
        before=lambda: fresh(files).mkdir(),
    )
    yield measured(f"{customers:,} customers", ours, [simulated], runs=setting.turns(2), target=setting.target(120.0), warm=False)
    fresh(workspace)
    fresh(files)
