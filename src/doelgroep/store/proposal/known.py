"""Files of a kind that the catalogue knows already: their columns, and often their name, say to which table they belong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.store.proposal.words import name_parts
from doelgroep.store.source import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doelgroep.catalog import Catalog, Field
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


def known_table(table: Table, catalog: Catalog) -> KnownTable | None:
    """The table of the catalogue that knows the columns of a file, the best one when several do; None when none does."""
    columns = {_plain(each.name): each.name for each in table.facts.columns}
    ranked = [(_rank(entry, table, columns), entry) for entry in _entries(catalog)]
    fitting = [(rank, entry) for rank, entry in ranked if rank is not None]
    if not fitting:
        return None
    _, best = max(fitting, key=lambda each: each[0])
    key = next(columns[_plain(each)] for each in best.keys if _plain(each) in columns)
    return KnownTable(target=best.target, name=None if best.target is Target.CUSTOMERS else best.name, key=key)


def _rank(entry: _Entry, table: Table, columns: dict[str, str]) -> tuple[bool, float, float] | None:
    """How well a file fits: by name, by the share of its columns that are known, by the share of the fields that it has."""
    known = {_plain(each) for each in (*entry.keys, *entry.fields)}
    own = known & columns.keys()
    has_key = any(_plain(each) in columns for each in entry.keys)
    named = _plain(entry.name) == _plain(table.name)
    share = len(own) / max(1, len(columns))
    if not has_key or len(own) < 2 or share < (_SHARE_NAMED if named else _SHARE):
        return None
    return (named, share, len(own) / max(1, len(known)))


def _entries(catalog: Catalog) -> Iterator[_Entry]:
    keys = tuple(each for each in (catalog.key, catalog.key_column) if each)
    if catalog.fields:
        yield _Entry(Target.CUSTOMERS, "customers", keys, _names(catalog.fields))
    for activity in catalog.activities:
        if activity.derivation is None:
            own = (activity.customer_column,) if activity.customer_column else ()
            yield _Entry(Target.ACTIVITY, activity.name, (*own, *keys), _names(activity.stored_fields))
    for lookup in catalog.lookups:
        field = lookup.field(lookup.key)
        column = (field.column,) if field is not None and field.column else ()
        yield _Entry(Target.LOOKUP, lookup.name, (lookup.key, *column), _names(lookup.fields))


def _names(fields: Sequence[Field]) -> tuple[str, ...]:
    return tuple(name for each in fields for name in _field_names(each))


def _field_names(field: Field) -> Iterable[str]:
    if field.type is FieldType.POINT:
        return (f"{field.name}_lat", f"{field.name}_lon", "latitude", "longitude", "lat", "lon", "lng")
    return (field.name, field.column) if field.column else (field.name,)


def _plain(name: str) -> str:
    return "".join(name_parts(name))
