"""Tables as folders of Parquet files: a whole edition or none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pyarrow import parquet

from doelgroep.engine.parquet_publication import Described, publish, published
from doelgroep.engine.publication import Origin
from doelgroep.errors import UserError
from tests.unit.engine.full_shop import shop
from tests.unit.engine.tiny_shop import CATALOG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    from doelgroep.engine.publication import Publication

ORIGIN = Origin("shop", 3, "Europe/Amsterdam")


@pytest.fixture
def source() -> Iterator[duckdb.DuckDBPyConnection]:
    connection, _ = shop()
    yield connection
    connection.close()


def _publish(folder: Path, source: duckdb.DuckDBPyConnection) -> Publication:
    return publish(folder, source, CATALOG, origin=ORIGIN, described=Described("name: shop", {"vip": "vip"}))


def test_all_tables_are_there_and_the_record_says_what_they_are(source: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = tmp_path / "it's a lake"
    assert published(folder) is None
    written = _publish(folder, source)
    assert published(folder) == written
    record = json.loads((folder / "publication.json").read_text(encoding="utf-8"))
    assert (record["edition"], record["file"], record["segments"], record["zone"]) == ("edition-000001", "name: shop", {"vip": "vip"}, ORIGIN.zone)
    for table, rows in written.rows.items():
        assert parquet.read_table(folder / "edition-000001" / table).num_rows == rows
        assert source.execute(f'SELECT count(*) FROM "{table}"').fetchall() == [(rows,)]


def test_the_edition_before_stays_until_the_next_one(source: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for _ in range(3):
        _publish(tmp_path, source)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["edition-000002", "edition-000003", "publication.json"]


def test_what_fails_leaves_the_old_edition_and_the_next_one_succeeds(source: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    before = _publish(tmp_path, source)
    source.execute("ALTER TABLE lookup_products RENAME TO elsewhere")
    with pytest.raises(Exception, match="lookup_products"):
        _publish(tmp_path, source)
    assert published(tmp_path) == before
    source.execute("ALTER TABLE elsewhere RENAME TO lookup_products")
    _publish(tmp_path, source)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["edition-000001", "edition-000002", "publication.json"]


def test_a_folder_with_something_else_is_refused(source: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work", encoding="utf-8")
    with pytest.raises(UserError) as refused:
        _publish(tmp_path, source)
    assert refused.value.code == "parquet_taken"
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_file_in_the_place_of_the_folder_is_told(source: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "lake").write_text("", encoding="utf-8")
    with pytest.raises(UserError) as refused:
        _publish(tmp_path / "lake", source)
    assert refused.value.code == "parquet_unwritable"
