"""Who changed since when: the log that arrays and refreshes go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.store import changes
from tests.unit.store.shop import new_store, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        put(opened, ("customers", [{"customer": each, "city": "Delft"} for each in "abcdef"]), ("visits", [visit("a", "v1")]))
        yield opened


def visit(customer: str, number: str) -> dict[str, str]:
    return {"customer": customer, "visit": number, "day": "2024-01-01", "pages": "1"}


def now(store: Store) -> int:
    with store.reading() as cursor:
        return changes.revision(cursor)


def since(store: Store, revision: int) -> tuple[list[int] | None, list[int] | None]:
    """Who changed, and whose fields may have."""
    with store.reading() as cursor:
        found = changes.changed_since(cursor, revision), changes.fields_changed_since(cursor, revision)
    return (None if found[0] is None else found[0].tolist()), (None if found[1] is None else found[1].tolist())


def note(store: Store, *customers: int, only_rows: bool = False) -> None:
    with store.transaction() as connection:
        changes.note_changed(connection, f"SELECT unnest({[*customers]})", only_rows=only_rows)


def test_rows_alone_leave_fields_alone(store: Store) -> None:
    before = now(store)
    put(store, ("visits", [visit("b", "v2")]))
    assert since(store, before) == ([2], [])


def test_new_customers_and_new_values_are_changes_of_fields(store: Store) -> None:
    before = now(store)
    put(store, ("visits", [visit("new", "v2")]), ("customers", [{"customer": "c", "city": "Gent"}]))
    assert since(store, before) == ([3, 7], [3, 7])


def test_a_long_log_forgets_its_older_half_only(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "_SMALL", 6)
    with store.transaction() as connection:
        changes.note_everybody(connection)
    before = now(store)
    note(store, 1, 2, 3)
    middle = now(store)
    note(store, 4, only_rows=True)
    note(store, 5, 6)
    assert since(store, before) == (None, None)
    assert since(store, middle) == ([4, 5, 6], [5, 6])


def test_a_change_of_very_many_is_one_of_everybody(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "_SMALL", 4)
    before = now(store)
    note(store, 1, 2, 3, 4, 5)
    assert since(store, before) == (None, None)
    after = now(store)
    note(store, 6)
    assert since(store, after) == ([6], [6])
