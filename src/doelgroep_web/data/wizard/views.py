"""The import wizard. Its address stays the same from the first file to the result: the page shows the step at which the upload is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from doelgroep.errors import UserError
from doelgroep_web.accounts.roles import Right
from doelgroep_web.data import uploads
from doelgroep_web.data.access import find_upload
from doelgroep_web.data.models import Step, Upload
from doelgroep_web.data.wizard.forms import ReadingForm
from doelgroep_web.data.wizard.pages import wizard_page
from doelgroep_web.data.wizard.saying import are_valid, forms_of, said
from doelgroep_web.data.wizard.summary import Summary
from doelgroep_web.errors import sentence
from doelgroep_web.http import requires
from doelgroep_web.jobs.work import cancel as cancel_job
from doelgroep_web.jobs.work import start
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep_web.http import SignedInRequest

_PIECE = 1024 * 1024
_TEMPLATES = {
    Step.FILES: "data/wizard_files.html",
    Step.READING: "data/wizard_working.html",
    Step.MEANING: "data/wizard_meaning.html",
    Step.CHECK: "data/wizard_check.html",
    Step.IMPORTING: "data/wizard_working.html",
}
_WORKING = (Step.READING, Step.IMPORTING)


@requires(Right.IMPORT_DATA)
@require_POST
def begin(request: SignedInRequest) -> HttpResponse:
    """Begin to bring in files; an upload without files is gone on with."""
    empty = next((each for each in Upload.objects.filter(user=request.user, step=Step.FILES) if not uploads.files_of(each)), None)
    found = empty or Upload.objects.create(user=request.user)
    return redirect("data:upload", found.pk)


@requires(Right.IMPORT_DATA)
@require_safe
def upload(request: SignedInRequest, number: int) -> HttpResponse:
    """The upload at its step. A fragment asks whether the work is done, and is sent on then."""
    found = find_upload(request.user, number)
    if request.htmx and found.step not in _WORKING:
        return HttpResponseClientRedirect(request.path)
    if found.step == Step.DONE:
        return redirect("data:import", found.import_number)
    page = wizard_page(found, workspace())
    template = "data/wizard_progress.html" if request.htmx else _TEMPLATES[Step(found.step)]
    return render(request, template, {"page": page})


@requires(Right.IMPORT_DATA)
@require_POST
def files(request: SignedInRequest, number: int) -> HttpResponse:
    """Take in files: those of a form, or one as the body of the request with its name in a header. Written as they come, never whole in memory."""
    found = find_upload(request.user, number)
    name = request.headers.get("X-File-Name", "")
    try:
        if name:
            _take_body(request, found, name)
            return JsonResponse({"files": len(uploads.files_of(found))})
        _take_form(request, found)
    except UserError as error:
        if name:
            return JsonResponse({"message": sentence(error)}, status=413)
        return render(request, _TEMPLATES[Step.FILES], {"page": wizard_page(found, workspace(), problem=sentence(error))}, status=422)
    return redirect("data:upload", number)


def _take_body(request: SignedInRequest, found: Upload, name: str) -> None:
    size = int(request.headers.get("Content-Length") or 0)
    uploads.refuse_too_large(found, size)
    taken = uploads.take(found, unquote(name), _pieces(request))
    if taken.size != size:
        uploads.remove(found, taken.name)
        raise UserError("upload_broken_off", found=taken.size, size=size)
    _changed(found)


def _pieces(request: SignedInRequest) -> Iterator[bytes]:
    while piece := request.read(_PIECE):
        yield piece


def _take_form(request: SignedInRequest, found: Upload) -> None:
    chosen = request.FILES.getlist("files")
    if not chosen:
        raise UserError("upload_nothing")
    for each in chosen:
        uploads.take(found, each.name or "", each.chunks(_PIECE))
    _changed(found)


def _changed(found: Upload) -> None:
    """Other files have another meaning: what was made of the earlier ones is forgotten, what the person said stays."""
    Upload.objects.filter(pk=found.pk).update(step=Step.FILES, proposal={}, job=None)


@requires(Right.IMPORT_DATA)
@require_POST
def remove(request: SignedInRequest, number: int) -> HttpResponse:
    """Take a file out of the upload."""
    found = find_upload(request.user, number)
    uploads.remove(found, request.POST.get("name", ""))
    _changed(found)
    return redirect("data:upload", number)


@requires(Right.IMPORT_DATA)
@require_POST
def read(request: SignedInRequest, number: int) -> HttpResponse:
    """Have the files read."""
    found = find_upload(request.user, number)
    if not uploads.files_of(found):
        page = wizard_page(found, workspace(), problem=sentence(UserError("upload_nothing")))
        return render(request, _TEMPLATES[Step.FILES], {"page": page}, status=422)
    form = ReadingForm(request.POST)
    if found.step not in _WORKING and form.is_valid():
        written = {name: value for name, value in form.cleaned_data.items() if value}
        told = {each.name: found.told.get(each.name, {}) | written for each in uploads.files_of(found)} if written else found.told
        Upload.objects.filter(pk=number).update(proposal={}, told=told)
        _work(request, found, "read_upload", Step.READING)
    return redirect("data:upload", number)


@requires(Right.IMPORT_DATA)
@require_POST
def meaning(request: SignedInRequest, number: int) -> HttpResponse:
    """Take what was said of files and columns; what that changes is read again, and then shown to be checked."""
    found = find_upload(request.user, number)
    if found.step not in {Step.MEANING, Step.CHECK} or not found.proposal:
        return redirect("data:upload", number)
    summary = Summary.from_json(found.proposal)
    forms = forms_of(summary, workspace().catalog, found.told, request.POST)
    if not are_valid(forms):
        return render(request, _TEMPLATES[Step.MEANING], {"page": wizard_page(found, workspace(), forms)}, status=422)
    told, is_other = said(forms, found.told)
    if is_other:
        Upload.objects.filter(pk=number).update(told=told)
        _work(request, found, "read_upload", Step.READING)
    else:
        Upload.objects.filter(pk=number).update(step=Step.CHECK)
    return redirect("data:upload", number)


@requires(Right.IMPORT_DATA)
@require_POST
def back(request: SignedInRequest, number: int) -> HttpResponse:
    """Back to the files, or to what they mean."""
    found = find_upload(request.user, number)
    wanted = Step.FILES if request.POST.get("to") == Step.FILES or not found.proposal else Step.MEANING
    if found.step not in {*_WORKING, Step.DONE}:
        Upload.objects.filter(pk=number).update(step=wanted)
    return redirect("data:upload", number)


@requires(Right.IMPORT_DATA)
@require_POST
def import_now(request: SignedInRequest, number: int) -> HttpResponse:
    """Import, unless something must be mended first."""
    found = find_upload(request.user, number)
    if found.step == Step.CHECK and not Summary.from_json(found.proposal).errors:
        _work(request, found, "import", Step.IMPORTING)
    return redirect("data:upload", number)


@requires(Right.IMPORT_DATA)
@require_POST
def stop(request: SignedInRequest, number: int) -> HttpResponse:
    """Stop the reading or importing that goes on: nothing has changed then."""
    found = find_upload(request.user, number)
    if found.job is not None and found.step in _WORKING:
        waiting = found.job.started is None
        cancel_job(found.job)
        if waiting:
            Upload.objects.filter(pk=number).update(step=Step.CHECK if found.step == Step.IMPORTING else Step.FILES)
    return redirect("data:upload", number)


@requires(Right.IMPORT_DATA)
@require_POST
def discard(request: SignedInRequest, number: int) -> HttpResponse:
    """Throw the upload away with its files."""
    found = find_upload(request.user, number)
    if found.step not in _WORKING and found.import_number is None:
        uploads.clear(found)
        found.delete()
    return redirect("data:index")


def _work(request: SignedInRequest, found: Upload, kind: str, step: Step) -> None:
    names = ", ".join(each.name for each in uploads.files_of(found))
    job = start(kind, request.user, upload=found.pk, subject=names[:200])
    Upload.objects.filter(pk=found.pk).update(step=step, job=job)
