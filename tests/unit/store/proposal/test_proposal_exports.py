from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from doelgroep.catalog import FieldType, Privacy, Role
from doelgroep.store.source import ReadOptions, Target
from doelgroep.store.sql import quoted
from doelgroep.store.typing import conversion, stepped_sql
from tests.unit.store.proposal import exports
from tests.unit.store.proposal.proposing import codes, plan, problem, proposed, roles, spelled
from tests.unit.store.staging import AMSTERDAM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.source import TablePlan


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def values(connection: duckdb.DuckDBPyConnection, table: TablePlan, name: str) -> list[object]:
    """The values that a field gets, in the order of the lines."""
    column = next(each for each in table.columns if each.field.name == name)
    found = conversion(connection, column, table.file, AMSTERDAM)
    sql = f"SELECT {found.columns[0][1]} FROM {stepped_sql(table.file.table, [found.steps])} ORDER BY _line"
    return [row[0] for row in connection.execute(sql).fetchall()]


def test_lines_of_a_dutch_web_shop(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, exports.dutch_web_shop(tmp_path))
    lines, orders = found.catalog.activities
    assert (found.catalog.key, found.catalog.key_column, found.catalog.fields) == ("klantnummer", "Klantnummer", ())
    assert (lines.name, lines.time, lines.customer_column) == ("order_lines", "besteldatum", "Klantnummer")
    assert spelled(lines.fields) == {
        "ordernummer": "text",
        "naam": "text",
        "e_mailadres": "text",
        "besteldatum": "datetime",
        "artikelnummer": "category",
        "aantal": "integer",
        "stuksprijs": "decimal(2)",
        "regelbedrag": "decimal(2)",
        "betaalwijze": "category",
        "land": "category",
    }
    assert roles(lines.fields) == {
        "id": "ordernummer",
        "name": "naam",
        "email": "e_mailadres",
        "product": "artikelnummer",
        "quantity": "aantal",
        "revenue": "regelbedrag",
        "country": "land",
    }
    assert {each.name for each in lines.fields if each.privacy is Privacy.DIRECT} == {"naam", "e_mailadres"}
    assert orders.derivation is not None
    assert (orders.derivation.source, orders.derivation.group, orders.time) == ("order_lines", "ordernummer", "date")
    assert spelled(orders.fields)["amount"] == "decimal(2) = sum(regelbedrag)"
    assert spelled(orders.fields)["product"] == "text_list = list(artikelnummer)"
    assert spelled(orders.fields)["betaalwijze"] == "category = first(betaalwijze)"
    traits = spelled(found.catalog.traits)
    assert traits["number_of_orders"] == "integer = count(orders)"
    assert traits["amount_spent"] == "decimal(2) = sum(orders.amount)"
    assert traits["first_order_date"] == "date = first_date(orders)"
    assert "first_seen" not in traits, "it would say the same"
    assert traits["land"] == "category = last(order_lines.land WHERE land IS NOT NULL)"
    assert codes(found) == {}
    amounts = values(connection, plan(found, "order_lines"), "stuksprijs")
    assert str(max(each for each in amounts if each is not None)) == "1049.00"  # type: ignore[type-var] # decimals


def test_orders_with_gaps_get_their_customer_from_the_first_line(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, exports.shop_orders_with_gaps(tmp_path))
    table = plan(found, "order_lines")
    assert (table.key_column, codes(found)["import_filled"]) == ("Email", 199)
    assert "import_customers_missing" not in codes(found)
    assert connection.execute(f"SELECT count(*), count({quoted('Email')}) FROM {quoted(table.file.table)}").fetchall() == [(399, 399)]
    lines, orders = found.catalog.activities
    assert (lines.time, roles(lines.fields)["revenue"], roles(lines.fields)["id"]) == ("created_at", "total", "name")
    assert spelled(lines.fields)["tags"] == "text_list"
    assert spelled(orders.fields)["amount"] == "decimal(2) = sum(total)"
    totals = values(connection, table, "total")
    assert sum(each is None for each in totals) == 199, "numbers are never filled: they would be added up"
    assert codes(found)["import_column_empty"] == 399


def test_contacts_of_a_marketing_system(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, exports.contacts(tmp_path))
    assert (plan(found, "customers").target, found.catalog.key, found.catalog.entity) == (Target.CUSTOMERS, "record_id", "person")
    assert spelled(found.catalog.fields) == {
        "first_name": "text",
        "last_name": "text",
        "email": "text",
        "phone_number": "text",
        "company_name": "category",
        "lifecycle_stage": "category",
        "create_date": "datetime",
        "city": "category",
        "country_region": "category",
        "email_opt_in": "boolean",
        "birthday": "date",
    }
    direct = {each.name for each in found.catalog.fields if each.privacy is Privacy.DIRECT}
    assert direct == {"first_name", "last_name", "email", "phone_number", "birthday"}
    assert roles(found.catalog.fields)["consent"] == "email_opt_in"
    customer = next(each for each in found.choices if each.what == "customer")
    assert (customer.chosen, customer.others[0][0]) == ("Record ID", "Email")


def test_debtors_and_invoices_of_an_old_workbook(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, exports.debtors(tmp_path))
    assert (found.catalog.entity, found.catalog.key) == ("company", "debiteurnummer")
    assert spelled(found.catalog.fields) == {
        "bedrijfsnaam": "text",
        "branche": "category",
        "aantal_medewerkers": "integer",
        "postcode": "text",
        "plaats": "category",
        "kvk_nummer": "text",
        "kredietlimiet": "decimal(2)",
        "klant_sinds": "date",
        "geblokkeerd": "boolean",
    }
    (invoices,) = found.catalog.activities
    assert (invoices.name, invoices.time, invoices.customer_column) == ("facturen", "factuurdatum", "Debiteur")
    assert roles(invoices.fields) == {"id": "factuurnr", "revenue": "bedrag"}
    assert [each.key_column for each in found.tables] == ["Debiteur", "Debiteurnummer"]
    assert problem(found, "import_before_header").examples == ((1, "Debiteurenlijst per 01-10-2024"),)


def test_till_receipts_have_their_moment_in_two_columns(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, exports.till_receipts(tmp_path))
    receipts, orders = found.catalog.activities
    assert (receipts.name, receipts.time, receipts.customer_column) == ("kassabonnen", "datum", "klantenkaart")
    table = plan(found, "kassabonnen")
    moment = next(each for each in table.columns if each.field.name == "datum")
    assert (moment.columns, moment.field.type) == (("datum", "tijd"), FieldType.DATETIME)
    local = conversion(connection, moment, table.file, AMSTERDAM)
    first = connection.execute(
        f"SELECT {local.columns[1][1]}, {local.columns[2][1]} FROM {stepped_sql(table.file.table, [local.steps])} LIMIT 1"
    ).fetchall()
    assert first == [(exports.moment(0).date(), exports.moment(0).hour)]
    assert (spelled(receipts.fields)["filiaal"], roles(receipts.fields)["product"]) == ("category", "ean")
    assert orders.derivation is not None
    assert codes(found) == {"import_customers_missing": sum(1 + receipt % 3 for receipt in range(0, 400, 4))}


def test_events_with_milliseconds_and_nested_objects(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, exports.event_log(tmp_path))
    (events,) = found.catalog.activities
    assert (events.name, events.time, events.customer_column) == ("events", "ts", "user_id")
    assert spelled(events.fields) == {
        "event_id": "text",
        "event": "category",
        "device_type": "category",
        "device_os": "category",
        "ts": "datetime",
        "url": "text",
        "labels": "text_list",
        "value": "decimal(3)",
    }
    assert "revenue" not in roles(events.fields), "a value beside nothing that is sold is no money"
    assert codes(found) == {"import_customers_missing": 300}


def test_american_till_with_months_first(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, exports.american_till(tmp_path), area="America/New_York")
    sales = found.catalog.activities[0]
    assert (sales.name, sales.time, sales.customer_column) == ("pos_sales", "transaction_date", "Member #")
    table = plan(found, "pos_sales")
    formats = {each.field.name: each.format for each in table.columns}
    assert formats["transaction_date"].dates == ("%m/%d/%Y %I:%M %p",)
    assert formats["line_total"].grouping == ","
    assert str(max(each for each in values(connection, table, "line_total") if each is not None)) == "3147.00"  # type: ignore[type-var] # decimals
    assert codes(found) == {}


def test_tables_of_a_database_find_their_customers_over_each_other(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, exports.database(tmp_path))
    places = {each.name: (each.target, each.key_column) for each in found.tables}
    assert places == {
        "customers": (Target.CUSTOMERS, "id"),
        "orders": (Target.ACTIVITY, "customer_id"),
        "order_items": (Target.ACTIVITY, "customer_id"),
        "products": (Target.LOOKUP, "id"),
    }
    items = found.catalog.activity("order_items")
    assert items is not None
    assert (items.time, items.derivation) == ("order_date", None)
    assert spelled(items.fields)["product_id"] == "category -> products"
    assert spelled(items.fields)["amount"] == "decimal(2) = quantity * unit_price"
    assert [each.name for each in found.catalog.activities] == ["order_items", "orders"]
    assert spelled(found.catalog.traits)["amount_spent"] == "decimal(2) = sum(orders.total)"
    dates = {name: each for name, each in spelled(found.catalog.traits).items() if each.startswith("date")}
    assert dates == {"first_order_date": "date = first_date(orders)", "last_order_date": "date = last_date(orders)"}, "lines have the order's moment"
    special = {each.name for each in found.catalog.fields if each.privacy is Privacy.SPECIAL}
    assert special == {"religion"}
    product = found.catalog.lookups[0].field("name")
    assert product is not None
    assert product.privacy is Privacy.NONE, "the name of a product is nobody's"
    rows = connection.execute(
        f"SELECT count(*), count(customer_id), count(order_date) FROM {quoted(plan(found, 'order_items').file.table)}"
    ).fetchall()
    assert rows == [(900, 900, 900)]
    assert (codes(found), problem(found, "import_joined").params["other"]) == ({"import_joined": 0}, "orders.csv")


def test_tables_of_a_marketplace_take_their_moment_from_the_order(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, exports.marketplace(tmp_path))
    assert {each.name: (each.target, each.key_column) for each in found.tables} == {
        "market_orders": (Target.ACTIVITY, "customer_id"),
        "market_order_items": (Target.ACTIVITY, "customer_id"),
        "market_order_reviews": (Target.ACTIVITY, "customer_id"),
        "customers": (Target.CUSTOMERS, "customer_id"),
        "market_products": (Target.LOOKUP, "product_id"),
    }
    times = {each.name: each.time for each in found.catalog.activities}
    assert times == {
        "market_orders": "order_purchase_timestamp",
        "market_order_items": "order_purchase_timestamp",
        "market_order_reviews": "review_creation_date",
    }
    items = found.catalog.activity("market_order_items")
    assert items is not None
    assert spelled(items.fields)["product_id"] == "category -> market_products"
    assert roles(items.fields)["revenue"] == "price"


def test_lookups_refer_to_lookups_and_activities_may_have_no_moment(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, exports.groceries(tmp_path))
    assert {each.name: each.key_column for each in found.tables} == {
        "orders": "user_id",
        "order_products": "user_id",
        "products": "product_id",
        "aisles": "aisle_id",
    }
    products = next(each for each in found.catalog.lookups if each.name == "products")
    assert spelled(products.fields)["aisle_id"].endswith(" -> aisles")
    assert {each.time for each in found.catalog.activities} == {None}
    assert {each.params["activity"] for each in found.problems if each.code == "import_no_time"} == {"orders", "order_products"}


def test_files_of_several_months_are_one_activity_and_help_each_other(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, exports.months(tmp_path))
    assert [(each.name, each.file.path.name) for each in found.tables] == [
        ("verkopen", f"verkopen_{each}_2024.csv") for each in ("jan", "feb", "mrt")
    ]
    assert spelled(found.catalog.activities[0].fields) == {"datum": "date", "bedrag": "decimal(2)"}
    assert {each.columns[0].format.dates for each in found.tables} == {("%d/%m/%Y",)}
    assert codes(found) == {}


def test_answers_to_a_survey_by_email_address(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, exports.survey(tmp_path))
    assert (plan(found, "customers").key_column, found.catalog.key) == ("E-mail", "customer_id")
    assert spelled(found.catalog.fields) == {
        "e_mail": "text",
        "ingevuld_op": "datetime",
        "cijfer": "integer",
        "interesses": "text_list",
        "nieuwsbrief": "boolean",
        "gezondheid": "category",
    }
    interests = next(each for each in plan(found, "customers").columns if each.field.name == "interesses")
    assert interests.format.list_separator == ";"
    health = next(each for each in found.catalog.fields if each.name == "gezondheid")
    assert health.privacy is Privacy.SPECIAL


@pytest.mark.parametrize(
    "export",
    [
        exports.dutch_web_shop,
        exports.shop_orders_with_gaps,
        exports.contacts,
        exports.debtors,
        exports.till_receipts,
        exports.event_log,
        exports.database,
        exports.marketplace,
        exports.groceries,
        exports.survey,
    ],
)
def test_a_second_export_changes_nothing_in_the_catalogue(connection: duckdb.DuckDBPyConnection, tmp_path: Path, export: object) -> None:
    paths = export(tmp_path)  # type: ignore[operator] # functions of this module
    first = proposed(connection, paths)
    again = proposed(connection, paths, catalog=first.catalog)
    assert again.catalog == first.catalog
    assert [(each.name, each.key_column, each.columns) for each in again.tables] == [
        (each.name, each.key_column, each.columns) for each in first.tables
    ]


def test_all_the_files_at_once_do_not_disturb_each_other(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    files = [exports.debtors(tmp_path), exports.till_receipts(tmp_path), exports.event_log(tmp_path)]
    found = proposed(connection, files, ReadOptions())
    assert {each.name for each in found.tables} == {"customers", "facturen", "kassabonnen", "events"}
    assert {each.key_column for each in found.tables} == {"Debiteurnummer", "Debiteur", "klantenkaart", "user_id"}
    assert [each.name for each in found.catalog.activities] == ["facturen", "kassabonnen", "orders", "events"]
    assert roles(found.catalog.activities[1].fields)[Role.REVENUE] == "bedrag"
