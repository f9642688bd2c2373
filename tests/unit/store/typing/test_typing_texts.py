from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep.catalog import FieldType
from doelgroep.columns import fold
from doelgroep.store.source import RawColumn, ValueFormat
from doelgroep.store.typing import key_conversion, prepare, stepped_sql, texts
from tests.unit.store.staging import convert, plan, staged, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILED = (None, None, True)
UNICODE = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def test_text_is_stripped_normalised_and_folded(connection: duckdb.DuckDBPyConnection) -> None:
    rows = convert(connection, ["  Straße\t", "Cafe\u0301", "ΛΌΓΟΣ", "", " ", None], plan("t", FieldType.TEXT))
    assert rows == [("Straße", "strasse", False), ("Café", "café", False), ("ΛΌΓΟΣ", "λόγοσ", False), *[(None, None, False)] * 3]


def test_blanks_inside_and_line_breaks_stay(connection: duckdb.DuckDBPyConnection) -> None:
    assert convert(connection, [" a \n b\n"], plan("t", FieldType.CATEGORY)) == [("a \n b", False)]


def test_category_has_no_folded_copy_and_numbers_become_texts(connection: duckdb.DuckDBPyConnection) -> None:
    assert convert(connection, [5, None], plan("t", FieldType.CATEGORY), "BIGINT") == [("5", False), (None, False)]
    assert convert(connection, [True], plan("t", FieldType.CATEGORY), "BOOLEAN") == [("true", False)]


@settings(max_examples=60, deadline=None)
@given(values=st.lists(UNICODE, min_size=1, max_size=20))
def test_every_text_equals_what_python_makes_of_it(connection: duckdb.DuckDBPyConnection, values: list[str]) -> None:
    rows = convert(connection, values, plan("t", FieldType.TEXT))
    kept = [unicodedata.normalize("NFC", each.strip(texts.BLANKS)) or None for each in values]
    assert rows == [(each, None if each is None else fold(each), False) for each in kept]


def test_every_character_is_normalised_and_folded_as_python_does(connection: duckdb.DuckDBPyConnection) -> None:
    prepare(connection)
    characters = (
        [chr(code) for code in range(1, 0x3000)] + [chr(code) for code in range(0xA640, 0xAC00)] + [chr(code) for code in range(0xF900, 0x11000)]
    )
    sql = f"SELECT {texts.nfc_sql('x')}, {texts.fold_sql('x')} FROM (SELECT unnest($1) AS x)"
    found = connection.execute(sql, [characters]).fetchall()
    assert found == [(unicodedata.normalize("NFC", each), fold(each)) for each in characters]


def test_preparing_twice_changes_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    prepare(connection)
    prepare(connection)
    assert connection.execute(f"SELECT {texts.fold_sql('x')} FROM (SELECT 'İ' AS x)").fetchall() == [(fold("İ"),)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ja", True), (" Ja ", True), ("JA", True), ("j", True), ("nee", False), ("N", False), ("", None), (None, None)],
)
def test_booleans_are_read_without_regard_to_case(connection: duckdb.DuckDBPyConnection, text: str | None, expected: bool | None) -> None:
    form = ValueFormat(true_texts=("ja", "j"), false_texts=("nee", "n"))
    assert convert(connection, [text], plan("b", FieldType.BOOLEAN, form=form)) == [(expected, False)]


def test_other_words_are_no_booleans(connection: duckdb.DuckDBPyConnection) -> None:
    form = ValueFormat(true_texts=("1",), false_texts=("0",))
    assert convert(connection, ["2", "1", "onbekend"], plan("b", FieldType.BOOLEAN, form=form)) == [(None, True), (True, False), (None, True)]


def test_numbers_and_typed_booleans_become_booleans(connection: duckdb.DuckDBPyConnection) -> None:
    form = ValueFormat(true_texts=("1",), false_texts=("0",))
    assert convert(connection, [1, 0, 7, None], plan("b", FieldType.BOOLEAN, form=form), "BIGINT") == [
        (True, False),
        (False, False),
        (None, True),
        (None, False),
    ]
    assert convert(connection, [True, None], plan("b", FieldType.BOOLEAN), "BOOLEAN") == [(True, False), (None, False)]


def test_words_of_booleans_are_taken_literally(connection: duckdb.DuckDBPyConnection) -> None:
    form = ValueFormat(true_texts=("a.b", "+", "(x)"), false_texts=("\\",))
    rows = convert(connection, ["a.b", "+", "(x)", "\\", "aXb"], plan("b", FieldType.BOOLEAN, form=form))
    assert rows == [(True, False), (True, False), (True, False), (False, False), (None, True)]


def test_lists_are_split_stripped_and_folded(connection: duckdb.DuckDBPyConnection) -> None:
    rows = convert(connection, ["VIP, nieuw,,É", ",", "", None], plan("l", FieldType.TEXT_LIST))
    assert rows == [(["VIP", "nieuw", "É"], ["vip", "nieuw", "é"], False), ([], [], False), (None, None, False), (None, None, False)]


def test_lists_in_json(connection: duckdb.DuckDBPyConnection) -> None:
    form = ValueFormat(list_separator="json")
    rows = convert(connection, ['["A", "b,c", null, 1]', "[]", '{"a": 1}', "[a", "a"], plan("l", FieldType.TEXT_LIST, form=form))
    assert rows == [(["A", "b,c", "1"], ["a", "b,c", "1"], False), ([], [], False), FAILED, FAILED, FAILED]


def test_typed_lists(connection: duckdb.DuckDBPyConnection) -> None:
    rows = convert(connection, [["A", None, "Cafe\u0301"], [], None], plan("l", FieldType.TEXT_LIST), "VARCHAR[]")
    assert rows == [(["A", "Café"], ["a", "café"], False), ([], [], False), (None, None, False)]


def keys(connection: duckdb.DuckDBPyConnection, values: list[object], *, clean: bool = False, raw: str = "VARCHAR") -> list[object]:
    staged(connection, {"k": values}, {"k": raw})
    return [row[0] for row in typed(connection, key_conversion(RawColumn(name="k", type=raw), clean=clean))]


def test_keys_keep_leading_zeros_and_lose_blanks(connection: duckdb.DuckDBPyConnection) -> None:
    assert keys(connection, [" 00042 ", "A-1", "Cafe\u0301"]) == ["00042", "A-1", "Café"]


@pytest.mark.parametrize("text", ["", "  ", None, "NULL", "nan", "NaN", "N/A", "\\N", "<NA>"])
def test_texts_that_are_no_keys(connection: duckdb.DuckDBPyConnection, text: str | None) -> None:
    assert keys(connection, [text]) == [None]


def test_keys_are_cleaned_only_when_confirmed(connection: duckdb.DuckDBPyConnection) -> None:
    values: list[object] = ["17850.0", "17850.00", "17850.5", "A.0", "0017.0"]
    assert keys(connection, values) == values
    assert keys(connection, values, clean=True) == ["17850", "17850", "17850.5", "A.0", "0017"]
    assert keys(connection, [17850.0, float("nan"), None], clean=True, raw="DOUBLE") == ["17850", None, None]
    assert keys(connection, [17850], raw="BIGINT") == ["17850"]


def test_texts_for_missing_make_no_join_which_would_lose_the_order_of_rows(connection: duckdb.DuckDBPyConnection) -> None:
    staged(connection, {"k": ["a"]})
    found = key_conversion(RawColumn(name="k", type="VARCHAR"), clean=True)
    explained = connection.execute(f"EXPLAIN SELECT {found.columns[0][1]} FROM {stepped_sql('staged', [found.steps])}").fetchall()
    assert "join" not in str(explained).lower()
