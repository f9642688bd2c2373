"""Rows of derived activities made by SQL: those that the reference engine makes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from doelgroep.catalog import Activity, Catalog, Derivation, Field, FieldType, Role
from doelgroep.columns import activity_table, columns, fold
from doelgroep.engine import reference
from doelgroep.engine.derivation import derivation_sql
from doelgroep.engine.reference_data import load
from doelgroep.errors import QueryError, UserError
from doelgroep.model.resolve import derived_group, derived_rows, derived_value
from doelgroep.testing.tables import PlainData, write_tables
from tests.unit.engine.full_shop import DATA, shop
from tests.unit.engine.random_shop import plain_data
from tests.unit.engine.tiny_shop import CATALOG

if TYPE_CHECKING:
    import duckdb

T = FieldType
FIELDS = (
    Field(name="at", type=T.DATETIME, expression="min(at)"),
    Field(name="until", type=T.DATETIME, expression="max(at)"),
    Field(name="opened", type=T.DATETIME, expression="first(at)"),
    Field(name="day", type=T.DATE, expression="last(day)"),
    Field(name="lines", type=T.INTEGER, expression="count()"),
    Field(name="known", type=T.INTEGER, expression="count(place)"),
    Field(name="products", type=T.INTEGER, expression="distinct(product)"),
    Field(name="different", type=T.INTEGER, expression="distinct(labels)"),
    Field(name="amount", type=T.DECIMAL, scale=2, expression="sum(amount)"),
    Field(name="worth", type=T.DECIMAL, scale=2, expression="sum(quantity * amount)"),
    Field(name="mean", type=T.FLOAT, expression="avg(amount)"),
    Field(name="weight", type=T.FLOAT, expression="sum(weight)"),
    Field(name="product", type=T.TEXT, expression="first(product)"),
    Field(name="shelf", type=T.CATEGORY, expression="last(channel)"),
    Field(name="word", type=T.TEXT, expression="coalesce(first(product), last(channel), 'Straße')"),
    Field(name="all_labels", type=T.TEXT_LIST, expression="list(labels)"),
    Field(name="all_products", type=T.TEXT_LIST, expression="list(product)"),
    Field(name="all_channels", type=T.TEXT_LIST, expression="list(channel)"),
    Field(name="some_labels", type=T.TEXT_LIST, expression="first(labels)"),
    Field(name="gift", type=T.BOOLEAN, expression="last(gift)"),
    Field(name="place", type=T.POINT, expression="first(place)"),
)
"""One field of every type, and every function."""


def derived(group: str, where: str | None = None, *more: Field) -> Activity:
    return Activity(name="baskets", time="at", derivation=Derivation(source="orders", group=group, where=where), fields=(*FIELDS, *more))


def with_role(catalog: Catalog) -> Catalog:
    """The country decides the season."""
    return replace(catalog, fields=tuple(replace(each, role=Role.COUNTRY) if each.name == "country" else each for each in catalog.fields))


def catalog_with(activity: Activity) -> Catalog:
    return with_role(replace(CATALOG, activities=(*CATALOG.activities, activity)))


def check(connection: duckdb.DuckDBPyConnection, activity: Activity) -> None:
    """The derived rows in the tables are those of the reference engine, in columns of the promised types."""
    catalog = catalog_with(activity)
    connection.execute(f"CREATE OR REPLACE TABLE {activity_table(activity.name)} AS {derivation_sql(catalog, activity)}")
    stored = connection.execute(f"DESCRIBE {activity_table(activity.name)}").fetchall()
    promised = [("_customer", "INTEGER"), ("_row", "BIGINT"), *(each for field in activity.fields for each in columns(field))]
    assert [(name, kind.replace(",", ", ")) for name, kind, *_ in stored] == promised
    dataset = load(connection, catalog)
    values = {each.name: derived_value(each, activity, catalog) for each in activity.fields if each.expression is not None}
    group, where = derived_group(activity, catalog), derived_rows(activity, catalog)
    for each in dataset.customers:
        assert each.activities["baskets"] == reference.derive(activity, each, dataset, values, group=group, where=where)


@pytest.mark.parametrize(
    "activity",
    [
        derived("channel"),
        derived("channel", None, Field(name="channel", type=T.CATEGORY)),
        derived("product", "quantity >= 1", Field(name="product", type=T.TEXT)),
        derived("product.brand", "amount IS NOT NULL AND NOT (channel = 'shop')"),
        derived("labels", "NOT FIRST"),
        derived("day", None, Field(name="day", type=T.DATE)),
        derived("at", "season = 'winter'"),
        derived("at.month", "at >= 2024-01-01"),
        derived("gift", "product.brand = 'acme' OR LAST"),
    ],
    ids=lambda each: f"{each.derivation.group} where {each.derivation.where}",
)
def test_rows_are_those_of_the_reference_engine(activity: Activity) -> None:
    named = {each.name: each for each in activity.fields}
    connection, _ = shop()
    with connection:
        check(connection, replace(activity, fields=tuple(named.values())))


@settings(max_examples=6, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plain_data)
def test_random_rows_are_those_of_the_reference_engine(data: PlainData) -> None:
    connection, _ = shop()
    with connection:
        write_tables(connection, CATALOG, data)
        check(connection, derived("channel"))
        check(connection, derived("labels"))


@pytest.mark.parametrize("name", ["product", "word", "all_labels", "all_products", "all_channels", "some_labels"])
def test_folded_copies_are_folded(name: str) -> None:
    activity = derived("channel")
    connection, _ = shop()
    with connection:
        connection.execute("UPDATE activity_orders SET product = 'Süß', product__folded = 'süss' WHERE product = 'soap'")
        connection.execute("UPDATE activity_orders SET channel = 'SÜẞ' WHERE channel = 'web'")
        rows = connection.execute(f'SELECT "{name}", "{name}__folded" FROM ({derivation_sql(catalog_with(activity), activity)})').fetchall()
    assert rows
    for text, folded in rows:
        assert folded == (sorted({fold(each) for each in text}) if isinstance(text, list) and name.startswith("all") else _folded(text))


def _folded(text: str | list[str] | None) -> object:
    if isinstance(text, list):
        return [fold(each) for each in text]
    return None if text is None else fold(text)


def test_day_and_hour_belong_to_the_moment() -> None:
    activity = derived("channel")
    connection, _ = shop()
    with connection:
        # A clock that was set back over midnight: the later moment has the earlier day.
        later = """"at" = "at" + INTERVAL 10 MINUTE, at__day = DATE '2024-02-09', at__hour = 23"""
        connection.execute(f"UPDATE activity_orders SET {later} WHERE product = 'brush' AND _customer = 0")
        connection.execute("UPDATE activity_orders SET channel = 'shop'")
        sql = derivation_sql(catalog_with(activity), activity)
        found = connection.execute(f"SELECT until__day, until__hour FROM ({sql}) WHERE _customer = 0").fetchone()
    assert str(found) == "(datetime.date(2024, 2, 9), 23)"


@pytest.mark.parametrize("where", ["at >= -90d", "day = today", "at >= 2024-01-01T10:00:00", "at < -36h"])
def test_moments_of_evaluation_are_refused(where: str) -> None:
    activity = derived("channel", where)
    with pytest.raises(UserError) as refused:
        derivation_sql(catalog_with(activity), activity)
    assert refused.value.code == "derivation_moment"


def test_elapsed_time_is_refused() -> None:
    activity = derived("channel", None, Field(name="age", type=T.INTEGER, expression="days_since(min(day))"))
    with pytest.raises(UserError, match="baskets"):
        derivation_sql(catalog_with(activity), activity)


def test_a_wrong_group_is_told() -> None:
    activity = derived("chanel")
    with pytest.raises(QueryError, match="channel"):
        derivation_sql(catalog_with(activity), activity)


def test_the_data_have_no_rows_of_their_own() -> None:
    assert "baskets" not in DATA.activities
