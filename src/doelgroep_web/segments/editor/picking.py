"""What a condition can be about: fields by base, activities, segments; of rows their fields and totals. And the condition a choice begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from doelgroep.catalog import Activity, Field, FieldType
from doelgroep.errors import UserError
from doelgroep.lang.printer import written
from doelgroep.lang.tree import Anniversary, InSegment, Matches, Name, RowPosition, Text
from doelgroep.lang.words import name_text
from doelgroep.model.aggregates import aggregate_of
from doelgroep.model.names import SEASON, aggregate_names, find_name
from doelgroep.model.node import Part
from doelgroep.model.resolve import root_scope
from doelgroep.model.scope import Level, RefusedError, Report
from doelgroep.quality.kept import kept
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.privacy import may_see
from doelgroep_web.segments.editor import words
from doelgroep_web.segments.editor.builder.choices import DATES, fresh
from doelgroep_web.segments.editor.builder.tree import ActivityRule, Group
from doelgroep_web.segments.editor.controls import ICONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.catalog import Catalog
    from doelgroep.model.scope import Named, Scope
    from doelgroep.quality.values import TableMeasure
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.editor.builder.tree import Built

_PARTS = (Part.WEEKDAY.value, Part.HOUR.value, Part.MONTH.value, Part.YEAR.value, SEASON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something to choose."""

    value: str
    """The last part of a command: `field:city`."""
    title: str
    description: str = ""
    examples: str = ""
    """Its most frequent values."""
    icon: str = ""
    name: str = ""
    """As it is written in a query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Entries that belong together."""

    title: str
    entries: tuple[Entry, ...]


# ---------------------------------------------------------------- what there is


def sections(built: Built, into: str, user: User, wanted: str = "") -> tuple[Section, ...]:
    """What can be put into a group or an activity rule, and fits what was typed.

    Raises:
        KeyError: there is nothing of that address that can hold conditions.
    """
    activity, level = _held_by(built, into)
    if activity is None:
        found = _of_customers(built, user)
    else:
        found = _of_rows(built.catalog, activity, user, rows=level is not Level.GROUP, totals=level is not Level.ROW)
    return tuple(_fitting(found, wanted.strip().casefold()))


def _fitting(found: Iterator[Section], wanted: str) -> Iterator[Section]:
    for section in found:
        entries = tuple(each for each in section.entries if wanted in f"{each.title} {each.name} {each.description} {section.title}".casefold())
        if entries:
            yield replace(section, entries=tuple(sorted(entries, key=lambda each: _distance(each, wanted))))


def _distance(entry: Entry, wanted: str) -> int:
    """What is named so comes first, then what begins with it: "category" means the field of that name before one of the product."""
    names = (entry.title.casefold(), entry.name.casefold())
    return 0 if not wanted or wanted in names else 1 if any(each.startswith(wanted) for each in names) else 2


def _held_by(built: Built, into: str) -> tuple[Activity | None, Level | None]:
    """The activity whose conditions stand at an address; for a group among them, whether it is about rows or totals."""
    item = built.item(into)
    if isinstance(item, ActivityRule):
        return item.activity, None
    if not isinstance(item, Group):
        raise KeyError(into)
    parts = into.split(".") if into else []
    for length in range(1, len(parts)):
        above = built.item(".".join(parts[:length]))
        if isinstance(above, ActivityRule):
            branch = ".".join(parts[: length + 1])
            return above.activity, Level.GROUP if any(each.address == branch for each in above.totals) else Level.ROW
    return None, None


def _of_customers(built: Built, user: User) -> Iterator[Section]:
    catalog = built.catalog
    activities = tuple(
        Entry(
            value=f"activity:{each.name}",
            title=each.title(language()),
            description=each.description.get(language()),
            icon=ICONS.get(each.name, "list-details"),
            name=each.name,
        )
        for each in catalog.activities
    )
    yield Section(title=_("Activities"), entries=activities)
    yield Section(title=_("Segments"), entries=tuple(_segments(built)))
    by_base: dict[str, list[Entry]] = {str(each): [] for each in words.BASES.values()}
    other = _("Other fields")
    for field in catalog.customer_fields():
        if may_see(user, field):
            by_base.setdefault(str(words.BASES[field.base]) if field.base else other, []).extend(_of_field(field, catalog))
    for title, entries in by_base.items():
        yield Section(title=title, entries=tuple(entries))


def _segments(built: Built) -> Iterator[Entry]:
    titles = words.segment_titles()
    for key in sorted(built.segments, key=lambda each: str(titles.get(each, each)).casefold()):
        yield Entry(value=f"segment:{key}", title=titles.get(key, key), icon="chart-pie", name=key)


def _of_field(field: Field, catalog: Catalog) -> Iterator[Entry]:
    """A field, what it leads to over a lookup, and the yearly return of a date."""
    yield _entry(field, f"field:{field.name}", field.title(language()), "customers")
    lookup = catalog.lookup(field.lookup) if field.lookup else None
    for each in lookup.fields if lookup is not None else ():
        title = f"{field.title(language())}: {each.title(language()).lower()}"
        yield replace(_entry(each, f"field:{field.name}.{each.name}", title, f"lookup:{field.lookup}"), name=f"{field.name}.{each.name}")
    if field.type in DATES:
        title = _("%(date)s, every year") % {"date": field.title(language())}
        yield Entry(value=f"year:{field.name}", title=title, description=_("The day comes back every year, such as a birthday."), icon="calendar")


def _entry(field: Field, value: str, title: str, table: str) -> Entry:
    return Entry(
        value=value,
        title=title,
        description=field.description.get(language()),
        examples=", ".join(examples_of(table, field)),
        icon=words.icon_of(field),
        name=field.name,
    )


def examples_of(table: str, field: Field, most: int = 4) -> list[str]:
    """The most frequent values of a field, as they were measured last; none of protected fields."""
    measured = measures_of(table)
    found = measured.field(field.name) if measured is not None and field.privacy.value == "none" else None
    if found is None or field.type not in {FieldType.TEXT, FieldType.CATEGORY, FieldType.TEXT_LIST}:
        return []
    return [str(each.low) for each in found.frequent[:most]]


def measures_of(table: str) -> TableMeasure | None:
    """What was measured of a table: traits are measured beside the customers."""
    measures = kept(workspace().path)
    return None if measures is None else measures.table(table)


def _of_rows(catalog: Catalog, activity: Activity, user: User, *, rows: bool, totals: bool) -> Iterator[Section]:
    if rows:
        fields = [each for each in activity.fields if may_see(user, each)]
        entries = [entry for each in fields for entry in _of_row_field(each, activity, catalog)]
        yield Section(title=_("Each row of %(activity)s") % {"activity": activity.title(language()).lower()}, entries=tuple(entries))
        if activity.time is not None:
            yield Section(title=_("When it was"), entries=(*_parts(catalog, activity), *_positions()))
    if totals:
        yield Section(title=_("The rows together"), entries=tuple(_totals(catalog, activity, user)))


def _of_row_field(field: Field, activity: Activity, catalog: Catalog) -> Iterator[Entry]:
    yield _entry(field, f"field:{field.name}", field.title(language()), activity.name)
    lookup = catalog.lookup(field.lookup) if field.lookup else None
    for each in lookup.fields if lookup is not None else ():
        title = f"{field.title(language())}: {each.title(language()).lower()}"
        yield replace(_entry(each, f"field:{field.name}.{each.name}", title, f"lookup:{field.lookup}"), name=f"{field.name}.{each.name}")


def _parts(catalog: Catalog, activity: Activity) -> Iterator[Entry]:
    scope = root_scope(catalog, Report()).rows_of(activity)
    for each in _PARTS:
        named = find_name(each, scope)
        if named is not None and activity.field(each) is None:
            yield Entry(value=f"field:{each}", title=words.title_of(named, Level.ROW, activity, catalog), icon="calendar", name=each)


def _positions() -> tuple[Entry, ...]:
    description = _("Of everything that the customer did, whatever else is asked here.")
    labels = {"first": words.FIRST, "last": words.LATEST}
    return tuple(Entry(value=f"{each}:", title=str(label).capitalize(), description=description) for each, label in labels.items())


def _totals(catalog: Catalog, activity: Activity, user: User) -> Iterator[Entry]:
    hidden = {each.name for each in activity.fields if not may_see(user, each)}
    scope = root_scope(catalog, Report()).groups_of(activity)
    for name in aggregate_names(activity):
        named = _aggregate(name, activity, scope) if name.partition("_")[2] not in hidden else None
        if named is not None:
            yield Entry(value=f"field:{name}", title=words.title_of(named, Level.GROUP, activity, catalog), name=name)


def _aggregate(name: str, activity: Activity, scope: Scope) -> Named | None:
    try:
        return aggregate_of(Name(name), activity, scope)
    except RefusedError:
        return None


# ---------------------------------------------------------------- the condition that a choice begins with


def begun(built: Built, into: str, what: str, user: User) -> str:
    """The text of the condition that something chosen begins with.

    Raises:
        KeyError: there is nothing of that kind or name.
        UserError: the field is protected and this person may not use it.
    """
    kind, _colon, name = what.partition(":")
    activity, level = _held_by(built, into)
    match kind:
        case "activity" if activity is None and built.catalog.activity(name) is not None:
            return written(Matches(Name(name)))
        case "segment" if activity is None and name in built.segments:
            return written(InSegment(Text(name)))
        case "first" | "last" if activity is not None and level is not Level.GROUP:
            return written(RowPosition(kind.upper()))
        case "field" | "year":
            return _field_begun(built, activity, kind, name, user)
        case _:
            raise KeyError(what)


def _field_begun(built: Built, activity: Activity | None, kind: str, name: str, user: User) -> str:
    scope = root_scope(built.catalog, Report())
    named = None
    if activity is not None:
        named = _aggregate(name, activity, scope.groups_of(activity)) or find_name(name, scope.rows_of(activity))
    elif kind in {"field", "year"}:
        named = find_name(name, scope)
    if named is None:
        raise KeyError(name)
    _require(built.catalog, activity, name, user)
    return written(fresh(Anniversary(Text(name)) if kind == "year" else Name(name), named))


def _require(catalog: Catalog, activity: Activity | None, name: str, user: User) -> None:
    """Refuse a field that a person may not use in conditions; the answer to the whole query is checked too, when it is counted."""
    first = name.partition(".")[0]
    field = activity.field(first) if activity is not None else catalog.find(first)
    if isinstance(field, Field) and not may_see(user, field):
        raise UserError("web_field_protected", fields=[name_text(name)])
