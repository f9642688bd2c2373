"""Shopify's own names, on the ready-made catalogue."""

from __future__ import annotations

from importlib.resources import files

from doelgroep.store.catalog_file import parse_workspace
from tests.spec.frame import Chapter, case, refused, section

ELEVEN = " OR ".join(f"customer_countries CONTAINS '{each}'" for each in ("NL", "BE", "MX", "AU", "AX", "AZ", "FI", "BE", "TH", "ES", "BR"))

CHAPTER = Chapter(
    title="Shopify's queries",
    text=(
        "The ready-made catalogue `shopify` has Shopify's filters and functions under their own names, so that queries written there run here unchanged. Where Shopify is more strict, as with the number of clauses, "
        "the mode `shopify` refuses what it would refuse."
    ),
    catalog=parse_workspace(files("doelgroep.catalogs").joinpath("shopify.yaml").read_text(encoding="utf-8")).catalog,
    tables={
        "customers": """
            customer_id | customer_email   | email_subscription_status | customer_account_status | customer_countries | customer_tags  | companies
            ann         | ann@voorbeeld.nl | SUBSCRIBED                | ENABLED                 | NL                 | stamklant, vip |
            bob         | bob@Voorbeeld.nl | SUBSCRIBED                | DISABLED                | NL, BE             | Stamklant      | 17
            cas         | cas@example.com  | UNSUBSCRIBED              | ENABLED                 | BE                 | []             | 17, 18
            dirk        |                  | SUBSCRIBED                | INVITED                 | DE                 | nieuw          |
            els         | els@voorbeeld.nl | NOT_SUBSCRIBED            | DECLINED                |                    |                |
        """,
        "customers, continued": """
            customer_id | abandoned_checkout_date | predicted_spend_tier | rfm_group | customer_added_date | metafields.facts.birth_date
            ann         | 2026-05-14 10:00        | HIGH                 | CHAMPIONS | 2024-01-01 09:00    | 1990-05-15
            bob         | 2026-04-20 10:00        | LOW                  | AT_RISK   | 2025-06-01 09:00    | 1985-06-14
            cas         | 2025-10-01 10:00        | MEDIUM               | DORMANT   | 2023-01-01 09:00    | 1970-01-01
            dirk        |                         |                      | PROSPECTS | 2026-05-01 09:00    |
            els         |                         | HIGH                 | AT_RISK   | 2022-01-01 09:00    | 2000-02-29
        """,
        "orders_placed": """
            customer_id | date             | amount
            ann         | 2026-05-08 10:00 | 100.00
            ann         | 2026-04-15 23:30 | 12.49
            ann         | 2024-03-31 00:00 | 637.01
            bob         | 2024-03-31 23:59 | 12.49
            cas         | 2026-03-20 10:00 | 800.00
            cas         | 2026-01-05 10:00 | 200.00
            els         | 2025-05-15 10:00 | 12.50
        """,
        "products_purchased": """
            customer_id | date             | id            | tag                        | quantity
            ann         | 2026-05-08 10:00 | 4711          | Tennis kleding             | 1
            ann         | 2026-04-15 23:30 | 4711          | []                         | 2
            ann         | 2024-03-31 00:00 | 815           | uitverkoop, Tennis kleding | 5
            bob         | 2024-03-31 23:59 | 4711          | []                         | 1
            cas         | 2026-03-20 10:00 | 7084924235486 | uitverkoop                 | 6
            cas         | 2026-01-05 10:00 | 4085134221479 | []                         | 1
            els         | 2025-05-15 10:00 | 815           | Tennis kleding             | 5
        """,
        "shopify_email.opened": """
            customer_id | date             | activity_id
            ann         | 2026-05-01 10:00 | 6680204455
            bob         | 2025-01-01 10:00 | 3530167643
            dirk        | 2026-05-10 10:00 | 815
        """,
        "shopify_email.unsubscribed": """
            customer_id | date             | activity_id
            cas         | 2026-02-01 10:00 | 6680204455
        """,
        "shopify_email.marked_as_spam": """
            customer_id | date             | activity_id
            els         | 2026-04-01 10:00 | 6680204455
        """,
        "storefront.product_viewed": """
            customer_id | date             | id
            bob         | 2026-05-14 10:00 | 4711
        """,
        "store_credit_accounts": """
            customer_id | currency | balance
            ann         | EUR      | 25.00
            bob         | EUR      | 5.00
        """,
        "customer_addresses": """
            customer_id | location
            ann         | 52.3731, 4.8926
            bob         | 52.0907, 5.1214
            bob         | 52.3702, 4.8952
        """,
    },
    sections=(
        section(
            "Filters",
            "",
            case("email_subscription_status = 'SUBSCRIBED'", "ann bob dirk", "Enumerations."),
            case("customer_account_status = 'DISABLED'", "bob", "Capitals count."),
            case("customer_account_status != 'DISABLED'", "ann cas dirk els", "Everybody else."),
            case("amount_spent = 12.49", "bob", "Amounts, of all orders."),
            case("amount_spent != 12.49", "ann cas dirk els", "Also who spent nothing."),
            case("amount_spent > 12.49", "ann cas els", "More than."),
            case("amount_spent < 12.49", "dirk", "Nothing is less."),
            case("amount_spent BETWEEN 1 AND 749.50", "ann bob els", "Both ends are included."),
            case("number_of_orders != 1", "ann cas dirk", "Whole numbers."),
            case("number_of_orders > 1", "ann cas", "Bought more than once."),
            case("number_of_orders = 0", "dirk", "Never bought."),
            case("number_of_orders BETWEEN 1 AND 2", "bob cas els", "A range."),
            case("customer_tags CONTAINS 'stamklant'", "ann bob", "Tags: capitals make no difference."),
            case("customer_tags NOT CONTAINS 'stamklant'", "cas dirk els", "The exact complement."),
            case("customer_email_domain = 'voorbeeld.nl'", "ann bob els", "Domains are kept in small letters."),
            case("customer_email_domain != 'voorbeeld.nl'", "cas dirk", "Also who has no address."),
            case("companies IS NOT NULL", "bob cas", "Business customers."),
            case("companies IS NULL", "ann dirk els", "All others."),
            case("companies = 18", "cas", "One of the companies."),
            case("rfm_group = 'AT_RISK' AND email_subscription_status = 'SUBSCRIBED'", "bob", "Together."),
            case("customer.spaarpunten >= 100", "", "A metafield that nobody has imported: missing for everybody."),
            case("customer.spaarpunten IS NULL", "ann bob cas dirk els", "See there."),
            case("total_spent > 500", "ann cas", "Older names.", "amount_spent > 500"),
        ),
        section(
            "Dates",
            "Today is 15 May 2026.",
            case("last_order_date = 2024-03-31", "bob", "The whole day in the shop's time zone."),
            case("last_order_date != 2024-03-31", "ann cas dirk els", "Who never ordered is in."),
            case("last_order_date >= 2024-03-31", "ann bob cas els", "From that day on."),
            case("last_order_date >= -7d", "ann", "8 May is seven days ago,"),
            case("last_order_date > -7d", "", "and not less."),
            case("last_order_date BETWEEN 2026-03-01 AND -7d", "ann cas", "Days and offsets together."),
            case("last_order_date < -30d AND last_order_date >= -90d", "cas", "A window."),
            case("abandoned_checkout_date >= -30d", "ann bob", "Since 15 April."),
            case("abandoned_checkout_date > -8m", "ann bob cas", "Eight months."),
            case(
                "abandoned_checkout_date >= -30d AND (last_order_date < -30d OR last_order_date IS NULL)",
                "bob",
                "Left a checkout, and did not order since.",
            ),
            case("predicted_spend_tier = 'HIGH' AND last_order_date > -30d", "ann", "Together."),
            case("email_subscription_status = 'SUBSCRIBED' AND number_of_orders = 0 AND customer_added_date > -30d", "dirk", "New subscribers."),
            case("anniversary ('metafields.facts.birth_date') = today", "ann", "Birthdays."),
            case(
                "anniversary(date: 'metafields.facts.birth_date') BETWEEN today AND +30d",
                "ann bob",
                "In the coming thirty days.",
                "anniversary ('metafields.facts.birth_date') BETWEEN today AND +30d",
            ),
        ),
        section(
            "Precedence",
            "",
            case(
                "email_subscription_status = 'SUBSCRIBED' AND customer_countries CONTAINS 'BE' OR amount_spent > 749.50",
                "bob cas",
                "AND goes first.",
                "(email_subscription_status = 'SUBSCRIBED' AND customer_countries CONTAINS 'BE') OR amount_spent > 749.50",
            ),
            case(
                "email_subscription_status = 'SUBSCRIBED' AND (customer_countries CONTAINS 'BE' OR amount_spent > 749.50)",
                "bob",
                "Parentheses change that.",
            ),
            case(ELEVEN, "ann bob cas", "More than ten clauses, which Shopify does not allow."),
        ),
        section(
            "Functions",
            "",
            case("products_purchased MATCHES (id = 4711, count > 1)", "ann", "The same product more than once."),
            case("products_purchased NOT MATCHES ()", "dirk", "Never bought anything."),
            case("products_purchased MATCHES (id IN (4085134221479, 815))", "ann cas els", "One of several products."),
            case("products_purchased MATCHES (id NOT IN (4711))", "ann cas els", "Something else than these."),
            case("products_purchased NOT MATCHES (date > -3m)", "bob dirk els", "Nothing in the last three months."),
            case("products_purchased MATCHES (tag = 'Tennis kleding', date >= -12m)", "ann els", "A tag, in the last year."),
            case("products_purchased MATCHES (id = 4711, date BETWEEN -12m AND today)", "ann", "The AND of BETWEEN among parameters."),
            case("products_purchased MATCHES (quantity = 5)", "ann els", "In one line."),
            case("products_purchased MATCHES (quantity != 5)", "ann bob cas", "A line with another quantity."),
            case("products_purchased MATCHES (quantity > 5)", "cas", "More than five in one line."),
            case("products_purchased MATCHES (sum_quantity >= 8)", "ann", "In all lines together."),
            case("products_purchased MATCHES ( id = 4711, date >= -30d )", "ann", "Spaces."),
            case("orders_placed MATCHES (date > '2026-02-03', count >= 2)", "ann", "A date in quotes."),
            case("orders_placed MATCHES (sum_amount > 500, count >= 2)", "ann cas", "Aggregates."),
            case("shopify_email.opened MATCHES ()", "ann bob dirk", "E-mails."),
            case("shopify_email.opened NOT MATCHES (activity_id = 6680204455)", "bob cas dirk els", "Not this one."),
            case("shopify_email.opened MATCHES (activity_id IN (6680204455, 3530167643))", "ann bob", "One of several."),
            case("shopify_email.unsubscribed MATCHES (activity_id IN (6680204455))", "cas", "A list of one."),
            case("shopify_email.marked_as_spam MATCHES (activity_id = 6680204455, date > -3m)", "els", "Since 15 February."),
            case("storefront_event.product_viewed MATCHES (id = 4711)", "bob", "An older name.", "storefront.product_viewed MATCHES (id = 4711)"),
            case("store_credit_accounts MATCHES (currency = 'EUR', balance >= 10)", "ann", "Store credit."),
            case(
                "customer_within_distance(coordinates: (52.3731, 4.8926), distance_km: 10) = true",
                "ann bob",
                "Any of the addresses.",
                "customer_within_distance MATCHES (coordinates = (52.3731, 4.8926), distance_km = 10)",
            ),
        ),
        section(
            "The older generation",
            "",
            case("shopify_email.opened() = true", "ann bob dirk", "Ever.", "shopify_email.opened MATCHES ()"),
            case("shopify_email.opened(activity_id: 815) = true", "dirk", "With a parameter.", "shopify_email.opened MATCHES (activity_id = 815)"),
            case(
                "products_purchased(tag: 'uitverkoop', date: -60d) = false",
                "ann bob dirk els",
                "`date` is *since*.",
                "products_purchased NOT MATCHES (tag = 'uitverkoop', date >= -60d)",
            ),
            case(
                "email_subscription_status = 'SUBSCRIBED' AND customer_countries CONTAINS 'DE' AND "
                "(last_order_date >= 2024-01-01 OR shopify_email.opened(date: -45d) = true OR shopify_email.clicked(date: -45d) = true)",
                "dirk",
                "Among other conditions.",
            ),
        ),
        section(
            "What is refused",
            "",
            refused("customer_tags = 'stamklant'", "operator_not_supported", "Lists know CONTAINS."),
            refused("email = 'a@voorbeeld.nl'", "name_unknown_near", "There is no such filter."),
            refused("not a valid segment query ???", "operator_unexpected", "No query."),
            refused("number_of_orders = 1.5", "integer_expected", "No half orders."),
            refused("amount_spent > 1,000", "thousands", "No thousands separators."),
            refused("last_order_date > 2024-03-31T9:00:00", "datetime_form", "Hours have two digits."),
            refused("last_order_date BETWEEN 1pm AND 3pm", "time_alone", "No times without a day."),
            refused('email_subscription_status = "SUBSCRIBED"', "quotes_double", "Texts stand in single quotes."),
            refused("FROM customers WHERE amount_spent > 500", "query_front", "Only what stands behind WHERE."),
            refused(ELEVEN, "shopify_too_many_clauses", "In the mode `shopify`: at most ten clauses.", dialect="shopify"),
        ),
    ),
)
