"""The catalogue in `doelgroep.yaml`: from entries of the file to `Catalog`. What is wrong is noted, and the rest is read all the same.

The short forms: `city: text` for `{type: text}`, `age: years_since(birth_date)` for `{expression: ...}` where a field is computed, `label: City` for
`{en: City}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, Base, Catalog, Derivation, Field, FieldType, Label, Lookup, Place, Privacy, Role
from doelgroep.store.yaml_reading import hint

if TYPE_CHECKING:
    from doelgroep.store.yaml_reading import Entry, Path, Reading

CATALOG_KEYS = ("name", "entity", "customers", "activities", "lookups", "traits", "places", "aliases", "open_namespaces")
CUSTOMERS_KEYS = ("key", "column", "fields")
ACTIVITY_KEYS = ("label", "description", "base", "customer", "time", "row_id", "fields")
DERIVED_KEYS = ("from", "group", "where", "label", "description", "base", "time", "fields")
LOOKUP_KEYS = ("label", "key", "fields")
PLACE_KEYS = ("field", "activity")
FIELD_KEYS = ("type", "label", "description", "base", "role", "privacy", "values", "any_value", "lookup", "column")
COMPUTED_KEYS = ("expression", "type", "label", "description", "base", "role", "privacy", "values", "any_value", "lookup")
LANGUAGES = ("en", "nl")
ENTITIES = ("person", "company")

_TYPE = re.compile(r"(\w+)(?:\((\d+)\))?")


@dataclass(frozen=True, slots=True)
class Draft:
    """A catalogue as far as it could be read."""

    catalog: Catalog
    untyped: tuple[Path, ...] = ()
    """Computed fields without a type: it follows from their expressions. Paths begin below `catalog`."""
    unclear: frozenset[Path] = frozenset()
    """Fields whose type could not be read: what depends on it can't be judged."""


@dataclass(frozen=True, slots=True)
class CatalogReader:
    """Reads one catalogue."""

    reading: Reading
    untyped: list[Path] = field(default_factory=list)
    unclear: set[Path] = field(default_factory=set)

    def draft(self, entry: Entry | None, country: str) -> Draft:
        """The catalogue of an entry; `country` is the workspace's."""
        found = self.reading.mapping(entry, CATALOG_KEYS)
        customers = self.reading.mapping(found.get("customers"), CUSTOMERS_KEYS)
        catalog = Catalog(
            name=self.reading.text(found.get("name")) or "own",
            entity=self.reading.choice(found.get("entity"), ENTITIES, "catalog_entity") or ENTITIES[0],
            key=self.reading.text(customers.get("key")) or "customer_id",
            key_column=self._optional(customers.get("column")),
            fields=self._fields(customers.get("fields")),
            activities=tuple(self._activity(each) for each in self.reading.mapping(found.get("activities")).values()),
            lookups=tuple(self._lookup(each) for each in self.reading.mapping(found.get("lookups")).values()),
            traits=self._fields(found.get("traits"), computed=True),
            places=tuple(self._place(each) for each in self.reading.mapping(found.get("places")).values()),
            aliases=tuple((name, self.reading.text(each)) for name, each in self.reading.mapping(found.get("aliases")).items()),
            open_namespaces=self.reading.texts(found.get("open_namespaces")),
            country=country,
        )
        return Draft(catalog, tuple(self.untyped), frozenset(self.unclear))

    def _activity(self, entry: Entry) -> Activity:
        is_derived = "from" in _keys(entry)
        found = self.reading.mapping(entry, DERIVED_KEYS if is_derived else ACTIVITY_KEYS)
        return Activity(
            name=entry.path[-1],
            fields=self._fields(found.get("fields"), computed=is_derived),
            time=self._optional(found.get("time")) or _only_time(found, is_derived=is_derived),
            row_id=self._optional(found.get("row_id")),
            customer_column=self._optional(found.get("customer")),
            derivation=self._derivation(entry, found) if is_derived else None,
            label=self._label(found.get("label")),
            description=self._label(found.get("description")),
            base=Base(self.reading.choice(found.get("base"), [*Base], "catalog_base") or Base.BEHAVIOURAL),
        )

    def _derivation(self, entry: Entry, found: dict[str, Entry]) -> Derivation:
        if "group" not in found:
            self.reading.wrong(entry, "catalog_group_missing", name=entry.path[-1])
        return Derivation(
            source=self.reading.text(found["from"]), group=self.reading.text(found.get("group")), where=self._formula(found.get("where"))
        )

    def _lookup(self, entry: Entry) -> Lookup:
        found = self.reading.mapping(entry, LOOKUP_KEYS)
        if "key" not in found:
            self.reading.wrong(entry, "catalog_key_missing", name=entry.path[-1])
        key = self.reading.text(found.get("key"))
        return Lookup(name=entry.path[-1], key=key, fields=self._fields(found.get("fields")), label=self._label(found.get("label")))

    def _place(self, entry: Entry) -> Place:
        if entry.is_text:
            return Place(name=entry.path[-1], field=self.reading.text(entry))
        found = self.reading.mapping(entry, PLACE_KEYS)
        if "field" not in found:
            self.reading.wrong(entry, "catalog_place_field_missing", name=entry.path[-1])
        return Place(name=entry.path[-1], field=self.reading.text(found.get("field")), activity=self._optional(found.get("activity")))

    def _fields(self, entry: Entry | None, *, computed: bool = False) -> tuple[Field, ...]:
        return tuple(self._field(each, computed=computed) for each in self.reading.mapping(entry).values())

    def _field(self, entry: Entry, *, computed: bool) -> Field:
        if entry.is_text:
            return self._short_field(entry, computed=computed)
        if not entry.is_mapping and not entry.is_empty:
            self.reading.mapping(entry, COMPUTED_KEYS if computed else FIELD_KEYS)
            self.unclear.add(entry.path[1:])
            return Field(name=entry.path[-1], type=FieldType.TEXT)
        is_computed = computed or "expression" in _keys(entry)
        found = self.reading.mapping(entry, COMPUTED_KEYS if is_computed else FIELD_KEYS)
        if computed and "expression" not in found:
            self.reading.wrong(entry, "catalog_expression_missing", name=entry.path[-1])
        kind, scale = self._type(entry, found.get("type"), is_computed=is_computed)
        return Field(
            name=entry.path[-1],
            type=kind,
            scale=scale,
            label=self._label(found.get("label")),
            description=self._label(found.get("description")),
            base=self._option(Base, found.get("base"), "catalog_base"),
            role=self._option(Role, found.get("role"), "catalog_role"),
            privacy=self._option(Privacy, found.get("privacy"), "catalog_privacy") or Privacy.NONE,
            values=self.reading.texts(found.get("values")),
            any_value=self.reading.flag(found.get("any_value")),
            lookup=self._optional(found.get("lookup")),
            expression=self._formula(found.get("expression")),
            column=self._optional(found.get("column")),
        )

    def _short_field(self, entry: Entry, *, computed: bool) -> Field:
        name, text = entry.path[-1], self.reading.text(entry)
        if computed:
            self.untyped.append(entry.path[1:])
            return Field(name=name, type=FieldType.TEXT, expression=text)
        kind, scale = self._type(entry, entry, is_computed=False)
        return Field(name=name, type=kind, scale=scale)

    def _type(self, field_entry: Entry, entry: Entry | None, *, is_computed: bool) -> tuple[FieldType, int]:
        """The type and its scale. An unreadable one counts as text, and nothing that depends on it is judged."""
        if entry is None:
            if is_computed:
                self.untyped.append(field_entry.path[1:])
            else:
                self._no_type(field_entry, field_entry, "catalog_type_missing", name=field_entry.path[-1])
            return FieldType.TEXT, 0
        written = self.reading.text(entry) if entry.is_text else ""
        found = _TYPE.fullmatch(written)
        kind = found[1] if found else written
        if found is None or kind not in set(FieldType):
            known = [_spelled(each) for each in FieldType]
            self._no_type(field_entry, entry, "catalog_type", found=written, allowed=known, hint=hint(kind, [*FieldType]))
            return FieldType.TEXT, 0
        return FieldType(kind), self._scale(field_entry, entry, FieldType(kind), found[2])

    def _scale(self, field_entry: Entry, entry: Entry, kind: FieldType, digits: str | None) -> int:
        if kind is not FieldType.DECIMAL:
            if digits is not None:
                self._no_type(field_entry, entry, "catalog_type_no_scale", found=kind.value)
            return 0
        if digits is None or len(digits) != 1:
            self._no_type(field_entry, entry, "catalog_scale", found=self.reading.text(entry))
            return 0
        return int(digits)

    def _no_type(self, field_entry: Entry, entry: Entry, code: str, **params: object) -> None:
        self.unclear.add(field_entry.path[1:])
        self.reading.wrong(entry, code, **params)

    def _label(self, entry: Entry | None) -> Label:
        if entry is None or entry.is_text:
            return Label(en=self.reading.text(entry))
        found = self.reading.mapping(entry, LANGUAGES)
        return Label(en=self.reading.text(found.get("en")), nl=self.reading.text(found.get("nl")))

    def _option[T: (Base, Role, Privacy)](self, kind: type[T], entry: Entry | None, code: str) -> T | None:
        found = self.reading.choice(entry, [str(each) for each in kind], code)
        return None if found is None else kind(found)

    def _formula(self, entry: Entry | None) -> str | None:
        """White space at the ends, such as the line break of a block, is no part of a formula."""
        return self.reading.text(entry).strip() or None

    def _optional(self, entry: Entry | None) -> str | None:
        return self.reading.text(entry) or None


def _spelled(kind: FieldType) -> str:
    return "decimal(2)" if kind is FieldType.DECIMAL else kind.value


def _keys(entry: Entry) -> set[str]:
    return {str(key.value) for key, _ in entry.node.value} if entry.is_mapping else set()


def _only_time(found: dict[str, Entry], *, is_derived: bool) -> str | None:
    """Of a derived activity whose time is not named: its field `date`, when there is one."""
    fields = found.get("fields")
    return "date" if is_derived and "time" not in found and fields is not None and "date" in _keys(fields) else None
