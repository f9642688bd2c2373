"""Names looked up: what a field, trait, row field or path over a lookup stands for."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, Field, FieldType, Lookup, Place, Role
from doelgroep.lang.lookalikes import latin
from doelgroep.lang.tree import NOWHERE
from doelgroep.lang.words import name_text
from doelgroep.model.dates import PART_TYPES, day_of, has_hour, is_datetime, part_of
from doelgroep.model.node import (
    TEXT,
    CustomerField,
    LookupField,
    MissingField,
    Part,
    RowField,
    Season,
    Trait,
    ValueType,
)
from doelgroep.model.scope import Level, Named, refuse
from doelgroep.season import SOUTHERN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doelgroep.errors import Span
    from doelgroep.model.node import Value
    from doelgroep.model.scope import Scope

KEY_FIELD = "_key"
"""The name of the customer key among the stored fields of the model."""

PART_NAMES = {part.value: part for part in PART_TYPES}
SEASON = "season"

PLAIN_AGGREGATES = ("count", "first_date", "last_date", "distinct_days", "distinct_months")
"""Aggregates of the rows and their time."""
FIELD_AGGREGATES = ("sum", "avg", "min", "max", "distinct")
"""Prefixes of aggregates of a field: `sum_amount`."""
_SUMMABLE = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT}


_ALIKE = 0.73
"""How alike two names must be: `amount` is not `count`."""
_SLIP = 0.8
"""How alike they are when one is a slip of the keyboard."""
_COMMON = 2
"""A word that occurs in more names than this says nothing."""


def nearest(name: str, candidates: Iterable[str]) -> str:
    """The most similar of the candidates, or an empty text when none is similar.

    Names that are the last part of a longer one come first, then slips of the keyboard, then names with a word in common.

    >>> nearest("amount_spend", ["amount_spent", "city"]), nearest("birth_date", ["first_date", "facts.birth_date"])
    ('amount_spent', 'facts.birth_date')
    >>> nearest("Amsterdam", ["Europe/Berlin", "Europe/Amsterdam"])
    'Europe/Amsterdam'
    >>> nearest("orders_count", ["city", "number_of_orders"]), nearest("product_id", ["id", "tag"])
    ('number_of_orders', 'id')
    """
    by_lower = {each.lower(): each for each in candidates}
    wanted = name.lower()
    if wanted in by_lower:
        return by_lower[wanted]
    last = [each for lower, each in by_lower.items() if lower.endswith((f".{wanted}", f"/{wanted}"))]
    if last:
        return last[0]
    alike = get_close_matches(wanted, by_lower, n=1, cutoff=_ALIKE)
    return by_lower[alike[0]] if alike else _with_same_word(wanted, by_lower)


def slip_of(name: str, candidates: Iterable[str]) -> bool:
    """Whether a word is so near to a name that it must be meant.

    >>> slip_of("amoutn", ["amount"]), slip_of("last_week", ["last_name"])
    (True, False)
    """
    return bool(get_close_matches(name.lower(), [each.lower() for each in candidates], n=1, cutoff=_SLIP))


def _with_same_word(wanted: str, by_lower: dict[str, str]) -> str:
    words = {lower: set(re.split(r"[_.]", lower)) for lower in by_lower}
    own = re.split(r"[_.]", wanted)
    shared = {lower: sum(_is_telling(each, words) for each in {*own, wanted} & its) for lower, its in words.items()}
    best = max(shared, key=lambda each: shared[each], default="")
    if best and shared[best]:
        return by_lower[best]
    whole = [each for lower, each in by_lower.items() if wanted in words[lower]]
    return whole[0] if whole else by_lower.get(own[-1], "")


def _is_telling(word: str, words: dict[str, set[str]]) -> bool:
    """Whether it says something that two names share a word: not `of`, not `customer` where everything is of the customer."""
    return len(word) > 2 and sum(word in each for each in words.values()) <= _COMMON


def lookup_name(name: str, span: Span, scope: Scope) -> Named:
    """What a name stands for at the scope's level.

    Raises:
        RefusedError: there is nothing of that name here; names the nearest.
    """
    found = find_name(name, scope)
    if found is None:
        raise unknown_name(name, span, scope)
    if found.is_open:
        scope.report.warn("name_not_imported", span, name=name)
    return found


def find_name(name: str, scope: Scope) -> Named | None:
    """What a name stands for: a field, a part of a date, a path over a lookup; None when nothing does."""
    return _plain(name, scope) or _implicit_part(name, scope) or _part(name, scope) or _path(name, scope) or _open(name, scope)


def unknown_name(name: str, span: Span, scope: Scope, *, aggregates: bool = True) -> Exception:
    """The error for a name that means nothing here. Among rows, `aggregates` like `sum_amount` are names too, but not in expressions."""
    if scope.activity is not None:
        return _unknown_row_name(name, span, scope, scope.activity, aggregates=aggregates)
    found = scope.catalog.find(name)
    if isinstance(found, Activity):
        return refuse("name_is_activity", span, name=name)
    if isinstance(found, Place):
        return refuse("name_is_place", span, name=name)
    if name.lower() == "anniversary":
        return refuse("anniversary_field", span)
    owner, _, field = name.rpartition(".")
    if isinstance(activity := scope.catalog.find(owner), Activity):
        return refuse("name_of_rows", span, name=name, activity=activity.name, field=field)
    near = near_customer_name(name, scope)
    if near and latin(name) == near:
        return refuse("name_letters", span, name_text(near), name=name, near=near)
    return refuse("name_unknown_near" if near else "name_unknown", span, name_text(near) if near else None, name=name, near=near)


def near_customer_name(name: str, scope: Scope) -> str:
    """The nearest field or trait, or else activity: an older name gives way to the present one."""
    aliases = dict(scope.catalog.aliases)
    fields = [each.name for each in scope.catalog.names.values() if isinstance(each, Field)]
    near = nearest(name, [*fields, *aliases]) or nearest(name, scope.catalog.names)
    return aliases.get(near, near)


def _unknown_row_name(name: str, span: Span, scope: Scope, activity: Activity, *, aggregates: bool) -> Exception:
    near = nearest(name, available_names(scope, aggregates=aggregates))
    code = "row_name_unknown_near" if near else "row_name_unknown"
    return refuse(
        code, span, name_text(near) if near else None, name=name, near=near, activity=activity.name, known=_main_names(scope, aggregates=aggregates)
    )


def _main_names(scope: Scope, *, aggregates: bool) -> list[str]:
    """What a message lists: not the rarer aggregates of each field."""
    rare = ("avg_", "min_", "max_", "distinct_")
    plain = available_names(scope, aggregates=False)
    return plain + [each for each in available_names(scope)[len(plain) :] if aggregates and (each in PLAIN_AGGREGATES or not each.startswith(rare))]


def available_names(scope: Scope, *, aggregates: bool = True) -> list[str]:
    """The names that can be used at this level, in the order of the catalogue."""
    if scope.level is Level.CUSTOMER:
        return [*scope.catalog.names, *(other for other, _ in scope.catalog.aliases)]
    activity = scope.activity
    if activity is None:
        return []
    names = [each.name for each in activity.fields]
    if activity.time is not None:
        names += [each for each in ("date", *PART_NAMES, SEASON) if each not in names and each != Part.DAY]
    return [*names, *(aggregate_names(activity) if aggregates else ())]


def aggregate_names(activity: Activity) -> list[str]:
    """The aggregates that conditions on an activity may name.

    >>> aggregate_names(Activity(name="calls", fields=(Field(name="minutes", type=FieldType.INTEGER),)))
    ['count', 'sum_minutes', 'avg_minutes', 'min_minutes', 'max_minutes', 'distinct_minutes']
    """
    names = list(PLAIN_AGGREGATES) if activity.time is not None else ["count"]
    for field in activity.fields:
        ordered = field.type in _SUMMABLE
        dated = field.type in {FieldType.DATE, FieldType.DATETIME}
        names += [f"{each}_{field.name}" for each in FIELD_AGGREGATES if ordered or each == "distinct" or (dated and each in {"min", "max"})]
    return names


def _plain(name: str, scope: Scope) -> Named | None:
    if scope.level is Level.CUSTOMER:
        found = scope.catalog.find(name)
        return _customer_named(found, scope) if isinstance(found, Field) else None
    field = scope.activity.field(name) if scope.activity else None
    return None if field is None else _row_named(field, scope)


def _customer_named(field: Field, scope: Scope) -> Named:
    if field.expression is not None:
        return _expressed(field, scope)
    stored = KEY_FIELD if field.name == scope.catalog.key else field.name
    return _named(CustomerField(stored, type_of(field)), field)


def _row_named(field: Field, scope: Scope) -> Named:
    derived = scope.activity is not None and scope.activity.derivation is not None
    if field.expression is not None and not derived:
        return _expressed(field, scope)
    return _named(RowField(field.name, type_of(field)), field)


def _expressed(field: Field, scope: Scope) -> Named:
    """A trait or computed field: its expression, resolved once per scope."""
    owner = scope.activity.name if scope.level is not Level.CUSTOMER and scope.activity else ""
    known = scope.traits.get((owner, field.name))
    if known is None:
        known = _resolve_expressed(field, scope)
        scope.traits[owner, field.name] = known
    return replace(_named(known, field), type=known.type)


def _resolve_expressed(field: Field, scope: Scope) -> Trait:
    path = (*scope.open_traits, field.name)
    if field.name in scope.open_traits:
        raise refuse("trait_circle", NOWHERE, path=" -> ".join(path))
    level = Level.CUSTOMER if scope.level is Level.CUSTOMER else Level.ROW
    value = scope.expression(field.expression or "", replace(scope, level=level, open_traits=path))
    return declared(field, value)


def declared(field: Field, value: Value) -> Trait:
    """A computed value under the type that the catalogue declares, as far as that says the same or less."""
    if field.type is FieldType.DATE and is_datetime(value):
        value = day_of(value)
    kind = value.type
    if {kind.kind, field.type} == {FieldType.TEXT, FieldType.CATEGORY}:
        kind = ValueType(field.type)
    return Trait(field.name, value, kind)


def _implicit_part(name: str, scope: Scope) -> Named | None:
    """`weekday`, `hour`, `month`, `year`, `season` of the row itself."""
    activity = scope.activity
    if scope.level is Level.CUSTOMER or activity is None or activity.time is None:
        return None
    time = activity.field(activity.time)
    return None if time is None else _part_of_named(name, name, _row_named(time, scope), scope)


def _part(name: str, scope: Scope) -> Named | None:
    """`birth_date.month`: a part of any date."""
    base, dot, part = name.rpartition(".")
    if not dot or part not in {*PART_NAMES, SEASON}:
        return None
    whole = find_name(base, scope)
    return None if whole is None else _part_of_named(name, part, whole, scope)


def _part_of_named(name: str, part: str, whole: Named, scope: Scope) -> Named | None:
    if whole.type.kind not in {FieldType.DATE, FieldType.DATETIME}:
        return None
    if part == SEASON:
        value: Value = _season(whole.value, scope)
    elif part not in PART_NAMES or (part == Part.HOUR and not has_hour(whole.value)):
        return None
    else:
        value = part_of(PART_NAMES[part], whole.value)
    return Named(value=value, type=value.type, name=name)


def _season(value: Value, scope: Scope) -> Season:
    country = scope.catalog.country_field()
    named = None if country is None else _customer_named(country, replace(scope, level=Level.CUSTOMER, activity=None))
    southern = scope.catalog.country.casefold() in SOUTHERN
    return Season(day_of(value), None if named is None else named.value, southern)


def _path(name: str, scope: Scope) -> Named | None:
    """`product.category`: over a lookup, and from there over another one."""
    for dot in reversed([match.start() for match in re.finditer(r"\.", name)]):
        key_name, rest = name[:dot], name[dot + 1 :]
        field = _field(key_name, scope)
        lookup = scope.catalog.lookup(field.lookup) if field is not None and field.lookup else None
        if lookup is None:
            continue
        key = find_name(key_name, scope)
        if key is not None:
            return _over(key.value, lookup, rest, scope)
    return None


def _over(key: Value, lookup: Lookup, rest: str, scope: Scope) -> Named | None:
    field = lookup.field(rest)
    if field is not None:
        return _named(LookupField(lookup.name, key, field.name, type_of(field)), field)
    first, _, further = rest.partition(".")
    via = lookup.field(first)
    second = scope.catalog.lookup(via.lookup) if via is not None and via.lookup else None
    if via is None or second is None:
        return None
    return _over(LookupField(lookup.name, key, via.name, type_of(via)), second, further, scope)


def _field(name: str, scope: Scope) -> Field | None:
    if scope.level is Level.CUSTOMER:
        found = scope.catalog.find(name)
        return found if isinstance(found, Field) else None
    return scope.activity.field(name) if scope.activity else None


def _open(name: str, scope: Scope) -> Named | None:
    if scope.level is not Level.CUSTOMER or not any(name.startswith(each) for each in scope.catalog.open_namespaces):
        return None
    return Named(value=MissingField(name, TEXT), type=TEXT, name=name, is_open=True)


def type_of(field: Field) -> ValueType:
    """The type of a field as the model has it."""
    return ValueType(field.type, field.scale if field.type is FieldType.DECIMAL else 0)


def _named(value: Value, field: Field) -> Named:
    return Named(
        value=value,
        type=type_of(field),
        name=field.name,
        any_value=field.any_value,
        is_id=field.role is Role.ID,
        values=field.values,
    )
