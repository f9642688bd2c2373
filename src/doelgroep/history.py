"""What was imported, and what was set aside, as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.messages import sentence
from doelgroep.show import Grid, Shown
from doelgroep.store.loading.result import FileResult, ImportResult
from doelgroep.store.rejected import count_rejected, rejected_rows

if TYPE_CHECKING:
    import duckdb

    from doelgroep.messages import Language
    from doelgroep.store.rejected import RejectedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportList(Shown):
    """The imports of a workspace, the first one first."""

    results: tuple[ImportResult, ...]

    def grid(self) -> Grid:
        """A row per file."""
        counts = ("read", "loaded", "updated", "anonymous", "rejected")
        headers = ("import", "at (UTC)", "file", "to", *counts, "remark")
        rows = tuple(
            (result.import_id, result.at, each.file, each.target, *(getattr(each, name) for name in counts), remark(each))
            for result in self.results
            for each in result.files
        )
        return Grid(headers=headers, rows=rows) if rows else Grid(notes=("Nothing was imported yet.",))


def remark(file: FileResult) -> str:
    """What is special about a file of an import."""
    return "undone" if file.undone else "as before" if file.skipped else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedList(Shown):
    """Rows that were set aside."""

    rows: tuple[RejectedRow, ...]
    count: int
    """How many there are in all."""
    language: Language = "en"

    def grid(self) -> Grid:
        """A row per row, with the reason as a sentence."""
        rows = tuple(
            (each.import_id, each.file, each.line, sentence(each.reason.code, each.reason.params, self.language), each.text) for each in self.rows
        )
        more = self.count - len(rows)
        if not rows:
            return Grid(notes=("No rows were set aside.",))
        notes = (f"… and {more:,} more; --output FILE writes all of them",) if more > 0 else ()
        return Grid(headers=("import", "file", "line", "reason", "row"), rows=rows, notes=notes)


def import_list(cursor: duckdb.DuckDBPyConnection) -> ImportList:
    """All imports."""
    found = cursor.execute("SELECT result FROM imports ORDER BY id").fetchall()
    return ImportList(results=tuple(ImportResult.from_json(row[0]) for row in found))


def rejected_list(cursor: duckdb.DuckDBPyConnection, number: int | None, *, limit: int | None, language: Language) -> RejectedList:
    """The rows that were set aside in an import, or in all of them."""
    counts = count_rejected(cursor)
    total = sum(count for (found, _), count in counts.items() if number in {None, found})
    return RejectedList(rows=rejected_rows(cursor, number, limit=limit), count=total, language=language)


def latest_imports(cursor: duckdb.DuckDBPyConnection, *, limit: int, skip: int = 0) -> tuple[tuple[ImportResult, ...], int]:
    """Some imports, the latest first, and how many there are in all."""
    found = cursor.execute("SELECT result FROM imports ORDER BY id DESC LIMIT ? OFFSET ?", [limit, skip]).fetchall()
    ((total,),) = cursor.execute("SELECT count(*) FROM imports").fetchall()
    return tuple(ImportResult.from_json(row[0]) for row in found), int(total)


def find_import(cursor: duckdb.DuckDBPyConnection, number: int) -> ImportResult:
    """One import.

    Raises:
        UserError: `import_unknown`.
    """
    found = cursor.execute("SELECT result FROM imports WHERE id = ?", [number]).fetchall()
    if not found:
        known = [row[0] for row in cursor.execute("SELECT id FROM imports ORDER BY id DESC LIMIT 10").fetchall()]
        raise UserError("import_unknown", number=number, known=known)
    return ImportResult.from_json(found[0][0])
