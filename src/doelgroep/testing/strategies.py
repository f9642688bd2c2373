"""Hypothesis strategies for whole worlds: a random catalogue, random data for it, and random queries of the whole language.

For those who test an engine or a way of storing data: `worlds()` gives all of it together, always valid. Values come from small pools, so that equal
values, ties in time, missing values, ends of months and changes of the clock are frequent.

    from hypothesis import given
    from doelgroep.testing.assertions import assert_same_members
    from doelgroep.testing.strategies import worlds

    @given(worlds())
    def test_my_engine(world):
        assert_same_members(world, my_engine)

Needs the package `hypothesis`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from doelgroep.model.resolve import understand
from doelgroep.plan.context import Context
from doelgroep.plan.plan import plan
from doelgroep.testing.catalogs import catalogs
from doelgroep.testing.conditions import chance, combined, matches, on_anniversary, on_field, one_of
from doelgroep.testing.derivation import with_derived
from doelgroep.testing.names import DATES, customer_names, undeclared_names
from doelgroep.testing.paste import as_code
from doelgroep.testing.pools import AS_OF, DISTANCES, KEYS, OFFSETS, POINTS, ZONES, missing_or, values
from doelgroep.testing.tables import PlainData

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doelgroep.catalog import Activity, Catalog, Field, Place
    from doelgroep.model.node import Test

__all__ = ["World", "catalogs", "data", "queries", "worlds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A catalogue, data for it (rows of derived activities included), segments by key, the moment of evaluation, and queries."""

    catalog: Catalog
    data: PlainData
    segments: Mapping[str, str]
    context: Context
    queries: tuple[str, ...]

    def test(self, query: str) -> Test:
        """The planned meaning of a query."""
        return plan(self.meaning(query), self.context, lambda key: self.meaning(self.segments[key]))

    def __repr__(self) -> str:
        return as_code(self)

    def meaning(self, query: str) -> Test:
        """The meaning of a query, before it is planned."""
        return understand(query, self.catalog, segments=self.segments.keys()).test


@st.composite
def worlds(draw: st.DrawFn, *, queries_per_world: int = 20) -> World:
    """A random world with that many queries."""
    catalog = draw(catalogs())
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    context = Context(datetime.fromisoformat(draw(st.sampled_from(AS_OF))).replace(tzinfo=zone), zone)
    segments = draw(_segments(catalog))
    given = with_derived(catalog, draw(data(catalog)), context)
    asked = draw(st.lists(queries(catalog, tuple(segments)), min_size=queries_per_world, max_size=queries_per_world))
    return World(catalog=catalog, data=given, segments=segments, context=context, queries=tuple(asked))


@st.composite
def data(draw: st.DrawFn, catalog: Catalog) -> PlainData:
    """Four to nine customers with up to fifteen rows in each activity; without the rows of derived activities."""
    keys = [f"c{number}" for number in range(draw(st.integers(4, 9)))]
    stored = [each for each in catalog.fields if each.expression is None]
    customers = {key: draw(_row(stored)) for key in keys}
    activities = {
        each.name: draw(st.lists(st.tuples(st.sampled_from(keys), _row(each.stored_fields, each.time)), max_size=15))
        for each in catalog.activities
        if each.derivation is None
    }
    lookups: dict[str, dict[object, dict[str, object]]] = {
        each.name: draw(st.dictionaries(st.sampled_from(KEYS), _row(each.fields), max_size=4)) for each in catalog.lookups
    }
    return PlainData(customers=customers, activities=activities, lookups=lookups)


def _keyed(fields: Sequence[Field]) -> st.SearchStrategy[dict[object, dict[str, object]]]:
    return st.dictionaries(st.sampled_from(KEYS), _row(fields), max_size=4)


def _row(fields: Sequence[Field], time: str | None = None) -> st.SearchStrategy[dict[str, object]]:
    """Values for the fields; the moment of a row is always there."""
    return st.fixed_dictionaries({each.name: values(each) if each.name == time else missing_or(values(each)) for each in fields})


@st.composite
def queries(draw: st.DrawFn, catalog: Catalog, segments: Sequence[str] = ()) -> str:
    """A query text of the whole language over a catalogue, and the keys of segments that it may use."""
    return combined(draw, lambda draw: _condition(draw, catalog, segments), 3)


def _condition(draw: st.DrawFn, catalog: Catalog, segments: Sequence[str]) -> str:
    names = [*customer_names(catalog), *undeclared_names(catalog)]
    dates = [each for each in names if each.type in DATES]
    shape = draw(st.integers(0, 9))
    if shape == 9 and segments:
        return f"{one_of(draw, ('', 'NOT '))}IN SEGMENT '{one_of(draw, segments)}'"
    if shape == 8 and catalog.places:
        return _near(draw, one_of(draw, catalog.places))
    if shape == 7 and dates:
        return on_anniversary(draw, one_of(draw, dates))
    if shape == 6:
        return _older(draw, one_of(draw, catalog.activities))
    if shape >= 3:
        return matches(draw, catalog, one_of(draw, catalog.activities))
    return on_field(draw, one_of(draw, names), names)


def _older(draw: st.DrawFn, activity: Activity) -> str:
    """The spellings without MATCHES."""
    name, truth = activity.name, one_of(draw, ("= true", "= false", "!= true"))
    if activity.time is not None and chance(draw, 2):
        return f"{name}(date: {one_of(draw, OFFSETS)}) {truth}"
    return one_of(draw, (f"{name} IS NULL", f"{name} IS NOT NULL", f"{name}() {truth}"))


def _near(draw: st.DrawFn, place: Place) -> str:
    north, east = one_of(draw, POINTS)
    amount, unit = one_of(draw, DISTANCES).split()
    return f"{place.name} {one_of(draw, ('', 'NOT '))}MATCHES (coordinates = ({north}, {east}), distance_{unit} = {amount})"


@st.composite
def _segments(draw: st.DrawFn, catalog: Catalog) -> dict[str, str]:
    """Up to two segments, of which the second may use the first."""
    found: dict[str, str] = {}
    for key in ("first-segment", "second-segment")[: draw(st.integers(0, 2))]:
        found[key] = draw(queries(catalog, tuple(found)))
    return found
