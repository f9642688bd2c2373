"""Something in a catalogue gets another name: everything in the catalogue that refers to it follows, and the file keeps its comments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.store.catalog_file import workspace_text
from doelgroep.store.catalog_formulas import Formula
from doelgroep.store.yaml_editing import renamed_key
from doelgroep.store.yaml_reading import hint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doelgroep.catalog import Activity, Catalog, Derivation, Field, Lookup, Place
    from doelgroep.store.catalog_file import WorkspaceFile
    from doelgroep.store.yaml_reading import Path


type Rewrite = Callable[[Formula], str]
"""Gives the formula with the name changed where it means the thing renamed."""

KEY: Path = ("customers", "key")


def renamed_text(file: WorkspaceFile, path: Path, new: str, rewrite: Rewrite) -> str:
    """The text of `doelgroep.yaml` in which the thing at `path` is called `new`.

    Args:
        file: the file as it is.
        path: what is renamed: `("customers", "key")`, `("customers", "fields", "city")`, `("traits", "age")`, `("activities", "orders")`,
            `("activities", "orders", "fields", "amount")`, and likewise in "lookups", "places" and "aliases".
        new: its name from now on.
        rewrite: brings a formula up to date; the queries of segments are the caller's.

    Raises:
        UserError: `catalog_rename_unknown` when there is nothing at the path; `catalog_invalid` when the new name can't be used.
    """
    catalog = renamed(file.catalog, path, new, rewrite)
    text = file.text if path == KEY else renamed_key(file.text, ("catalog", *path), new)
    return workspace_text(file.settings, catalog, text)


def renamed(catalog: Catalog, path: Path, new: str, rewrite: Rewrite) -> Catalog:
    """The catalogue with the thing at `path` called `new`. A stored field remembers the column that it was read from."""
    _require(catalog, path)
    names = _Names(path, new, rewrite)
    if path == KEY:
        catalog = replace(catalog, key=new, key_column=catalog.key_column or catalog.key)
    return replace(
        catalog,
        fields=names.fields(catalog.fields, ("customers", "fields")),
        traits=names.fields(catalog.traits, ("traits",)),
        activities=tuple(names.activity(each) for each in catalog.activities),
        lookups=tuple(names.lookup(each) for each in catalog.lookups),
        places=tuple(names.place(each) for each in catalog.places),
        aliases=tuple((names.of(("aliases", other)), names.aliased(name)) for other, name in catalog.aliases),
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """One renaming: what every name in the catalogue becomes."""

    path: Path
    new: str
    rewrite: Rewrite

    def of(self, path: Path) -> str:
        """The name of the thing at a path from now on."""
        return self.new if path == self.path else path[-1]

    def aliased(self, name: str) -> str:
        is_top = self.path[:2] == ("customers", "fields") or (len(self.path) == 2 and self.path[0] in {"traits", "activities", "places"})
        old = self.path[-1]
        return self.new if is_top and name == old else name

    def fields(self, fields: tuple[Field, ...], path: Path) -> tuple[Field, ...]:
        return tuple(self._field(each, (*path, each.name)) for each in fields)

    def activity(self, activity: Activity) -> Activity:
        path = ("activities", activity.name)
        fields = (*path, "fields")
        return replace(
            activity,
            name=self.of(path),
            fields=self.fields(activity.fields, fields),
            time=activity.time and self.of((*fields, activity.time)),
            row_id=activity.row_id and self.of((*fields, activity.row_id)),
            derivation=self._derivation(activity),
        )

    def lookup(self, lookup: Lookup) -> Lookup:
        path = ("lookups", lookup.name)
        return replace(lookup, name=self.of(path), fields=self.fields(lookup.fields, (*path, "fields")))

    def place(self, place: Place) -> Place:
        owner = ("customers",) if place.activity is None else ("activities", place.activity)
        activity = place.activity and self.of(("activities", place.activity))
        return replace(place, name=self.of(("places", place.name)), activity=activity, field=self.of((*owner, "fields", place.field)))

    def _field(self, field: Field, path: Path) -> Field:
        name = self.of(path)
        expression = field.expression and self.rewrite(Formula(text=field.expression, path=path))
        column = field.column or field.name if name != field.name and expression is None else field.column
        lookup = field.lookup and self.of(("lookups", field.lookup))
        return replace(field, name=name, expression=expression, column=None if column == name else column, lookup=lookup)

    def _derivation(self, activity: Activity) -> Derivation | None:
        found = activity.derivation
        if found is None:
            return None
        group = self.of(("activities", found.source, "fields", found.group))
        where = found.where and self.rewrite(Formula(text=found.where, path=("activities", activity.name, "where"), is_condition=True))
        return replace(found, source=self.of(("activities", found.source)), group=group, where=where)


def _require(catalog: Catalog, path: Path) -> None:
    known = [".".join(each) for each in _paths(catalog)]
    name = ".".join(path)
    if name not in known:
        raise UserError("catalog_rename_unknown", name=name, hint=hint(name, known))


def _paths(catalog: Catalog) -> Iterator[Path]:
    yield KEY
    yield from (("customers", "fields", each.name) for each in catalog.fields)
    yield from (("traits", each.name) for each in catalog.traits)
    for kind, tables in (("activities", catalog.activities), ("lookups", catalog.lookups)):
        for table in tables:
            yield (kind, table.name)
            yield from ((kind, table.name, "fields", each.name) for each in table.fields)
    yield from (("places", each.name) for each in catalog.places)
    yield from (("aliases", other) for other, _ in catalog.aliases)
