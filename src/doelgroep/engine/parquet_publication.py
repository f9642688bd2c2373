"""The tables of a workspace as folders of Parquet files: written as a whole, or not at all.

In the folder there is one folder for each edition, and `publication.json`, which names the current one and says what a reader has to know: the
catalogue, the zone of the days, the segments. It is replaced at the end, at once. The edition before stays until the next one, for those who are
reading it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb

from doelgroep.engine.publication import Origin, Publication, stored_tables
from doelgroep.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from doelgroep.catalog import Catalog
    from doelgroep.engine.publication import Columns

RECORD = "publication.json"
FORMAT = 1
"""The form of the folder."""
_EDITION = re.compile(r"edition-(\d{6})")
_UNFINISHED = "unfinished"
_FILE = "part-0.parquet"


@dataclass(frozen=True, slots=True)
class Described:
    """What goes with the tables."""

    file: str
    """`doelgroep.yaml` as it stands."""
    segments: Mapping[str, str]
    """Queries by key."""


def publish(
    folder: Path,
    source: duckdb.DuckDBPyConnection,
    catalog: Catalog,
    *,
    origin: Origin,
    described: Described,
    report: Callable[[str], None] = lambda _: None,
) -> Publication:
    """Write all tables of a catalogue into a folder, in place of what was published there before.

    Args:
        folder: made when it is not there.
        source: where the rows are, at one moment.
        catalog: what exists there.
        origin: what it is, for the record.
        described: what readers have to know.
        report: told each table before it is written.

    Raises:
        UserError: the folder holds something else, or can't be written to.
    """
    try:
        _require_ours(folder)
        number = max((int(found[1]) for each in folder.iterdir() if (found := _EDITION.fullmatch(each.name))), default=0) + 1
        fresh, edition = folder / _UNFINISHED, folder / f"edition-{number:06}"
        shutil.rmtree(fresh, ignore_errors=True)
        rows = {name: _write(source, name, columns, fresh, report) for name, columns in stored_tables(catalog).items()}
        fresh.rename(edition)
        written = Publication(origin=origin, at=datetime.now(UTC), rows=rows)
        before = _record(folder)
        _put_record(folder, {**_described(written), "edition": edition.name, "file": described.file, "segments": dict(described.segments)})
    except (OSError, duckdb.IOException) as error:
        raise UserError("parquet_unwritable", folder=folder, reason=getattr(error, "strerror", None) or str(error).splitlines()[0]) from error
    _forget(folder, {edition.name, str((before or {}).get("edition", ""))})
    return written


def published(folder: Path) -> Publication | None:
    """What is in the folder; None when nothing was published there."""
    found = _record(folder)
    if found is None:
        return None
    origin = Origin(str(found["workspace"]), int(str(found["imports"])), str(found["zone"]))
    rows = found["rows"]
    return Publication(origin=origin, at=datetime.fromisoformat(str(found["at"])), rows=rows if isinstance(rows, dict) else {})


def _require_ours(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ours = {RECORD, f"{RECORD}.new", _UNFINISHED}
    others = sorted(each.name for each in folder.iterdir() if each.name not in ours and not _EDITION.fullmatch(each.name))
    if others:
        raise UserError("parquet_taken", folder=folder, found=others[0])


def _write(source: duckdb.DuckDBPyConnection, table: str, columns: Columns, folder: Path, report: Callable[[str], None]) -> int:
    report(table)
    place = folder / table
    place.mkdir(parents=True)
    chosen = ", ".join(_quoted(name) for name, _ in columns)
    target = str(place / _FILE).replace("'", "''")
    query = f"COPY (SELECT {chosen} FROM {_quoted(table)}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608 - names of the catalogue, quoted
    (row,) = source.execute(query).fetchall()
    return int(row[0])


def _described(written: Publication) -> dict[str, object]:
    origin = written.origin
    return {
        "format": FORMAT,
        "workspace": origin.workspace,
        "imports": origin.imports,
        "zone": origin.zone,
        "at": written.at.isoformat(),
        "rows": dict(written.rows),
    }


def _record(folder: Path) -> dict[str, object] | None:
    try:
        found: dict[str, object] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return found


def _put_record(folder: Path, record: Mapping[str, object]) -> None:
    fresh = folder / f"{RECORD}.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(record, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / RECORD)


def _forget(folder: Path, kept: set[str]) -> None:
    for each in folder.iterdir():
        if _EDITION.fullmatch(each.name) and each.name not in kept:
            shutil.rmtree(each, ignore_errors=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
