"""Making, opening and closing a workspace; who may read and write meanwhile."""

from __future__ import annotations

import gc
import os
import threading
from typing import TYPE_CHECKING

import duckdb
import pytest

from doelgroep.catalog import Catalog
from doelgroep.errors import InternalError, UserError
from doelgroep.store.database import DATABASE_FILE, TEMPORARY_FOLDER
from doelgroep.store.settings import Settings
from doelgroep.store.store import Store
from tests.unit.store.shop import AMSTERDAM, CATALOG, ask, line, new_store, put, rows_of

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(name="Shop", zone=AMSTERDAM)


def refusal(folder: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        Store.open(folder, wait=0)
    return caught.value


def test_a_new_workspace_has_its_settings_catalogue_and_tables(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        assert (store.settings, store.zone) == (SETTINGS, AMSTERDAM)
        assert [each.name for each in store.catalog.activities] == ["lines", "orders", "visits"]
        assert ask(store, "SELECT count(*) FROM customers") == [(0,)]
        assert rows_of(store) == []
        assert ask(store, "FROM activity_orders") == []
        assert ask(store, "FROM lookup_products") == []


def test_a_workspace_is_not_made_over_another_or_over_other_things(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("Dear")
    codes = []
    for folder in (tmp_path / "shop", tmp_path / "papers"):
        with pytest.raises(UserError) as caught:
            Store.create(folder, SETTINGS, CATALOG)
        codes.append(caught.value.code)
    assert codes == ["store_exists", "store_folder_not_empty"]
    assert [each.name for each in (tmp_path / "papers").iterdir()] == ["letter.txt"]


def test_a_workspace_can_be_made_in_an_empty_folder_and_below_new_ones(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    Store.create(tmp_path / "empty", SETTINGS, Catalog()).close()
    Store.create(tmp_path / "one" / "two", SETTINGS, Catalog()).close()


def test_a_folder_without_a_workspace_is_told_as_such(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "store_no_workspace"
    assert f"doelgroep init {tmp_path}" in str(refusal(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        put(store, ("lines", [line("a", "2024-01-01 10:00", "i1", "1")]))
        path = store.path
    with Store.open(path) as store:
        assert rows_of(store) == [("a", "i1", 1.0)]
        assert store.notices == ()


def test_opening_twice_gives_the_same_store_until_both_are_closed(tmp_path: Path) -> None:
    first = new_store(tmp_path)
    second = Store.open(first.path)
    assert second is first
    first.close()
    assert ask(second, "SELECT 1") == [(1,)]
    second.close()
    with pytest.raises(UserError) as caught, second.reading():
        pass
    assert caught.value.code == "store_closed"


def test_a_store_that_is_let_go_gives_its_lock_back(tmp_path: Path) -> None:
    path = new_store(tmp_path).path
    gc.collect()
    Store.open(path, wait=0).close()


def test_a_failed_opening_gives_the_lock_back(tmp_path: Path) -> None:
    path = new_store(tmp_path).path
    gc.collect()
    good = (path / "doelgroep.yaml").read_text()
    (path / "doelgroep.yaml").write_text(good.replace("timezone", "tymezone"))
    assert refusal(path).code == "catalog_invalid"
    (path / "doelgroep.yaml").write_text(good)
    Store.open(path, wait=0).close()


def test_a_damaged_database_is_told_as_such(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.close()
    (store.path / DATABASE_FILE).write_bytes(b"no database" * 2000)
    assert refusal(store.path).code == "store_database_unreadable"


def test_the_temporary_folder_is_cleaned(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.close()
    left = store.path / TEMPORARY_FOLDER
    left.mkdir()
    (left / "left-over").write_text("x")
    with Store.open(store.path):
        assert not (left / "left-over").exists()
    assert not left.exists()


@pytest.mark.parametrize(("variable", "setting", "limit"), [(None, None, "1.1 GiB"), (None, "500MB", "476.8 MiB"), ("2GB", "500MB", "1.8 GiB")])
def test_memory_is_limited_by_environment_setting_or_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str | None, setting: str | None, limit: str
) -> None:
    monkeypatch.delenv("DOELGROEP_MEMORY", raising=False)
    if variable is not None:
        monkeypatch.setenv("DOELGROEP_MEMORY", variable)
    with Store.create(tmp_path / "shop", Settings(name="Shop", zone=AMSTERDAM, memory=setting), Catalog()) as store:
        ((found, threads),) = ask(store, "SELECT current_setting('memory_limit'), current_setting('threads')")
        assert found == limit
        assert 1 <= threads <= (os.cpu_count() or 1)


def test_a_wrong_amount_of_memory_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = new_store(tmp_path).path
    gc.collect()
    monkeypatch.setenv("DOELGROEP_MEMORY", "lots")
    error = refusal(path)
    assert error.code == "store_memory"
    assert "'lots'" in str(error)


def test_a_transaction_is_undone_when_anything_is_raised(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        with pytest.raises(duckdb.CatalogException), store.transaction() as connection:
            connection.execute("INSERT INTO customers (_customer, _key) VALUES (1, 'a')").execute("FROM nothing")
        assert ask(store, "SELECT count(*) FROM customers") == [(0,)]
        with store.transaction() as connection:
            connection.execute("INSERT INTO customers (_customer, _key) VALUES (1, 'a')")
        assert ask(store, "SELECT count(*) FROM customers") == [(1,)]


def test_transactions_do_not_nest(tmp_path: Path) -> None:
    with new_store(tmp_path) as store, store.transaction(), pytest.raises(InternalError), store.transaction():
        pass


def test_writers_wait_for_each_other_and_readers_for_nobody(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        entered, order = threading.Event(), list[str]()

        def write() -> None:
            entered.set()
            with store.transaction():
                order.append("second")

        with store.transaction() as connection:
            thread = threading.Thread(target=write)
            thread.start()
            entered.wait()
            connection.execute("INSERT INTO customers (_customer, _key) VALUES (1, 'a')")
            assert ask(store, "SELECT count(*) FROM customers") == [(0,)]
            order.append("first")
        thread.join()
        assert order == ["first", "second"]


def test_readers_cannot_write(tmp_path: Path) -> None:
    with new_store(tmp_path) as store, store.reading() as cursor:
        cursor.execute("CREATE TEMP TABLE mine AS SELECT 1 AS x")
        with pytest.raises(duckdb.TransactionException):
            cursor.execute("DELETE FROM customers")


def test_a_result_that_was_not_read_does_no_harm(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        with store.reading() as cursor:
            cursor.execute("SELECT * FROM range(100000)")
        put(store, ("lines", [line("a", "2024-01-01 10:00", "i1", "1")]))
        assert rows_of(store) == [("a", "i1", 1.0)]


def test_staged_tables_are_gone_after_importing(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        put(store, ("lines", [line("a", "2024-01-01 10:00", "i1", "1"), line("a", "2024-01-01 10:00", "i1", "x")]))
        with store.transaction() as connection:
            assert connection.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall() == []
            assert connection.execute("SELECT view_name FROM duckdb_views() WHERE temporary AND NOT internal").fetchall() == []
