"""The world of a chapter: its data with the rows of derived activities, and queries made ready for an engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from doelgroep.catalog import FieldType
from doelgroep.columns import ROW
from doelgroep.engine.reference import Instant, derive
from doelgroep.model.names import type_of
from doelgroep.model.node import RowField
from doelgroep.model.resolve import derived_rows, derived_value, understand
from doelgroep.plan.context import Context
from doelgroep.plan.plan import plan, plan_value
from doelgroep.testing.tables import PlainData, from_tables
from tests.spec.tables import plain_data

if TYPE_CHECKING:
    from doelgroep.catalog import Activity, Field
    from doelgroep.engine.reference import Fields
    from doelgroep.model.node import Test
    from tests.spec.frame import Chapter

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class World:
    """A chapter and its complete data."""

    chapter: Chapter
    data: PlainData

    def test(self, query: str, as_of: str | None = None) -> Test:
        """The planned meaning of a query."""
        chapter = self.chapter
        found = understand(query, chapter.catalog, segments=chapter.segments.keys())
        return plan(found.test, context(chapter, as_of), self._definition)

    def _definition(self, key: str) -> Test:
        chapter = self.chapter
        return understand(chapter.segments[key], chapter.catalog, segments=chapter.segments.keys()).test


def context(chapter: Chapter, as_of: str | None = None) -> Context:
    """The moment and zone of an evaluation."""
    zone = ZoneInfo(chapter.zone)
    return Context(datetime.fromisoformat(as_of or chapter.as_of).replace(tzinfo=zone), zone)


def world(chapter: Chapter) -> World:
    """The chapter with its data; derived activities are made by the reference engine."""
    data = plain_data(chapter)
    for activity in chapter.catalog.activities:
        if activity.derivation is not None:
            data = replace(data, activities={**data.activities, activity.name: _derived(activity, chapter, data)})
    return World(chapter, data)


def _derived(activity: Activity, chapter: Chapter, data: PlainData) -> list[tuple[str, dict[str, object]]]:
    """The rows of a derived activity as data by hand, in order of arrival."""
    assert activity.derivation is not None
    dataset = from_tables(chapter.catalog, data, chapter.zone)
    now = context(chapter)
    source = chapter.catalog.activity(activity.derivation.source)
    group = source.field(activity.derivation.group) if source else None
    assert group is not None
    where = derived_rows(activity, chapter.catalog)
    values = {each.name: plan_value(derived_value(each, activity, chapter.catalog), now, _no_segments) for each in activity.fields}
    planned = None if where is None else plan(where, now, _no_segments)
    found = [
        (customer.key, row)
        for customer in dataset.customers
        for row in derive(activity, customer, dataset, values, group=RowField(group.name, type_of(group)), where=planned)
    ]
    found.sort(key=lambda each: str(each[1][ROW]).zfill(20))
    return [(key, _friendly_row(activity.fields, row)) for key, row in found]


def _no_segments(key: str) -> Test:
    raise KeyError(key)


def _friendly_row(fields: tuple[Field, ...], row: Fields) -> dict[str, object]:
    return {each.name: _friendly(each, row[each.name]) for each in fields}


def _friendly(field: Field, value: object) -> object:
    match field.type, value:
        case FieldType.DECIMAL, int():
            return Decimal(value).scaleb(-field.scale)
        case FieldType.DATE, int():
            return date.fromordinal(value + EPOCH.toordinal())
        case _, Instant():
            return EPOCH + timedelta(microseconds=value.micros)
        case _:
            return value


def refusal(chapter: Chapter, query: str) -> str:
    """The code of the first error of a query that is refused; the errors of planning included."""
    from doelgroep.errors import QueryError, UserError  # noqa: PLC0415 - used here only

    try:
        world(chapter).test(query)
    except QueryError as error:
        return error.diagnostics[0].code
    except UserError as error:
        return error.code
    return "accepted"
