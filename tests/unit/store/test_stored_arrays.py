"""The arrays beside the tables: what has been found stays readable, and belongs to the state of whoever found it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from doelgroep.benchmark.data import Amounts, make_workspace
from doelgroep.columns import CUSTOMERS_TABLE
from doelgroep.store import changes
from doelgroep.store.arrays import files
from doelgroep.store.arrays.stored import StoredArrays

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_workspace(tmp_path / "shop", Amounts(customers=60, rows=900, seed=3)) as made:
        yield made


def arrays(store: Store, connection: object) -> StoredArrays:
    return StoredArrays(connection, store.path, store.catalog)  # type: ignore[arg-type] # a reading connection


def test_an_array_can_be_read_after_its_file_is_gone(store: Store) -> None:
    with store.reading() as connection:
        found = arrays(store, connection).file("activity_purchases", "amount")
    assert found is not None
    before, mapped = found.read(0, 10_000), found.mapped()
    files.remove_other_editions(files.table_folder(store.path, "activity_purchases", "another"))
    assert not list((store.path / "arrays").rglob("amount.bin"))
    assert np.array_equal(found.read(0, 10_000), before)
    assert np.array_equal(mapped, before)
    assert len(before) == 540


def test_reading_ends_where_the_file_ends(store: Store) -> None:
    with store.reading() as connection:
        found = arrays(store, connection).file("activity_visits", "seconds")
    assert found is not None
    assert np.array_equal(found.read(350, 100), found.mapped()[350:])
    assert len(found.read(360, 5)) == len(found.read(400, 5)) == 0


def test_mapped_values_cannot_be_changed(store: Store) -> None:
    with store.reading() as connection:
        found = arrays(store, connection).file("activity_visits", "seconds")
    assert found is not None
    with pytest.raises(ValueError, match="read-only"):
        found.mapped()[0] = 1


def test_an_earlier_state_does_not_take_the_fields_of_a_later_one(store: Store) -> None:
    with store.reading() as earlier:
        old = arrays(store, earlier)
        with store.transaction() as connection:
            connection.execute(f"UPDATE {CUSTOMERS_TABLE} SET loyalty_points = 5000000")
            changes.note_everybody(connection)
        with store.reading() as later:
            new = arrays(store, later).file(CUSTOMERS_TABLE, "loyalty_points")
        found = old.file(CUSTOMERS_TABLE, "loyalty_points")
    assert new is not None
    assert found is not None
    assert new.column.high == 5_000_000 > found.column.high
    assert new.mapped()[1] == 1


def test_what_one_connection_finds_the_other_has(store: Store) -> None:
    with store.reading() as one, store.reading() as two:
        first = arrays(store, one)
        second = first.on(two)
        assert first.file("activity_visits", "page") is second.file("activity_visits", "page")
