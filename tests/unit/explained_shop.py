"""A small shop in DuckDB tables, and the explanation of a query for one of its customers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import duckdb

from doelgroep.catalog import Activity, Catalog, Field, FieldType, Label, Lookup, Role
from doelgroep.engine.reference_data import load
from doelgroep.explanation import Asked, explain
from doelgroep.model.resolve import understand
from doelgroep.plan.context import Context
from doelgroep.plan.plan import plan
from doelgroep.testing.tables import PlainData, write_tables

if TYPE_CHECKING:
    from doelgroep.explanation import Why
    from doelgroep.messages import Language
    from doelgroep.model.node import Test

CATALOG = Catalog(
    fields=(
        Field(name="city", type=FieldType.TEXT, label=Label("City", "Plaats")),
        Field(name="birth_date", type=FieldType.DATE, label=Label("Date of birth", "Geboortedatum"), role=Role.BIRTH_DATE),
        Field(name="email_consent", type=FieldType.BOOLEAN, label=Label("Consent for e-mail", "Toestemming voor e-mail"), role=Role.CONSENT),
        Field(name="tags", type=FieldType.TEXT_LIST, label=Label("Tags", "Labels")),
        Field(name="points", type=FieldType.INTEGER, label=Label("Loyalty points", "Spaarpunten")),
        Field(name="location", type=FieldType.POINT, label=Label("Location", "Locatie")),
        Field(name="company", type=FieldType.TEXT, label=Label("Company", "Bedrijf"), lookup="companies"),
    ),
    activities=(
        Activity(
            name="orders",
            time="date",
            label=Label("Orders", "Bestellingen"),
            fields=(
                Field(name="date", type=FieldType.DATETIME, label=Label("Moment", "Moment")),
                Field(name="product", type=FieldType.CATEGORY, label=Label("Product", "Product")),
                Field(name="category", type=FieldType.CATEGORY, label=Label("Category", "Categorie")),
                Field(name="quantity", type=FieldType.INTEGER, label=Label("Quantity", "Aantal")),
                Field(name="price", type=FieldType.DECIMAL, scale=2, label=Label("Price", "Prijs")),
                Field(name="amount", type=FieldType.DECIMAL, scale=2, label=Label("Amount", "Bedrag"), expression="quantity * price"),
            ),
        ),
        Activity(
            name="visits",
            time="day",
            label=Label("Visits", "Bezoeken"),
            fields=(Field(name="day", type=FieldType.DATE), Field(name="seconds", type=FieldType.INTEGER, label=Label("Seconds", "Seconden"))),
        ),
        Activity(name="clubs", label=Label("Clubs", "Clubs"), fields=(Field(name="club", type=FieldType.TEXT, label=Label("Club", "Club")),)),
    ),
    lookups=(Lookup(name="companies", key="company", fields=(Field(name="sector", type=FieldType.CATEGORY, label=Label("Sector", "Branche")),)),),
    traits=(
        Field(name="age", type=FieldType.INTEGER, expression="years_since(birth_date)", label=Label("Age", "Leeftijd")),
        Field(name="number_of_orders", type=FieldType.INTEGER, expression="count(orders)", label=Label("Number of orders", "Aantal bestellingen")),
        Field(name="spent", type=FieldType.DECIMAL, scale=2, expression="sum(orders.amount)", label=Label("Amount spent", "Besteed bedrag")),
        Field(name="last_order", type=FieldType.DATE, expression="last_date(orders)", label=Label("Last order", "Laatste bestelling")),
    ),
    open_namespaces=("customer.",),
)
SEGMENTS = {"adults": "age >= 18", "soap-adults": "IN SEGMENT 'adults' AND orders MATCHES (category = 'Soap')"}
TITLES = {"soap-adults": "Buyers of soap"}
ZONE = ZoneInfo("Europe/Amsterdam")
CONTEXT = Context(datetime(2025, 11, 22, 12, tzinfo=ZONE), ZONE)


def order(when: str, product: str, category: str, quantity: int, price: str) -> dict[str, object]:
    return {"date": datetime.fromisoformat(when), "product": product, "category": category, "quantity": quantity, "price": Decimal(price)}


DATA = PlainData(
    customers={
        "anna": {
            "city": "Delft",
            "birth_date": date(1990, 12, 1),
            "email_consent": True,
            "tags": ["vip", "beta"],
            "points": 1250,
            "location": (52.0116, 4.3571),
            "company": "acme",
        },
        "bram": {"city": "Leiden", "birth_date": date(2010, 1, 31), "tags": []},
        "carla": {},
    },
    activities={
        "orders": [
            ("anna", order("2025-03-01T09:30", "p1", "Soap", 1, "4.50")),
            ("anna", order("2025-09-10T20:15", "p1", "Soap", 2, "4.50")),
            ("anna", order("2025-10-05T08:00", "p2", "Brush", 1, "12.00")),
            ("anna", order("2025-11-20T23:30", "p1", "Soap", 1, "5.00")),
            ("bram", order("2025-11-01T10:00", "p3", "Towel", 3, "7.25")),
        ],
        "visits": [("bram", {"day": date(2025, 11, each), "seconds": 60 * each}) for each in range(1, 8)],
        "clubs": [("anna", {"club": "chess"})],
    },
    lookups={"companies": {"acme": {"sector": "Care"}}},
)


def meaning(query: str) -> Test:
    return understand(query, CATALOG, segments=SEGMENTS.keys()).test


def explained(query: str, customer: str, language: Language = "en") -> Why:
    """The explanation from real tables: written, planned, loaded, reasoned."""
    with duckdb.connect() as connection:
        write_tables(connection, CATALOG, DATA)
        dataset = load(connection, CATALOG, [list(DATA.customers).index(customer)])

    def definition(key: str) -> Test:
        return meaning(SEGMENTS[key])

    def title(key: str) -> str:
        return TITLES.get(key, key)

    planned = partial(plan, context=CONTEXT, definitions=definition)
    asked = Asked(test=meaning(query), catalog=CATALOG, context=CONTEXT, plan=planned, definition=definition, title=title)
    return explain(asked, dataset, language)
