"""One process holds a workspace; the others learn which one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import UserError
from doelgroep.messages import sentence
from doelgroep.store.lock import LOCK_FILE, Holder, acquire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOLD = """
import sys, time
from pathlib import Path
from doelgroep.store.lock import acquire
held = acquire(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@contextmanager
def other_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own interpreter
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def refusal(folder: Path, wait: float = 0.0) -> UserError:
    with pytest.raises(UserError) as caught:
        acquire(folder, wait=wait)
    return caught.value


def test_the_second_process_is_told_who_holds_the_workspace(tmp_path: Path) -> None:
    with other_process(tmp_path) as process:
        error = refusal(tmp_path)
    assert error.code == "store_locked"
    assert f"process {process.pid} on this computer" in str(error)
    assert f"`python {tmp_path}`" in str(error)
    assert f"proces {process.pid} op deze computer" in sentence(error.code, error.params, "nl")


def test_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    with other_process(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert json.loads((tmp_path / LOCK_FILE).read_text())["pid"] == process.pid
    acquire(tmp_path, wait=0).release()


def test_a_lock_that_comes_free_while_waiting_is_taken(tmp_path: Path) -> None:
    with other_process(tmp_path) as process:
        started = time.monotonic()
        process.send_signal(signal.SIGKILL)
        acquire(tmp_path, wait=20).release()
        assert time.monotonic() - started < 20


def test_waiting_ends_after_the_time_given(tmp_path: Path) -> None:
    held = acquire(tmp_path)
    started = time.monotonic()
    refusal(tmp_path, wait=0.2)
    assert 0.2 <= time.monotonic() - started < 5
    held.release()


def test_a_holder_on_another_computer_is_told_as_such(tmp_path: Path) -> None:
    held = acquire(tmp_path)
    holder = {"pid": 7, "host": "kassa-2", "command": "doelgroep serve", "since": "2020-05-01T12:00:00+00:00"}
    (tmp_path / LOCK_FILE).write_text(json.dumps(holder))
    error = refusal(tmp_path)
    held.release()
    assert error.code == "store_locked_elsewhere"
    assert "kassa-2 runs `doelgroep serve`, since 2020-05-01" in str(error)


def test_the_own_process_is_told_as_such(tmp_path: Path) -> None:
    held = acquire(tmp_path)
    error = refusal(tmp_path)
    held.release()
    assert (error.code, error.params["pid"]) == ("store_locked_here", os.getpid())


def test_a_holder_that_has_not_said_its_name_yet(tmp_path: Path) -> None:
    held = acquire(tmp_path)
    (tmp_path / LOCK_FILE).write_text("")
    assert refusal(tmp_path).code == "store_locked_unknown"
    held.release()


def test_a_released_lock_is_empty_and_free(tmp_path: Path) -> None:
    held = acquire(tmp_path)
    held.release()
    held.release()
    assert (tmp_path / LOCK_FILE).read_text() == ""
    acquire(tmp_path, wait=0).release()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"pid": "x", "host": "h", "command": "c", "since": "2020-05-01T12:00:00+00:00"}'])
def test_what_is_no_holder_is_none(text: str) -> None:
    assert Holder.from_json(text) is None


def test_a_holder_survives_its_file() -> None:
    holder = Holder.this_process()
    assert Holder.from_json(holder.to_json()) == holder


def test_a_long_command_is_shortened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/doelgroep", "import", *(f"file-{number}.csv" for number in range(100))])
    command = Holder.this_process().command
    assert command.startswith("doelgroep import file-0.csv")
    assert len(command) == 200
