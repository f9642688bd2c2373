"""Files that come in: taken in as they come, then imported by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _
from ninja import Router

from doelgroep.errors import UserError
from doelgroep_web.accounts.roles import Right
from doelgroep_web.api.access import Bearer, KeyRequest
from doelgroep_web.api.describing import operation
from doelgroep_web.api.receiving import StraightToDisk
from doelgroep_web.api.repeating import once
from doelgroep_web.api.schemas.basics import LARGEST
from doelgroep_web.api.schemas.data import ImportAsked
from doelgroep_web.api.schemas.data import Upload as UploadTold
from doelgroep_web.api.telling import job
from doelgroep_web.data import uploads
from doelgroep_web.data.access import own_uploads
from doelgroep_web.data.models import Step, Upload
from doelgroep_web.jobs.work import start

if TYPE_CHECKING:
    from typing import Any

    from doelgroep_web.api.schemas.data import FileSaid

router = Router(tags=["imports"])
IMPORT = Bearer("imports:write", Right.IMPORT_DATA)
_PIECE = 1024 * 1024
_CLOSED = (Step.READING, Step.IMPORTING, Step.DONE)
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {"files": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}}},
                }
            }
        },
    }
}


@operation(
    router,
    "POST /uploads",
    _("Bring files in"),
    _("Begin with one or more files as a multipart form, field `files`. They are written to disk as they come. Nothing is imported yet."),
    needs=IMPORT,
    gives=UploadTold,
    status=201,
    fails=(413,),
    extra=_FORM,
)
def create_upload(request: KeyRequest) -> dict[str, object]:
    """Bring files in."""
    found = Upload.objects.create(user=request.user)
    try:
        _take(request, found)
    except BaseException:
        uploads.clear(found)
        found.delete()
        raise
    return _told(found)


@operation(
    router,
    "POST /uploads/{int:number}/files",
    _("Add files"),
    _("More files for the same import. One of the same name is replaced."),
    needs=IMPORT,
    gives=UploadTold,
    fails=(409, 413),
    extra=_FORM,
)
def add_upload_files(request: KeyRequest, number: int) -> dict[str, object]:
    """Add files."""
    found = _open(request, number)
    _take(request, found)
    Upload.objects.filter(pk=number).update(step=Step.FILES, proposal={}, job=None)
    return _told(_find(request, number))


@operation(
    router,
    "GET /uploads/{int:number}",
    _("How an upload goes"),
    _("Its files, its job, and the number of the import once it is done. Only one's own."),
    needs=IMPORT,
    gives=UploadTold,
)
def get_upload(request: KeyRequest, number: int) -> dict[str, object]:
    """How an upload goes."""
    return _told(_find(request, number))


@operation(
    router,
    "POST /uploads/{int:number}/import",
    _("Import the files"),
    _("Start the job that imports the files, all or nothing. What is not said of a file is found out; what can't be found out fails the job."),
    needs=IMPORT,
    gives=UploadTold,
    status=202,
    fails=(409, 413),
)
@once
def import_upload(request: KeyRequest, number: int, asked: ImportAsked) -> dict[str, object]:
    """Import the files."""
    found = _open(request, number)
    present = {each.name for each in uploads.files_of(found)}
    if not present:
        raise UserError("upload_nothing")
    strange = [each for each in asked.files if each not in present]
    if strange:
        raise UserError("api_not_there", found=", ".join(strange))
    told = {name: found.told.get(name, {}) | _said(each) for name, each in asked.files.items()}
    started = start("import", request.user, upload=found.pk, subject=", ".join(sorted(present))[:200])
    Upload.objects.filter(pk=number).update(told=found.told | told, step=Step.IMPORTING, job=started)
    return _told(_find(request, number))


@operation(
    router,
    "DELETE /uploads/{int:number}",
    _("Throw an upload away"),
    _("Delete files that were not imported."),
    needs=IMPORT,
    gives=None,
    status=204,
    fails=(409,),
)
def delete_upload(request: KeyRequest, number: int) -> None:
    """Throw an upload away."""
    found = _open(request, number)
    uploads.clear(found)
    found.delete()


def _take(request: KeyRequest, found: Upload) -> None:
    """Write the files of a form to the upload. They go to disk whatever their size; too many bytes are refused before they come in."""
    uploads.refuse_too_large(found, int(request.headers.get("Content-Length") or 0))
    request.upload_handlers = [StraightToDisk(request, uploads.folder_of(found))]
    try:
        chosen = request.FILES.getlist("files")
        if not chosen:
            raise UserError("upload_nothing")
        for each in chosen:
            uploads.take(found, each.name or "", each.chunks(_PIECE))
    finally:
        request.close()


def _said(given: FileSaid) -> dict[str, object]:
    return {name: value for name, value in given.model_dump().items() if value}


def _find(request: KeyRequest, number: int) -> Upload:
    found = own_uploads(request.user).filter(pk=number).first() if number <= LARGEST else None
    if found is None:
        raise UserError("api_not_there", found="upload")
    return found


def _open(request: KeyRequest, number: int) -> Upload:
    """An upload that may still be changed."""
    found = _find(request, number)
    if found.step in _CLOSED:
        raise UserError("api_upload_busy")
    return found


def _told(found: Upload) -> dict[str, object]:
    files = [{"name": each.name, "size": each.size} for each in uploads.files_of(found)]
    return {"id": found.pk, "state": found.step, "files": files, "job": job(found.job) if found.job else None, "imported": found.import_number}
