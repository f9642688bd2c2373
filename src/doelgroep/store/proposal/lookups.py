"""Tables of things become lookups, and the columns that hold their keys refer to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.catalog import Field, FieldType, Label, Lookup, Role
from doelgroep.store.proposal.adoption import adopt, as_declared
from doelgroep.store.proposal.fields import Drafted, draft_fields, with_field
from doelgroep.store.proposal.naming import field_name, readable, singular
from doelgroep.store.proposal.placing import all_values, unique_columns
from doelgroep.store.proposal.table import KEY_TYPES
from doelgroep.store.proposal.words import Sense, meaning_of, plain_name
from doelgroep.store.source import Target

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import duckdb

    from doelgroep.store.proposal.facts import ColumnFacts
    from doelgroep.store.proposal.placing import Placed
    from doelgroep.store.proposal.table import Table

_KEY_WORDS = ("", "id", "nr", "no", "code", "key", "nummer", "number")
_NAMED = {Sense.PRODUCT: "products", Sense.POSTCODE: "postcodes", Sense.COUNTRY: "countries", Sense.PLACE: "places"}
_ONE_KEY = frozenset({Sense.PRODUCT, Sense.POSTCODE})
"""Senses whose columns hold the same keys, whatever they are called."""
_SAME_NAME, _SAME_SENSE = 0.5, 0.8
"""Shares of different values that must be keys of the lookup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedLookup:
    """A lookup in the making."""

    placed: Placed
    name: str
    key: str
    """The field of the key."""
    drafted: tuple[Drafted, ...]

    def lookup(self) -> Lookup:
        """The lookup as the catalogue has it."""
        return Lookup(name=self.name, key=self.key, fields=tuple(each.field for each in self.drafted), label=Label(readable(self.name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A column whose values are keys of a lookup."""

    table: Table
    column: str
    lookup: str
    """The file with the lookup."""
    key: str
    """The lookup's raw column."""


def find_references(connection: duckdb.DuckDBPyConnection, placed: Sequence[Placed]) -> list[Reference]:
    """Which columns of other tables hold values of a unique column of a lookup: those of the same name, or about the same, whose values are there."""
    found = []
    for lookup in placed:
        if lookup.target is Target.LOOKUP:
            for key in unique_columns(connection, lookup.table):
                found += [_reference(lookup, key, table, column) for table, column in _referring(connection, lookup, key, placed)]
    return found


def _reference(lookup: Placed, key: ColumnFacts, table: Table, column: ColumnFacts) -> Reference:
    return Reference(table=table, column=column.name, lookup=lookup.table.label, key=key.name)


def _referring(connection: duckdb.DuckDBPyConnection, lookup: Placed, key: ColumnFacts, placed: Sequence[Placed]) -> list[tuple[Table, ColumnFacts]]:
    found = []
    for other in placed:
        if other.table is lookup.table or other.target is None:
            continue
        for column in other.table.columns:
            share = _needed_share(lookup, key, other.table, column)
            if column.name != other.key and share is not None and contained(connection, other.table, column, lookup.table, key) >= share:
                found.append((other.table, column))
    return found


def _needed_share(lookup: Placed, key: ColumnFacts, table: Table, column: ColumnFacts) -> float | None:
    """How much of a column must be keys for it to refer to them; None when nothing suggests that it does."""
    if table.readings[column.name].kind not in KEY_TYPES:
        return None
    name, own = plain_name(column.name), plain_name(key.name)
    named_after = {plain_name(singular(lookup.table.name)) + word for word in _KEY_WORDS} if key.name == lookup.key else set()
    if name == own and name not in _KEY_WORDS:
        return _SAME_NAME
    if name in named_after:
        return _SAME_NAME
    sense = lookup.table.sense(key)
    return _SAME_SENSE if sense in _ONE_KEY and table.sense(column) is sense else None


def contained(connection: duckdb.DuckDBPyConnection, table: Table, column: ColumnFacts, lookup: Table, key: ColumnFacts) -> float:
    """The share of a column's different values that are keys."""
    sql = (
        f"SELECT count(*), count(*) FILTER (WHERE v IN (SELECT trim(k) FROM ({all_values(lookup, key.name)}) AS keys(k))) "
        f"FROM (SELECT DISTINCT trim(v) AS v FROM ({all_values(table, column.name)}) AS every(v) WHERE v <> '')"
    )
    values, known = connection.execute(sql).fetchall()[0]
    return float(known / values) if values else 0.0


def has_key_of(placed: Placed, lookup: Lookup) -> bool:
    """Whether the key of a file is that of a lookup under another name: `product_id` or `sku` for `product`."""
    key, table = placed.key or "", placed.table
    own = {plain_name(each) + word for each in (lookup.key, singular(lookup.name)) for word in _KEY_WORDS}
    if plain_name(key) in own:
        return True
    field = lookup.field(lookup.key)
    meaning = meaning_of(lookup.key, FieldType.TEXT if field is None else field.type)
    return meaning is not None and meaning.sense in _ONE_KEY and table.sense(table.column(key)) is meaning.sense


def with_referred_key(placed: Placed, references: Sequence[Reference]) -> Placed:
    """The lookup with the key that others refer to most, if any do; a key that the catalogue or the user has decided stays."""
    if placed.settled:
        return placed
    counts = {each.key: sum(other.key == each.key for other in references) for each in references if each.lookup == placed.table.label}
    return placed if not counts else replace(placed, key=max(counts, key=lambda key: (counts[key], key == placed.key)))


def draft_lookup(connection: duckdb.DuckDBPyConnection, placed: Placed, existing: Lookup | None, taken: Collection[str]) -> DraftedLookup:
    """The lookup of a table; its key is a text, or an integer where the file has typed it as one."""
    table = placed.table
    drafted = draft_fields(connection, table, Target.LOOKUP, [], [])
    if existing is not None:
        drafted = adopt(table, drafted, existing.fields)
        placed = _with_declared_key(placed, drafted, existing)
    drafted = [_as_key(each) if each.columns[0].name == placed.key else each for each in drafted]
    key = next(each for each in drafted if each.columns[0].name == placed.key)
    if existing is not None and existing.key != key.field.name and not any(each.field.name == existing.key for each in drafted):
        drafted = [with_field(each, replace(each.field, name=existing.key)) if each is key else each for each in drafted]
        key = next(each for each in drafted if each.field.name == existing.key)
    name = existing.name if existing is not None else placed.name or _name(table, key, taken)
    found = DraftedLookup(placed=placed, name=name, key=key.field.name, drafted=tuple(drafted))
    return found if existing is None else _as_existing(found, existing)


def _with_declared_key(placed: Placed, drafted: Sequence[Drafted], existing: Lookup) -> Placed:
    """The table with the key that the catalogue has, where it has that column, unless the user has named another."""
    own = next((each for each in drafted if each.field.name == existing.key), None)
    return placed if own is None or placed.settled else replace(placed, key=own.columns[0].name)


def _as_existing(drafted: DraftedLookup, existing: Lookup) -> DraftedLookup:
    """What the catalogue declares stands; a key that it does not declare is a text in the store."""
    return replace(drafted, drafted=as_declared(_with_text_key(drafted).drafted, existing.fields))


def _as_key(drafted: Drafted) -> Drafted:
    field = drafted.field
    kind = field.type if field.type is FieldType.INTEGER else FieldType.TEXT
    return with_field(drafted, replace(field, type=kind, scale=0, role=field.role if field.role in {Role.PRODUCT, Role.POSTCODE} else Role.ID))


def _name(table: Table, key: Drafted, taken: Collection[str]) -> str:
    if table.name and not table.name[0].isdigit():
        return field_name(table.name, taken)
    return field_name(_NAMED.get(key.sense or Sense.KEY, f"{key.field.name}s"), taken)


def with_key_kind(drafted: DraftedLookup, referring: Sequence[Field]) -> DraftedLookup:
    """The lookup with a text as key unless everything that refers to it is an integer too."""
    return drafted if all(each.type is FieldType.INTEGER for each in referring) else _with_text_key(drafted)


def _with_text_key(drafted: DraftedLookup) -> DraftedLookup:
    fields = tuple(_with_text(each) if each.field.name == drafted.key else each for each in drafted.drafted)
    return replace(drafted, drafted=fields)


def _with_text(drafted: Drafted) -> Drafted:
    field = drafted.field
    return with_field(drafted, replace(field, type=FieldType.TEXT) if field.type is FieldType.INTEGER else field)


def referring_field(field: Field, lookup: DraftedLookup, *, declared: bool) -> Field:
    """A field as a reference to a lookup, of a type that can be compared with its key.

    One that the catalogue declares keeps its type and the lookup that it has; it becomes a reference only where that changes nothing else.
    """
    key = next(each.field for each in lookup.drafted if each.field.name == lookup.key)
    same_kind = field.type in KEY_TYPES and (field.type is FieldType.INTEGER) == (key.type is FieldType.INTEGER)
    if same_kind:
        return field if declared and field.lookup is not None else replace(field, lookup=lookup.name)
    return field if declared or key.type is FieldType.INTEGER else replace(field, lookup=lookup.name, type=FieldType.CATEGORY)
