"""What a person says of one file of several, and of single columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from doelgroep.catalog import Label, Privacy, Role
from doelgroep.store.source import FieldWish, ReadOptions

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = "nr,relation,name,bsn,town\n1,a,Ann,123456782,Delft\n2,b,Bob,111222333,Gouda\n3,c,Cas,123123123,Delft\n"
VISITS = "visitor,made_by,seen,sent,pages\n" + "".join(f"{each % 3 + 1},{each},2026-01-{each:02},2026-02-{each:02},{each}\n" for each in range(1, 25))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    (made / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (made / "visits.csv").write_text(VISITS, encoding="utf-8")
    return made


def test_each_file_has_its_own_columns(folder: Path, tmp_path: Path) -> None:
    told = ReadOptions(
        files={
            "people.csv": ReadOptions(target="customers", customer="nr"),
            "visits.csv": ReadOptions(target="site_visits", customer="visitor", time="sent"),
        }
    )
    with dg.create(tmp_path / "shop") as workspace:
        workspace.import_files(folder, told)
        visits = workspace.catalog.activity("site_visits")
        assert visits is not None
        assert visits.time == "sent"
        assert workspace.segment("town = 'Delft' AND site_visits MATCHES (count >= 8)").count() == 2


def test_what_is_said_of_one_file_leaves_the_others_as_proposed(folder: Path, tmp_path: Path) -> None:
    with dg.create(tmp_path / "shop") as workspace:
        plain = workspace.propose(folder)
        told = workspace.propose(folder, ReadOptions(files={"visits.csv": ReadOptions(target="site_visits", customer="visitor")}))
    assert {each.name for each in told.tables} == {"customers", "site_visits"}
    people = [next(each.columns for each in proposal.tables if each.name == "customers") for proposal in (plain, told)]
    assert people[0] == people[1]


def test_a_column_that_only_another_file_has_is_refused(folder: Path, tmp_path: Path) -> None:
    with dg.create(tmp_path / "shop") as workspace, pytest.raises(dg.UserError, match="town"):
        workspace.propose(folder, ReadOptions(files={"visits.csv": ReadOptions(customer="town")}))


def test_columns_that_are_left_out_come_nowhere(folder: Path, tmp_path: Path) -> None:
    with dg.create(tmp_path / "shop") as workspace:
        workspace.import_files(folder / "people.csv", ReadOptions(leave_out=("bsn",)))
        assert [each.name for each in workspace.catalog.fields] == ["relation", "name", "town"]


def test_fields_get_the_words_roles_and_privacy_that_were_given(folder: Path, tmp_path: Path) -> None:
    wishes = {
        "town": FieldWish(label=Label("Home town", "Woonplaats")),
        "bsn": FieldWish(privacy=Privacy.SPECIAL),
        "relation": FieldWish(role=Role.CHANNEL),
    }
    told = ReadOptions(files={"people.csv": ReadOptions(fields=wishes)})
    with dg.create(tmp_path / "shop") as workspace:
        workspace.import_files(folder, told)
        found = {each.name: each for each in workspace.catalog.fields}
    assert found["town"].label == Label("Home town", "Woonplaats")
    assert found["bsn"].privacy is Privacy.SPECIAL
    assert found["relation"].role is Role.CHANNEL


def test_the_first_rows_of_every_file_are_shown(folder: Path, tmp_path: Path) -> None:
    with dg.create(tmp_path / "shop") as workspace:
        previews = {each.file: each for each in workspace.propose(folder).previews}
    assert previews["people.csv"].columns == ("nr", "relation", "name", "bsn", "town")
    assert previews["people.csv"].rows[0] == ("1", "a", "Ann", "123456782", "Delft")
    assert len(previews["visits.csv"].rows) == 6
