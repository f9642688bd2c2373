"""A segment out of a file with customer numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from doelgroep_web.accounts.roles import Right
from doelgroep_web.http import requires
from doelgroep_web.place import workspace
from doelgroep_web.segments.forms import StaticForm
from doelgroep_web.segments.statics import ask_list

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep_web.http import SignedInRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticPage:
    """The form for a list."""

    form: StaticForm
    key: str
    """The name of the column with customer numbers."""


@requires(Right.EDIT_SEGMENTS)
@require_http_methods(["GET", "POST"])
def static(request: SignedInRequest) -> HttpResponse:
    """Upload a list."""
    form = StaticForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        job = ask_list(request.user, form.cleaned_data["name"], form.cleaned_data["file"].read())
        return redirect("jobs:job", job.pk)
    page = StaticPage(form=form, key=workspace().catalog.key)
    return render(request, "segments/static.html", {"page": page}, status=422 if form.errors else 200)
