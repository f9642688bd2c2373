"""The gallery on data of others: how many templates fit what an import proposes, without anybody having named a field for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from doelgroep.gallery import Bound, bind, draft, first_values, suggestions, templates
from tests.real_data.conftest import doelgroep
from tests.real_data.public_data import public

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real_data


@pytest.mark.parametrize(
    ("files", "least", "among"),
    [
        ("personality/marketing_campaign.csv", 7, {"families", "education", "income-from", "complained", "reacted-to-campaign"}),
        ("telco/Telco-Customer-Churn.csv", 6, {"seniors", "on-network", "high-charges", "contract-type"}),
        ("cdnow/CDNOW_master.txt", 12, {"one-time-buyers", "lost-customers", "top-spenders"}),
        ("completejourney", 24, {"bought-a-never-b", "bought-brand", "same-product-every-month", "coupon-users", "income-band"}),
    ],
)
def test_templates_fit_and_can_be_counted(empty: Path, files: str, least: int, among: set[str]) -> None:
    doelgroep("import", str(public(files)), "-w", str(empty))
    with dg.open(empty) as workspace:
        found = {each.key: bound for each in templates() if isinstance(bound := bind(each, workspace.catalog), Bound)}
        assert len(found) >= least
        assert among <= set(found)
        known = suggestions(workspace, list(found))
        for key, bound in found.items():
            values = first_values(bound, known)
            assert all(values.values()), key
            assert workspace.segment(draft(bound, values).query).count() >= 0
