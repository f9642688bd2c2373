"""A shop of its own, because these tests delete and rename whatever they may."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from doelgroep.opening import open_workspace
from doelgroep.sampling import create_sample
from doelgroep.workspace import define, signature
from doelgroep_web import place
from tests.web.conftest import SEGMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.workspace import Workspace

NAMES = {"shampoo_only": "Shampoo zonder conditioner", "loyal": "Trouwe klanten", "delft": "Delftenaren"}
DAYS = (date(2026, 11, 14), date(2026, 11, 21))


@pytest.fixture(scope="session")
def shop_for_everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """300 customers whose data arrived on two days, and segments that were refreshed after each."""

    def arrived(opened: Workspace, day: date) -> None:
        if not opened.definitions.keys():
            definitions = {key: define(query, name=name, name_nl=NAMES[key]) for key, (query, name) in SEGMENTS.items()}
            opened.definitions.put(definitions, signature(author="Test"))
        opened.refresh(as_of=datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC))

    folder = tmp_path_factory.mktemp("every") / "shop"
    create_sample(folder, customers=300, until=DAYS[-1], arrivals=DAYS, arrived=arrived)
    with open_workspace(folder) as opened:
        yield opened


@pytest.fixture
def everything(shop_for_everything: Workspace, db: None) -> Iterator[Workspace]:
    """That shop as the one that is served."""
    before = place.workspace() if place._open else None
    place.use(shop_for_everything)
    yield shop_for_everything
    place.use(before)
