"""What was planted in the sample shop is found again by queries, customer by customer, after an import like anybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import doelgroep as dg

if TYPE_CHECKING:
    from pathlib import Path

    from doelgroep.sample import SampleShop


def test_every_truth_is_found_by_its_query(folder: Path, shop: SampleShop) -> None:
    asked = [each for each in shop.truths if each.query is not None]
    assert len(asked) >= 10
    with dg.open(folder) as workspace:
        for truth in asked:
            found = workspace.segment(truth.query or "").members(["customer_id"]).table.column("customer_id").to_pylist()
            assert sorted(found) == sorted(truth.customers.to_pylist()), truth.name


def test_every_row_arrives(folder: Path, shop: SampleShop) -> None:
    tables = shop.tables()
    with dg.open(folder) as workspace:
        loaded = {each.target.rpartition(".")[2]: each.loaded for result in workspace.imports().results for each in result.files}
    assert loaded == {name: table.num_rows for name, table in tables.items()}
