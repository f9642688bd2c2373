from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pytest

from doelgroep import zone
from doelgroep.catalog import FieldType, Label
from doelgroep.errors import UserError
from doelgroep.store.proposal.habits import habits_of
from doelgroep.store.proposal.measures import measure
from doelgroep.store.proposal.types import Reading, reading_as, reading_of
from doelgroep.store.proposal.words import Sense, meaning_of
from doelgroep.store.source import ReadOptions
from doelgroep.store.typing.texts import JSON_LIST
from tests.unit.store.staging import AMSTERDAM, staged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = FieldType
NEW_YORK = zone.find("America/New_York")


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def read(
    connection: duckdb.DuckDBPyConnection,
    values: Sequence[object],
    name: str = "x",
    raw: str = "VARCHAR",
    options: ReadOptions | None = None,
    others: dict[str, Sequence[object]] | None = None,
) -> Reading:
    """How a column is read, among other columns of the same file."""
    file = staged(connection, {name: values, **(others or {})}, {name: raw})
    facts = measure(connection, file)
    return reading_of(facts[0], habits_of(facts, options or ReadOptions(), AMSTERDAM))


def codes(found: Reading) -> list[str]:
    return [each.code for each in found.problems]


@pytest.mark.parametrize(
    ("values", "name", "kind", "scale"),
    [
        (["1", "22", "-3"], "x", T.INTEGER, 0),
        (["6.0", "12.0", "-1.0"], "x", T.INTEGER, 0),
        (["1.5", "2", "3.25"], "x", T.DECIMAL, 2),
        (["1,5", "2", "3,25"], "x", T.DECIMAL, 2),
        (["0.123456789", "1"], "x", T.DECIMAL, 9),
        (["0.1234567891", "1"], "x", T.FLOAT, 0),
        (["1.5e-05", "2"], "x", T.FLOAT, 0),
        (["12.00", "8.00"], "prijs", T.DECIMAL, 2),
        (["12.5", "8.0"], "amount", T.DECIMAL, 2),
        (["12.0000", "8.1234"], "amount", T.DECIMAL, 4),
        (["€ 12,50", "€ 8,-", "€ 8,00"], "prijs", T.DECIMAL, 2),
        (["€ 12,50", "€ 8,00-"], "prijs", T.DECIMAL, 2),
        (["1.234,50", "12,00"], "bedrag", T.DECIMAL, 2),
        (["1,234.50", "12.00"], "amount", T.DECIMAL, 2),
        (["1 234,50", "12,00"], "bedrag", T.DECIMAL, 2),
        (["12345678901234567", "1.55"], "x", T.FLOAT, 0),
        (["123456789012345678901", "5"], "x", T.TEXT, 0),
        (["12.600000000000001", "0.30000000000000004", "5.5"], "amount", T.DECIMAL, 2),
        (["00123", "00456", "99"], "x", T.TEXT, 0),
        (["1012", "9999"], "postcode", T.TEXT, 0),
        (["31612345678", "31687654321"], "telefoon", T.TEXT, 0),
        (["100", "101"], "order_id", T.TEXT, 0),
        (["true", "false", ""], "x", T.BOOLEAN, 0),
        (["Ja", "nee"], "x", T.BOOLEAN, 0),
        (["Y", "N"], "x", T.BOOLEAN, 0),
        (["J", "N", "J"], "x", T.BOOLEAN, 0),
        (["0", "1", "1"], "geaccepteerd", T.BOOLEAN, 0),
        (["0", "1", "1"], "children", T.INTEGER, 0),
        (["0", "1", "1"], "number_of_visits", T.INTEGER, 0),
        (["0", "0", "0"], "x", T.INTEGER, 0),
        (["0", "0", "0"], "is_vip", T.BOOLEAN, 0),
        (["0", "1", "2"], "is_vip", T.INTEGER, 0),
        (["Yes", "No", "No internet", "No", "Yes"], "x", T.CATEGORY, 0),
        (["M", "F", "F"], "gender", T.CATEGORY, 0),
        (["a", "b", "a", "b", "a"], "x", T.CATEGORY, 0),
        (["a", "b", "c", "d"], "x", T.TEXT, 0),
        (["NL", "BE", "DE"], "country", T.CATEGORY, 0),
        (["Jan", "Jan", "Jan", "Jan", "Piet"], "first_name", T.TEXT, 0),
        (["a@b.nl", "c@d.nl"], "x", T.TEXT, 0),
        (['["a"]', "[]"], "x", T.TEXT_LIST, 0),
        (["2024-01-31", "2024-02-29"], "x", T.DATE, 0),
        (["2024/01/31", "2024/02/29"], "x", T.DATE, 0),
        (["31-01-2024", "29-02-2024"], "x", T.DATE, 0),
        (["31.01.2024", "29.02.2024"], "x", T.DATE, 0),
        (["3 maart 2024", "12 mei 2024"], "x", T.DATE, 0),
        (["Mar 3, 2024", "May 12, 2024"], "x", T.DATE, 0),
        (["2024-01-31 00:00:00", "2024-02-29 00:00:00"], "x", T.DATE, 0),
        (["2024-01-31 00:00:00", "2024-02-29 10:00:00"], "x", T.DATETIME, 0),
        (["2024-01-31T10:00:00Z", "2024-02-29T10:00:00.123+01:00"], "x", T.DATETIME, 0),
        (["20240131", "20240229"], "datum", T.DATE, 0),
        (["20240131", "20240229"], "x", T.INTEGER, 0),
        (["20240131", "20241301"], "datum", T.INTEGER, 0),
        (["1717200000", "1717300000"], "created_at", T.DATETIME, 0),
        (["1717200000000", "1717300000000"], "ts", T.DATETIME, 0),
        (["1717200000", "1717300000"], "x", T.INTEGER, 0),
        (["14:35", "09:05"], "x", T.TEXT, 0),
        (["1.2.3.4", "10.0.0.1"], "x", T.TEXT, 0),
        (["12:30:5", "x"], "x", T.TEXT, 0),
    ],
)
def test_type_of_a_column_of_texts(connection: duckdb.DuckDBPyConnection, values: Sequence[object], name: str, kind: FieldType, scale: int) -> None:
    found = read(connection, values, name)
    assert (found.kind, found.scale) == (kind, scale)


def test_many_numbers_that_are_days_are_days_whatever_the_name(connection: duckdb.DuckDBPyConnection) -> None:
    values = [f"2024{month:02}{day:02}" for month in range(1, 13) for day in range(1, 9)]
    assert read(connection, values, "column_3").kind is T.DATE


@pytest.mark.parametrize(
    ("values", "raw", "name", "kind", "scale"),
    [
        ([1, 2], "BIGINT", "x", T.INTEGER, 0),
        ([1, 2], "INTEGER", "store_id", T.INTEGER, 0),
        ([1, 2, 1, 2], "INTEGER", "product_id", T.CATEGORY, 0),
        ([20240131, 20240201], "INTEGER", "datum", T.DATE, 0),
        ([1717200000, 1717300000], "BIGINT", "created_at", T.DATETIME, 0),
        ([0, 1, 1], "TINYINT", "is_vip", T.BOOLEAN, 0),
        ([1.5, 2.25], "DOUBLE", "x", T.DECIMAL, 2),
        ([0.1 + 0.2, 2.25], "DOUBLE", "x", T.DECIMAL, 2),
        ([1.5, 2.123456789], "DOUBLE", "x", T.FLOAT, 0),
        ([1.0, 2.0, float("nan")], "DOUBLE", "x", T.INTEGER, 0),
        ([0.1, 2.5], "FLOAT", "x", T.DECIMAL, 1),
        ([Decimal("1.50"), Decimal("2.00")], "DECIMAL(10,2)", "x", T.DECIMAL, 2),
        ([Decimal("1.5"), Decimal(2)], "DECIMAL(30,15)", "x", T.DECIMAL, 1),
        ([True, False], "BOOLEAN", "x", T.BOOLEAN, 0),
        ([date(2024, 1, 31)], "DATE", "x", T.DATE, 0),
        ([datetime(2024, 1, 31, tzinfo=UTC).replace(tzinfo=None)], "TIMESTAMP", "x", T.DATE, 0),
        ([datetime(2024, 1, 31, 1, tzinfo=UTC).replace(tzinfo=None)], "TIMESTAMP", "x", T.DATETIME, 0),
        ([datetime(2024, 1, 31, tzinfo=UTC)], "TIMESTAMP WITH TIME ZONE", "x", T.DATETIME, 0),
        ([["a"], []], "VARCHAR[]", "x", T.TEXT_LIST, 0),
    ],
)
def test_type_of_a_column_that_the_file_has_typed(
    connection: duckdb.DuckDBPyConnection, values: Sequence[object], raw: str, name: str, kind: FieldType, scale: int
) -> None:
    found = read(connection, values, name, raw)
    assert (found.kind, found.scale) == (kind, scale)


def test_every_row_counts_and_not_a_sample(connection: duckdb.DuckDBPyConnection) -> None:
    values = "CASE i WHEN 299999 THEN '0.125' ELSE (i % 90)::VARCHAR END"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE many AS SELECT i AS _line, {values} AS x FROM range(300000) AS r(i)")
    facts = measure(connection, replace(staged(connection, {"x": []}), table="many", rows=300_000))
    found = reading_of(facts[0], habits_of(facts, ReadOptions(), AMSTERDAM))
    assert (found.kind, found.scale) == (T.DECIMAL, 3)


def test_words_for_missing_values_do_not_make_numbers_texts(connection: duckdb.DuckDBPyConnection) -> None:
    found = read(connection, ["12", "NA", "-", "15", "n.v.t."], "inkomen")
    assert (found.kind, set(found.format.missing_texts)) == (T.INTEGER, {"", "NA", "-", "n.v.t."})


def test_words_for_missing_values_are_values_among_texts(connection: duckdb.DuckDBPyConnection) -> None:
    assert read(connection, ["NA", "NL", "BE", "NA"], "land").format.missing_texts == ("",)


def test_a_few_odd_values_do_not_make_a_text_of_numbers(connection: duckdb.DuckDBPyConnection) -> None:
    assert read(connection, [*map(str, range(200)), "zie bijlage"]).kind is T.INTEGER
    found = read(connection, [*map(str, range(90)), *(f"zie bijlage {chr(65 + each)}" for each in range(10))])
    assert (found.kind, codes(found), found.problems[0].count) == (T.TEXT, ["import_mostly_numbers"], 10)


def test_thousands_are_told_from_decimals_by_the_other_numbers(connection: duckdb.DuckDBPyConnection) -> None:
    grouped = read(connection, ["1.234", "999", "12"])
    assert (grouped.kind, grouped.format.grouping, grouped.format.decimal_comma) == (T.INTEGER, ".", True)
    decimals = read(connection, ["1.234", "1500", "12"])
    assert (decimals.kind, decimals.scale) == (T.DECIMAL, 3)
    shown = read(connection, ["1.234", "2.500"], others={"y": ["1,5", "2,5"]})
    assert (shown.kind, shown.format.grouping) == (T.INTEGER, ".")
    points = read(connection, ["1.234", "2.500"], others={"y": ["1.5", "2.5"]})
    assert (points.kind, points.scale) == (T.DECIMAL, 3)


def test_thousands_that_nothing_tells_from_decimals_are_a_problem(connection: duckdb.DuckDBPyConnection) -> None:
    found = read(connection, ["1.234", "2.500"])
    assert (found.kind, codes(found)) == (T.INTEGER, ["import_thousands_unclear"])
    told = read(connection, ["1.234", "2.500"], options=ReadOptions(decimal="."))
    assert (told.kind, told.scale, codes(told)) == (T.DECIMAL, 3, [])


def test_two_decimal_signs_in_one_column_are_a_problem(connection: duckdb.DuckDBPyConnection) -> None:
    found = read(connection, ["1,50", "2,50", "3.50"])
    assert (found.format.decimal_comma, codes(found), found.problems[0].count) == (True, ["import_decimals_mixed"], 1)


@pytest.mark.parametrize(
    ("values", "formats"),
    [
        (["13/02/2024", "01/02/2024"], ("%d/%m/%Y",)),
        (["02/13/2024", "01/02/2024"], ("%m/%d/%Y",)),
        (["31-12-24", "01-02-24"], ("%d-%m-%y",)),
        (["99-12-31", "98-02-01"], ("%y-%m-%d",)),
        (["2024-01-31", "2024-02-29", "31-01-2024"], ("%Y-%m-%d", "%d-%m-%Y")),
        (["13/02/2024 10:00", "01/02/2024 9:05"], ("%d/%m/%Y %H:%M",)),
        (["2024-01-31T10:00:00.5Z"], ("%Y-%m-%dT%H:%M:%S.%f%z",)),
        (["2024-01-31 10:00:00 +0100"], ("%Y-%m-%d %H:%M:%S%z",)),
        (["1/31/2024 10:00 pm"], ("%m/%d/%Y %I:%M %p",)),
        (["3 mrt. 2024"], ("%d %b %Y",)),
        (["03-MAR-24"], ("%d-%b-%y",)),
    ],
)
def test_formats_of_dates(connection: duckdb.DuckDBPyConnection, values: Sequence[object], formats: tuple[str, ...]) -> None:
    assert read(connection, values).format.dates == formats


def test_order_of_dates_that_nothing_shows_is_a_problem(connection: duckdb.DuckDBPyConnection) -> None:
    found = read(connection, ["03/04/2024", "05/06/2024"])
    assert (found.format.dates, codes(found)) == (("%d/%m/%Y",), ["import_date_order_unclear"])
    told = read(connection, ["03/04/2024"], options=ReadOptions(date_order="mdy"))
    assert (told.format.dates, codes(told)) == (("%m/%d/%Y",), [])
    by_another = read(connection, ["03/04/2024"], others={"y": ["12/31/2024"]})
    assert (by_another.format.dates, codes(by_another)) == (("%m/%d/%Y",), [])


def test_slashes_in_america_have_the_month_first(connection: duckdb.DuckDBPyConnection) -> None:
    facts = measure(connection, staged(connection, {"x": ["03/04/2024"], "y": ["03-04-2024"]}))
    habits = habits_of(facts, ReadOptions(), NEW_YORK)
    assert [reading_of(each, habits).format.dates for each in facts] == [("%m/%d/%Y",), ("%d-%m-%Y",)]


def test_both_orders_in_one_column_are_a_problem(connection: duckdb.DuckDBPyConnection) -> None:
    found = read(connection, ["13/02/2024", "02/13/2024"])
    assert codes(found) == ["import_date_orders_mixed"]


def test_short_years_are_a_problem(connection: duckdb.DuckDBPyConnection) -> None:
    assert codes(read(connection, ["31-12-45"])) == ["import_short_years"]


@pytest.mark.parametrize(("option", "code"), [({"decimal": ";"}, "import_decimal_unknown"), ({"date_order": "dym"}, "import_date_order_unknown")])
def test_options_that_can_not_be_are_refused(connection: duckdb.DuckDBPyConnection, option: dict[str, str], code: str) -> None:
    with pytest.raises(UserError) as caught:
        read(connection, ["1"], options=ReadOptions(**option))  # type: ignore[arg-type] # one of the texts
    assert caught.value.code == code


def test_a_type_of_the_catalogue_gets_the_format_that_it_needs(connection: duckdb.DuckDBPyConnection) -> None:
    facts = measure(
        connection, staged(connection, {"a": ["1,5", "2"], "b": ["31-01-2024", "x"], "c": ["ja", "nee"], "d": ["x;y", "z"], "e": ['["a"]', "[]"]})
    )
    habits = habits_of(facts, ReadOptions(), AMSTERDAM)
    kinds = (T.FLOAT, T.DATETIME, T.BOOLEAN, T.TEXT_LIST, T.TEXT_LIST)
    forms = [reading_as(each, kind, 0, habits).format for each, kind in zip(facts, kinds, strict=True)]
    assert (forms[0].decimal_comma, forms[1].dates, forms[2].true_texts) == (True, ("%d-%m-%Y",), ("ja",))
    assert (forms[3].list_separator, forms[4].list_separator) == (",", JSON_LIST)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Nieuwsbrief", Label("Consent for e-mail", "Toestemming voor e-mail")),
        ("email_opt_in", Label("Consent for e-mail", "Toestemming voor e-mail")),
        ("consent_email", Label("Consent for e-mail", "Toestemming voor e-mail")),
        ("Accepts SMS Marketing", Label("Consent for text messages", "Toestemming voor sms")),
        ("toestemming_telefoon", Label("Consent for phone calls", "Toestemming voor telefoon")),
        ("post_consent", Label("Consent for post", "Toestemming voor post")),
        ("toestemming", Label("Consent", "Toestemming")),
        ("email_opt_out", Label()),
        ("unsubscribed", Label()),
    ],
)
def test_a_consent_says_for_which_channel_it_is(name: str, label: Label) -> None:
    found = meaning_of(name, FieldType.BOOLEAN)
    assert found is not None
    assert (found.sense, found.label) == (Sense.CONSENT, label)
