"""What one customer did: the rows of all his activities together, the latest first, a page at a time.

A derived activity is not shown beside the rows that it is made of. One that takes all rows of its source together (`orders` of `order_lines`)
stands in its place; one that takes only some of them (`emails_opened` of `emails`) is left out, because its rows are those of the source. Activities
without a time have no place here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMER, ROW, activity_table, day_column
from doelgroep.engine import reference_conditions  # noqa: F401 - imported for its effect: it says what each test means
from doelgroep.engine.reference_data import load, lookup_rows
from doelgroep.engine.reference_rows import rows_of
from doelgroep.engine.reference_scope import Scope, evaluate
from doelgroep.holding import at_holder
from doelgroep.known_customer import python_value
from doelgroep.model.resolve import row_value_named
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import duckdb

    from doelgroep.catalog import Activity, Catalog, Lookup
    from doelgroep.engine.reference_rows import Dataset
    from doelgroep.workspace import Workspace

_NO_DAY, _NO_MOMENT = -(2**31), -(2**63)
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a row stands in the time line: by local day, moment, activity and arrival. Rows with only a day stand before the others of that day."""

    day: int
    """Days since 1970-01-01; a very low number for rows without a time."""
    micros: int
    """UTC microseconds; a very low number for rows that have only a day."""
    activity: int
    row: int

    def __str__(self) -> str:
        """For an address; `Place.read` reads it.

        >>> str(Place(20000, 5, 1, 7)), Place.read("20000.5.1.7") == Place(20000, 5, 1, 7), Place.read("nonsense")
        ('20000.5.1.7', True, None)
        """
        return f"{self.day}.{self.micros}.{self.activity}.{self.row}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """The place that a text names; None when it names none."""
        parts = text.split(".")
        if len(parts) != 4 or len(text) > 90 or not all(each.removeprefix("-").isdecimal() and each.isascii() for each in parts):
            return None
        numbers = [int(each) for each in parts]
        return cls(*numbers) if all(_NO_MOMENT <= each < 2**63 for each in numbers) else None

    @classmethod
    def at(cls, moment: datetime, day: date, number: int = 0) -> Place:
        """Where something else that happened at a moment would stand: above the rows of that moment; by number where there are several."""
        micros = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        return cls((day - _EPOCH).days, micros, 2**31, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A row of an activity."""

    activity: str
    place: Place
    day: date | None
    """In the workspace's zone; None when the row has no time."""
    at: datetime | None
    """In the workspace's zone; None when only the day is known."""
    values: Mapping[str, object]
    """By the name of the field: Python's own values, computed ones among them."""
    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of fields that are keys of a lookup: what the lookup calls them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """A page of what a customer did, the latest first."""

    events: tuple[Event, ...]
    counts: Mapping[str, int]
    """How many rows there are of each activity, in the order of the catalogue; those without rows are left out."""
    older: Place | None
    """Where the next page begins; None when this is the last one."""


@at_holder
def time_line(
    workspace: Workspace,
    customer: int,
    *,
    activities: Sequence[str] | None = None,
    fields: Mapping[str, Sequence[str]] | None = None,
    before: Place | None = None,
    limit: int = 30,
) -> TimeLine:
    """A page of what a customer did.

    Args:
        workspace: with the customer.
        customer: his number, as memberships have it.
        activities: only these; None is all that `shown_activities` names. The counts are always of all.
        fields: by activity the fields that are wanted; None is all.
        before: only what stands after this place, which `older` of the page before is.
        limit: rows on a page.

    Source:
        Activities are sorted by customer: costs what the rows of this one cost, however many there are.
    """
    shown = shown_activities(workspace.catalog)
    chosen = [(number, each) for number, each in enumerate(shown) if activities is None or each.name in set(activities)]
    with workspace.store.reading() as cursor:
        counts = _counts(cursor, shown, customer)
        places = _places(cursor, [(number, each) for number, each in chosen if counts.get(each.name)], customer, before, limit + 1)
        page = places[:limit]
        rows = {each.name: [place.row for place in page if place.activity == number] for number, each in chosen}
        dataset = load(cursor, workspace.catalog, [customer], rows=rows)
        found = {name: dict(_events(workspace, cursor, dataset, name, fields)) for name, wanted in rows.items() if wanted}
    events = [_placed(place, shown[place.activity], found[shown[place.activity].name].get(place.row), workspace) for place in page]
    return TimeLine(
        events=tuple(each for each in events if each is not None), counts=counts, older=page[-1] if page and len(places) > limit else None
    )


def shown_activities(catalog: Catalog) -> tuple[Activity, ...]:
    """The activities that a time line shows, each row of the customer once."""
    whole: dict[str, str] = {}
    for each in catalog.activities:
        if each.derivation is not None and each.derivation.where is None and each.time is not None:
            whole.setdefault(each.derivation.source, each.name)
    return tuple(each for each in catalog.activities if each.time is not None and _is_shown(each, whole))


def _is_shown(activity: Activity, whole: Mapping[str, str]) -> bool:
    if activity.name in whole:
        return False
    return activity.derivation is None or whole.get(activity.derivation.source) == activity.name


# ---------------------------------------------------------------- which rows


def _counts(cursor: duckdb.DuckDBPyConnection, shown: Sequence[Activity], customer: int) -> dict[str, int]:
    parts = [
        f"SELECT {number} AS activity, count(*) AS rows FROM {quoted(activity_table(each.name))} WHERE {CUSTOMER} = {int(customer)}"  # noqa: S608 - quoted names and numbers
        for number, each in enumerate(shown)
    ]
    found = dict(cursor.execute(" UNION ALL ".join(parts)).fetchall()) if parts else {}
    return {each.name: found[number] for number, each in enumerate(shown) if found.get(number)}


def _places(
    cursor: duckdb.DuckDBPyConnection, chosen: Sequence[tuple[int, Activity]], customer: int, before: Place | None, limit: int
) -> list[Place]:
    if not chosen:
        return []
    parts = " UNION ALL ".join(_rows_sql(number, each, customer) for number, each in chosen)
    after = "" if before is None else "WHERE (day, micros, activity, row) < ($day, $micros, $activity, $row)"
    values = {} if before is None else {"day": before.day, "micros": before.micros, "activity": before.activity, "row": before.row}
    sql = f"SELECT day, micros, activity, row FROM ({parts}) {after} ORDER BY day DESC, micros DESC, activity DESC, row DESC LIMIT {int(limit)}"  # noqa: S608 - as above
    return [Place(*each) for each in cursor.execute(sql, values).fetchall()]


def _rows_sql(number: int, activity: Activity, customer: int) -> str:
    time = activity.field(activity.time or "")
    name = quoted(activity.time or "")
    is_moment = time is not None and time.type is FieldType.DATETIME
    day = quoted(day_column(activity.time or "")) if is_moment else name
    micros = f"coalesce(epoch_us({name}), {_NO_MOMENT})" if is_moment else str(_NO_MOMENT)
    columns = f"coalesce({day} - DATE '1970-01-01', {_NO_DAY}) AS day, CAST({micros} AS BIGINT) AS micros, {number} AS activity, {ROW} AS row"
    return f"SELECT {columns} FROM {quoted(activity_table(activity.name))} WHERE {CUSTOMER} = {int(customer)}"  # noqa: S608 - as above


# ---------------------------------------------------------------- what stands in them


@dataclass(frozen=True, slots=True)
class _Contents:
    values: Mapping[str, object]
    titles: Mapping[str, tuple[str, ...]]


def _events(
    workspace: Workspace, cursor: duckdb.DuckDBPyConnection, dataset: Dataset, name: str, fields: Mapping[str, Sequence[str]] | None
) -> Iterator[tuple[int, _Contents]]:
    """The contents of the rows that were read of an activity, by their `_row`."""
    catalog, zone = workspace.catalog, workspace.settings.zone
    activity = catalog.activity(name)
    if activity is None or not dataset.customers:
        return
    names = [each.name for each in activity.fields if fields is None or each.name in fields.get(name, ())]
    context = workspace.context()
    planned = {each: workspace.planned_value(row_value_named(each, activity, catalog), context) for each in names}
    scope = Scope(dataset, dataset.customers[0])
    rows = {
        int(str(row.fields[ROW])): {
            each: python_value(evaluate(value, scope.at(row)), value.type.kind, value.type.scale, zone) for each, value in planned.items()
        }
        for row in rows_of(dataset.customers[0], name)
    }
    said = {each: _titles(cursor, lookup, [row[each] for row in rows.values()]) for each, lookup in _lookups(catalog, activity) if each in planned}
    for row, values in rows.items():
        titles = {each: tuple(known.get(key, str(key)) for key in _several(values[each])) for each, known in said.items()}
        yield row, _Contents(values, titles)


def _lookups(catalog: Catalog, activity: Activity) -> Iterator[tuple[str, Lookup]]:
    """The fields that hold keys of a lookup. A list of a derived activity holds the keys of the field of that role in its source."""
    source = catalog.activity(activity.derivation.source) if activity.derivation else None
    for each in activity.fields:
        of_source = (other.lookup for other in source.fields if other.role is each.role and other.lookup) if source and each.role else ()
        lookup = catalog.lookup(each.lookup or next(iter(of_source), None) or "")
        if lookup is not None:
            yield each.name, lookup


def _titles(cursor: duckdb.DuckDBPyConnection, lookup: Lookup, values: Iterable[object]) -> dict[object, str]:
    title = next((each.name for each in lookup.fields if each.type is FieldType.TEXT and each.name != lookup.key), None)
    keys = list(dict.fromkeys(key for each in values for key in _several(each)))
    if title is None or not keys:
        return {}
    return {key: str(row[title]) for key, row in lookup_rows(cursor, lookup, keys).items() if row[title] is not None}


def _several(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _placed(place: Place, activity: Activity, contents: _Contents | None, workspace: Workspace) -> Event | None:
    if contents is None:
        return None
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=place.micros) if place.micros != _NO_MOMENT else None
    return Event(
        activity=activity.name,
        place=place,
        day=_EPOCH + timedelta(days=place.day) if place.day != _NO_DAY else None,
        at=at.astimezone(workspace.settings.zone) if at is not None else None,
        values=contents.values,
        titles=contents.titles,
    )
