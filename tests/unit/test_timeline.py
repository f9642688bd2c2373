"""The time line of one customer: every row once, the latest first, page by page."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep.catalog import Activity, Catalog, Derivation, Field, FieldType
from doelgroep.explanation import customer_number
from doelgroep.timeline import Place, shown_activities, time_line
from tests.unit.refresh.refreshed_shop import shop
from tests.unit.store.shop import line, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.workspace import Workspace

BOUGHT = [
    line("c0", "2024-03-30 09:00", "i1", "4.00"),
    line("c0", "2024-03-30 09:00", "i1", "2.50", "soap"),
    line("c0", "2024-02-01 10:00", "i2", "3.00"),
    line("c1", "2024-03-30 10:00", "i3", "9.00"),
]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Workspace]:
    found = shop(tmp_path / "shop")
    put(found.store, ("lines", BOUGHT))
    yield found
    found.close()


def number(workspace: Workspace, key: str) -> int:
    with workspace.store.reading() as cursor:
        return customer_number(cursor, key)


def test_rows_of_one_customer_the_latest_first(opened: Workspace) -> None:
    found = time_line(opened, number(opened, "c0"), fields={"orders": ["amount"]})
    assert [(str(each.day), each.values["amount"]) for each in found.events] == [
        ("2024-03-30", Decimal("6.50")),
        ("2024-03-29", Decimal("1.50")),
        ("2024-02-01", Decimal("3.00")),
    ]
    assert found.counts == {"orders": 3}
    assert found.older is None


def test_pages_together_are_the_whole(opened: Workspace) -> None:
    customer = number(opened, "c0")
    whole = [each.place for each in time_line(opened, customer).events]
    found: list[Place] = []
    page = time_line(opened, customer, limit=1)
    while page.events:
        found += [each.place for each in page.events]
        if page.older is None:
            break
        page = time_line(opened, customer, limit=1, before=page.older)
    assert found == whole


def test_only_some_activities_and_the_counts_of_all(opened: Workspace) -> None:
    found = time_line(opened, number(opened, "c0"), activities=[])
    assert (found.events, found.counts) == ((), {"orders": 3})


def test_moments_are_of_the_workspace(opened: Workspace) -> None:
    first = time_line(opened, number(opened, "c1")).events[0]
    assert first.at is not None
    assert first.at.isoformat() == "2024-03-30T10:00:00+01:00"


def test_a_customer_without_rows_has_an_empty_time_line(opened: Workspace) -> None:
    found = time_line(opened, number(opened, "c9"))
    assert (found.events, found.counts, found.older) == ((), {}, None)


TIME = Field(name="time", type=FieldType.DATETIME)
LINES = Activity(name="lines", time="time", fields=(TIME,))
ORDERS = Activity(name="orders", time="time", fields=(TIME,), derivation=Derivation(source="lines", group="invoice"))


def test_what_takes_a_whole_source_together_stands_in_its_place() -> None:
    assert [each.name for each in shown_activities(Catalog(activities=(LINES, ORDERS)))] == ["orders"]


def test_what_takes_a_part_of_a_source_is_left_out() -> None:
    some = replace(ORDERS, derivation=Derivation(source="lines", group="invoice", where="amount > 5"))
    assert [each.name for each in shown_activities(Catalog(activities=(LINES, some)))] == ["lines"]


def test_of_two_that_take_the_same_together_the_first_is_shown() -> None:
    other = replace(ORDERS, name="baskets")
    assert [each.name for each in shown_activities(Catalog(activities=(LINES, ORDERS, other)))] == ["orders"]


def test_without_a_time_there_is_no_place_in_the_time_line() -> None:
    assert shown_activities(Catalog(activities=(replace(LINES, time=None),))) == ()


@given(st.builds(Place, *(st.integers(-(2**63), 2**63 - 1) for _ in range(4))))
def test_a_place_comes_back_from_an_address(place: Place) -> None:
    assert Place.read(str(place)) == place


@pytest.mark.parametrize(
    "text", ["", "1.2.3", "1.2.3.x", "1.2.3.4.5", "9999999999999999999999.1.1.1", "1.2.3.\N{ARABIC-INDIC DIGIT THREE}", "--1.1.1.1"]
)
def test_other_texts_name_no_place(text: str) -> None:
    assert Place.read(text) is None
