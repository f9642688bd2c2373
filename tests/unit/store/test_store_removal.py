"""An import taken back: its rows go, and its files count as new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import UserError
from doelgroep.store import compaction
from doelgroep.store.identity import merge, unmerge
from doelgroep.store.loading import imports
from doelgroep.store.removal import undo_import, undo_preview
from tests.unit.store.shop import ask, line, new_store, people, put, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.loading import ImportResult
    from doelgroep.store.store import Store

FIRST = [line("a", "2024-01-01 10:00", "i1", "1"), line(None, "2024-01-01 10:00", "i0", "1")]
SECOND = [line("b", "2024-01-02 10:00", "i2", "2"), line("a", "2024-01-02 10:00", "i3", "2"), line(None, "2024-01-02 10:00", "i4", "1")]


@pytest.fixture(params=["delta", "base"])
def store(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A workspace with two imports; the second is in the delta, or in the base."""
    if request.param == "base":
        monkeypatch.setattr(compaction, "SMALL_DELTA", 0)
    with new_store(tmp_path) as opened:
        put(opened, ("lines", FIRST))
        put(opened, ("customers", [{"customer": "b", "city": "Delft"}]), ("lines", SECOND))
        yield opened


@pytest.mark.parametrize(("number", "left"), [(1, ["i2", "i3"]), (2, ["i1"])])
def test_its_rows_go_and_no_others(store: Store, number: int, left: list[str]) -> None:
    undone = undo_import(store, number)
    assert undone.rows == {1: 2, 2: 3}[number]
    assert sorted(str(invoice) for _, invoice, _ in rows_of(store)) == left
    assert sorted(str(invoice) for _, invoice in rows_of(store, "orders", "invoice")) == left
    assert len(ask(store, "FROM activity_lines__anonymous")) == 1


def test_what_would_go_is_told_before(store: Store) -> None:
    before = ask(store, "FROM activity_lines ORDER BY ALL")
    told = undo_preview(store, 2)
    assert ask(store, "FROM activity_lines ORDER BY ALL") == before
    assert told == undo_import(store, 2)
    assert (len(told.files), len(told.kept)) == (1, 1)


def test_the_log_tells_what_was_taken_back(store: Store) -> None:
    undo_import(store, 2)
    assert [[each.undone for each in result.files] for result in _log(store)] == [[False, True], [False]]


def test_what_was_set_aside_goes_too(store: Store) -> None:
    number = put(store, ("lines", [line("a", "no date", "i9", "1"), line("a", "2024-01-03 10:00", "i9", "1")])).import_id
    assert ask(store, "SELECT import FROM rejected_rows") == [(number,)]
    undo_import(store, number)
    assert ask(store, "FROM rejected_rows") == []


def test_a_file_of_which_every_row_was_set_aside_can_come_again(store: Store) -> None:
    bad = [line("a", "no date", "i9", "1")]
    assert undo_import(store, put(store, ("lines", bad)).import_id).rows == 0
    assert not put(store, ("lines", bad)).files[0].skipped


def test_customers_and_their_values_stay(store: Store) -> None:
    undo_import(store, 2)
    assert people(store, "city") == [("a", None), ("b", "Delft")]


def test_its_files_can_be_imported_again(store: Store) -> None:
    before = rows_of(store)
    undo_import(store, 2)
    result = put(store, ("lines", SECOND)).files[0]
    assert (result.skipped, result.loaded, result.overlapping) == (False, 2, 0)
    assert rows_of(store) == before


def test_it_can_be_taken_back_once(store: Store) -> None:
    undo_import(store, 2)
    with pytest.raises(UserError) as caught:
        undo_import(store, 2)
    assert caught.value.code == "import_cannot_be_undone"


def test_rows_that_went_to_a_survivor_go_too(store: Store) -> None:
    merge(store, "a", "b")
    undo_import(store, 2)
    assert [row[:2] for row in rows_of(store)] == [("a", "i1")]
    unmerge(store, "b")
    assert [row[:2] for row in rows_of(store)] == [("a", "i1")]


def test_an_unknown_import_is_told(store: Store) -> None:
    with pytest.raises(UserError) as caught:
        undo_import(store, 3)
    assert (caught.value.code, caught.value.params["known"]) == ("import_unknown", [2, 1])


def test_an_import_of_customers_only_cannot_be_undone(store: Store) -> None:
    number = put(store, ("customers", [{"customer": "b", "city": "Goes"}])).import_id
    with pytest.raises(UserError) as caught:
        undo_import(store, number)
    assert caught.value.code == "import_cannot_be_undone"
    assert people(store, "city")[1] == ("b", "Goes")


def _log(store: Store) -> tuple[ImportResult, ...]:
    with store.reading() as cursor:
        return imports(cursor)
