"""Aggregates of the rows that are left."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, case, category, day, decimal, integer, moment, real, refused, section, text

CHAPTER = Chapter(
    title="Aggregates",
    text=(
        "Conditions on rows say which rows are left; conditions on aggregates then judge those rows together, wherever they stand between the parentheses: `count`, `sum_x`, `avg_x`, `min_x`, `max_x`, `distinct_x` of a field "
        "x, and `first_date`, `last_date`, `distinct_days`, `distinct_months` of the rows' moments."
    ),
    catalog=Catalog(
        activities=(
            activity(
                "orders",
                moment("at"),
                text("product"),
                category("channel"),
                decimal("amount"),
                integer("quantity"),
                real("weight"),
                day("delivered"),
                time="at",
            ),
            activity("calls", integer("minutes")),
        )
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
            customer_id | at               | product     | channel | amount | quantity | weight | delivered
            anna        | 2026-01-05 10:00 | shampoo     | web     | 10.00  | 1        | 0.5    | 2026-01-07
            anna        | 2026-01-05 18:00 | shampoo     | web     | 20.00  | 2        | 1.0    | 2026-01-08
            anna        | 2026-02-28 10:00 | conditioner | shop    | 0.01   | 3        | 1.5    |
            anna        | 2026-05-01 10:00 | shampoo     | web     | 20.00  | 4        |        | 2026-05-04
            bram        | 2026-05-10 23:30 | soap        | web     | 33.33  | 1        | 0.25   | 2026-05-12
            bram        | 2026-05-11 00:30 | soap        | web     | 33.33  | 1        | 0.25   | 2026-05-12
            bram        | 2026-05-12 00:30 | soap        | shop    | 33.34  | 2        | 0.25   | 2026-05-13
            carla       | 2025-01-01 00:00 | shampoo     | web     | -5.00  | -1       |        |
        """,
        "calls": """
            customer_id | minutes
            bram        | 3
            bram        | 4
            daan        | 0
        """,
    },
    sections=(
        section(
            "Count",
            "The number of rows left.",
            case("orders MATCHES (count = 1)", "carla", "Exactly one row."),
            case("orders MATCHES (count >= 3)", "anna bram", "At least three."),
            case(
                "orders MATCHES (product = 'shampoo', count >= 2)",
                "anna",
                "At least two with shampoo.",
                "orders MATCHES (count >= 2, product = 'shampoo')",
            ),
            case("orders MATCHES (date >= -30d, count > 1)", "bram", "More than one in the last thirty days."),
            case("orders MATCHES (count BETWEEN 1 AND 3)", "bram carla", "A range."),
            case("orders MATCHES (count IN (1, 4))", "anna carla", "One of several numbers."),
            case("orders MATCHES (count != 3)", "anna carla daan", "Not three: none at all is not three either."),
            case("calls MATCHES (count = 2)", "bram", "Without moments."),
        ),
        section(
            "None at all",
            "MATCHES asks for at least one row, unless a condition on `count` itself lets 0 through. Then customers without any such row are judged too.",
            case("orders MATCHES (count = 0)", "daan", "Never ordered.", "orders NOT MATCHES ()"),
            case("orders MATCHES (product = 'shampoo', count = 0)", "bram daan", "Never shampoo.", "orders NOT MATCHES (product = 'shampoo')"),
            case("orders MATCHES (product = 'shampoo', count < 2)", "bram carla daan", "At most one shampoo, or none."),
            case("orders MATCHES (count <= 1)", "carla daan", "One or none."),
            case("orders MATCHES (count >= 0)", "anna bram carla daan", "Everybody."),
            case("orders MATCHES (count BETWEEN 0 AND 1)", "carla daan", "A range with 0 in it."),
            case("orders MATCHES (sum_amount < 100)", "anna carla", "A condition on a sum does not let customers without rows in."),
            case("orders MATCHES (sum_amount < 100, count >= 0)", "anna carla daan", "Unless the count does."),
            case("orders MATCHES (count = 0 OR sum_amount > 60)", "bram daan", "OR between aggregates."),
        ),
        section(
            "Sum and average",
            "Exact for whole numbers and decimals: an average is compared by multiplying out, so nothing is rounded.",
            case("orders MATCHES (sum_amount = 50.01)", "anna", "10.00 + 20.00 + 0.01 + 20.00."),
            case("orders MATCHES (sum_amount = 100)", "bram", "33.33 + 33.33 + 33.34."),
            case("orders MATCHES (sum_amount < 0)", "carla", "Returns count as negative amounts."),
            case("orders MATCHES (channel = 'web', sum_quantity >= 7)", "anna", "1 + 2 + 4 in the web shop."),
            case("orders MATCHES (avg_quantity = 2.5)", "anna", "10 / 4."),
            case("orders MATCHES (avg_amount > 33.33)", "bram", "A third of 100 is more than 33.33."),
            case("orders MATCHES (avg_amount < 33.34, count = 3)", "bram", "And less than 33.34."),
            case("orders MATCHES (avg_amount = 33.3333333333)", "", "But it is no number with ten threes."),
            case("orders MATCHES (avg_weight = 1)", "anna", "Rows without a weight take no part."),
            case("orders MATCHES (sum_weight = 0.75)", "bram", "Measures are added in the order of the rows."),
            case("calls MATCHES (avg_minutes = 3.5)", "bram", "7 / 2."),
            case("calls MATCHES (sum_minutes = 0)", "daan", "The sum of one 0."),
        ),
        section(
            "Smallest and largest",
            "",
            case("orders MATCHES (min_amount < 1)", "anna carla", "The smallest amount."),
            case("orders MATCHES (max_amount >= 33.34)", "bram", "The largest."),
            case("orders MATCHES (max_amount <= 20, min_amount > 0)", "anna", "Both."),
            case("orders MATCHES (channel = 'web', max_quantity = 4)", "anna", "Of the rows left."),
            case("orders MATCHES (max_delivered >= 2026-05-12)", "bram", "Of dates."),
            case("orders MATCHES (min_delivered <= 2026-01-31)", "anna", "Missing dates take no part."),
            case("orders MATCHES (max_weight IS NULL)", "carla", "No weights at all."),
            case("orders MATCHES (min_amount != 10)", "anna bram carla", "Not equal."),
        ),
        section(
            "Different values",
            "",
            case("orders MATCHES (distinct_product = 1)", "bram carla", "Always the same product."),
            case("orders MATCHES (distinct_product >= 2)", "anna", "At least two different ones."),
            case("orders MATCHES (distinct_channel = 2)", "anna bram", "Both channels."),
            case("orders MATCHES (distinct_amount = 2)", "bram", "33.33 twice counts once."),
            case("orders MATCHES (distinct_delivered = 2)", "bram", "Different days."),
            case("orders MATCHES (product = 'shampoo', distinct_channel = 1)", "anna carla", "Shampoo always over the same channel."),
        ),
        section(
            "Dates of the rows",
            "",
            case("orders MATCHES (first_date < 2026-01-01)", "carla", "The first row is from before this year."),
            case("orders MATCHES (first_date >= 2026-01-01)", "anna bram", "New this year."),
            case("orders MATCHES (last_date >= -7d)", "bram", "The last row is at most a week old."),
            case("orders MATCHES (last_date < -7d)", "anna carla", "The last row is older, and there is one."),
            case("orders MATCHES (last_date = 2026-05-01)", "anna", "On a day."),
            case("orders MATCHES (last_date > 2026-05-11T12:00:00)", "bram", "After a moment."),
            case("orders MATCHES (product = 'shampoo', last_date < 2026-05-01)", "carla", "Of the rows left."),
            case("orders MATCHES (distinct_days = 3)", "anna bram", "anna ordered twice on one day; bram's two nights are three days."),
            case("orders MATCHES (distinct_months = 3)", "anna", "January, February and May."),
            case("orders MATCHES (distinct_months = 1)", "bram carla", "All in one month."),
            case("orders MATCHES (distinct_days >= 3, distinct_months = 1)", "bram", "Together."),
        ),
        section(
            "Several aggregates",
            "",
            case("orders MATCHES (product = 'soap', count >= 3, sum_amount >= 100)", "bram", "All must hold."),
            case("orders MATCHES ((count > 3 OR sum_amount >= 100))", "anna bram", "Either."),
            case("orders MATCHES (NOT (count > 3))", "bram carla daan", "The complement lets 0 through."),
            case("orders NOT MATCHES (count > 3)", "bram carla daan", "So does this."),
            case("orders NOT MATCHES (product = 'soap', sum_amount >= 100)", "anna carla daan", "The complement of the whole."),
        ),
        section(
            "What is refused",
            "",
            refused("orders MATCHES (sum_product > 1)", "aggregate_type", "Texts have no sum."),
            refused(
                "orders MATCHES (product = 'soap' OR count > 2)",
                "rows_and_group_mixed",
                "A condition on a row and one on all rows cannot be alternatives.",
            ),
            refused("calls MATCHES (distinct_days > 1)", "row_name_unknown_near", "Without moments there are no days."),
            refused("orders MATCHES (count > 1.5)", "integer_expected", "A count is a whole number."),
        ),
    ),
)
