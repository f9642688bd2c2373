"""Values as columns: those of the reference engine, in the promised types."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from doelgroep.catalog import Activity, Catalog, Field, FieldType
from doelgroep.engine import duckdb as engine
from doelgroep.engine import reference
from doelgroep.model.node import (
    CATEGORY,
    DATE,
    FLOAT,
    INTEGER,
    TEXT,
    Arithmetic,
    Branch,
    Case,
    Coalesce,
    Constantly,
    CustomerField,
    DatePart,
    Elapsed,
    EmailDomain,
    Extreme,
    IsTrue,
    Literal,
    LookupField,
    MissingField,
    Part,
    Ratio,
    Season,
    Statistic,
    Trait,
    Value,
    ValueType,
)
from doelgroep.model.resolve import understand
from doelgroep.testing.tables import PlainData
from tests.engines import load_duckdb
from tests.unit.engine.full_shop import shop
from tests.unit.engine.tiny_shop import CATALOG, MONEY, ROW_TYPES, TYPES, customer, day, money, number, over_orders, row, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

EVERYBODY = Constantly(value=True)
SPENT, BOUGHT = over_orders(Statistic.SUM, row("amount")), over_orders(Statistic.COUNT)
CENTS = ValueType(FieldType.DECIMAL, 4)
NO_NUMBERS = {Part.DAY, Part.HOUR, Part.WEEKDAY}
TODAYS = (0, 19782, 19783)
NOT_IN_ORDER = {"labels", "place"}

VALUES: dict[str, Value] = {
    **{f"field {name}": customer(name) for name in TYPES},
    "key": CustomerField("_key", TEXT),
    "missing": MissingField("x", MONEY),
    "lookup": LookupField("brands", LookupField("products", customer("favourite"), "brand", TEXT), "owner", TEXT),
    "price": LookupField("products", customer("favourite"), "price", MONEY),
    "trait": Trait("t", customer("tier"), TEXT),
    **{f"part {part}": DatePart(part, DatePart(Part.DAY, customer("seen"), DATE), INTEGER) for part in Part if part not in NO_NUMBERS},
    "weekday": DatePart(Part.WEEKDAY, customer("born"), CATEGORY),
    "hour": DatePart(Part.HOUR, customer("seen"), INTEGER),
    "season": Season(customer("born"), customer("country"), default_southern=True),
    **{f"elapsed {unit} {today}": Elapsed(unit, customer("born"), today=today) for unit in ("days", "weeks", "months", "years") for today in TODAYS},
    "sum of numbers": Arithmetic("+", customer("points"), customer("credit"), MONEY),
    "product of decimals": Arithmetic("*", customer("credit"), customer("credit"), CENTS),
    "product with a float": Arithmetic("*", customer("credit"), customer("score"), FLOAT),
    "quotient": Ratio(customer("credit"), customer("points")),
    "third": Ratio(customer("points"), number(3)),
    "tenth": Ratio(money(30), number(3)),
    "average": Ratio(SPENT, BOUGHT),
    "quotient of floats": Ratio(customer("points"), customer("score")),
    "coalesce": Coalesce((customer("credit"), customer("points"), number(7)), MONEY),
    "coalesce to float": Coalesce((Ratio(SPENT, BOUGHT), number(0)), FLOAT),
    "least": Extreme("least", (customer("points"), customer("credit")), MONEY),
    "greatest": Extreme("greatest", (DatePart(Part.DAY, customer("seen"), DATE), customer("born")), DATE),
    "greatest of one": Extreme("greatest", (customer("points"),), INTEGER),
    "case": Case((Branch(IsTrue(customer("vip")), customer("points")),), None, INTEGER),
    "case without branches": Case((), number(3), INTEGER),
    "case of floats": Case((Branch(IsTrue(customer("vip")), customer("points")),), money(150), FLOAT),
    "domain": EmailDomain(Coalesce((customer("city"), text("x@Y@Shop.NL")), TEXT)),
    "no domain": EmailDomain(Literal("x@", TEXT)),
    **{f"first {name}": over_orders(Statistic.FIRST, row(name)) for name in ROW_TYPES},
    **{f"last {name}": over_orders(Statistic.LAST, row(name)) for name in ROW_TYPES},
    **{f"min {name}": over_orders(Statistic.MIN, row(name)) for name in ROW_TYPES if name not in NOT_IN_ORDER},
    **{f"max {name}": over_orders(Statistic.MAX, row(name)) for name in ROW_TYPES if name not in NOT_IN_ORDER},
    **{f"count {name}": over_orders(Statistic.COUNT, row(name)) for name in ROW_TYPES},
    **{f"distinct {name}": over_orders(Statistic.DISTINCT, row(name)) for name in ROW_TYPES if name != "place"},
    "sum quantity": over_orders(Statistic.SUM, row("quantity")),
    "sum amount": SPENT,
    "sum weight": over_orders(Statistic.SUM, row("weight")),
    "literal": day(2024, 2, 29),
}
ARROW_TYPES = {
    FieldType.BOOLEAN: pa.bool_(),
    FieldType.INTEGER: pa.int64(),
    FieldType.FLOAT: pa.float64(),
    FieldType.TEXT: pa.string(),
    FieldType.CATEGORY: pa.string(),
    FieldType.DATE: pa.date32(),
    FieldType.DATETIME: pa.timestamp("us"),
}


@pytest.fixture(scope="module")
def data() -> Iterator[tuple[duckdb.DuckDBPyConnection, reference.Dataset]]:
    connection, dataset = shop()
    yield connection, dataset
    connection.close()


def plain(found: object, kind: ValueType) -> object:
    """A value of the reference engine in the form in which Arrow gives it."""
    match kind.kind, found:
        case _, None:
            return None
        case FieldType.DECIMAL, int(scaled):
            return Decimal(f"{scaled}E-{kind.scale}")
        case FieldType.DATE, int(days):
            return datetime(1970, 1, 1, tzinfo=UTC).date() + timedelta(days=days)
        case FieldType.DATETIME, reference.Instant():
            return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=found.micros)).replace(tzinfo=None)
        case FieldType.TEXT_LIST, tuple():
            return list(found)
        case FieldType.POINT, (latitude, longitude):
            return {"latitude": latitude, "longitude": longitude}
        case _:
            return found


@pytest.mark.parametrize("name", VALUES)
def test_values_are_those_of_the_reference_engine(data: tuple[duckdb.DuckDBPyConnection, reference.Dataset], name: str) -> None:
    connection, dataset = data
    value = VALUES[name]
    found = engine.member_table(connection, EVERYBODY, CATALOG, {"value": value}).column("value")
    assert found.to_pylist() == [plain(reference.value(value, each, dataset), value.type) for each in dataset.customers]


def test_all_at_once_they_have_the_types_of_the_model(data: tuple[duckdb.DuckDBPyConnection, reference.Dataset]) -> None:
    table = engine.member_table(data[0], EVERYBODY, CATALOG, VALUES)
    assert table.column_names == list(VALUES)
    for name, value in VALUES.items():
        found = table.schema.field(name).type
        match value.type.kind:
            case FieldType.DECIMAL:
                assert found == pa.decimal128(38, value.type.scale)
            case FieldType.TEXT_LIST:
                assert pa.types.is_list(found)
            case FieldType.POINT:
                assert pa.types.is_struct(found)
            case kind:
                assert found == ARROW_TYPES[kind], name


def test_a_quotient_as_a_float_is_rounded_once() -> None:
    connection, _ = shop()
    with connection:
        found = engine.member_table(connection, EVERYBODY, CATALOG, {"tenth": VALUES["tenth"]}, limit=1)
    assert found.column("tenth").to_pylist() == [float(Fraction(30, 300))]


def test_a_category_is_kept_as_it_is(data: tuple[duckdb.DuckDBPyConnection, reference.Dataset]) -> None:
    table = engine.member_table(data[0], EVERYBODY, CATALOG, {"tier": Trait("t", customer("tier"), CATEGORY)})
    assert table.column("tier").to_pylist() == ["Gold", "gold", "Maß", None, "", None]


def test_a_quotient_of_a_decimal_of_18_digits_has_room() -> None:
    grade = Field(name="grade", type=FieldType.FLOAT, expression="tax / quantity")
    fields = (Field(name="quantity", type=FieldType.INTEGER), Field(name="tax", type=FieldType.DECIMAL, scale=3), grade)
    catalog = Catalog(activities=(Activity(name="notes", fields=fields),))
    rows: list[tuple[str, dict[str, object]]] = [
        ("c8", {"tax": Decimal("-999999999999999.999"), "quantity": None}),
        ("c9", {"tax": Decimal("999999999999999.999"), "quantity": 2}),
    ]
    judge = load_duckdb(catalog, PlainData(customers={"c8": {}, "c9": {}}, activities={"notes": rows}), "UTC")
    assert judge(understand("notes MATCHES (avg_grade > 5)", catalog).test) == {"c9"}
