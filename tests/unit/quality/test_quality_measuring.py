from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from doelgroep.quality.kept import FILE, forget, keep, kept
from doelgroep.quality.measuring import is_current, measure
from doelgroep.quality.values import Bar, Measures, Spread, Trouble
from tests.unit.quality.quality_shop import TODAY, quality_shop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.quality.values import FieldMeasure, Finding
    from doelgroep.store.progress import Progress
    from doelgroep.workspace import Workspace


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with quality_shop(tmp_path_factory.mktemp("quality")) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def measures(shop: Workspace) -> Measures:
    return measure(shop)


def field(measures: Measures, table: str, name: str) -> FieldMeasure:
    found = measures.table(table)
    assert found is not None
    measured = found.field(name)
    assert measured is not None
    return measured


def finding(measures: Measures, trouble: Trouble) -> Finding:
    (found,) = [each for each in measures.findings if each.trouble is trouble]
    return found


def test_every_field_has_its_fill_rate_and_its_different_values(measures: Measures) -> None:
    city, score = field(measures, "customers", "city"), field(measures, "customers", "score")
    assert (city.rows, city.filled, city.distinct, round(city.fill_rate, 4)) == (7, 5, 3, 0.7143)
    assert (score.lowest, score.highest, score.quartiles) == (1, 5, (3.0, 4.0, 4.0))


def test_the_bars_of_a_field_are_all_its_values(measures: Measures) -> None:
    for table in measures.tables:
        for each in table.fields:
            spread = each.distribution
            counted = sum(bar.count for bar in spread.bars) + spread.below + spread.above + spread.other
            assert counted == each.filled, (table.name, each.name)


def test_values_lie_within_their_bars(measures: Measures) -> None:
    amount = field(measures, "order_lines", "amount").distribution
    assert amount.spread is Spread.NUMBERS
    assert amount.bars[0] == Bar(low=10.0, high=11.0, count=70)
    assert amount.above == 2  # the two rows of 77.77 do not stretch the picture


def test_days_are_counted_per_day_month_or_year(measures: Measures) -> None:
    assert field(measures, "order_lines", "date").distribution.spread is Spread.MONTHS
    assert field(measures, "customers", "birth_date").distribution.spread is Spread.YEARS
    assert field(measures, "traits", "last_order_line_date").distribution.spread is Spread.DAYS


def test_whole_numbers_with_few_values_are_shown_one_by_one(measures: Measures) -> None:
    score = field(measures, "customers", "score").distribution
    assert score.bars == (Bar(low=1, count=1), Bar(low=3, count=1), Bar(low=4, count=2), Bar(low=5, count=1))


def test_the_days_of_an_activity_are_counted(measures: Measures) -> None:
    orders = measures.table("order_lines")
    assert orders is not None
    assert len(orders.days) == 70
    assert dict(orders.days)[TODAY - timedelta(days=5)] == 2


def test_rows_without_customer_are_found(measures: Measures) -> None:
    assert (finding(measures, Trouble.MISSING_KEY).count, finding(measures, Trouble.MISSING_KEY).of) == (3, 1734)


def test_customers_with_one_address_are_found_whatever_its_capitals(measures: Measures) -> None:
    found = finding(measures, Trouble.SHARED_CONTACT)
    assert (found.field, found.count, found.examples[0].text) == ("email", 2, "ann@example.org")


def test_customers_of_no_file_are_found(measures: Measures) -> None:
    assert [each.customer for each in finding(measures, Trouble.BARE_CUSTOMERS).examples] == ["x99"]


def test_spellings_that_differ_in_capitals_are_found(measures: Measures) -> None:
    found = finding(measures, Trouble.VARIANTS)
    assert (found.field, found.count, found.details) == ("city", 1, {"groups": 1})
    assert found.examples[0].text == "“Delft” 2 · “delft” 1"


def test_impossible_days_are_found(measures: Measures) -> None:
    assert [each.text for each in finding(measures, Trouble.TOO_EARLY).examples] == ["1850-01-01"]
    assert [each.text for each in finding(measures, Trouble.TOO_LATE).examples] == ["2099-01-01"]


def test_values_that_no_lookup_has_are_found(measures: Measures) -> None:
    found = finding(measures, Trouble.UNKNOWN_KEY)
    assert (found.field, found.count, found.details) == ("product_id", 1, {"keys": 1, "lookup": "products"})
    assert found.examples[0].text == "p9"


def test_rows_that_are_twice_the_same_are_found(measures: Measures) -> None:
    found = finding(measures, Trouble.REPEATED_ROWS)
    assert (found.count, [each.customer for each in found.examples]) == (1, ["c03"])


def test_a_day_with_far_fewer_rows_is_found(measures: Measures) -> None:
    found = finding(measures, Trouble.FEW_ROWS)
    assert (found.count, found.details["day"]) == (1, (TODAY - timedelta(days=5)).isoformat())


def test_nothing_is_measured_twice(shop: Workspace, measures: Measures) -> None:
    seen: list[Progress] = []
    assert measure(shop, report=seen.append) is kept(shop.path)
    assert kept(shop.path) == measures
    assert seen == []
    assert is_current(shop, measures)


def test_only_tables_with_new_data_are_measured_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("again")
    with quality_shop(folder) as workspace:
        before = measure(workspace)
        (folder / "more.csv").write_text(f"customer_id,product_id,amount,date\nc02,p1,5.00,{TODAY}\n", encoding="utf-8")
        workspace.import_files(folder / "more.csv")
        assert not is_current(workspace, before)
        after = measure(workspace)
        changed = {each.name for each, old in zip(after.tables, before.tables, strict=True) if each.edition != old.edition}
        assert changed == {"customers", "traits", "order_lines"}
        assert is_current(workspace, after)


def test_a_measuring_that_is_stopped_keeps_what_it_has(tmp_path_factory: pytest.TempPathFactory) -> None:
    class StopError(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.rows >= 8:
            raise StopError

    with quality_shop(tmp_path_factory.mktemp("stopped")) as workspace:
        with pytest.raises(StopError):
            measure(workspace, report=stop)
        found = kept(workspace.path)
        assert found is not None
        assert [each.name for each in found.tables] == ["customers"]
        assert len(measure(workspace).tables) == 4


def test_what_is_kept_is_what_was_measured(tmp_path_factory: pytest.TempPathFactory, measures: Measures) -> None:
    folder = tmp_path_factory.mktemp("kept")
    keep(folder, measures)
    assert kept(folder) == measures
    assert isinstance(field(measures, "order_lines", "amount").lowest, Decimal)
    assert isinstance(field(measures, "order_lines", "date").lowest, date)
    forget(folder)
    assert kept(folder) is None
    assert not (folder / FILE).exists()


@pytest.mark.parametrize("text", ["", "{}", '{"format": 99}', "[1, 2]"])
def test_a_broken_or_foreign_file_counts_as_none(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("broken")
    (folder / FILE).write_text(text, encoding="utf-8")
    assert kept(folder) is None


def test_asking_again_is_cheap(shop: Workspace, measures: Measures) -> None:
    started = time.process_time()
    for _ in range(20):
        assert kept(shop.path) == measures
    assert time.process_time() - started < 0.2


def test_computed_fields_of_rows_are_measured_too(tmp_path: Path) -> None:
    lines = tmp_path / "lines.csv"
    lines.write_text(
        "customer_id,product,date,price,quantity\n1,a,2026-01-01,2.50,2\n2,b,2026-01-02,1.00,3\n2,b,2026-01-03,1.00,\n", encoding="utf-8"
    )
    with dg.create(tmp_path / "shop") as workspace:
        workspace.import_files(lines)
        (activity,) = [each for each in workspace.catalog.activities if each.derivation is None]
        (computed,) = [each.name for each in activity.fields if each.expression is not None]
        found = field(measure(workspace), activity.name, computed)
        assert (found.rows, found.filled, found.lowest, found.highest) == (3, 2, Decimal("3.00"), Decimal("5.00"))
