"""A workspace of an earlier format, brought up to date; also when the process dies at any point."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from doelgroep.catalog import Label, Role
from doelgroep.errors import UserError
from doelgroep.messages import sentence
from doelgroep.store.catalog_file import parse_workspace, read_workspace
from doelgroep.store.definitions import Definitions, ManagedBy
from doelgroep.store.migrations import claim, format_of, migrate
from doelgroep.store.migrations.frame import STEPS, Step
from doelgroep.store.settings import FORMAT
from doelgroep.store.state import State
from doelgroep.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT_1 = Path(__file__).parent / "format_1"
FORMAT_2 = Path(__file__).parent / "format_2"
NAMES = ["customers.duckdb", "doelgroep.yaml", "state.sqlite3"]


def workspace_of(form: Path, folder: Path) -> Path:
    """A workspace as it stood on disk in an earlier format."""
    folder.mkdir()
    shutil.copy(form / "doelgroep.yaml", folder)
    with closing(sqlite3.connect(folder / "state.sqlite3")) as connection:
        connection.executescript((form / "state.sql").read_text())
    with closing(duckdb.connect(str(folder / "customers.duckdb"))) as connection:
        connection.execute((form / "customers.sql").read_text())
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A workspace of format 1."""
    return workspace_of(FORMAT_1, tmp_path / "shop")


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(duckdb.connect(str(folder / "customers.duckdb"), read_only=True)) as connection:
        return connection.execute(sql).fetchall()


def assert_is_migrated(folder: Path) -> None:
    assert format_of(folder) == FORMAT
    assert read_workspace(folder / "doelgroep.yaml").settings.zone.key == "UTC"
    assert rows(folder, "SELECT value FROM facts WHERE name = 'format_version'") == [(str(FORMAT),)]
    with closing(State(folder / "state.sqlite3")) as state:
        assert Definitions(state, lambda _query: ()).keys() == {"delft", "loyal"}


# ---------------------------------------------------------------- format 1 to 2


def test_the_file_gets_its_zone_and_roles_and_keeps_its_comments(old: Path) -> None:
    before = (old / "doelgroep.yaml").read_text()
    migrate(old)
    after = (old / "doelgroep.yaml").read_text()
    expected = (
        before.replace("format_version: 1", f"format_version: {FORMAT}")
        .replace("# since 2019\n", "# since 2019\ntimezone: UTC\n")
        .replace("{type: boolean, consent: true}", "{type: boolean, role: consent}")
        .replace("        consent: true  # on paper\n", "        role: consent\n")
        .replace("{type: boolean, consent: false}", "{type: boolean}")
    )
    assert after == expected
    catalog = parse_workspace(after).catalog
    assert [each.name for each in catalog.fields if each.role is Role.CONSENT] == ["email_consent", "post_consent"]


def test_segments_keep_their_versions_and_get_names_in_two_languages(old: Path) -> None:
    migrate(old)
    with closing(State(old / "state.sqlite3")) as state:
        definitions = Definitions(state, lambda _query: ())
        found = definitions.get("delft")
        assert found.version.definition.name == Label("Around Delft", "")
        assert found.title("nl") == "Around Delft"
        assert [(each.number, each.definition.query, each.author, each.note) for each in definitions.versions("delft")] == [
            (1, "city = 'Delft'", "ann", ""),
            (2, "city CONTAINS 'delft'", "bob", "wider"),
        ]
        assert found.version.definition.tags == ("geo",)
        assert definitions.get("loyal").managed_by is ManagedBy.FILES
        assert definitions.used_by("delft") == {"loyal"}
        assert definitions.by_id(2).removed_at is not None
        assert [each.subject for each in state.audit_log()] == ["delft"]


def test_texts_get_their_folded_copies(old: Path) -> None:
    migrate(old)
    assert rows(old, "SELECT city__folded, tags__folded FROM customers ORDER BY _customer") == [
        ("delft", ["vip", "strasse"]),
        ("strasse", []),
        (None, None),
    ]
    assert rows(old, "SELECT product__folded FROM activity_orders__base ORDER BY _row") == [("p1",), ("p2",), (None,)]
    assert rows(old, "SELECT product__folded, name__folded FROM lookup_products ORDER BY 1") == [("p1", "ärmel"), ("p2", None)]
    columns = [name for name, *_ in rows(old, "DESCRIBE customers")]
    assert "gender__folded" not in columns


def test_a_migrated_workspace_opens_and_has_all_its_data(old: Path) -> None:
    migrate(old)
    store = Store.open(old)
    try:
        assert store.catalog.lookup("products") is not None
        with store.reading() as cursor:
            assert cursor.execute("SELECT city, city__folded FROM customers ORDER BY _key").fetchall() == [
                ("DELFT", "delft"),
                ("Straße", "strasse"),
                (None, None),
            ]
            assert cursor.execute("SELECT date__day::VARCHAR, product__folded, amount::VARCHAR FROM activity_orders ORDER BY _row").fetchall() == [
                ("2019-12-31", "p1", "10.50"),
                ("2020-02-01", "p2", "3.00"),
                ("2020-03-01", None, "99.95"),
            ]
    finally:
        store.close()


def test_the_files_as_they_were_are_kept(old: Path) -> None:
    before = contents(old)
    done = migrate(old)
    assert done is not None
    assert (done.before, done.after, done.backup) == (1, FORMAT, old / "backup-1")
    assert contents(old / "backup-1") == before
    assert names(old) == ["backup-1", *NAMES]
    assert "backup-1" in done.notice().spoken("nl")


def test_a_workspace_of_the_present_format_is_left_alone(old: Path) -> None:
    migrate(old)
    before = contents(old)
    assert migrate(old) is None
    assert contents(old) == before


@pytest.mark.parametrize("gone", ["state.sqlite3", "customers.duckdb"])
def test_a_file_that_is_not_there_needs_no_migration(old: Path, gone: str) -> None:
    (old / gone).unlink()
    assert migrate(old) is not None
    assert names(old) == sorted(["backup-1", *(each for each in NAMES if each != gone)])


def test_an_old_file_put_back_beside_new_ones_is_migrated_again(old: Path) -> None:
    migrate(old)
    shutil.copy(old / "backup-1" / "state.sqlite3", old)
    done = migrate(old)
    assert done is not None
    assert done.backup == old / "backup-1-2"
    assert_is_migrated(old)
    assert rows(old, "SELECT city__folded FROM customers ORDER BY _key")[0] == ("delft",)


def test_an_old_database_put_back_alone_is_refused_with_what_to_do(old: Path) -> None:
    migrate(old)
    shutil.copy(old / "backup-1" / "customers.duckdb", old)
    with closing(duckdb.connect(str(old / "customers.duckdb"))) as connection, pytest.raises(UserError) as caught:
        claim(connection)
    assert caught.value.code == "database_format"
    assert "write `format_version: 1` in doelgroep.yaml" in str(caught.value)
    file = old / "doelgroep.yaml"
    file.write_text(file.read_text().replace(f"format_version: {FORMAT}", "format_version: 1"))
    migrate(old)
    assert_is_migrated(old)


def test_an_empty_database_is_claimed_for_the_present_format() -> None:
    with closing(duckdb.connect()) as connection:
        claim(connection)
        assert connection.execute("FROM facts").fetchall() == [("format_version", str(FORMAT))]
        claim(connection)


# ---------------------------------------------------------------- format 2 to 3


def test_a_workspace_of_format_2_gets_room_for_memberships_and_keeps_all_else(tmp_path: Path) -> None:
    folder = workspace_of(FORMAT_2, tmp_path / "shop")
    before = (folder / "doelgroep.yaml").read_text()
    done = migrate(folder)
    assert done is not None
    assert (done.before, done.after) == (2, FORMAT)
    assert (folder / "doelgroep.yaml").read_text() == before.replace("format_version: 2", "format_version: 3")
    store = Store.open(folder)
    try:
        with store.reading() as cursor:
            assert cursor.execute("SELECT city__folded FROM customers ORDER BY _key").fetchall() == [("delft",), (None,)]
            assert cursor.execute("SELECT date__day::VARCHAR FROM activity_orders ORDER BY _row").fetchall() == [("2020-01-01",), ("2020-02-01",)]
        assert Definitions(store.state, lambda _query: ()).get("delft").title("nl") == "Delft en omstreken"
    finally:
        store.close()


def test_a_database_of_format_1_beside_files_of_format_2_is_left_to_be_told(tmp_path: Path) -> None:
    folder = workspace_of(FORMAT_2, tmp_path / "shop")
    (folder / "customers.duckdb").unlink()
    with closing(duckdb.connect(str(folder / "customers.duckdb"))) as connection:
        connection.execute((FORMAT_1 / "customers.sql").read_text())
    with pytest.raises(UserError) as caught:
        Store.open(folder)
    assert (caught.value.code, caught.value.params["found"]) == ("database_format", 1)


@pytest.mark.parametrize("form", [FORMAT_1, FORMAT_2])
def test_a_migrated_state_has_the_tables_of_a_new_one(tmp_path: Path, form: Path) -> None:
    folder = workspace_of(form, tmp_path / "shop")
    migrate(folder)
    State(tmp_path / "new.sqlite3").close()
    assert columns_of(folder / "state.sqlite3") == columns_of(tmp_path / "new.sqlite3")


def columns_of(path: Path) -> dict[str, list[object]]:
    """The columns of each table of a state file: name, type, may it be empty, part of the key."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
        return {
            each: connection.execute(f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{each}')").fetchall() for each in sorted(tables)
        }


# ---------------------------------------------------------------- what can go wrong


def test_a_newer_format_is_refused_and_nothing_is_touched(old: Path) -> None:
    file = old / "doelgroep.yaml"
    file.write_text(file.read_text().replace("format_version: 1", f"format_version: {FORMAT + 1}"))
    with closing(sqlite3.connect(old / "state.sqlite3")) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    before = contents(old)
    with pytest.raises(UserError) as caught:
        migrate(old)
    assert caught.value.code == "workspace_too_new"
    assert "Install a newer version of Doelgroep" in str(caught.value)
    assert contents(old) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("format_version: 1\n", 1),
        ("# format_version: 9\n---\nformat_version: 1\n", 1),
        ("{format_version: 1, name: x}", 1),
        ("name: x\n'format_version' : 1\n", 1),
        ("name: x\n", FORMAT),
        ("format_version: one\n", FORMAT),
        ("", FORMAT),
    ],
)
def test_the_format_of_a_file_is_seen_without_reading_all_of_it(tmp_path: Path, text: str, expected: int) -> None:
    (tmp_path / "doelgroep.yaml").write_text(text)
    assert format_of(tmp_path) == expected


def test_a_file_that_cannot_be_used_stops_the_migration_before_anything_changed(old: Path) -> None:
    file = old / "doelgroep.yaml"
    file.write_text(file.read_text().replace("city: text ", "city: tekst "))
    before = contents(old)
    with pytest.raises(UserError) as caught:
        migrate(old)
    assert caught.value.code == "catalog_invalid"
    assert contents(old) == before
    assert names(old) == NAMES


def test_a_step_that_fails_leaves_the_workspace_as_it_was(old: Path) -> None:
    before = contents(old)

    def failing(folder: Path) -> None:
        STEPS[0].run(folder)
        raise OSError(28, "No space left on device")

    with pytest.raises(UserError) as caught:
        migrate(old, (Step(to=FORMAT, run=failing),))
    assert caught.value.code == "migration_failed"
    assert sentence(caught.value.code, caught.value.params, "nl")
    assert contents(old) == before
    assert names(old) == NAMES
    migrate(old)
    assert_is_migrated(old)


class Killed(BaseException):
    """Stands for the end of the process."""


def killed_after(monkeypatch: pytest.MonkeyPatch, moves: int) -> None:
    """Let the process end at the given change of a folder."""
    left = [moves]

    def counted[**P, T](change: Callable[P, T]) -> Callable[P, T]:
        def changed(*args: P.args, **kwargs: P.kwargs) -> T:
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return change(*args, **kwargs)

        return changed

    monkeypatch.setattr(Path, "rename", counted(Path.rename))
    monkeypatch.setattr(Path, "replace", counted(Path.replace))
    monkeypatch.setattr(os, "link", counted(os.link))


@pytest.mark.parametrize("moves", range(8))
def test_a_migration_that_was_interrupted_is_finished_by_the_next_one(old: Path, monkeypatch: pytest.MonkeyPatch, moves: int) -> None:
    """One change is the moment from which it holds, then one moves what stands beside a database, and come two for each of three files."""
    (old / "customers.duckdb.wal").write_bytes(b"")
    before = contents(old)
    with monkeypatch.context() as patch:
        killed_after(patch, moves)
        with pytest.raises(Killed):
            migrate(old)
    assert set(NAMES) <= set(names(old))
    done = migrate(old)
    assert done is not None
    assert (done.before, done.after) == (1, FORMAT)
    assert contents(old / "backup-1") == before
    assert names(old) == ["backup-1", *NAMES]
    assert_is_migrated(old)


def test_a_disk_without_hard_links_gets_copies(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_paths: object) -> None:
        raise OSError(1, "Operation not permitted")

    before = contents(old)
    monkeypatch.setattr(os, "link", refused)
    migrate(old)
    assert contents(old / "backup-1") == before
    assert_is_migrated(old)
