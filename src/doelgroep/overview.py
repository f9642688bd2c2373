"""The catalogue as a table: what a query may name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.show import Grid, Shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.catalog import Activity, Catalog, Field, Lookup
    from doelgroep.messages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview(Shown):
    """Everything in a catalogue."""

    catalog: Catalog
    language: Language = "en"

    def grid(self) -> Grid:
        """A row per field, grouped by table; the expression of computed ones."""
        return Grid(headers=("table", "name", "type", "label", "base", "expression"), rows=tuple(self._rows()))

    def _rows(self) -> Iterator[tuple[object, ...]]:
        yield from (self._row("customers", each) for each in self.catalog.customer_fields())
        for activity in self.catalog.activities:
            yield from (self._row(_activity_title(activity), each) for each in activity.fields)
        for lookup in self.catalog.lookups:
            yield from (self._row(_lookup_title(lookup), each) for each in lookup.fields)
        yield from (("place", each.name, "distance", "", "", each.field) for each in self.catalog.places)
        yield from (("alias", other, "", "", "", name) for other, name in self.catalog.aliases)

    def _row(self, table: str, field: Field) -> tuple[object, ...]:
        kind = f"decimal({field.scale})" if field.type is FieldType.DECIMAL else field.type.value
        return (table, field.name, kind, field.title(self.language), field.base or "", field.expression or "")


def _activity_title(activity: Activity) -> str:
    return activity.name if activity.derivation is None else f"{activity.name} (from {activity.derivation.source} by {activity.derivation.group})"


def _lookup_title(lookup: Lookup) -> str:
    return f"lookup:{lookup.name} (by {lookup.key})"
