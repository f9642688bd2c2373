"""What changes segments from their pages: words, state, versions, tags, deleting, refreshing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doelgroep.catalog import Label
from doelgroep.errors import UserError
from doelgroep.store.definitions import ManagedBy, Signature
from doelgroep_web.accounts.roles import Right
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.errors import sentence
from doelgroep_web.http import requires
from doelgroep_web.jobs.work import start
from doelgroep_web.place import workspace
from doelgroep_web.privacy import require_fields
from doelgroep_web.segments.access import card_of, find_segment
from doelgroep_web.segments.forms import AboutForm
from doelgroep_web.segments.models import State
from doelgroep_web.segments.removal import delete_page, removed
from doelgroep_web.segments.segment_pages import overview_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep_web.accounts.models import User
    from doelgroep_web.http import SignedInRequest
    from doelgroep_web.segments.access import Known

BULK = {"publish": State.PUBLISHED, "archive": State.ARCHIVED, "draft": State.DRAFT}


def signed(user: User, note: str = "") -> Signature:
    """How the library is told who changes something."""
    return Signature(author=user.name, by=ManagedBy.APP, note=note)


def about_form(known: Known, data: object = None) -> AboutForm:
    """The form with the words about a segment."""
    definition, card = known.stored.definition, known.card
    return AboutForm(
        data,
        initial={
            "name_nl": definition.name.nl,
            "name_en": definition.name.en,
            "description": definition.description,
            "tags": ", ".join(definition.tags),
            "purpose": card.purpose if card else "",
            "owner": card.owner if card else None,
            "for_service": card.for_service if card else False,
            "script": card.script if card else "",
        },
    )


@requires(Right.EDIT_SEGMENTS)
@require_POST
def about(request: SignedInRequest, key: str) -> HttpResponse:
    """Change the words about a segment."""
    known = find_segment(request.user, key)
    form = about_form(known, request.POST)
    if not form.is_valid():
        return render(request, "segments/overview.html", {"page": overview_page(request.user, known, form)}, status=422)
    words = form.cleaned_data
    definition = known.stored.definition
    changed = replace(definition, name=Label(words["name_en"], words["name_nl"]), description=words["description"], tags=words["tags"])
    if changed != definition:
        workspace().definitions.edit(known.key, changed, signed(request.user), based_on=known.stored.version.number)
    card = card_of(known.stored)
    card.purpose, card.owner, card.for_service, card.script = words["purpose"], words["owner"], words["for_service"], words["script"]
    card.save()
    record(request.user, Action.SEGMENT_CHANGED, known.key, what="about")
    messages.success(request, _("Saved."))
    return redirect("segments:segment", known.key)


@requires(Right.EDIT_SEGMENTS)
@require_POST
def state(request: SignedInRequest, key: str) -> HttpResponse:
    """Publish a segment, make it a draft again, or archive it."""
    known = find_segment(request.user, key)
    _set_state(request.user, known, request.POST.get("state", ""))
    messages.success(request, _("Saved."))
    return redirect("segments:segment", known.key)


@requires(Right.EDIT_SEGMENTS)
@require_POST
def restore(request: SignedInRequest, key: str) -> HttpResponse:
    """Make an earlier version the present one again; it becomes the latest version."""
    known = find_segment(request.user, key)
    wanted = request.POST.get("version", "")
    earlier = next((each for each in workspace().definitions.versions(key) if str(each.number) == wanted), None)
    if earlier is None:
        raise UserError("segment_version_unknown", key=key, found=wanted, newest=known.stored.version.number)
    require_fields(request.user, workspace().segment(earlier.definition.query).test, workspace().catalog)
    note = _("version {number} again").format(number=earlier.number)
    workspace().definitions.edit(key, earlier.definition, signed(request.user, note), based_on=known.stored.version.number)
    record(request.user, Action.SEGMENT_CHANGED, key, what="restored", version=earlier.number)
    messages.success(request, _("Version {number} is the present one again. Refresh to count it.").format(number=earlier.number))
    return redirect("segments:definition", key)


@requires(Right.EDIT_SEGMENTS)
@require_http_methods(["GET", "POST"])
def delete(request: SignedInRequest, key: str) -> HttpResponse:
    """Ask whether a segment may go, and delete it."""
    known = find_segment(request.user, key)
    if request.method == "GET":
        return render(request, "segments/delete.html", {"page": delete_page(request.user, [known])})
    removed(request.user, [known.key])
    messages.success(request, _("{title} is deleted. Its history is kept for the time that all history is kept.").format(title=known.title))
    return redirect("segments:index")


@requires(Right.EDIT_SEGMENTS)
@require_POST
def bulk(request: SignedInRequest) -> HttpResponse:
    """Do the same with several segments; what can't be done is told for each, and the others are done."""
    known = [find_segment(request.user, each) for each in request.POST.getlist("key")]
    do = request.POST.get("do", "")
    if not known:
        messages.warning(request, _("Choose one or more segments first."))
    elif do == "delete" and "sure" not in request.POST:
        return render(request, "segments/delete.html", {"page": delete_page(request.user, known)})
    elif do == "delete":
        removed(request.user, [each.key for each in known])
        messages.success(request, _("Deleted."))
    else:
        _each(request, known, do)
    return redirect(_back(request))


def _each(request: SignedInRequest, known: list[Known], do: str) -> None:
    done = 0
    for one in known:
        try:
            _do(request.user, one, do, request.POST.get("tag", "").strip())
            done += 1
        except UserError as error:
            messages.error(request, sentence(error))
    if done:
        messages.success(request, _("Done for {count}.").format(count=done))


def _do(user: User, known: Known, do: str, tag: str) -> None:
    if do in BULK:
        _set_state(user, known, BULK[do])
    elif do in {"tag", "untag"} and tag:
        tags = [each for each in known.stored.definition.tags if each != tag] + ([tag] if do == "tag" else [])
        changed = replace(known.stored.definition, tags=tuple(tags))
        workspace().definitions.edit(known.key, changed, signed(user), based_on=known.stored.version.number)
        record(user, Action.SEGMENT_CHANGED, known.key, what=do, tag=tag)


def _set_state(user: User, known: Known, wanted: str) -> None:
    if wanted not in State.values:
        return
    card = card_of(known.stored)
    card.state = wanted
    card.save(update_fields=["state", "changed"])
    record(user, Action.SEGMENT_CHANGED, known.key, what="state", state=wanted)


@requires(Right.REFRESH)
@require_POST
def refresh(request: SignedInRequest) -> HttpResponse:
    """Refresh all published segments, or the named ones."""
    found = start("refresh", request.user, keys=request.POST.getlist("key") or None)
    record(request.user, Action.REFRESHED, ",".join(request.POST.getlist("key"))[:200])
    return redirect("jobs:job", found.pk)


def _back(request: SignedInRequest) -> str:
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()) else "/segments/"
