"""Files with members of a segment: made by a job, kept in the workspace for some days, fetched by whoever asked for them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from django.utils import timezone

from doelgroep import export as files
from doelgroep.errors import UserError
from doelgroep.refresh.members import recorded_reader
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.jobs.work import start
from doelgroep_web.place import workspace
from doelgroep_web.privacy import require_members, visible_fields
from doelgroep_web.segments.models import Export

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    import pyarrow as pa

    from doelgroep.catalog import Field
    from doelgroep_web.accounts.models import User
    from doelgroep_web.jobs.models import Job
    from doelgroep_web.segments.access import Known

FORMATS = ("csv", "xlsx")


def folder() -> Path:
    """Where the files are."""
    return workspace().path / "exports"


def ask(user: User, segment: Known, columns: Sequence[str], file_format: str) -> Job:
    """Start the job that makes a file.

    Raises:
        UserError: a column that the person may not see, or an unknown one; a format that is not offered.
    """
    require_members(user, segment.key)
    require_columns(user, columns)
    if file_format not in FORMATS:
        raise UserError("export_format", found=file_format, allowed=FORMATS)
    made = Export.objects.create(
        segment=segment.stored.id, key=segment.key, user=user, columns=list(columns), file_format=file_format, expires=timezone.now() + Export.end()
    )
    record(user, Action.EXPORT_ASKED, segment.key, columns=list(columns), format=file_format)
    return start("export", user, export=made.pk, subject=segment.title)


def require_columns(user: User, columns: Sequence[str]) -> None:
    """Refuse columns that somebody may not see.

    Raises:
        UserError: `web_column_protected`; `columns_empty` for none.
    """
    if not columns:
        raise UserError("columns_empty")
    allowed = {each.name for each in visible_fields(user, workspace().catalog)}
    refused = [each for each in columns if each not in allowed]
    if refused:
        raise UserError("web_column_protected", fields=refused)


def make(number: int) -> Export:
    """Write the file of an export; a second time it is written anew, the same."""
    found = Export.objects.select_related("user").get(pk=number)
    require_members(found.user, found.key)
    require_columns(found.user, found.columns)
    folder().mkdir(mode=0o700, exist_ok=True)
    name = f"{found.pk}-{found.key}.{found.file_format}"
    with rows_of(found) as rows:
        count = files.write(rows, folder() / name, found.file_format)
    found.file_name, found.rows, found.expires = name, count, timezone.now() + Export.end()
    found.save(update_fields=["file_name", "rows", "expires"])
    return found


def rows_of(found: Export) -> AbstractContextManager[pa.RecordBatchReader]:
    """The members, as the last refresh recorded them; of a segment that was never refreshed, as they are now."""
    opened = workspace()
    if found.segment in opened.store.memberships.present_sizes():
        return recorded_reader(opened, found.key, columns=found.columns)
    return opened.segment(found.key).reader(found.columns)


def fetched(found: Export) -> Path:
    """The file of an export that is ready; fetching is recorded."""
    record(found.user, Action.EXPORT_FETCHED, found.key, rows=found.rows, columns=found.columns)
    return folder() / found.file_name


def clear_expired() -> None:
    """Remove what has had its time; a folder of a workspace without exports stays away."""
    for each in Export.objects.filter(expires__lt=timezone.now()):
        if each.file_name:
            (folder() / each.file_name).unlink(missing_ok=True)
        each.delete()
    if folder().is_dir() and not any(folder().iterdir()):
        shutil.rmtree(folder(), ignore_errors=True)


def columns_offered(user: User) -> tuple[Field, ...]:
    """The columns that somebody can choose from."""
    return visible_fields(user, workspace().catalog)
