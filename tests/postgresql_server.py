"""A PostgreSQL server for the tests: one for each process that asks, in a folder of its own, gone when that process ends.

Its default order of texts is the Dutch one, so that a comparison which does not say that it is by code point is found out.

The server hangs on a shell that waits for the end of its input. That is a pipe from here, so the server also stops when this process is killed.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from doelgroep.engine.publication import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    import psycopg

    from doelgroep.catalog import Catalog

_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")
_USER = "postgres"
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=20", "autovacuum=off", "jit=off")
"""Nothing of it has to outlive the tests."""
_RUN = """
"$1/initdb" -D "$2/data" -U postgres --auth trust --encoding UTF8 --locale C --locale-provider icu --icu-locale nl --no-sync >"$2/log" 2>&1 || exit 1
"$1/postgres" -D "$2/data" -k "$2" -h '' $3 >>"$2/log" 2>&1 &
server=$!
read -r _
kill -INT $server
wait $server
rm -rf "$2"
"""
_PATIENCE = 60.0
_OLDEST = 15


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, reached over a socket in its folder."""

    folder: Path

    @property
    def url(self) -> str:
        """How it is reached."""
        return f"postgresql://{_USER}@/postgres?host={self.folder}"


@cache
def absent() -> str:
    """Why there can be no server here; empty when there can."""
    try:
        import psycopg  # noqa: F401, PLC0415 - whether it is there is the question
    except ImportError:
        return "PostgreSQL is not tested: psycopg is not installed (the extra `postgres`)"
    programs = _programs()
    if programs is None:
        return "PostgreSQL is not tested: its programs initdb and postgres are not on this machine"
    if _version(programs) < _OLDEST:
        return f"PostgreSQL is not tested: these tests need version {_OLDEST}, for an order of texts by ICU"
    if os.geteuid() == 0 and (shutil.which("runuser") is None or not _has_user()):
        return f"PostgreSQL is not tested: it does not run as root, and there is no user {_USER} to run it as"
    return ""


def _has_user() -> bool:
    import pwd  # noqa: PLC0415 - not on every system

    return any(each.pw_name == _USER for each in pwd.getpwall())


def _version(programs: Path) -> int:
    told = subprocess.run([programs / "initdb", "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603 - found above
    found = re.search(r"\d+", told)
    return int(found[0]) if found else 0


def _programs() -> Path | None:
    """The folder with the programs, the newest first."""
    found = [path for pattern in _FOLDERS for path in sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)]
    in_path = shutil.which("initdb")
    folders = [*found, *([Path(in_path).parent] if in_path else [])]
    return next((each for each in folders if (each / "initdb").exists() and (each / "postgres").exists()), None)


@cache
def server() -> Server:
    """The server of this process; started when it is first asked for."""
    programs = _programs()
    if programs is None:
        raise RuntimeError(absent())
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, _USER)
        as_user = ["runuser", "-u", _USER, "--"]
    options = " ".join(f"-c {each}" for each in _QUICK)
    command = [*as_user, "sh", "-c", _RUN, "sh", str(programs), str(folder), options]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - our own text
    atexit.register(_stop, process, folder)
    _wait(process, folder)
    return Server(folder)


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    import psycopg  # noqa: PLC0415 - an extra

    until = time.monotonic() + _PATIENCE
    while True:
        try:
            psycopg.connect(Server(folder).url).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}") from None
            time.sleep(0.1)
        else:
            return


def _stop(process: subprocess.Popen[bytes], folder: Path) -> None:
    if process.stdin is not None:
        process.stdin.close()
    process.wait(timeout=_PATIENCE)
    shutil.rmtree(folder, ignore_errors=True)


# ---------------------------------------------------------------- worlds

_NUMBERS = count()


@cache
def connection() -> psycopg.Connection:
    """The connection of this process, without a transaction of its own."""
    import psycopg  # noqa: PLC0415 - an extra

    return psycopg.connect(server().url, autocommit=True)


@contextmanager
def looking_at(schema: str) -> Iterator[psycopg.Connection]:
    """The connection in a transaction in which names of tables lead to a schema."""
    with connection().transaction():
        connection().execute(f'SET LOCAL search_path TO "{schema}"')
        yield connection()


def publish_world(source: duckdb.DuckDBPyConnection, catalog: Catalog) -> str:
    """Publish tables into a new schema; gives its name."""
    from doelgroep.engine.postgresql_publication import publish  # noqa: PLC0415 - needs an extra

    schema = f"World {next(_NUMBERS)}"
    with looking_at(schema) as into:
        publish(into, source, catalog, schema=schema, origin=Origin("world", 0, "UTC"))
    return schema


def drop(schema: str) -> None:
    """Away with the schema of a world."""
    connection().execute(f'DROP SCHEMA "{schema}" CASCADE')
