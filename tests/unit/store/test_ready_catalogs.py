"""The ready-made catalogues: complete, in two languages, and fit for what they are made for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from doelgroep.catalog import Activity, Base, Catalog, FieldType, Place, Privacy, Role
from doelgroep.errors import QueryError, UserError
from doelgroep.model.resolve import understand
from doelgroep.store.catalog_file import parse_workspace, workspace_text
from doelgroep.store.ready_catalogs import READY, new_workspace_text, ready
from doelgroep.store.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.catalog import Field

FULL = [each for each in READY if each != "empty"]


def all_fields(catalog: Catalog) -> Iterator[tuple[str, Field]]:
    for table, fields in [
        ("customers", catalog.fields),
        ("traits", catalog.traits),
        *((each.name, each.fields) for each in catalog.activities),
        *((each.name, each.fields) for each in catalog.lookups),
    ]:
        yield from ((f"{table}.{each.name}", each) for each in fields)


@pytest.mark.parametrize("name", READY)
def test_it_is_a_good_file_that_writing_does_not_change(name: str) -> None:
    found = ready(name)
    assert found.catalog.name == (name if name != "empty" else "own")
    assert workspace_text(found.settings, found.catalog, found.text) == found.text


@pytest.mark.parametrize("name", FULL)
def test_everything_has_a_label_and_a_description_in_both_languages(name: str) -> None:
    catalog = ready(name).catalog
    wanting = [place for place, each in all_fields(catalog) if not (each.label.en and each.label.nl and each.description.en and each.description.nl)]
    wanting += [each.name for each in catalog.activities if not (each.label.en and each.label.nl and each.description.en and each.description.nl)]
    wanting += [each.name for each in catalog.lookups if not (each.label.en and each.label.nl)]
    assert wanting == []


@pytest.mark.parametrize("name", FULL)
def test_every_field_has_a_base(name: str) -> None:
    assert [place for place, each in all_fields(ready(name).catalog) if each.base is None] == []


@pytest.mark.parametrize("name", FULL)
def test_what_names_a_person_is_marked(name: str) -> None:
    for place, each in all_fields(ready(name).catalog):
        is_company = name == "b2b" and not place.startswith("contacts.")
        if each.role in {Role.NAME, Role.EMAIL, Role.PHONE, Role.BIRTH_DATE} and not (is_company and each.role is Role.NAME):
            assert each.privacy is Privacy.DIRECT, place


@pytest.mark.parametrize("name", FULL)
def test_consent_and_revenue_can_be_found_by_their_roles(name: str) -> None:
    roles = {each.role for _, each in all_fields(ready(name).catalog)}
    assert {Role.REVENUE, Role.CONSENT, Role.EMAIL, Role.LANGUAGE, Role.COUNTRY, Role.ID} <= roles


@pytest.mark.parametrize("name", ["shop", "b2b", "telecom"])
def test_all_bases_of_segmentation_that_fit_are_there(name: str) -> None:
    bases = {each.base for _, each in all_fields(ready(name).catalog)}
    left_out = {"telecom": {Base.FIRMOGRAPHIC, Base.PSYCHOGRAPHIC}}
    assert bases == set(Base) - left_out.get(name, set())


def test_ready_made_catalogues_are_named_with_the_nearest() -> None:
    with pytest.raises(UserError, match="Did you mean 'shopify'"):
        ready("shoppify")


def test_a_new_workspace_takes_its_settings_from_the_user_and_keeps_the_comments() -> None:
    settings = Settings(name="Mijn winkel", zone=ZoneInfo("Europe/Brussels"), currency="USD", country="BE")
    text = new_workspace_text("shop", settings)
    found = parse_workspace(text)
    assert (found.settings, found.catalog.country) == (settings, "BE")
    assert text.splitlines()[0] == ready("shop").text.splitlines()[0]


# ---------------------------------------------------------------- shop


@pytest.mark.parametrize(
    "query",
    [
        "orders MATCHES (category = 'Shampoo', date >= -90d, count >= 2, sum_amount > 100)",
        "orders MATCHES (date >= -6m, distinct_months >= 6 PER product)",
        "order_lines MATCHES (product.brand = 'Zacht', quantity > 3)",
        "orders MATCHES (category = 'Shampoo') AND orders NOT MATCHES (category = 'Conditioner')",
        "company.sector = 'Salons' AND company.employees >= 10",
        "number_of_orders >= 3 AND last_order_date < -90d AND email_consent = true",
        "return_value > 100 AND support_minutes > 30 AND margin < 50",
        "last_satisfaction_score >= 9 AND reviews MATCHES (recommends = true)",
        "survey_answers MATCHES (survey = 'needs', question = 'price', value >= 4)",
        "life_stage = 'family' AND customer_within_distance MATCHES (coordinates = (52.09, 5.12), distance_km = 25)",
        "anniversary('birth_date') BETWEEN today AND +30d",
        "emails_opened MATCHES (campaign = 'spring', date >= -30d) AND emails_clicked NOT MATCHES (date >= -30d)",
        "campaign_assignments MATCHES (campaign = 'spring', arm = 'control')",
        "customer_tags CONTAINS 'vip' OR newsletter_topics CONTAINS 'hair'",
        "amount_spent_last_year > 500 AND average_order_value < 40.50 AND return_share > 0.3",
    ],
)
def test_questions_to_a_shop(query: str) -> None:
    assert understand(query, ready("shop").catalog).warnings == ()


def test_the_types_of_a_shop_are_those_that_follow_from_its_expressions() -> None:
    """Types of expressions are written in the file; without them the same ones would be found."""
    assert retyped("shop") == ready("shop").catalog


# ---------------------------------------------------------------- shopify

CASES = [
    "email_subscription_status = 'SUBSCRIBED' AND (customer_countries CONTAINS 'NL' OR amount_spent > 749.50)",
    "last_order_date > 2020-05-30T16:00:00",
    "products_purchased MATCHES (id IN (4085134221479, 7084924235486), sum_quantity > 3, count > 1)",
    "products_purchased MATCHES (tag = 'Sports wear', category = 'Shirts', date BETWEEN -12m AND today, quantity >= 2)",
    "products_purchased MATCHES (tag IN ('a', 'b'))",
    "orders_placed MATCHES (date > '2025-02-03', count >= 5, sum_amount > 10, location_id = 1, app_id = 2)",
    "shopify_email.marked_as_spam NOT MATCHES (activity_id = 6680204455, date > -3m, count >= 1)",
    "shopify_email.delivered MATCHES () AND shopify_email.bounced NOT MATCHES () AND shopify_email.clicked IS NOT NULL",
    "storefront.product_viewed MATCHES (id = 5, tag = 'x', count > 2) AND storefront_event.collection_viewed MATCHES (id = 7, date = today)",
    "store_credit_accounts MATCHES (currency = 'EUR', balance > 10, next_expiry_date < +30d, last_credit_date >= -30d)",
    "customer_within_distance MATCHES (coordinates = '49.2827,-123.1207', distance_km = 25)",
    "customer_within_distance(coordinates: (49.2, -123.1), distance_mi: 6.2) = true",
    "anniversary ('metafields.facts.birth_date') = today AND customer.metafields.facts.birth_date IS NOT NULL",
    "customer.points_balance >= 100 AND customer.metafields.loyalty.tier = 'gold'",
    "companies IS NOT NULL AND companies CONTAINS 12345 AND companies = 12345",
    "rfm_group = 'PREVIOUSLY_LOYAL' AND predicted_spend_tier = 'HIGH' AND product_subscription_status = 'NEVER_SUBSCRIBED'",
    "created_by_app_id = 1 AND customer_account_status != 'DISABLED' AND sms_subscription_status = 'REDACTED'",
    "city CONTAINS 'US-NY-NewYorkCity' AND province CONTAINS 'US-NY' AND country CONTAINS 'US' AND total_spent > 1",
    "email_domain = 'gmail.com' AND predictive_spend_tier = 'LOW' AND last_order_id = 5 AND tax_exempt = true",
    "customer_language = 'nl' AND customer_added_date >= -30d AND abandoned_checkout_date >= 7_days_ago AND first_order_date IS NULL",
]


@pytest.mark.parametrize("query", CASES)
def test_queries_of_shopify_run_unchanged(query: str) -> None:
    warnings = understand(query, ready("shopify").catalog).warnings
    assert {each.code for each in warnings} <= {"name_not_imported"}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("customer_tags = 'x'", "Line 1 Column 14: customer_tags does not support operator '='"),
        ("email = 'a@voorbeeld.nl'", "Line 1 Column 0: 'email' filter cannot be found."),
        ("orders_placed MATCHES (financial_status = 'paid')", "Line 1 Column 23: 'financial_status' is not a field of orders_placed."),
    ],
)
def test_what_shopify_refuses_is_refused_in_its_words(query: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        understand(query, ready("shopify").catalog)
    assert str(caught.value).startswith(message)


def test_values_of_shopifys_enumerations_are_known() -> None:
    catalog = ready("shopify").catalog
    sizes = {each.name: len(each.values) for each in catalog.fields if each.values}
    assert sizes["rfm_group"] == 11
    assert (sizes["email_subscription_status"], sizes["sms_subscription_status"], sizes["customer_account_status"]) == (6, 5, 4)
    assert [each.code for each in understand("rfm_group = 'CHAMPION'", catalog).warnings] == ["value_unknown_near"]


def test_functions_without_a_date_have_no_time() -> None:
    catalog = ready("shopify").catalog
    timeless = [each.name for each in catalog.activities if each.time is None]
    assert timeless == ["store_credit_accounts", "customer_addresses"]
    assert isinstance(catalog.find("customer_within_distance"), Place)
    assert isinstance(catalog.find("storefront_event.product_viewed"), Activity)


# ---------------------------------------------------------------- b2b and telecom


@pytest.mark.parametrize(
    "query",
    [
        "sector = 'Bouw' AND employees >= 50 AND region = 'Utrecht' AND credit_score > 60 AND payment_delay_days < 14",
        "company_size = 'medium' AND revenue_band = '1-10 mln' AND legal_form = 'bv'",
        "invoices MATCHES (paid_date IS NULL, due_date < -30d, sum_amount > 1000)",
        "overdue_amount > 0 OR invoices MATCHES (reminders >= 2, count >= 2)",
        "contacts MATCHES (decides = true, email_consent = true) AND number_of_contacts >= 2",
        "quotes MATCHES (status = 'open', date < -14d) AND sales_visits NOT MATCHES (date >= -30d)",
        "amount_spent_last_year < amount_spent_year_before AND quotes_won_share > 0.5",
        "contract_value > 10000 AND next_contract_end < +90d",
        "software = 'SAP' AND orders MATCHES (product = 'P1')",
    ],
)
def test_questions_about_companies(query: str) -> None:
    assert ready("b2b").catalog.entity == "company"
    assert understand(query, ready("b2b").catalog).warnings == ()


@pytest.mark.parametrize(
    "query",
    [
        "contract_days_left BETWEEN 0 AND 60 AND months_as_customer >= 24",
        "outages MATCHES (service = 'internet', date >= -3m, sum_minutes > 240) AND unsolved_contacts >= 1",
        "data_share_used > 0.9 AND number_of_bundles >= 2",
        "data_mb_last_month < data_mb_month_before AND usage NOT MATCHES (date >= -7d)",
        "churned = false AND last_contract_event = 'cancelled'",
        "plan.technology = 'fibre' AND plan.monthly_price > 40 AND extra_services = 'backup'",
        "bills MATCHES (outside_bundle > 10, date >= -3m, count >= 3)",
    ],
)
def test_questions_to_a_telecom_provider(query: str) -> None:
    assert understand(query, ready("telecom").catalog).warnings == ()


@pytest.mark.parametrize("name", ["b2b", "telecom", "shopify"])
def test_types_are_those_that_follow_from_the_expressions(name: str) -> None:
    assert retyped(name) == ready(name).catalog


def retyped(name: str) -> Catalog:
    """The catalogue with the types of its expressions found anew, but for two freedoms: a text may be a category, a moment a day."""
    lines = ready(name).text.splitlines()
    kept = [line for number, line in enumerate(lines) if not _is_inferable(lines[number - 1], line)]
    return parse_workspace("\n".join(kept)).catalog


def _is_inferable(before: str, line: str) -> bool:
    is_free = any(each.value in line for each in (FieldType.TEXT, FieldType.CATEGORY, FieldType.DATE)) and "text_list" not in line
    return before.strip().startswith("expression:") and line.strip().startswith("type:") and not is_free
