"""What was imported, and the rows that were set aside."""
# ruff: noqa: TC001 - ninja reads the annotations of views when the module loads

from __future__ import annotations

import tempfile
from dataclasses import asdict
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import FileResponse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from doelgroep.errors import UserError
from doelgroep.history import find_import, latest_imports
from doelgroep.messages import sentence
from doelgroep.store.rejected import count_rejected, export_rejected, rejected_rows
from doelgroep_web.api.access import KeyRequest
from doelgroep_web.api.describing import operation
from doelgroep_web.api.operations.uploads import IMPORT
from doelgroep_web.api.schemas.basics import LARGEST
from doelgroep_web.api.schemas.data import Import, ImportedFile, ImportList, ImportsAsked, RejectedAsked, RejectedFileAsked, RejectedRows
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.data.access import may_fetch_rejected
from doelgroep_web.errors import language
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from doelgroep.store.loading.result import ImportResult

router = Router(tags=["imports"])


@operation(router, "GET /imports", _("List imports"), _("Imports, the latest first."), needs=IMPORT, gives=ImportList)
def list_imports(request: KeyRequest, asked: Query[ImportsAsked]) -> dict[str, object]:
    """List imports."""
    with workspace().store.reading() as cursor:
        found, total = latest_imports(cursor, limit=asked.limit, skip=asked.skip)
    return {"items": [_told(each) for each in found], "total": total}


@operation(router, "GET /imports/{int:number}", _("Read an import"), _("What became of the rows of each file."), needs=IMPORT, gives=Import)
def get_import(request: KeyRequest, number: int) -> dict[str, object]:
    """Read an import."""
    return _told(_find(number))


@operation(
    router,
    "GET /imports/{int:number}/rejected",
    _("List rejected rows"),
    _("Rows that were set aside, each with the reason. They hold whatever stood in the file, so they are not for everybody (403)."),
    needs=IMPORT,
    gives=RejectedRows,
)
def list_rejected(request: KeyRequest, number: int, asked: Query[RejectedAsked]) -> dict[str, object]:
    """List rejected rows."""
    _require(request, number)
    with workspace().store.reading() as cursor:
        found = rejected_rows(cursor, number, file=asked.file or None, limit=asked.limit)
        counts = count_rejected(cursor)
    total = sum(count for (owner, file), count in counts.items() if owner == number and asked.file in {"", file})
    record(request.user, Action.REJECTED_FETCHED, str(number), rows=len(found), file=asked.file, by="api")
    items = [
        {
            "file": each.file,
            "line": each.line,
            "code": each.reason.code,
            "reason": sentence(each.reason.code, each.reason.params, language()),
            "text": each.text,
        }
        for each in found
    ]
    return {"items": items, "total": total}


@operation(
    router,
    "GET /imports/{int:number}/rejected/file",
    _("Fetch rejected rows"),
    _("The rows as CSV with the header of their file: mend them there and import the file like the original."),
    needs=IMPORT,
    gives=("text/csv",),
)
def get_rejected_file(request: KeyRequest, number: int, asked: Query[RejectedFileAsked]) -> FileResponse:
    """Fetch rejected rows."""
    _require(request, number)
    with tempfile.TemporaryDirectory() as folder, workspace().store.reading() as cursor:
        path = Path(folder) / "rejected.csv"
        rows = export_rejected(cursor, path, number, file=asked.file or None)
        content = path.open("rb")
    record(request.user, Action.REJECTED_FETCHED, str(number), rows=rows, file=asked.file, by="api")
    return FileResponse(content, as_attachment=True, filename=f"import-{number}-rejected.csv", content_type="text/csv; charset=utf-8")


def _find(number: int) -> ImportResult:
    if number > LARGEST:
        raise UserError("api_not_there", found="import")
    with workspace().store.reading() as cursor:
        return find_import(cursor, number)


def _require(request: KeyRequest, number: int) -> None:
    _find(number)
    if not may_fetch_rejected(request.user, number):
        raise UserError("api_rejected_refused")


def _told(found: ImportResult) -> dict[str, object]:
    names = ImportedFile.model_fields
    files = [{name: value for name, value in asdict(each).items() if name in names} for each in found.files]
    return {
        "id": found.import_id,
        "at": found.at.replace(tzinfo=UTC),
        "new_customers": found.new_customers,
        "changed_customers": found.changed_customers,
        "seconds": found.seconds,
        "files": files,
    }
