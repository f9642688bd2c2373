"""The pages of one segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from doelgroep_web.accounts.roles import Right
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.http import requires
from doelgroep_web.privacy import require_members
from doelgroep_web.segments.access import find_segment
from doelgroep_web.segments.actions import about_form
from doelgroep_web.segments.charts import size_definition
from doelgroep_web.segments.member_pages import members_page
from doelgroep_web.segments.segment_pages import definition_page, overview_page, refreshes_page, used_by_page
from doelgroep_web.ui.chart import definition as definition_of

if TYPE_CHECKING:
    from doelgroep_web.http import SignedInRequest


@requires(Right.SEE_SEGMENTS)
@require_safe
def overview(request: SignedInRequest, key: str) -> HttpResponse:
    """What stands out of a segment."""
    known = find_segment(request.user, key)
    form = about_form(known) if request.user.has_right(Right.EDIT_SEGMENTS) and not known.is_of_files else None
    return render(request, "segments/overview.html", {"page": overview_page(request.user, known, form)})


@requires(Right.SEE_SEGMENTS)
@require_safe
def chart(request: SignedInRequest, key: str) -> HttpResponse:
    """The chart of a segment's size, which the page asks for when it is there."""
    known = find_segment(request.user, key)
    return HttpResponse(definition_of(size_definition(known)), content_type="application/json")


@requires(Right.SEE_MEMBERS)
@require_safe
def members(request: SignedInRequest, key: str) -> HttpResponse:
    """Who is in it, a page at a time."""
    known = find_segment(request.user, key)
    require_members(request.user, key)
    page = members_page(request.user, known, request.GET)
    record(request.user, Action.MEMBERS_SEEN, known.key, columns=[each.name for each in page.columns], rows=len(page.rows))
    return render(request, "segments/members.html", {"page": page})


@requires(Right.SEE_SEGMENTS)
@require_safe
def definition(request: SignedInRequest, key: str) -> HttpResponse:
    """The definition and its versions."""
    return render(request, "segments/definition.html", {"page": definition_page(request.user, find_segment(request.user, key))})


@requires(Right.SEE_SEGMENTS)
@require_safe
def used_by(request: SignedInRequest, key: str) -> HttpResponse:
    """What builds on it."""
    return render(request, "segments/used_by.html", {"page": used_by_page(request.user, find_segment(request.user, key))})


@requires(Right.SEE_SEGMENTS)
@require_safe
def refreshes(request: SignedInRequest, key: str) -> HttpResponse:
    """What the refreshes found."""
    return render(request, "segments/refreshes.html", {"page": refreshes_page(request.user, find_segment(request.user, key))})
