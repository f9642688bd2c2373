"""Asking for a file with members, and fetching it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from doelgroep_web.accounts.roles import Right
from doelgroep_web.errors import language
from doelgroep_web.http import requires
from doelgroep_web.place import workspace
from doelgroep_web.segments import exports as files
from doelgroep_web.segments.access import find_export, find_segment
from doelgroep_web.segments.forms import ExportForm
from doelgroep_web.segments.models import Export

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from doelgroep_web.http import SignedInRequest
    from doelgroep_web.segments.access import Known

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """Choosing the columns of a file."""

    key: str
    title: str
    size: int | None
    form: ExportForm


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPage:
    """A file that was asked for."""

    export: Export
    is_ready: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportsPage:
    """One's own files."""

    exports: tuple[Export, ...]


@requires(Right.EXPORT_MEMBERS)
@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest, key: str) -> HttpResponse:
    """Choose columns and start the job."""
    known = find_segment(request.user, key)
    offered = files.columns_offered(request.user)
    usual = [offered[0].name, *workspace().segment(known.key).fields_used()]
    columns = request.GET.getlist("column") or usual
    form = ExportForm(
        request.POST or None,
        offered=[(each.name, each.title(language())) for each in offered],
        initial={"columns": columns, "file_format": "csv"},
    )
    if request.method == "POST" and form.is_valid():
        job = files.ask(request.user, known, form.cleaned_data["columns"], form.cleaned_data["file_format"])
        return redirect("jobs:job", job.pk)
    return render(request, "segments/ask_export.html", {"page": _ask_page(known, form)}, status=422 if form.errors else 200)


def _ask_page(known: Known, form: ExportForm) -> AskPage:
    size = workspace().store.memberships.present_sizes().get(known.stored.id)
    return AskPage(key=known.key, title=known.title, size=size, form=form)


@requires(Right.EXPORT_MEMBERS)
@require_safe
def exports(request: SignedInRequest) -> HttpResponse:
    """One's own files."""
    return render(request, "segments/exports.html", {"page": ExportsPage(exports=tuple(Export.objects.filter(user=request.user)[:100]))})


@requires(Right.EXPORT_MEMBERS)
@require_safe
def export(request: SignedInRequest, number: int) -> HttpResponse:
    """One file."""
    found = find_export(request.user, number)
    return render(request, "segments/export.html", {"page": ExportPage(export=found, is_ready=found.is_ready)})


@requires(Right.EXPORT_MEMBERS)
@require_safe
def fetch(request: SignedInRequest, number: int) -> HttpResponseBase:
    """Fetch a file; only whoever asked for it, as long as it is kept."""
    found = find_export(request.user, number)
    if not found.is_ready:
        raise Http404
    path = files.fetched(found)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{found.key}.{found.file_format}", content_type=TYPES[found.file_format])
