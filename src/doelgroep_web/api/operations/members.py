"""What is recorded of segments: members, sizes, versions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from doelgroep.customer_values import customer_values
from doelgroep.errors import UserError
from doelgroep.refresh.past import record_at
from doelgroep_web.accounts.roles import Right
from doelgroep_web.api.access import Bearer, KeyRequest, find
from doelgroep_web.api.describing import operation
from doelgroep_web.api.operations.segments import READ
from doelgroep_web.api.schemas.segments import History, HistoryAsked, Members, MembersAsked, Versions, VersionsAsked
from doelgroep_web.api.telling import label
from doelgroep_web.api.values import Plain, plain
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.place import workspace
from doelgroep_web.privacy import require_members, visible_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep_web.accounts.models import User


router = Router(tags=["segments"])
MEMBERS = Bearer("members:read", Right.SEE_SEGMENTS, Right.SEE_MEMBERS)
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@operation(
    router,
    "GET /segments/{key}/members",
    _("List members"),
    _(
        "Who is in it, by customer number. Follow `next` until it is null: every member comes exactly once, also when "
        "a refresh comes in between. A segment that was never refreshed has no members yet (409)."
    ),
    needs=MEMBERS,
    gives=Members,
    fails=(409,),
)
def list_members(request: KeyRequest, key: str, asked: Query[MembersAsked]) -> dict[str, object]:
    """List members."""
    known = find(key)
    columns = chosen_columns(request.user, asked.column)
    as_of, after = _place(asked.cursor)
    require_members(request.user, key)
    members = workspace().store.memberships.members(known.stored.id, as_of)
    begin = members.rank(after) if after else 0
    numbers = list(islice(members[begin : begin + asked.limit], asked.limit))
    more = begin + len(numbers) < len(members)
    record(request.user, Action.MEMBERS_SEEN, key, columns=columns, rows=len(numbers), by="api")
    return {
        "as_of": as_of,
        "count": len(members),
        "columns": columns,
        "items": _rows(numbers, columns),
        "next": f"{(as_of - _BEGIN) // _MICROSECOND}-{numbers[-1]}" if more else None,
    }


def chosen_columns(user: User, wanted: Sequence[str]) -> list[str]:
    """The columns of a list, the key first.

    Raises:
        UserError: `api_columns_unknown`, or `web_column_protected` for those that the person may not see.
    """
    catalog = workspace().catalog
    known, visible = {each.name for each in catalog.customer_fields()}, {each.name for each in visible_fields(user, catalog)}
    unknown = [each for each in wanted if each not in known]
    if unknown:
        raise UserError("api_columns_unknown", fields=unknown)
    refused = [each for each in wanted if each not in visible]
    if refused:
        raise UserError("web_column_protected", fields=refused)
    return list(dict.fromkeys([catalog.key, *wanted]))


def _place(cursor: str) -> tuple[datetime, int]:
    """The refresh whose members are listed, and the customer behind whom the page begins."""
    memberships = workspace().store.memberships
    if not cursor:
        latest = record_at(memberships, None)
        if latest is None:
            raise UserError("which_never_recorded")
        return latest.as_of, 0
    moment, _dash, after = cursor.partition("-")
    try:
        as_of = _BEGIN + int(moment) * _MICROSECOND
    except OverflowError:
        raise UserError("api_cursor_gone") from None
    if all(each.as_of != as_of for each in memberships.refreshes()):
        raise UserError("api_cursor_gone")
    return as_of, min(int(after), 2**32 - 1)


def _rows(numbers: Sequence[int], columns: Sequence[str]) -> list[dict[str, Plain]]:
    if not numbers:
        return []
    found = customer_values(workspace(), numbers, columns).to_pylist()
    return [{name: plain(value) for name, value in row.items()} for row in found]


@operation(router, "GET /segments/{key}/history", _("Sizes over time"), _("What each refresh found, the latest first."), needs=READ, gives=History)
def list_history(request: KeyRequest, key: str, asked: Query[HistoryAsked]) -> dict[str, object]:
    """Sizes over time."""
    known = find(key)
    found = workspace().store.memberships.sizes(known.stored.id, _moment(asked.since), _before(asked.before))
    part = found[::-1][: asked.limit]
    items = [
        {"at": each.as_of, "size": each.size, "joined": each.joined, "left": each.left, "version": each.version, "problem": each.trouble}
        for each in part
    ]
    return {"items": items, "next": part[-1].as_of if len(found) > asked.limit else None}


@operation(router, "GET /segments/{key}/versions", _("Versions"), _("What the segment was, the latest version first."), needs=READ, gives=Versions)
def list_versions(request: KeyRequest, key: str, asked: Query[VersionsAsked]) -> dict[str, object]:
    """Versions."""
    find(key)
    found = [each for each in reversed(workspace().definitions.versions(key)) if each.number < asked.before]
    items = [
        {
            "number": each.number,
            "query": each.definition.query,
            "name": label(each.definition.name),
            "description": each.definition.description,
            "tags": list(each.definition.tags),
            "author": each.author,
            "at": each.at,
            "note": each.note,
        }
        for each in found[: asked.limit]
    ]
    return {"items": items, "next": items[-1]["number"] if len(found) > asked.limit else None}


def _moment(given: datetime | None) -> datetime | None:
    """A moment without a zone is the workspace's time."""
    return given if given is None or given.tzinfo else given.replace(tzinfo=workspace().settings.zone)


def _before(given: datetime | None) -> datetime | None:
    moment = _moment(given)
    return None if moment is None else moment - _MICROSECOND
