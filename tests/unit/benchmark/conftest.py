"""A small workspace with the data of the benchmark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.benchmark.data import Amounts, make_workspace
from doelgroep.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

AMOUNTS = Amounts(customers=2_000, rows=40_000, seed=1)


@pytest.fixture(scope="session")
def bench_workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with Workspace(make_workspace(tmp_path_factory.mktemp("bench") / "workspace", AMOUNTS)) as made:
        yield made
