from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import duckdb
import pytest

from doelgroep.catalog import Activity, Catalog, Field, FieldType
from doelgroep.engine.reference_rows import Instant
from doelgroep.errors import InternalError
from doelgroep.testing.tables import PlainData, from_tables, write_tables
from doelgroep.testing.values import stored_value

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def stored(kind: FieldType, value: object, scale: int = 0) -> object:
    return stored_value(Field(name="field", type=kind, scale=scale), value, AMSTERDAM)


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        (FieldType.BOOLEAN, True, True),
        (FieldType.INTEGER, -(2**63), -(2**63)),
        (FieldType.FLOAT, 3, 3.0),
        (FieldType.TEXT, "e\u0301", "é"),
        (FieldType.CATEGORY, "", ""),
        (FieldType.DATE, date(1970, 1, 2), 1),
        (FieldType.TEXT_LIST, ("a", "e\u0301"), ("a", "é")),
        (FieldType.POINT, (52, 4.5), (52.0, 4.5)),
        (FieldType.TEXT, None, None),
    ],
)
def test_friendly_values(kind: FieldType, value: object, found: object) -> None:
    assert stored(kind, value) == found


@pytest.mark.parametrize(("value", "scale", "found"), [(Decimal("12.5"), 2, 1250), (3, 2, 300), (Decimal("-0.01"), 2, -1), (Decimal("1E3"), 0, 1000)])
def test_decimals_are_scaled(value: object, scale: int, found: int) -> None:
    assert stored(FieldType.DECIMAL, value, scale) == found


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldType.BOOLEAN, 1),
        (FieldType.INTEGER, True),
        (FieldType.INTEGER, 2**63),
        (FieldType.INTEGER, 1.0),
        (FieldType.DECIMAL, Decimal("0.5")),
        (FieldType.DECIMAL, 0.5),
        (FieldType.DECIMAL, 10**18),
        (FieldType.FLOAT, float("nan")),
        (FieldType.FLOAT, float("inf")),
        (FieldType.FLOAT, "1"),
        (FieldType.TEXT, 1),
        (FieldType.DATE, datetime(2024, 1, 1, tzinfo=UTC)),
        (FieldType.DATETIME, date(2024, 1, 1)),
        (FieldType.TEXT_LIST, "abc"),
        (FieldType.TEXT_LIST, [1]),
        (FieldType.POINT, (1.0,)),
        (FieldType.POINT, (1.0, None)),
    ],
)
def test_values_that_do_not_fit_are_refused(kind: FieldType, value: object) -> None:
    with pytest.raises(InternalError, match="does not fit field 'field'"):
        stored(kind, value)


@pytest.mark.parametrize(
    ("local", "utc_hour", "day", "hour"),
    [
        (datetime(2024, 10, 27, 2, 30), datetime(2024, 10, 27, 0, 30), 27, 2),  # noqa: DTZ001 - wall clock: ambiguous, the first one
        (datetime(2024, 3, 31, 2, 30), datetime(2024, 3, 31, 1, 30), 31, 3),  # noqa: DTZ001 - wall clock: skipped, moved forward
        (datetime(2024, 7, 1, 0, 30), datetime(2024, 6, 30, 22, 30), 1, 0),  # noqa: DTZ001 - wall clock
    ],
)
def test_wall_clock_times(local: datetime, utc_hour: datetime, day: int, hour: int) -> None:
    found = stored(FieldType.DATETIME, local)
    assert isinstance(found, Instant)
    assert found.micros == round(utc_hour.replace(tzinfo=UTC).timestamp()) * 1_000_000
    assert found.day == (local.date() - date(1970, 1, 1)).days
    assert (date.fromordinal(found.day + date(1970, 1, 1).toordinal()).day, found.hour) == (day, hour)


CATALOG = Catalog(
    fields=tuple(Field(name=kind.value, type=kind, scale=2 if kind is FieldType.DECIMAL else 0) for kind in FieldType),
    activities=(Activity(name="shop.visits", fields=(Field(name="text", type=FieldType.TEXT),)),),
)


def test_tables_have_the_columns_that_engines_expect() -> None:
    row = {
        "text": "Straße",
        "decimal": Decimal("1.5"),
        "datetime": datetime(2024, 3, 1, 0, 30),  # noqa: DTZ001 - wall clock
        "text_list": ["A"],
        "point": (52.1, 4.3),
    }
    with duckdb.connect() as connection:
        write_tables(connection, CATALOG, PlainData(customers={"ann": row, "ben": {}}, activities={"shop.visits": [("ben", {"text": "B"})]}))
        customers = connection.execute(
            "SELECT _customer, _key, text__folded, decimal::VARCHAR, datetime::VARCHAR, datetime__day::VARCHAR, datetime__hour, text_list__folded, "
            "point__lat, point__lon FROM customers ORDER BY 1"
        ).fetchall()
        visits = connection.execute('SELECT * FROM "activity_shop.visits"').fetchall()
    assert customers == [
        (0, "ann", "strasse", "1.50", "2024-02-29 23:30:00", "2024-03-01", 0, ["a"], 52.1, 4.3),
        (1, "ben", *[None] * 8),
    ]
    assert visits == [(1, 0, "B", "b")]


@pytest.mark.parametrize(
    "data",
    [
        PlainData(customers={"ann": {"shoe_size": 1}}),
        PlainData(customers={}, activities={"orders": []}),
        PlainData(customers={}, lookups={"products": {}}),
        PlainData(customers={}, activities={"shop.visits": [("nobody", {})]}),
        PlainData(customers={"ann": {}}, activities={"shop.visits": [("ann", {"at": None})]}),
    ],
)
def test_names_that_do_not_exist_are_refused(data: PlainData) -> None:
    with pytest.raises(InternalError):
        from_tables(CATALOG, data)
