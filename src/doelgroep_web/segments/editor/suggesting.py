"""Values to choose from, with how often they occur: as they were measured, and beyond those straight from the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Field, FieldType, Privacy
from doelgroep.columns import lookup_table
from doelgroep.fields import frequent_values, value_source
from doelgroep.model.dates import SEASONS, WEEKDAYS
from doelgroep.model.names import SEASON
from doelgroep.model.scope import Level
from doelgroep_web.place import workspace
from doelgroep_web.segments.editor.picking import measures_of

if TYPE_CHECKING:
    from doelgroep_web.segments.editor.builder.tree import FieldRule

MOST = 12
_FIXED = {"weekday": WEEKDAYS, SEASON: SEASONS}
_TEXTS = {FieldType.TEXT, FieldType.CATEGORY, FieldType.TEXT_LIST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A value."""

    value: str
    count: int | None = None


def suggestions(rule: FieldRule, typed: str) -> tuple[Suggestion, ...]:
    """The most frequent values of a rule's field that have what was typed, those that begin with it first; none of protected fields."""
    named = rule.named
    table, field = _field(rule)
    if named.type.kind not in _TEXTS or (field is not None and field.privacy is not Privacy.NONE):
        return ()
    fixed = [Suggestion(value=each) for each in (*_FIXED.get(named.name.rpartition(".")[2], ()), *named.values)]
    found = [*_measured(table, field), *_counted(rule, table, field, typed), *fixed]
    return tuple(_fitting(found, typed.strip().casefold()))[:MOST]


def _fitting(found: list[Suggestion], wanted: str) -> list[Suggestion]:
    once = list({each.value: each for each in reversed(found)}.values())[::-1]
    begins = [each for each in once if each.value.casefold().startswith(wanted)]
    return [*begins, *(each for each in once if each not in begins and wanted in each.value.casefold())]


def _field(rule: FieldRule) -> tuple[str, Field | None]:
    """The table that holds the values of a rule's field, as it is called where it was measured, and the field."""
    catalog, name = workspace().catalog, getattr(rule.left, "text", "")
    first, _, rest = name.partition(".")
    if rule.level is Level.CUSTOMER:
        table, found = "customers", catalog.find(first)
    else:
        table, found = (rule.activity.name, rule.activity.field(first)) if rule.activity is not None else ("", None)
    own = found if isinstance(found, Field) else None
    lookup = catalog.lookup(own.lookup) if own is not None and own.lookup and rest else None
    if lookup is not None:
        return f"lookup:{lookup.name}", lookup.field(rest)
    return table, own


def _measured(table: str, field: Field | None) -> list[Suggestion]:
    measures = measures_of(table)
    found = measures.field(field.name) if measures is not None and field is not None else None
    return [Suggestion(value=str(each.low), count=each.count) for each in found.frequent] if found is not None else []


def _counted(rule: FieldRule, table: str, field: Field | None, typed: str) -> list[Suggestion]:
    """Values that begin with what was typed, from the stored column itself."""
    if field is None:
        return []
    ws = workspace()
    with ws.store.reading() as cursor:
        if table.startswith("lookup:"):
            found = frequent_values(cursor, lookup_table(table.removeprefix("lookup:")), field, prefix=typed, limit=MOST)
            return [Suggestion(value=str(value)) for value, _count in found]
        activity = rule.activity.name if rule.level is not Level.CUSTOMER and rule.activity is not None else None
        source = value_source(cursor, ws.catalog)
        return [Suggestion(value=str(value), count=count) for value, count in source(field.name, activity, typed, MOST)]
