"""What an import would do: the way in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.errors import Severity
from doelgroep.store.proposal.assembly import assemble
from doelgroep.store.proposal.customer import choice, rivals
from doelgroep.store.proposal.filling import filled
from doelgroep.store.proposal.gathering import gather
from doelgroep.store.proposal.joining import join_parents
from doelgroep.store.proposal.key_remarks import of_keys
from doelgroep.store.proposal.lookups import find_references, with_referred_key
from doelgroep.store.proposal.orphans import of_allowed_values, of_references
from doelgroep.store.proposal.placing import place, require_column
from doelgroep.store.proposal.remarks import of_columns
from doelgroep.store.proposal.table import file_label, table_of
from doelgroep.store.proposal.trials import try_values
from doelgroep.store.source import Choice, Problem, Proposal, TablePlan, Target
from doelgroep.store.sql import quoted
from doelgroep.store.typing import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.catalog import Catalog
    from doelgroep.store.proposal.assembly import Assembly, Settled
    from doelgroep.store.proposal.facts import TableFacts
    from doelgroep.store.proposal.placing import Placed
    from doelgroep.store.proposal.table import Table
    from doelgroep.store.source import ReadOptions, StagedFile

_SHOWN = 3


def propose(connection: duckdb.DuckDBPyConnection, staged: Sequence[StagedFile], catalog: Catalog, options: ReadOptions, zone: ZoneInfo) -> Proposal:
    """What the staged files mean, all their rows looked at: the catalogue with what they add, a plan per file, what is wrong, and what was chosen.

    A file goes to the table of the catalogue that knows its columns; else it is customers (a different customer in every row), an activity (customers
    come back) or a lookup (no customer, but a key). What the user said in the options stands. A file without a place has no plan, and there is an
    error about it among the problems.

    Raises:
        UserError: an option names a column that no file has, or one of a type that can't be meant.
    """
    prepare(connection)
    filled_in, empty = [each for each in staged if each.rows], [each for each in staged if not each.rows]
    told_apart = [_read(connection, each, options.of(file_label(each)), zone) for each in gather(connection, filled_in)]
    tables = [table for table, _ in told_apart]
    _require_columns(tables, options)
    placed, joined = join_parents(connection, place(connection, tables, catalog, options), options, zone)
    references = find_references(connection, placed)
    placed = [with_referred_key(each, references) if each.target is Target.LOOKUP else each for each in placed]
    assembly = assemble(connection, placed, references, catalog, options)
    plans = [_plan(settled, file, options) for settled in assembly.settled for file in settled.placed.table.facts.files]
    problems = [*_of_files(staged), *_of_empty(empty), *(each for _, remarks in told_apart for each in remarks), *joined]
    problems += [*_of_places(placed), *_of_data(connection, assembly, plans, zone)]
    problems += of_references(connection, references, assembly)
    _tidy(connection)
    return Proposal(
        catalog=assembly.catalog, tables=tuple(plans), problems=tuple(_told_once(problems)), choices=(*_choices(placed), *assembly.choices)
    )


def _read(connection: duckdb.DuckDBPyConnection, facts: TableFacts, options: ReadOptions, zone: ZoneInfo) -> tuple[Table, list[Problem]]:
    return filled(connection, table_of(facts, options, zone), options, zone)


def _require_columns(tables: Sequence[Table], options: ReadOptions) -> None:
    """Refuse names of columns that the user gave and that no file, or not the one that it was said of, has."""
    said = [(tables, options), *(([each], options.of(each.label)) for each in tables if options.of(each.label) is not options)]
    for concerned, found in said:
        for told in (found.time, found.amount, found.row_id):
            if told is not None:
                require_column(concerned, told)


def _plan(settled: Settled, file: StagedFile, options: ReadOptions) -> TablePlan:
    placed = settled.placed
    return TablePlan(
        file=file,
        target=placed.target or Target.LOOKUP,
        name=settled.name,
        key_column=placed.key,
        columns=tuple(each.plan for each in settled.drafted),
        clean_keys=options.of(placed.table.label).clean_keys,
    )


def _choices(placed: Sequence[Placed]) -> Iterator[Choice]:
    for each in placed:
        if each.target is not None:
            yield Choice(file=each.table.label, what="target", chosen=each.target.value)
        if each.key is not None and each.target in {Target.CUSTOMERS, Target.ACTIVITY}:
            own = [candidate for candidate in each.candidates if candidate.column.name == each.key]
            others = [candidate for candidate in each.candidates if candidate.column.name != each.key]
            yield choice(each.table, [*own, *others]) if own else _found_elsewhere(each)


def _found_elsewhere(placed: Placed) -> Choice:
    reason = "import_reason_told" if placed.told else "import_reason_parent"
    return Choice(file=placed.table.label, what="customer", chosen=placed.key or "", reasons=((reason, 1),))


def _of_files(staged: Sequence[StagedFile]) -> Iterator[Problem]:
    """Rows that could not be divided into columns, by reason."""
    for file in staged:
        for reason, count in Counter(each.reason for each in file.bad_rows).items():
            rows = [each for each in file.bad_rows if each.reason == reason]
            examples = tuple((each.line, each.text) for each in rows[:_SHOWN])
            yield Problem(code=reason, params=rows[0].params, file=file.path.name, count=count, examples=examples)
        for column, header in file.renamed.items():
            yield Problem(code="import_column_renamed", params={"column": column, "header": header}, file=file.path.name)


def _of_empty(staged: Sequence[StagedFile]) -> Iterator[Problem]:
    for each in staged:
        yield Problem(code="import_no_rows", params={"columns": [column.name for column in each.columns]}, file=each.path.name)


def _tidy(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove what the questions needed; what the plans need stays until the files are unstaged."""
    sql = "SELECT table_name, table_type FROM information_schema.tables WHERE table_catalog = 'temp' AND starts_with(table_name, 'doelgroep_')"
    for name, kind in connection.execute(sql).fetchall():
        connection.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} temp.{quoted(name)}")


def _of_places(placed: Sequence[Placed]) -> Iterator[Problem]:
    for each in placed:
        names = [column.name for column in each.table.facts.columns]
        if each.target is None and each.name is not None:
            yield Problem(code="import_no_lookup_key", params={"columns": names, "lookup": each.name}, severity=Severity.ERROR, file=each.table.label)
        elif each.target is None:
            yield Problem(
                code="import_no_place", params={"columns": names}, severity=Severity.ERROR, file=each.table.label, count=each.table.facts.rows
            )
        elif each.target is not Target.LOOKUP and each.key is None:
            yield Problem(code="import_no_customer", params={"columns": names}, severity=Severity.ERROR, file=each.table.label)
        elif each.target is Target.LOOKUP and not (each.told or each.settled) and len(placed) == 1:
            yield Problem(code="import_no_customer_lookup", params={"columns": names, "key": each.key}, file=each.table.label)
        elif not each.told and each.candidates and each.candidates[0].column.name == each.key and rivals(each.candidates):
            others = [candidate.column.name for candidate in rivals(each.candidates)]
            yield Problem(code="import_customer_unclear", params={"column": each.key, "others": others}, file=each.table.label)


def _of_data(connection: duckdb.DuckDBPyConnection, assembly: Assembly, plans: Sequence[TablePlan], zone: ZoneInfo) -> Iterator[Problem]:
    by_file = {plan.file.table: plan for plan in plans}
    for settled in assembly.settled:
        table = settled.placed.table
        if settled.timeless:
            yield Problem(code="import_no_time", params={"activity": settled.name}, file=table.label)
        for drafted in settled.drafted:
            yield from (_in_file(each, table.label) for each in drafted.problems)
        yield from of_columns(table)
        yield from of_allowed_values(connection, table, settled.drafted)
        for file in table.facts.files:
            if settled.placed.target is not Target.LOOKUP:
                yield from of_keys(connection, table, by_file[file.table])
            yield from try_values(connection, table.label, file, settled.drafted, zone)


def _in_file(problem: Problem, label: str) -> Problem:
    return replace(problem, file=label)


def _told_once(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Without repetitions; errors first."""
    found = list({(each.code, each.file, str(each.params)): each for each in problems}.values())
    yield from sorted(found, key=lambda each: each.severity is not Severity.ERROR)
