"""For all tests on the cluster: one cluster for all of them, and no sockets left over."""

from __future__ import annotations

import gc
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests go first. With several processes (`-n 2 --dist worksteal`) the first of them begins with these, and others only take work from the
    end of its list: so one process has a cluster, and the others have none.
    """
    items.sort(key=lambda each: HERE not in each.path.parents)


@pytest.fixture(autouse=True)
def _sockets_are_collected() -> Iterator[None]:
    """Spark's Python side leaves sockets to the garbage collector, which must find them here and not in another test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()
