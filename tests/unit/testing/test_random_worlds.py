from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from doelgroep.catalog import Activity, Catalog, Field, FieldType
from doelgroep.errors import UserError
from doelgroep.plan.context import Context
from doelgroep.testing.assertions import assert_same_members, reference_judge
from doelgroep.testing.paste import as_code
from doelgroep.testing.smaller import shorter, smallest
from doelgroep.testing.strategies import World, worlds
from doelgroep.testing.tables import PlainData

AGE = Field(name="age", type=FieldType.INTEGER)
AT = Field(name="at", type=FieldType.DATETIME)
SHOP = World(
    catalog=Catalog(fields=(AGE, Field(name="city", type=FieldType.CATEGORY)), activities=(Activity(name="orders", fields=(AT,), time="at"),)),
    data=PlainData(
        customers={"ann": {"age": 30, "city": "Delft"}, "bob": {"age": None, "city": "Delft"}, "cas": {"age": 5, "city": None}},
        activities={"orders": [("ann", {"at": datetime(2024, 2, 29, 12, tzinfo=UTC)}), ("bob", {"at": None})]},
    ),
    segments={"delft": "city = 'Delft'"},
    context=Context(datetime(2024, 3, 31, 12, tzinfo=ZoneInfo("Europe/Amsterdam")), ZoneInfo("Europe/Amsterdam")),
    queries=("IN SEGMENT 'delft'", "age > 3 AND (city = 'Delft' OR orders MATCHES (date < today, count >= 1))"),
)


@settings(max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(worlds(queries_per_world=5))
def test_random_queries_are_valid(world: World) -> None:
    judge = reference_judge(world)
    for query in world.queries:
        assert set(judge(world.test(query))) <= world.data.customers.keys()


class TestAssertSameMembers:
    def test_is_silent_when_all_agree(self) -> None:
        assert_same_members(SHOP, reference_judge(SHOP))

    def test_tells_the_query_and_who_differs(self) -> None:
        with pytest.raises(AssertionError, match=r"IN SEGMENT 'delft'\n\nonly in the reference engine: none\nonly in mine: \['cas'\]"):
            assert_same_members(SHOP, lambda _: ["ann", "bob", "cas"], name="mine")

    def test_a_crash_is_told_with_the_query(self) -> None:
        def crash(_: object) -> list[str]:
            raise ZeroDivisionError("out of order")

        with pytest.raises(AssertionError, match=r"mine cannot run\n\n    IN SEGMENT 'delft'\n\nout of order"):
            assert_same_members(SHOP, crash, name="mine")

    def test_a_refusal_is_a_failure_unless_it_is_allowed(self) -> None:
        def decline(_: object) -> list[str]:
            raise UserError("number_too_large", detail="10^40")

        assert_same_members(SHOP, decline, may_refuse=lambda error: error.code == "number_too_large")
        with pytest.raises(AssertionError, match="mine refuses"):
            assert_same_members(SHOP, decline, name="mine")

    def test_the_message_holds_the_world_as_code(self) -> None:
        with pytest.raises(AssertionError, match="To repeat it") as caught:
            assert_same_members(SHOP, lambda _: [])
        names: dict[str, World] = {}
        exec(str(caught.value).partition("To repeat it:")[2], names)  # noqa: S102 - our own text; that it runs is the point
        assert names["world"] == replace(SHOP, queries=SHOP.queries[:1])


class TestSmallest:
    def test_what_is_not_needed_goes(self) -> None:
        found = smallest(
            SHOP, lambda each: any("age" in query for query in each.queries) and any(row.get("age") == 5 for row in each.data.customers.values())
        )
        assert found.queries == ("age > 3",)
        assert found.data == PlainData(customers={"cas": {"age": 5}}, activities={})
        assert found.catalog == Catalog(fields=(AGE,))
        assert found.segments == {}

    def test_a_world_that_cannot_be_smaller_stays(self) -> None:
        assert smallest(SHOP, lambda _: False) is SHOP

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("a = 1", []),
            ("NOT a = 1", ["a = 1"]),
            ("a = 1 OR b = 2", ["a = 1", "b = 2"]),
            ("a = 1 AND b = 2 AND c = 3", ["a = 1", "b = 2", "c = 3", "b = 2 AND c = 3", "a = 1 AND c = 3", "a = 1 AND b = 2"]),
            ("a IN (1, 2)", ["a IN (1)", "a IN (2)"]),
            ("o NOT MATCHES (a = 1, count > 2 PER b)", ["o MATCHES (a = 1, count > 2 PER b)", "o NOT MATCHES ()", "o NOT MATCHES (a = 1 PER b)"]),
        ],
    )
    def test_shorter_queries(self, query: str, found: list[str]) -> None:
        assert list(shorter(query))[: len(found)] == found
        assert bool(found) == bool(list(shorter(query)))


class TestAsCode:
    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (FieldType.TEXT, "FieldType.TEXT"),
            (date(2024, 2, 29), "date.fromisoformat('2024-02-29')"),
            (datetime(2024, 2, 29, 12, tzinfo=UTC), "datetime.fromisoformat('2024-02-29T12:00:00+00:00')"),
            (
                datetime(2024, 2, 29, tzinfo=ZoneInfo("UTC")),
                "datetime.fromisoformat('2024-02-29T00:00:00').replace(tzinfo=ZoneInfo('UTC'))",
            ),
            (Decimal("1.50"), "Decimal('1.50')"),
            ((1,), "(1,)"),
            ([None, True], "[None, True]"),
            ({"a": (52.0, 4.5)}, "{'a': (52.0, 4.5)}"),
            (AGE, "Field(name='age', type=FieldType.INTEGER)"),
        ],
    )
    def test_values(self, value: object, code: str) -> None:
        assert as_code(value) == code
