"""People and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doelgroep_web.accounts.links import make_link
from doelgroep_web.accounts.models import User
from doelgroep_web.accounts.roles import Right, Role
from doelgroep_web.administration.forms import PersonForm
from doelgroep_web.administration.pages import PeoplePage, PersonPage
from doelgroep_web.administration.tabs import tabs_of
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.http import requires

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep_web.http import SignedInRequest


@requires(Right.MANAGE_USERS)
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody."""
    return render(request, "administration/people.html", {"page": PeoplePage(tabs=tabs_of(request.user, "people"), people=tuple(User.objects.all()))})


@requires(Right.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Somebody new, with a link to come in."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.save(commit=False)
        made.set_unusable_password()
        made.save()
        record(request.user, Action.USER_CHANGED, str(made.pk), what="made", role=made.role)
        return _shown(request, made, PersonForm(instance=made), _link(request, made))
    return _shown(request, None, form, "")


@requires(Right.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def person(request: SignedInRequest, number: int) -> HttpResponse:
    """Change somebody: role, name, address, whether he may sign in."""
    found = get_object_or_404(User, pk=number)
    before = (found.role, found.sees_special, found.is_active)
    form = PersonForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        if _leaves_nobody(found):
            form.add_error(None, _("There must be at least one administrator who may sign in."))
        else:
            form.save()
            record(request.user, Action.USER_CHANGED, str(number), before=[str(each) for each in before], role=found.role, special=found.sees_special)
            messages.success(request, _("Saved."))
            return redirect("administration:people")
    return _shown(request, get_object_or_404(User, pk=number), form, "")


def _leaves_nobody(found: User) -> bool:
    """Whether a change would leave nobody who manages the workspace."""
    stays = found.is_active and found.role == Role.ADMINISTRATOR
    return not stays and not User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=found.pk).exists()


@requires(Right.MANAGE_USERS)
@require_POST
def link(request: SignedInRequest, number: int) -> HttpResponse:
    """A link with which somebody signs in once."""
    found = get_object_or_404(User, pk=number, is_active=True)
    return _shown(request, found, PersonForm(instance=found), _link(request, found))


def _link(request: SignedInRequest, user: User) -> str:
    record(request.user, Action.LINK_MADE, str(user.pk))
    base = settings.CONFIGURATION.address.rstrip("/") or request.build_absolute_uri("/").rstrip("/")
    return base + reverse("accounts:login_by_link", args=[make_link(user)])


def _shown(request: SignedInRequest, found: User | None, form: PersonForm, made: str) -> HttpResponse:
    roles = (
        (str(Role.VIEWER.label), _("sees segments, sizes and the catalogue; no persons")),
        (str(Role.SERVICE.label), _("finds a customer, and sees the segments meant for the service desk")),
        (str(Role.MARKETER.label), _("makes segments, sees and exports members with names, imports data")),
        (str(Role.ANALYST.label), _("the same without names, and keeps the catalogue; may use the API")),
        (str(Role.PRIVACY.label), _("sees everything and the audit log; changes nothing")),
        (str(Role.ADMINISTRATOR.label), _("everything but special categories: also people and the workspace")),
    )
    page = PersonPage(tabs=tabs_of(request.user, "people"), form=form, person=found, link=made, roles=roles)
    return render(request, "administration/person.html", {"page": page}, status=422 if form.errors else 200)
