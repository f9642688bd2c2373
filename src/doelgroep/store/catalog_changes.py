"""What differs between two catalogues, as far as it concerns data and queries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.catalog import Activity, Catalog, Field, Lookup

CUSTOMERS = "customers"
TRAITS = "traits"


class ChangeKind(StrEnum):
    """What happened to a table or field."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    RETYPED = "retyped"
    """Another type, or another number of digits behind the point."""
    REDEFINED = "redefined"
    """Another expression, lookup, time, row id or derivation: what is stored of it must be made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `table` is "customers", "traits", `activities.NAME` or `lookups.NAME`; without a `field` the change is of the whole table."""

    kind: ChangeKind
    table: str
    field: str | None = None
    old_name: str | None = None
    """Of something renamed: its name before (of the field, or of the table when there is no field)."""


def changes(old: Catalog, new: Catalog) -> list[Change]:
    """The differences, in the order of the new catalogue; what is gone comes last in its table.

    A field counts as renamed when it takes its values from the same column of the files as one that is gone, or has the same expression. Labels,
    descriptions, bases, roles and privacy are no differences here: they change no value.
    """
    return [*_fields(CUSTOMERS, old.fields, new.fields), *_key(old, new), *_fields(TRAITS, old.traits, new.traits), *_tables(old, new)]


def _key(old: Catalog, new: Catalog) -> Iterator[Change]:
    if old.key != new.key:
        yield Change(kind=ChangeKind.RENAMED, table=CUSTOMERS, field=new.key, old_name=old.key)


def _tables(old: Catalog, new: Catalog) -> Iterator[Change]:
    before = {f"activities.{each.name}": each for each in old.activities} | {f"lookups.{each.name}": each for each in old.lookups}
    after = {f"activities.{each.name}": each for each in new.activities} | {f"lookups.{each.name}": each for each in new.lookups}
    gone = {name: table for name, table in before.items() if name not in after}
    for name, table in after.items():
        renamed = next((each for each, other in gone.items() if _is_same_table(other, table)), None) if name not in before else None
        if renamed is not None:
            yield Change(kind=ChangeKind.RENAMED, table=name, old_name=renamed)
        elif name not in before:
            yield Change(kind=ChangeKind.ADDED, table=name)
            continue
        previous = gone.pop(renamed) if renamed is not None else before[name]
        if _definition(previous) != _definition(table):
            yield Change(kind=ChangeKind.REDEFINED, table=name)
        yield from _fields(name, previous.fields, table.fields)
    for name in gone:
        yield Change(kind=ChangeKind.REMOVED, table=name)


def _is_same_table(old: Activity | Lookup, new: Activity | Lookup) -> bool:
    """Whether two tables of different names are one: the same kind, the same fields, the same definition."""
    return (
        type(old) is type(new) and _definition(old) == _definition(new) and [each.name for each in old.fields] == [each.name for each in new.fields]
    )


def _definition(table: Activity | Lookup) -> tuple[object, ...]:
    names = ("key", "time", "row_id", "derivation")
    return tuple(getattr(table, each, None) for each in names)


def _fields(table: str, old: tuple[Field, ...], new: tuple[Field, ...]) -> Iterator[Change]:
    before = {each.name: each for each in old}
    gone = [each for each in old if each.name not in {one.name for one in new}]
    for field in new:
        previous = before.get(field.name)
        if previous is None:
            previous = next((each for each in gone if _is_same_field(each, field)), None)
            if previous is None:
                yield Change(kind=ChangeKind.ADDED, table=table, field=field.name)
                continue
            gone.remove(previous)
            yield Change(kind=ChangeKind.RENAMED, table=table, field=field.name, old_name=previous.name)
        yield from _changed(table, previous, field)
    yield from (Change(kind=ChangeKind.REMOVED, table=table, field=each.name) for each in gone)


def _is_same_field(old: Field, new: Field) -> bool:
    if old.expression is not None or new.expression is not None:
        return old.expression == new.expression
    return (old.column or old.name) == (new.column or new.name)


def _changed(table: str, old: Field, new: Field) -> Iterator[Change]:
    if (old.type, old.scale) != (new.type, new.scale):
        yield Change(kind=ChangeKind.RETYPED, table=table, field=new.name)
    if (old.expression, old.lookup) != (new.expression, new.lookup):
        yield Change(kind=ChangeKind.REDEFINED, table=table, field=new.name)
