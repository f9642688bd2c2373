"""The files of uploads, on disk in the workspace: taken in piece by piece, never as a whole in memory."""

from __future__ import annotations

import shutil
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from doelgroep.errors import UserError
from doelgroep.store.reading.kind import SUFFIXES
from doelgroep_web.data.models import Upload
from doelgroep_web.jobs.models import OPEN
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KEPT = timedelta(days=2)
"""An upload that nobody goes on with is cleared away after this."""
_MEGABYTE = 1024 * 1024
_LONGEST_NAME = 120
_PART = ".part"
ACCEPTED = ",".join((*sorted(SUFFIXES), ".gz"))
"""For the file chooser. The library looks at the content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedFile:
    """A file that has come in whole."""

    name: str
    size: int


def folder_of(upload: Upload) -> Path:
    """Where the files of an upload are."""
    return workspace().path / "uploads" / str(upload.pk)


def files_of(upload: Upload) -> tuple[UploadedFile, ...]:
    """The files that have come in, by name."""
    folder = folder_of(upload)
    found = sorted(each for each in folder.iterdir() if each.is_file() and not each.name.endswith(_PART)) if folder.is_dir() else []
    return tuple(UploadedFile(name=each.name, size=each.stat().st_size) for each in found)


def paths_of(upload: Upload) -> list[Path]:
    """The files, for the library."""
    return [folder_of(upload) / each.name for each in files_of(upload)]


def limit() -> int:
    """How many bytes the files of one upload may have together."""
    return int(settings.CONFIGURATION.upload_limit) * _MEGABYTE


def refuse_too_large(upload: Upload, size: int) -> None:
    """Refuse a file that does not fit any more, before it is taken in.

    Raises:
        UserError: `upload_too_large`, or `upload_disk_full` when the disk has no room for it.
    """
    present = sum(each.size for each in files_of(upload))
    if present + size > limit():
        raise UserError("upload_too_large", size=_megabytes(present + size), limit=_megabytes(limit()))
    if shutil.disk_usage(workspace().path).free < size + 64 * _MEGABYTE:
        raise UserError("upload_disk_full", size=_megabytes(size))


def take(upload: Upload, name: str, pieces: Iterable[bytes]) -> UploadedFile:
    """Write a file piece by piece. One of the same name is replaced; a broken one leaves nothing.

    Raises:
        UserError: `upload_too_large` as soon as it is, `upload_name` for a name that can't be used.
    """
    plain, folder = _plain_name(name), folder_of(upload)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part, room = folder / f"{plain}{_PART}", limit() - sum(each.size for each in files_of(upload) if each.name != plain)
    written = 0
    try:
        with part.open("wb") as out:
            for piece in pieces:
                written += len(piece)
                if written > room:
                    raise UserError("upload_too_large", size=_megabytes(limit() - room + written), limit=_megabytes(limit()))
                out.write(piece)
        part.replace(folder / plain)
    finally:
        part.unlink(missing_ok=True)
    return UploadedFile(name=plain, size=written)


def remove(upload: Upload, name: str) -> None:
    """Delete a file; one that is not there is no error."""
    if name in {each.name for each in files_of(upload)}:
        (folder_of(upload) / name).unlink(missing_ok=True)


def clear(upload: Upload) -> None:
    """Delete all files of an upload."""
    shutil.rmtree(folder_of(upload), ignore_errors=True)


def clear_abandoned() -> int:
    """Delete uploads that nobody went on with, files that no upload owns, and the answers that finished ones no longer need; how many there were."""
    old = Upload.objects.filter(changed__lt=timezone.now() - KEPT, import_number=None).exclude(job__state__in=OPEN)
    count = 0
    for each in old:
        clear(each)
        each.delete()
        count += 1
    root = workspace().path / "uploads"
    known = {str(number) for number in Upload.objects.filter(import_number=None).values_list("pk", flat=True)}
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.is_dir() and folder.name.isdigit() and folder.name not in known:
            shutil.rmtree(folder, ignore_errors=True)
    return count


def _plain_name(name: str) -> str:
    """The name of a file without folders and without signs that a file system could stumble over."""
    last = PurePosixPath(PureWindowsPath(unicodedata.normalize("NFC", name)).as_posix()).name
    plain = "".join(each for each in last if each.isprintable() and each not in '<>:"|?*#').strip(". ")
    if not plain:
        raise UserError("upload_name", found=name[:_LONGEST_NAME])
    stem, dot, ending = plain.partition(".")
    return f"{stem[: _LONGEST_NAME - len(ending)]}{dot}{ending}" if len(plain) > _LONGEST_NAME else plain


def _megabytes(size: int) -> int:
    return -(-size // _MEGABYTE)
