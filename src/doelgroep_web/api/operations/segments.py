"""Segments: list, read, make, change, delete."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from doelgroep.catalog import Label
from doelgroep.errors import UserError
from doelgroep.store.definitions import Definition
from doelgroep_web.accounts.roles import Right
from doelgroep_web.api.access import Bearer, KeyRequest, asked_query, find
from doelgroep_web.api.describing import operation
from doelgroep_web.api.repeating import once
from doelgroep_web.api.schemas.segments import Segment, SegmentChange, SegmentList, SegmentNew, SegmentsAsked, SegmentSaved
from doelgroep_web.api.telling import segment, segment_line
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.jobs.work import start
from doelgroep_web.place import workspace
from doelgroep_web.privacy import require_fields
from doelgroep_web.segments.access import all_segments, card_of
from doelgroep_web.segments.actions import signed
from doelgroep_web.segments.keys import free_key
from doelgroep_web.segments.models import Card, State
from doelgroep_web.segments.removal import removed

if TYPE_CHECKING:
    from doelgroep.store.definitions import StoredSegment
    from doelgroep_web.accounts.models import User
    from doelgroep_web.api.schemas.basics import LabelGiven
    from doelgroep_web.segments.access import Known

router = Router(tags=["segments"])
READ = Bearer("segments:read", Right.SEE_SEGMENTS)
WRITE = Bearer("segments:write", Right.SEE_SEGMENTS, Right.EDIT_SEGMENTS)


@operation(
    router, "GET /segments", _("List segments"), _("Segments by key, with the sizes that the last refresh found."), needs=READ, gives=SegmentList
)
def list_segments(request: KeyRequest, asked: Query[SegmentsAsked]) -> dict[str, object]:
    """List segments."""
    found = sorted((each for each in all_segments() if _matches(each, asked)), key=lambda each: each.key)
    part = [each for each in found if each.key > asked.after][: asked.limit + 1]
    sizes = workspace().store.memberships.present_sizes()
    items = [segment_line(each, sizes.get(each.stored.id)) for each in part[: asked.limit]]
    return {"items": items, "next": items[-1]["key"] if len(part) > asked.limit else None, "total": len(found)}


@operation(
    router,
    "POST /segments",
    _("Make a segment"),
    _("A new segment; it belongs to the owner of the key. Send an `Idempotency-Key` to be able to repeat the request safely."),
    needs=WRITE,
    gives=SegmentSaved,
    status=201,
    fails=(409, 413),
)
@once
def create_segment(request: KeyRequest, asked: SegmentNew) -> dict[str, object]:
    """Make a segment."""
    _require_query(request.user, asked.query)
    definition = Definition(query=asked.query, name=_label(asked.name), description=asked.description, tags=tuple(dict.fromkeys(asked.tags)))
    key = asked.key or free_key(asked.name.en or asked.name.nl)
    stored = workspace().definitions.add(key, definition, signed(request.user, asked.note))
    card = card_of(stored)
    card.owner, card.state, card.purpose = request.user, asked.state, asked.purpose
    card.save()
    return _saved(request.user, stored, refresh=asked.refresh)


@operation(
    router,
    "GET /segments/{key}",
    _("Read a segment"),
    _("The segment with its query, what it builds on and what builds on it."),
    needs=READ,
    gives=Segment,
)
def get_segment(request: KeyRequest, key: str) -> dict[str, object]:
    """Read a segment."""
    return segment(find(key))


@operation(
    router,
    "PATCH /segments/{key}",
    _("Change a segment"),
    _(
        "Give it another query, other words or another state. A change of query or words becomes a new version; "
        "nothing differs, nothing is made. When somebody else changed the segment after the version in `based_on`, nothing is changed (409)."
    ),
    needs=WRITE,
    gives=SegmentSaved,
    fails=(409, 413),
)
def change_segment(request: KeyRequest, key: str, asked: SegmentChange) -> dict[str, object]:
    """Change a segment."""
    given = asked.model_fields_set - {"based_on", "note", "refresh"}
    if not given:
        raise UserError("api_nothing_to_change", allowed=["query", "name", "description", "tags", "state", "purpose"])
    known = find(key)
    if asked.query is not None:
        _require_query(request.user, asked.query)
    stored = workspace().definitions.edit(key, _changed(known, asked), signed(request.user, asked.note), based_on=asked.based_on)
    if asked.state is not None or asked.purpose is not None:
        _put_card(stored, asked)
    return _saved(request.user, stored, refresh=asked.refresh and asked.query is not None)


@operation(
    router,
    "DELETE /segments/{key}",
    _("Delete a segment"),
    _("Delete it, unless another segment or a set needs it (409). Its history is kept for the time that all history is kept."),
    needs=WRITE,
    gives=None,
    status=204,
    fails=(409,),
)
def delete_segment(request: KeyRequest, key: str) -> None:
    """Delete a segment."""
    find(key)
    removed(request.user, [key])


def _matches(known: Known, asked: SegmentsAsked) -> bool:
    text, definition = asked.q.strip().casefold(), known.stored.definition
    words = (known.key, definition.name.en, definition.name.nl, *definition.tags)
    fits_state = known.state == asked.state if asked.state else known.state != State.ARCHIVED
    return fits_state and (not asked.tag or asked.tag in definition.tags) and (not text or any(text in each.casefold() for each in words))


def _require_query(user: User, query: str) -> None:
    """Refuse a query that can't be used, or that this person may not use."""
    require_fields(user, asked_query(query).test, workspace().catalog)


def _label(given: LabelGiven) -> Label:
    return Label(en=given.en.strip(), nl=given.nl.strip())


def _changed(known: Known, asked: SegmentChange) -> Definition:
    definition = known.stored.definition
    if asked.query is not None:
        definition = replace(definition, query=asked.query)
    if asked.name is not None:
        given = asked.name.model_fields_set
        name = Label(en=asked.name.en if "en" in given else definition.name.en, nl=asked.name.nl if "nl" in given else definition.name.nl)
        definition = replace(definition, name=name)
    if asked.description is not None:
        definition = replace(definition, description=asked.description)
    return definition if asked.tags is None else replace(definition, tags=tuple(dict.fromkeys(asked.tags)))


def _put_card(stored: StoredSegment, asked: SegmentChange) -> None:
    card: Card = card_of(stored)
    card.state = asked.state or card.state
    card.purpose = card.purpose if asked.purpose is None else asked.purpose
    card.save()


def _saved(user: User, stored: StoredSegment, *, refresh: bool) -> dict[str, object]:
    """Record a change, refresh what is published, and tell how the segment is now."""
    record(user, Action.SEGMENT_CHANGED, stored.key, version=stored.version.number, by="api")
    known = find(stored.key)
    wanted = refresh and known.state is State.PUBLISHED and user.has_right(Right.REFRESH)
    job = start("refresh", user, keys=[stored.key], subject=known.title) if wanted else None
    return segment(known) | {"job": job.pk if job else None}
