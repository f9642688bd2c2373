"""The first page, and searching everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from doelgroep_web.accounts.roles import Right
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.http import requires
from doelgroep_web.start.pages import start_page
from doelgroep_web.start.searching import search_page
from doelgroep_web.ui.addresses import address_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep_web.http import SignedInRequest


@requires()
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Where things stand. The service desk goes straight to its customers."""
    if not request.user.has_right(Right.SEE_SEGMENTS) and request.user.has_right(Right.FIND_CUSTOMER):
        return redirect(address_of("customers:index") or "accounts:account")
    return render(request, "start/index.html", {"page": start_page(request.user)})


@requires()
@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Segments, customers and fields in which all words of a text occur. A single hit is opened."""
    page = search_page(request.user, request.GET.get("q", ""))
    if page.customers is not None and page.text:
        record(request.user, Action.CUSTOMER_FOUND, rows=len(page.customers))
    if page.only:
        return redirect(page.only)
    return render(request, "start/search.html", {"page": page})
