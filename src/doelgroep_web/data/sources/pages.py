"""What the pages about sources and imports show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doelgroep.errors import Severity
from doelgroep.history import find_import, latest_imports
from doelgroep.quality.arrivals import arrivals
from doelgroep.quality.kept import kept
from doelgroep.quality.told import table_title
from doelgroep_web.accounts.roles import Right
from doelgroep_web.data.access import may_fetch_rejected, own_uploads
from doelgroep_web.data.models import Step
from doelgroep_web.data.tabs import Tabs, tabs_of
from doelgroep_web.data.wizard.summary import problem_summary
from doelgroep_web.data.words import RHYTHMS, punctuality
from doelgroep_web.errors import language
from doelgroep_web.ui.figures import number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from doelgroep.quality.arrivals import Arrival
    from doelgroep.quality.values import Measures
    from doelgroep.store.loading.result import FileResult, ImportResult
    from doelgroep.store.removal import Undone
    from doelgroep.workspace import Workspace
    from doelgroep_web.accounts.models import User
    from doelgroep_web.data.models import Upload

LISTED = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A table, as it is listed."""

    table: str
    title: str
    kind: str
    """"customers", "activity", "derived" or "lookup"."""
    derived_from: str
    rows: int
    last_import: datetime | None
    import_number: int | None
    last_row: date | None
    rhythm: str
    state: str
    """The kind of dot."""
    state_name: str
    problems: int
    address: str
    """Its fields in the catalogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """An import, as it is listed."""

    number: int
    at: datetime
    files: tuple[str, ...]
    loaded: int
    updated: int
    rejected: int
    is_undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPages:
    """Which part of the imports is shown; see `ui/pagination.html`."""

    count: int
    first: int | None
    last: int | None
    total: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """All tables and the latest imports."""

    tabs: Tabs
    sources: tuple[SourceLine, ...]
    imports: tuple[ImportLine, ...]
    pages: ImportPages
    customers: int
    words: str
    """What stands out, as a sentence."""
    may_import: bool
    unfinished: tuple[Upload, ...]
    """Uploads that the reader has begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """Something that an import told."""

    text: str
    is_error: bool
    file: str
    examples: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """What became of a file."""

    file: str
    title: str
    address: str
    result: FileResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """One import."""

    tabs: Tabs
    number: int
    at: datetime
    seconds: float
    words: str
    files: tuple[FileLine, ...]
    problems: tuple[ProblemLine, ...]
    rejected: int
    may_fetch_rejected: bool
    may_undo: bool
    is_undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPage:
    """What taking an import back would do."""

    number: int
    undone: Undone


def sources_page(user: User, workspace: Workspace, page: int) -> SourcesPage:
    """All tables and the latest imports."""
    measures = kept(workspace.path)
    found = arrivals(workspace)
    lines = tuple(_source_line(each, workspace, measures) for each in found)
    with workspace.store.reading() as cursor:
        imports, total = latest_imports(cursor, limit=LISTED, skip=(page - 1) * LISTED)
    return SourcesPage(
        tabs=tabs_of("sources", measures),
        sources=lines,
        imports=tuple(_import_line(each) for each in imports),
        pages=_pages(page, len(imports), total),
        customers=found[0].rows,
        words=_words(found, lines),
        may_import=user.has_right(Right.IMPORT_DATA),
        unfinished=tuple(own_uploads(user).exclude(step=Step.DONE)) if user.has_right(Right.IMPORT_DATA) else (),
    )


def _source_line(arrival: Arrival, workspace: Workspace, measures: Measures | None) -> SourceLine:
    measured = None if measures is None else measures.table(arrival.table)
    state, name = punctuality(arrival.timing)
    derived = arrival.derived_from
    kind = "customers" if arrival.table == "customers" else "lookup" if arrival.table.startswith("lookup:") else "derived" if derived else "activity"
    return SourceLine(
        table=arrival.table,
        title=capfirst(table_title(workspace.catalog, arrival.table, language())),
        kind=kind,
        derived_from=table_title(workspace.catalog, derived, language()) if derived else "",
        rows=arrival.rows,
        last_import=None if arrival.last_import is None else arrival.last_import.replace(tzinfo=UTC),
        import_number=arrival.import_id,
        last_row=arrival.last_row,
        rhythm="" if derived else str(RHYTHMS[arrival.timing.rhythm]),
        state="" if derived else state,
        state_name="" if derived else name,
        problems=0 if measured is None else len(measured.findings),
        address=f"{reverse('data:catalogue')}?table={arrival.table}",
    )


def _words(found: Iterable[Arrival], lines: Iterable[SourceLine]) -> str:
    """How many sources there are, and which are late."""
    own = [each for each in found if each.derived_from is None and each.rows]
    late = [f"{line.title} ({line.state_name})" for line in lines if line.state == "late"]
    if not own:
        return ""
    count = ngettext("%(count)d source", "%(count)d sources", len(own)) % {"count": len(own)}
    rows = ngettext("%(rows)s customer", "%(rows)s customers", own[0].rows) % {"rows": number(own[0].rows)}
    ending = _("Late: %(names)s.") % {"names": ", ".join(late)} if late else _("Nothing is late.")
    return f"{count}, {rows}. {ending}"


def _import_line(result: ImportResult) -> ImportLine:
    return ImportLine(
        number=result.import_id,
        at=result.at.replace(tzinfo=UTC),
        files=tuple(dict.fromkeys(each.file for each in result.files)),
        loaded=result.total("loaded"),
        updated=result.total("updated"),
        rejected=result.total("rejected"),
        is_undone=bool(result.files) and any(each.undone for each in result.files),
    )


def _pages(page: int, shown: int, total: int) -> ImportPages:
    paginator = Paginator(range(total), LISTED)
    first = (page - 1) * LISTED + 1
    return ImportPages(
        count=paginator.num_pages,
        first=first if shown else None,
        last=first + shown - 1 if shown else None,
        total=total,
        previous=f"?page={page - 1}" if page > 1 else "",
        next=f"?page={page + 1}" if page < paginator.num_pages else "",
    )


def import_page(user: User, workspace: Workspace, number_of_import: int) -> ImportPage:
    """One import.

    Raises:
        UserError: there is none of that number.
    """
    with workspace.store.reading() as cursor:
        result = find_import(cursor, number_of_import)
    undone = any(each.undone for each in result.files)
    return ImportPage(
        tabs=tabs_of("sources", kept(workspace.path)),
        number=result.import_id,
        at=result.at.replace(tzinfo=UTC),
        seconds=result.seconds,
        words=_result_words(result),
        files=tuple(_file_line(each, workspace) for each in result.files),
        problems=tuple(_problem_lines(result)),
        rejected=result.total("rejected"),
        may_fetch_rejected=may_fetch_rejected(user, result.import_id),
        may_undo=user.has_right(Right.IMPORT_DATA) and not undone and any(_can_go(each, workspace) for each in result.files),
        is_undone=undone,
    )


def _can_go(file: FileResult, workspace: Workspace) -> bool:
    """Whether the rows of a file can be told from all others and taken out."""
    kind, _, name = file.target.partition(".")
    activity = workspace.catalog.activity(name) if kind == "activities" else None
    return bool(file.loaded) and activity is not None and activity.row_id is None


def _file_line(file: FileResult, workspace: Workspace) -> FileLine:
    kind, dot, name = file.target.partition(".")
    table = f"lookup:{name}" if kind == "lookups" else name if dot else kind
    return FileLine(
        file=file.file, title=table_title(workspace.catalog, table, language()), address=f"{reverse('data:catalogue')}?table={table}", result=file
    )


def _problem_lines(result: ImportResult) -> Iterable[ProblemLine]:
    for each in result.problems:
        summary = problem_summary(each)
        text = summary.nl if language() == "nl" else summary.en
        yield ProblemLine(text=text, is_error=each.severity is Severity.ERROR, file=each.file, examples=summary.examples)


def _result_words(result: ImportResult) -> str:
    """What came of it, as a sentence."""
    if result.files and all(each.skipped for each in result.files):
        return _("These files came in before; nothing has changed.")
    parts = [ngettext("%(rows)s new row", "%(rows)s new rows", result.total("loaded")) % {"rows": number(result.total("loaded"))}]
    if result.total("updated"):
        parts.append(ngettext("%(rows)s changed", "%(rows)s changed", result.total("updated")) % {"rows": number(result.total("updated"))})
    if result.new_customers:
        parts.append(ngettext("%(rows)s new customer", "%(rows)s new customers", result.new_customers) % {"rows": number(result.new_customers)})
    rejected = result.total("rejected")
    ending = (
        ngettext("%(rows)s row was set aside.", "%(rows)s rows were set aside.", rejected) % {"rows": number(rejected)}
        if rejected
        else _("No row was set aside.")
    )
    return f"{', '.join(parts)}. {ending}"
