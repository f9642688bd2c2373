"""`doelgroep members`: which customers."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from doelgroep.cli.options import HERE, AsJson, AsOf, Engine, Query, Shopify, WorkspaceFolder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    import pyarrow as pa

    from doelgroep.segment import Members, Segment
    from doelgroep.workspace import Workspace


class ListFormat(StrEnum):
    """The form of a list of customers."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    XLSX = "xlsx"


Columns = Annotated[str | None, typer.Option(help="Fields and traits, separated by commas. [default: the key and what the query is about]")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many customers, the first by key. [default: a table 20, a file all]")]
Format = Annotated[ListFormat | None, typer.Option("--format", help="[default: from the file's name, else table]")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")]

At = Annotated[str | None, typer.Option(metavar="MOMENT", help="The members as recorded for this moment, of what is stored; of a day its end.")]


def members(
    query: Query,
    columns: Columns = None,
    limit: Limit = None,
    list_format: Format = None,
    output: Output = None,
    workspace: WorkspaceFolder = HERE,
    as_of: AsOf = None,
    at: At = None,
    shopify: Shopify = False,
    engine: Engine = None,
    as_json: AsJson = False,
) -> None:
    """List the customers of a query.

    Example: doelgroep members "city = 'Delft'" --columns customer_id,last_name,amount_spent --output delft.xlsx
    """
    from doelgroep.cli import opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        segment = opening.segment(opened, query, as_of=as_of, shopify=shopify)
        if at is None:
            opening.tell_published(opened, engine)
            source: Source = Computed(segment, engine)
        else:
            source = recorded(opened, segment.key, at, as_of)
        give(source, columns, limit, list_format, output, as_json=as_json)


def give(source: Source, columns: str | None, limit: int | None, list_format: ListFormat | None, output: Path | None, *, as_json: bool) -> None:
    """Show or write customers with the columns asked for."""
    from doelgroep.cli import console
    from doelgroep.cli.versions import sign
    from doelgroep.store.written_lists import note_list

    names = [each.strip() for each in columns.split(",") if each.strip()] if columns is not None else None
    chosen = _format(list_format, output, as_json=as_json)
    if chosen is ListFormat.TABLE:
        console.show(source.members(names, limit or 20), as_json=False)
        return
    with source.reader(names, limit) as rows:
        count = _write(rows, chosen, output)
    if output is not None:
        note_list(source.workspace.definitions.state, output, count, sign().author)
        console.written(output, count, as_json=as_json)


class Source(Protocol):
    """Where members come from."""

    @property
    def workspace(self) -> Workspace:
        """That of the customers."""
        ...

    def members(self, names: Sequence[str] | None, limit: int) -> Members:
        """Some of them, to be shown."""
        ...

    def reader(self, names: Sequence[str] | None, limit: int | None) -> AbstractContextManager[pa.RecordBatchReader]:
        """All of them, to be written."""
        ...


@dataclass(frozen=True, slots=True)
class Computed:
    """Worked out now."""

    segment: Segment
    engine: str | None

    @property
    def workspace(self) -> Workspace:
        """As promised by `Source`."""
        return self.segment.workspace

    def members(self, names: Sequence[str] | None, limit: int) -> Members:
        """As promised by `Source`."""
        return self.segment.members(names, limit=limit, engine=self.engine)

    def reader(self, names: Sequence[str] | None, limit: int | None) -> AbstractContextManager[pa.RecordBatchReader]:
        """As promised by `Source`."""
        return self.segment.reader(names, limit=limit, engine=self.engine)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """As a refresh left them."""

    workspace: Workspace
    key: str
    at: datetime | None

    def members(self, names: Sequence[str] | None, limit: int) -> Members:
        from doelgroep.refresh.members import recorded_members

        return recorded_members(self.workspace, self.key, at=self.at, columns=names, limit=limit)

    def reader(self, names: Sequence[str] | None, limit: int | None) -> AbstractContextManager[pa.RecordBatchReader]:
        from doelgroep.refresh.members import recorded_reader

        return recorded_reader(self.workspace, self.key, at=self.at, columns=names, limit=limit)


def recorded(workspace: Workspace, key: str | None, at: str, as_of: str | None) -> Source:
    """The members of a stored segment, or of a group of a set, as they were recorded."""
    from doelgroep.cli.moments import state_at
    from doelgroep.errors import UserError

    if key is None:
        raise UserError("members_at_key")
    if as_of is not None:
        raise UserError("members_at_as_of")
    return _Recorded(workspace, key, state_at(at))


def _format(wanted: ListFormat | None, output: Path | None, *, as_json: bool) -> ListFormat:
    from doelgroep.errors import UserError

    if as_json and output is None:
        if wanted not in {None, ListFormat.JSON}:
            raise UserError("export_json", format=wanted)
        return ListFormat.JSON
    if wanted is None and output is not None:
        ending = output.suffix.lower().lstrip(".")
        if ending not in {each.value for each in ListFormat} - {"table"}:
            raise UserError("export_format", found=ending or output.name, allowed=[each.value for each in ListFormat if each is not ListFormat.TABLE])
        return ListFormat(ending)
    found = wanted or ListFormat.TABLE
    if output is None and found in {ListFormat.PARQUET, ListFormat.XLSX}:
        raise UserError("export_output", format=found.value)
    return found


def _write(rows: pa.RecordBatchReader, chosen: ListFormat, output: Path | None) -> int:
    from doelgroep import export

    if output is not None:
        return export.write(rows, output, chosen.value)
    return (export.write_csv if chosen is ListFormat.CSV else export.write_json)(rows, sys.stdout)
