"""Where the kernel would run out of numbers, a condition is left to the relational engine."""

from __future__ import annotations

from doelgroep.catalog import Activity, Catalog, Field, FieldType
from doelgroep.engine.onepass_classes import MOST_CLASSES, has_room
from doelgroep.model.resolve import understand
from doelgroep.plan.ranges import of_values
from doelgroep.testing.tables import PlainData
from tests.engines import load_one_pass

NOTES = Catalog(activities=(Activity(name="notes", fields=(Field(name="size", type=FieldType.INTEGER),)),))


def test_the_largest_whole_number_is_a_value_and_not_a_missing_one() -> None:
    rows: list[tuple[str, dict[str, object]]] = [("c1", {"size": 2**63 - 1}), ("c2", {"size": None})]
    judge = load_one_pass(NOTES, PlainData(customers={"c1": {}, "c2": {}}, activities={"notes": rows}), "UTC")
    assert judge(understand("notes MATCHES (min_size > 5)", NOTES).test) == {"c1"}
    assert judge(understand("notes MATCHES (max_size > 5)", NOTES).test) == {"c1"}


def test_classes_of_a_column_stay_within_sixteen_bits() -> None:
    taken: dict[str, set[int]] = {}
    half = of_values(range(0, MOST_CLASSES // 2, 2))
    assert has_room(taken, "text", half)
    assert has_room(taken, "text", half), "the same set makes no further classes"
    assert not has_room(taken, "text", of_values(range(0, 4 * MOST_CLASSES, 4)))
    assert has_room(taken, "other", half)
