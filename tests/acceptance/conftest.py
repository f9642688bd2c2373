"""A sample shop that all acceptance tests read; those that change something make their own workspace."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from doelgroep.sample import generate
from doelgroep.sampling import create_sample

if TYPE_CHECKING:
    from pathlib import Path

    from doelgroep.sample import SampleShop

CUSTOMERS = 600
UNTIL = date(2026, 11, 21)


@pytest.fixture(scope="session")
def shop() -> SampleShop:
    return generate(CUSTOMERS, seed=3, until=UNTIL)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("acceptance") / "shop"
    create_sample(path, customers=CUSTOMERS, seed=3, until=UNTIL)
    return path
