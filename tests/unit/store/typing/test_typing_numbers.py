from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep.catalog import FieldType
from doelgroep.store.source import ValueFormat
from tests.unit.store.staging import convert, plan

if TYPE_CHECKING:
    from collections.abc import Iterator

POINT, COMMA = ValueFormat(), ValueFormat(decimal_comma=True)
DUTCH = ValueFormat(decimal_comma=True, grouping=".")
ENGLISH = ValueFormat(grouping=",")
FAILED = (None, True)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def number(connection: duckdb.DuckDBPyConnection, text: str | None, kind: FieldType, form: ValueFormat = POINT, scale: int = 0) -> tuple[object, ...]:
    return convert(connection, [text], plan("n", kind, scale=scale, form=form))[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("+7", 7),
        ("-7", -7),
        ("\u22127", -7),
        ("7-", -7),
        ("(7)", -7),
        ("6.0", 6),
        ("6.", 6),
        (" 6 ", 6),
        ("\u00a06\t", 6),
        ("007", 7),
        ("€ 12", 12),
        ("EUR 12", 12),
        ("12 EUR", 12),
        ("-€12", -12),
        ("€ -12", -12),
        ("9223372036854775807", 2**63 - 1),
        ("-9223372036854775808", -(2**63)),
    ],
)
def test_integers_are_read(connection: duckdb.DuckDBPyConnection, text: str, value: int) -> None:
    assert number(connection, text, FieldType.INTEGER) == (value, False)


@pytest.mark.parametrize(
    "text", ["1.5", "9223372036854775808", "0x10", "1_000", "1e3", "x", "1 2", "--5", "-5-", "(-5)", "1,5", "5%", "٣", ".", "-", "€"]
)
def test_what_is_no_integer_fails(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    assert number(connection, text, FieldType.INTEGER) == FAILED


@pytest.mark.parametrize("text", [None, "", "  ", "\t"])
def test_blank_is_missing_and_does_not_fail(connection: duckdb.DuckDBPyConnection, text: str | None) -> None:
    for kind in (FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT):
        assert number(connection, text, kind) == (None, False)


def test_texts_for_missing_are_missing(connection: duckdb.DuckDBPyConnection) -> None:
    form = ValueFormat(missing_texts=("", "NA", "n.v.t."))
    rows = convert(connection, ["NA", " n.v.t. ", "nXvXtX", "na"], plan("n", FieldType.INTEGER, form=form))
    assert rows == [(None, False), (None, False), FAILED, FAILED]


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("12.34", POINT, "12.34"),
        ("12.3", POINT, "12.30"),
        (".5", POINT, "0.50"),
        ("12,34", COMMA, "12.34"),
        (",5", COMMA, "0.50"),
        ("1.234,50", DUTCH, "1234.50"),
        ("1.234", DUTCH, "1234.00"),
        ("1.234.567,8", DUTCH, "1234567.80"),
        ("€ 1.234,50-", DUTCH, "-1234.50"),
        ("€ 8,-", COMMA, "8.00"),
        ("1.008,--", DUTCH, "1008.00"),
        ("1,234.50", ENGLISH, "1234.50"),
        ("($1,234.50)", ENGLISH, "-1234.50"),
        ("1234.50", ENGLISH, "1234.50"),
        ("1 234,50", ValueFormat(decimal_comma=True, grouping=" "), "1234.50"),
        ("1\u00a0234,50", ValueFormat(decimal_comma=True, grouping=" "), "1234.50"),
        ("1\u202f234,50", ValueFormat(decimal_comma=True, grouping=" "), "1234.50"),
        ("1'234.50", ValueFormat(grouping="'"), "1234.50"),
        ("1.100000", POINT, "1.10"),
        ("9999999999999999.99", POINT, "9999999999999999.99"),
        ("12.600000000000001", POINT, "12.60"),
        ("12.5999999999999996", POINT, "12.60"),
        ("0.30000000000000004", POINT, "0.30"),
        ("0,30000000000000004", COMMA, "0.30"),
    ],
)
def test_decimals_are_read(connection: duckdb.DuckDBPyConnection, text: str, form: ValueFormat, value: str) -> None:
    assert number(connection, text, FieldType.DECIMAL, form, scale=2) == (Decimal(value), False)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("1.005", POINT),
        ("0.001000000000000000000001", POINT),
        ("12.60000001", POINT),
        ("12.123456789012345", POINT),
        ("10000000000000000.00", POINT),
        ("1,23", POINT),
        ("1.23", COMMA),
        ("1.23,4", DUTCH),
        ("12.34", DUTCH),
        ("1,2,3", ENGLISH),
        ("1e2", POINT),
        ("nan", POINT),
        ("inf", POINT),
        ("12.50 per stuk", POINT),
    ],
)
def test_decimals_that_do_not_fit_fail_and_are_never_rounded(connection: duckdb.DuckDBPyConnection, text: str, form: ValueFormat) -> None:
    assert number(connection, text, FieldType.DECIMAL, form, scale=2) == FAILED


@pytest.mark.parametrize(("text", "value"), [("1e3", 1000.0), ("-1.5E-3", -0.0015), ("0.1", 0.1), ("5", 5.0)])
def test_floats_are_read(connection: duckdb.DuckDBPyConnection, text: str, value: float) -> None:
    assert number(connection, text, FieldType.FLOAT) == (value, False)


@pytest.mark.parametrize("text", ["nan", "inf", "1e400", "-Infinity", "1e", "0x1p3"])
def test_floats_that_are_no_finite_numbers_fail(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    assert number(connection, text, FieldType.FLOAT) == FAILED


def test_texts_with_a_decimal_comma_are_floats_too(connection: duckdb.DuckDBPyConnection) -> None:
    assert number(connection, "1.234,5", FieldType.FLOAT, DUTCH) == (1234.5, False)


@settings(max_examples=60, deadline=None)
@given(
    value=st.integers(-(10**20), 10**20).flatmap(lambda digits: st.integers(0, 12).map(lambda places: Decimal(digits).scaleb(-places).normalize())),
    scale=st.integers(0, 9),
)
def test_a_decimal_is_kept_exactly_or_fails(connection: duckdb.DuckDBPyConnection, value: Decimal, scale: int) -> None:
    fits = -value.as_tuple().exponent <= scale and abs(value) < Decimal(10) ** (18 - scale)  # type: ignore[operator] # finite numbers have integer exponents
    assert number(connection, f"{value:f}", FieldType.DECIMAL, scale=scale) == ((value, False) if fits else FAILED)


@pytest.mark.parametrize(
    ("raw", "value", "kind", "scale", "expected"),
    [
        ("BIGINT", 5, FieldType.INTEGER, 0, (5, False)),
        ("UBIGINT", 2**64 - 1, FieldType.INTEGER, 0, FAILED),
        ("HUGEINT", 2**70, FieldType.INTEGER, 0, FAILED),
        ("DOUBLE", 6.0, FieldType.INTEGER, 0, (6, False)),
        ("DOUBLE", 1.5, FieldType.INTEGER, 0, FAILED),
        ("DOUBLE", 1e300, FieldType.INTEGER, 0, FAILED),
        ("DOUBLE", float("nan"), FieldType.INTEGER, 0, (None, False)),
        ("DOUBLE", float("inf"), FieldType.FLOAT, 0, FAILED),
        ("DOUBLE", 0.29, FieldType.DECIMAL, 2, (Decimal("0.29"), False)),
        ("DOUBLE", 1.005, FieldType.DECIMAL, 2, FAILED),
        ("DOUBLE", 0.1 + 0.2, FieldType.DECIMAL, 2, (Decimal("0.30"), False)),
        ("DOUBLE", 5.5e-17, FieldType.DECIMAL, 2, (Decimal("0.00"), False)),
        ("DOUBLE", 3.0000000001, FieldType.INTEGER, 0, FAILED),
        ("DOUBLE", 1e17, FieldType.DECIMAL, 2, FAILED),
        ("FLOAT", 0.1, FieldType.DECIMAL, 2, (Decimal("0.10"), False)),
        ("FLOAT", 0.1, FieldType.FLOAT, 0, (0.1, False)),
        ("DECIMAL(10,4)", Decimal("1.2300"), FieldType.DECIMAL, 2, (Decimal("1.23"), False)),
        ("DECIMAL(10,4)", Decimal("1.2345"), FieldType.DECIMAL, 2, FAILED),
        ("DECIMAL(10,2)", Decimal("3.00"), FieldType.INTEGER, 0, (3, False)),
        ("DECIMAL(10,2)", Decimal("3.50"), FieldType.INTEGER, 0, FAILED),
        ("INTEGER", 3, FieldType.DECIMAL, 2, (Decimal("3.00"), False)),
        ("BOOLEAN", True, FieldType.INTEGER, 0, FAILED),
    ],
)
def test_typed_numbers_are_kept_exactly_or_fail(
    connection: duckdb.DuckDBPyConnection, raw: str, value: object, kind: FieldType, scale: int, expected: tuple[object, ...]
) -> None:
    assert convert(connection, [value], plan("n", kind, scale=scale), raw) == [expected]


@settings(max_examples=60, deadline=None)
@given(cents=st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=30))
def test_amounts_kept_as_floating_point_numbers_come_back_exactly(connection: duckdb.DuckDBPyConnection, cents: list[int]) -> None:
    rows = convert(connection, [each / 100 for each in cents], plan("n", FieldType.DECIMAL, scale=2), "DOUBLE")
    assert rows == [(Decimal(each).scaleb(-2), False) for each in cents]
