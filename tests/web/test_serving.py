"""The real server as a process: ready, one link in, the command line beside it, killed and started again with the work that was left."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from doelgroep.opening import open_workspace
from doelgroep.sampling import create_sample
from doelgroep.workspace import define, signature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 90.0
COMMAND = [sys.executable, "-c", "from doelgroep.cli.app import main; main()"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with a segment."""
    made = tmp_path_factory.mktemp("served") / "shop"
    create_sample(made, customers=200, until=date(2026, 11, 21))
    with open_workspace(made) as opened:
        opened.definitions.put({"loyal": define("number_of_orders >= 3", name="Loyal")}, signature(author="Test"))
    return made


@contextmanager
def serving(folder: Path, how: int = signal.SIGTERM) -> Iterator[tuple[int, str, str]]:
    """The server while it runs: its port, the link that signs in, and all that it said. It ends by a signal to all its processes."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DOELGROEP_WEB", "DJANGO", "DOELGROEP_WORKSPACE"))}
    log = folder.parent / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [*COMMAND, "serve", "-w", str(folder), "--port", "0", "--link"], stdout=out, stderr=out, env=environment, start_new_session=True
        )
        try:
            said = _wait_for(log, r"Sign in once with: \S+", process)
            found = re.search(r"http://127\.0\.0\.1:(\d+)(/\S+)", said.partition("Sign in once")[2])
            assert found is not None, said
            yield int(found[1]), found[2], said
        finally:
            os.killpg(process.pid, how)
            process.wait(PATIENCE)


def _wait_for(log: Path, pattern: str, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        said = log.read_text()
        if re.search(pattern, said):
            return said
        assert process.poll() is None, said
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def _ran(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own interpreter


def _get(port: int, path: str) -> tuple[int, str]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def _jobs(folder: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "app.sqlite3", timeout=20)) as connection, connection:
        return connection.execute("SELECT kind, state FROM jobs_job ORDER BY id").fetchall()


def test_the_server_is_ready_lets_one_in_and_answers_the_command_line(folder: Path) -> None:
    with serving(folder) as (port, link, _):
        assert _get(port, "/health") == (200, '{"alive": true}')
        status, text = _get(port, "/ready")
        assert (status, json.loads(text)) == (200, {"database": True, "workspace": True})
        assert _get(port, "/")[0] == 302
        status, text = _get(port, link)
        assert status == 200
        assert "csrfmiddlewaretoken" in text
        done = _ran("count", "loyal", "-w", str(folder), "--json")
        assert json.loads(done.stdout)["count"] > 0


def test_its_log_is_json_and_names_no_customer(folder: Path) -> None:
    with serving(folder) as (port, _, _):
        _get(port, "/customers/100001/?q=jansen")
        time.sleep(0.5)
        lines = [json.loads(each) for each in (folder.parent / "serve.log").read_text().splitlines() if each.startswith("{")]
    requests = [each for each in lines if each["logger"] == "doelgroep.request"]
    assert requests[-1]["status"] in {302, 404}
    assert "100001" not in str(lines)
    assert "jansen" not in str(lines)


def test_after_a_kill_the_work_that_was_left_is_done(folder: Path) -> None:
    with serving(folder, how=signal.SIGKILL):
        pass
    before = len(_jobs(folder))
    now = datetime.now(UTC).isoformat(sep=" ").removesuffix("+00:00")
    values = ("refresh", "{}", "running", "", 0, 0, "{}", "", "{}", "a process that is no more", 1, False, now)
    columns = "kind, parameters, state, stage, done, total, result, error_code, error_text, runner, attempts, wants_cancel, asked"
    with closing(sqlite3.connect(folder / "app.sqlite3", timeout=20)) as connection, connection:
        connection.execute(f"INSERT INTO jobs_job ({columns}) VALUES ({', '.join('?' * len(values))})", values)
    with serving(folder):
        end = time.monotonic() + PATIENCE
        while _jobs(folder)[before] != ("refresh", "done") and time.monotonic() < end:
            time.sleep(0.2)
    assert _jobs(folder)[before] == ("refresh", "done")


def test_a_second_server_is_told_who_holds_the_workspace(folder: Path) -> None:
    with serving(folder):
        done = _ran("serve", "-w", str(folder), "--port", "0")
    assert done.returncode != 0
    assert "process" in done.stderr


def test_a_port_that_is_taken_is_told(folder: Path) -> None:
    with serving(folder) as (port, _, _):
        done = _ran("serve", "-w", str(folder), "--port", str(port))
    assert done.returncode == 1
    assert str(port) in done.stderr


def test_a_folder_that_is_no_workspace_is_not_served(tmp_path: Path) -> None:
    done = _ran("serve", "-w", str(tmp_path), "--port", "0")
    assert done.returncode == 1
    assert "doelgroep.yaml" in done.stderr
    assert list(tmp_path.iterdir()) == []
