"""The catalogue, one field, changing what is said of it, giving it another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from doelgroep.catalog import Privacy
from doelgroep.describing import describe
from doelgroep.errors import UserError
from doelgroep.quality.tables import CUSTOMERS
from doelgroep_web.accounts.roles import Right
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.data.access import find_field_or_404
from doelgroep_web.data.catalogue.field_page import FieldForms, field_page
from doelgroep_web.data.catalogue.forms import FilterForm, RenameForm, field_form
from doelgroep_web.data.catalogue.names import full_name
from doelgroep_web.data.catalogue.pages import catalogue_page, field_address
from doelgroep_web.data.tasks import is_busy
from doelgroep_web.errors import sentence
from doelgroep_web.http import requires
from doelgroep_web.place import workspace
from doelgroep_web.privacy import may_see

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep.renaming import RenameResult
    from doelgroep_web.data.catalogue.forms import FieldForm
    from doelgroep_web.http import SignedInRequest


@requires(Right.SEE_DATA)
@require_safe
def catalogue(request: SignedInRequest) -> HttpResponse:
    """All fields by base, with their fill rate and distribution."""
    opened = workspace()
    form = FilterForm(opened.catalog, request.GET)
    wanted = request.GET.get("page", "1")
    kept_parameters = request.GET.copy()
    kept_parameters.pop("page", None)
    page = catalogue_page(request.user, opened, form, int(wanted) if wanted.isdecimal() else 1, kept_parameters.urlencode())
    return render(request, "data/catalogue_groups.html" if request.htmx else "data/catalogue.html", {"page": page})


@requires(Right.SEE_DATA)
@require_safe
def field(request: SignedInRequest, table: str, name: str) -> HttpResponse:
    """One field. With `to` in the address: what another name would change."""
    opened = workspace()
    found = find_field_or_404(opened.catalog, _table(table, name), name)
    if found.privacy is not Privacy.NONE and may_see(request.user, found):
        record(request.user, Action.VALUES_SEEN, full_name(table, name))
    rename_form = RenameForm(request.GET if "to" in request.GET else None)
    renamed = _preview(rename_form, table, name) if request.user.has_right(Right.EDIT_CATALOG) else None
    page = field_page(request.user, opened, table, found, FieldForms(form=field_form(found), rename_form=rename_form, renamed=renamed))
    return render(request, "data/field.html", {"page": page})


@requires(Right.EDIT_CATALOG)
@require_POST
def edit(request: SignedInRequest, table: str, name: str) -> HttpResponse:
    """Change what is said of a field."""
    opened = workspace()
    found = find_field_or_404(opened.catalog, _table(table, name), name)
    form = field_form(found, request.POST)
    if form.is_valid() and _said(request, form, table, name):
        messages.success(request, _("Saved."))
        return redirect(field_address(table, name))
    page = field_page(request.user, opened, table, found, FieldForms(form=form, rename_form=RenameForm()))
    return render(request, "data/field.html", {"page": page}, status=422)


@requires(Right.EDIT_CATALOG)
@require_POST
def rename(request: SignedInRequest, table: str, name: str) -> HttpResponse:
    """Give a field another name; segments follow."""
    find_field_or_404(workspace().catalog, _table(table, name), name)
    form = RenameForm(request.POST)
    if not form.is_valid():
        return redirect(field_address(table, name))
    _refuse_when_busy()
    new = form.cleaned_data["to"].strip()
    result = workspace().rename(full_name(table, name), new)
    record(request.user, Action.CATALOG_CHANGED, full_name(table, name), new_name=new, segments=[key for key, _, _ in result.segments])
    messages.success(request, _("It is called %(name)s from now on.") % {"name": new})
    return redirect(field_address(table, new))


def _said(request: SignedInRequest, form: FieldForm, table: str, name: str) -> bool:
    """Whether the catalogue says it now; what the library refuses stands on the form."""
    try:
        _refuse_when_busy()
        describe(workspace(), table, name, form.wish())
    except UserError as error:
        form.add_error(None, sentence(error))
        return False
    record(request.user, Action.CATALOG_CHANGED, full_name(table, name), changed=form.changed_data)
    return True


def _preview(form: RenameForm, table: str, name: str) -> RenameResult | None:
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return workspace().rename(full_name(table, name), form.cleaned_data["to"].strip(), dry_run=True)
    except UserError as error:
        form.add_error("to", sentence(error))
        return None


def _refuse_when_busy() -> None:
    if is_busy():
        raise UserError("data_busy")


def _table(table: str, name: str) -> str:
    """Traits are among the customers' fields on these pages, and have a table of their own where they are measured."""
    is_trait = table == CUSTOMERS and any(each.name == name for each in workspace().catalog.traits)
    return "traits" if is_trait else table
