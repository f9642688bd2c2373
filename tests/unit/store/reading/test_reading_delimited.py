from __future__ import annotations

import csv
import gzip
import io
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from doelgroep.errors import UserError
from doelgroep.store.reading import delimited, stage, unstage
from doelgroep.store.reading.content import content_of
from doelgroep.store.reading.dialect import Dialect
from doelgroep.store.reading.records import read_records
from doelgroep.store.source import LINE, ReadOptions, StagedFile
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

type Row = tuple[object, ...]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def rows_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[Row]:
    return connection.execute(f"SELECT * FROM {quoted(table)} ORDER BY {LINE}").fetchall()


def read(connection: duckdb.DuckDBPyConnection, folder: Path, text: str | bytes, options: ReadOptions | None = None) -> tuple[StagedFile, list[Row]]:
    path = folder / "file.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    staged = stage(connection, path, options or ReadOptions())[0]
    rows = rows_of(connection, staged.table)
    assert len(rows) == staged.rows
    return staged, rows


def names(staged: StagedFile) -> list[str]:
    return [each.name for each in staged.columns]


def bad(staged: StagedFile) -> list[tuple[int, str, str]]:
    return [(each.line, each.reason, each.text) for each in staged.bad_rows]


def test_rows_have_the_line_of_the_file(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, "id,naam\n1,Jan\n2,Piet\n")
    assert names(staged) == ["id", "naam"]
    assert rows == [(2, "1", "Jan"), (3, "2", "Piet")]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_delimiter_is_found(connection: duckdb.DuckDBPyConnection, tmp_path: Path, sign: str) -> None:
    text = "".join(sign.join(each) + "\n" for each in (["klant", "naam", "datum"], ["1", "Jan Jansen", "01-02-2024"], ["2", "An Smit", "03-02-2024"]))
    staged, rows = read(connection, tmp_path, text)
    assert names(staged) == ["klant", "naam", "datum"]
    assert rows[0] == (2, "1", "Jan Jansen", "01-02-2024")


def test_decimal_commas_are_no_delimiters(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _, rows = read(connection, tmp_path, "id;bedrag;korting\n1;12,50;0,10\n2;8,00;0,20\n3;9,99;0,30\n")
    assert rows[1] == (3, "2", "8,00", "0,20")


def test_decimal_commas_are_no_delimiters_without_a_header_either(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _, rows = read(connection, tmp_path, "1;12,50\n2;8,00\n3;9,99\n")
    assert rows == [(1, "1", "12,50"), (2, "2", "8,00"), (3, "3", "9,99")]


def test_runs_of_blanks_are_a_delimiter(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, " id  date   n\n 0001 19970101  1\n 0002 19970102 12\n")
    assert names(staged) == ["id", "date", "n"]
    assert rows == [(2, "0001", "19970101", "1"), (3, "0002", "19970102", "12")]


def test_one_column_needs_no_delimiter(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, "email\na@b.nl\nc@d.nl\n")
    assert (names(staged), rows) == (["email"], [(2, "a@b.nl"), (3, "c@d.nl")])


def test_texts_with_blanks_in_one_column_stay_whole(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _, rows = read(connection, tmp_path, "opmerking\nJan Jansen\nbelt morgen, of later\n")
    assert [row[1] for row in rows] == ["Jan Jansen", "belt morgen, of later"]


def test_a_line_that_names_the_separator_is_believed(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, "sep=;\nid;naam\n1;a,b\n")
    assert (names(staged), rows, staged.bad_rows) == (["id", "naam"], [(3, "1", "a,b")], ())


def test_quotes_hold_delimiters_quotes_and_line_breaks(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, 'id,t\n1,"a,b"\n2,"zei ""hoi"""\n3,"twee\nregels"\n4,d\n')
    assert rows == [(2, "1", "a,b"), (3, "2", 'zei "hoi"'), (4, "3", "twee\nregels"), (6, "4", "d")]
    assert staged.bad_rows == ()


def test_line_breaks_inside_quotes_are_kept_as_they_are(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _, rows = read(connection, tmp_path, 'id,t\r\n1,"twee\r\nregels"\r\n2,b\r\n')
    assert rows == [(2, "1", "twee\r\nregels"), (4, "2", "b")]


def test_a_header_may_have_line_breaks(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, 'id,"bedrag\nin euro"\n1,2\n3,4\n')
    assert (names(staged), rows) == (["id", "bedrag in euro"], [(3, "1", "2"), (4, "3", "4")])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_any_line_end_will_do(connection: duckdb.DuckDBPyConnection, tmp_path: Path, end: str, last: bool) -> None:
    _, rows = read(connection, tmp_path, end.join(["id,t", "1,a", "2,b"]) + (end if last else ""))
    assert rows == [(2, "1", "a"), (3, "2", "b")]


def test_blank_lines_are_nothing_but_count_as_lines(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, "id,t\n\n1,a\n\n\n2,b\n\n\n")
    assert (rows, staged.bad_rows) == ([(3, "1", "a"), (6, "2", "b")], ())


def test_ragged_lines_are_set_aside_with_their_line_and_text(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, "id,t,u\n1,a,b\n2,a\n3,a,b,c\n4,a,b,,\n5,a,b\n")
    assert [row[1] for row in rows] == ["1", "4", "5"]
    assert bad(staged) == [(3, "import_bad_width", "2,a"), (4, "import_bad_width", "3,a,b,c")]
    assert staged.bad_rows[0].params == {"found": 2, "expected": 3}


def test_an_open_quote_costs_one_line_only(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, 'id,t\n1,"5 inch\n2,b\n3,c\n')
    assert [row[1] for row in rows] == ["2", "3"]
    assert bad(staged) == [(2, "import_bad_quotes", '1,"5 inch')]


def test_text_behind_a_closed_quote_costs_one_line_only(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, 'id,t\n1,"5" pipe"\n2,"b"\n')
    assert [row[1] for row in rows] == ["2"]
    assert bad(staged) == [(2, "import_bad_quotes", '1,"5" pipe"')]


def test_a_quote_inside_an_unquoted_text_is_text(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _, rows = read(connection, tmp_path, 'id,t\n1,5" pipe\n2,b\n')
    assert rows[0] == (2, "1", '5" pipe')


def test_blanks_around_values_are_kept(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _, rows = read(connection, tmp_path, 'id,t\n1, a \n2, "b"\n')
    assert rows == [(2, "1", " a "), (3, "2", ' "b"')]


def test_empty_texts_are_missing(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for text in ('id,t\n1,\n2,""\n', 'id,t\n1,\n2,""\n\n3,"x\ny"\n'):
        _, rows = read(connection, tmp_path, text)
        assert rows[:2] == [(2, "1", None), (3, "2", None)]


def test_titles_before_the_header_are_set_aside(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, "Debiteurenlijst per 1-1-2024\n\nnr;naam;plaats\n001;A;X\n002;B;Y\n")
    assert (names(staged), rows) == (["nr", "naam", "plaats"], [(4, "001", "A", "X"), (5, "002", "B", "Y")])
    assert bad(staged) == [(1, "import_before_header", "Debiteurenlijst per 1-1-2024")]


def test_a_delimiter_behind_every_row_is_no_reason_to_lose_the_header(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, "id;naam;plaats\n1;a;x;\n2;b;y;\n")
    assert (names(staged), rows[0]) == (["id", "naam", "plaats", "column_4"], (2, "1", "a", "x", None))


def test_names_of_rows_get_a_column_of_their_own(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, "id,naam,plaats\n1,17,a,x\n2,18,b,y\n")
    assert (names(staged), rows[0]) == (["column_1", "id", "naam", "plaats"], (2, "1", "17", "a", "x"))


def test_double_and_empty_names_are_made_different(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, _ = read(connection, tmp_path, "id,,ID,naam,naam, naam_2,_line\n1,2,3,4,5,6,7\n")
    assert names(staged) == ["id", "column_2", "ID_2", "naam", "naam_3", "naam_2", "_line_2"]


def test_a_file_without_header_has_numbered_columns(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, "1,2024-01-01,12.50\n2,2024-01-02,8.00\n")
    assert (names(staged), rows[0][0]) == (["column_1", "column_2", "column_3"], 1)


def test_header_can_be_denied_and_claimed(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _, without = read(connection, tmp_path, "a,b\nc,d\n", ReadOptions(header=False))
    staged, claimed = read(connection, tmp_path, "1,2\n3,4\n", ReadOptions(header=True))
    assert (len(without), names(staged), claimed) == (2, ["1", "2"], [(2, "3", "4")])


def test_given_names_take_the_place_of_others_and_leave_columns_out(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    options = ReadOptions(column_names=("klant", "-", "bedrag"))
    for text in ("1,x,5\n2,y,6\n", "1,x,5\n\n2,y,6\n"):
        staged, rows = read(connection, tmp_path, text, options)
        assert names(staged) == ["klant", "bedrag"]
        assert rows[0] == (1, "1", "5")


def test_too_few_names_are_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read(connection, tmp_path, "1,x,5\n", ReadOptions(column_names=("klant", "bedrag")))
    assert caught.value.code == "import_column_names"


def test_given_delimiter_and_quote_are_used(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _, rows = read(connection, tmp_path, "id^t\n1^'a^b'\n", ReadOptions(delimiter="^", quote="'"))
    assert rows == [(2, "1", "a^b")]
    _, rows = read(connection, tmp_path, 'id,t\n1,"a"\n', ReadOptions(quote=""))
    assert rows == [(2, "1", '"a"')]


def test_single_quotes_are_found(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _, rows = read(connection, tmp_path, "'id';'t'\n'1';'a;b'\n'2';'c'\n")
    assert rows == [(2, "1", "a;b"), (3, "2", "c")]


@pytest.mark.parametrize("options", [ReadOptions(delimiter="::"), ReadOptions(quote="''"), ReadOptions(encoding="utf-99")])
def test_options_that_can_not_be_are_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path, options: ReadOptions) -> None:
    with pytest.raises(UserError) as caught:
        read(connection, tmp_path, "id,t\n1,a\n", options)
    assert str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom", "cp1252"])
@pytest.mark.parametrize("zipped", [True, False])
def test_encoding_is_found(connection: duckdb.DuckDBPyConnection, tmp_path: Path, encoding: str, zipped: bool) -> None:
    text = "id;naam\r\n1;Daniëlle\r\n2;Façade\r\n3;José\r\n"
    marks = {"utf-16-le-bom": "\ufeff", "utf-16-be-bom": "\ufeff"}
    data = (marks.get(encoding, "") + text).encode(encoding.removesuffix("-bom"))
    staged, rows = read(connection, tmp_path, gzip.compress(data) if zipped else data)
    assert names(staged) == ["id", "naam"]
    assert [row[2] for row in rows] == ["Daniëlle", "Façade", "José"]


def test_given_encoding_is_used(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _, rows = read(connection, tmp_path, "id;prijs\n1;€5\n".encode("iso8859-15"), ReadOptions(encoding="iso8859-15"))
    assert rows == [(2, "1", "€5")]


def test_damaged_utf8_costs_the_damaged_lines_only(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    good = "".join(f"{each};José\n" for each in range(50)).encode()
    staged, rows = read(connection, tmp_path, b"id;naam\n" + good + b"50;Jos\xc3\n51;Jan\n")
    assert (len(rows), rows[0][2], rows[-1][1]) == (51, "José", "51")
    assert bad(staged) == [(52, "import_bad_bytes", "50;Jos\ufffd".replace("\ufffd", "?"))]


def test_bytes_that_windows_has_no_sign_for_are_set_aside(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, b"id;naam\n1;Jos\xe9\n2;\x81\n3;Jan\n")
    assert [row[2] for row in rows] == ["José", "Jan"]
    assert [each.line for each in staged.bad_rows] == [3]


def test_nul_characters_are_no_text(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    filling = "".join(f"{each};a\n" for each in range(20_000))
    staged, rows = read(connection, tmp_path, f"id;t\n{filling}x;a\0b\n")
    assert (len(rows), staged.bad_rows[0].line) == (20_000, 20_002)


def test_same_bytes_have_the_same_digest_whatever_the_name(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    digests = []
    for name in ("a.csv", "b.txt"):
        (tmp_path / name).write_text("id,t\n1,a\n")
        digests.append(stage(connection, tmp_path / name, ReadOptions())[0].digest)
    assert digests[0] == digests[1]


def test_signs_of_patterns_in_a_name_are_only_signs(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for name, value in (("a1.csv", "other"), ("a[1].csv", "wanted"), ("b*.csv", "wanted"), ("bc.csv", "other")):
        (tmp_path / name).write_text(f"id,t\n1,{value}\n")
    for name in ("a[1].csv", "b*.csv"):
        staged = stage(connection, tmp_path / name, ReadOptions())[0]
        assert rows_of(connection, staged.table) == [(2, "1", "wanted")]


def test_a_file_of_nothing_but_a_header_has_no_rows(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, rows = read(connection, tmp_path, "id,naam\n")
    assert (names(staged), rows) == (["id", "naam"], [])


@pytest.mark.parametrize("data", [b"", b"\n\n", b"   \n"])
def test_an_empty_file_is_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UserError) as caught:
        read(connection, tmp_path, data)
    assert caught.value.code == "import_file_empty"


def test_a_damaged_gzip_file_is_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    data = gzip.compress(b"id,t\n" + b"1,a\n" * 100_000)
    with pytest.raises(UserError) as caught:
        read(connection, tmp_path, data[: len(data) // 2])
    assert caught.value.code == "import_file_unreadable"


def test_a_file_that_hardly_fits_is_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doelgroep.store.reading.records._MOST_BAD", 10)
    with pytest.raises(UserError) as caught:
        read(connection, tmp_path, "a,b\n" + "1,2\n" * 5_000 + "1\n" * 8_000)
    assert (caught.value.code, caught.value.params["bad"]) == ("import_mostly_ragged", 4_001)


def test_unstaging_leaves_nothing(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, _ = read(connection, tmp_path, "id,t\n1,a\n")
    unstage(connection, staged)
    unstage(connection, staged)
    left = connection.execute("SELECT table_name FROM information_schema.tables WHERE table_name LIKE ? || '%'", [staged.table]).fetchall()
    assert left == []


def both_ways(connection: duckdb.DuckDBPyConnection, folder: Path, data: bytes, dialect: Dialect) -> tuple[list[Row] | None, list[Row], int]:
    """What DuckDB reads, if it is believed; what is read record by record; and how many of those records are bad."""
    path = folder / "both.csv"
    path.write_bytes(data)
    content = content_of(path, folder)
    believed = delimited._is_plain(content, dialect) and delimited._read_plain(connection, content, dialect, "plain") is not None
    _, bad_rows = read_records(connection, content, dialect, "exact", "both.csv")
    return rows_of(connection, "plain") if believed else None, rows_of(connection, "exact"), len(bad_rows)


def dialect(width: int, header: int, sign: str = ",") -> Dialect:
    return Dialect(delimiter=sign, quote='"', preface=0, directive=False, header_lines=header, names=tuple(f"n{each}" for each in range(width)))


CELLS = st.text(st.sampled_from('ab"", \t\n\r;é'), max_size=5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8), end=st.sampled_from(["\n", "\r\n"]), style=st.sampled_from([0, 1])
)
def test_written_csv_comes_back_and_duckdb_is_believed_only_when_it_agrees(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, rows: list[list[str]], end: str, style: int
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL if style else csv.QUOTE_MINIMAL).writerows([["x", "y", "z"], *rows])
    plain, exact, bad_rows = both_ways(connection, tmp_path, text.getvalue().encode(), dialect(3, 1))
    assert bad_rows == 0
    assert [row[1:] for row in exact] == [tuple(each or None for each in row) for row in rows]
    assert plain in (None, exact)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from('ab"", \t\n\n\ré0'), max_size=40), header=st.integers(0, 1))
@example(text='a, "q" ,b\n', header=0)
@example(text='a,"q" ,b\n', header=0)
@example(text='"a" ,b\n', header=0)
@example(text='a,"b""\n', header=0)
@example(text='a,""b\n', header=0)
def test_duckdb_is_never_believed_when_it_reads_a_wild_text_otherwise(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, text: str, header: int
) -> None:
    for width in (2, 3):
        plain, exact, bad_rows = both_ways(connection, tmp_path, text.encode(), dialect(width, header))
        assert plain is None or (plain == exact and bad_rows == 0)


@pytest.mark.parametrize("text", ["id,t\n" + "1,a\n" * 70_000, 'id,t\n1,"x, y"\n' * 30_000, "id,t\r\n" + "1,é\r\n" * 50_000])
def test_regular_files_are_left_to_duckdb(connection: duckdb.DuckDBPyConnection, tmp_path: Path, text: str) -> None:
    plain, exact, bad_rows = both_ways(connection, tmp_path, text.encode(), dialect(2, 1))
    assert bad_rows == 0
    assert plain == exact
