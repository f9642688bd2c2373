"""Finding a customer, his page, and the parts of it that are asked for later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from doelgroep.customer_search import customer_with_key
from doelgroep.known_customer import known_customer
from doelgroep.refresh.moves import moves
from doelgroep_web.accounts.roles import Right
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.customers.access import find_customer, find_segment, require_segments, visible_segments
from doelgroep_web.customers.belonging import near_page, why_page
from doelgroep_web.customers.forms import NoteForm
from doelgroep_web.customers.pages import customer_page
from doelgroep_web.customers.search_pages import search_page
from doelgroep_web.customers.time_lines import time_line_page
from doelgroep_web.customers.worth import compared, worth_fields
from doelgroep_web.http import requires
from doelgroep_web.place import workspace
from doelgroep_web.privacy import visible_fields

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep_web.http import SignedInRequest


@requires(Right.FIND_CUSTOMER)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Search for a customer. The number itself leads to the page."""
    text = request.GET.get("q", "").strip()
    if text and customer_with_key(workspace(), text) is not None:
        record(request.user, Action.CUSTOMER_FOUND, rows=1)
        return redirect("customers:customer", text)
    page = search_page(request.user, text)
    if text:
        record(request.user, Action.CUSTOMER_FOUND, rows=len(page.found))
    return render(request, "customers/index.html", {"page": page})


@requires(Right.FIND_CUSTOMER)
@require_safe
def customer(request: SignedInRequest, key: str) -> HttpResponse:
    """Everything about a customer that this person may see."""
    number = find_customer(request.user, key)
    page = customer_page(request.user, number, key, request.GET, NoteForm())
    record(request.user, Action.CUSTOMER_SEEN, page.head.key, what="page")
    return render(request, "customers/customer.html", {"page": page})


@requires(Right.FIND_CUSTOMER)
@require_safe
def time_line(request: SignedInRequest, key: str) -> HttpResponse:
    """A page of the time line for the page that is there; without scripts the page itself."""
    number = find_customer(request.user, key)
    if not request.htmx:
        return redirect(f"{reverse('customers:customer', args=[key])}?{request.GET.urlencode()}#time-line")
    page = time_line_page(request.user, (number, key), request.GET, moves(workspace(), number), visible_segments(request.user))
    record(request.user, Action.CUSTOMER_SEEN, key, what="time_line")
    return render(request, "customers/time_line.html" if page.is_first else "customers/months.html", {"page": page})


@requires(Right.FIND_CUSTOMER)
@require_safe
def why(request: SignedInRequest, key: str) -> HttpResponse:
    """Why a customer is in a segment or not: a part of the page, or a page of its own."""
    number = find_customer(request.user, key)
    known = find_segment(request.user, request.GET.get("segment", ""))
    page = why_page(request.user, number, key, known)
    record(request.user, Action.CUSTOMER_SEEN, key, what="why", segment=known.key)
    return render(request, "customers/why_part.html" if request.htmx else "customers/why.html", {"page": page, "key": key})


@requires(Right.FIND_CUSTOMER)
@require_safe
def just_not(request: SignedInRequest, key: str) -> HttpResponse:
    """The segments that a customer is nearly in; the page asks for them when it is there."""
    require_segments(request.user)
    page = near_page(request.user, find_customer(request.user, key), key, visible_segments(request.user))
    record(request.user, Action.CUSTOMER_SEEN, key, what="just_not")
    return render(request, "customers/just_not.html", {"page": page})


@requires(Right.FIND_CUSTOMER)
@require_safe
def value(request: SignedInRequest, key: str) -> HttpResponse:
    """How the main figure compares with that of all customers; one count over everybody, which the page does not wait for."""
    require_segments(request.user)
    find_customer(request.user, key)
    fields = visible_fields(request.user, workspace().catalog)
    known = known_customer(workspace(), key, [each.name for each in worth_fields(fields)])
    record(request.user, Action.CUSTOMER_SEEN, key, what="value")
    return render(request, "customers/compared.html", {"page": compared(fields, known.values)})
