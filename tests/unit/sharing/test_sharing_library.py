"""The library on a workspace that another process holds: the same values, the same errors, work that is told about and can be stopped."""

from __future__ import annotations

import gc
import shutil
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import doelgroep as dg
from doelgroep.customer_values import customer_values
from doelgroep.errors import InternalError, QueryError, UserError
from doelgroep.quality.arrivals import arrivals
from doelgroep.refresh.estimate import estimate
from doelgroep.refresh.members import recorded_members, recorded_reader
from doelgroep.refresh.preview import preview
from doelgroep.refresh.turnover import size_history
from doelgroep.store.progress import Progress, Stage
from doelgroep.store.source import ReadOptions
from doelgroep.workspace import Workspace, define, signature
from tests.unit.refresh.refreshed_shop import NOON, shop
from tests.unit.sharing.holding import held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pyarrow as pa

    from doelgroep.store.source import Proposal

FILES = {
    "people.csv": "customer,city\nc90,Delft\nc91,Gent\n",
    "lines.csv": "customer,time,invoice,product,amount\nc1,2024-05-01 10:00,i90,tea,3.50\n",
    "broken.csv": "kleur,maat\nrood,1\nrood,2\nblauw,1\nblauw,2\n",
}


def rows(found: pa.RecordBatchReader) -> pa.Table:
    return found.read_all()


def streamed(ws: Workspace, query: str, limit: int | None = None) -> pa.Table:
    with ws.segment(query).reader(["customer_id", "city"], limit=limit) as found:
        return rows(found)


def recorded(ws: Workspace) -> pa.Table:
    with recorded_reader(ws, "delft", at=NOON) as found:
        return rows(found)


QUESTIONS: dict[str, Callable[[Workspace], object]] = {
    "catalog": lambda ws: ws.catalog,
    "settings": lambda ws: (ws.settings.name, ws.settings.zone.key),
    "count": lambda ws: ws.segment("city = 'Delft'").count(),
    "size": lambda ws: ws.segment("delft").size(),
    "past": lambda ws: ws.segment("week", as_of=NOON).size(),
    "members": lambda ws: ws.segment("delft").members(["customer_id", "city"]),
    "limited": lambda ws: ws.segment("delft").members(limit=2),
    "nobody": lambda ws: ws.segment("city = 'Nowhere'").members(),
    "pandas": lambda ws: ws.segment("delft").members().to_pandas().to_dict(),
    "reader": lambda ws: streamed(ws, "delft"),
    "empty reader": lambda ws: streamed(ws, "city = 'Nowhere'"),
    "limited reader": lambda ws: streamed(ws, "delft", limit=3),
    "explain": lambda ws: ws.segment("both").explain("nl"),
    "sql": lambda ws: ws.segment("week", as_of=NOON).sql(),
    "why": lambda ws: ws.segment("week", as_of=NOON).why("c1").to_data(),
    "warnings": lambda ws: ws.segment("city = 'delft'").warnings,
    "html": lambda ws: ws.segment("delft")._repr_html_(),
    "complete": lambda ws: ws.complete("city = 'D", 9),
    "fields": lambda ws: ws.fields("customers"),
    "overview": lambda ws: ws.overview("nl"),
    "imports": lambda ws: [each.files for each in ws.imports().results],
    "rejected": lambda ws: ws.rejected(limit=5),
    "which": lambda ws: ws.which("c1", at=NOON, reasons=True).to_data(),
    "turnover": lambda ws: ws.turnover("week", NOON),
    "set": lambda ws: ws.set("pair").counts(),
    "groups": lambda ws: [each.segment.count() for each in ws.set("pair").groups()],
    "history": lambda ws: [(each.size, each.joined) for each in size_history(ws, "week").rows],
    "recorded": lambda ws: recorded_members(ws, "delft", at=NOON),
    "recorded reader": recorded,
    "plan": lambda ws: estimate(ws, as_of=NOON, full=True).conditions,
    "preview": lambda ws: preview(ws, "week", "city = 'Gent'", as_of=NOON),
    "values": lambda ws: customer_values(ws, [1, 2], ["customer_id", "city"]),
    "live": lambda ws: ws.live().counts([ws.segment("delft").test], as_of=NOON).counts,
    "arrivals": lambda ws: len(arrivals(ws)),
    "quality": lambda ws: ws.quality().measures.findings,
    "propose": lambda ws: _without_names(ws.propose("people.csv")),
    "versions": lambda ws: [each.number for each in ws.definitions.versions("delft")],
    "rename": lambda ws: ws.rename("city", "town", dry_run=True),
    "undo": lambda ws: ws.undo_import(1, dry_run=True),
}


def _without_names(found: Proposal) -> tuple[object, ...]:
    """Temporary tables have other names each time."""
    files = [(each.file.path, each.file.columns, each.file.rows, each.target, each.columns) for each in found.tables]
    return found.catalog, files, found.problems, found.choices


ERRORS: dict[str, Callable[[Workspace], object]] = {
    "query": lambda ws: ws.segment("citi = 'Delft' AND amount >"),
    "column": lambda ws: ws.segment("delft").members(["citi"]),
    "streamed column": lambda ws: streamed(ws, "delft", limit=-1),
    "limit": lambda ws: ws.segment("delft").members(limit=-1),
    "engine": lambda ws: ws.segment("delft").count(engine="oracle"),
    "customer": lambda ws: ws.segment("delft").why("c99"),
    "segment": lambda ws: ws.segment("delf"),
    "table": lambda ws: ws.fields("nothing"),
    "file": lambda ws: ws.import_files("peeple.csv"),
    "stopped": lambda ws: ws.import_files(["people.csv", "broken.csv"]),
    "ids": lambda ws: ws.remove_rows("lines.csv", ReadOptions(target="lines")),
    "undo": lambda ws: ws.undo_import(99),
    "merge": lambda ws: ws.merge("c1", "c99"),
    "rejected": lambda ws: ws.export_rejected("mend.csv"),
    "past": lambda ws: ws.which("c1", at=datetime(2020, 1, 1)),  # noqa: DTZ001 - the workspace's time
    "python's own": lambda ws: customer_values(ws, range(20_000), ["city"]),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with shop(folder) as workspace:
        workspace.sets.add("pair", _pair(), signature())
        workspace.refresh(as_of=NOON)
    return folder


def _pair() -> Any:  # noqa: ANN401 - only for one line
    from doelgroep.store.segment_sets import SetDefinition  # noqa: PLC0415 - as above

    return SetDefinition(segments=("delft", "drinks"))


@pytest.fixture(scope="module")
def alone(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    shutil.copytree(made, folder := tmp_path_factory.mktemp("alone") / "desk")
    with dg.open(folder / "shop") as workspace:
        assert workspace.holder is None
        yield workspace


@pytest.fixture(scope="module")
def shared(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    shutil.copytree(made, folder := tmp_path_factory.mktemp("shared") / "desk")
    with held(folder / "shop"), dg.open(folder / "shop") as workspace:
        assert workspace.holder is not None
        yield workspace


@pytest.fixture(autouse=True)
def _at_the_files(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_the_same_answer(question: str, alone: Workspace, shared: Workspace) -> None:
    expected, found = QUESTIONS[question](alone), QUESTIONS[question](shared)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize("question", ERRORS)
def test_an_error_is_the_same(question: str, alone: Workspace, shared: Workspace) -> None:
    expected, found = (_raised(ERRORS[question], workspace) for workspace in (alone, shared))
    assert (type(found), str(found)) == (type(expected), str(expected))
    if isinstance(expected, UserError) and isinstance(found, UserError):
        assert (found.code, found.params) == (expected.code, expected.params)
    if isinstance(expected, QueryError) and isinstance(found, QueryError):
        assert (found.text, found.diagnostics) == (expected.text, expected.diagnostics)


def _raised(question: Callable[[Workspace], object], workspace: Workspace) -> Exception:
    with pytest.raises((UserError, ValueError)) as caught:
        question(workspace)
    return caught.value


def test_a_path_comes_back_as_it_was_given(shared: Workspace) -> None:
    with pytest.raises(UserError, match=r"peeple\.csv") as caught:
        shared.import_files("peeple.csv")
    assert caught.value.params["file"] == "peeple.csv"
    assert [each.file.path for each in shared.propose("people.csv").tables] == [Path("people.csv").resolve()]


# ---------------------------------------------------------------- changes


def test_what_one_changes_others_see(shared: Workspace) -> None:
    with dg.open(shared.path) as other:
        shared.definitions.add("gent", define("city = 'Gent'"), signature())
        before = other.segment("gent").count()
        assert shared.import_files("people.csv").new_customers == 2
        assert other.segment("gent").count() == before + 1
        shared.rename("city", "town")
        assert "town" in other.catalog.names
        assert other.definitions.get("gent").query == "town = 'Gent'"
        other.rename("town", "city")
        assert shared.segment("gent").count() == before + 1


def test_progress_is_told_in_the_callers_thread(shared: Workspace) -> None:
    told: list[tuple[Progress, int]] = []
    shared.refresh(as_of=NOON, full=True, report=lambda progress: told.append((progress, threading.get_ident())))
    assert {each.stage for each, _ in told} == {Stage.REFRESH}
    assert {thread for _, thread in told} == {threading.get_ident()}


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_what_a_report_raises_stops_the_work(shared: Workspace, made: Path, error: type[BaseException]) -> None:
    (made / "many.csv").write_text("customer,city\n" + "".join(f"m{each},Delft\n" for each in range(200_000)), encoding="utf-8")
    before, imports = shared.segment("city IS NOT NULL").count(), len(shared.imports().results)

    def stop(_: Progress) -> None:
        raise error

    with pytest.raises(error):
        shared.import_files("many.csv", report=stop)
    assert (shared.segment("city IS NOT NULL").count(), len(shared.imports().results)) == (before, imports)


# ---------------------------------------------------------------- rows in pieces


def test_rows_are_read_as_far_as_one_wants(shared: Workspace) -> None:
    with shared.segment("delft").reader() as found:
        assert next(iter(found)).num_rows > 0
    with pytest.raises(ZeroDivisionError), shared.segment("delft").reader():
        raise ZeroDivisionError
    assert shared.segment("delft").count() > 0


def test_several_threads_of_a_caller_ask_at_once(shared: Workspace) -> None:
    expected = shared.segment("delft").count()
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(shared.segment("delft").count())) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [expected] * 8


# ---------------------------------------------------------------- what is not at hand


def test_the_data_themselves_are_not_at_hand(shared: Workspace) -> None:
    with pytest.raises(UserError, match="can only be done there") as caught:
        _ = shared.store
    assert caught.value.code == "sharing_elsewhere"


def test_work_that_is_not_marked_is_refused(shared: Workspace) -> None:
    assert shared.holder is not None
    for name in ("doelgroep.workspace:define", "os:system", "doelgroep.nothing:x", "builtins:eval"):
        with pytest.raises(InternalError):
            shared.holder.call(name, (), {})


def test_after_closing_it_says_so(shared: Workspace) -> None:
    other = dg.open(shared.path)
    other.close()
    other.close()
    with pytest.raises(UserError) as caught:
        other.segment("delft")
    assert caught.value.code == "store_closed"


def test_one_that_is_forgotten_is_closed(shared: Workspace) -> None:
    other = dg.open(shared.path)
    other.segment("delft").count()
    del other
    gc.collect()
    assert shared.segment("delft").count() > 0
