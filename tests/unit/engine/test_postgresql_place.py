"""Addresses of PostgreSQL databases: what they say, and what is never told of them."""

from __future__ import annotations

import pytest
from psycopg.conninfo import conninfo_to_dict

from doelgroep.engine.postgresql_place import DEFAULT_SCHEMA, connected, place
from doelgroep.errors import UserError

SECRET = "s3cr3t"  # noqa: S105 - to be looked for in messages


def test_the_schema_is_ours_and_the_rest_is_for_the_driver() -> None:
    found = place(f"postgres://ann:{SECRET}@db.example:5433/crm?sslmode=require&schema=my%20shop")
    assert found.schema == "my shop"
    assert conninfo_to_dict(found.conninfo) == {
        "user": "ann",
        "password": SECRET,
        "host": "db.example",
        "port": "5433",
        "dbname": "crm",
        "sslmode": "require",
    }


def test_without_a_schema_it_has_our_name() -> None:
    assert place("postgresql://db.example/crm").schema == DEFAULT_SCHEMA


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://ann:{SECRET}@db.example/crm",
        f"postgresql://db.example/crm?user=ann&password={SECRET}",
        f"postgresql://ann:%40{SECRET}@db.example/crm?schema=x",
    ],
)
def test_what_is_told_holds_no_password(url: str) -> None:
    found = place(url)
    assert SECRET not in f"{found} {found!r} {found.shown}"
    assert "db.example/crm" in found.shown


@pytest.mark.parametrize(
    "url",
    [
        "",
        "crm",
        f"mysql://ann:{SECRET}@db/x",
        f"host=db password={SECRET}",
        "postgresql://db/x?schema=",
        "postgresql://db/x?schema",
        f"postgresql://ann:a/{SECRET}@db/x",
        f"postgresql://ann:a#{SECRET}@db/x",
        f"postgresql://ann:a?x={SECRET}@db/x",
        f"postgresql://[{SECRET}/x",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(UserError) as refused:
        place(url)
    assert refused.value.code == "postgresql_address"
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        (f"postgresql://ann:{SECRET}@127.0.0.1:1/crm", "postgresql_unreachable"),
        (f"postgresql://ann:{SECRET}@127.0.0.1:{SECRET}/crm", "postgresql_address"),
        (f"postgresql://ann@127.0.0.1:1/crm?{SECRET}=x", "postgresql_address"),
    ],
)
def test_a_failure_to_connect_tells_the_place_and_no_password(url: str, code: str) -> None:
    with pytest.raises(UserError) as refused, connected(place(url)):
        pass
    assert refused.value.code == code
    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None
