"""Sizes over time, and who joined and left a segment between two recorded moments, with the reason of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.errors import UserError
from doelgroep.holding import at_holder
from doelgroep.messages import sentence
from doelgroep.refresh.base import data_state, noted_state
from doelgroep.refresh.ground import Ground
from doelgroep.refresh.meaning import read_stored
from doelgroep.refresh.past import meaning_then, record_at
from doelgroep.refresh.reasons import Asked, Reason, reasons
from doelgroep.refresh.trouble import in_language
from doelgroep.show import Grid, Shown
from doelgroep.store.segment_sets import tracked_by_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.messages import Language
    from doelgroep.model.node import Test
    from doelgroep.store.definitions import StoredSegment
    from doelgroep.store.memberships.values import RefreshRecord, SegmentRefresh
    from doelgroep.workspace import Workspace

SHOWN = 20
"""How many customers of each side are shown when a turnover is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeHistory(Shown):
    """What each refresh found for a segment, the oldest first."""

    key: str
    rows: tuple[SegmentRefresh, ...]
    zone: ZoneInfo
    """In which moments are shown."""
    language: Language = "en"

    def grid(self) -> Grid:
        """A row per refresh."""
        english, dutch = ("as of", "size", "joined", "left", "version", "trouble"), ("per", "omvang", "erbij", "eruit", "versie", "probleem")
        rows = tuple((each.as_of.astimezone(self.zone), each.size, each.joined, each.left, each.version, self._trouble(each)) for each in self.rows)
        return Grid(title=self.key, headers=english if self.language == "en" else dutch, rows=rows)

    def to_data(self) -> list[dict[str, object]]:
        """For programs."""
        names = ("as_of", "size", "joined", "left", "version")
        return [{name: getattr(each, name) for name in names} | {"trouble": self._trouble(each) or None} for each in self.rows]

    def _trouble(self, found: SegmentRefresh) -> str:
        return "" if found.trouble is None else in_language(found.trouble, self.language)


@at_holder
def size_history(
    workspace: Workspace, key: str, *, since: datetime | None = None, until: datetime | None = None, language: Language = "en"
) -> SizeHistory:
    """The sizes of a segment over time, with who joined and left at each refresh.

    Args:
        workspace: with the segment.
        key: of a segment, or of a group of a set such as `loyalty/silver`.
        since: only refreshes as of this moment or later; without a zone it is the workspace's time.
        until: only those as of this moment or earlier.
        language: of what went wrong.

    Raises:
        UserError: there is no such segment.
    """
    segment = tracked_by_key(workspace.definitions, key)
    first, last = (None if each is None else workspace.context(each).as_of for each in (since, until))
    return SizeHistory(key=key, rows=workspace.store.memberships.sizes(segment.id, first, last), zone=workspace.settings.zone, language=language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """A customer who joined or left."""

    customer: str
    """The key; the number where nobody has it any more."""
    joined: bool
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover(Shown):
    """Who is in a segment at one of two recorded moments and not at the other, by customer key."""

    key: str
    earlier: datetime
    """The moment of the refresh that the first state is of."""
    later: datetime
    movers: tuple[Mover, ...]
    language: Language = "en"

    @property
    def joined(self) -> tuple[Mover, ...]:
        """Who joined."""
        return tuple(each for each in self.movers if each.joined)

    @property
    def left(self) -> tuple[Mover, ...]:
        """Who left."""
        return tuple(each for each in self.movers if not each.joined)

    def counts(self, *, joined: bool) -> Mapping[Reason, int]:
        """How many joined (or left) for each reason."""
        return Counter(each.reason for each in self.movers if each.joined is joined)

    def grid(self) -> Grid:
        """The first customers of each side; how many there are for each reason below."""
        rows = tuple((each.customer, self._word(each), reason_words(each.reason, self.language)) for each in self._first())
        headers = ("customer", "change", "because") if self.language == "en" else ("klant", "verandering", "omdat")
        return Grid(title=self.key, headers=headers, rows=rows, notes=tuple(self._notes()))

    def to_data(self) -> dict[str, object]:
        """For programs: everybody."""
        return {
            "key": self.key,
            "earlier": self.earlier,
            "later": self.later,
            "joined": [{"customer": each.customer, "because": each.reason.value} for each in self.joined],
            "left": [{"customer": each.customer, "because": each.reason.value} for each in self.left],
        }

    def _first(self) -> Iterable[Mover]:
        return (*self.joined[:SHOWN], *self.left[:SHOWN])

    def _word(self, mover: Mover) -> str:
        return sentence("turnover_joined" if mover.joined else "turnover_left", {}, self.language).rstrip(".")

    def _notes(self) -> Iterable[str]:
        for joined, found in ((True, self.joined), (False, self.left)):
            counts = self.counts(joined=joined)
            said = [f"{counts[each]} {reason_words(each, self.language)}" for each in Reason if counts[each]]
            yield sentence("turnover_all_joined" if joined else "turnover_all_left", {"count": len(found), "reasons": said}, self.language)


_WORDS = {
    Reason.ROWS: "turnover_rows",
    Reason.FIELD: "turnover_field",
    Reason.TIME: "turnover_time",
    Reason.DEFINITION: "turnover_definition",
    Reason.LOOKUP: "turnover_lookup",
    Reason.OTHER: "turnover_other",
}


def reason_words(reason: Reason, language: Language) -> str:
    """A reason in words."""
    return sentence(_WORDS[reason], {}, language).rstrip(".")


@at_holder
def turnover(workspace: Workspace, key: str, earlier: datetime, later: datetime | None = None, *, language: Language = "en") -> Turnover:
    """Who joined and who left a segment between two recorded moments, and why.

    The reasons are worked out from what is known today: rows that were deleted and values that changed back leave `other` as the reason.

    Args:
        workspace: with the segment.
        key: of a segment, or of a group of a set such as `loyalty/silver`.
        earlier: the state that the last refresh as of this moment or before it left; without a zone it is the workspace's time.
        later: likewise; None is the last state recorded.
        language: of the words.

    Raises:
        UserError: there is no such segment, or its members at one of the moments were not recorded or can't be read.
    """
    segment = tracked_by_key(workspace.definitions, key)
    memberships = workspace.store.memberships
    first = workspace.context(earlier).as_of
    last = None if later is None else workspace.context(later).as_of
    joined, left = memberships.changes(segment.id, first, last)
    before, after = record_at(memberships, first), record_at(memberships, last)
    if before is None or after is None:  # `changes` has refused it
        raise UserError("membership_never_recorded", segment=key)
    with workspace.store.reading() as cursor:
        ground = Ground(cursor, workspace.path, workspace.catalog)
        asked = _asked(workspace, cursor, segment, before, after)
        movers = [
            *_movers(ground, asked, np.array(joined, np.int64), joined=True),
            *_movers(ground, asked, np.array(left, np.int64), joined=False),
        ]
    zone = workspace.settings.zone
    return Turnover(key=key, earlier=before.as_of.astimezone(zone), later=after.as_of.astimezone(zone), movers=tuple(movers), language=language)


def _asked(workspace: Workspace, cursor: duckdb.DuckDBPyConnection, segment: StoredSegment, before: RefreshRecord, after: RefreshRecord) -> Asked:
    catalog, zone = workspace.catalog, workspace.settings.zone.key
    then = meaning_then(workspace.definitions, catalog, zone, segment, before)
    now = meaning_then(workspace.definitions, catalog, zone, segment, after)
    if now is None:
        found = read_stored(workspace.definitions, catalog, zone, [segment.key])
        if found.broken:
            raise found.broken[0].trouble
        now = next(each.meaning for each in found.understood if each.key == segment.key)
    present = data_state(cursor, catalog)

    def planned(test: Test | None, at: datetime) -> Test | None:
        return None if test is None else workspace.planned(test, workspace.context(at))

    return Asked(
        then=planned(then, before.as_of),
        then_later=planned(then, after.as_of),
        now_later=workspace.planned(now, workspace.context(after.as_of)),
        data=noted_state(before) or present,
        present=present,
        finished=before.finished,
    )


def _movers(ground: Ground, asked: Asked, customers: np.ndarray, *, joined: bool) -> Sequence[Mover]:
    why = reasons(ground, asked, customers, joined=joined)
    keys = customer_keys(ground.connection, customers.tolist())
    found = (Mover(customer=keys.get(number, str(number)), joined=joined, reason=reason) for number, reason in why.items())
    return sorted(found, key=lambda each: each.customer)


def customer_keys(connection: duckdb.DuckDBPyConnection, customers: Sequence[int]) -> dict[int, str]:
    """The keys of customers by number; those that nobody has any more are left out."""
    rows = connection.execute("SELECT _customer, _key FROM customers WHERE _customer IN (SELECT unnest($chosen))", {"chosen": list(customers)})
    return {int(number): str(key) for number, key in rows.fetchall()}
