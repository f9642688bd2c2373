"""The editor: a draft, the forms that change it, and the fragments that follow a change."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doelgroep.errors import QueryError, Severity
from doelgroep.model.resolve import understand
from doelgroep_web.accounts.roles import Right
from doelgroep_web.http import requires
from doelgroep_web.place import workspace
from doelgroep_web.segments.access import find_segment
from doelgroep_web.segments.editor import drafts
from doelgroep_web.segments.editor.access import draft_of, find_draft, hold_draft, stored_of
from doelgroep_web.segments.editor.acting import act, type_in
from doelgroep_web.segments.editor.builder.tree import FieldRule
from doelgroep_web.segments.editor.commands import UnknownCommandError
from doelgroep_web.segments.editor.models import Draft
from doelgroep_web.segments.editor.pages import drafts_page, editor_page
from doelgroep_web.segments.editor.remarks import BLANK
from doelgroep_web.segments.editor.result import examples_of, result_of
from doelgroep_web.segments.editor.suggesting import suggestions
from doelgroep_web.ui import query_editor

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from doelgroep_web.http import SignedInRequest
    from doelgroep_web.segments.editor.acting import Outcome

_LONGEST = 100_000
"""Characters of a query that the editor takes."""


@requires(Right.EDIT_SEGMENTS)
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """What somebody is working on."""
    return render(request, "editor/drafts.html", {"page": drafts_page(request.user)})


@requires(Right.EDIT_SEGMENTS)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """A draft of a new segment: from a text that was posted, or a blank one; a blank one that is there already is taken up again."""
    text, name = request.POST.get("text", "")[:_LONGEST], request.POST.get("name", "")[:120]
    blank = Draft.objects.filter(user=request.user, segment=None, text="", name="").first()
    found = blank if blank is not None and not (text or name) else Draft.objects.create(user=request.user, text=text, name=name, steps=[[text, []]])
    return redirect("editor:draft", found.pk)


@requires(Right.EDIT_SEGMENTS)
@require_GET
def edit(request: SignedInRequest, key: str) -> HttpResponse:
    """To the draft that this person has of a segment; without one it begins as what is published."""
    return redirect("editor:draft", draft_of(request.user, find_segment(request.user, key).stored).pk)


@requires(Right.EDIT_SEGMENTS)
@require_http_methods(["GET", "POST"])
def draft(request: SignedInRequest, number: int) -> HttpResponseBase:
    """The editor; a POST is a form of the builder."""
    if request.method == "GET":
        return render(request, "editor/editor.html", {"page": editor_page(find_draft(request.user, number))})
    with transaction.atomic():
        held = hold_draft(request.user, number)
        _refuse_files(held)
        try:
            outcome = act(held, {name: str(value)[:_LONGEST] for name, value in request.POST.items()}, request.user)
        except UnknownCommandError as error:
            raise SuspiciousOperation(str(error)) from error
    return _changed(request, held, outcome) if request.htmx else _shown(request, held, outcome)


def _refuse_files(held: Draft) -> None:
    stored = stored_of(held)
    if stored is not None and stored.managed_by == "files":
        raise SuspiciousOperation(stored.key)


def _shown(request: SignedInRequest, held: Draft, outcome: Outcome) -> HttpResponse:
    """Without scripts: the page anew, at the rule that was changed."""
    if outcome.problem:
        messages.warning(request, outcome.problem)
    place = outcome.focus.partition(" ")[0]
    response = redirect("editor:draft", held.pk)
    response["Location"] += place if place.startswith("#") else ""
    return response


def _changed(request: SignedInRequest, held: Draft, outcome: Outcome) -> HttpResponse:
    """The fragments that follow a change of the builder."""
    response = render(request, "editor/changed.html", {"page": editor_page(held, outcome)})
    events: dict[str, object] = {"dg:text": {"editor": "query", "text": held.text}}
    if outcome.said:
        events["dg:say"] = outcome.said
    response["HX-Trigger"] = json.dumps(events)
    if outcome.focus:
        response["HX-Trigger-After-Settle"] = json.dumps({"dg:focus": outcome.focus})
    return response


@requires(Right.EDIT_SEGMENTS)
@require_POST
def text(request: SignedInRequest, number: int) -> HttpResponseBase:
    """What was typed in the text editor."""
    with transaction.atomic():
        held = hold_draft(request.user, number)
        _refuse_files(held)
        is_new = type_in(held, request.POST.get("text", "")[:_LONGEST], request.POST.get("revision", ""))
    if not request.htmx:
        return redirect("editor:draft", held.pk)
    if not is_new:
        return HttpResponse(status=204)
    return render(request, "editor/changed.html", {"page": editor_page(held)})


# ---------------------------------------------------------------- what follows a change


@requires(Right.EDIT_SEGMENTS)
@require_GET
def result(request: SignedInRequest, number: int) -> HttpResponseBase:
    """The numbers. Asked for an older revision there is no answer: a newer one is on its way."""
    found = find_draft(request.user, number)
    if request.GET.get("revision", str(found.revision)) != str(found.revision):
        return HttpResponse(status=204)
    counted = result_of(found, request.user)
    if not request.htmx:
        return redirect("editor:draft", found.pk)
    return render(request, "editor/counted.html", {"page": counted})


@requires(Right.SEE_MEMBERS)
@require_GET
def examples(request: SignedInRequest, number: int) -> HttpResponse:
    """A few customers who join or leave, with the reason."""
    found = find_draft(request.user, number)
    try:
        shown = examples_of(found, request.user)
    except QueryError:
        shown = ()
    return render(request, "editor/examples.html", {"page": {"draft": found, "examples": shown}})


@requires(Right.EDIT_SEGMENTS)
@require_GET
def values(request: SignedInRequest, number: int) -> HttpResponse:
    """Values of a rule's field to choose from."""
    built = drafts.opened(find_draft(request.user, number))
    address = request.GET.get("rule", "")
    try:
        rule = built.item(address)
    except KeyError:
        raise Http404 from None
    found = suggestions(rule, request.GET.get("q", "")) if isinstance(rule, FieldRule) else ()
    return render(request, "editor/suggestions.html", {"page": {"slug": address.replace(".", "-"), "suggestions": found}})


@requires(Right.EDIT_SEGMENTS)
@require_POST
def complete(request: SignedInRequest, number: int) -> JsonResponse:
    """What can be typed at a place of the text."""
    find_draft(request.user, number)
    typed, position = request.POST.get("text", "")[:_LONGEST], request.POST.get("position", "0")
    place = int(position) if position.isdecimal() else len(typed)
    return JsonResponse(query_editor.completions(workspace().complete(typed, place), place))


@requires(Right.EDIT_SEGMENTS)
@require_POST
def check(request: SignedInRequest, number: int) -> JsonResponse:
    """What is wrong with the text, or looks wrong."""
    find_draft(request.user, number)
    typed, ws = request.POST.get("text", "")[:_LONGEST], workspace()
    try:
        found = understand(typed, ws.catalog, segments=ws.definitions.keys()).warnings if typed.strip() else ()
    except QueryError as error:
        found = tuple(replace(each, severity=Severity.WARNING) if each.code in BLANK else each for each in error.diagnostics)
    return JsonResponse(query_editor.remarks(found, typed))


@requires(Right.EDIT_SEGMENTS)
@require_POST
def discard(request: SignedInRequest, number: int) -> HttpResponse:
    """Throw a draft away; what is published stays."""
    found = find_draft(request.user, number)
    stored = stored_of(found)
    found.delete()
    messages.success(request, _("The draft is gone. What is published stays as it is."))
    return redirect("segments:segment", stored.key) if stored is not None else redirect("editor:index")
