"""Files of which the user says where their rows go: `--as customers`, `--as visits`, `--as lookup:products`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb
import pytest

from doelgroep.catalog import Activity, Catalog, Field, FieldType, Lookup, Role
from doelgroep.errors import Severity, UserError
from doelgroep.store.ready_catalogs import ready
from doelgroep.store.source import ReadOptions, Target
from tests.unit.store.proposal.proposing import codes, problem, proposed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CATALOG = Catalog(
    key="klant",
    key_column="Relatie",
    fields=(Field(name="plaats", type=FieldType.CATEGORY, column="Woonplaats"),),
    activities=(
        Activity(
            name="bezoeken",
            fields=(Field(name="moment", type=FieldType.DATETIME, column="Wanneer"), Field(name="duur", type=FieldType.INTEGER)),
            time="moment",
            customer_column="Bezoeker",
        ),
    ),
    lookups=(Lookup(name="filialen", key="filiaal", fields=(Field(name="filiaal", type=FieldType.TEXT, column="Fil."),)),),
)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def written(folder: Path, text: str, name: str = "gegevens.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_customers_have_the_key_that_the_catalogue_knows_also_in_a_file_of_one_row(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, written(tmp_path, "Woonplaats,Relatie\nDelft,17\n"), ReadOptions(target="customers"), CATALOG)
    (table,) = found.tables
    assert (table.target, table.key_column, found.problems) == (Target.CUSTOMERS, "Relatie", ())
    assert [each.field for each in table.columns] == list(CATALOG.fields)
    assert found.catalog == CATALOG


def test_an_activity_has_the_customer_the_moment_and_the_types_that_the_catalogue_knows(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = written(tmp_path, "duur,klant,Bezoeker,Wanneer\n12,A,7,2024-01-31\n13,B,7,2024-02-01\n")
    found = proposed(connection, path, ReadOptions(target="bezoeken"), CATALOG)
    (table,) = found.tables
    assert (table.name, table.key_column) == ("bezoeken", "Bezoeker")
    fields = {each.field.name: each.field.type for each in table.columns}
    assert (fields["moment"], fields["duur"]) == (FieldType.DATETIME, FieldType.INTEGER)
    (activity,) = found.catalog.activities
    assert (activity.time, activity.customer_column, found.problems) == ("moment", "Bezoeker", ())


def test_a_customer_column_that_the_user_names_wins(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = written(tmp_path, "Bezoeker,lid,Wanneer\n1,7,2024-01-31\n2,7,2024-02-01\n")
    found = proposed(connection, path, ReadOptions(target="bezoeken", customer="lid"), CATALOG)
    assert found.tables[0].key_column == "lid"


def test_a_lookup_has_the_key_that_the_catalogue_knows_and_needs_no_customer(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = written(tmp_path, "naam,code,Fil.\nDelft,D,1\nDelft Zuid,Z,1\n")
    found = proposed(connection, path, ReadOptions(target="lookup:filialen"), CATALOG)
    (table,) = found.tables
    assert (table.target, table.name, table.key_column) == (Target.LOOKUP, "filialen", "Fil.")
    assert set(codes(found)) <= {"import_lookup_unused"}


def test_a_new_lookup_is_not_told_that_it_has_no_customer(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = written(tmp_path, "product_id,name,price\np1,Zeep,1.50\np2,Kam,2.50\n")
    found = proposed(connection, path, ReadOptions(target="lookup:products"))
    assert set(codes(found)) == {"import_lookup_unused"}


def test_a_lookup_without_a_key_is_refused_and_the_user_can_name_one(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = written(tmp_path, "kleur,maat\nrood,1\nrood,2\nblauw,1\nblauw,2\n")
    found = proposed(connection, path, ReadOptions(target="lookup:kleuren"))
    assert (found.tables, problem(found, "import_no_lookup_key").severity) == ((), Severity.ERROR)
    told = proposed(connection, path, ReadOptions(target="lookup:kleuren", row_id="kleur"))
    assert (told.tables[0].key_column, told.catalog.lookups[0].key) == ("kleur", "kleur")


def test_a_new_activity_has_the_customers_key_but_never_an_id_of_its_own_rows(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = written(tmp_path, "id,relatie,datum\n1,7,2024-01-31\n2,8,2024-02-01\n3,9,2024-02-01\n")
    assert proposed(connection, path, ReadOptions(target="telefoontjes"), CATALOG).tables[0].key_column == "relatie"
    lone = replace(CATALOG, key="customer_id", key_column="id")
    calls = written(tmp_path, "id,customer_id,datum\n1,7,2024-01-31\n2,7,2024-02-01\n", "calls.csv")
    assert proposed(connection, calls, ReadOptions(target="calls"), lone).tables[0].key_column == "customer_id"


def test_a_clear_key_is_one_also_when_all_rows_are_of_one_customer(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = written(tmp_path, "customer_id,order_date,amount\n7,2024-01-31,5.00\n7,2024-02-01,6.00\n", "orders.csv")
    assert (proposed(connection, path).tables[0].name, proposed(connection, path).tables[0].key_column) == ("orders", "customer_id")


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("orders", "import_as_derived"),
        ("products", "import_as_lookup"),
        ("city", "import_as_taken"),
        ("my orders", "import_as_name"),
        ("lookup:", "import_as_name"),
        ("", "import_as_name"),
    ],
)
def test_a_target_that_can_not_be_is_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path, target: str, code: str) -> None:
    path = written(tmp_path, "customer_id,date\n1,2024-01-31\n")
    with pytest.raises(UserError) as caught:
        proposed(connection, path, ReadOptions(target=target), ready("shop").catalog)
    assert caught.value.code == code
    assert str(caught.value)


@pytest.mark.parametrize(
    "text", ["customer_id,city\n1,Delft\n2,Leiden\n3,Delft\n", "customer_id,email\na1,x@x.nl\na2,y@x.nl\n", "email,customer_id\nx@x.nl,1\n"]
)
@pytest.mark.parametrize("name", ["two.csv", "customers.csv", "2024-01-31.csv"])
def test_a_small_file_without_a_moment_is_one_of_customers(connection: duckdb.DuckDBPyConnection, tmp_path: Path, text: str, name: str) -> None:
    catalog = ready("shop").catalog
    found = proposed(connection, written(tmp_path, text, name), catalog=catalog)
    (table,) = found.tables
    assert (table.target, table.key_column, found.catalog) == (Target.CUSTOMERS, "customer_id", catalog)
    assert all(each.field in catalog.fields for each in table.columns)
    assert found.problems == ()


@pytest.mark.parametrize("text", ["customer_id\n1\n2\n3\n", "customer_id\n1\n1\n2\n", "customer_id\n1\n"])
@pytest.mark.parametrize("catalog", [ready("shop").catalog, Catalog()])
def test_a_list_of_keys_is_a_file_of_customers(connection: duckdb.DuckDBPyConnection, tmp_path: Path, text: str, catalog: Catalog) -> None:
    found = proposed(connection, written(tmp_path, text, "actie.csv"), catalog=catalog)
    (table,) = found.tables
    assert (table.target, table.key_column, table.columns) == (Target.CUSTOMERS, "customer_id", ())
    assert set(codes(found)) <= {"import_keys_twice"}


def test_an_activity_is_known_by_its_moment(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = written(tmp_path, "customer_id,date,page_category,seconds\n1,2024-01-31,zeep,12\n1,2024-02-01,kam,3\n")
    assert proposed(connection, path, catalog=ready("shop").catalog).tables[0].name == "visits"


def orders(folder: Path, moment: str, amount: str, name: str = "orders.csv", rows: int = 20) -> Path:
    """Orders of which the fifth has another moment and amount."""
    lines = [f"{1 + number % 5};2024-01-{1 + number % 28:02};{number},50" for number in range(rows)]
    lines[4] = f"5;{moment};{amount}"
    return written(folder, "\n".join(["klantnummer;datum;bedrag", *lines, ""]), name)


@pytest.mark.parametrize("rows", [20, 300])
def test_an_amount_that_the_user_names_is_one_when_most_values_are_numbers(connection: duckdb.DuckDBPyConnection, tmp_path: Path, rows: int) -> None:
    path = orders(tmp_path, "2024-01-31", "gratis", rows=rows)
    found = proposed(connection, path, ReadOptions(amount="Bedrag"))
    (activity,) = found.catalog.activities
    amount = activity.field("bedrag")
    assert amount is not None
    assert (amount.type, amount.scale, amount.role) == (FieldType.DECIMAL, 2, Role.REVENUE)
    assert problem(found, "import_values_fail", "bedrag").examples == ((6, "gratis"),)


def test_a_moment_that_the_user_names_is_one_when_most_values_are_dates(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = proposed(connection, orders(tmp_path, "vandaag", "1,50"), ReadOptions(time="datum"))
    assert found.catalog.activities[0].time == "datum"
    assert problem(found, "import_values_fail", "datum").examples == ((6, "vandaag"),)
    seconds = "".join(f"{number % 5};{1_700_000_000 + number}\n" for number in range(20))
    epoch = proposed(connection, written(tmp_path, f"klantnummer;t0\n{seconds}7;x\n"), ReadOptions(time="t0", target="kliks"))
    assert (epoch.tables[0].columns[0].field.type, codes(epoch)) == (FieldType.DATETIME, {"import_values_fail": 1})


def test_a_column_of_mostly_other_values_is_refused_as_amount(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = "".join(f"{number % 5};2024-01-31;{'gratis' if number % 2 else number}\n" for number in range(20))
    with pytest.raises(UserError) as caught:
        proposed(connection, written(tmp_path, f"klantnummer;datum;bedrag\n{rows}"), ReadOptions(amount="bedrag"))
    assert caught.value.code == "import_amount_type"


def test_a_file_with_the_name_of_a_lookup_is_that_lookup_also_when_its_key_is_called_otherwise(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    fields = (Field(name="product", type=FieldType.TEXT), Field(name="name", type=FieldType.TEXT, column="naam"))
    catalog = Catalog(lookups=(Lookup(name="products", key="product", fields=fields),))
    found = proposed(connection, written(tmp_path, "artikel,naam\nS1,Zeep\nS2,Kam\n", "products.csv"), catalog=catalog)
    (table,) = found.tables
    assert (table.name, table.key_column) == ("products", "artikel")
    assert [each.field.name for each in table.columns] == ["product", "name"]
    assert len(found.catalog.lookups) == 1
