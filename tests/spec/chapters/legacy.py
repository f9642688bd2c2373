"""The deprecated spellings of Shopify's language."""

from __future__ import annotations

from doelgroep.catalog import Catalog, Role
from tests.spec.frame import Chapter, activity, case, category, day, decimal, moment, refused, section, text, texts

CHAPTER = Chapter(
    title="Older spellings",
    text=(
        "Shopify's language has an older generation: functions that are compared with true or false, and names such as `7_days_ago`. They mean the same as the newer form beside them. In a parameter list `date: -60d` means "
        "*since* that day, and several values between parentheses mean one of them."
    ),
    catalog=Catalog(
        fields=(moment("abandoned_checkout_date"), day("metafields.facts.birth_date"), category("status")),
        activities=(
            activity("products_purchased", moment("at"), text("id", role=Role.ID), texts("tag", any_value=True), decimal("amount"), time="at"),
            activity("shopify_email.opened", moment("at"), text("activity_id", role=Role.ID), time="at"),
        ),
    ),
    tables={
        "customers": """
            customer_id | abandoned_checkout_date | metafields.facts.birth_date | status
            anna        | 2026-05-08 10:00        | 1990-05-15                  | SUBSCRIBED
            bram        | 2026-05-07 23:00        | 1991-06-14                  | SUBSCRIBED
            carla       | 2026-02-14 10:00        | 1992-06-15                  | PENDING
            daan        |                         |                             | SUBSCRIBED
        """,
        "products_purchased": """
            customer_id | at               | id  | tag         | amount
            anna        | 2026-05-01 10:00 | 11  | sale, new   | 10.00
            anna        | 2026-01-01 10:00 | 12  | sale        | 10.00
            bram        | 2026-03-16 10:00 | 11  | new         | 10.00
            bram        | 2026-03-15 10:00 | 13  | sale        | 10.00
            carla       | 2025-01-01 10:00 | 011 | []          | 10.00
        """,
        "shopify_email.opened": """
            customer_id | at               | activity_id
            anna        | 2026-05-01 10:00 | 815
            bram        | 2025-05-01 10:00 | 815
            daan        | 2026-05-01 10:00 | 4711
        """,
    },
    sections=(
        section(
            "Functions compared with true and false",
            "",
            case("shopify_email.opened() = true", "anna bram daan", "Ever.", "shopify_email.opened MATCHES ()", "shopify_email.opened() != false"),
            case("shopify_email.opened() = false", "carla", "Never.", "shopify_email.opened NOT MATCHES ()", "shopify_email.opened() != true"),
            case(
                "shopify_email.opened(activity_id: 815) = true", "anna bram", "With a parameter.", "shopify_email.opened MATCHES (activity_id = 815)"
            ),
            case(
                "shopify_email.opened(activity_id: (815, 4711)) = true",
                "anna bram daan",
                "One of several.",
                "shopify_email.opened MATCHES (activity_id IN (815, 4711))",
            ),
            case(
                "products_purchased(id: 11) = true",
                "anna bram",
                "Numbers of things keep their digits: 011 is another.",
                "products_purchased MATCHES (id = 11)",
            ),
            case("products_purchased(id: (12, 13)) = false", "carla daan", "None of several.", "products_purchased NOT MATCHES (id IN (12, 13))"),
            case("products_purchased(tag: 'sale') = true", "anna bram", "A tag of the product.", "products_purchased MATCHES (tag = 'sale')"),
            case("products_purchased(date: -60d) = true", "anna bram", "Since 16 March.", "products_purchased MATCHES (date >= -60d)"),
            case(
                "products_purchased(tag: 'sale', date: -60d) = false",
                "bram carla daan",
                "Both on one row; bram's sale is a day too old.",
                "products_purchased NOT MATCHES (tag = 'sale', date >= -60d)",
            ),
            case(
                "status = 'SUBSCRIBED' AND (products_purchased(id: 12) = true OR shopify_email.opened(date: -45d) = true)",
                "anna daan",
                "Among other conditions.",
            ),
        ),
        section(
            "Names of days",
            "",
            case("abandoned_checkout_date >= 7_days_ago", "anna", "Seven days ago.", "abandoned_checkout_date >= -7d"),
            case("abandoned_checkout_date < 30_days_ago", "carla", "Thirty.", "abandoned_checkout_date < -30d"),
            case("abandoned_checkout_date = 90_days_ago", "carla", "14 February.", "abandoned_checkout_date = -90d"),
            case("abandoned_checkout_date >= 12_months_ago", "anna bram carla", "A year.", "abandoned_checkout_date >= -12m"),
        ),
        section(
            "Anniversaries",
            "",
            case(
                "anniversary(date: 'metafields.facts.birth_date') BETWEEN today AND +30d",
                "anna bram",
                "Up to and including 14 June.",
                "anniversary ('metafields.facts.birth_date') BETWEEN today AND +30d",
            ),
        ),
        section(
            "What is refused",
            "",
            refused("products_purchased(id: (product_id)) = true", "placeholder", "A template: fill in the value first."),
            refused("products_purchased(id: 11)", "call_without_truth", "True or false is missing."),
            refused("FROM customers WHERE status = 'SUBSCRIBED'", "query_front", "A segment is only what stands behind WHERE."),
        ),
    ),
)
