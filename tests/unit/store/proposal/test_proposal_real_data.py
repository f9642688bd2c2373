"""The public data sets of `data/INDEX.md`, beside the project; see its licences. Skipped where they are not there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from doelgroep.catalog import FieldType, Role
from doelgroep.store.source import ReadOptions, Target
from doelgroep.store.sql import quoted
from doelgroep.store.typing import conversion, key_conversion, stepped_sql
from tests.unit.store.proposal.proposing import codes, plan, problem, proposed, roles, spelled
from tests.unit.store.staging import AMSTERDAM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.store.source import TablePlan

DATA = Path(os.environ.get("DOELGROEP_REAL_DATA", Path(__file__).resolve().parents[4].parent / "shared" / "data"))

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the public data sets are not in {DATA}; name their folder in DOELGROEP_REAL_DATA"),
]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def typed(connection: duckdb.DuckDBPyConnection, table: TablePlan, question: str) -> tuple[object, ...]:
    """The answer to a question about the typed rows of a table: `FROM typed` has its fields and `_key`."""
    found = [conversion(connection, each, table.file, AMSTERDAM) for each in table.columns]
    if table.key_column is not None:
        raw = next(each for each in table.file.columns if each.name == table.key_column)
        found.append(key_conversion(raw, clean=table.clean_keys))
    values = ", ".join(f"{sql} AS {quoted(name)}" for each in found for name, sql in each.columns)
    failed = " OR ".join(each.failed for each in found)
    source = stepped_sql(table.file.table, [each.steps for each in found])
    answer = connection.execute(f"WITH typed AS (SELECT {values}, {failed} AS failed FROM {source}) {question}").fetchall()
    return tuple(answer[0])


def test_online_retail(connection: duckdb.DuckDBPyConnection) -> None:
    found = proposed(connection, DATA / "online-retail" / "online_retail.csv.gz", ReadOptions(clean_keys=True))
    lines, orders = found.catalog.activities
    assert (lines.name, lines.time, lines.customer_column) == ("order_lines", "invoice_date", "CustomerID")
    assert spelled(lines.fields) == {
        "invoice_no": "text",
        "stock_code": "category",
        "description": "text",
        "quantity": "integer",
        "invoice_date": "datetime",
        "unit_price": "decimal(3)",
        "country": "category",
        "amount": "decimal(3) = quantity * unit_price",
    }
    assert orders.derivation is not None
    assert (orders.name, orders.derivation.source, orders.derivation.group) == ("orders", "order_lines", "invoice_no")
    traits = spelled(found.catalog.traits)
    assert traits["country"] == "category = last(order_lines.country WHERE country IS NOT NULL)"
    assert traits["number_of_orders"] == "integer = count(orders)"
    table = plan(found, "order_lines")
    assert (table.file.rows, table.file.bad_rows, codes(found)) == (541_909, (), {"import_customers_missing": 135_080})
    every = "SELECT count(_key), count(DISTINCT _key), count(DISTINCT invoice_no), count(*) FILTER (failed), sum(quantity * unit_price)::VARCHAR"
    assert typed(connection, table, f"{every} FROM typed") == (406_829, 4_372, 25_900, 0, "9747747.934")
    positive = (
        "SELECT count(*), count(DISTINCT _key), count(DISTINCT invoice_no), round(sum(quantity * unit_price), 2)::VARCHAR "
        "FROM typed WHERE _key IS NOT NULL AND quantity > 0 AND unit_price > 0"
    )
    assert typed(connection, table, positive) == (397_884, 4_338, 18_532, "8911407.90")
    unconfirmed = proposed(connection, DATA / "online-retail" / "online_retail.csv.gz")
    assert codes(unconfirmed)["import_keys_decimal"] == 406_829


def test_cdnow_master(connection: duckdb.DuckDBPyConnection) -> None:
    found = proposed(connection, DATA / "cdnow" / "CDNOW_master.txt")
    (orders,) = found.catalog.activities
    assert (orders.name, orders.time, found.catalog.key) == ("orders", "date", "customer_id")
    assert spelled(orders.fields) == {"date": "date", "number_of_cds": "integer", "dollar_value": "decimal(2)"}
    assert roles(orders.fields)["revenue"] == "dollar_value"
    counts = "SELECT count(*), count(DISTINCT _key), min(_key), sum(number_of_cds)::BIGINT, count(*) FILTER (failed)"
    assert typed(connection, plan(found, "orders"), f"{counts}, sum(dollar_value)::VARCHAR FROM typed") == (
        *(69_659, 23_570, "00001", 167_881, 0),
        "2500315.63",
    )
    assert codes(found) == {}


def test_cdnow_sample_with_one_line_of_options(connection: duckdb.DuckDBPyConnection) -> None:
    options = ReadOptions(column_names=("customer_id", "-", "date", "cds", "dollars"))
    found = proposed(connection, DATA / "cdnow" / "CDNOW_sample.txt", options)
    question = "SELECT count(*), count(DISTINCT _key), sum(dollars)::VARCHAR, min(date)::VARCHAR, max(date)::VARCHAR FROM typed"
    assert typed(connection, plan(found, "orders"), question) == (6_919, 2_357, "244091.94", "1997-01-01", "1998-06-30")


def test_cdnow_sample_without_options_is_doubtful_and_says_so(connection: duckdb.DuckDBPyConnection) -> None:
    found = proposed(connection, DATA / "cdnow" / "CDNOW_sample.txt")
    assert (found.tables[0].key_column, found.catalog.activities[0].time) == ("column_1", "column_3")
    assert problem(found, "import_customer_unclear").params["others"] == ["column_2"]


def test_customer_personality(connection: duckdb.DuckDBPyConnection) -> None:
    found = proposed(connection, DATA / "personality" / "marketing_campaign.csv")
    fields = spelled(found.catalog.fields)
    assert (found.tables[0].target, found.tables[0].key_column, found.catalog.key) == (Target.CUSTOMERS, "ID", "customer_id")
    assert (fields["income"], fields["dt_customer"], fields["response"], fields["kidhome"]) == ("integer", "date", "boolean", "integer")
    assert (fields["education"], fields["year_birth"], fields["mnt_wines"]) == ("category", "integer", "integer")
    assert problem(found, "import_words_for_missing", "Income").count == 24
    question = "SELECT count(DISTINCT _key), count(*) - count(income), count(*) FILTER (response), count(*) FILTER (failed) FROM typed"
    assert typed(connection, plan(found, "customers"), question) == (2_240, 24, 334, 0)


def test_telco(connection: duckdb.DuckDBPyConnection) -> None:
    found = proposed(connection, DATA / "telco" / "Telco-Customer-Churn.csv")
    fields = spelled(found.catalog.fields)
    assert (found.catalog.key, found.catalog.key_column) == ("customer_id", "customerID")
    assert (fields["total_charges"], fields["senior_citizen"], fields["multiple_lines"], fields["tenure"]) == (
        "decimal(2)",
        "boolean",
        "category",
        "integer",
    )
    question = "SELECT count(DISTINCT _key), count(*) - count(total_charges), count(*) FILTER (churn), count(*) FILTER (failed) FROM typed"
    assert typed(connection, plan(found, "customers"), question) == (7_043, 11, 1_869, 0)
    assert codes(found) == {}


def test_complete_journey_as_a_folder(connection: duckdb.DuckDBPyConnection) -> None:
    found = proposed(connection, sorted((DATA / "completejourney").glob("*.parquet")))
    assert {each.name: (each.target, each.key_column) for each in found.tables} == {
        "campaigns": (Target.ACTIVITY, "household_id"),
        "coupon_redemptions": (Target.ACTIVITY, "household_id"),
        "transactions": (Target.ACTIVITY, "household_id"),
        "customers": (Target.CUSTOMERS, "household_id"),
        "campaign_descriptions": (Target.LOOKUP, "campaign_id"),
        "products": (Target.LOOKUP, "product_id"),
    }
    campaigns, redemptions, transactions, orders = found.catalog.activities
    assert (found.catalog.key, campaigns.time, redemptions.time, transactions.time) == (
        "household_id",
        None,
        "redemption_date",
        "transaction_timestamp",
    )
    assert orders.derivation is not None
    assert (orders.derivation.source, orders.derivation.group) == ("transactions", "basket_id")
    fields = spelled(transactions.fields)
    assert (fields["product_id"], fields["sales_value"], fields["basket_id"]) == ("category -> products", "decimal(2)", "integer")
    assert {each.field.lookup for name in ("campaigns", "coupon_redemptions") for each in plan(found, name).columns} == {
        None,
        "campaign_descriptions",
    }
    assert [each.name for each in transactions.fields if each.role is Role.DISCOUNT] == ["retail_disc", "coupon_disc", "coupon_match_disc"]
    question = "SELECT count(*), count(DISTINCT _key), count(*) FILTER (failed) FROM typed"
    assert typed(connection, plan(found, "transactions"), question) == (1_469_307, 2_469, 0)
    assert {each.type for each in found.catalog.fields} == {FieldType.CATEGORY}


def test_dutch_postcodes(connection: duckdb.DuckDBPyConnection) -> None:
    found = proposed(connection, DATA / "geo" / "4pp.csv")
    (postcodes,) = found.catalog.lookups
    assert (postcodes.name, postcodes.key, found.catalog.activities, found.catalog.fields) == ("postcodes", "postcode", (), ())
    assert spelled(postcodes.fields) == {
        "id": "text",
        "postcode": "text",
        "woonplaats": "text",
        "alternatieve_schrijfwijzen": "text",
        "gemeente": "category",
        "provincie": "category",
        "netnummer": "category",
        "location": "point",
        "soort": "category",
    }
    question = "SELECT count(*), count(location__lat), min(netnummer), count(*) FILTER (failed) FROM typed"
    assert typed(connection, plan(found, "postcodes"), question) == (4_699, 4_699, "0075", 0)


def test_customers_with_postcodes_refer_to_the_lookup(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    customers = tmp_path / "klanten.csv"
    rows = [f"{number:05},Klant {number},{1011 + number}" for number in range(60)]
    customers.write_text("\n".join(["klantnummer,naam,postcode", *rows]) + "\n", encoding="utf-8")
    found = proposed(connection, [customers, DATA / "geo" / "4pp.csv"])
    assert spelled(found.catalog.fields) == {"naam": "text", "postcode": "text -> postcodes"}
