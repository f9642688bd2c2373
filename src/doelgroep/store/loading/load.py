"""Putting a proposal into the workspace, all or nothing."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMERS_TABLE, activity_table, lookup_table
from doelgroep.store.catalog_file import workspace_text
from doelgroep.store.changes import note_changed
from doelgroep.store.derived import refresh_derived
from doelgroep.store.loading.activity import load_rows
from doelgroep.store.loading.arrival import file_label, look_through, target_of
from doelgroep.store.loading.customers import load_customers
from doelgroep.store.loading.job import TOUCHED, Job, start_touching
from doelgroep.store.loading.lookups import load_lookup
from doelgroep.store.loading.overlap import count_overlaps, note_files
from doelgroep.store.loading.result import FileResult, ImportResult, Tally
from doelgroep.store.loading.upsert import upsert_rows
from doelgroep.store.progress import Runner, Stage
from doelgroep.store.source import Problem, Target
from doelgroep.store.sql import exists
from doelgroep.store.tables import activity_target, take

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb

    from doelgroep.catalog import Activity
    from doelgroep.store.loading.arrival import Arrival
    from doelgroep.store.progress import Report
    from doelgroep.store.source import Proposal, TablePlan
    from doelgroep.store.store import Store


def load(store: Store, proposal: Proposal, *, at: datetime | None = None, report: Report | None = None) -> ImportResult:
    """Put the files of a proposal into the workspace, in one transaction: afterwards there is all of it or, whatever happened, nothing.

    Args:
        store: The workspace. The files were staged inside `store.importing()`, which is still open.
        proposal: What the files mean, and the catalogue as it becomes.
        at: The moment of the import, with a zone; now when None.
        report: Told how far it is. An exception that it raises, or Ctrl-C, undoes everything.

    Returns:
        What became of every row.

    Raises:
        UserError: a type that a field cannot have, a full disk, too little memory. The workspace is as it was.
    """
    started = time.monotonic()
    moment = (at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    file = store.file
    new_fields = frozenset(each.name for each in proposal.catalog.fields) - {each.name for each in file.catalog.fields}
    with store.transaction(workspace_text(file.settings, proposal.catalog, file.text)) as connection:
        job = Job(
            runner=Runner(connection, report),
            catalog=proposal.catalog,
            zone=file.settings.zone,
            import_id=take(connection, "import", 1),
            at=moment,
            new_fields=new_fields,
            tally=Tally(),
        )
        start_touching(job)
        _load_files(job, dict(enumerate(proposal.tables)))
        note_changed(connection, TOUCHED, only_rows=True)
        result = _result(job, proposal, seconds=time.monotonic() - started)
        connection.execute("INSERT INTO imports VALUES (?, ?, ?, ?)", [job.import_id, moment, result.seconds, result.to_json()])
        job.runner.begin(Stage.SAVE, 0)
    store.checkpoint()
    return replace(result, seconds=time.monotonic() - started)


def imports(connection: duckdb.DuckDBPyConnection) -> tuple[ImportResult, ...]:
    """All imports, the latest first."""
    found = connection.execute("SELECT result FROM imports ORDER BY id DESC").fetchall()
    return tuple(ImportResult.from_json(row[0]) for row in found)


def _load_files(job: Job, plans: Mapping[int, TablePlan]) -> None:
    fresh = _without_known(job, plans)
    for target, put in ((Target.CUSTOMERS, _load_customers), (Target.LOOKUP, _load_lookups), (Target.ACTIVITY, _load_activities)):
        arrivals = [look_through(job, number, plan) for number, plan in fresh.items() if plan.target is target]
        note_files(job, arrivals)
        put(job, arrivals)
    _derive(job, fresh.values())


def _without_known(job: Job, plans: Mapping[int, TablePlan]) -> dict[int, TablePlan]:
    """The files whose content is new to an activity without row ids.

    Elsewhere a file that comes again is looked at again: it may bring back values that another one changed since.
    """
    fresh: dict[int, TablePlan] = {}
    for number, plan in plans.items():
        job.tally.files[number] = FileResult(file=file_label(plan.file), target=target_of(plan))
        activity = _activity(job, plan) if plan.target is Target.ACTIVITY else None
        if activity is None or activity.row_id is not None or not _is_known(job, plan, fresh.values()):
            fresh[number] = plan
        else:
            job.tally.set(number, read=plan.file.rows + len(plan.file.bad_rows), skipped=True)
    return fresh


def _is_known(job: Job, plan: TablePlan, before: Iterable[TablePlan]) -> bool:
    in_this_import = any(each.name == plan.name and each.file.digest == plan.file.digest for each in before)
    return in_this_import or exists(
        job.connection, "FROM import_files WHERE target = ? AND digest = ?", [activity_target(plan.name), plan.file.digest]
    )


def _activity(job: Job, plan: TablePlan) -> Activity:
    return next(each for each in job.catalog.activities if each.name == plan.name)


def _load_customers(job: Job, arrivals: Sequence[Arrival]) -> None:
    for each in arrivals:
        load_customers(job, each)


def _load_lookups(job: Job, arrivals: Sequence[Arrival]) -> None:
    for each in arrivals:
        load_lookup(job, next(lookup for lookup in job.catalog.lookups if lookup.name == each.plan.name), each)


def _load_activities(job: Job, arrivals: Sequence[Arrival]) -> None:
    for name in dict.fromkeys(each.plan.name for each in arrivals):
        theirs = [each for each in arrivals if each.plan.name == name]
        activity = _activity(job, theirs[0].plan)
        if activity.row_id is not None:
            upsert_rows(job, activity, theirs)
        else:
            load_rows(job, activity, theirs)
            count_overlaps(job, activity, theirs)


def _derive(job: Job, plans: Iterable[TablePlan]) -> None:
    """Bring derived activities up to date: as a whole after new facts of customers or lookups, else for the customers whose rows changed."""
    changed = {_table(each) for each in plans}
    rows = {each for each in changed if each.startswith("activity_")}
    done = refresh_derived(job.runner, job.catalog, changed=changed - rows)
    refresh_derived(job.runner, job.catalog, changed=rows, customers=TOUCHED, besides=done)


def _table(plan: TablePlan) -> str:
    match plan.target:
        case Target.CUSTOMERS:
            return CUSTOMERS_TABLE
        case Target.LOOKUP:
            return lookup_table(plan.name)
        case Target.ACTIVITY:
            return activity_table(plan.name)


def _overlaps(job: Job) -> list[Problem]:
    found = [each for each in job.tally.files.values() if each.overlapping]
    return [
        Problem(
            code="rows_overlap",
            params={"rows": each.overlapping, "files": list(each.overlaps), "number": job.import_id},
            file=each.file,
            count=each.overlapping,
        )
        for each in found
    ]


def _result(job: Job, proposal: Proposal, *, seconds: float) -> ImportResult:
    return ImportResult(
        import_id=job.import_id,
        at=job.at,
        files=tuple(job.tally.files.values()),
        new_customers=job.tally.new_customers,
        changed_customers=job.tally.changed_customers,
        problems=(*proposal.problems, *_overlaps(job)),
        seconds=seconds,
    )
