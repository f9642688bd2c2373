from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from doelgroep.benchmark.census import census, resolved
from doelgroep.benchmark.segments import AS_OF, make_segments
from doelgroep.engine.duckdb import count
from doelgroep.model.node import And, InSegment, Not, Or
from doelgroep.model.resolve import understand
from doelgroep.model.walk import walk
from doelgroep.plan.plan import plan

if TYPE_CHECKING:
    from doelgroep.model.node import ModelNode, Test
    from doelgroep.workspace import Workspace

NUMBER = 2_000
SEGMENTS = make_segments(NUMBER, seed=1)
PUBLISHED = "50161c91a3da0728"


@pytest.fixture(scope="module")
def tests_by_key(bench_workspace: Workspace) -> dict[str, Test]:
    return resolved(SEGMENTS, bench_workspace.catalog)


def test_all_are_understood_without_warnings(bench_workspace: Workspace) -> None:
    keys = {each.key for each in SEGMENTS}
    found = [understand(each.query, bench_workspace.catalog, segments=keys) for each in SEGMENTS]
    assert [each.warnings for each in found if each.warnings] == []


def test_the_same_seed_gives_the_same_texts() -> None:
    assert make_segments(NUMBER, seed=1) == SEGMENTS


def test_fewer_segments_are_the_first_ones() -> None:
    assert make_segments(100, seed=1) == SEGMENTS[:100]


def test_another_seed_gives_other_texts() -> None:
    other = {each.query for each in make_segments(NUMBER, seed=2)}
    assert len(other & {each.query for each in SEGMENTS}) < NUMBER * 0.05


def test_texts_stay_as_published() -> None:
    """Figures of different versions may be compared only while this holds."""
    assert sha256("\n".join(each.query for each in SEGMENTS).encode()).hexdigest()[:16] == PUBLISHED


@pytest.mark.parametrize(
    "form",
    [
        *("count >=", "count = 0", "sum_amount", "avg_", "max_", "min_", "distinct_product", "distinct_days", "distinct_months"),
        *("first_date", "last_date", "NOT MATCHES", " IN (", "NOT IN (", "IS NULL", "IS NOT NULL", "FIRST", "LAST", "PER product"),
        *("BETWEEN -", "BETWEEN 20", "birth_date >", "accepts_email", "channel", "device", "weekday", "IN SEGMENT", " OR ", "NOT ("),
    ],
)
def test_every_form_occurs(form: str) -> None:
    assert sum(form in each.query for each in SEGMENTS) >= 5


def test_windows_go_from_a_day_or_so_to_two_years_and_most_are_usual() -> None:
    days = [int(each) for segment in SEGMENTS for each in re.findall(r"date >= -(\d+)d", segment.query)]
    assert min(days) <= 5
    assert 700 < max(days) <= 730
    assert sum(each in {7, 14, 30, 60, 90, 180, 365} for each in days) > len(days) * 0.7


def test_some_segments_refer_to_earlier_ones(tests_by_key: dict[str, Test]) -> None:
    referring = {key: part.key for key, test in tests_by_key.items() for part in walk(test) if isinstance(part, InSegment)}
    assert 0.05 <= len(referring) / NUMBER <= 0.1
    assert all(earlier < key for key, earlier in referring.items())


def test_groups_are_nested_up_to_three_deep(tests_by_key: dict[str, Test]) -> None:
    depths = {_depth(test) for test in tests_by_key.values()}
    assert depths >= {0, 1, 2, 3}


def _depth(test: ModelNode) -> int:
    """Of alternating AND and OR."""
    match test:
        case And(items=items) | Or(items=items):
            return 1 + max(_depth(each) for each in items)
        case Not(item=item):
            return _depth(item)
        case _:
            return 0


def test_conditions_are_shared_between_segments(tests_by_key: dict[str, Test]) -> None:
    found = census(tests_by_key)
    assert found.segments == NUMBER
    assert found.distinct_conditions < found.conditions / 2
    assert found.distinct_scopes < found.distinct_statistics


def test_most_segments_have_some_customers_and_not_all(bench_workspace: Workspace, tests_by_key: dict[str, Test]) -> None:
    context = bench_workspace.context(AS_OF)
    with bench_workspace.store.reading() as cursor:
        total = bench_workspace.total(cursor)
        planned = [plan(tests_by_key[each.key], context, tests_by_key.__getitem__) for each in SEGMENTS[::40]]
        shares = [count(cursor, each, bench_workspace.catalog) / total for each in planned]
    assert sum(0.001 <= each <= 0.999 for each in shares) > len(shares) * 0.7


def test_the_census_walks_into_groups_and_names_its_numbers(bench_workspace: Workspace) -> None:
    found = census(resolved(SEGMENTS[:10], bench_workspace.catalog))
    assert found.to_data()["segments"] == 10
    assert "distinct conditions" in found.to_text()
