"""Counts on the arrays: equal to SQL, of the data as they are, together, for many threads, and to be broken off."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from doelgroep.benchmark.data import Amounts, make_workspace
from doelgroep.benchmark.segments import AS_OF, make_segments
from doelgroep.errors import UserError
from doelgroep.live import moment
from doelgroep.live.stop import Stop
from doelgroep.live.warmth import is_warm
from doelgroep.model.node import And
from doelgroep.opening import open_workspace
from doelgroep.sampling import create_sample
from doelgroep.store.source import ReadOptions
from doelgroep.store.store import Store
from doelgroep.workspace import Workspace, define, signature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.segment import Segment

QUERIES = [each.query for each in make_segments(120, seed=5) if "IN SEGMENT" not in each.query]
CUSTOMERS = 36_000
"""More than two blocks."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("live") / "shop"
    make_workspace(place, Amounts(customers=CUSTOMERS, rows=300_000, seed=2)).close()
    return place


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    """Data that the tests leave as they are."""
    with Workspace(Store.open(folder)) as opened:
        yield opened


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Workspace]:
    """A small one that a test can change."""
    make_workspace(tmp_path / "own", Amounts(customers=400, rows=6000, seed=4)).close()
    with Workspace(Store.open(tmp_path / "own")) as opened:
        yield opened


def segments(workspace: Workspace, queries: list[str] = QUERIES) -> list[Segment]:
    return [workspace.segment(each, as_of=AS_OF) for each in queries]


def by_sql(workspace: Workspace, queries: list[str] = QUERIES) -> list[int]:
    from doelgroep.engine.duckdb import count  # noqa: PLC0415 - beside its use

    with workspace.store.reading() as cursor:
        return [count(cursor, each.planned(), workspace.catalog) for each in segments(workspace, queries)]


def live(workspace: Workspace, queries: list[str] = QUERIES) -> list[int]:
    return list(workspace.live().counts([each.test for each in segments(workspace, queries)], as_of=AS_OF).counts)


def add_purchases(workspace: Workspace, tmp_path: Path, customers: range, name: str) -> None:
    path = tmp_path / f"{name}.csv"
    lines = [f"C{each:09},2025-12-20T10:00:00,category 1,product 7,web,90.00,,2" for each in customers]
    path.write_text("\n".join(["customer_id,date,category,product,channel,amount,discount,quantity", *lines]), encoding="utf-8")
    workspace.import_files(path, ReadOptions(target="purchases"))


def test_counts_are_those_of_sql(workspace: Workspace) -> None:
    assert live(workspace) == by_sql(workspace)


def test_all_together_are_as_each_alone(workspace: Workspace) -> None:
    chosen = segments(workspace, QUERIES[:12])
    together = workspace.live().counts([each.test for each in chosen], as_of=AS_OF)
    alone = [workspace.live().counts([each.test], as_of=AS_OF).counts[0] for each in chosen]
    assert list(together.counts) == alone
    assert together.total == CUSTOMERS


def test_a_further_condition_beside_the_segment(workspace: Workspace) -> None:
    base, *others = segments(workspace, ["purchases MATCHES (date >= -90d, count >= 2)", "accepts_email = true", "country = 'NL'"])
    asked = [base.test, *(And((base.test, each.test)) for each in others)]
    found = workspace.live().counts(asked, as_of=AS_OF).counts
    wanted = by_sql(workspace, [base.query, *(f"({base.query}) AND {each.query}" for each in others)])
    assert list(found) == wanted


def test_what_sql_answers_is_told(workspace: Workspace) -> None:
    two_fields, one = segments(workspace, ["loyalty_points > credit", "country = 'NL'"])
    assert workspace.live().counts([two_fields.test, one.test]).left == 1
    assert workspace.live().counts([one.test]).left == 0


def test_no_tests_are_no_counts(workspace: Workspace) -> None:
    assert workspace.live().counts([]).counts == ()


def test_new_rows_are_seen(own: Workspace, tmp_path: Path) -> None:
    before = live(own)
    add_purchases(own, tmp_path, range(380, 420), "some")
    after = live(own)
    assert after == by_sql(own)
    assert after != before
    assert own.live().counts([]).total == 419


def test_merged_customers_are_one(own: Workspace) -> None:
    before = live(own)
    own.merge("C000000007", "C000000008")
    assert live(own) == by_sql(own)
    own.unmerge("C000000008")
    assert live(own) == before


def test_too_many_changes_are_left_to_sql(own: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live(own)
    monkeypatch.setattr("doelgroep.live.ready.MOST_CHANGED", 10)
    add_purchases(own, tmp_path, range(1, 30), "many")
    assert live(own) == by_sql(own)
    found = own.live().counts([each.test for each in segments(own, ["country = 'NL'", "language = 'nl'"])])
    assert found.left in {0, 2}
    assert moment.MOST_CHANGED > 10


def test_a_warm_workspace_answers_as_a_cold_one(workspace: Workspace) -> None:
    chosen = segments(workspace, QUERIES[:6])
    cold = [(each.size(), each.members(["country", "customer_id"], limit=7).table.to_pylist()) for each in chosen]
    whole = chosen[0].members().table
    assert not is_warm(workspace.store)
    warmed = workspace.live().warm()
    assert warmed.columns > 15
    assert warmed.bytes > 300_000 * 4
    assert is_warm(workspace.store)
    assert [(each.size(), each.members(["country", "customer_id"], limit=7).table.to_pylist()) for each in chosen] == cold
    assert chosen[0].members().table.equals(whole)
    with chosen[0].reader() as batches:
        assert batches.read_all().equals(whole)


def test_warmth_ends_with_the_workspace(own: Workspace) -> None:
    own.live().warm()
    path = own.path
    own.close()
    with Workspace(Store.open(path)) as again:
        assert not is_warm(again.store)


def test_counts_can_be_broken_off(workspace: Workspace) -> None:
    stop = Stop()
    stop.ask()
    with pytest.raises(UserError) as told:
        workspace.live().counts([segments(workspace)[0].test], stop=stop)
    assert told.value.code == "query_interrupted"


def test_a_count_that_goes_on_is_broken_off(workspace: Workspace) -> None:
    stop, chosen = Stop(), [each.test for each in segments(workspace) * 3]
    ended: list[str] = []

    def count() -> None:
        try:
            while True:
                workspace.live().counts(chosen, stop=stop)
        except UserError as error:
            ended.append(error.code)

    thread = threading.Thread(target=count)
    thread.start()
    stop.ask()
    thread.join(60)
    assert ended == ["query_interrupted"]


def test_many_threads_count_while_data_arrive_and_a_refresh_runs(own: Workspace, tmp_path: Path) -> None:
    query = "purchases MATCHES (category = 'category 1', amount = 90, date >= -30d)"
    own.definitions.put({each.key: define(each.query) for each in make_segments(20, seed=9)}, signature())
    before, done = live(own, [query])[0], threading.Event()
    seen: list[int] = []
    errors: list[BaseException] = []

    def count() -> None:
        try:
            while not done.is_set():
                seen.append(live(own, [query])[0])
        except BaseException as error:  # noqa: BLE001 - told by the test
            errors.append(error)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for each in threads:
        each.start()
    steps = [before]
    for number in range(4):
        add_purchases(own, tmp_path, range(1 + 40 * number, 41 + 40 * number), f"part{number}")
        steps.append(by_sql(own, [query])[0])
        own.refresh(as_of=AS_OF, full=number % 2 == 0)
    done.set()
    for each in threads:
        each.join(60)
    assert errors == []
    assert set(seen) <= set(steps)
    assert live(own, [query]) == [steps[-1]]
    assert len(set(steps)) == 5


def test_a_count_of_a_cold_workspace_loads_no_compiler(own: Workspace) -> None:
    path = own.path
    own.close()
    query = "ws.segment(\"country = 'NL'\").count()"
    run = f"import doelgroep as dg, sys\nwith dg.open({str(path)!r}) as ws:\n    {query}\nprint('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert done.stdout.strip() == "False"


def test_blocks_end_where_customers_end(workspace: Workspace) -> None:
    """Numbers begin with 1, and the last block is not full."""
    everybody = segments(workspace, ["country IS NULL OR country IS NOT NULL"])[0]
    assert workspace.live().counts([everybody.test]).counts == (CUSTOMERS,)
    assert np.unique(everybody.members(["customer_id"]).table.column(0).to_numpy()).size == CUSTOMERS


def test_computed_fields_of_rows_need_no_columns_of_their_own(tmp_path: Path) -> None:
    create_sample(tmp_path / "shop", customers=200)
    with open_workspace(tmp_path / "shop") as shop:
        chosen = [shop.segment(each) for each in ("order_lines MATCHES (amount > 20, sum_amount > 50)", "number_of_orders >= 3", "margin > 10")]
        cold = [each.count() for each in chosen]
        shop.live().warm()
        assert [each.count() for each in chosen] == cold
        assert list(shop.live().counts([each.test for each in chosen]).counts) == cold
