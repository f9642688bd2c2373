"""Publishing a draft: it becomes a version of a segment, which everybody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import Label
from doelgroep.store.definitions import Definition, ManagedBy, Signature
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.errors import language
from doelgroep_web.jobs.work import start
from doelgroep_web.place import workspace
from doelgroep_web.privacy import require_fields
from doelgroep_web.segments.access import card_of
from doelgroep_web.segments.editor.access import stored_of
from doelgroep_web.segments.models import State

if TYPE_CHECKING:
    from doelgroep.store.definitions import StoredSegment
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.editor.forms import PublishForm
    from doelgroep_web.segments.editor.models import Draft


def publish(draft: Draft, form: PublishForm, user: User, state: State) -> StoredSegment:
    """Make a draft the present version of its segment, or a new segment. The draft is done with then.

    Args:
        draft: what to publish; held for a change.
        form: valid.
        user: who says so.
        state: published, or a draft that is in the list for everybody but is not refreshed.

    Raises:
        QueryError: the query can't be used.
        UserError: somebody else has changed the segment meanwhile, it is looked after in files, or it names protected fields.
    """
    ws, stored = workspace(), stored_of(draft)
    require_fields(user, ws.segment(draft.text).test, ws.catalog)
    definition = _definition(draft, form, stored)
    signature = Signature(author=user.name, by=ManagedBy.APP, note=str(form.cleaned_data.get("note", "")))
    if stored is None:
        found = ws.definitions.add(str(form.cleaned_data["key"]), definition, signature)
    else:
        found = ws.definitions.edit(stored.key, definition, signature, based_on=draft.based_on)
    _put_card(found, form, user, state)
    record(user, Action.SEGMENT_CHANGED, found.key, version=found.version.number)
    draft.delete()
    if state is State.PUBLISHED:
        start("refresh", user, keys=[found.key], subject=found.title(language()))
    return found


def _definition(draft: Draft, form: PublishForm, stored: StoredSegment | None) -> Definition:
    """The definition with the name in the reader's language; the other language keeps its own."""
    name, given = stored.version.definition.name if stored is not None else Label(), str(form.cleaned_data["name"])
    label = Label(en=name.en, nl=given) if language() == "nl" else Label(en=given, nl=name.nl)
    return Definition(query=draft.text, name=label, description=str(form.cleaned_data["description"]), tags=tuple(form.cleaned_data["tags"]))


def _put_card(found: StoredSegment, form: PublishForm, user: User, state: State) -> None:
    card = card_of(found)
    card.state = state
    card.owner = form.cleaned_data["owner"] or card.owner or user
    card.save()
