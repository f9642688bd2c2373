"""The sizes of all groups of a segment set over time, as refreshes recorded them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from doelgroep.show import Grid, Shown
from doelgroep.store.state import microseconds, moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from doelgroep.messages import Language
    from doelgroep.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSizes:
    """The sizes of the groups of a set after one refresh, in the order of the groups; None for a group that there was not."""

    as_of: datetime
    version: int
    """Of the set."""
    sizes: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHistory(Shown):
    """What each refresh found for the groups that a set has now, the oldest first."""

    key: str
    groups: tuple[str, ...]
    """The keys of their segments; the rest comes last."""
    rows: tuple[SetSizes, ...]
    zone: ZoneInfo
    """In which moments are shown."""
    language: Language = "en"

    def grid(self) -> Grid:
        """A row per refresh, a column per group."""
        first = ("as of", "version") if self.language == "en" else ("per", "versie")
        rows = tuple((each.as_of.astimezone(self.zone), each.version, *each.sizes) for each in self.rows)
        return Grid(title=self.key, headers=(*first, *self.groups), rows=rows)

    def to_data(self) -> list[dict[str, object]]:
        """For programs."""
        return [{"as_of": each.as_of, "version": each.version, "sizes": dict(zip(self.groups, each.sizes, strict=True))} for each in self.rows]


def set_history(
    workspace: Workspace, key: str, *, since: datetime | None = None, until: datetime | None = None, language: Language = "en"
) -> SetHistory:
    """The sizes of the groups of a set over time. Refreshes at which the set could not be evaluated repeat the sizes that it kept.

    Args:
        workspace: with the set.
        key: which one.
        since: only refreshes as of this moment or later; without a zone it is the workspace's time.
        until: only those as of this moment or earlier.
        language: of the words.

    Raises:
        UserError: there is no such set.
    """
    stored = workspace.sets.get(key)
    first, last = (None if each is None else workspace.context(each).as_of for each in (since, until))
    groups = workspace.sets.groups_of(stored, stored.version)
    return SetHistory(
        key=key,
        groups=tuple(each.key.removeprefix(f"{key}/") for each in groups),
        rows=tuple(_rows(workspace, [each.id for each in groups], first, last)),
        zone=workspace.settings.zone,
        language=language,
    )


def _rows(workspace: Workspace, groups: Sequence[int], since: datetime | None, until: datetime | None) -> Iterator[SetSizes]:
    """A row per refresh; those that only know groups that the set has no more are left out."""
    sql = """
        SELECT s.refresh, r.as_of, s.version, s.segment, s.size FROM refreshed_segments s JOIN refreshes r ON r.id = s.refresh
        WHERE s.segment IN (SELECT value FROM json_each(:groups)) AND r.as_of >= coalesce(:since, r.as_of) AND r.as_of <= coalesce(:until, r.as_of)
        ORDER BY s.refresh
    """
    span = {"since": since and microseconds(since), "until": until and microseconds(until)}
    with workspace.definitions.state.reading() as connection:
        found = connection.execute(sql, {"groups": json.dumps(groups), **span}).fetchall()
    for _, rows in groupby(found, key=itemgetter(0)):
        told = list(rows)
        sizes = {group: size for *_, group, size in told}
        yield SetSizes(as_of=moment(told[0][1]), version=told[0][2], sizes=tuple(sizes.get(each) for each in groups))
