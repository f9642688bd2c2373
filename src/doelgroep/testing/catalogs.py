"""Random catalogues: fields of all types, activities with and without moments, lookups, expressions, derived activities."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from doelgroep.catalog import Activity, Catalog, Derivation, Field, FieldType, Lookup, Place, Role
from doelgroep.model.resolve import computed_value, derived_value, trait_value
from doelgroep.testing.expressions import computed_expression, derived_expression, trait_expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.model.node import Value

_CUSTOMER = (
    Field(name="vip", type=FieldType.BOOLEAN),
    Field(name="age", type=FieldType.INTEGER),
    Field(name="visits_per_week", type=FieldType.INTEGER),
    Field(name="budget", type=FieldType.DECIMAL, scale=2),
    Field(name="credit", type=FieldType.DECIMAL, scale=0),
    Field(name="rating", type=FieldType.FLOAT),
    Field(name="name", type=FieldType.TEXT),
    Field(name="email", type=FieldType.TEXT),
    Field(name="city", type=FieldType.CATEGORY, values=("a", "b", "ab")),
    Field(name="born", type=FieldType.DATE),
    Field(name="seen", type=FieldType.DATETIME),
    Field(name="tags", type=FieldType.TEXT_LIST),
    Field(name="roles", type=FieldType.TEXT_LIST, any_value=True),
    Field(name="home", type=FieldType.POINT),
    Field(name="favourite", type=FieldType.TEXT, lookup="products"),
    Field(name="country", type=FieldType.CATEGORY, role=Role.COUNTRY),
)
_ROW = (
    Field(name="quantity", type=FieldType.INTEGER),
    Field(name="price", type=FieldType.DECIMAL, scale=2),
    Field(name="tax", type=FieldType.DECIMAL, scale=3),
    Field(name="weight", type=FieldType.FLOAT),
    Field(name="gift", type=FieldType.BOOLEAN),
    Field(name="channel", type=FieldType.CATEGORY),
    Field(name="remark", type=FieldType.TEXT),
    Field(name="product", type=FieldType.TEXT, lookup="products"),
    Field(name="labels", type=FieldType.TEXT_LIST, any_value=True),
    Field(name="due", type=FieldType.DATE),
    Field(name="paid", type=FieldType.DATETIME),
    Field(name="place", type=FieldType.POINT),
)
_PRODUCTS = Lookup(
    name="products",
    key="product",
    fields=(
        Field(name="kind", type=FieldType.CATEGORY),
        Field(name="cost", type=FieldType.DECIMAL, scale=2),
        Field(name="launched", type=FieldType.DATE),
        Field(name="colours", type=FieldType.TEXT_LIST),
        Field(name="maker", type=FieldType.TEXT, lookup="makers"),
    ),
)
_MAKERS = Lookup(name="makers", key="maker", fields=(Field(name="land", type=FieldType.CATEGORY), Field(name="staff", type=FieldType.INTEGER)))
_GROUPING = (FieldType.TEXT, FieldType.CATEGORY, FieldType.INTEGER, FieldType.DATE)
_TIMES = {"orders": Field(name="at", type=FieldType.DATETIME), "visits": Field(name="day", type=FieldType.DATE), "notes": None}
"""The activities, and the field with the moment of each."""


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A catalogue that passes its checks: a part of the fields of each kind, and expressions over them."""
    fields = draw(_some(_CUSTOMER, least=4))
    names = draw(st.sampled_from((("orders",), ("orders", "visits"), ("orders", "notes"), ("visits", "notes"), ("orders", "visits", "notes"))))
    activities = [_activity(name, draw(_some(_ROW, least=3))) for name in names]
    catalog = Catalog(
        fields=fields,
        activities=tuple(activities),
        lookups=(_PRODUCTS, _MAKERS),
        places=_places(fields, activities),
        country=draw(st.sampled_from(("NL", "NL", "AU"))),
        aliases=(("other_name", fields[0].name), ("other_orders", names[0])),
        open_namespaces=("customer.",) if draw(st.booleans()) else (),
    )
    for activity in activities:
        catalog = _with_computed(draw, catalog, activity)
    catalog = _with_derived(draw, catalog)
    return _with_traits(draw, catalog)


def _some(fields: Sequence[Field], *, least: int) -> st.SearchStrategy[tuple[Field, ...]]:
    chosen = st.lists(st.sampled_from(range(len(fields))), min_size=least, unique=True)
    return chosen.map(lambda found: tuple(fields[each] for each in sorted(found)))


def _activity(name: str, fields: tuple[Field, ...]) -> Activity:
    time = _TIMES[name]
    return Activity(name=name, fields=fields if time is None else (time, *fields), time=None if time is None else time.name)


def _places(fields: Sequence[Field], activities: Sequence[Activity]) -> tuple[Place, ...]:
    of_customer = [Place(name="home_near", field=each.name) for each in fields if each.type is FieldType.POINT]
    of_rows = [
        Place(name="place_near", field=each.name, activity=activity.name)
        for activity in activities
        for each in activity.fields
        if each.type is FieldType.POINT
    ]
    return tuple({each.name: each for each in (*of_customer, *of_rows)}.values())


def _with_computed(draw: st.DrawFn, catalog: Catalog, activity: Activity) -> Catalog:
    """Up to two computed fields, of which the second may use the first."""
    for name in ("amount", "grade")[: draw(st.integers(0, 2))]:
        text = computed_expression(draw, catalog, activity)
        untyped = Field(name=name, type=FieldType.TEXT, expression=text)
        field = _typed(untyped, computed_value(untyped, activity, catalog))
        activity = replace(activity, fields=(*activity.fields, field))
        catalog = _replaced(catalog, activity)
    return catalog


def _with_derived(draw: st.DrawFn, catalog: Catalog) -> Catalog:
    """Now and then orders put together to baskets."""
    source = catalog.activity("orders")
    groups = [] if source is None else [each for each in source.stored_fields if each.type in _GROUPING]
    if source is None or not groups or not draw(st.booleans()):
        return catalog
    if any("_since" in (each.expression or "") for each in source.fields):
        source = replace(source, fields=source.stored_fields)  # stored rows can't follow the moment of evaluation
    group = draw(st.sampled_from(groups))
    where = draw(st.sampled_from((None, "NOT weekday = 'sunday'", "hour < 20", "FIRST OR month > 2")))
    empty = Activity(name="baskets", fields=(), derivation=Derivation(source=source.name, group=group.name, where=where))
    known = replace(catalog, activities=(*catalog.activities, empty))
    texts = [(f"part_{number}", derived_expression(draw, catalog, source)) for number in range(draw(st.integers(1, 3)))]
    untyped = [Field(name=name, type=FieldType.TEXT, expression=text) for name, text in texts]
    fields = [_typed(each, derived_value(each, empty, known)) for each in untyped]
    moments = [Field(name="opened", type=FieldType.DATETIME, expression="min(at)")]
    basket = replace(empty, fields=(*moments, *fields), time="opened")
    return replace(catalog, activities=(*catalog.activities, basket))


def _with_traits(draw: st.DrawFn, catalog: Catalog) -> Catalog:
    """Up to three traits; a later one may use an earlier one."""
    for number in range(draw(st.integers(0, 3))):
        text = trait_expression(draw, catalog)
        untyped = Field(name=f"trait_{number}", type=FieldType.TEXT, expression=text)
        catalog = replace(catalog, traits=(*catalog.traits, _typed(untyped, trait_value(untyped, catalog))))
    return catalog


def _typed(field: Field, meaning: Value) -> Field:
    """The field with the type that its expression has."""
    return replace(field, type=meaning.type.kind, scale=min(meaning.type.scale, 9))


def _replaced(catalog: Catalog, activity: Activity) -> Catalog:
    return replace(catalog, activities=tuple(activity if each.name == activity.name else each for each in catalog.activities))
