"""The values that travel through an import: what was read, what is proposed, what a column becomes.

`store.reading` stages a file as a table of raw columns, `store.proposal` says what its columns mean, `store.typing` turns raw columns into typed
ones, `store.loading` puts them in the workspace.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from doelgroep.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from doelgroep.catalog import Base, Catalog, Field, Label, Privacy, Role

LINE = "_line"
"""Column of a staged table: the line of the file (1 is the first, header included; of a record of several lines its first one), or the row of the
sheet or Parquet file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWish:
    """What the user wants to be said of the field of a column; None leaves what was proposed, or what the catalogue says."""

    label: Label | None = None
    description: Label | None = None
    base: Base | None = None
    role: Role | Literal[""] | None = None
    """Empty: no role."""
    privacy: Privacy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the user said about the files; None is "find out"."""

    delimiter: str | None = None
    """One character, or "space" for any run of white space."""
    quote: str | None = None
    encoding: str | None = None
    decimal: str | None = None
    """The decimal sign, "." or ","."""
    date_order: str | None = None
    """"dmy", "mdy" or "ymd"."""
    header: bool | None = None
    column_names: tuple[str, ...] = ()
    """Names for the columns, in order (for files without a header; "-" leaves a column out)."""
    sheet: str | None = None
    target: str | None = None
    """"customers", an activity's name or `lookup:NAME`: where the rows go."""
    customer: str | None = None
    """The column with the customer key."""
    time: str | None = None
    amount: str | None = None
    row_id: str | None = None
    clean_keys: bool = False
    """The user confirms that keys such as `17850.0` mean `17850`."""
    leave_out: tuple[str, ...] = ()
    """Columns that are not imported."""
    fields: Mapping[str, FieldWish] = field(default_factory=dict)
    """By column: labels, roles and privacy of the fields that they become."""
    files: Mapping[str, ReadOptions] = field(default_factory=dict)
    """By the name of a file: what was said of that one alone, instead of all the rest here."""

    def of(self, file: str) -> ReadOptions:
        """What was said of a file, by its name; a sheet behind a # is of the file before it."""
        return self.files.get(file) or self.files.get(file.rpartition("#")[0]) or self


@dataclass(frozen=True, slots=True, kw_only=True)
class RawColumn:
    """A column as it lies in the staged table."""

    name: str
    type: str
    """DuckDB type: VARCHAR for text formats, the file's own type for Parquet, JSON and Excel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that can't be used. `reason` is a message code of the imports area with its parameters; `text` the row as found."""

    file: str
    line: int
    reason: str
    params: Mapping[str, object]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedFile:
    """One file (or one sheet), read into a temporary table of the connection with the columns `_line` and `columns`."""

    path: Path
    digest: str
    """Content hash (BLAKE2b, hexadecimal) of the file's bytes as stored; sheets add `#name`."""
    table: str
    columns: tuple[RawColumn, ...]
    rows: int
    """Rows in the staged table."""
    bad_rows: tuple[BadRow, ...] = ()
    """Rows that could not even be split into columns."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Columns whose name stands in the header more than once: by the name that they have here the one that they have there."""


class Target(StrEnum):
    """What a file is."""

    CUSTOMERS = "customers"
    ACTIVITY = "activity"
    LOOKUP = "lookup"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueFormat:
    """How the texts of a column are to be understood."""

    decimal_comma: bool = False
    grouping: str = ""
    """The sign between thousands, if any."""
    dates: tuple[str, ...] = ()
    """strptime formats tried in order; or one of "epoch_s", "epoch_ms", "epoch_us"."""
    true_texts: tuple[str, ...] = ()
    false_texts: tuple[str, ...] = ()
    missing_texts: tuple[str, ...] = ("",)
    list_separator: str = ","
    """Between the texts of a list; "json" for JSON arrays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """A raw column and the field that it becomes; two for points (latitude, longitude) and for moments written as a day and a time."""

    columns: tuple[str, ...]
    field: Field
    format: ValueFormat = ValueFormat()


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlan:
    """Where the rows of one staged file go."""

    file: StagedFile
    target: Target
    name: str
    """The activity's or lookup's name; "customers" for customers."""
    key_column: str | None
    """The raw column with the customer key (customers, activities) or the lookup's key."""
    columns: tuple[ColumnPlan, ...]
    clean_keys: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something a person should know before importing. `code` and `params` as in `doelgroep.messages`; `examples` are (line, text)."""

    code: str
    params: Mapping[str, object]
    severity: Severity = Severity.WARNING
    file: str = ""
    count: int = 0
    examples: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The first rows of a file, as texts."""

    file: str
    """Its name, with the sheet behind a # when it has sheets."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A decision of the proposal that could have gone otherwise, with what spoke for it."""

    file: str
    what: str
    """"target", "customer", "time" or "amount"."""
    chosen: str
    """The column, or what the file is."""
    score: float = 0
    reasons: tuple[tuple[str, float], ...] = ()
    """What spoke for or against it, as message codes, and how much."""
    others: tuple[tuple[str, float], ...] = ()
    """The next best, with their scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an import would do: the catalogue as it would become, a plan per file, and what is wrong."""

    catalog: Catalog
    tables: tuple[TablePlan, ...]
    problems: tuple[Problem, ...] = ()
    choices: tuple[Choice, ...] = ()
    previews: tuple[Preview, ...] = ()
    """Of every file, also of those without a place."""
