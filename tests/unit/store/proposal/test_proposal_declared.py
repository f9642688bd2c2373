"""What the catalogue declares of a field stands: its type, role, label and lookup, whatever the files look like."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb
import pytest

from doelgroep.catalog import Activity, Base, Catalog, Field, FieldType, Label, Lookup, Privacy, Role
from doelgroep.store.ready_catalogs import ready
from doelgroep.store.source import ReadOptions, Target
from tests.unit.store.proposal.proposing import codes, plan, proposed, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINES = Activity(
    name="order_lines",
    fields=(
        Field(name="date", type=FieldType.DATETIME, column="tijd"),
        Field(name="order", type=FieldType.TEXT),
        Field(name="product", type=FieldType.CATEGORY, column="artikel", role=Role.PRODUCT, lookup="products", label=Label("Ware", "Waar")),
        Field(name="quantity", type=FieldType.INTEGER, column="aantal"),
        Field(name="cost", type=FieldType.DECIMAL, scale=2, expression="quantity * product.cost_price", role=Role.COST),
    ),
    time="date",
    customer_column="nr",
)
PRODUCTS = Lookup(
    name="products",
    key="product",
    fields=(
        Field(name="name", type=FieldType.TEXT, column="naam"),
        Field(name="category", type=FieldType.CATEGORY, column="groep"),
        Field(name="cost_price", type=FieldType.DECIMAL, scale=2, column="kostprijs"),
    ),
)
CATALOG = Catalog(key_column="nr", fields=(Field(name="city", type=FieldType.CATEGORY, column="plaats"),), activities=(LINES,), lookups=(PRODUCTS,))
SOLD = "nr,order,tijd,artikel,aantal\n1,100,2026-01-09 10:12,S1,2\n1,100,2026-01-09 10:12,Z1,1\n2,102,2026-02-11 09:40,S1,1\n"
WARES = "artikel,naam,groep,kostprijs\nS1,Lavender shampoo,Shampoo,3.10\nZ1,Olive soap,Soap,1.20\n"


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def written(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return sorted(folder.glob("*.csv"))


def test_the_key_of_a_lookup_has_the_column_of_the_field_that_refers_to_it(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, written(tmp_path, lines=SOLD, products=WARES), catalog=CATALOG)
    (lookup,) = found.catalog.lookups
    assert (lookup.name, lookup.key, plan(found, "products").key_column) == ("products", "product", "artikel")
    assert spelled(lookup.fields) == {"name": "text", "category": "category", "cost_price": "decimal(2)", "product": "text"}
    assert found.catalog.activities == CATALOG.activities
    assert found.problems == ()


@pytest.mark.parametrize("column", ["product_id", "sku", "Artikelnummer"])
def test_another_name_of_the_key_is_known_by_what_it_is_about(connection: duckdb.DuckDBPyConnection, tmp_path: Path, column: str) -> None:
    text = f"{column},name,category,cost_price\nS1,Lavender shampoo,Shampoo,3.10\nZ1,Olive soap,Soap,1.20\n"
    catalog = ready("shop").catalog
    found = proposed(connection, written(tmp_path, products=text), catalog=catalog)
    assert (plan(found, "products").key_column, found.catalog.activities) == (column, catalog.activities)
    assert [each.name for each in found.catalog.lookups] == [each.name for each in catalog.lookups]


def test_another_name_of_the_key_is_known_by_the_name_of_the_lookup(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    lookup = Lookup(name="plans", key="plan", fields=(Field(name="name", type=FieldType.TEXT), Field(name="technology", type=FieldType.CATEGORY)))
    path = written(tmp_path, plans="plan_code,name,technology\nP1,Small,5g\nP2,Large,4g\n")
    found = proposed(connection, path, catalog=Catalog(lookups=(lookup,)))
    assert (plan(found, "plans").key_column, [each.name for each in found.catalog.lookups]) == ("plan_code", ["plans"])


def test_a_declared_reference_stays_where_another_lookup_has_the_same_keys(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """A lookup that the catalogue does not know comes in beside the declared one; nothing refers to it, and that is said."""
    sizes = "artikel,hoogte,breedte,gewicht\nS1,20,10,300\nZ1,4,8,100\n"
    found = proposed(connection, written(tmp_path, lines=SOLD, sizes=sizes), catalog=CATALOG)
    assert [each.name for each in found.catalog.lookups] == ["products", "sizes"]
    assert found.catalog.activities == CATALOG.activities
    assert plan(found, "order_lines").columns[2].field == LINES.fields[2]
    assert set(codes(found)) == {"import_lookup_unused"}


def test_a_field_without_a_lookup_gets_one_and_keeps_all_else(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    product = replace(LINES.fields[2], lookup=None)
    catalog = replace(CATALOG, activities=(replace(LINES, fields=(*LINES.fields[:2], product, LINES.fields[3])),), lookups=())
    found = proposed(connection, written(tmp_path, lines=SOLD, products=WARES), catalog=catalog)
    assert found.catalog.activities[0].fields[2] == replace(product, lookup="products")


def test_a_type_that_can_not_refer_to_a_lookup_stays(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """Declared numbers do not become texts because another table has texts as keys."""
    number = Field(name="artikel", type=FieldType.INTEGER, label=Label("Number", "Nummer"))
    activity = replace(LINES, fields=(*LINES.fields[:2], number, LINES.fields[3]))
    wares = "artikel,naam,groep\n1,Shampoo,a\n2,Soap,b\nX3,Comb,a\n"
    path = written(tmp_path, lines=SOLD.replace("S1", "1").replace("Z1", "2"), products=wares)
    found = proposed(connection, path, catalog=replace(CATALOG, activities=(activity,), lookups=()))
    assert found.catalog.activities[0].fields == activity.fields
    assert set(codes(found)) == {"import_lookup_unused"}


@pytest.mark.parametrize("kind", [FieldType.INTEGER, FieldType.CATEGORY, FieldType.TEXT])
def test_the_declared_key_of_a_lookup_keeps_its_type_role_and_label(connection: duckdb.DuckDBPyConnection, tmp_path: Path, kind: FieldType) -> None:
    key = Field(name="product", type=kind, column="artikel", label=Label("Ware", "Waar"), privacy=Privacy.SPECIAL)
    catalog = replace(CATALOG, activities=(), lookups=(replace(PRODUCTS, fields=(key, *PRODUCTS.fields)),))
    sold = "klantnummer,datum,artikel\n1,2024-01-31,1\n1,2024-02-01,X\n2,2024-02-01,2\n1,2024-02-09,1\n"
    path = written(tmp_path, products=WARES.replace("S1", "1").replace("Z1", "2"), verkopen=sold)
    found = proposed(connection, path, catalog=replace(catalog, key_column="klantnummer"))
    assert found.catalog.lookups == catalog.lookups
    assert plan(found, "products").columns[0].field == key
    assert spelled(found.catalog.activities[0].fields)["artikel"] == ("text" if kind is FieldType.INTEGER else "text -> products")


def test_the_key_that_the_catalogue_has_wins_from_another_column_that_could_be_one(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    wares = "ean,artikel,naam,groep,kleur,merk\n871,S1,Lavender shampoo,Shampoo,a,x\n872,Z1,Olive soap,Soap,a,x\n"
    key = Field(name="product", type=FieldType.TEXT, column="artikel")
    catalog = replace(CATALOG, activities=(), lookups=(replace(PRODUCTS, fields=(key, *PRODUCTS.fields[:2])),))
    found = proposed(connection, written(tmp_path, assortiment=wares), catalog=catalog)
    assert (plan(found, "products").key_column, found.catalog.lookups[0].key) == ("artikel", "product")


def test_a_customer_key_with_a_name_of_its_own_keeps_it(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, written(tmp_path, klanten="klantnummer,plaats\n1,Delft\n2,Gouda\n"), catalog=Catalog(key="relatie"))
    assert (found.catalog.key, found.catalog.key_column) == ("relatie", "klantnummer")


def test_a_key_that_is_not_declared_is_a_text(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """The store has it as one, and so do the fields that refer to it, also those of files of another day."""
    found = proposed(connection, written(tmp_path, products=WARES.replace("S1", "1").replace("Z1", "2")), catalog=CATALOG)
    assert plan(found, "products").columns[0].field.type is FieldType.TEXT


def test_declared_roles_of_an_activity_stay_whatever_amount_the_user_names(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fields = (
        Field(name="datum", type=FieldType.DATE, base=Base.VALUE),
        Field(name="bedrag", type=FieldType.DECIMAL, scale=2, role=Role.REVENUE),
        Field(name="betaald", type=FieldType.DECIMAL, scale=2, role=Role.COST),
    )
    catalog = replace(CATALOG, activities=(Activity(name="bonnen", fields=fields, time="datum", customer_column="lid"),), lookups=())
    path = written(tmp_path, bonnen="lid,datum,bedrag,betaald\n1,2024-01-31,5.00,4.00\n1,2024-02-01,6.00,3.00\n")
    found = proposed(connection, path, ReadOptions(amount="betaald"), catalog)
    assert found.catalog.activities[0].fields == fields
    assert tuple(each.field for each in found.tables[0].columns) == fields


def test_customers_keep_what_is_declared(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fields = (
        Field(name="mail", type=FieldType.TEXT, role=None, privacy=Privacy.NONE),
        Field(name="postcode", type=FieldType.INTEGER, role=Role.ID, label=Label("Area", "Gebied"), values=()),
        Field(name="artikel", type=FieldType.CATEGORY, lookup="products", column="favoriet"),
    )
    path = written(tmp_path, klanten="nr,mail,postcode,favoriet\n1,a@x.nl,1011,S1\n2,b@x.nl,1012,Z1\n", products=WARES)
    found = proposed(connection, path, catalog=replace(CATALOG, fields=fields))
    assert found.catalog.fields == fields
    assert next(each for each in found.tables if each.target is Target.CUSTOMERS).columns[2].field == fields[2]


@pytest.mark.parametrize(("file", "activity"), [("orders", "order_lines"), ("returns_2026", "returns")])
def test_what_came_back_is_told_from_what_was_sold_by_the_name_of_the_file(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, file: str, activity: str
) -> None:
    rows = "order,customer_id,date,product,amount\n1,C1,2026-01-02,soap,3.50\n2,C2,2026-01-03,tea,4.50\n3,C1,2026-02-03,tea,4.50\n"
    found = proposed(connection, written(tmp_path, **{file: rows}), catalog=ready("shop").catalog)
    assert [(each.target, each.name) for each in found.tables] == [(Target.ACTIVITY, activity)]
