"""Files with members."""

from __future__ import annotations

from django.http import FileResponse
from django.utils.translation import gettext_noop as _
from ninja import Router

from doelgroep.errors import UserError
from doelgroep_web.accounts.roles import Right
from doelgroep_web.api.access import Bearer, KeyRequest, find
from doelgroep_web.api.describing import operation
from doelgroep_web.api.operations.members import chosen_columns
from doelgroep_web.api.repeating import once
from doelgroep_web.api.schemas.basics import LARGEST
from doelgroep_web.api.schemas.segments import Export, ExportNew, ExportStarted
from doelgroep_web.api.telling import export, job
from doelgroep_web.segments import exports as files
from doelgroep_web.segments.export_views import TYPES
from doelgroep_web.segments.models import Export as Asked

router = Router(tags=["exports"])
EXPORT = Bearer("members:read", Right.SEE_SEGMENTS, Right.SEE_MEMBERS, Right.EXPORT_MEMBERS)


@operation(
    router,
    "POST /segments/{key}/exports",
    _("Ask for a file with members"),
    _("Start the job that makes the file. When the job is done, fetch the file; it is kept for some days."),
    needs=EXPORT,
    gives=ExportStarted,
    status=202,
    fails=(409, 413),
)
@once
def create_export(request: KeyRequest, key: str, asked: ExportNew) -> dict[str, object]:
    """Ask for a file with members."""
    known = find(key)
    chosen_columns(request.user, asked.columns)
    started = files.ask(request.user, known, list(dict.fromkeys(asked.columns)), asked.format)
    return {"export": export(Asked.objects.get(pk=started.parameters["export"])), "job": job(started)}


@operation(
    router,
    "GET /exports/{int:number}",
    _("Read an export"),
    _("Whether the file is ready. Only what the owner of the key asked for himself."),
    needs=EXPORT,
    gives=Export,
)
def get_export(request: KeyRequest, number: int) -> dict[str, object]:
    """Read an export."""
    return export(_find(request, number))


@operation(
    router,
    "GET /exports/{int:number}/file",
    _("Fetch the file"),
    _("The file, once it is ready (409 before). Fetching it is recorded."),
    needs=EXPORT,
    gives=tuple(TYPES.values()),
    fails=(409,),
)
def get_export_file(request: KeyRequest, number: int) -> FileResponse:
    """Fetch the file."""
    found = _find(request, number)
    if not found.is_ready:
        raise UserError("api_export_not_ready")
    files.require_columns(request.user, found.columns)
    name, media = f"{found.key}.{found.file_format}", TYPES[found.file_format]
    return FileResponse(files.fetched(found).open("rb"), as_attachment=True, filename=name, content_type=media)


def _find(request: KeyRequest, number: int) -> Asked:
    found = Asked.objects.filter(user=request.user, pk=number).first() if number <= LARGEST else None
    if found is None:
        raise UserError("api_not_there", found="export")
    return found
