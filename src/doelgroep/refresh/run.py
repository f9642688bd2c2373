"""A refresh, from what the segments mean to the recorded memberships: all or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.holding import at_holder
from doelgroep.plan.program import resting_on
from doelgroep.refresh.base import bases, data_state, details
from doelgroep.refresh.ground import Ground
from doelgroep.refresh.meaning import Broken, read_stored
from doelgroep.refresh.task import Earlier, Planned, task
from doelgroep.refresh.trouble import told
from doelgroep.refresh.values import Refreshed, RefreshResult
from doelgroep.refresh.writing import Job, write
from doelgroep.store.segment_sets import is_group, set_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doelgroep.plan.context import Context
    from doelgroep.refresh.base import DataState
    from doelgroep.refresh.meaning import Meanings
    from doelgroep.store.progress import Report
    from doelgroep.workspace import Workspace


@at_holder
def refresh(
    workspace: Workspace,
    keys: Iterable[str] | None = None,
    *,
    as_of: datetime | None = None,
    full: bool = False,
    anew: bool = False,
    report: Report | None = None,
) -> RefreshResult:
    """Evaluate stored segments together and record their memberships.

    Customers for whom nothing can have changed since the last time are not looked at again. A segment that can't be evaluated keeps its members and
    is reported; so do all groups of a set when one of them can't be. Nothing is seen of a refresh until it has finished; one that is broken off
    leaves the memberships as they were.

    Args:
        workspace: with its segments.
        keys: only these segments, or groups of these sets, and the segments that they refer to; None is all of both.
        as_of: the moment that windows are counted from; without a zone it is the workspace's time. None is now.
        full: look at everybody again.
        anew: do not look at the recorded memberships, because one of their files is damaged; only of all segments together.
        report: told how far it is.

    Raises:
        UserError: there is no segment of a key, another refresh is going on, recorded memberships are damaged, the disk is full.
    """
    if anew and keys is not None:
        raise UserError("refresh_anew_some")
    started, clock = datetime.now(UTC), perf_counter()
    context = workspace.context(as_of)
    with workspace.store.snapshot() as (cursor, file):
        found = read_stored(workspace.definitions, file.catalog, file.settings.zone.key, None if keys is None else [*keys])
        ground = Ground(cursor, workspace.path, file.catalog)
        planned, broken = planned_well(found, context)
        data = data_state(cursor, file.catalog)
        memberships = workspace.store.memberships
        wanted = [(each.segment.id, each.segment.version) for each in planned]
        lost = [(each.id, each.version, told(each.trouble)) for each in broken]
        with memberships.begin(wanted, context.as_of, started, broken=lost, anew=anew) as writer:
            known = {} if anew else bases(memberships, workspace.store.state)
            job = Job(
                ground=ground,
                planned=planned,
                task=task(ground, planned, Earlier(known, found, context.zone), data, full=full or anew),
                memberships=memberships,
                writer=writer,
                report=report,
            )
            looked_at = write(job)
            seconds = perf_counter() - clock
            troubles = _troubles(job)
            _committed(job, data, seconds, troubles, looked_at)
        return _result(job, broken, troubles, context.as_of.astimezone(context.zone), seconds, looked_at)


def planned_well(found: Meanings, context: Context) -> tuple[tuple[Planned, ...], tuple[Broken, ...]]:
    """The segments planned for a moment, and those that can't be."""
    planned: list[Planned] = []
    broken = [*found.broken]
    tests = found.planned(context)
    for each in found.understood:
        test = tests[each.id]
        if isinstance(test, UserError):
            broken.append(Broken(id=each.id, version=each.version, key=each.key, trouble=test))
        else:
            planned.append(Planned(each, test))
    return _with_whole_sets(planned, broken)


def _with_whole_sets(planned: Sequence[Planned], broken: Sequence[Broken]) -> tuple[tuple[Planned, ...], tuple[Broken, ...]]:
    """The groups of a set are evaluated all or none: so every customer stays in just one of them."""
    troubles = {set_of(each.id): each.trouble for each in broken if is_group(each.id)}
    whole = tuple(each for each in planned if set_of(each.segment.id) not in troubles)
    others = [each.segment for each in planned if set_of(each.segment.id) in troubles]
    return whole, (*broken, *(Broken(id=each.id, version=each.version, key=each.key, trouble=troubles[set_of(each.id)]) for each in others))


# ---------------------------------------------------------------- what came out


def _troubles(job: Job) -> dict[int, UserError]:
    """By segment id why it could not be evaluated after all: one of its conditions has no exact answer."""
    found = job.ground.troubles
    made = job.program
    conditions = {place: found[each] for place, each in enumerate(made.conditions) if each in found} if found else {}
    troubles = {job.planned[place].segment.id: error for place, error in resting_on(made, conditions).items()}
    sets = {set_of(segment): error for segment, error in troubles.items() if is_group(segment)}
    return troubles | {each.segment.id: sets[set_of(each.segment.id)] for each in job.planned if set_of(each.segment.id) in sets}


def _committed(job: Job, data: DataState, seconds: float, troubles: Mapping[int, UserError], looked_at: int) -> None:
    well = [each.segment for each in job.planned if each.segment.id not in troubles]
    share = seconds / max(1, len(job.planned))
    job.writer.commit(
        durations={each.id: share for each in well},
        troubles={segment: told(error) for segment, error in troubles.items()},
        details=details(data, well) | {"everybody": looked_at == job.ground.customers},
    )


def _result(job: Job, broken: Iterable[Broken], troubles: Mapping[int, UserError], as_of: datetime, seconds: float, looked_at: int) -> RefreshResult:
    last = job.memberships.refreshes()[-1]
    found = {each.segment: each for each in job.memberships.results(last.id)}
    keys = {each.segment.id: each.segment.key for each in job.planned} | {each.id: each.key for each in broken}
    why = {**troubles, **{each.id: each.trouble for each in broken}}
    segments = (
        Refreshed(
            key=key,
            version=found[number].version,
            size=found[number].size,
            joined=found[number].joined,
            left=found[number].left,
            because=None if number in why else job.task.because[number],
            trouble=why.get(number),
        )
        for number, key in keys.items()
    )
    return RefreshResult(
        as_of=as_of,
        seconds=seconds,
        customers=job.ground.customers,
        looked_at=looked_at,
        segments=tuple(sorted(segments, key=lambda each: each.key)),
    )
