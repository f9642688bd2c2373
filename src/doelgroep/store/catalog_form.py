"""The catalogue as it is written: plain mappings and texts in the order of the file. What has its default is left out; types are always written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import Base, FieldType, Privacy
from doelgroep.store.settings import WEB
from doelgroep.store.yaml_editing import Editor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doelgroep.catalog import Activity, Catalog, Field, Label, Lookup, Place
    from doelgroep.store.yaml_reading import Path
    from doelgroep.store.yaml_rendering import Value

type Form = dict[str, Value]

_ONE_KEY_A_LINE = {"catalog", "customers", "fields", "activities", "lookups", "traits", "places", "aliases"}


def catalog_form(catalog: Catalog) -> Form:
    """The catalogue below the key `catalog`."""
    customers: Form = {"key": catalog.key, **_given("column", catalog.key_column), **_named("fields", _fields(catalog.fields))}
    return {
        "name": catalog.name,
        "entity": catalog.entity,
        "customers": customers,
        **_named("activities", {each.name: _activity(each) for each in catalog.activities}),
        **_named("lookups", {each.name: _lookup(each) for each in catalog.lookups}),
        **_named("traits", _fields(catalog.traits)),
        **_named("places", {each.name: _place(each) for each in catalog.places}),
        **_named("aliases", dict(catalog.aliases)),
        **({"open_namespaces": list(catalog.open_namespaces)} if catalog.open_namespaces else {}),
    }


def type_text(field: Field) -> str:
    """`integer`, `decimal(2)`."""
    return f"decimal({field.scale})" if field.type is FieldType.DECIMAL else field.type.value


def _fields(fields: Iterable[Field]) -> Form:
    return {each.name: _field(each) for each in fields}


def _field(field: Field) -> Form:
    return {
        **_given("expression", field.expression),
        "type": type_text(field),
        **_label("label", field.label),
        **_label("description", field.description),
        **_given("base", field.base and field.base.value),
        **_given("role", field.role and field.role.value),
        **_given("privacy", None if field.privacy is Privacy.NONE else field.privacy.value),
        **({"values": list(field.values)} if field.values else {}),
        **({"any_value": True} if field.any_value else {}),
        **_given("lookup", field.lookup),
        **_given("column", field.column),
    }


def _activity(activity: Activity) -> Form:
    derivation = activity.derivation
    return {
        **({} if derivation is None else {"from": derivation.source, "group": derivation.group, **_given("where", derivation.where)}),
        **_label("label", activity.label),
        **_label("description", activity.description),
        **_given("base", None if activity.base is Base.BEHAVIOURAL else activity.base.value),
        **_given("customer", activity.customer_column),
        **_given("time", activity.time),
        **_given("row_id", activity.row_id),
        **_named("fields", _fields(activity.fields)),
    }


def _lookup(lookup: Lookup) -> Form:
    return {**_label("label", lookup.label), "key": lookup.key, **_named("fields", _fields(lookup.fields))}


def _place(place: Place) -> Form:
    return {**_given("activity", place.activity), "field": place.field}


def _label(key: str, label: Label) -> Form:
    words: Form = {**_given("en", label.en), **_given("nl", label.nl)}
    return _named(key, words)


def _named(key: str, form: Form) -> Form:
    return {key: form} if form else {}


def _given(key: str, text: str | None) -> Form:
    return {key: text} if text else {}


def _is_open(path: Path) -> bool:
    """Tables, and their lists of fields, have one key a line; a field stands on one line where it fits."""
    below = path[1:]
    in_table = len(below) == 2 and below[0] in {"activities", "lookups"}
    return len(path) <= 1 or in_table or (path[-1] in _ONE_KEY_A_LINE and not _is_field(below))


def _is_field(path: Path) -> bool:
    return (path[:1] == ("traits",) and len(path) > 1) or (len(path) > 2 and path[-2] == "fields")


def _short(path: Path, wanted: Mapping[str, Value]) -> str | None:
    """`city: text`, `label: City`, `customer_within_distance: location`."""
    if len(path) == 3 and path[1] == "places":
        key = "field"
    elif _is_field(path[1:]):
        key = "type"
    elif path[-1] in {"label", "description"}:
        key = "en"
    else:
        return None
    value = wanted.get(key)
    return value if len(wanted) == 1 and isinstance(value, str) else None


DEFAULTS: dict[Path, Value] = {
    ("currency",): "EUR",
    ("country",): "NL",
    ("catalog",): {"name": "own", "entity": "person", "customers": {"key": "customer_id"}},
    ("catalog", "name"): "own",
    ("catalog", "entity"): "person",
    ("catalog", "customers"): {"key": "customer_id"},
    ("catalog", "customers", "key"): "customer_id",
}
"""What is not written into a file whose author has left it out."""

EDITOR = Editor(is_open=_is_open, short=_short, defaults=DEFAULTS, foreign=frozenset({(WEB,)}))
"""How `doelgroep.yaml` is written."""
