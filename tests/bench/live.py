"""Live counts: segments that nobody has asked before, one after the other, as the builder asks them, against SQL on the same store.

The segments and the data are those of `doelgroep bench`; its folders are used when they are there (`customers-N-rows-N-seed-N`). Everything that a
count takes is measured: parsing, resolving, planning, evaluation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.benchmark.data import Amounts
from doelgroep.benchmark.run import workspace as made_workspace
from doelgroep.benchmark.segments import AS_OF, make_segments
from doelgroep.engine.duckdb import count
from doelgroep.model.node import And
from doelgroep.store.store import Store
from doelgroep.workspace import Workspace
from tests.bench.measure import Result, Timing, call
from tests.bench.report import duration, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.bench.setting import Setting

TITLE = "Live count of segments that nobody has asked before"
SIZES = ((1_000_000, 20_000_000, 0.15), (10_000_000, 200_000_000, 1.0))
"""Customers, rows, and seconds that 19 of 20 counts may take."""
SEGMENTS = 120
_BY_SQL = {1_000_000: 1, 10_000_000: 10}
"""Every segment is counted with SQL too, or every tenth."""
_SEED = 77
"""Not that of the data, nor of the segments of the refresh."""
_ROWS = 8


def run(setting: Setting) -> Iterator[Result]:
    """At both sizes: each segment alone, and a segment with eight others put to it one by one, in one evaluation."""
    for customers, rows, most in SIZES:
        amounts = Amounts(customers=setting.sized(customers), rows=setting.sized(rows), seed=1)
        with made_workspace(setting.path(""), amounts) as store:
            path = store.path
        with Workspace(Store.open(path)) as workspace:
            warmed = workspace.live().warm()
            say(f"{amounts.customers:,} customers: {warmed.columns} columns, {warmed.bytes / 1e6:,.0f} MB, ready within {duration(warmed.seconds)}")
            unseen = [each.query for each in make_segments(2 * SEGMENTS, _SEED) if "IN SEGMENT" not in each.query]
            queries = unseen[: max(setting.turns(SEGMENTS), _ROWS + 1)]
            yield _alone(workspace, queries, every=_BY_SQL[customers], most=setting.target(most))
            yield _together(workspace, queries)


def _alone(workspace: Workspace, queries: Sequence[str], *, every: int, most: float | None) -> Result:
    ours = [call("doelgroep", _counter(workspace, each), answers=True).take() for each in queries]
    theirs = [call("SQL", _by_sql(workspace, each), answers=True).take() for each in queries[::every]]
    assert [each.answer for each in ours[::every]] == [each.answer for each in theirs]
    title = f"{workspace.live().counts([]).total:,} customers: {len(queries)} segments"
    other = Timing(label=f"one SQL query, every {every}th segment" if every > 1 else "one SQL query", turns=tuple(theirs))
    return Result(title=title, ours=Timing(label="doelgroep", turns=tuple(ours)), others=(other,), target_within=most)


def _together(workspace: Workspace, queries: Sequence[str]) -> Result:
    """A segment, and the same with each of others: what the builder shows beside each of its rows."""
    turns, apart = [], []
    for first in range(0, len(queries) - _ROWS, _ROWS + 1):
        base, *others = [workspace.segment(each, as_of=AS_OF).test for each in queries[first : first + _ROWS + 1]]
        tests = [base, *(And((base, each)) for each in others)]
        turns.append(call("together", lambda tests=tests: workspace.live().counts(tests, as_of=AS_OF).counts, answers=True).take())  # type: ignore[misc] # bound at once
        one = [call("apart", lambda each=each: workspace.live().counts([each], as_of=AS_OF).counts[0], answers=True).take() for each in tests]  # type: ignore[misc] # as above
        assert turns[-1].answer == tuple(each.answer for each in one)
        apart.append(one)
    single = tuple(each for one in apart for each in one)
    return Result(
        title=f"the same with {_ROWS} others put to each, together",
        ours=Timing(label="together", turns=tuple(turns)),
        others=(Timing(label="one of them", turns=single),),
    )


def _counter(workspace: Workspace, query: str) -> Callable[[], int]:
    return lambda: workspace.segment(query, as_of=AS_OF).count()


def _by_sql(workspace: Workspace, query: str) -> Callable[[], int]:
    def counted() -> int:
        with workspace.store.reading() as cursor:
            return count(cursor, workspace.segment(query, as_of=AS_OF).planned(), workspace.catalog)

    return counted
