"""Compaction: one sorted base again, without anybody who reads noticing."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from doelgroep.store import compaction
from doelgroep.store.compaction import compact, waiting
from doelgroep.store.removal import remove_by_id
from tests.unit.store.shop import ask, line, new_store, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.store import Store
    from tests.unit.store.shop import Row

CUSTOMERS, ROUNDS = 40, 4


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def sales(month: int) -> list[Row]:
    return [line(f"c{number}", f"2024-{month:02}-01 10:00", f"i{month}-{number}", "1") for number in range(CUSTOMERS)]


def visits(pages: str) -> list[Row]:
    return [{"customer": f"c{number}", "visit": f"v{number}", "day": "2024-01-01", "pages": pages} for number in range(CUSTOMERS)]


def late(store: Store) -> dict[str, int]:
    with store.reading() as cursor:
        return {each.name: waiting(cursor, each) for each in store.catalog.activities}


def test_late_rows_are_sorted_into_the_base(store: Store) -> None:
    for month in (3, 1, 2):
        put(store, ("lines", sales(month)))
    before = ask(store, "FROM activity_lines ORDER BY ALL")
    assert late(store) == {"lines": 2 * CUSTOMERS, "orders": 0, "visits": 0}
    assert compact(store) == ("lines",)
    assert late(store) == {"lines": 0, "orders": 0, "visits": 0}
    assert ask(store, "FROM activity_lines ORDER BY ALL") == before
    stored = ask(store, "SELECT _customer, time, _row FROM activity_lines__base")
    assert stored == sorted(stored)


def test_removed_and_replaced_rows_are_left_out_of_the_new_base(store: Store) -> None:
    put(store, ("visits", visits("1")))
    put(store, ("visits", visits("2")[:3]))
    remove_by_id(store, "visits", ["v7"])
    before = ask(store, "FROM activity_visits ORDER BY ALL")
    assert late(store)["visits"] == 7
    compact(store, "visits")
    assert ask(store, "SELECT count(*) FROM activity_visits__base") == [(CUSTOMERS - 1,)]
    assert ask(store, "FROM activity_visits ORDER BY ALL") == before


def test_one_activity_can_be_chosen(store: Store) -> None:
    for pages, month in (("1", 1), ("2", 2)):
        put(store, ("lines", sales(month)), ("visits", visits(pages)))
    assert compact(store, "visits") == ("visits",)
    assert late(store)["lines"] == CUSTOMERS


def test_where_nothing_waits_nothing_is_done(store: Store) -> None:
    put(store, ("lines", sales(1)))
    assert compact(store) == ()


def test_readers_are_never_blocked_and_never_see_a_mixture(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each round updates every visit and then compacts: a reader sees all visits, every one of them with the pages of one round."""
    monkeypatch.setattr(compaction, "SMALL_DELTA", 10**6)
    put(store, ("visits", visits("0")))
    done, seen, wrong = threading.Event(), set[int](), list[object]()

    def read() -> None:
        while not done.is_set():
            found = ask(store, "SELECT count(*), count(DISTINCT visit), min(pages), max(pages) FROM activity_visits")[0]
            if found[:2] != (CUSTOMERS, CUSTOMERS) or found[2] != found[3]:
                wrong.append(found)
            seen.add(int(str(found[2])))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for each in readers:
        each.start()
    try:
        for round_number in range(1, ROUNDS + 1):
            put(store, ("visits", visits(str(round_number))))
            assert compact(store, "visits") == ("visits",)
    finally:
        done.set()
        for each in readers:
            each.join()
    assert wrong == []
    assert len(seen) > 1


def test_a_reader_keeps_the_state_that_it_began_with(store: Store) -> None:
    put(store, ("lines", sales(1)))
    with store.reading() as cursor:
        before = cursor.execute("SELECT count(*) FROM activity_lines").fetchall()
        put(store, ("lines", sales(2)))
        compact(store)
        put(store, ("customers", [{"customer": "c1", "city": "Delft"}]))
        assert cursor.execute("SELECT count(*) FROM activity_lines").fetchall() == before
        assert cursor.execute("SELECT count(city) FROM customers").fetchall() == [(0,)]
    assert ask(store, "SELECT count(*) FROM activity_lines") == [(2 * CUSTOMERS,)]
    assert ask(store, "SELECT count(city) FROM customers") == [(1,)]
