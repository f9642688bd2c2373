"""Segment sets: list, page, making, ordering, versions, deleting."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doelgroep.errors import UserError
from doelgroep.store.definitions import key_for
from doelgroep_web.accounts.roles import Right
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.errors import sentence
from doelgroep_web.http import requires
from doelgroep_web.place import workspace
from doelgroep_web.segments.actions import signed
from doelgroep_web.segments.sets.access import editable_set, find_set
from doelgroep_web.segments.sets.forms import SetForm, form_of, posted
from doelgroep_web.segments.sets.pages import delete_page, edit_page, list_page, set_page, versions_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep.store.segment_sets import StoredSet
    from doelgroep_web.http import SignedInRequest
    from doelgroep_web.segments.sets.forms import Posted


@requires(Right.SEE_SEGMENTS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """All sets."""
    return render(request, "sets/index.html", {"page": list_page(request.user)})


@requires(Right.SEE_SEGMENTS)
@require_safe
def overview(request: SignedInRequest, key: str) -> HttpResponse:
    """A set with its groups."""
    return render(request, "sets/set.html", {"page": set_page(request.user, find_set(request.user, key))})


@requires(Right.EDIT_SEGMENTS)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Make a set."""
    if request.method == "GET":
        return render(request, "sets/edit.html", {"page": edit_page(request.user, None, SetForm(), ())})
    return _edited(request, None)


@requires(Right.EDIT_SEGMENTS)
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, key: str) -> HttpResponse:
    """Change a set."""
    stored = editable_set(request.user, key)
    if request.method == "GET":
        page = edit_page(request.user, stored, form_of(stored.definition), stored.definition.segments)
        return render(request, "sets/edit.html", {"page": page})
    return _edited(request, stored)


def _edited(request: SignedInRequest, stored: StoredSet | None) -> HttpResponse:
    """After a button: another order on the screen, or the set saved."""
    sent = posted(request.POST)
    if sent.do != "save":
        form = SetForm(initial={name: request.POST.get(name, "") for name in SetForm.base_fields})
        page = edit_page(request.user, stored, form, sent.order, focus=_focus(sent), said=_said(sent))
        return render(request, "sets/fields.html" if request.htmx else "sets/edit.html", {"page": page})
    form = SetForm(request.POST)
    if form.is_valid():
        try:
            return _saved(request, stored, form, sent)
        except UserError as error:
            form.add_error(None, sentence(error))
    return render(request, "sets/edit.html", {"page": edit_page(request.user, stored, form, sent.order)}, status=422)


def _saved(request: SignedInRequest, stored: StoredSet | None, form: SetForm, sent: Posted) -> HttpResponse:
    definition, signature = form.definition(sent.order), signed(request.user, form.cleaned_data["note"])
    if stored is None:
        done = workspace().sets.add(_free_key(definition.name.en or definition.name.nl), definition, signature)
    else:
        done = workspace().sets.edit(stored.key, definition, signature, based_on=sent.based_on)
    record(request.user, Action.SET_CHANGED, done.key, what="made" if stored is None else "edited", version=done.version.number)
    messages.success(request, _("Saved."))
    return redirect("sets:set", done.key)


def _free_key(name: str) -> str:
    known, wanted = workspace().sets.keys(), key_for(name) or "set"
    return next(each for number in count(1) if (each := wanted if number == 1 else f"{wanted}-{number}") not in known)


def _focus(sent: Posted) -> str:
    """What gets the focus: a moved segment's button, the button before a removed one, or the list to add from."""
    if sent.do in {"up", "down"}:
        place = sent.place + (-1 if sent.do == "up" else 1)
        at_end = place in {0, len(sent.order) - 1}
        return f"{'down' if at_end and place == 0 else 'up' if at_end else sent.do}-{place}"
    if sent.do == "remove" and sent.order:
        return f"remove-{max(sent.place - 1, 0)}"
    all_in = len(sent.order) == len(workspace().definitions.keys())
    return f"remove-{len(sent.order) - 1}" if all_in else "add"


def _said(sent: Posted) -> str:
    if sent.do not in {"up", "down"}:
        return ""
    return _("Now at place {place} of {count}.").format(place=sent.place + (0 if sent.do == "up" else 2), count=len(sent.order))


@requires(Right.SEE_SEGMENTS)
@require_safe
def versions(request: SignedInRequest, key: str) -> HttpResponse:
    """The versions of a set."""
    return render(request, "sets/versions.html", {"page": versions_page(request.user, find_set(request.user, key))})


@requires(Right.EDIT_SEGMENTS)
@require_POST
def restore(request: SignedInRequest, key: str) -> HttpResponse:
    """Make an earlier version the present one again; it becomes the latest version."""
    stored, wanted = editable_set(request.user, key), request.POST.get("version", "")
    earlier = next((each for each in workspace().sets.versions(key) if str(each.number) == wanted), None)
    if earlier is None:
        raise UserError("set_version_unknown", key=key, found=wanted, newest=stored.version.number)
    note = _("version {number} again").format(number=earlier.number)
    workspace().sets.edit(key, earlier.definition, signed(request.user, note), based_on=stored.version.number)
    record(request.user, Action.SET_CHANGED, key, what="restored", version=earlier.number)
    messages.success(request, _("Version {number} is the present one again.").format(number=earlier.number))
    return redirect("sets:versions", key)


@requires(Right.EDIT_SEGMENTS)
@require_http_methods(["GET", "POST"])
def delete(request: SignedInRequest, key: str) -> HttpResponse:
    """Ask whether a set may go, and delete it; its segments stay."""
    stored = editable_set(request.user, key)
    page = delete_page(request.user, stored)
    if request.method == "GET":
        return render(request, "sets/delete.html", {"page": page})
    workspace().sets.remove([key], signed(request.user))
    record(request.user, Action.SET_CHANGED, key, what="deleted")
    messages.success(request, _("{title} is deleted; its segments stay.").format(title=page.head.title))
    return redirect("sets:index")
