"""`doelgroep bench`: how fast this machine refreshes segments."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from doelgroep.cli.options import AsJson

if TYPE_CHECKING:
    from doelgroep.benchmark.peers import Comparison
    from doelgroep.benchmark.run import BenchmarkResult, Plan


def bench(
    customers: Annotated[int, typer.Option(min=1, help="How many customers.")] = 100_000,
    rows: Annotated[int, typer.Option(min=2, help="How many rows of purchases and visits together.")] = 2_000_000,
    segments: Annotated[int, typer.Option(min=1, help="How many segments.")] = 100,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same customers and segments.")] = 1,
    folder: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep the made data here for the next time. [default: a folder that is removed]")
    ] = None,
    sample: Annotated[int, typer.Option(min=1, help="About how many of the segments are also done with one SQL query each.")] = 60,
    forms: Annotated[bool, typer.Option("--forms", help="Also time a few forms as SQL by hand, in Polars and in pandas (small data only).")] = False,
    as_json: AsJson = False,
) -> None:
    """Measure how fast segments are refreshed here.

    Made-up segments of made-up customers are refreshed all together, and some of them with a SQL query each, on the same data.

    Example: doelgroep bench --customers 1000000 --rows 20000000 --segments 100 --json
    """
    from doelgroep.benchmark.data import Amounts
    from doelgroep.benchmark.run import Plan
    from doelgroep.cli import console, opening

    wanted = Plan(amounts=Amounts(customers=customers, rows=rows, seed=seed), segments=segments, sample=sample)
    with opening.reported(as_json=as_json):
        result, comparison = _measured(wanted, folder, forms=forms)
    if as_json:
        console.print_json(result.to_data() | ({} if comparison is None else {"forms": comparison.to_data()}))
    else:
        for each in (result, result.census, result.limits, comparison):
            if each is not None:
                console.show(each, as_json=False)
    if not result.equal:
        raise typer.Exit(1)


def _measured(wanted: Plan, folder: Path | None, *, forms: bool) -> tuple[BenchmarkResult, Comparison | None]:
    from doelgroep.benchmark.onepass import measure_onepass
    from doelgroep.benchmark.peers import compare_forms, require_frames
    from doelgroep.benchmark.run import run_benchmark, workspace

    if forms:
        require_frames()
    with TemporaryDirectory(prefix="doelgroep-bench-") as temporary:
        place = Path(temporary) if folder is None else folder
        result = run_benchmark(place, wanted, measure_onepass)
        if not forms:
            return result, None
        with workspace(place, wanted.amounts) as store:
            return result, compare_forms(store, exported=Path(temporary) / "rows")
