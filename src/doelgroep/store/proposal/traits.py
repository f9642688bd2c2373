"""Traits that follow from activities: how many, how much, when first and last; and facts that only the rows know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, Base, Field, FieldType, Label, Privacy, Role
from doelgroep.lang.words import name_text
from doelgroep.store.proposal.naming import field_name, singular
from doelgroep.store.proposal.placing import some_rows
from doelgroep.store.proposal.words import Sense
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import duckdb

    from doelgroep.store.proposal.activities import DraftedActivity
    from doelgroep.store.proposal.fields import Drafted

_CONSTANT_TYPES = frozenset({FieldType.TEXT, FieldType.CATEGORY, FieldType.BOOLEAN, FieldType.DATE})
_OF_ROWS = frozenset({Role.ID, Role.PRODUCT, Role.CATEGORY, Role.QUANTITY, Role.REVENUE})
_SENSES_OF_ROWS = frozenset({Sense.PRODUCT_NAME, Sense.ORDER, Sense.PRODUCT, Sense.CATEGORY, Sense.BRAND, Sense.STATUS, Sense.KEY, Sense.CALENDAR})
_CONSTANT = 0.99
_FEW_CUSTOMERS, _SEVERAL = 5, 2


def traits_of(activities: Sequence[Activity], timed_elsewhere: Collection[str] = ()) -> list[Field]:
    """Traits of new activities: number, amount, first and last date. Lines that make up orders are counted as orders.

    `timed_elsewhere` are activities that have their moment from another one, whose first and last date theirs would repeat.
    """
    sources = {each.derivation.source for each in activities if each.derivation is not None}
    counted = [each for each in activities if each.name not in sources]
    timed = [each for each in counted if each.time is not None and each.name not in timed_elsewhere]
    found = [trait for each in counted for trait in _of_activity(each, timed=each in timed)]
    return [*_seen(timed), *found, *_amounts(counted)]


def _of_activity(activity: Activity, *, timed: bool) -> Iterator[Field]:
    one, name = singular(activity.name), name_text(activity.name)
    title, titel = activity.title("en").lower(), activity.title("nl").lower()
    yield _trait(f"number_of_{activity.name}", FieldType.INTEGER, f"count({name})", Label(f"Number of {title}", f"Aantal {titel}"))
    if timed:
        yield _trait(f"first_{one}_date", FieldType.DATE, f"first_date({name})", Label(f"First date of {title}", f"Eerste datum van {titel}"))
        yield _trait(f"last_{one}_date", FieldType.DATE, f"last_date({name})", Label(f"Last date of {title}", f"Laatste datum van {titel}"))


def _seen(timed: Sequence[Activity]) -> Iterator[Field]:
    """First and last sign of life, where it can be one of several activities: else its own first and last date say the same."""
    if len(timed) < _SEVERAL:
        return
    firsts = ", ".join(f"first_date({name_text(each.name)})" for each in timed)
    lasts = ", ".join(f"last_date({name_text(each.name)})" for each in timed)
    yield _trait("first_seen", FieldType.DATE, f"least({firsts})", Label("First seen", "Voor het eerst gezien"))
    yield _trait("last_seen", FieldType.DATE, f"greatest({lasts})", Label("Last seen", "Voor het laatst gezien"))


def _amounts(activities: Sequence[Activity]) -> Iterator[Field]:
    """What was spent: of the first activity with amounts under the plain name, of others with theirs behind it."""
    paid = [(each, field) for each in activities for field in each.fields if field.role is Role.REVENUE]
    for number, (activity, amount) in enumerate(paid):
        behind = "" if number == 0 else f"_on_{activity.name}"
        path = f"{name_text(activity.name)}.{name_text(amount.name)}"
        spent = _trait(f"amount_spent{behind}", amount.type, f"sum({path})", Label("Amount spent", "Besteed bedrag"))
        yield replace(spent, scale=amount.scale, base=Base.VALUE, role=Role.REVENUE)
        average = _trait(f"average_{singular(activity.name)}_value", FieldType.FLOAT, f"avg({path})", Label("Average amount", "Gemiddeld bedrag"))
        yield replace(average, base=Base.VALUE)


def _trait(name: str, kind: FieldType, expression: str, label: Label) -> Field:
    return Field(name=name, type=kind, label=label, base=Base.BEHAVIOURAL, expression=expression)


def facts_of_customers(connection: duckdb.DuckDBPyConnection, draft: DraftedActivity, taken: Sequence[str]) -> list[Field]:
    """Traits for columns of an activity that are the same on (nearly) all rows of a customer: facts of the customer that only the rows know."""
    asked = [each for each in draft.drafted if _may_be_fact(each)]
    constant = _constant(connection, draft, asked) if draft.placed.key is not None and asked else []
    used, found = list(taken), []
    for each in constant:
        name = field_name(each.field.name, used)
        used.append(name)
        path = f"{name_text(draft.name)}.{name_text(each.field.name)}"
        found.append(
            Field(
                name=name,
                type=each.field.type,
                scale=each.field.scale,
                label=each.field.label,
                base=each.field.base,
                role=each.field.role,
                privacy=each.field.privacy,
                expression=f"last({path} WHERE {name_text(each.field.name)} IS NOT NULL)",
            )
        )
    return found


def _may_be_fact(drafted: Drafted) -> bool:
    field, column = drafted.field, drafted.columns[0]
    described = field.type in _CONSTANT_TYPES and field.role not in _OF_ROWS and drafted.sense not in _SENSES_OF_ROWS
    timely = field.type is FieldType.DATE and field.role is not Role.BIRTH_DATE
    return described and not timely and len(drafted.columns) == 1 and (column.distinct > 1 or field.privacy is Privacy.DIRECT)


def _constant(connection: duckdb.DuckDBPyConnection, draft: DraftedActivity, asked: Sequence[Drafted]) -> list[Drafted]:
    """Those that are the same for 99 of 100 customers with several rows."""
    names = [each.columns[0].name for each in asked]
    bounds = ", ".join(f"min({quoted(each)}) AS low{place}, max({quoted(each)}) AS high{place}" for place, each in enumerate(names))
    counts = ", ".join(f"count(low{place}), count(*) FILTER (WHERE low{place} = high{place})" for place in range(len(names)))
    key = quoted(draft.placed.key or "")
    rows = some_rows(draft.placed.table, draft.placed.key or "", *names)
    sql = f"SELECT {counts} FROM (SELECT {bounds} FROM ({rows}) WHERE {key} IS NOT NULL GROUP BY {key} HAVING count(*) > 1)"
    found = connection.execute(sql).fetchall()[0]
    return [each for place, each in enumerate(asked) if found[2 * place] >= _FEW_CUSTOMERS and found[2 * place + 1] >= _CONSTANT * found[2 * place]]
