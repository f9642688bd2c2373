"""The gallery of templates, the page of one, and making a segment from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from doelgroep_web.accounts.roles import Right
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.http import requires
from doelgroep_web.place import workspace
from doelgroep_web.privacy import require_fields
from doelgroep_web.segments.gallery.access import find_template
from doelgroep_web.segments.gallery.drafts import address_of, new_draft
from doelgroep_web.segments.gallery.known import counted
from doelgroep_web.segments.gallery.listing import asked, gallery_page, present_page
from doelgroep_web.segments.gallery.pages import made, template_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep_web.http import SignedInRequest


@requires(Right.SEE_SEGMENTS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """All templates, as asked for; sizes that are not known yet come after the page."""
    return render(request, "gallery/index.html", {"page": present_page(request.user, asked(request.GET))})


@requires(Right.SEE_SEGMENTS)
@require_safe
def sizes(request: SignedInRequest) -> HttpResponse:
    """The sizes of the cards that the same address shows, counted all together."""
    page = gallery_page(request.user, asked(request.GET), counted())
    return render(request, "gallery/sizes.html", {"page": page})


@requires(Right.SEE_SEGMENTS)
@require_safe
def template(request: SignedInRequest, key: str) -> HttpResponse:
    """A template with its parameters and what it finds."""
    page = template_page(request.user, find_template(request.user, key), request.GET or None)
    return render(request, "gallery/template.html", {"page": page})


@requires(Right.SEE_SEGMENTS)
@require_safe
def preview(request: SignedInRequest, key: str) -> HttpResponse:
    """What a template finds with the values in the form, as a part of its page."""
    page = template_page(request.user, find_template(request.user, key), request.GET)
    return render(request, "gallery/preview.html", {"page": page})


@requires(Right.EDIT_SEGMENTS)
@require_POST
def make(request: SignedInRequest, key: str) -> HttpResponse:
    """Make a draft of a segment and open the editor on it."""
    page = template_page(request.user, find_template(request.user, key), request.POST)
    if page.form is None or page.preview is None:
        return render(request, "gallery/template.html", {"page": page}, status=422)
    found = made(page.form)
    require_fields(request.user, workspace().segment(found.query).test, workspace().catalog)
    draft = new_draft(request.user, found.name, found.query)
    record(request.user, Action.SEGMENT_CHANGED, draft.key, what="draft", template=key)
    return redirect(address_of(draft))
