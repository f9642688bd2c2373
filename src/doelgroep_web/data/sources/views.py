"""Where the data came from; one import, its rejected rows, taking it back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from doelgroep.errors import UserError
from doelgroep.store.rejected import export_rejected
from doelgroep_web.accounts.roles import Right
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.data.access import may_fetch_rejected
from doelgroep_web.data.sources.pages import UndoPage, import_page, sources_page
from doelgroep_web.http import requires
from doelgroep_web.jobs.work import start
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from doelgroep_web.http import SignedInRequest


@requires(Right.SEE_DATA)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """All sources and the latest imports."""
    wanted = request.GET.get("page", "1")
    page = sources_page(request.user, workspace(), max(1, int(wanted)) if wanted.isdecimal() and len(wanted) < 9 else 1)
    return render(request, "data/sources.html", {"page": page})


@requires(Right.SEE_DATA)
@require_safe
def one_import(request: SignedInRequest, number: int) -> HttpResponse:
    """What came of an import."""
    try:
        page = import_page(request.user, workspace(), number)
    except UserError as error:
        raise Http404 from error
    return render(request, "data/import.html", {"page": page})


@requires(Right.IMPORT_DATA)
@require_safe
def rejected(request: SignedInRequest, number: int) -> HttpResponseBase:
    """The rows that an import set aside, of one file or of all, as CSV to be mended."""
    if not may_fetch_rejected(request.user, number):
        raise PermissionDenied
    file = request.GET.get("file") or None
    with tempfile.TemporaryDirectory() as folder, workspace().store.reading() as cursor:
        path = Path(folder) / "rejected.csv"
        rows = export_rejected(cursor, path, number, file=file)
        content = path.open("rb")
    record(request.user, Action.REJECTED_FETCHED, str(number), rows=rows, file=file or "")
    stem = (file or f"import-{number}").rpartition("/")[2].partition(".")[0].replace("#", "-")
    return FileResponse(content, as_attachment=True, filename=f"{stem}-rejected.csv", content_type="text/csv; charset=utf-8")


@requires(Right.IMPORT_DATA)
@require_http_methods(["GET", "POST"])
def undo(request: SignedInRequest, number: int) -> HttpResponse:
    """Show what taking an import back would do, and do it."""
    would = workspace().undo_import(number, dry_run=True)
    if request.method == "GET":
        return render(request, "data/undo.html", {"page": UndoPage(number=number, undone=would)})
    job = start("undo_import", request.user, number=number, subject=", ".join(would.files))
    return redirect("jobs:job", job.pk)
