from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest

from doelgroep.catalog import Activity, Catalog, Field, FieldType, Lookup, Role
from doelgroep.errors import Severity, UserError
from doelgroep.store.ready_catalogs import ready
from doelgroep.store.source import ReadOptions, Target
from tests.unit.store.proposal import exports
from tests.unit.store.proposal.proposing import codes, plan, problem, proposed, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from doelgroep.store.source import Proposal


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def written(folder: Path, name: str, header: str, rows: Sequence[str]) -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def sales(connection: duckdb.DuckDBPyConnection, folder: Path, rows: Sequence[str], options: ReadOptions | None = None) -> Proposal:
    """Orders of 20 customers, and the given rows behind them."""
    usual = [f"{1 + number % 20},2024-{1 + number % 9:02}-{1 + number % 28:02} 10:00:00,{number}.50,shampoo" for number in range(80)]
    return proposed(connection, written(folder, "orders.csv", "customer_id,order_date,amount,category", [*usual, *rows]), options)


def test_values_that_do_not_fit_are_counted_with_their_lines(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    usual = [f"{1 + number % 20},2024-01-31,{number}" for number in range(300)]
    path = written(tmp_path, "orders.csv", "customer_id,order_date,amount", [*usual, "1,2024-02-30,5", "2,2024-03-01,veel"])
    found = proposed(connection, path)
    assert problem(found, "import_values_fail", "order_date").examples == ((302, "2024-02-30"),)
    assert problem(found, "import_values_fail", "amount").examples == ((303, "veel"),)


def test_rows_without_customer_and_odd_keys(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = sales(connection, tmp_path, [",2024-01-31 10:00:00,5.00,x", "NULL,2024-01-31 10:00:00,5.00,x"])
    assert problem(found, "import_customers_missing").params["count"] == 2
    decimal = [f"{17850 + number % 20}.0,2024-01-31 10:00:00,5.00" for number in range(80)]
    path = written(tmp_path, "orders2.csv", "customer_id,order_date,amount", decimal)
    assert problem(proposed(connection, path), "import_keys_decimal").params["clean"] == "17850"
    assert "import_keys_decimal" not in codes(proposed(connection, path, ReadOptions(clean_keys=True)))
    assert proposed(connection, path, ReadOptions(clean_keys=True)).tables[0].clean_keys


def test_a_key_on_a_fifth_of_the_rows_is_suspicious(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"{number % 200 if number % 3 else 9999},2024-01-31,5.00" for number in range(1500)]
    found = proposed(connection, written(tmp_path, "orders.csv", "customer_id,order_date,amount", rows))
    assert (problem(found, "import_key_dominates").params["key"], codes(found)["import_key_dominates"]) == ("9999", 500)


def test_customers_that_stand_in_a_file_twice(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"{number},Jan,q{number}@x.nl,1980-01-01,M" for number in range(60)]
    path = written(
        tmp_path, "customers.csv", "customer_id,first_name,email,birth_date,gender", [*rows, "7,Piet,q7@x.nl,1980-01-01,M", ",X,x@x.nl,1980-01-01,M"]
    )
    found = proposed(connection, path)
    assert plan(found, "customers").target is Target.CUSTOMERS
    assert problem(found, "import_keys_twice").examples == ((9, "7"),)
    assert codes(found)["import_keys_missing"] == 1


def test_days_that_can_not_be(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    later = date.today() + timedelta(days=400)  # noqa: DTZ011 - the future, wherever one is
    found = sales(connection, tmp_path, [f"1,{later} 10:00:00,5.00,x", "1,1066-10-14 10:00:00,5.00,x"])
    assert problem(found, "import_days_future").examples == ((82, f"{later} 10:00:00"),)
    assert problem(found, "import_days_early").examples == ((83, "1066-10-14 10:00:00"),)


def test_hours_that_the_clock_left_out_or_showed_twice(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = sales(connection, tmp_path, ["1,2024-03-31 02:30:00,5.00,x", "1,2024-10-27 02:30:00,5.00,x", "2,2024-10-27 02:45:00,5.00,x"])
    assert (codes(found)["import_hours_shifted"], codes(found)["import_hours_ambiguous"]) == (1, 2)


def test_values_that_look_alike_and_blanks_around_them(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = sales(connection, tmp_path, ["1,2024-01-31 10:00:00,5.00,Shampoo", "1,2024-01-31 10:00:00,5.00,shampoo "])
    assert codes(found)["import_blanks_around"] == 1
    assert problem(found, "import_values_alike").params["values"] == "'shampoo' / 'Shampoo'"


def test_empty_columns_are_left_out_and_words_for_missing_are_told(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"{number},{'NA' if number % 10 == 0 else number * 100},,M" for number in range(50)]
    found = proposed(connection, written(tmp_path, "klanten.csv", "klantnummer,inkomen,leeg,geslacht", rows))
    assert spelled(found.catalog.fields) == {"inkomen": "integer", "geslacht": "category"}
    assert codes(found) == {"import_column_empty": 50, "import_words_for_missing": 5}


def test_dust_of_calculations_is_told(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = sales(connection, tmp_path, ["1,2024-01-31 10:00:00,5.300000000000001,x"])
    assert (spelled(found.catalog.activities[0].fields)["amount"], codes(found)["import_dust"]) == ("decimal(2)", 1)


def test_ragged_lines_are_told(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = sales(connection, tmp_path, ["1,2024-01-31 10:00:00", "1,2024-01-31 10:00:00,5.00,x"])
    assert problem(found, "import_bad_width").examples == ((82, "1,2024-01-31 10:00:00"),)


def test_two_columns_that_could_be_the_customer(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"{number % 30},{number % 25},2024-01-31,5.00" for number in range(90)]
    path = written(tmp_path, "orders.csv", "client_id,customer_id,order_date,amount", rows)
    found = proposed(connection, path)
    assert set(problem(found, "import_customer_unclear").params) == {"column", "others"}
    told = proposed(connection, path, ReadOptions(customer="Client ID"))
    assert (told.tables[0].key_column, codes(told)) == ("client_id", {})


def test_a_column_that_nobody_has_is_refused_with_the_nearest(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for options in (ReadOptions(customer="custmer_id"), ReadOptions(time="order_dat"), ReadOptions(amount="amonut"), ReadOptions(row_id="catgory")):
        with pytest.raises(UserError) as caught:
            sales(connection, tmp_path, [], options)
        assert caught.value.code == "import_column_unknown"
        assert caught.value.params["near"] in {"customer_id", "order_date", "amount", "category"}


def test_a_moment_without_dates_and_an_amount_without_numbers_are_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for options, code in ((ReadOptions(time="category"), "import_time_type"), (ReadOptions(amount="category"), "import_amount_type")):
        with pytest.raises(UserError) as caught:
            sales(connection, tmp_path, [], options)
        assert caught.value.code == code


def test_what_the_user_says_stands(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"{number % 20},2024-01-0{1 + number % 9},2024-02-0{1 + number % 9},{number},{number * 2},{number}" for number in range(80)]
    path = written(tmp_path, "x.csv", "klant,besteldatum,leverdatum,netto,bruto,nr", rows)
    usual = proposed(connection, path).catalog.activities[0]
    assert usual.time == "besteldatum"
    options = ReadOptions(target="leveringen", time="leverdatum", amount="bruto", row_id="nr")
    told = proposed(connection, path, options).catalog.activities[0]
    amount = next(each.name for each in told.fields if each.role is Role.REVENUE)
    assert (told.name, told.time, amount, told.row_id) == ("leveringen", "leverdatum", "bruto", "nr")


def test_a_file_of_nothing_in_particular_is_an_error(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", "a,b", ["x,y", "x,y", "z,y"])
    found = proposed(connection, path)
    assert (found.tables, found.problems[0].code, found.problems[0].severity) == ((), "import_no_place", Severity.ERROR)


def test_a_lookup_knows_who_refers_to_it_and_which_keys_it_lacks(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    products = written(tmp_path, "products.csv", "sku,brand", [f"P{number},A" for number in range(10)])
    orders = written(tmp_path, "orders.csv", "customer_id,date,sku,amount", [f"{number % 9},2024-01-31,P{number % 12},5.00" for number in range(60)])
    found = proposed(connection, [products, orders])
    assert spelled(found.catalog.activities[0].fields)["sku"] == "category -> products"
    orphans = problem(found, "import_orphans")
    assert (orphans.count, orphans.params["keys"], orphans.examples[0]) == (10, 2, (12, "P10"))
    alone = proposed(connection, products)
    assert (alone.catalog.lookups[0].key, set(codes(alone))) == ("sku", {"import_no_customer_lookup", "import_lookup_unused"})


def test_amounts_of_orders_that_stand_on_every_line_are_not_added_up(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"{order},{order % 20},2024-01-31,P{line},{50 + order}.00" for order in range(60) for line in range(3)]
    found = proposed(connection, written(tmp_path, "x.csv", "order_id,customer_id,order_date,sku,order_total", rows))
    orders = found.catalog.activity("orders")
    assert orders is not None
    assert spelled(orders.fields)["amount"] == "decimal(2) = first(order_total)"


def test_categories_that_the_catalogue_does_not_allow(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fields = (
        Field(name="order_date", type=FieldType.DATE),
        Field(name="amount", type=FieldType.DECIMAL, scale=2, role=Role.REVENUE),
        Field(name="channel", type=FieldType.CATEGORY, values=("web", "winkel")),
    )
    catalog = Catalog(activities=(Activity(name="orders", fields=fields, time="order_date"),))
    rows = [f"{number % 20},2024-01-31,5.00,{('web', 'winkel', 'beurs')[number % 3]}" for number in range(60)]
    found = proposed(connection, written(tmp_path, "orders.csv", "customer_id,order_date,amount,channel", rows), catalog=catalog)
    unknown = problem(found, "import_category_unknown")
    assert (unknown.count, unknown.examples[0]) == (20, (4, "beurs"))
    assert found.catalog.activities[0].fields == fields


def test_columns_find_the_fields_of_a_ready_made_catalogue_by_what_they_mean(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    shop = ready("shop").catalog
    found = proposed(connection, exports.dutch_web_shop(tmp_path), catalog=shop)
    lines = plan(found, "order_lines")
    names = {each.columns[0]: each.field.name for each in lines.columns}
    assert {each: names[each] for each in ("Ordernummer", "Besteldatum", "Artikelnummer", "Aantal", "Stuksprijs")} == {
        "Ordernummer": "order",
        "Besteldatum": "date",
        "Artikelnummer": "product",
        "Aantal": "quantity",
        "Stuksprijs": "unit_price",
    }
    assert [each.name for each in found.catalog.activities] == [each.name for each in shop.activities]
    assert [each.name for each in found.catalog.traits] == [each.name for each in shop.traits]
    prices = next(each for each in lines.columns if each.field.name == "unit_price")
    assert (prices.format.decimal_comma, prices.format.grouping) == (True, ".")


def test_a_table_that_the_catalogue_knows_keeps_its_types_and_gets_new_columns(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fields = (Field(name="naam", type=FieldType.TEXT, column="Volledige naam"), Field(name="code", type=FieldType.TEXT))
    catalog = Catalog(key="klant", key_column="Klant", fields=fields)
    rows = [f"{number},Jan {number},{number},{number}" for number in range(40)]
    found = proposed(connection, written(tmp_path, "klanten.csv", "Klant,Volledige naam,code,punten", rows), catalog=catalog)
    assert found.catalog.fields[:2] == fields
    assert spelled(found.catalog.fields[2:]) == {"punten": "integer"}
    assert [each.columns[0] for each in plan(found, "customers").columns] == ["Volledige naam", "code", "punten"]


def test_names_that_are_taken_or_mean_something_else_are_changed(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"{number % 9},2024-01-31,{number},{number},x{number % 3},{number}" for number in range(60)]
    found = proposed(connection, written(tmp_path, "visits.csv", "customer_id,date,count,2nd,First,Sum count", rows))
    assert list(spelled(found.catalog.activities[0].fields)) == ["date", "count_value", "field_2nd", "first_value", "sum_count"]


def test_a_lookup_of_the_catalogue_takes_more_rows(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fields = (Field(name="sku", type=FieldType.TEXT, role=Role.PRODUCT), Field(name="brand", type=FieldType.CATEGORY))
    catalog = Catalog(lookups=(Lookup(name="assortment", key="sku", fields=fields),))
    path = written(tmp_path, "nieuw.csv", "sku,brand,colour", [f"P{number},A,rood" for number in range(10)])
    found = proposed(connection, path, catalog=catalog)
    (lookup,) = found.catalog.lookups
    assert (lookup.name, lookup.key, [each.name for each in lookup.fields]) == ("assortment", "sku", ["sku", "brand", "colour"])


def test_a_file_without_rows_and_dates_in_several_ways_are_told(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    empty = written(tmp_path, "leeg.csv", "klantnummer,naam", [])
    rows = [f"{number % 20},{'2024-01-31' if number % 2 else '31-01-2024'},{number}" for number in range(80)]
    found = proposed(connection, [empty, written(tmp_path, "orders.csv", "klantnummer,besteldatum,bedrag", rows)])
    assert (problem(found, "import_no_rows").file, [each.name for each in found.tables]) == ("leeg.csv", ["orders"])
    assert problem(found, "import_date_formats_mixed").params["formats"] == ["%Y-%m-%d", "%d-%m-%Y"]
    left = connection.execute("SELECT count(*) FROM information_schema.tables WHERE starts_with(table_name, 'doelgroep_')").fetchall()
    assert left == [(0,)]


def test_orders_in_which_several_lines_lack_the_customer_are_not_filled(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"{order},{order % 20 if line != 1 else ''},2024-01-31,P{line},5.00" for order in range(60) for line in range(3)]
    found = proposed(connection, written(tmp_path, "orders.csv", "order_id,customer_id,order_date,sku,amount", rows))
    assert codes(found) == {"import_customers_missing": 60}
