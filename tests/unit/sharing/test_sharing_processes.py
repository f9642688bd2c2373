"""Processes that come and go: who holds a workspace, who asks for it, and what is left when one of them is killed."""

from __future__ import annotations

import json
import shutil
import signal
import stat
import threading
import time
from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from doelgroep.errors import UserError
from doelgroep.messages import sentence
from doelgroep.sharing import calls, serve_workspace
from doelgroep.sharing.place import LONGEST, socket_path
from doelgroep.store.lock import LOCK_FILE
from tests.unit.refresh.refreshed_shop import shop
from tests.unit.sharing.holding import held, start

if TYPE_CHECKING:
    from pathlib import Path

MANY = 300_000
"""Customers in a file: enough for an import of a second or two."""

IMPORT = """
import sys
import doelgroep as dg
with dg.open(sys.argv[1]) as workspace:
    assert workspace.holder is not None
    def report(progress):
        print(progress.stage.value, flush=True)
    try:
        workspace.import_files(sys.argv[2], report=report)
        print("done", flush=True)
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""
"""Tells the stages of an import."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with shop(tmp_path) as workspace:
        return workspace.path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.csv"
    path.write_text("customer,city\n" + "".join(f"m{each},Delft\n" for each in range(MANY)), encoding="utf-8")
    return path


def customers(folder: Path, *, elsewhere: bool) -> int:
    with dg.open(folder) as workspace:
        assert (workspace.holder is not None) == elsewhere
        return workspace.segment("city IS NOT NULL").count()


# ---------------------------------------------------------------- the place


def test_only_the_user_may_come_in(folder: Path) -> None:
    with held(folder) as holding:
        assert stat.S_IMODE(holding.socket.stat().st_mode) == 0o600
        assert stat.S_IMODE(holding.socket.parent.stat().st_mode) == 0o700
    assert not holding.socket.exists()


def test_a_folder_that_others_could_enter_is_closed(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "doelgroep").mkdir(mode=0o777)
    assert stat.S_IMODE(socket_path(folder).parent.stat().st_mode) == 0o700


def test_a_folder_that_somebody_put_there_is_refused(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "doelgroep").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UserError) as caught:
        socket_path(folder)
    assert caught.value.code == "sharing_folder_foreign"


def test_a_folder_that_cannot_be_made_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "doelgroep").write_text("", encoding="utf-8")
    with dg.open(folder) as workspace, pytest.raises(UserError) as caught, serve_workspace(workspace):
        pass
    assert caught.value.code == "sharing_folder"


def test_a_long_path_is_left_for_a_short_one(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("long" * 30)
    long.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    found = socket_path(folder)
    assert len(str(found)) <= LONGEST
    assert long not in found.parents


# ---------------------------------------------------------------- who answers


def test_the_holder_itself_and_its_threads_use_what_they_have(folder: Path) -> None:
    with dg.open(folder) as workspace, serve_workspace(workspace), dg.open(folder) as again:
        assert again.holder is None
        assert again.store is workspace.store


def test_one_that_lets_nobody_in_is_named(folder: Path) -> None:
    code = "import sys, doelgroep as dg\nwith dg.open(sys.argv[1]): print('held', flush=True); sys.stdin.read()"
    with start(code, str(folder)) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(UserError, match=f"process {process.pid} on this computer") as caught:
            dg.open(folder, wait=0)
        assert caught.value.code == "store_locked"
        process.communicate("")


def test_one_that_begins_to_serve_is_found_while_waiting(folder: Path) -> None:
    code = (
        "import sys, time, doelgroep as dg\nfrom doelgroep.sharing import serve_workspace\n"
        "with dg.open(sys.argv[1]) as workspace:\n"
        "    print('held', flush=True); time.sleep(0.5)\n"
        "    with serve_workspace(workspace): sys.stdin.read()"
    )
    with start(code, str(folder)) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert customers(folder, elsewhere=True) == 12
        process.communicate("")


def test_another_computer_is_not_asked(folder: Path) -> None:
    with held(folder):
        lock = folder / LOCK_FILE
        found = json.loads(lock.read_text(encoding="utf-8"))
        lock.write_text(json.dumps(found | {"host": "elsewhere"}), encoding="utf-8")
        with pytest.raises(UserError) as caught:
            dg.open(folder, wait=0)
        assert caught.value.code == "store_locked_elsewhere"
        lock.write_text(json.dumps(found), encoding="utf-8")


def test_a_copy_is_not_taken_for_the_workspace(folder: Path, tmp_path: Path) -> None:
    with held(folder):
        shutil.copytree(folder, tmp_path / "copy")
        with dg.open(tmp_path / "copy") as copy:
            assert copy.holder is None


def test_another_version_of_the_library_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with held(folder):
        monkeypatch.setattr(calls, "version", lambda _: "0.0.1")
        calls.library_version.cache_clear()
        try:
            with pytest.raises(UserError, match=r"version 0\.0\.1") as caught:
                dg.open(folder)
        finally:
            calls.library_version.cache_clear()
        assert caught.value.code == "sharing_version"


# ---------------------------------------------------------------- who ends


def test_a_holder_that_was_killed_is_told_and_replaced(folder: Path) -> None:
    with held(folder) as holding, dg.open(folder) as workspace:
        assert workspace.segment("delft").count() == 6
        holding.kill()
        with pytest.raises(UserError, match=f"process {holding.process.pid}") as caught:
            workspace.segment("city = 'Delft'").count()
        assert caught.value.code == "sharing_lost"
        assert "antwoordt niet meer" in sentence(caught.value.code, caught.value.params, "nl")
        assert holding.socket.is_socket()  # left behind
        assert customers(folder, elsewhere=False) == 12
        with held(folder) as next_one:
            assert next_one.socket == holding.socket
            assert customers(folder, elsewhere=True) == 12


def test_an_open_workspace_goes_on_with_the_next_holder(folder: Path) -> None:
    with held(folder) as holding, dg.open(folder) as workspace:
        assert workspace.segment("delft").count() == 6
        holding.end()
        with pytest.raises(UserError, match="does not answer any more"):
            workspace.segment("delft").count()
        with held(folder):
            assert workspace.segment("delft").count() == 6


def test_a_holder_that_ends_stops_what_it_does_for_others(folder: Path, many: Path) -> None:
    with held(folder) as holding, dg.open(folder) as workspace:
        ended: list[threading.Thread] = []

        def end(_: object) -> None:
            if not ended:
                ended.append(threading.Thread(target=holding.end))
                ended[0].start()
                time.sleep(0.3)

        with pytest.raises(UserError) as caught:
            workspace.import_files(many, report=end)
        ended[0].join()
    assert caught.value.code in {"sharing_stopped", "sharing_lost"}
    assert customers(folder, elsewhere=False) == 12


# ---------------------------------------------------------------- several callers


def test_a_caller_that_is_killed_leaves_nothing_behind(folder: Path, many: Path) -> None:
    with held(folder):
        with start(IMPORT, str(folder), str(many)) as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.kill()
        with dg.open(folder) as workspace:
            workspace.merge("c1", "c2")  # waits for the writer
            assert workspace.segment("city IS NOT NULL").count() == 11


def test_ctrl_c_stops_the_work_over_there(folder: Path, many: Path) -> None:
    with held(folder):
        with start(IMPORT, str(folder), str(many)) as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=30)
        assert out.splitlines()[-1] == "stopped"
        assert customers(folder, elsewhere=True) == 12


def test_two_callers_work_while_one_of_them_writes(folder: Path, many: Path) -> None:
    with held(folder), dg.open(folder) as workspace, start(IMPORT, str(folder), str(many)) as process:
        seen = {workspace.segment("city IS NOT NULL").count()}
        while process.poll() is None:
            seen.add(workspace.segment("city IS NOT NULL").count())
        assert process.stdout is not None
        assert process.stdout.read().splitlines()[-1] == "done"
        seen.add(workspace.segment("city IS NOT NULL").count())
    assert seen == {12, 12 + MANY}
