"""Files with one line per customer: Customer Personality and Telco churn. Neither needs options."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from tests.real_data.conftest import doelgroep
from tests.real_data.public_data import public

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real_data


def test_customer_personality(empty: Path) -> None:
    found = doelgroep("import", str(public("personality/marketing_campaign.csv")), "-w", str(empty))
    (file,) = found["files"]
    assert (file["target"], file["read"], file["loaded"], file["rejected"]) == ("customers", 2_240, 2_240, 0)
    with dg.open(empty) as workspace:
        facts = {each.field.name: each for each in workspace.fields("customers").facts}
        assert facts["income"].filled == 2_240 - 24
        assert (facts["dt_customer"].lowest, facts["dt_customer"].highest) == (date(2012, 7, 30), date(2014, 6, 29))
        assert workspace.segment("response = true").count() == 334
        assert workspace.segment("income IS NULL").count() == 24


def test_telco(empty: Path) -> None:
    found = doelgroep("import", str(public("telco/Telco-Customer-Churn.csv")), "-w", str(empty))
    (file,) = found["files"]
    assert (file["target"], file["read"], file["loaded"], file["rejected"]) == ("customers", 7_043, 7_043, 0)
    with dg.open(empty) as workspace:
        assert workspace.segment("churn = true").count() == 1_869
        assert workspace.segment("total_charges IS NULL").count() == 11
        assert workspace.segment("monthly_charges >= 100 AND contract = 'Two year'").count() > 0
