"""Tables brought to PostgreSQL: every value as it is, and as a whole or not at all."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import psycopg
import pytest

from doelgroep.catalog import Activity, Catalog, Derivation, Field, FieldType
from doelgroep.columns import columns
from doelgroep.engine.postgresql_names import LONGEST_NAME, short_name
from doelgroep.engine.postgresql_place import Place, connected, place
from doelgroep.engine.postgresql_publication import form_of, publish, published
from doelgroep.engine.postgresql_tables import column_type
from doelgroep.engine.publication import Origin, Publication
from doelgroep.errors import UserError
from doelgroep.testing.tables import PlainData, write_tables
from tests.postgresql_server import absent, server
from tests.unit.engine.tiny_shop import CATALOG

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(bool(absent()), reason=absent())

TEXTS = ["", " ", "\\.", "\\N", "NULL", '"', "''", "a,b", "a\nb", "\r\n", "\\", "{x}", "Straße", "😀", "\u0001", "$1", "%s"]


@pytest.fixture
def schema(request: pytest.FixtureRequest) -> Iterator[str]:
    name = f"T {request.node.name}"[:60]
    yield name
    with psycopg.connect(server().url) as connection:
        connection.execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')


def at(schema: str) -> Place:
    return place(f"{server().url}&schema={schema}")


@contextmanager
def data(customers: dict[str, dict[str, object]], catalog: Catalog = CATALOG) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as source:
        write_tables(source, catalog, PlainData(customers=customers))
        yield source


def published_to(schema: str, source: duckdb.DuckDBPyConnection, catalog: Catalog = CATALOG) -> Publication:
    with connected(at(schema)) as connection:
        return publish(connection, source, catalog, schema=schema, origin=Origin("shop", 3, "UTC"))


def keys(schema: str) -> list[str]:
    with connected(at(schema)) as connection:
        return [key for (key,) in connection.execute("SELECT _key FROM customers ORDER BY _customer")]


def test_every_value_arrives_as_it_is(schema: str) -> None:
    rows: dict[str, dict[str, object]] = {
        **{f"text {place}": {"city": each, "tags": [each, each]} for place, each in enumerate(TEXTS)},
        "none": {},
        "empty list": {"tags": []},
        "least": {"credit": Decimal("-9999999999999999.99"), "points": -(2**63), "born": date(1, 1, 1), "seen": datetime(1900, 1, 1), "score": -0.0},  # noqa: DTZ001 - on the clock of the data
        "most": {"credit": Decimal("0.01"), "points": 2**63 - 1, "born": date(9999, 12, 31), "score": 5e-324, "vip": True, "home": (90.0, -180.0)},
        "third": {"score": 1 / 3},
    }
    names = [name for field in CATALOG.fields for name, _ in columns(field)]
    wanted = ", ".join(f'"{each}"' for each in names)
    with data(rows) as source:
        source.execute("UPDATE customers SET score = CASE _key WHEN 'none' THEN 'nan' ELSE '-inf' END::DOUBLE WHERE _key IN ('none', 'empty list')")
        published_to(schema, source)
        left = source.execute(f"SELECT {wanted} FROM customers ORDER BY _customer").fetchall()
    with connected(at(schema)) as connection:
        right = connection.execute(f"SELECT {wanted} FROM customers ORDER BY _customer").fetchall()
    assert repr(right) == repr(left)


def test_the_record_tells_what_was_written(schema: str) -> None:
    with data({"ann": {}, "ben": {}}) as source:
        written = published_to(schema, source)
    with connected(at(schema)) as connection:
        assert published(connection) == written
    assert (written.rows["customers"], written.origin) == (2, Origin("shop", 3, "UTC"))


def test_what_is_published_again_takes_the_place_of_the_old(schema: str) -> None:
    smaller = Catalog(fields=CATALOG.fields)
    with data({"ann": {}}) as source:
        published_to(schema, source)
    with data({"ben": {}, "cas": {}}, smaller) as source:
        published_to(schema, source, smaller)
    assert keys(schema) == ["ben", "cas"]
    with connected(at(schema)) as connection:
        left = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
        assert [name for (name,) in left] == ["_published", "customers"]


def test_a_failure_leaves_what_was_there(schema: str) -> None:
    with data({"ann": {}}) as source:
        published_to(schema, source)
    with data({"ben": {}}) as source:
        source.execute("DROP TABLE lookup_brands")
        with pytest.raises(duckdb.CatalogException):
            published_to(schema, source)
    assert keys(schema) == ["ann"]


def test_a_text_with_a_nul_is_told(schema: str) -> None:
    with data({"ann": {}}) as source:
        source.execute("UPDATE customers SET city = 'a' || chr(0)")
        with pytest.raises(UserError) as refused:
            published_to(schema, source)
    assert refused.value.code == "postgresql_text"


def test_tables_of_others_are_left_alone(schema: str) -> None:
    with psycopg.connect(server().url) as connection:
        connection.execute(f'CREATE SCHEMA "{schema}"')
        connection.execute(f'CREATE TABLE "{schema}".customers (name text)')
        connection.execute(f'CREATE TABLE "{schema}".mine (name text)')
    with data({"ann": {}}) as source:
        with pytest.raises(UserError, match="customers") as refused:
            published_to(schema, source)
        assert refused.value.code == "postgresql_taken"
        with psycopg.connect(server().url) as connection:
            connection.execute(f'DROP TABLE "{schema}".customers')
        published_to(schema, source)
        published_to(schema, source)
    with connected(at(schema)) as connection:
        connection.execute("SELECT name FROM mine")


def test_a_view_on_the_tables_is_not_dropped_unasked(schema: str) -> None:
    with data({"ann": {}}) as source:
        published_to(schema, source)
        with connected(at(schema)) as connection:
            connection.execute("CREATE VIEW everybody AS SELECT _key FROM customers")
        with pytest.raises(UserError, match="everybody") as refused:
            published_to(schema, source)
    assert refused.value.code == "postgresql_depended"
    assert keys(schema) == ["ann"]


def test_who_is_reading_sees_one_state_to_the_end(schema: str) -> None:
    with data({"ann": {}}) as source:
        published_to(schema, source)

    def write() -> None:
        with data({"ben": {}, "cas": {}}) as source:
            published_to(schema, source)

    with connected(at(schema)) as connection:
        published(connection)
        writing = threading.Thread(target=write)
        writing.start()
        writing.join(timeout=2)
        assert writing.is_alive(), "waits for the reader"
        assert connection.execute("SELECT count(*) FROM customers").fetchone() == (1,)
    writing.join()
    assert keys(schema) == ["ben", "cas"]


def test_names_that_postgresql_would_cut_off_are_told_apart(schema: str) -> None:
    names = [f"{'é' * 40}_{each}" for each in ("one", "two")]
    long = Catalog(
        fields=tuple(Field(name=each, type=FieldType.TEXT) for each in names),
        activities=(Activity(name="x" * 80, fields=(Field(name="y", type=FieldType.INTEGER),)),),
    )
    with data({"ann": {names[0]: "1", names[1]: "2"}}, long) as source:
        published_to(schema, source, long)
    with connected(at(schema)) as connection:
        listed = ", ".join(f'"{short_name(each)}"' for each in names)
        assert connection.execute(f"SELECT {listed} FROM customers").fetchone() == ("1", "2")
    assert {len(short_name(each).encode()) <= LONGEST_NAME for each in names} == {True}


def test_the_form_tells_columns_derivations_and_zones_apart() -> None:
    day = Field(name="day", type=FieldType.DATE, expression="min(at)")
    derived = [
        Catalog(
            activities=(*CATALOG.activities, Activity(name="visits", fields=(day,), time="day", derivation=Derivation(source="orders", group=group)))
        )
        for group in ("product", "channel")
    ]
    forms = [form_of(each, zone) for each in (CATALOG, *derived, Catalog(fields=CATALOG.fields)) for zone in ("UTC", "Asia/Tokyo")]
    assert len(set(forms)) == len(forms)


def test_every_type_has_one_in_postgresql() -> None:
    assert all(column_type(kind) for each in FieldType for _, kind in columns(Field(name="x", type=each, scale=4)))
