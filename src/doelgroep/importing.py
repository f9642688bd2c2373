"""From files to a proposal: staged, looked at, and given a meaning. The connection is the writer's, inside `store.importing()`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from doelgroep.errors import Severity, UserError
from doelgroep.holding import at_holder
from doelgroep.messages import sentence
from doelgroep.store.proposal import propose
from doelgroep.store.proposal.wishes import preview, with_wishes, without_left_out
from doelgroep.store.reading import files, stage
from doelgroep.store.rejected import export_rejected as write_rejected
from doelgroep.store.removal import remove_by_id
from doelgroep.store.source import ReadOptions
from doelgroep.store.sql import quoted
from doelgroep.store.written_lists import is_list

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

    from doelgroep.catalog import Activity, Catalog
    from doelgroep.messages import Language
    from doelgroep.store.loading.result import ImportResult
    from doelgroep.store.progress import Report
    from doelgroep.store.removal import Removed
    from doelgroep.store.source import Problem, Proposal, StagedFile
    from doelgroep.store.store import Store
    from doelgroep.workspace import Workspace


def proposal(connection: duckdb.DuckDBPyConnection, store: Store, paths: Sequence[Path], options: ReadOptions | None) -> Proposal:
    """What files mean, given the catalogue that is there."""
    wanted, file = options or ReadOptions(), store.file
    found = files(paths, partial(is_list, store.state))
    staged = [without_left_out(each, wanted) for path in found.files for each in stage(connection, path, wanted.of(path.name))]
    proposed = with_wishes(propose(connection, staged, file.catalog, wanted, file.settings.zone), wanted)
    previews = tuple(preview(connection, each) for each in staged)
    return replace(proposed, problems=(*found.skipped, *proposed.problems), previews=previews)


@at_holder
def proposed(workspace: Workspace, paths: Sequence[Path], options: ReadOptions | None) -> Proposal:
    """As `Workspace.propose`."""
    with workspace.store.importing() as connection:
        return proposal(connection, workspace.store, paths, options)


@at_holder
def imported(workspace: Workspace, paths: Sequence[Path], options: ReadOptions | None, report: Report | None) -> ImportResult:
    """As `Workspace.import_files`."""
    from doelgroep.store.loading.load import load  # noqa: PLC0415 - a preview needs nothing of it

    store = workspace.store
    with store.importing() as connection:
        return load(store, accepted(proposal(connection, store, paths, options)), report=report)


@at_holder
def removed(workspace: Workspace, paths: Sequence[Path], options: ReadOptions) -> Removed:
    """As `Workspace.remove_rows`."""
    with workspace.store.importing() as connection:
        activity, ids = row_ids(connection, workspace.catalog, paths, options)
    return remove_by_id(workspace.store, activity, ids)


@at_holder
def export_rejected(workspace: Workspace, path: Path, number: int | None) -> int:
    """As `Workspace.export_rejected`."""
    with workspace.store.reading() as cursor:
        return write_rejected(cursor, path, number)


def accepted(proposed: Proposal) -> Proposal:
    """The same proposal, when nothing in it forbids to import it.

    Raises:
        UserError: all its errors, each with its file. Warnings forbid nothing.
    """
    found = errors(proposed)
    if found:
        raise UserError("import_stopped", count=len(found), problems=_Lines(found))
    return proposed


def errors(proposed: Proposal) -> tuple[Problem, ...]:
    """The problems of a proposal that must be mended before anything is imported."""
    return tuple(each for each in proposed.problems if each.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Problems in words, each on a line of its own."""

    problems: tuple[Problem, ...]

    def spoken(self, language: Language) -> str:
        """The lines."""
        return "\n".join(f"{each.file}: {sentence(each.code, each.params, language)}" for each in self.problems)


def row_ids(connection: duckdb.DuckDBPyConnection, catalog: Catalog, paths: Sequence[Path], options: ReadOptions) -> tuple[str, list[str]]:
    """The activity that `options.target` names, and the row ids that stand in files.

    Raises:
        UserError: there is no such activity, it has no row id, or a file has no column of that name.
    """
    activity = catalog.activity(options.target or "")
    if activity is None or activity.row_id is None:
        known = [each.name for each in catalog.activities if each.row_id is not None]
        raise UserError("remove_target", found=options.target or "-", known=known)
    staged = (each for path in files(paths).files for each in stage(connection, path, options))
    return activity.name, [value for each in staged for value in _ids(connection, each, activity, options)]


def _ids(connection: duckdb.DuckDBPyConnection, staged: StagedFile, activity: Activity, options: ReadOptions) -> list[str]:
    field = activity.field(activity.row_id or "")
    names = {options.row_id, activity.row_id, field.column if field is not None else None}
    column = next((each.name for each in staged.columns if each.name in names), None)
    if column is None:
        raise UserError("remove_column", file=staged.path.name, wanted=activity.row_id, columns=[each.name for each in staged.columns])
    rows = connection.execute(f"SELECT DISTINCT CAST({quoted(column)} AS VARCHAR) FROM {quoted(staged.table)} WHERE {quoted(column)} IS NOT NULL")  # noqa: S608 - names are quoted
    return [row[0] for row in rows.fetchall()]
