"""Files that come in, and what was imported."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads the annotations when the module loads
from typing import Annotated, Literal

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from doelgroep_web.api.schemas.basics import LARGEST, Body, Job, Word

Name = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


class UploadedFile(Schema):
    """A file that has come in whole."""

    name: str
    size: int = Field(description=_("In bytes."))


class Upload(Schema):
    """Files that are being brought in."""

    id: int
    state: str = Field(description=_("`files`, `reading`, `meaning`, `check`, `importing` or `done`."))
    files: list[UploadedFile]
    job: Job | None = Field(description=_("The work that goes on, or went on last."))
    imported: int | None = Field(description=_("The number of the import that came of it."))


class FileSaid(Body):
    """What is known of a file; what is left out is found out."""

    target: Annotated[Name, Field(description=_("`customers`, the name of an activity (also a new one), or `lookup:NAME`."))] = ""
    customer: Annotated[Name, Field(description=_("The column with the customer's key."))] = ""
    time: Annotated[Name, Field(description=_("The column with the moment of a row."))] = ""
    amount: Annotated[Name, Field(description=_("The column with the amount."))] = ""
    row_id: Annotated[Name, Field(description=_("The column that identifies a row; with it rows are updated."))] = ""
    leave_out: Annotated[list[Name], Field(max_length=500, description=_("Columns that are not imported."))] = Field(default_factory=list)
    delimiter: Annotated[str, Field(max_length=5)] = ""
    encoding: Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")] = ""
    decimal: Literal["", ",", "."] = ""
    date_order: Literal["", "dmy", "mdy", "ymd"] = ""


class ImportAsked(Body):
    """How files are to be understood."""

    files: Annotated[dict[Word, FileSaid], Field(description=_("By the name of the file."))] = Field(default_factory=dict)


class ImportedFile(Schema):
    """What became of the rows of one file."""

    file: str
    target: str
    skipped: bool = Field(description=_("The same content was imported before."))
    undone: bool
    read: int
    loaded: int
    updated: int
    same: int
    anonymous: int
    superseded: int
    rejected: int


class Import(Schema):
    """What an import did."""

    id: int
    at: datetime
    new_customers: int
    changed_customers: int
    seconds: float
    files: list[ImportedFile]


class ImportList(Schema):
    """Imports, the latest first."""

    items: list[Import]
    total: int


class ImportsAsked(Schema):
    """Which imports."""

    limit: Annotated[int, Field(ge=1, le=100, description=_("At most so many."))] = 20
    skip: Annotated[int, Field(ge=0, le=LARGEST, description=_("Pass over so many of the latest."))] = 0


class RejectedRow(Schema):
    """A row that was set aside."""

    file: str
    line: int
    code: str
    reason: str
    text: str = Field(description=_("The row as it stood in the file."))


class RejectedRows(Schema):
    """Rows that were set aside."""

    items: list[RejectedRow]
    total: int


class RejectedAsked(Schema):
    """Which rejected rows."""

    file: Annotated[str, Field(max_length=500, description=_("Only those of this file."))] = ""
    limit: Annotated[int, Field(ge=1, le=1000, description=_("At most so many."))] = 100


class RejectedFileAsked(Schema):
    """Which rejected rows."""

    file: Annotated[str, Field(max_length=500, description=_("Only those of this file; needed when several files have other columns."))] = ""


class RefreshAsked(Body):
    """What to refresh."""

    segments: Annotated[list[Word] | None, Field(max_length=1000, description=_("Keys; all that are published when left out."))] = None
