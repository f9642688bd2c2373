"""Complete Journey: a folder of Parquet files, of which one is customers, one products, and the others what households did. No options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from tests.real_data.conftest import doelgroep
from tests.real_data.public_data import public

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real_data

EXPECTED = {
    "campaigns.parquet": ("activities.campaigns", 6_589),
    "coupon_redemptions.parquet": ("activities.coupon_redemptions", 2_102),
    "demographics.parquet": ("customers", 801),
    "products.parquet": ("lookups.products", 92_331),
    "transactions.parquet": ("activities.transactions", 1_469_307),
    "campaign_descriptions.parquet": ("lookups.campaign_descriptions", 27),
}


def test_the_folder_as_a_whole(empty: Path) -> None:
    found = doelgroep("import", str(public("completejourney")), "-w", str(empty))
    assert {each["file"]: (each["target"], each["read"]) for each in found["files"]} == EXPECTED
    assert [(each["rejected"], each["anonymous"]) for each in found["files"]] == [(0, 0)] * len(EXPECTED)
    with dg.open(empty) as workspace:
        assert workspace.segment("transactions MATCHES (sales_value >= 0)").count() == 2_469
        assert workspace.segment("age IS NOT NULL").count() == 801
        assert workspace.segment("transactions MATCHES (product_id.department = 'GROCERY')").count() > 2_000
