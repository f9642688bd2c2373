"""FIRST and LAST as conditions on rows."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, case, category, decimal, moment, refused, section

CHAPTER = Chapter(
    title="First and last",
    text=(
        "FIRST and LAST are conditions on a row: it is the customer's first, or last, row of the whole activity. Rows are ordered by their moment, and rows of one moment by arrival. Other conditions "
        "do not change which row is the first."
    ),
    catalog=Catalog(
        activities=(activity("orders", moment("at"), category("product"), decimal("amount"), time="at"), activity("calls", category("reason")))
    ),
    tables={
        "customers": """
            customer_id
            anna
            bram
            carla
            daan
        """,
        "orders": """
            customer_id | at               | product | amount
            anna        | 2026-05-01 10:00 | soap    | 30.00
            anna        | 2026-01-01 10:00 | shampoo | 10.00
            anna        | 2026-03-01 10:00 | soap    | 20.00
            bram        | 2026-02-02 10:00 | soap    | 5.00
            bram        | 2026-02-02 10:00 | shampoo | 6.00
            carla       | 2025-04-04 10:00 | shampoo | 40.00
        """,
        "calls": """
            customer_id | reason
            anna        | question
            anna        | complaint
            daan        | complaint
        """,
    },
    sections=(
        section(
            "The first and the last row",
            "",
            case("orders MATCHES (FIRST, product = 'shampoo')", "anna carla", "Started with shampoo."),
            case("orders MATCHES (FIRST, product = 'soap')", "bram", "Of two rows at the same moment the first to arrive is the first."),
            case("orders MATCHES (LAST, product = 'shampoo')", "bram carla", "And the other one is the last."),
            case("orders MATCHES (LAST, product = 'soap')", "anna", "Ended with soap, so far."),
            case(
                "orders MATCHES (product = 'soap', FIRST)",
                "bram",
                "The order of the conditions does not matter: this is not the first row with soap.",
            ),
            case("orders MATCHES (FIRST, LAST)", "carla", "Both: the only row."),
            case("orders MATCHES (FIRST)", "anna bram carla", "Everybody with rows has a first."),
            case("orders NOT MATCHES (FIRST, product = 'shampoo')", "bram daan", "The complement."),
        ),
        section(
            "With windows, logic and aggregates",
            "",
            case("orders MATCHES (FIRST, date >= 2026-01-01)", "anna bram", "New customers of this year."),
            case("orders MATCHES (LAST, date < -90d)", "bram carla", "Quiet since mid-February."),
            case("orders MATCHES (NOT FIRST)", "anna bram", "A second row."),
            case("orders MATCHES (NOT FIRST, product = 'soap')", "anna", "Soap, but not at first."),
            case("orders MATCHES (FIRST OR LAST, amount > 25)", "anna carla", "At one of the ends.", "orders MATCHES ((FIRST OR LAST), amount > 25)"),
            case("orders MATCHES (NOT FIRST, NOT LAST)", "anna", "A row in between."),
            case("orders MATCHES (NOT FIRST, sum_amount >= 50)", "anna", "Aggregates judge the rows left: 20 + 30."),
            case("orders MATCHES (NOT FIRST, count = 0)", "carla daan", "No second row."),
            case("orders MATCHES (FIRST, count = 1)", "anna bram carla", "There is one first row."),
        ),
        section(
            "Without moments",
            "Rows of an activity without moments are ordered by arrival.",
            case("calls MATCHES (FIRST, reason = 'question')", "anna", "Began with a question."),
            case("calls MATCHES (LAST, reason = 'complaint')", "anna daan", "Ended with a complaint."),
        ),
        section("What is refused", "", refused("FIRST", "position_outside_rows", "FIRST is about rows.")),
    ),
)
