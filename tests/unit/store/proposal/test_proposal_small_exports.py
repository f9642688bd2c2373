"""Small exports as they come out of real systems, each with one thing that is easily understood wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from doelgroep.catalog import Label, Privacy, Role
from tests.unit.store.proposal.proposing import codes, plan, problem, proposed, roles, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def written(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def test_a_total_below_the_rows_is_told(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"{1000 + number % 20};2024-01-{1 + number % 28:02};{number},50" for number in range(60)]
    found = proposed(connection, written(tmp_path, "omzet.csv", "Klantnummer;Factuurdatum;Bedrag", *rows, "Totaal:;;1800,00"))
    assert problem(found, "import_key_total").params == {"column": "Klantnummer", "key": "Totaal:", "line": 62}


def test_a_column_of_words_for_missing_is_empty(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"{number % 9},NULL,2024-01-{1 + number % 28:02},{number}.5" for number in range(40)]
    found = proposed(connection, written(tmp_path, "orders.csv", "customer_id,fax,date,amount", *rows))
    assert ([each.field.name for each in found.tables[0].columns], codes(found)) == (["date", "amount"], {"import_column_empty": 40})


def test_texts_that_programs_write_for_missing_are_missing_but_names_of_people_stay(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"{number},{'Null' if number == 3 else 'Jansen'},{'NULL' if number % 2 else f'06-1234567{number % 10}'}" for number in range(40)]
    found = proposed(connection, written(tmp_path, "customers.csv", "customer_id,last_name,phone", *rows))
    formats = {each.field.name: each.format.missing_texts for each in found.tables[0].columns}
    assert formats == {"last_name": ("",), "phone": ("", "NULL")}
    assert problem(found, "import_words_for_missing").params["column"] == "phone"


def test_first_names_in_code_are_still_names_and_a_name_of_codes_is_no_company_number(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"{number},Fn{number},N-{number:04},Delft" for number in range(40)]
    found = proposed(connection, written(tmp_path, "customers.csv", "customer_id,first_name,name,city", *rows))
    first, name, _ = found.catalog.fields
    assert (first.role, first.privacy) == (Role.NAME, Privacy.DIRECT)
    assert (name.role, name.base, name.label) == (Role.ID, None, Label("Name"))


def test_what_is_given_back_is_not_spent(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [f"R{number},{number % 9},2024-01-{1 + number % 28:02},{number}.50" for number in range(40)]
    found = proposed(connection, written(tmp_path, "returns.csv", "return_id,customer_id,return_date,amount", *rows))
    assert "revenue" not in roles(found.catalog.activities[0].fields)
    assert set(spelled(found.catalog.traits)) == {"number_of_returns", "first_return_date", "last_return_date"}


def test_rows_of_which_the_order_is_not_there_are_counted(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    orders = [f"{5000 + number},{number % 9},2024-01-{1 + number % 28:02},{number}.50" for number in range(40)]
    lines = [f"{5000 + number % 41},P{number % 5},{number % 3}" for number in range(82)]
    found = proposed(
        connection,
        [
            written(tmp_path, "orders.csv", "order_id,customer_id,order_date,total", *orders),
            written(tmp_path, "order_lines.csv", "order_id,product_id,quantity", *lines),
        ],
    )
    assert plan(found, "order_lines").key_column == "customer_id"
    assert problem(found, "import_joined_partly").count == 2
