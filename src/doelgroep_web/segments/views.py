"""The list of segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from doelgroep_web.accounts.roles import Right
from doelgroep_web.http import requires
from doelgroep_web.segments.listing import asked
from doelgroep_web.segments.pages import list_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep_web.http import SignedInRequest


@requires(Right.SEE_SEGMENTS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """All segments, as asked for."""
    return render(request, "segments/index.html", {"page": list_page(request.user, asked(request.GET))})
