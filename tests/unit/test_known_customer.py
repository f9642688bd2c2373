"""What is known of one customer: values, keys, changes, reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import UserError
from doelgroep.known_customer import Question, known_customer, stored_values
from doelgroep.refresh.moves import moves
from tests.unit.refresh.refreshed_shop import DAY, NOON, SEGMENTS, again, edit, shop
from tests.unit.store.shop import put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.workspace import Workspace


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Workspace]:
    found = shop(tmp_path / "shop")
    yield found
    found.close()


def test_values_are_those_of_the_list_of_members(opened: Workspace) -> None:
    names = [each.name for each in opened.catalog.customer_fields()]
    listed = opened.segment("city = 'Delft'").members(names).table.to_pylist()
    for each in listed:
        found = known_customer(opened, each[opened.catalog.key], names)
        assert dict(found.values) == each


def test_reasons_are_those_that_are_asked_for_one_by_one(opened: Workspace) -> None:
    found = known_customer(opened, "c0", why=Question(keys=(*SEGMENTS, "no-such-segment"), as_of=NOON))
    assert {key: each.to_data() for key, each in found.whys.items()} == {key: opened.segment(key, as_of=NOON).why("c0").to_data() for key in SEGMENTS}
    assert found.is_whole


def test_reasons_stop_when_the_time_is_over(opened: Workspace) -> None:
    found = known_customer(opened, "c0", why=Question(keys=tuple(SEGMENTS), as_of=NOON, seconds=0.0))
    assert (list(found.whys), found.is_whole) == (["delft"], False)


def test_a_merged_customer_is_found_by_both_keys(opened: Workspace) -> None:
    opened.merge("c0", "c1")
    by_old, by_new = known_customer(opened, "c1"), known_customer(opened, "c0")
    assert by_old == by_new
    assert (by_old.key, by_old.merged) == ("c0", ("c1",))


def test_a_value_that_changed_is_told_with_its_day(opened: Workspace) -> None:
    put(opened.store, ("customers", [{"customer": "c0", "city": "Gouda"}]))
    (change,) = known_customer(opened, "c0").changes
    assert (change.field, change.old, change.new) == ("city", "Delft", "Gouda")


def test_an_unknown_key_is_refused(opened: Workspace) -> None:
    with pytest.raises(UserError, match="There is no customer"):
        known_customer(opened, "nobody-like-this")


def test_stored_values_of_some_in_their_order(opened: Workspace) -> None:
    number = known_customer(opened, "c7").number
    first = known_customer(opened, "c0").number
    assert stored_values(opened, [number, 999_999, first], ["city"]) == [{"=key": "c7", "city": "Gent"}, {"=key": "c0", "city": "Delft"}]


def test_when_a_customer_came_and_went_and_by_which_version(opened: Workspace) -> None:
    again(opened)
    edit(opened, "delft", "city = 'Delft' AND lines MATCHES (time >= -3d)")
    again(opened, NOON + DAY)
    again(opened, NOON + 9 * DAY)
    numbers = {key: opened.definitions.get(key).id for key in SEGMENTS}
    told = [(each.segment, each.at, each.joined, each.version) for each in moves(opened, known_customer(opened, "c1").number)]
    assert (numbers["delft"], NOON, True, 1) in told
    assert (numbers["delft"], NOON + DAY, False, 2) in told
    assert told == sorted(told, key=lambda each: each[1], reverse=True)


def test_amounts_are_decimals(opened: Workspace) -> None:
    put(opened.store, ("customers", [{"customer": "c0", "city": "Delft"}]))
    values = known_customer(opened, "c0", [each.name for each in opened.catalog.traits if each.type.value == "decimal"]).values
    assert all(isinstance(each, Decimal | None) for each in values.values())
