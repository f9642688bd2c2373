"""Tables of what customers do become activities: with their moment, what was paid, and the orders that their lines make up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, Base, Derivation, Field, FieldType, Label, Role
from doelgroep.store.proposal.adoption import adopt, as_declared
from doelgroep.store.proposal.fields import Drafted, draft_fields, with_role
from doelgroep.store.proposal.naming import field_name, readable, says_activity, says_return
from doelgroep.store.proposal.roles import NUMBERS, Picked, constant_columns, is_of_order, pick_amount, pick_order, pick_time
from doelgroep.store.proposal.words import Sense
from doelgroep.store.source import Choice, Target

if TYPE_CHECKING:
    from collections.abc import Collection

    import duckdb

    from doelgroep.store.proposal.placing import Placed
    from doelgroep.store.proposal.table import Table
    from doelgroep.store.source import ReadOptions

LINES, ORDERS, EVENTS = "order_lines", "orders", "events"
_LABELS = {LINES: Label("Order lines", "Orderregels"), ORDERS: Label("Orders", "Orders"), EVENTS: Label("Events", "Gebeurtenissen")}
_LISTED = {Role.PRODUCT: Label("Products", "Producten"), Role.CATEGORY: Label("Categories", "Categorieën")}
_MOST_SCALE = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedActivity:
    """An activity in the making."""

    placed: Placed
    name: str
    drafted: tuple[Drafted, ...]
    computed: tuple[Field, ...] = ()
    time: str | None = None
    amount: str | None = None
    """The field with the role revenue, stored or computed."""
    order: str | None = None
    """The field that rows of one order share."""
    amount_of_order: bool = False
    """The amount is the order's and stands on every line."""
    constants: tuple[str, ...] = ()
    """Fields that are the same on all lines of an order."""
    choices: tuple[Choice, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, computed ones last."""
        return (*(each.field for each in self.drafted), *self.computed)

    @property
    def is_timed_elsewhere(self) -> bool:
        """Whether the moment is that of another activity, such as the order of a line."""
        columns = next((each.plan.columns for each in self.drafted if each.field.name == self.time), ())
        return bool(columns) and self.placed.added.issuperset(columns)

    def field(self, name: str | None) -> Field | None:
        """The field of that name."""
        return next((each for each in self.fields if each.name == name), None)

    def of_role(self, role: Role) -> Field | None:
        """The field with a role."""
        return next((each for each in self.fields if each.role is role), None)


def draft_activity(connection: duckdb.DuckDBPyConnection, placed: Placed, options: ReadOptions, existing: Activity | None = None) -> DraftedActivity:
    """The activity of a table; columns become the fields of an existing activity where that has them."""
    table = placed.table
    drafted = draft_fields(connection, table, Target.ACTIVITY, [] if placed.key is None else [placed.key], [])
    if existing is not None:
        drafted = adopt(table, drafted, existing.fields, time=existing.time)
    time = _existing_time(table, existing, drafted) or pick_time(table, drafted, options.time)
    order = None if placed.parent is not None else pick_order(connection, table, drafted)
    draft = DraftedActivity(
        placed=placed,
        name="" if existing is None else existing.name,
        drafted=tuple(drafted),
        time=None if time is None else time.drafted.field.name,
        order=None if order is None else order.field.name,
        constants=() if order is None else tuple(_constants(connection, table, order, drafted)),
        choices=() if time is None else (time.choice,),
    )
    draft = _with_amount(connection, draft, options, existing)
    if existing is not None:
        draft = replace(draft, drafted=as_declared(draft.drafted, existing.fields))
    return draft if draft.name else replace(draft, name=placed.name or activity_name(table, draft))


def _existing_time(table: Table, existing: Activity | None, drafted: list[Drafted]) -> Picked | None:
    """The moment that the catalogue has chosen, if the table has it."""
    found = next((each for each in drafted if existing is not None and each.field.name == existing.time), None)
    if found is None:
        return None
    choice = Choice(file=table.label, what="time", chosen=found.columns[0].name, reasons=(("import_reason_catalog", 1),))
    return Picked(drafted=found, choice=choice)


def _with_amount(connection: duckdb.DuckDBPyConnection, draft: DraftedActivity, options: ReadOptions, existing: Activity | None) -> DraftedActivity:
    """The activity with what was paid: a column, or the product of price and quantity, or a price alone."""
    known = next((each.name for each in (existing.fields if existing else ()) if each.role is Role.REVENUE), None)
    if known is not None and options.amount is None:
        return replace(draft, drafted=tuple(_with_revenue(each, known) for each in draft.drafted), amount=known)
    drafted = list(draft.drafted)
    if options.amount is None and says_return(draft.placed.table.name):
        return replace(draft, drafted=tuple(_with_revenue(each, None) for each in drafted))
    picked = pick_amount(draft.placed.table, drafted, options.amount)
    price, quantity = _of_sense(drafted, Sense.PRICE), _of_sense(drafted, Sense.QUANTITY)
    if picked is None and price is not None and quantity is not None:
        amount = _computed_amount(price, quantity, [each.field.name for each in drafted])
        return replace(draft, drafted=tuple(_with_revenue(each, None) for each in drafted), computed=(amount,), amount=amount.name)
    paid = picked.drafted if picked is not None else price
    order = next((each for each in drafted if each.field.name == draft.order), None)
    return replace(
        draft,
        drafted=tuple(_with_revenue(each, None if paid is None else paid.field.name) for each in drafted),
        amount=None if paid is None else paid.field.name,
        amount_of_order=order is not None and paid is not None and _is_of_order(connection, draft.placed.table, order, paid),
        choices=(*draft.choices, *([] if picked is None else [picked.choice])),
    )


def _of_sense(drafted: list[Drafted], sense: Sense) -> Drafted | None:
    return next((each for each in drafted if each.sense is sense and each.field.type in NUMBERS), None)


def _with_revenue(drafted: Drafted, paid: str | None) -> Drafted:
    if drafted.field.name == paid:
        return with_role(drafted, Role.REVENUE)
    return with_role(drafted, None) if drafted.field.role is Role.REVENUE else drafted


def _is_of_order(connection: duckdb.DuckDBPyConnection, table: Table, order: Drafted, amount: Drafted) -> bool:
    return is_of_order(connection, table, order.columns[0].name, amount.columns[0].name)


def _constants(connection: duckdb.DuckDBPyConnection, table: Table, order: Drafted, drafted: list[Drafted]) -> list[str]:
    """Categories and flags that are facts of the order: its channel, its status, the country of its address."""
    kinds = {FieldType.CATEGORY, FieldType.BOOLEAN}
    asked = {each.columns[0].name: each for each in drafted if each.field.type in kinds and each.field.role not in {Role.PRODUCT, Role.CATEGORY}}
    return [asked[name].field.name for name in constant_columns(connection, table, order.columns[0].name, list(asked))]


def _computed_amount(price: Drafted, quantity: Drafted, taken: list[str]) -> Field:
    """`amount = quantity * unit_price`."""
    kinds = {price.field.type, quantity.field.type}
    kind = FieldType.FLOAT if FieldType.FLOAT in kinds else FieldType.DECIMAL if FieldType.DECIMAL in kinds else FieldType.INTEGER
    return Field(
        name=field_name("amount", taken),
        type=kind,
        scale=min(_MOST_SCALE, price.field.scale + quantity.field.scale) if kind is FieldType.DECIMAL else 0,
        label=Label("Amount", "Bedrag"),
        base=Base.VALUE,
        role=Role.REVENUE,
        expression=f"{quantity.field.name} * {price.field.name}",
    )


def activity_name(table: Table, draft: DraftedActivity) -> str:
    """The file's name when it is a word for what customers do; else what the columns show: lines of orders, orders, or events."""
    lines = draft.order is not None
    if says_activity(table.name) and not (lines and table.name in {ORDERS, "order", "bestellingen"}):
        return field_name(table.name, [])
    if draft.amount is not None:
        return LINES if lines else ORDERS
    return field_name(table.name, []) if table.name else EVENTS


def activity_of(draft: DraftedActivity, row_id: str | None) -> Activity:
    """The activity as the catalogue has it."""
    key = draft.placed.key
    return Activity(
        name=draft.name,
        fields=draft.fields,
        time=draft.time,
        row_id=row_id,
        customer_column=key,
        label=_LABELS.get(draft.name, Label(readable(draft.name))),
    )


def orders_of(draft: DraftedActivity, taken: Collection[str]) -> Activity | None:
    """The activity with a row for each order, when the rows are lines of orders."""
    if draft.order is None or draft.time is None:
        return None
    name = ORDERS if ORDERS not in taken else f"{draft.name}_{ORDERS}"
    fields = [*_date_of_order(draft), *_sums(draft), *_lists(draft), *_firsts(draft)]
    fields.append(_derived(_free("number_of_lines", fields), FieldType.INTEGER, "count()", Label("Number of lines", "Aantal regels")))
    return Activity(
        name=name,
        fields=tuple(fields),
        time=fields[0].name,
        derivation=Derivation(source=draft.name, group=draft.order),
        label=_LABELS[ORDERS],
    )


def _derived(name: str, kind: FieldType, expression: str, label: Label, **more: object) -> Field:
    return replace(Field(name=name, type=kind, label=label, base=Base.BEHAVIOURAL, expression=expression), **more)  # type: ignore[arg-type] # names of attributes


def _free(name: str, fields: list[Field]) -> str:
    return field_name(name, [each.name for each in fields])


def _date_of_order(draft: DraftedActivity) -> list[Field]:
    time, order = draft.field(draft.time), draft.field(draft.order)
    if time is None or order is None:
        return []
    label = Label("Moment", "Moment") if time.type is FieldType.DATETIME else Label("Date", "Datum")
    date = _derived("date", time.type, f"min({time.name})", label)
    number = _derived(_free(order.name, [date]), order.type, f"first({order.name})", order.label, role=Role.ID)
    return [date, number]


def _sums(draft: DraftedActivity) -> list[Field]:
    amount, quantity = draft.field(draft.amount), draft.of_role(Role.QUANTITY)
    found = []
    if amount is not None:
        how = "first" if draft.amount_of_order else "sum"
        found.append(
            _derived(
                "amount", amount.type, f"{how}({amount.name})", Label("Amount", "Bedrag"), scale=amount.scale, base=Base.VALUE, role=Role.REVENUE
            )
        )
    if quantity is not None:
        found.append(
            _derived("quantity", quantity.type, f"sum({quantity.name})", Label("Quantity", "Aantal"), scale=quantity.scale, role=Role.QUANTITY)
        )
    return found


def _lists(draft: DraftedActivity) -> list[Field]:
    """The products and categories of an order: `product = 'x'` finds orders with that product."""
    fields = [(role, draft.of_role(role)) for role in _LISTED]
    return [
        _derived(role.value, FieldType.TEXT_LIST, f"list({field.name})", _LISTED[role], role=role, any_value=True)
        for role, field in fields
        if field is not None and field.type in {FieldType.TEXT, FieldType.CATEGORY}
    ]


def _firsts(draft: DraftedActivity) -> list[Field]:
    taken = {"date", "amount", "quantity", "number_of_lines", *(each.value for each in _LISTED), draft.order}
    fields = [draft.field(each) for each in draft.constants if each not in taken]
    return [
        _derived(each.name, each.type, f"first({each.name})", each.label, base=each.base, role=each.role if each.role is not Role.ID else None)
        for each in fields
        if each is not None
    ]
