"""The file and the tables change together: a process that dies in between leaves work that the next one finishes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import UserError
from doelgroep.store import journal
from doelgroep.store.catalog_file import FILE_NAME, read_workspace, write_text_atomically
from doelgroep.store.store import Store
from tests.unit.store.shop import field, new_store, people, put

if TYPE_CHECKING:
    from pathlib import Path

    from doelgroep.catalog import Catalog


class Died(BaseException):
    """As if the process had been killed."""


def wider(catalog: Catalog) -> Catalog:
    return replace(catalog, fields=(*catalog.fields, field("shoe", "integer")))


@pytest.fixture
def interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose import was committed, and whose file was not replaced any more."""

    def die(*_: object) -> None:
        raise Died

    store = new_store(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(journal, "write_text_atomically", die)
        with pytest.raises(Died):
            put(store, ("customers", [{"customer": "a", "shoe": "43"}]), catalog=wider(store.catalog))
    store.close()
    return store.path


def fields(path: Path) -> list[str]:
    return [each.name for each in read_workspace(path / FILE_NAME).catalog.fields]


def test_the_next_opening_finishes_the_file(interrupted: Path) -> None:
    assert "shoe" not in fields(interrupted)
    with Store.open(interrupted) as store:
        assert store.notices == ()
        assert people(store, "shoe") == [("a", 43)]
        assert store.catalog.fields[-1].name == "shoe"
    assert "shoe" in fields(interrupted)


def test_finishing_is_done_once(interrupted: Path) -> None:
    Store.open(interrupted).close()
    (interrupted / FILE_NAME).write_text((interrupted / FILE_NAME).read_text() + "# mine\n")
    with Store.open(interrupted) as store:
        assert store.file.text.endswith("# mine\n")
        assert store.notices == ()


def test_a_file_that_was_changed_meanwhile_is_kept_aside(interrupted: Path) -> None:
    edited = (interrupted / FILE_NAME).read_text() + "# mine\n"
    (interrupted / FILE_NAME).write_text(edited)
    with Store.open(interrupted) as store:
        (notice,) = store.notices
        assert "doelgroep.edited-1.yaml" in notice.spoken("en")
        assert "doelgroep.edited-1.yaml" in notice.spoken("nl")
        assert store.catalog.fields[-1].name == "shoe"
    assert (interrupted / "doelgroep.edited-1.yaml").read_text() == edited


def test_a_file_that_is_gone_is_written(interrupted: Path) -> None:
    (interrupted / FILE_NAME).write_bytes(b"")
    with Store.open(interrupted) as store:
        assert store.catalog.fields[-1].name == "shoe"


def test_a_file_that_was_replaced_before_the_note_was_removed_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new_store(tmp_path)

    def write_and_die(path: Path, text: str) -> None:
        write_text_atomically(path, text)
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(journal, "write_text_atomically", write_and_die)
        with pytest.raises(Died):
            put(store, ("customers", [{"customer": "a", "shoe": "43"}]), catalog=wider(store.catalog))
    store.close()
    with Store.open(store.path) as again:
        assert again.notices == ()
        assert people(again, "shoe") == [("a", 43)]


def test_comments_of_the_file_survive_an_import(tmp_path: Path) -> None:
    path = new_store(tmp_path).path
    text = (path / FILE_NAME).read_text()
    (path / FILE_NAME).write_text("# our shop\n" + text)
    Store.open(path).close()
    with Store.open(path) as store:
        put(store, ("customers", [{"customer": "a", "shoe": "43"}]), catalog=wider(store.catalog))
    assert (path / FILE_NAME).read_text().startswith("# our shop\n")
    assert "shoe" in fields(path)


def test_a_file_that_cannot_be_written_now_is_told_and_finished_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with new_store(tmp_path) as store:
        with monkeypatch.context() as patch:
            patch.setattr(journal, "write_text_atomically", refuse)
            with pytest.raises(UserError) as caught:
                put(store, ("customers", [{"customer": "a", "shoe": "43"}]), catalog=wider(store.catalog))
        assert caught.value.code == "store_file_pending"
        assert "No space left on device" in str(caught.value)
    with Store.open(store.path) as again:
        assert people(again, "shoe") == [("a", 43)]
