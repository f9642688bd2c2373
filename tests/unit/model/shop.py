"""A small catalogue for tests of meaning: every type, a lookup over a lookup, a derived activity, traits of many kinds."""

from __future__ import annotations

from doelgroep.catalog import Activity, Catalog, Derivation, Field, FieldType, Label, Lookup, Place, Role

CATALOG = Catalog(
    fields=(
        Field(name="city", type=FieldType.TEXT, label=Label("City", "Plaats")),
        Field(name="country", type=FieldType.CATEGORY, role=Role.COUNTRY),
        Field(name="tier", type=FieldType.CATEGORY, values=("HIGH", "LOW")),
        Field(name="children", type=FieldType.INTEGER, label=Label("Children", "Kinderen")),
        Field(name="income", type=FieldType.DECIMAL, scale=2),
        Field(name="score", type=FieldType.FLOAT),
        Field(name="vip", type=FieldType.BOOLEAN),
        Field(name="birth_date", type=FieldType.DATE, label=Label("Birth date", "Geboortedatum")),
        Field(name="signup", type=FieldType.DATETIME),
        Field(name="tags", type=FieldType.TEXT_LIST, label=Label("Tags", "Labels")),
        Field(name="location", type=FieldType.POINT),
        Field(name="company", type=FieldType.TEXT, lookup="companies"),
    ),
    activities=(
        Activity(
            name="order_lines",
            time="date",
            label=Label("Order lines", "Orderregels"),
            fields=(
                Field(name="date", type=FieldType.DATETIME),
                Field(name="invoice", type=FieldType.TEXT, role=Role.ID),
                Field(name="product", type=FieldType.TEXT, role=Role.ID),
                Field(name="quantity", type=FieldType.INTEGER),
                Field(name="price", type=FieldType.DECIMAL, scale=2),
                Field(name="amount", type=FieldType.DECIMAL, scale=2, expression="quantity * price"),
                Field(name="labels", type=FieldType.TEXT_LIST, any_value=True),
                Field(name="spot", type=FieldType.POINT),
            ),
        ),
        Activity(
            name="orders",
            time="date",
            label=Label("Orders", "Bestellingen"),
            derivation=Derivation(source="order_lines", group="invoice"),
            fields=(
                Field(name="date", type=FieldType.DATETIME, expression="min(date)"),
                Field(name="amount", type=FieldType.DECIMAL, scale=2, expression="sum(amount)"),
                Field(name="category", type=FieldType.TEXT_LIST, any_value=True, expression="list(product)", label=Label("Category", "Categorie")),
            ),
        ),
        Activity(name="memberships", fields=(Field(name="club", type=FieldType.TEXT),)),
        Activity(name="mail.opened", time="date", fields=(Field(name="date", type=FieldType.DATETIME),)),
    ),
    lookups=(
        Lookup(
            name="companies",
            key="company",
            fields=(Field(name="sector", type=FieldType.CATEGORY), Field(name="parent", type=FieldType.TEXT, lookup="companies")),
        ),
    ),
    traits=(
        Field(name="number_of_orders", type=FieldType.INTEGER, expression="count(orders)", label=Label("Number of orders", "Aantal bestellingen")),
        Field(name="amount_spent", type=FieldType.DECIMAL, scale=2, expression="sum(orders.amount)"),
        Field(name="average_order", type=FieldType.FLOAT, expression="avg(orders.amount)"),
        Field(name="last_order", type=FieldType.DATETIME, expression="last_date(orders)"),
        Field(name="last_day", type=FieldType.DATE, expression="last_date(orders)"),
        Field(name="age", type=FieldType.INTEGER, expression="years_since(birth_date)"),
    ),
    places=(Place(name="near", field="location"), Place(name="bought_near", field="spot", activity="order_lines")),
    aliases=(("total_spent", "amount_spent"), ("mail_event.opened", "mail.opened")),
    open_namespaces=("customer.",),
)
