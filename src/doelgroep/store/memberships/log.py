"""The manifest of the files and the log of refreshes, in `state.sqlite3`. Needs no compiled code: quick to ask for sizes.

Each function takes a connection of `State.reading` or `State.writing`, so that several of them are one transaction.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.store.definitions import REST_KEY
from doelgroep.store.memberships.values import RefreshRecord, SegmentRefresh
from doelgroep.store.segment_sets import GROUP_IDS
from doelgroep.store.state import microseconds, moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from doelgroep.store.memberships.file import Written

_LONG_AGO, _EVER = -(2**63), 2**63 - 1
_GROUP = f"{GROUP_IDS} * g.segment_set + g.segment"
"""The id of the group of a segment in a set, of a row of `set_segments`."""
_REST = f"{GROUP_IDS} * s.id"
"""The id of the rest of a set."""


def refreshes(connection: sqlite3.Connection) -> tuple[RefreshRecord, ...]:
    """All refreshes whose states can be looked up, in the order in which they were recorded."""
    rows = connection.execute("SELECT id, as_of, started, finished, anew, chunks, file, bytes, checksum, details FROM refreshes ORDER BY id")
    return tuple(_record(*row) for row in rows)


def _record(  # noqa: PLR0913, PLR0917 - the columns of the table
    number: int, as_of: int, started: int, finished: int, anew: int, chunks: int, file: str | None, size: int, checksum: int, details: str
) -> RefreshRecord:
    return RefreshRecord(
        id=number,
        as_of=moment(as_of),
        started=moment(started),
        finished=moment(finished),
        anew=bool(anew),
        chunks=chunks,
        file=file,
        bytes=size,
        checksum=checksum,
        details=json.loads(details),
    )


def add(connection: sqlite3.Connection, record: RefreshRecord, results: Iterable[SegmentRefresh]) -> int:
    """Put a refresh in the log and in the manifest.

    Returns:
        Its id; that of the record is not looked at.
    """
    values = (
        microseconds(record.as_of),
        microseconds(record.started),
        microseconds(record.finished),
        int(record.anew),
        record.chunks,
        record.file,
        record.bytes,
        record.checksum,
        json.dumps(record.details, ensure_ascii=False),
    )
    columns = "as_of, started, finished, anew, chunks, file, bytes, checksum, details"
    number = connection.execute(f"INSERT INTO refreshes ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values).lastrowid
    rows = [(each.segment, number, each.version, each.size, each.joined, each.left, each.seconds, each.trouble) for each in results]
    connection.executemany("INSERT INTO refreshed_segments VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return int(number or 0)


def replace_file(connection: sqlite3.Connection, refresh: int, written: Written | None, *, anew: bool | None = None) -> None:
    """Let another file stand for a refresh, or none, when its file is lost."""
    name, size, checksum = (None, 0, 0) if written is None else (written.name, written.bytes, written.checksum)
    connection.execute("UPDATE refreshes SET file = ?, bytes = ?, checksum = ? WHERE id = ?", (name, size, checksum, refresh))
    if anew is not None:
        connection.execute("UPDATE refreshes SET anew = ? WHERE id = ?", (int(anew), refresh))


# ---------------------------------------------------------------- segments


def sizes(connection: sqlite3.Connection, segment: int, since: datetime | None = None, until: datetime | None = None) -> tuple[SegmentRefresh, ...]:
    """What each refresh found for a segment, the oldest first; only those with `since <= as_of <= until`."""
    first = _LONG_AGO if since is None else microseconds(since)
    last = _EVER if until is None else microseconds(until)
    return _results(connection, "s.segment = ? AND r.as_of BETWEEN ? AND ? ORDER BY s.refresh", (segment, first, last))


def results(connection: sqlite3.Connection, refresh: int) -> tuple[SegmentRefresh, ...]:
    """What a refresh found for each of its segments, by id."""
    return _results(connection, "s.refresh = ? ORDER BY s.segment", (refresh,))


def _results(connection: sqlite3.Connection, condition: str, values: tuple[int, ...]) -> tuple[SegmentRefresh, ...]:
    columns = "s.segment, r.as_of, s.size, s.joined, s.gone, s.version, s.seconds, s.trouble"
    sql = f"SELECT {columns} FROM refreshed_segments s JOIN refreshes r ON r.id = s.refresh"
    return tuple(
        SegmentRefresh(segment=segment, as_of=moment(as_of), size=size, joined=joined, left=left, version=version, seconds=seconds, trouble=trouble)
        for segment, as_of, size, joined, left, version, seconds, trouble in connection.execute(f"{sql} WHERE {condition}", values)
    )


def first_versions(connection: sqlite3.Connection, segments: Iterable[int]) -> dict[tuple[int, int], int]:
    """The refreshes that were the first ones with a version of a definition: (segment, refresh) with the version."""
    sql = """
        SELECT segment, min(refresh), version FROM refreshed_segments
        WHERE trouble IS NULL AND segment IN (SELECT value FROM json_each(?)) GROUP BY segment, version
    """
    rows = connection.execute(sql, (json.dumps(sorted(segments)),))
    return {(segment, refresh): version for segment, refresh, version in rows}


def present_sizes(connection: sqlite3.Connection) -> dict[int, int]:
    """How many members each segment has now, by id; those that were removed included until they are pruned."""
    return dict(connection.execute("SELECT segment, size FROM present_members ORDER BY segment"))


def set_present_sizes(connection: sqlite3.Connection, found: Mapping[int, int], *, only: bool = False) -> None:
    """Note how many members segments have now. With `only`, all others have no members any more."""
    if only:
        connection.execute("DELETE FROM present_members")
    sql = "INSERT INTO present_members VALUES (?, ?) ON CONFLICT (segment) DO UPDATE SET size = excluded.size"
    connection.executemany(sql, found.items())


def removed_segments(connection: sqlite3.Connection, at: datetime | None = None) -> frozenset[int]:
    """The segments, and the groups of sets, that were removed, of those with a record; only those removed until a moment when one is given.

    A group is removed with its set, and when its segment is taken out of the set.
    """
    sql = f"""
        SELECT id FROM (
            SELECT id FROM segments WHERE removed_at <= :at
            UNION SELECT {_GROUP} FROM set_segments g JOIN segment_sets s ON s.id = segment_set WHERE s.removed_at <= :at
            UNION SELECT {_REST} FROM segment_sets s WHERE s.removed_at <= :at
            UNION
            SELECT {_GROUP} FROM set_segments g WHERE EXISTS (
                SELECT 1 FROM set_versions v WHERE v.segment_set = g.segment_set AND v.version > g.version AND v.at <= :at
            )
            EXCEPT
            SELECT {_GROUP} FROM set_segments g JOIN (
                SELECT segment_set, max(version) AS version FROM set_versions WHERE at <= :at GROUP BY segment_set
            ) USING (segment_set, version) JOIN segment_sets s ON s.id = segment_set WHERE s.removed_at IS NULL OR s.removed_at > :at
        )
        WHERE EXISTS (SELECT 1 FROM refreshed_segments WHERE segment = id)
    """
    moment = _EVER if at is None else microseconds(at)
    return frozenset(number for (number,) in connection.execute(sql, {"at": moment}))


def drop_segments(connection: sqlite3.Connection, segments: Iterable[int]) -> None:
    """Take segments out of the log."""
    found = [(each,) for each in segments]
    connection.executemany("DELETE FROM refreshed_segments WHERE segment = ?", found)
    connection.executemany("DELETE FROM present_members WHERE segment = ?", found)


def check_recorded(connection: sqlite3.Connection, segment: int, span: tuple[int, int], at: datetime | None) -> None:
    """Refuse a segment that no refresh with an id in the span has evaluated.

    Raises:
        UserError: `membership_never_recorded`, `membership_recorded_later`.
    """
    sql = "SELECT 1 FROM refreshed_segments WHERE segment = ? AND refresh BETWEEN ? AND ? AND size IS NOT NULL LIMIT 1"
    if connection.execute(sql, (segment, *span)).fetchone() is not None:
        return
    name = _name(connection, segment)
    first = next((each.as_of for each in sizes(connection, segment) if each.size is not None), None)
    if at is None or first is None or first <= at:
        raise UserError("membership_never_recorded", segment=name)
    raise UserError("membership_recorded_later", segment=name, at=at.isoformat(" ", "minutes"), first=first.isoformat(" ", "minutes"))


def _name(connection: sqlite3.Connection, number: int) -> str:
    """The key of a segment or of a group; its number when there never was one."""
    sql = f"""
        SELECT key FROM segments WHERE id = :id
        UNION ALL SELECT s.key || '/' || g.key FROM segment_sets s JOIN segments g ON {_REST} + g.id = :id
        UNION ALL SELECT s.key || '/{REST_KEY}' FROM segment_sets s WHERE {_REST} = :id
    """
    row = connection.execute(sql, {"id": number}).fetchone()
    return str(number) if row is None else str(row[0])


# ---------------------------------------------------------------- pruning


def put_together(connection: sqlite3.Connection, dropped: Iterable[int], kept: int, since: int) -> None:
    """Let one refresh stand for itself and those before it: of each segment the last result, with the sums of who joined and left.

    Segments without a result since the refresh `since`, which began anew, have no members at the end and no row.
    """
    numbers = ", ".join(str(int(each)) for each in (*dropped, kept))
    connection.execute(
        f"""
        INSERT OR REPLACE INTO refreshed_segments
        SELECT s.segment, ?, s.version, s.size, sums.joined, sums.gone, s.seconds, s.trouble
        FROM refreshed_segments s
        JOIN (
            SELECT segment, max(refresh) AS refresh, sum(joined) AS joined, sum(gone) AS gone
            FROM refreshed_segments WHERE refresh IN ({numbers}) GROUP BY segment HAVING max(refresh) >= ?
        ) sums USING (segment, refresh)
        """,
        (kept, since),
    )
    gone = ", ".join(str(int(each)) for each in dropped)
    connection.execute(f"DELETE FROM refreshed_segments WHERE refresh IN ({gone})")
    connection.execute(f"DELETE FROM refreshes WHERE id IN ({gone})")
