"""One customer: the segments that they are in, straight from the recorded memberships."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.explanation import customer_number
from doelgroep.holding import at_holder
from doelgroep.messages import sentence
from doelgroep.refresh.past import record_at
from doelgroep.show import Grid, Shown
from doelgroep.store.segment_sets import is_group

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from doelgroep.explanation import Why
    from doelgroep.messages import Language
    from doelgroep.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """A segment that a customer is in."""

    key: str
    title: str
    why: Why | None
    """Why, on the rows and fields of today; None when it was not asked for, or the segment can't be evaluated any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Which(Shown):
    """The segments of a customer by key, and then the groups of sets that he is in, such as `loyalty/silver`."""

    customer: str
    as_of: datetime
    """The moment of the refresh that says so, in the workspace's zone."""
    segments: tuple[Inside, ...]
    language: Language = "en"

    def grid(self) -> Grid:
        """A row per segment."""
        params = {"customer": self.customer, "count": sum("/" not in each.key for each in self.segments), "at": f"{self.as_of:%Y-%m-%d %H:%M}"}
        title = sentence("which_segments", params, self.language)
        headers = ("segment", "name") if self.language == "en" else ("segment", "naam")
        return Grid(title=title, headers=headers, rows=tuple((each.key, each.title) for each in self.segments))

    def to_text(self) -> str:
        """The segments, each with its reasons where they were asked for."""
        if not any(each.why for each in self.segments):
            return Shown.to_text(self)
        said = (each.key if each.why is None else f"{each.key}\n{_indented(each.why)}" for each in self.segments)
        return "\n\n".join([self.grid().title, *said])

    def to_data(self) -> dict[str, object]:
        """For programs."""
        segments = [{"key": each.key, "name": each.title} | ({} if each.why is None else {"why": each.why.to_data()}) for each in self.segments]
        return {"customer": self.customer, "as_of": self.as_of, "segments": segments}


def _indented(why: Why) -> str:
    return "\n".join(f"  {line}" for line in why.to_text().splitlines() if line)


@at_holder
def which(workspace: Workspace, customer: str, *, at: datetime | None = None, reasons: bool = False, language: Language = "en") -> Which:
    """The segments that a customer is in, as the last refresh recorded it.

    Args:
        workspace: with segments that have been refreshed.
        customer: the key.
        at: the state as of this moment instead; without a zone it is the workspace's time.
        reasons: also why, for each segment; worked out at the moment of the refresh on the rows and fields of today.
        language: of names and reasons.

    Raises:
        UserError: there is no such customer (similar keys are named), or nothing has been recorded for that moment.
    """
    with workspace.store.reading() as cursor:
        number = customer_number(cursor, customer)
    memberships = workspace.store.memberships
    moment = None if at is None else workspace.context(at).as_of
    record = record_at(memberships, moment)
    if record is None:
        raise UserError("which_never_recorded")
    segments = (
        Inside(key=key, title=title, why=_why(workspace, key, customer, record.as_of, language) if reasons else None)
        for key, title in _names(workspace, memberships.of_customer(number, moment), language)
    )
    return Which(customer=customer, as_of=record.as_of.astimezone(workspace.settings.zone), segments=tuple(segments), language=language)


def _names(workspace: Workspace, segments: Collection[int], language: Language) -> list[tuple[str, str]]:
    """Keys and titles by key of the segments that have not been removed; nothing else is read of them, because they may be many."""
    sql = f"""
        SELECT s.key, v.name_{language} FROM segments s JOIN versions v ON v.segment = s.id AND v.version = s.version
        WHERE s.removed_at IS NULL AND s.id IN (SELECT value FROM json_each(?)) ORDER BY s.key
    """  # noqa: S608 - a language is one of two
    with workspace.store.state.reading() as connection:
        found = [(key, name or key) for key, name in connection.execute(sql, (json.dumps([*segments]),))]
    if not any(is_group(each) for each in segments):
        return found
    return [*found, *((each.key, each.title(language)) for each in workspace.sets.groups() if each.id in segments)]


def _why(workspace: Workspace, key: str, customer: str, as_of: datetime, language: Language) -> Why | None:
    try:
        return workspace.segment(key, as_of=as_of).why(customer, language=language)
    except UserError:
        return None
