"""The workspace, the audit log, storage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from doelgroep.store.catalog_file import workspace_text
from doelgroep_web.accounts.roles import Right
from doelgroep_web.administration.audit_pages import audit_page, csv_lines, entries_of
from doelgroep_web.administration.folder import free_space, parts_of
from doelgroep_web.administration.forms import WorkspaceForm
from doelgroep_web.administration.pages import StoragePage, WorkspacePage
from doelgroep_web.administration.tabs import first_address, tabs_of
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.http import requires
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from doelgroep_web.accounts.models import User
    from doelgroep_web.http import SignedInRequest


@requires()
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The workspace; who may not change it goes to the first part that is his."""
    if not request.user.has_right(Right.MANAGE_WORKSPACE):
        where = first_address(request.user)
        if not where or request.method == "POST":
            raise PermissionDenied
        return redirect(where)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        _save(request.user, form)
        messages.success(request, _("Saved."))
        return redirect("administration:index")
    page = WorkspacePage(tabs=tabs_of(request.user, "index"), form=form, path=str(workspace().path), serving=_serving())
    return render(request, "administration/index.html", {"page": page}, status=422 if form.errors else 200)


def _form(request: SignedInRequest) -> WorkspaceForm:
    now = workspace().settings
    initial = {"name": now.name, "currency": now.currency, "country": now.country, "timezone": now.zone.key}
    return WorkspaceForm(request.POST if request.method == "POST" else None, initial=initial)


def _save(user: User, form: WorkspaceForm) -> None:
    opened, words = workspace(), form.cleaned_data
    changed = replace(opened.settings, name=words["name"], currency=words["currency"], country=words["country"])
    if changed != opened.settings:
        text = workspace_text(changed, replace(opened.catalog, country=changed.country), opened.store.file.text)
        with opened.store.transaction(text):
            pass  # nothing in the tables depends on these
        record(user, Action.SETTINGS_CHANGED, name=changed.name, currency=changed.currency, country=changed.country)


def _serving() -> tuple[tuple[str, str], ...]:
    found = settings.CONFIGURATION
    refresh = _("every {minutes} minutes").format(minutes=found.refresh_every) if found.refresh_every else _("when somebody asks")
    return (
        (_("Address"), found.address or f"http://{found.host}:{found.port}"),
        (_("Refresh"), refresh),
        (_("Mail"), found.mail.rpartition("@")[2] if found.mail else _("no mail is sent")),
        (_("Database of people"), "PostgreSQL" if found.database else "SQLite"),
        (_("Exports are kept"), _("{days} days").format(days=found.export_days)),
    )


@requires(Right.SEE_AUDIT)
@require_safe
def audit(request: SignedInRequest) -> HttpResponse:
    """Who saw, changed and exported what."""
    return render(request, "administration/audit.html", {"page": audit_page(request.user, request.GET)})


@requires(Right.SEE_AUDIT)
@require_safe
def audit_file(request: SignedInRequest) -> HttpResponseBase:
    """The same as a file."""
    response = StreamingHttpResponse(csv_lines(entries_of(request.GET)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


@requires(Right.MANAGE_WORKSPACE)
@require_safe
def storage(request: SignedInRequest) -> HttpResponse:
    """What the workspace takes, and how a copy of it is made."""
    folder = workspace().path
    parts = parts_of(folder)
    page = StoragePage(
        tabs=tabs_of(request.user, "storage"), parts=parts, total=sum(each.size for each in parts), free=free_space(folder), path=str(folder)
    )
    return render(request, "administration/storage.html", {"page": page})
