from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from doelgroep.engine import duckdb as relational
from doelgroep.engine import kernel  # noqa: F401 - a process that has it loaded counts with it
from doelgroep.refresh.live import live_count
from doelgroep.sampling import create_sample
from doelgroep.workspace import define, signature

if TYPE_CHECKING:
    from pathlib import Path

    from doelgroep.workspace import Workspace

QUERIES = (
    "orders MATCHES (date >= -90d, count >= 2)",
    "NOT orders MATCHES (date >= -30d)",
    "orders MATCHES (distinct_months >= 3) AND email_consent = true",
    "city = 'Utrecht'",
)


def _both(workspace: Workspace, query: str) -> tuple[int | None, int]:
    planned = workspace.segment(query).planned()
    with workspace.store.reading() as cursor:
        return live_count(cursor, workspace.path, workspace.catalog, planned), relational.count(cursor, planned, workspace.catalog)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("live") / "shop"
    create_sample(folder, customers=400, seed=3)
    with dg.open(folder) as workspace:
        workspace.definitions.put({f"s{place}": define(query) for place, query in enumerate(QUERIES)}, signature())
        workspace.refresh()
    return folder


def test_a_live_count_is_the_count_of_the_relational_engine(shop: Path) -> None:
    with dg.open(shop) as workspace:
        for query in QUERIES:
            live, right = _both(workspace, query)
            assert live == right


def test_customers_who_came_since_are_counted_from_the_tables(shop: Path, tmp_path: Path) -> None:
    arriving = tmp_path / "customers.csv"
    arriving.write_text("customer_id,city\nnew-1,Utrecht\nnew-2,Utrecht\n")
    with dg.open(shop) as workspace:
        before, _ = _both(workspace, "city = 'Utrecht'")
        workspace.import_files([arriving])
        live, right = _both(workspace, "city = 'Utrecht'")
        assert live == right == (before or 0) + 2


def test_without_arrays_or_with_conditions_that_the_kernel_leaves_there_is_no_live_count(shop: Path, tmp_path: Path) -> None:
    create_sample(tmp_path / "other", customers=100, seed=3)
    with dg.open(tmp_path / "other") as workspace:
        assert _both(workspace, QUERIES[0])[0] is None
    with dg.open(shop) as workspace:
        assert _both(workspace, "first_name = last_name")[0] is None
