"""Fixed lists of customers, as rows of an activity: so that a list is a segment like any other, on every engine, with history and erasure."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from doelgroep.catalog import Label
from doelgroep.errors import UserError
from doelgroep.holding import at_holder
from doelgroep.store.source import FieldWish, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doelgroep.store.progress import Report
    from doelgroep.workspace import Workspace

ACTIVITY = "static_lists"
_LIST, _TIME = "list", "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticList:
    """What became of a list."""

    query: str
    """Finds the customers of the list."""
    found: int
    """Different customers of it."""
    unknown: tuple[str, ...]
    """Keys that no customer of the workspace has, in the order of the list; they are left out."""


@at_holder
def add_static_list(workspace: Workspace, name: str, keys: Sequence[str], *, at: datetime | None = None, report: Report | None = None) -> StaticList:
    """Keep a list of customers under a name. Nobody becomes a customer by it.

    Args:
        workspace: with the customers.
        name: of the list; a second list of the same name is added to the first.
        keys: of the customers; the same one twice counts once.
        at: the moment of the list; None is now.
        report: told how far it is.

    Raises:
        UserError: `static_list_nobody` when no customer of the list is known. Nothing is kept then.
    """
    wanted = list(dict.fromkeys(each.strip() for each in keys if each.strip()))
    known = known_customers(workspace, wanted)
    unknown = tuple(each for each in wanted if each not in known)
    if not known:
        raise UserError("static_list_nobody", count=len(wanted), first=wanted[0] if wanted else "")
    moment = (at or datetime.now(UTC)).astimezone(workspace.settings.zone).replace(tzinfo=None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{ACTIVITY}-{name}.csv"
        _write(path, workspace.catalog.key, name, (each for each in wanted if each in known), moment)
        workspace.import_files(path, _options(workspace.catalog.key), report=report)
    quoted = name.replace("'", "''")
    return StaticList(query=f"{ACTIVITY} MATCHES ({_LIST} = '{quoted}')", found=len(known), unknown=unknown)


@at_holder
def known_customers(workspace: Workspace, keys: Sequence[str]) -> frozenset[str]:
    """Those of the keys that customers have, aliases of merged customers among them."""
    sql = "SELECT k FROM (SELECT unnest($1) AS k) WHERE k IN (SELECT _key FROM customers) OR k IN (SELECT _key FROM aliases)"
    with workspace.store.reading() as cursor:
        return frozenset(key for (key,) in cursor.execute(sql, [list(keys)]).fetchall())


def _write(path: Path, key: str, name: str, keys: Iterable[str], moment: datetime) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([key, _LIST, _TIME])
        writer.writerows([each, name, moment.isoformat(timespec="seconds")] for each in keys)


def _options(key: str) -> ReadOptions:
    wishes = {_LIST: FieldWish(label=Label("List", "Lijst")), _TIME: FieldWish(label=Label("Since", "Sinds"))}
    return ReadOptions(target=ACTIVITY, customer=key, time=_TIME, fields=wishes)
