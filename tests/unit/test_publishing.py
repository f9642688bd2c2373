"""A workspace published to PostgreSQL: counted and listed there as here, and what is told when that can't be."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import psycopg
import pytest
from typer.testing import CliRunner

import doelgroep as dg
from doelgroep.cli.app import app
from doelgroep.errors import UserError
from doelgroep.publishing import publication
from tests.postgresql_server import absent, server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typer.testing import Result

    from doelgroep.workspace import Workspace

pytestmark = pytest.mark.skipif(bool(absent()), reason=absent())

SCHEMA = "publishing"
CUSTOMERS = "customer_id,city,born\n1,Delft,1980-02-29\n2,Gouda,\n3,Delft,1999-12-31\n"
QUERY = "city = 'Delft' AND born IS NOT NULL"


@pytest.fixture
def address() -> Iterator[str]:
    yield f"{server().url}&schema={SCHEMA}"
    with psycopg.connect(server().url) as connection:
        connection.execute(f'DROP SCHEMA IF EXISTS "{SCHEMA}" CASCADE')


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.delenv("DOELGROEP_POSTGRESQL", raising=False)
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    with dg.create(tmp_path / "shop") as made:
        made.import_files([tmp_path / "customers.csv"])
        yield made


def with_setting(workspace: Workspace, engine: str) -> None:
    """The setting `engine` in doelgroep.yaml, as its owner would write it."""
    with workspace.store.transaction(f"{workspace.store.file.text}\nengine: {engine}\n"):
        pass


def test_a_segment_is_counted_and_listed_where_it_was_published(workspace: Workspace, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = workspace.publish(address)
    assert written.rows["customers"] == 3
    assert "publishing" in written.place
    monkeypatch.setenv("DOELGROEP_POSTGRESQL", address)
    segment = workspace.segment(QUERY)
    assert segment.size(engine="postgresql") == segment.size() == segment.size(engine="duckdb")
    assert segment.count(engine="postgresql") == 2
    assert segment.members(["customer_id", "city", "born"], engine="postgresql") == segment.members(["customer_id", "city", "born"])
    assert len(segment.members(limit=1, engine="postgresql")) == 1
    with segment.reader(engine="postgresql") as there, segment.reader() as here:
        assert there.read_all() == here.read_all()


def test_it_is_the_published_state_that_is_counted(workspace: Workspace, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELGROEP_POSTGRESQL", address)
    assert publication(workspace) is None
    workspace.publish()
    (tmp_path / "more.csv").write_text("customer_id,city,born\n4,Delft,2001-01-01\n", encoding="utf-8")
    workspace.import_files([tmp_path / "more.csv"])
    segment = workspace.segment(QUERY)
    assert (segment.count(), segment.count(engine="postgresql")) == (3, 2)
    found = publication(workspace)
    assert found is not None
    assert found.imports_since == 1
    assert "imports since: 1" in str(found)


def test_the_setting_chooses_the_engine_and_the_place(workspace: Workspace, address: str) -> None:
    with_setting(workspace, address)
    workspace.publish()
    with workspace.store.transaction() as connection:
        connection.execute("DELETE FROM customers")
    segment = workspace.segment(QUERY)
    assert (segment.count(), segment.count(engine="duckdb")) == (2, 0)


@pytest.mark.parametrize(("engine", "code"), [("postgresql", "postgresql_nowhere"), ("oracle", "engine_unknown")])
def test_an_engine_that_is_not_there_is_told(workspace: Workspace, engine: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        workspace.segment(QUERY).count(engine=engine)
    assert refused.value.code == code


def test_what_was_not_published_is_told(workspace: Workspace, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELGROEP_POSTGRESQL", address)
    with pytest.raises(UserError, match="Publish the workspace there first") as refused:
        workspace.segment(QUERY).count(engine="postgresql")
    assert refused.value.code == "postgresql_unpublished"


def test_what_was_published_with_another_catalogue_is_told(workspace: Workspace, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELGROEP_POSTGRESQL", address)
    workspace.publish()
    workspace.rename("city", "town")
    with pytest.raises(UserError, match="Publish the workspace again") as refused:
        workspace.segment("town = 'Delft'").count(engine="postgresql")
    assert refused.value.code == "postgresql_other_form"


def test_what_was_published_with_the_days_of_another_zone_is_told(workspace: Workspace, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELGROEP_POSTGRESQL", address)
    workspace.publish()
    with workspace.store.transaction(workspace.store.file.text.replace("Europe/Amsterdam", "Asia/Tokyo")):
        pass
    with pytest.raises(UserError) as refused:
        workspace.segment(QUERY).count(engine="postgresql")
    assert refused.value.code == "postgresql_other_form"


# ---------------------------------------------------------------- on the command line


def run(workspace: Workspace, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "-w", str(workspace.path)], env={**os.environ, "DOELGROEP_LANGUAGE": "en"})


def test_the_command_line_publishes_counts_and_lists(workspace: Workspace, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    published = run(workspace, "publish", "--to", address, "--json")
    assert published.exit_code == 0, published.output
    assert {"table": "customers", "rows": 3} in json.loads(published.stdout)
    monkeypatch.setenv("DOELGROEP_POSTGRESQL", address)
    counted = run(workspace, "count", QUERY, "--engine", "postgresql", "--json")
    assert json.loads(counted.stdout)["count"] == 2
    assert "imports since then: 0" in counted.stderr
    listed = run(workspace, "members", QUERY, "--engine", "postgresql", "--format", "csv", "--columns", "customer_id")
    assert listed.stdout.split() == ["customer_id", "1", "3"]


def test_a_password_is_in_no_message(workspace: Workspace) -> None:
    told = run(workspace, "publish", "--to", "postgresql://ann:s3cr3t@127.0.0.1:1/crm")
    assert told.exit_code == 1
    assert "ann@127.0.0.1:1/crm" in told.output
    assert "s3cr3t" not in told.output
