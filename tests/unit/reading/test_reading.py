from __future__ import annotations

import pytest

from doelgroep.catalog import Activity, Catalog, Field, FieldType, Label, Role
from doelgroep.model.node import DATE, And, Constantly, CustomerField, MonthDayIn, Not, Or
from doelgroep.model.resolve import understand
from doelgroep.reading import read
from doelgroep.store.ready_catalogs import ready
from tests.unit.model.shop import CATALOG
from tests.unit.model.test_resolve import MEANINGS
from tests.unit.reading.readings import SHOP

SHOPIFY: dict[str, tuple[str, str]] = {
    "last_order_date < -30d AND last_order_date >= -90d": (
        "Customers whose last order was more than 30 days ago but in the last 90 days.",
        "Klanten die een laatste order meer dan 30 dagen geleden maar in de laatste 90 dagen hebben.",
    ),
    "customer_countries CONTAINS 'NL' OR customer_cities CONTAINS 'US-NY-NewYorkCity'": (
        "Customers whose countries contain 'NL' or whose cities contain 'US-NY-NewYorkCity'.",
        "Klanten bij wie landen 'NL' bevatten of bij wie plaatsen 'US-NY-NewYorkCity' bevatten.",
    ),
    "created_by_app_id = 580111": (
        "Customers whose app of origin is '580111'.",
        "Klanten die als app van herkomst '580111' hebben.",
    ),
    "last_order_date BETWEEN 2024-07-01 AND -7d": (
        "Customers whose last order is between 1 July 2024 and 7 days ago.",
        "Klanten die een laatste order in de periode van 1 juli 2024 tot en met 7 dagen geleden hebben.",
    ),
    "last_order_date > -7d": (
        "Customers whose last order was less than 7 days ago.",
        "Klanten die een laatste order minder dan 7 dagen geleden hebben.",
    ),
    "last_order_date >= -7d": (
        "Customers whose last order was in the last 7 days.",
        "Klanten die een laatste order in de laatste 7 dagen hebben.",
    ),
    "last_order_date = -1m": (
        "Customers whose last order was exactly 1 month ago.",
        "Klanten die een laatste order precies 1 maand geleden hebben.",
    ),
    "last_order_date >= -1m": (
        "Customers whose last order was in the last month.",
        "Klanten die een laatste order in de laatste maand hebben.",
    ),
    "last_order_date <= -2y": (
        "Customers whose last order was at least 2 years ago.",
        "Klanten die een laatste order minstens 2 jaar geleden hebben.",
    ),
    "abandoned_checkout_date >= -36h": (
        "Customers whose last abandoned checkout was in the last 36 hours.",
        "Klanten die een laatste afgebroken bestelling in de laatste 36 uur hebben.",
    ),
    "abandoned_checkout_date < -1h": (
        "Customers whose last abandoned checkout was more than 1 hour ago.",
        "Klanten die een laatste afgebroken bestelling meer dan 1 uur geleden hebben.",
    ),
    "customer_added_date > -30d": (
        "Customers whose date added was less than 30 days ago.",
        "Klanten die een datum van toevoeging minder dan 30 dagen geleden hebben.",
    ),
    "customer_added_date = today": (
        "Customers whose date added is today.",
        "Klanten die een datum van toevoeging vandaag hebben.",
    ),
    "customer_added_date <= +7d": (
        "Customers whose date added is no later than 7 days from now.",
        "Klanten die een datum van toevoeging uiterlijk over 7 dagen hebben.",
    ),
    "customer_added_date < 2024-03-31T09:30:00": (
        "Customers whose date added is before 31 March 2024 at 09:30.",
        "Klanten die een datum van toevoeging vóór 31 maart 2024 om 09:30 hebben.",
    ),
    "customer.spaarpunten >= 100": (
        "Customers whose customer.spaarpunten (no data) is at least 100.",
        "Klanten die een customer.spaarpunten (geen gegevens) van minstens 100 hebben.",
    ),
    "companies = 18": (
        "Customers who have '18' among their companies.",
        "Klanten die '18' bij hun bedrijven hebben.",
    ),
    "companies IS NOT NULL": (
        "Customers whose companies are known.",
        "Klanten bij wie bedrijven bekend zijn.",
    ),
    "amount_spent BETWEEN 1 AND 749.50": (
        "Customers whose amount spent is between 1 and 749.50.",
        "Klanten die een besteed bedrag van 1 tot en met 749,50 hebben.",
    ),
    "amount_spent > 12345.5": (
        "Customers whose amount spent is more than 12,345.50.",
        "Klanten die een besteed bedrag van meer dan 12.345,50 hebben.",
    ),
    "products_purchased MATCHES (id = 4711, count > 1)": (
        "Customers who have more than one product purchased with product '4711'.",
        "Klanten die meer dan één keer gekochte producten met product '4711' hebben.",
    ),
    "products_purchased MATCHES (tag = 'Tennis kleding', date >= -12m)": (
        "Customers who have products purchased in the last 12 months with 'Tennis kleding' among the tags.",
        "Klanten die in de laatste 12 maanden gekochte producten met 'Tennis kleding' bij de labels hebben.",
    ),
    "shopify_email.marked_as_spam MATCHES (activity_id = 6680204455, date > -3m)": (
        "Customers who have e-mails marked as spam less than 3 months ago with activity '6680204455'.",
        "Klanten die minder dan 3 maanden geleden als spam gemelde e-mails met activiteit '6680204455' hebben.",
    ),
    "customer_within_distance MATCHES (coordinates = (52.3731, 4.8926), distance_km = 10)": (
        "Customers who have addresses with a location within 10 km of (52.3731, 4.8926).",
        "Klanten die adressen met een locatie binnen 10 km van (52.3731, 4.8926) hebben.",
    ),
}

ROLES = Catalog(
    fields=(
        Field(name="roles", type=FieldType.TEXT_LIST, any_value=True),
        Field(name="tags", type=FieldType.TEXT_LIST),
        Field(name="visit_count", type=FieldType.INTEGER, label=Label("Visits", "Bezoeken")),
        Field(name="pets", type=FieldType.INTEGER, label=Label("Pets", "Huisdieren")),
        Field(name="rate", type=FieldType.DECIMAL, scale=2),
        Field(name="floor", type=FieldType.DECIMAL, scale=2, label=Label("Rate", "Rate")),
        Field(name="born", type=FieldType.DATE, role=Role.BIRTH_DATE),
        Field(name="partner_born", type=FieldType.DATE, role=Role.BIRTH_DATE),
        Field(name="newsletter", type=FieldType.BOOLEAN, role=Role.CONSENT),
    ),
    activities=(Activity(name="visits", fields=(Field(name="day", type=FieldType.DATE),), time="day"),),
)
DIFFERENT = [
    ("signup > -7d", "signup >= -7d"),
    ("signup >= -1d", "signup >= -24h"),
    ("signup = 2024-03-31", "signup = 2024-03-31T00:00:00"),
    ("signup BETWEEN -7d AND today", "signup >= -7d"),
    ("children < 3", "NOT children >= 3"),
    ("children != 3", "children < 3 OR children > 3"),
    ("vip = false", "vip != true"),
    ("city CONTAINS 'a'", "city REGEX 'a'"),
    ("children > 2 AND (vip = true OR city = 'A')", "children > 2 AND vip = true OR city = 'A'"),
    ("NOT (vip = true AND city = 'A')", "NOT (vip = true OR city = 'A')"),
    ("orders MATCHES (sum_amount < 3)", "orders MATCHES (sum_amount < 3, count >= 0)"),
    ("orders MATCHES (count < 2)", "orders MATCHES (count < 2 PER category)"),
    ("orders NOT MATCHES (count >= 2, sum_amount > 5)", "orders MATCHES (NOT (count >= 2 AND sum_amount > 5))"),
    ("orders MATCHES (amount > 5, date >= -7d)", "orders MATCHES (amount > 5) AND orders MATCHES (date >= -7d)"),
    ("orders MATCHES (amount > 5)", "orders MATCHES (sum_amount > 5)"),
    ("orders MATCHES (amount > 5)", "orders MATCHES (min_amount > 5)"),
    ("orders MATCHES (NOT amount > 5)", "orders NOT MATCHES (amount > 5)"),
    ("orders MATCHES (FIRST, amount > 5)", "orders MATCHES (FIRST) AND orders MATCHES (amount > 5)"),
    ("orders MATCHES (LAST, date < -1y)", "orders MATCHES (last_date < -1y)"),
    ("orders MATCHES (category = 'Soap')", "orders MATCHES (category CONTAINS 'Soap')"),
]
"""Pairs of queries that differ in meaning, some of them by a hair."""


@pytest.mark.parametrize("query", SHOP)
def test_a_query_on_the_shop_reads(query: str) -> None:
    assert both(query, ready("shop").catalog) == SHOP[query]


@pytest.mark.parametrize("query", SHOPIFY)
def test_a_query_of_shopify_reads(query: str) -> None:
    assert both(query, ready("shopify").catalog) == SHOPIFY[query]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_different_meaning_reads_differently(one: str, other: str, language: str) -> None:
    tests = [understand(each, CATALOG).test for each in (one, other)]
    assert read(tests[0], CATALOG, language) != read(tests[1], CATALOG, language)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("query", MEANINGS)
def test_every_query_reads_as_one_sentence(query: str, language: str) -> None:
    sentence = read(MEANINGS[query], CATALOG, language)
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert "None" not in sentence


def both(query: str, catalog: Catalog) -> tuple[str, str]:
    test = understand(query, catalog, segments={"salons"}).test
    return read(test, catalog, "en"), read(test, catalog, "nl")


@pytest.mark.parametrize(
    ("query", "reading"),
    [
        ("roles = 'buyer' OR roles = 'user'", "Customers who have 'buyer' or 'user' among their roles."),
        ("NOT (roles = 'buyer' OR roles = 'user')", "Customers who do not have 'buyer' or 'user' among their roles."),
        ("roles CONTAINS 'Buyer'", "Customers whose roles contain 'Buyer'."),
        ("roles = 'buyer' AND roles = 'user'", "Customers who have 'buyer' among their roles and who have 'user' among their roles."),
        ("pets = 1", "Customers who have exactly one pet."),
        ("pets IN (1, 3)", "Customers who have 1 or 3 pets."),
        ("pets > visit_count", "Customers whose pets are more than their visits."),
        ("visit_count = 3", "Customers whose visits are 3."),
        ("visits MATCHES (count = 3)", "Customers who have exactly 3 visits."),
        ("rate > floor", "Customers whose rate (rate) is more than their rate (floor)."),
        ("rate = floor", "Customers whose rate (rate) is the same as their rate (floor)."),
        ("anniversary('born') = today", "Customers for whom the anniversary of born is today."),
        ("newsletter = true", "Customers who have 'yes' for newsletter."),
    ],
)
def test_labels_decide_how_a_field_is_spoken_of(query: str, reading: str) -> None:
    assert read(understand(query, ROLES).test, ROLES) == reading


def test_everybody_and_nobody() -> None:
    assert [read(Constantly(value), CATALOG, language) for value in (True, False) for language in ("en", "nl")] == [
        "All customers.",
        "Alle klanten.",
        "No customers.",
        "Geen klanten.",
    ]


def test_a_constant_inside_a_query() -> None:
    known = MEANINGS["city = 'Delft'"]
    assert read(And((known, Constantly(value=True))), CATALOG) == "Customers whose city is 'Delft' and who are anybody."
    assert read(Or((known, Not(Constantly(value=True)))), CATALOG) == "Customers whose city is 'Delft' or who do not exist."


def test_planned_days_of_the_year() -> None:
    test = MonthDayIn(CustomerField("birth_date", DATE), ((101, 115), (1231, 1231)))
    assert read(test, CATALOG) == "Customers for whom the anniversary of birth date is from 1 January through 15 January or on 31 December."
    assert read(test, CATALOG, "nl") == "Klanten die van 1 januari tot en met 15 januari of op 31 december de jaardag van geboortedatum hebben."


def test_a_text_with_a_template_sign_is_told_as_it_is() -> None:
    test = understand("city = 'a{label}b'", CATALOG).test
    assert read(test, CATALOG) == "Customers whose city is 'a{label}b'."
