"""MATCHES: conditions on the rows of an activity."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, boolean, case, category, decimal, integer, moment, refused, section, text

CHAPTER = Chapter(
    title="Activities",
    text=(
        "An activity is a stream of rows of customers: order lines, visits, e-mails. `orders MATCHES (...)` holds for customers with at least one row that meets all conditions between the parentheses. "
        "A comma is an AND. All conditions look at the *same* row."
    ),
    catalog=Catalog(
        fields=(category("city"),),
        activities=(
            activity(
                "orders",
                moment("at"),
                text("product"),
                category("channel"),
                decimal("amount"),
                integer("quantity"),
                boolean("gift"),
                decimal("paid"),
                time="at",
            ),
            activity("calls", category("reason")),
        ),
    ),
    tables={
        "customers": """
            customer_id | city
            anna        | Delft
            bram        | Delft
            carla       | Gouda
            daan        | Utrecht
        """,
        "orders": """
            customer_id | at               | product     | channel | amount | quantity | gift  | paid
            anna        | 2026-05-10 10:00 | shampoo     | web     | 10.00  | 1        | false | 10.00
            anna        | 2026-02-01 10:00 | conditioner | shop    | 20.00  | 2        | true  | 0.00
            anna        | 2025-05-14 10:00 | shampoo     | web     | 30.00  | 3        | false | 30.00
            bram        | 2026-05-15 09:00 | conditioner | web     | 20.00  | 2        | false | 25.00
            bram        | 2026-05-15 09:00 | shampoo     | shop    | 5.00   | 1        | true  | 5.00
            carla       | 2025-12-31 23:59 | soap        | web     | 99.99  | 9        |       | 99.99
        """,
        "calls": """
            customer_id | reason
            carla       | complaint
            daan        | question
            daan        | complaint
        """,
    },
    sections=(
        section(
            "At least one row",
            "",
            case("orders MATCHES ()", "anna bram carla", "Any row at all.", "orders IS NOT NULL"),
            case("orders NOT MATCHES ()", "daan", "No row at all.", "orders IS NULL", "NOT orders MATCHES ()", "orders NOT_MATCHES ()"),
            case("orders MATCHES (product = 'shampoo')", "anna bram", "A row with shampoo."),
            case(
                "orders NOT MATCHES (product = 'shampoo')",
                "carla daan",
                "No row with shampoo: the exact complement.",
                "NOT orders MATCHES (product = 'shampoo')",
            ),
            case("orders MATCHES (product != 'shampoo')", "anna bram carla", "A row with something else; other rows may have shampoo."),
            case("calls MATCHES (reason = 'complaint')", "carla daan", "An activity without a moment."),
            case("orders MATCHES () AND calls NOT MATCHES ()", "anna bram", "Two activities."),
        ),
        section(
            "All conditions on the same row",
            "",
            case(
                "orders MATCHES (product = 'shampoo', channel = 'web')",
                "anna",
                "Shampoo in the web shop.",
                "orders MATCHES (product = 'shampoo' AND channel = 'web')",
            ),
            case("orders MATCHES (product = 'shampoo') AND orders MATCHES (channel = 'web')", "anna bram", "Two rows may do this."),
            case(
                "orders MATCHES (product = 'shampoo' OR product = 'soap')",
                "anna bram carla",
                "Alternatives within a row.",
                "orders MATCHES (product IN ('shampoo', 'soap'))",
            ),
            case("orders MATCHES (product IN ('shampoo', 'soap'), amount < 50)", "anna bram", "And more about the same row."),
            case("orders MATCHES ((product = 'shampoo' OR gift = true), channel = 'shop')", "anna bram", "Parentheses inside."),
            case("orders MATCHES (NOT (channel = 'web' OR gift = true))", "", "NOT inside: every row is in the web shop or a gift."),
            case("orders MATCHES (NOT gift = true)", "anna bram carla", "carla's row says nothing about a gift."),
            case("orders MATCHES (amount > 5, amount < 20)", "anna", "The same field more than once: both on one row."),
            case("orders MATCHES (amount >= 20, quantity <= 2, channel = 'web')", "bram", "Three conditions."),
            case("orders MATCHES (quantity BETWEEN 2 AND 8)", "anna bram", "Ranges."),
            case("orders MATCHES (product NOT IN ('shampoo', 'conditioner'))", "carla", "Something other than these."),
            case("orders MATCHES (paid != amount)", "anna bram", "Two fields of one row."),
            case("orders MATCHES (paid > amount)", "bram", "Paid too much."),
            case("orders MATCHES (product CONTAINS 'SHAMP')", "anna bram", "Text without regard to capitals."),
        ),
        section(
            "Windows",
            "`date` is the row's moment, whatever its own name is.",
            case("orders MATCHES (date >= -30d)", "anna bram", "In the last thirty days.", "orders MATCHES (at >= -30d)"),
            case("orders NOT MATCHES (date >= -30d)", "carla daan", "Not in the last thirty days, or never."),
            case("orders MATCHES () AND orders NOT MATCHES (date >= -30d)", "carla", "Not in the last thirty days, but before."),
            case("orders MATCHES (date = today)", "bram", "Today."),
            case("orders MATCHES (date BETWEEN 2025-12-01 AND 2026-02-28)", "anna carla", "A winter."),
            case("orders MATCHES (date < -1y)", "anna", "14 May 2025 is more than a year ago."),
            case("orders MATCHES (date >= -1y, product = 'shampoo')", "anna bram", "Shampoo in the last year."),
            case("orders MATCHES (product = 'shampoo', date < -1y)", "anna", "Shampoo before that."),
            case("orders MATCHES (date >= -4h)", "bram", "In the last four hours."),
            case("orders MATCHES (date > '2026-01-01')", "anna bram", "A date in quotes is accepted."),
        ),
        section(
            "A but not B",
            "",
            case(
                "orders MATCHES (product = 'shampoo') AND orders NOT MATCHES (product = 'conditioner')",
                "",
                "Both buyers of shampoo also bought conditioner.",
            ),
            case("orders MATCHES (product = 'soap') AND orders NOT MATCHES (product = 'shampoo')", "carla", "Soap, never shampoo."),
            case(
                "orders MATCHES (date >= -1y) AND NOT (orders MATCHES (gift = true))", "carla", "Customers who bought within a year and never a gift."
            ),
            case("city = 'Delft' AND orders MATCHES (channel = 'shop', date >= -7d)", "bram", "Together with the customer's fields."),
        ),
        section(
            "What is refused",
            "",
            refused("orders = 3", "name_is_activity", "An activity is not a value."),
            refused("city MATCHES (product = 'x')", "not_an_activity", "A field is not an activity."),
            refused("order MATCHES ()", "activity_unknown_near", "The nearest name is offered."),
            refused("orders MATCHES (prodct = 'soap')", "row_name_unknown_near", "So it is inside."),
            refused("orders MATCHES (city = 'Delft')", "row_name_unknown", "A field of the customer stands outside the parentheses."),
            refused("orders MATCHES (calls MATCHES ())", "matches_inside_rows", "Rows have no rows."),
            refused("calls MATCHES (date >= -7d)", "row_name_unknown", "An activity without a moment has no windows."),
        ),
    ),
)
