"""Programs compiled for some customers, kept for the next time.

Compiling a thousand segments takes longer than finding out whether what was compiled still fits. It fits as long as the program is the same, and
each column that was asked about is still stored in the same way; columns get some room for values to come (`engine/onepass_extending.py`), so that
new rows do not change that each time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMER, activity_table, lookup_table
from doelgroep.engine.onepass import needed_columns, ordered_activities
from doelgroep.engine.onepass_columns import CUSTOMERS
from doelgroep.engine.onepass_compile import compiled
from doelgroep.engine.onepass_duckdb import lookups
from doelgroep.model.node import LookupField
from doelgroep.model.walk import walk
from doelgroep.plan.needs import needs
from doelgroep.store import changes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from doelgroep.catalog import Catalog
    from doelgroep.engine.onepass_columns import Column, Columns
    from doelgroep.engine.onepass_compile import Compiled
    from doelgroep.plan.program import Program
    from doelgroep.refresh.ground import Ground

    type Asked = Mapping[str, tuple[str, ...]]

_KEPT = 4
"""So many programs are kept, of all workspaces of the process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a program reads."""

    columns: Asked
    """By table."""
    lookups: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A program that can be run."""

    compiled: Compiled
    needed: Mapping[str, tuple[str, ...]]
    ordered: frozenset[str]
    """The tables of activities of which the order of rows matters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    workspace: Path
    catalog: Catalog
    program: Program
    reading: Reading
    editions: Mapping[str, str]
    answers: _Answers
    ready: Ready


class _Answers:
    """Columns that remember what was asked about them."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._of_column: dict[tuple[str, str], Column | None] = {}
        self._of_rows: dict[str, int] = {}

    def column(self, table: str, name: str) -> Column | None:
        """As `Columns`."""
        found = self._of_column[table, name] = self._columns.column(table, name)
        return found

    def most_rows(self, activity: str) -> int:
        """As `Columns`."""
        found = self._of_rows[activity] = self._columns.most_rows(activity)
        return found

    def forget_columns(self) -> None:
        """Keep only the answers: columns hold data."""
        del self._columns

    def still(self, columns: Columns) -> bool:
        """Whether others give the same answers."""
        return all(columns.most_rows(name) == most for name, most in self._of_rows.items()) and all(
            columns.column(*place) == column for place, column in self._of_column.items()
        )


_PROGRAMS: OrderedDict[int, _Kept] = OrderedDict()
"""The last programs, the latest at the end, by the identity of what is kept."""
_LOCK = threading.Lock()


def reading(ground: Ground, program: Program) -> Reading:
    """What a program reads of the tables; of columns that have no number too."""
    kept = _kept(ground, program)
    return _reading(ground, program) if kept is None else kept.reading


def ready(ground: Ground, program: Program, columns: Columns, read: Reading) -> Ready:
    """The program for these columns, compiled or as it is known."""
    kept = _kept(ground, program)
    editions = {each: changes.edition(ground.connection, lookup_table(each)) for each in read.lookups}
    if kept is not None and kept.editions == editions and kept.answers.still(columns):
        return kept.ready
    answers = _Answers(columns)
    made = _ready(compiled(program, ground.catalog, answers, lookups(ground.connection, program.conditions, ground.catalog)))
    answers.forget_columns()
    fresh = _Kept(workspace=ground.workspace, catalog=ground.catalog, program=program, reading=read, editions=editions, answers=answers, ready=made)
    with _LOCK:
        if kept is not None:
            _PROGRAMS.pop(id(kept), None)
        _PROGRAMS[id(fresh)] = fresh
        while len(_PROGRAMS) > _KEPT:
            _PROGRAMS.popitem(last=False)
    return made


def _kept(ground: Ground, program: Program) -> _Kept | None:
    with _LOCK:
        known = list(_PROGRAMS.values())
    return next((each for each in known if each.workspace == ground.workspace and each.catalog == ground.catalog and each.program == program), None)


def _reading(ground: Ground, program: Program) -> Reading:
    found: dict[str, set[str]] = {CUSTOMERS: {CUSTOMER}}
    for each in program.conditions:
        wanted = needs(each, ground.catalog)
        found[CUSTOMERS].update(wanted.customers)
        for activity, columns in wanted.activities.items():
            found.setdefault(activity_table(activity), set()).update(columns)
    read = frozenset(each.lookup for test in program.conditions for each in walk(test) if isinstance(each, LookupField))
    return Reading(columns={table: tuple(sorted(columns)) for table, columns in found.items()}, lookups=read)


def _ready(made: Compiled) -> Ready:
    ordered = frozenset(activity_table(each) for each in ordered_activities(made))
    return Ready(compiled=made, needed=needed_columns(made), ordered=ordered)
