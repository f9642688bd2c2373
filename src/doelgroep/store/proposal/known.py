"""Files of a kind that the catalogue knows already: their columns, and often their name, say to which table they belong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.store.proposal.customer import is_lone
from doelgroep.store.proposal.naming import says_return
from doelgroep.store.proposal.words import plain_name
from doelgroep.store.source import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doelgroep.catalog import Catalog, Field, Lookup
    from doelgroep.store.proposal.table import Table

_SHARE_NAMED = 0.5
"""Share of the columns that must be known where the file is called like the table."""
_SHARE = 0.8
"""The same where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTable:
    """A table of the catalogue that a file belongs to."""

    target: Target
    name: str | None
    """None for customers."""
    key: str
    """The file's column with the key."""


@dataclass(frozen=True, slots=True)
class _Entry:
    target: Target
    name: str
    keys: tuple[str, ...]
    fields: tuple[str, ...]
    time: tuple[str, ...] = ()
    """The names of the moment, of an activity that has one."""


def known_table(table: Table, catalog: Catalog) -> KnownTable | None:
    """The table of the catalogue that knows the columns of a file, the best one when several do; None when none does."""
    columns = {plain_name(each.name): each.name for each in table.facts.columns}
    ranked = [(_rank(entry, table, columns), entry) for entry in _entries(catalog)]
    fitting = [(rank, entry) for rank, entry in ranked if rank is not None]
    if not fitting:
        return None
    _, best = max(fitting, key=lambda each: each[0])
    key = next(columns[plain_name(each)] for each in best.keys if plain_name(each) in columns)
    return KnownTable(target=best.target, name=None if best.target is Target.CUSTOMERS else best.name, key=key)


def known_key(table: Table, catalog: Catalog, target: Target, name: str) -> str | None:
    """The column of a file that holds the key of a table, as the catalogue knows it; of a new table it is the customer's key."""
    columns = {plain_name(each.name): each.name for each in table.facts.columns}
    entry = next((each for each in _entries(catalog) if (each.target, each.name) == (target, name)), None)
    own = () if target is Target.LOOKUP else _customer_keys(catalog, target)
    keys = own if entry is None else entry.keys
    return next((columns[plain_name(each)] for each in keys if plain_name(each) in columns), None)


def _rank(entry: _Entry, table: Table, columns: dict[str, str]) -> tuple[bool, float, float] | None:
    """How well a file fits: by name, by the share of its columns that are known, by the share of the fields that it has."""
    known = {plain_name(each) for each in (*entry.keys, *entry.fields)}
    own = known & columns.keys()
    has_key = any(plain_name(each) in columns for each in entry.keys)
    named = plain_name(entry.name) == plain_name(table.name)
    share = len(own) / max(1, len(columns))
    timeless = bool(entry.time) and not any(plain_name(each) in columns for each in entry.time)
    if not has_key or len(own) < 2 or share < (_SHARE_NAMED if named else _SHARE) or (timeless and not named) or _is_other_way(entry, table):
        return None
    return (named, share, len(own) / max(1, len(known)))


def _is_other_way(entry: _Entry, table: Table) -> bool:
    """Whether one is called a sale and the other what came back: these have the same columns, so only the name tells them apart."""
    return entry.target is Target.ACTIVITY and says_return(entry.name) != says_return(table.name)


def _entries(catalog: Catalog) -> Iterator[_Entry]:
    if catalog.fields:
        yield _Entry(Target.CUSTOMERS, "customers", _customer_keys(catalog, Target.CUSTOMERS), _names(catalog.fields))
    for activity in catalog.activities:
        if activity.derivation is None:
            own = (activity.customer_column,) if activity.customer_column else ()
            moment = None if activity.time is None else activity.field(activity.time)
            yield _Entry(
                target=Target.ACTIVITY,
                name=activity.name,
                keys=(*own, *_customer_keys(catalog, Target.ACTIVITY)),
                fields=_names(activity.stored_fields),
                time=() if moment is None else tuple(_field_names(moment)),
            )
    for lookup in catalog.lookups:
        yield _Entry(Target.LOOKUP, lookup.name, lookup_keys(catalog, lookup), _names(lookup.fields))


def lookup_keys(catalog: Catalog, lookup: Lookup) -> tuple[str, ...]:
    """The names of a lookup's key: its own, that of its column, and those of the fields that refer to it, whose files have the same keys."""
    key = lookup.field(lookup.key)
    tables = [catalog.fields, *(each.stored_fields for each in catalog.activities), *(each.fields for each in catalog.lookups)]
    referring = _names([field for fields in tables for field in fields if field.lookup == lookup.name])
    return tuple(dict.fromkeys([lookup.key, *(_field_names(key) if key is not None else ()), *referring]))


def _customer_keys(catalog: Catalog, target: Target) -> tuple[str, ...]:
    """The names of the customer's key. An `id` is the customer's only in a file of customers: elsewhere it is that of the row."""
    names = tuple(each for each in (catalog.key, catalog.key_column) if each)
    return names if target is Target.CUSTOMERS else tuple(each for each in names if not is_lone(each))


def _names(fields: Sequence[Field]) -> tuple[str, ...]:
    return tuple(name for each in fields for name in _field_names(each))


def _field_names(field: Field) -> Iterable[str]:
    if field.type is FieldType.POINT:
        return (f"{field.name}_lat", f"{field.name}_lon", "latitude", "longitude", "lat", "lon", "lng")
    return (field.name, field.column) if field.column else (field.name,)
