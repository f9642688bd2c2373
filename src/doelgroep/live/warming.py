"""Getting a workspace ready for counts on the arrays: makes what is not there yet, and brings into memory what is."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMERS_TABLE, activity_table, day_column, hour_column
from doelgroep.engine.vectors_compiling import compile_all
from doelgroep.holding import at_holder
from doelgroep.live.kept import kept_of
from doelgroep.live.warmth import set_warm
from doelgroep.store.arrays.files import STARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from doelgroep.catalog import Catalog, Field
    from doelgroep.workspace import Workspace

_PAGE = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Warmed:
    """What has been made ready."""

    seconds: float
    columns: int
    bytes: int
    """Of the arrays: so much memory is used for them, as far as there is room; the system takes it back when something else needs it."""


@at_holder
def warm(workspace: Workspace) -> Warmed:
    """Count segments on the arrays from now on, until the workspace is closed: in a small part of the time that SQL takes, and as exactly.

    For a process that stays, such as a server or a notebook. Takes as long as making the arrays that are missing (some seconds for a column of 200
    million rows, once for each edition of a table) and reading those that are there. Other threads may count meanwhile.
    """
    clock = perf_counter()
    compile_all()
    store = workspace.store
    with store.snapshot() as (connection, file):
        moment = kept_of(store).moment(connection, file, store)
        arrays, columns = moment.arrays(connection), _columns(file.catalog)
        arrays.make(columns)
        there = [(table, name) for table, names in columns.items() for name in names if arrays.file(table, name) is not None]
        size = sum(_touched(moment.find(connection, *place)) for place in there)
    set_warm(store)
    return Warmed(seconds=perf_counter() - clock, columns=len(there), bytes=size)


def _columns(catalog: Catalog) -> dict[str, list[str]]:
    """The columns that conditions ask about, by table. Of a moment these are its day and hour; itself it is rarely asked about."""
    found = {CUSTOMERS_TABLE: list(_of_fields(catalog.fields))}
    for each in catalog.activities:
        found[activity_table(each.name)] = [STARTS, *_of_fields(each.stored_fields)]
    return found


def _of_fields(fields: Iterable[Field]) -> Iterator[str]:
    for each in fields:
        if each.type is FieldType.DATETIME:
            yield from (day_column(each.name), hour_column(each.name))
        elif each.type is not FieldType.POINT:
            yield each.name


def _touched(values: NDArray[Any]) -> int:
    """Read one value of each page, so that all are in memory; gives their size."""
    values[:: max(1, _PAGE // values.itemsize)].max(initial=0)
    return values.nbytes
