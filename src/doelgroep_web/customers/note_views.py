"""Notes about a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doelgroep_web.accounts.roles import Right
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.customers.access import find_customer, find_note
from doelgroep_web.customers.forms import NoteForm
from doelgroep_web.customers.pages import customer_page
from doelgroep_web.http import requires

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep_web.http import SignedInRequest


@requires(Right.FIND_CUSTOMER)
@require_POST
def add(request: SignedInRequest, key: str) -> HttpResponse:
    """Write a note."""
    number = find_customer(request.user, key)
    form = NoteForm(request.POST)
    if not form.is_valid():
        page = customer_page(request.user, number, key, request.GET, form)
        record(request.user, Action.CUSTOMER_SEEN, page.head.key, what="page")
        return render(request, "customers/customer.html", {"page": page}, status=422)
    note = form.save(commit=False)
    note.customer, note.author, note.author_name = number, request.user, request.user.name
    note.save()
    record(request.user, Action.CUSTOMER_CHANGED, key, what="note")
    messages.success(request, _("The note is saved."))
    return redirect(f"{reverse('customers:customer', args=[key])}#notes")


@requires(Right.FIND_CUSTOMER)
@require_POST
def delete(request: SignedInRequest, key: str, number: int) -> HttpResponse:
    """Take one's own note away."""
    customer = find_customer(request.user, key)
    find_note(request.user, customer, number).delete()
    record(request.user, Action.CUSTOMER_CHANGED, key, what="note_deleted")
    messages.success(request, _("The note is deleted."))
    return redirect(f"{reverse('customers:customer', args=[key])}#notes")
