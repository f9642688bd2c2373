"""API keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doelgroep_web.accounts.models import ApiKey
from doelgroep_web.accounts.roles import Right
from doelgroep_web.administration.forms import KeyForm
from doelgroep_web.administration.keys import make_key, revoke_key
from doelgroep_web.administration.pages import KeysPage
from doelgroep_web.administration.tabs import tabs_of
from doelgroep_web.http import requires

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from doelgroep_web.accounts.models import User
    from doelgroep_web.http import SignedInRequest


@requires(Right.USE_API)
@require_http_methods(["GET", "POST"])
def keys(request: SignedInRequest) -> HttpResponse:
    """One's keys, and a new one."""
    form, made = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        made = make_key(request.user, form.cleaned_data["name"], form.cleaned_data["scopes"], form.cleaned_data["days"])
        form = KeyForm()
    page = KeysPage(tabs=tabs_of(request.user, "keys"), keys=tuple(_visible(request.user)), form=form, made=made)
    return render(request, "administration/keys.html", {"page": page}, status=422 if form.errors else 200)


@requires(Right.USE_API)
@require_POST
def revoke(request: SignedInRequest, number: int) -> HttpResponse:
    """Take a key back."""
    revoke_key(request.user, get_object_or_404(_visible(request.user), pk=number))
    messages.success(request, _("The key is good for nothing any more."))
    return redirect("administration:keys")


def _visible(user: User) -> QuerySet[ApiKey]:
    found = ApiKey.objects.select_related("user")
    return found if user.has_right(Right.MANAGE_USERS) else found.filter(user=user)
