"""Every command of the command line does the same on a workspace that another process holds."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

import doelgroep as dg
from doelgroep.cli.app import app
from doelgroep.store.lock import LOCK_FILE
from tests.acceptance.running import run
from tests.unit.refresh.refreshed_shop import shop
from tests.unit.sharing.holding import held
from tests.unit.store.shop import line, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = "2024-04-06T12:00"
JOURNEYS = {
    "count": ["count city='Delft'", "count delft --json --as-of 2024-03-30", "count nowhere~!1", "count delf!1", "count - <city='Gent'"],
    "count in a database": ["count delft --engine postgresql!1", "count delft --engine oracle!1"],
    "members": [
        "members delft",
        "members week --as-of 2024-03-30 --columns customer_id,city --limit 1",
        "members city='Delft' --format csv",
        "members delft --json",
        "members city='Nowhere' --output none.csv",
        "members delft --output lists/delft.csv!1",
        "members delft --output delft.csv",
        "members delft --output delft.parquet --json",
        "members delft --output delft.xlsx",
        "members delft --columns citi!1",
        "members week --at 2024-03-31 --columns customer_id",
        "members week --at 2024-03-31 --format csv",
        "members week --at 2024-03-01!1",
    ],
    "why": ["why city='Delft' c1", "why week c7 --as-of 2024-04-06 --json", "why week c7 -l nl", "why delft c99!1"],
    "check": ["check city='Delft' -l nl", "check city==3!1", "check city='Delft' --json"],
    "format": ["format city='Delft'~and~city!='Gent'"],
    "complete": ["complete city='D", "complete ci --json"],
    "sql": ["sql week --as-of 2024-04-06", "sql city='Delft' --dialect snowflake", "sql delft --dialect x!1"],
    "catalog": ["catalog", "catalog show --json", "catalog fields --json", "catalog fields lines", "catalog fields nothing!1"],
    "quality": ["quality --json", "quality"],
    "rename": [
        "catalog rename city town --dry-run",
        "catalog rename lines.product item",
        "catalog rename nothing x!1",
        "catalog rename lines.item product",
    ],
    "import": [
        "import files/people.csv --dry-run",
        "import files/people.csv",
        "import files/people.csv --json",
        "count town_of_birth='Delft'",
        "import nowhere.csv!1",
        "import files/peeple.csv!1",
        "import files/broken.csv --json!1",
        "imports",
        "rejected",
        "rejected --output mend.csv!1",
    ],
    "imports undo": ["import files/lines.csv --as lines", "imports undo 99 --yes!1", "imports undo {last} --yes --json", "imports list --json"],
    "import --remove": ["import files/lines.csv --as lines --remove!1"],
    "publish": ["publish --to published", "publish --to published --json", "publish!1", "publish --to postgresql://nobody@127.0.0.1:1/none!1"],
    "refresh": [
        f"refresh --as-of {NOON} --full",
        f"refresh --as-of {NOON} --json",
        "plan --full --json",
        "plan",
        "history week",
        "history week --since 2024-04-01 --json",
        "diff week 2024-03-30",
        "diff week 2024-03-30 --json -l nl",
        "which c7",
        "which c7 --json",
        "which c99!1",
        "refresh --watch --full!1",
        "history nothing!1",
    ],
    "customers": ["customers merge c1 c2 --json", "count delft", "customers unmerge c2", "customers merge c1 c99!1", "customers unmerge c3!1"],
    "segments": [
        "segments add gent city='Gent' --name Gent --tag x",
        "segments add gent city='Gent'!1",
        "segments add wrong citi='Gent'!1",
        "segments list",
        "segments list --json",
        "segments show gent --json",
        "segments edit gent city!='Delft' --note other",
        "segments edit week IN~SEGMENT~'delft' --dry-run",
        "segments versions gent",
        "segments restore gent 1",
        "segments rename gent ghent",
        "segments export out",
        "segments apply out --dry-run",
        "segments apply out",
        "segments edit ghent city='Gent'!1",
        "segments release ghent",
        "segments remove ghent",
        "segments remove ghent!1",
    ],
    "templates": [
        "templates list --json",
        "templates show in-a-city",
        "templates show nothing!1",
        "templates make in-a-city --set place=Delft",
        "templates make in-a-city --as delvers --dry-run",
    ],
    "sets": [
        "sets add pair delft drinks --name Pair",
        "sets list",
        "sets show pair",
        "sets show pair --json",
        "sets edit pair drinks delft",
        "sets versions pair",
        "sets restore pair 1",
        "sets restore pair 9!1",
        "sets rename pair two",
        "sets rename two pair",
        "sets history pair --json",
        "sets members pair drinks --columns customer_id",
        "sets members pair rest --output rest.csv --json",
        "sets members pair nothing!1",
        "sets release pair",
        "sets remove pair",
    ],
}
"""Command lines by what they are about: words apart by blanks (`~` is one inside of a word), `<` before what is typed, `!1` for an exit code."""
ELSEWHERE = {"init", "sample", "demo", "tour", "bench", "serve"}
"""Commands that make the workspace that they work on, or hold it."""
FILES = {
    "files/people.csv": "customer,town_of_birth,city\nc1,Delft,Delft\nc2,Leiden,Gent\nc90,Delft,Gent\n",
    "files/lines.csv": "customer,time,invoice,product,amount\nc1,2024-05-01 10:00,i90,tea,3.50\nc2,2024-05-02 10:00,i91,soap,4.50\n",
    "files/broken.csv": "kleur,maat\nrood,1\nrood,2\nblauw,1\n",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a user sees of a command."""

    code: int
    out: str
    err: str
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder in which somebody works, with the workspace in `shop`."""

    folder: Path

    def run(self, command: str, monkeypatch: pytest.MonkeyPatch) -> Seen:
        monkeypatch.chdir(self.folder)
        monkeypatch.delenv("COLUMNS", raising=False)
        line, _, typed = command.removesuffix("!1").partition(" <")
        words = [self.last_import() if each == "{last}" else each.replace("~", " ") for each in line.split(" ")]
        result = CliRunner().invoke(app, [*words, *(() if words[0] == "format" else ("-w", "shop"))], input=typed, catch_exceptions=False)
        assert result.exit_code == (1 if command.endswith("!1") else 0), result.output
        return Seen(result.exit_code, _plain(result.stdout, self.folder), _plain(result.stderr, self.folder), self.files())

    def last_import(self) -> str:
        with dg.open(self.folder / "shop") as workspace:
            return str(workspace.imports().results[-1].import_id)

    def files(self) -> dict[str, bytes]:
        """What lies in the folder; of files with the moment in them only that they are there."""
        own = [each for each in self.folder.rglob("*") if each.is_file() and "shop" not in each.relative_to(self.folder).parts]
        return {str(each.relative_to(self.folder)): b"" if each.suffix in {".xlsx", ".json"} else each.read_bytes() for each in own}


def _plain(text: str, folder: Path) -> str:
    """Without what is never the same twice: seconds, moments, the folder."""
    text = text.replace(str(folder), "FOLDER")
    text = re.sub(r"\d+\.\d+ s\b|\d+,\d s\b", "SECONDS", text)
    text = re.sub(r'"seconds": [\d.e-]+', '"seconds": 0', text)
    text = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(\+\d\d:\d\d)?", "MOMENT", text)
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "MINUTE", text)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a shop that was refreshed twice."""
    folder = tmp_path_factory.mktemp("made")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    with shop(folder) as workspace:
        run("refresh", "-w", workspace.path, "--as-of", "2024-03-30T12:00")
        put(workspace.store, ("lines", [line("c7", "2024-04-05 09:00", "i7", "3")]))
        run("refresh", "-w", workspace.path, "--as-of", NOON)
    return folder


@pytest.fixture(scope="module")
def alone(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("alone") / "desk"
    shutil.copytree(made, folder)
    return Desk(folder)


@pytest.fixture(scope="module")
def shared(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("shared") / "desk"
    shutil.copytree(made, folder)
    with held(folder / "shop"):
        yield Desk(folder)


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DOELGROEP_LANGUAGE", "DOELGROEP_POSTGRESQL", "DOELGROEP_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("about", JOURNEYS)
def test_a_command_does_the_same(about: str, alone: Desk, shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in JOURNEYS[about]:
        expected, found = alone.run(command, monkeypatch), shared.run(command, monkeypatch)
        assert (command, found) == (command, expected)


def test_every_command_is_among_them() -> None:
    known = {" ".join(command.split(" ")[: len(each.split(" "))]) for each in _commands() for journey in JOURNEYS.values() for command in journey}
    groups = {"imports list": "imports", "catalog show": "catalog", "segments list": "segments list"}
    assert sorted(each for each in _commands() - ELSEWHERE if each not in known and groups.get(each) not in known) == []


def _commands() -> set[str]:
    return set(_walk(typer.main.get_command(app), ()))


def _walk(command: object, names: tuple[str, ...]) -> Iterator[str]:
    below = getattr(command, "commands", None)
    if below is None:
        yield " ".join(names)
        return
    for name, each in below.items():
        yield from _walk(each, (*names, name))


def test_the_workspace_was_in_other_hands_all_the_time(shared: Desk) -> None:
    with dg.open(shared.folder / "shop") as workspace:
        assert workspace.holder is not None
    assert '"socket": "/' in (shared.folder / "shop" / LOCK_FILE).read_text(encoding="utf-8")
