"""Files of activities: what becomes of every row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from doelgroep.catalog import Activity, Catalog
from tests.unit.store.shop import ask, clock, field, line, new_store, people, put, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.loading import FileResult, ImportResult
    from doelgroep.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def counts(result: FileResult) -> dict[str, int]:
    names = ("read", "loaded", "updated", "same", "anonymous", "superseded", "rejected")
    return {each: getattr(result, each) for each in names if getattr(result, each)}


def only(result: ImportResult) -> FileResult:
    (file,) = result.files
    return file


FIRST = [line("b", "2024-01-02 10:00", "i2", "2.00"), line("a", "2024-01-05 10:00", "i1", "1.50"), line("a", "2024-01-01 10:00", "i1", "4.00")]


def test_rows_arrive_typed_with_their_customer(store: Store) -> None:
    result = put(store, ("lines", FIRST))
    assert counts(only(result)) == {"read": 3, "loaded": 3}
    assert result.new_customers == 2
    assert ask(store, "SELECT time, time__day, time__hour, amount FROM activity_lines WHERE invoice = 'i2'") == [
        (clock("2024-01-02T09:00"), date(2024, 1, 2), 10, Decimal("2.00"))
    ]


def test_customers_get_dense_numbers_in_order_of_appearance(store: Store) -> None:
    put(store, ("lines", FIRST))
    put(store, ("lines", [line("c", "2024-01-02 10:00", "i9", "2.00"), line("a", "2024-02-02 10:00", "i9", "2.00")]))
    assert ask(store, "SELECT _customer, _key FROM customers ORDER BY ALL") == [(1, "b"), (2, "a"), (3, "c")]


def test_the_base_is_sorted_by_customer_time_and_arrival(store: Store) -> None:
    same_time = [line("a", "2024-01-01 10:00", f"late-{number}", "1") for number in range(3)]
    put(store, ("lines", [*FIRST, *same_time]))
    stored = ask(store, "SELECT _customer, time, _row FROM activity_lines__base")
    assert stored == sorted(stored)


def test_a_first_import_goes_into_the_base_and_a_small_later_one_into_the_delta(store: Store) -> None:
    put(store, ("lines", FIRST))
    assert ask(store, "SELECT (SELECT count(*) FROM activity_lines__base), (SELECT count(*) FROM activity_lines__delta)") == [(3, 0)]
    put(store, ("lines", [line("a", "2024-03-01 10:00", "i3", "1")]))
    assert ask(store, "SELECT (SELECT count(*) FROM activity_lines__base), (SELECT count(*) FROM activity_lines__delta)") == [(3, 1)]
    assert len(rows_of(store)) == 4


def test_the_view_is_the_base_alone_while_nothing_came_later(store: Store) -> None:
    put(store, ("lines", FIRST))
    ((plan,),) = ask(store, "SELECT sql FROM duckdb_views() WHERE view_name = 'activity_lines'")
    assert "UNION" not in str(plan)
    assert "ANTI" not in str(plan)


def test_a_large_later_import_is_sorted_in_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doelgroep.store.compaction.SMALL_DELTA", 2)
    put(store, ("lines", FIRST))
    put(store, ("lines", [line("a", f"2023-03-0{day} 10:00", "i3", "1") for day in range(1, 5)]))
    assert ask(store, "SELECT (SELECT count(*) FROM activity_lines__base), (SELECT count(*) FROM activity_lines__delta)") == [(7, 0)]
    stored = ask(store, "SELECT _customer, time, _row FROM activity_lines__base")
    assert stored == sorted(stored)


def test_row_numbers_follow_the_arrival_and_are_never_given_again(store: Store) -> None:
    put(store, ("lines", FIRST), ("lines", [line("c", "2020-01-01 10:00", "i0", "1")]))
    put(store, ("lines", [line("d", "2020-01-01 10:00", "i0", "1")]))
    numbers = [row for (row,) in ask(store, "SELECT _row FROM activity_lines ORDER BY CASE _customer WHEN 1 THEN 0 WHEN 2 THEN 1 ELSE 9 END, _row")]
    assert len(set(numbers)) == 5
    assert [key for (key,) in ask(store, "SELECT _key FROM activity_lines JOIN customers USING (_customer) ORDER BY _row")] == [
        "b",
        "a",
        "a",
        "c",
        "d",
    ]


def test_rows_without_a_customer_are_kept_apart(store: Store) -> None:
    result = put(store, ("lines", [*FIRST, line(None, "2024-01-05 10:00", "i4", "9"), line("NULL", "2024-01-06 10:00", "i5", "8")]))
    assert counts(only(result)) == {"read": 5, "loaded": 3, "anonymous": 2}
    assert ask(store, "SELECT invoice, amount::INTEGER, time__hour FROM activity_lines__anonymous ORDER BY ALL") == [("i4", 9, 10), ("i5", 8, 10)]
    assert [key for key, *_ in people(store)] == ["a", "b"]


def test_a_file_without_a_customer_column_is_anonymous(store: Store) -> None:
    rows = [{key: value for key, value in row.items() if key != "customer"} for row in FIRST]
    assert counts(only(put(store, ("lines", rows)))) == {"read": 3, "anonymous": 3}


def test_rows_that_cannot_be_typed_are_set_aside_and_bring_no_customer(store: Store) -> None:
    result = put(store, ("lines", [*FIRST, line("z", "2024-01-05 10:00", "i4", "much"), line("a", "yesterday", "i4", "1")]))
    assert counts(only(result)) == {"read": 5, "loaded": 3, "rejected": 2}
    assert [key for key, *_ in people(store)] == ["a", "b"]


def test_duplicate_rows_inside_a_file_stay(store: Store) -> None:
    put(store, ("lines", [FIRST[0], FIRST[0], FIRST[0]]))
    assert rows_of(store) == [("b", "i2", 2.0)] * 3


def test_the_same_content_again_changes_nothing(store: Store) -> None:
    put(store, ("lines", FIRST))
    before = ask(store, "FROM activity_lines")
    again = put(store, ("lines", FIRST))
    assert only(again).skipped
    assert (counts(only(again)), again.new_customers) == ({"read": 3}, 0)
    assert ask(store, "FROM activity_lines") == before


def test_the_same_content_twice_in_one_import_counts_once(store: Store) -> None:
    result = put(store, ("lines", FIRST), ("lines", FIRST))
    assert [each.skipped for each in result.files] == [False, True]
    assert len(rows_of(store)) == 3


def test_the_same_content_is_new_to_another_target(store: Store) -> None:
    rows = [{"customer": "a", "city": "Delft", "visit": "v1", "day": "2024-01-01"}]
    result = put(store, ("customers", rows), ("visits", rows))
    assert [each.loaded for each in result.files] == [1, 1]


def test_several_files_go_into_one_base(store: Store) -> None:
    result = put(store, ("lines", FIRST), ("lines", [line("c", "2020-01-01 10:00", "i0", "1")]))
    assert [counts(each) for each in result.files] == [{"read": 3, "loaded": 3}, {"read": 1, "loaded": 1}]
    assert ask(store, "SELECT count(*) FROM activity_lines__base") == [(4,)]


def test_an_hour_that_does_not_exist_is_shifted_and_counted(store: Store) -> None:
    result = put(store, ("lines", [line("a", "2024-03-31 02:30", "i1", "1"), line("a", "2024-10-27 02:30", "i2", "1")]))
    assert (only(result).shifted, result.shifted_hours) == (1, 1)
    assert ask(store, "SELECT invoice, time, time__hour FROM activity_lines ORDER BY 1") == [
        ("i1", clock("2024-03-31T01:30"), 3),
        ("i2", clock("2024-10-27T00:30"), 2),
    ]


def test_an_empty_file_is_an_import_all_the_same(store: Store) -> None:
    result = put(store, ("lines", [line("a", "x", "i", "1")]))
    assert counts(only(result)) == {"read": 1, "rejected": 1}
    assert rows_of(store) == []


def test_rows_of_a_customer_without_a_time_come_first(store: Store) -> None:
    put(store, ("lines", [*FIRST, {**line("a", "", "i7", "1"), "time": None}]))
    assert ask(store, "SELECT invoice FROM activity_lines__base WHERE _customer = 2")[0] == ("i7",)


def test_field_names_that_look_like_ours_do_no_harm(tmp_path: Path) -> None:
    names = ("customer", "own", "state", "file", "rows", "line", "place", "failures", "numbers", "time", "k", "t", "old", "new", "at")
    fields = (*(field(each, "category") for each in names), field("id", "integer"))
    catalog = Catalog(
        key="client", fields=fields, activities=(Activity(name="acts", fields=fields), Activity(name="ids", fields=fields, row_id="own"))
    )
    row = {"id": "1"} | {each: each.upper() for each in names}
    bad = row | {"id": "one"}
    with new_store(tmp_path / "other", catalog) as store:
        result = put(store, ("customers", [row, bad]), ("acts", [row, bad]), ("ids", [row, bad]))
        put(store, ("ids", [{**row, "state": "changed"}]), ("customers", [{**row, "old": "changed"}]))
        assert [(each.loaded, each.rejected) for each in result.files] == [(1, 1)] * 3
        assert ask(store, 'SELECT _key, "customer", old FROM customers') == [("CUSTOMER", "CUSTOMER", "changed")]
        assert ask(store, "SELECT state, own FROM activity_ids") == [("changed", "OWN")]
        assert ask(store, "SELECT field, old, new FROM field_changes") == [("old", "OLD", "changed")]
