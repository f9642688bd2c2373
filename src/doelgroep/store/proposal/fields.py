"""Columns become fields: name, type, label, base, role, privacy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.catalog import Base, Field, FieldType, Label, Privacy, Role
from doelgroep.store.catalog_check import ROLE_TYPES
from doelgroep.store.proposal.customer import people
from doelgroep.store.proposal.facts import Form
from doelgroep.store.proposal.naming import field_name, readable
from doelgroep.store.proposal.words import Sense
from doelgroep.store.source import ColumnPlan, Problem, Target, ValueFormat
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import duckdb

    from doelgroep.store.proposal.facts import ColumnFacts
    from doelgroep.store.proposal.table import Table

_TEXTS = {FieldType.TEXT, FieldType.CATEGORY}
_SALES_ROLES = {Role.REVENUE, Role.COST, Role.DISCOUNT, Role.QUANTITY, Role.PRODUCT, Role.CATEGORY}
"""Roles of rows of activities. A sum that a file of customers holds is a fact of the customer, whatever it is a sum of."""
_ROLES_ONCE = {
    Role.REVENUE,
    Role.COST,
    Role.QUANTITY,
    Role.PRODUCT,
    Role.CATEGORY,
    Role.COUNTRY,
    Role.POSTCODE,
    Role.LANGUAGE,
    Role.BIRTH_DATE,
    Role.EMAIL,
}
"""Roles that one field of a table has at most."""
_MONEY = {Sense.AMOUNT, Sense.PRICE, Sense.COST, Sense.DISCOUNT, Sense.MONEY}
_TIMES = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f")
_LIST_SIGNS = (";", "|", ",")
_MOSTLY, _SOMETIMES = 0.9, 0.02
_SEVERAL = 2
"""So many facts of people make a table one of people; a name is a product's or a place's otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A field in the making, with the columns that it comes from."""

    columns: tuple[ColumnFacts, ...]
    plan: ColumnPlan
    sense: Sense | None
    problems: tuple[Problem, ...] = ()

    @property
    def field(self) -> Field:
        """The field."""
        return self.plan.field


def draft_fields(
    connection: duckdb.DuckDBPyConnection, table: Table, target: Target, leave_out: Sequence[str], taken: Iterable[str]
) -> list[Drafted]:
    """A field for every column of a table that holds values, except those left out; `taken` are names that it may not have.

    A latitude and a longitude become one point; a day and a time of day one moment; a text with tags a list.
    """
    names = list(taken)
    drafted = []
    for columns in _combined(table, [each for each in table.columns if each.name not in leave_out]):
        one = _draft(connection, table, target, columns, names)
        names.append(one.field.name)
        drafted.append(one)
    return _with_labels_once(_with_roles_once(drafted))


def _combined(table: Table, columns: Sequence[ColumnFacts]) -> Iterator[tuple[ColumnFacts, ...]]:
    """The columns, with pairs that make one field together at the place of the first."""
    pairs = dict((*_points(table, columns), *_moments(table, columns)))
    second = {each.name for each in pairs.values()}
    for each in columns:
        if each.name in pairs:
            yield each, pairs[each.name]
        elif each.name not in second:
            yield (each,)


def _points(table: Table, columns: Sequence[ColumnFacts]) -> list[tuple[str, ColumnFacts]]:
    latitudes = [each for each in columns if table.sense(each) is Sense.LATITUDE]
    longitudes = [each for each in columns if table.sense(each) is Sense.LONGITUDE]
    return [(north.name, east) for north, east in zip(latitudes, longitudes, strict=False)]


def _moments(table: Table, columns: Sequence[ColumnFacts]) -> list[tuple[str, ColumnFacts]]:
    """The one time of day of a table belongs to the column of days before it, or else to the first one."""
    times = [each for each in columns if each.count(Form.TIME) >= _MOSTLY * each.present]
    days = [each for each in columns if table.readings[each.name].kind is FieldType.DATE and table.sense(each) is not Sense.BIRTH_DATE]
    if len(times) != 1 or not days:
        return []
    place = columns.index(times[0])
    before = [each for each in days if columns.index(each) < place]
    return [((before[-1] if before else days[0]).name, times[0])]


def _draft(connection: duckdb.DuckDBPyConnection, table: Table, target: Target, columns: tuple[ColumnFacts, ...], taken: list[str]) -> Drafted:
    first, reading = columns[0], table.readings[columns[0].name]
    meaning = table.meaning(first)
    field = Field(
        name=field_name(first.name, taken),
        type=reading.kind,
        scale=reading.scale,
        label=meaning.label if meaning is not None and meaning.label != Label() else Label(readable(first.name)),
        base=_base(table, first, target),
        role=_role(table, first, target),
        privacy=meaning.privacy if meaning is not None else Privacy.NONE,
    )
    if target is Target.LOOKUP and meaning is not None and meaning.sense is Sense.NAME and people(table) < _SEVERAL:
        field = replace(field, role=None, privacy=Privacy.NONE, base=None)
    form = reading.format
    if len(columns) == 2:
        field, form = _paired(table, columns, field, form, taken)
    elif meaning is not None and meaning.sense is Sense.LIST and field.type in _TEXTS:
        field, form = _listed(connection, table, first, field, form)
    field = _with_email(first, field)
    named = replace(field, column=first.name if first.name != field.name and len(columns) == 1 else None)
    sense = None if meaning is None else meaning.sense
    problems = tuple(problem for each in columns for problem in table.readings[each.name].problems)
    return Drafted(
        columns=columns, plan=ColumnPlan(columns=tuple(each.name for each in columns), field=named, format=form), sense=sense, problems=problems
    )


def _base(table: Table, column: ColumnFacts, target: Target) -> Base | None:
    meaning = table.meaning(column)
    if meaning is not None and meaning.base is not None:
        return meaning.base
    return Base.BEHAVIOURAL if target is Target.ACTIVITY else None


def _role(table: Table, column: ColumnFacts, target: Target) -> Role | None:
    meaning = table.meaning(column)
    role = None if meaning is None else meaning.role
    if role is None or table.readings[column.name].kind not in ROLE_TYPES[role]:
        return None
    return None if target is Target.CUSTOMERS and role in _SALES_ROLES else role


def _paired(table: Table, columns: tuple[ColumnFacts, ...], field: Field, form: ValueFormat, taken: list[str]) -> tuple[Field, ValueFormat]:
    if table.sense(columns[0]) is Sense.LATITUDE:
        point = replace(
            field, name=field_name("location", taken), type=FieldType.POINT, scale=0, label=Label("Location", "Locatie"), base=Base.GEOGRAPHIC
        )
        return point, form
    days = form.dates or ("%Y-%m-%d",)
    formats = (*(f"{day} {time}" for day in days for time in _TIMES), *days)
    return replace(field, type=FieldType.DATETIME), replace(form, dates=formats)


def _listed(connection: duckdb.DuckDBPyConnection, table: Table, column: ColumnFacts, field: Field, form: ValueFormat) -> tuple[Field, ValueFormat]:
    """A list, when some texts hold a sign that divides them."""
    counts = ", ".join(f"count(*) FILTER (WHERE contains({quoted(column.name)}, '{sign}'))" for sign in _LIST_SIGNS)
    found = [connection.execute(f"SELECT {counts} FROM {quoted(each.table)}").fetchall()[0] for each in table.facts.files]
    for sign, *rows in zip(_LIST_SIGNS, *found, strict=True):
        if sum(rows) > _SOMETIMES * column.present:
            return replace(field, type=FieldType.TEXT_LIST), replace(form, list_separator=sign)
    return field, form


def _with_email(column: ColumnFacts, field: Field) -> Field:
    """E-mail addresses are known by their look, whatever the column is called."""
    if field.type not in _TEXTS or column.count(Form.EMAIL) < _MOSTLY * column.present or field.role is Role.EMAIL:
        return field
    return replace(field, type=FieldType.TEXT, role=Role.EMAIL, privacy=Privacy.DIRECT, base=Base.TECHNOGRAPHIC)


def _with_roles_once(drafted: Sequence[Drafted]) -> list[Drafted]:
    """Only one field of each role that a table can have once: the one whose whole name says so, else the first."""
    keep: dict[Role, str] = {}
    for each in sorted(drafted, key=lambda one: one.field.label.nl == ""):
        if each.field.role in _ROLES_ONCE:
            keep.setdefault(each.field.role, each.field.name)
    return [each if each.field.role not in _ROLES_ONCE or keep[each.field.role] == each.field.name else with_role(each, None) for each in drafted]


def _with_labels_once(drafted: Sequence[Drafted]) -> list[Drafted]:
    """A label of the table of meanings is given to one field; others that mean the same have their own name as label."""
    seen: list[Label] = []
    found = []
    for each in drafted:
        label = each.field.label
        repeated = label in seen
        seen.append(label)
        found.append(with_field(each, replace(each.field, label=Label(readable(each.columns[0].name)))) if repeated else each)
    return found


def with_role(drafted: Drafted, role: Role | None) -> Drafted:
    """The same with another role."""
    return with_field(drafted, replace(drafted.field, role=role))


def with_field(drafted: Drafted, field: Field) -> Drafted:
    """The same columns as another field."""
    return replace(drafted, plan=replace(drafted.plan, field=field))
