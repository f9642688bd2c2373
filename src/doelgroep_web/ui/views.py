"""The page that shows every component, for those who build pages. It works on the workspace that is open, and only in development."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from doelgroep.errors import QueryError
from doelgroep_web.http import requires
from doelgroep_web.place import workspace
from doelgroep_web.ui import query_editor
from doelgroep_web.ui.examples import CountPage, components_page, options_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from doelgroep_web.http import SignedInRequest

type View = Callable[[SignedInRequest], HttpResponse]


def in_development(view: View) -> View:
    """Elsewhere there is no such page."""

    @wraps(view)
    def guarded(request: SignedInRequest) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404
        return view(request)

    return guarded


@requires()
@in_development
@require_safe
def components(request: SignedInRequest) -> HttpResponse:
    """Everything."""
    return render(request, "ui/components.html", {"page": components_page(workspace().catalog)})


@requires()
@in_development
@require_POST
def complete(request: SignedInRequest) -> HttpResponse:
    """What can be typed at a place."""
    text, position = request.POST["text"], int(request.POST["position"])
    return JsonResponse(query_editor.completions(workspace().complete(text, position), position))


@requires()
@in_development
@require_POST
def check(request: SignedInRequest) -> HttpResponse:
    """What is wrong with a text."""
    text = request.POST["text"]
    try:
        found = workspace().segment(text).warnings
    except QueryError as error:
        found = tuple(error.diagnostics)
    return JsonResponse(query_editor.remarks(found, text))


@requires()
@in_development
@require_safe
def options(request: SignedInRequest) -> HttpResponse:
    """The fields of customers whose name holds what was typed."""
    return render(request, "ui/components_options.html", {"page": options_page(workspace().catalog, request.GET.get("q", ""))})


@requires()
@in_development
@require_POST
def count(request: SignedInRequest) -> HttpResponse:
    """How many customers a query has."""
    opened = workspace()
    with opened.store.reading() as cursor:
        total = opened.total(cursor)
    try:
        size = opened.segment(request.POST["query"]).count()
    except QueryError:
        return render(request, "ui/components_count.html", {"page": CountPage(size=None, total=total)}, status=422)
    return render(request, "ui/components_count.html", {"page": CountPage(size=size, total=total)})
