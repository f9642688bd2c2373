"""The sample shop as a workspace: generated, written as Parquet, and imported like anybody's files."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doelgroep.sample import generate

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from doelgroep.store.progress import Report
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


def fill_with_sample(create: Callable[[], Workspace], *, customers: int, seed: int, days: int, until: date, report: Report | None) -> SampleResult:
    """Generate a shop and import it into the workspace that `create` makes. Numbers out of range are refused before anything is made."""
    started = time.monotonic()
    shop = generate(customers, seed=seed, days=days, until=until)
    with create() as workspace, tempfile.TemporaryDirectory(dir=workspace.path, prefix=".sample-") as folder:
        rows = shop.write_parquet(folder)
        workspace.import_files([Path(folder)], report=report)
        activities = {each.name for each in workspace.catalog.activities}
        return SampleResult(
            customers=customers,
            rows=sum(count for name, count in rows.items() if name in activities),
            seconds=time.monotonic() - started,
            truths=tuple((each.name, each.size) for each in shop.truths),
        )
