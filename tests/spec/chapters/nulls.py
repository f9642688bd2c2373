"""Missing values."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, boolean, case, category, day, decimal, integer, moment, real, section, text, texts

CHAPTER = Chapter(
    title="Missing values",
    text=(
        "A missing value fails every comparison. A negative condition is the exact complement of the positive one, so it holds for a missing value. There is no third outcome, "
        "unlike in SQL: whoever is not in a segment is in its complement."
    ),
    catalog=Catalog(
        fields=(
            integer("age"),
            decimal("spent"),
            real("score"),
            text("name"),
            category("city"),
            boolean("vip"),
            day("born"),
            moment("seen"),
            texts("tags"),
            integer("wishes"),
        ),
        activities=(activity("orders", moment("at"), decimal("amount"), category("channel"), time="at"),),
    ),
    tables={
        "customers": """
            customer_id | age | spent | score | name | city  | vip   | born       | seen             | tags | wishes
            full        | 30  | 10.00 | 1.5   | Ans  | Delft | true  | 1990-05-15 | 2026-05-15 09:00 | a, b | 30
            zero        | 0   | 0.00  | 0     | ''   | Gouda | false | 1970-01-01 | 1970-01-01 00:00 | []   | 0
            none        |     |       |       |      |       |       |            |                  |      |
        """,
        "orders": """
            customer_id | at               | amount | channel
            full        | 2026-05-01 10:00 | 5.00   | web
            full        |                  |        |
            zero        | 2026-05-02 10:00 |        | shop
        """,
    },
    sections=(
        section(
            "IS NULL and IS NOT NULL",
            "The only conditions that look at missing values themselves. Zero, false, an empty text and an empty list are values.",
            case("age IS NULL", "none", "No value.", "NOT age IS NOT NULL"),
            case("age IS NOT NULL", "full zero", "Any value.", "NOT age IS NULL"),
            case("spent IS NULL", "none", "Amounts."),
            case("score IS NULL", "none", "Measures."),
            case("name IS NULL", "none", "Text: an empty one is not missing."),
            case("city IS NULL", "none", "Categories."),
            case("vip IS NULL", "none", "True and false."),
            case("born IS NULL", "none", "Dates."),
            case("seen IS NULL", "none", "Moments."),
            case("tags IS NULL", "none", "Lists: an empty one is not missing."),
        ),
        section(
            "Every comparison fails",
            "",
            case("age >= 0 OR age < 0", "full zero", "Not even both together hold for a missing value."),
            case("spent BETWEEN -1000000 AND 1000000", "full zero", "A range that holds everything."),
            case("score <= 1000", "full zero", "Measures."),
            case("name CONTAINS ''", "full zero", "A text that everything contains."),
            case("vip = true OR vip = false", "full zero", "True or false."),
            case("born < 2100-01-01", "full zero", "Dates."),
            case("seen > 1900-01-01", "full zero", "Moments."),
            case("tags CONTAINS 'a' OR tags NOT CONTAINS 'a'", "full zero none", "A negative one holds."),
            case("age = wishes", "full zero", "Two missing values are not equal."),
            case("age <= wishes", "full zero", "Nor in any order."),
        ),
        section(
            "Negative conditions hold",
            "To leave the missing ones out, add IS NOT NULL.",
            case("age != 30", "zero none", "Not equal.", "NOT age = 30"),
            case("age != 30 AND age IS NOT NULL", "zero", "Without the missing ones."),
            case("city NOT IN ('Delft', 'Breda')", "zero none", "None of several."),
            case("name NOT CONTAINS 'ns'", "zero none", "Text."),
            case("tags NOT CONTAINS 'a'", "zero none", "Lists: empty, or missing."),
            case("age NOT BETWEEN 10 AND 40", "zero none", "Ranges."),
            case("NOT age > 10", "zero none", "Which is not the same as age <= 10.", "NOT (age > 10)"),
            case("age <= 10", "zero", "This one fails for the missing value."),
            case("age != wishes", "none", "Two fields."),
        ),
        section(
            "In rows",
            "The same rules hold for the fields of rows.",
            case("orders MATCHES (amount > 0)", "full", "A row with an amount above 0."),
            case("orders MATCHES (NOT amount > 0)", "full zero", "A row without one: also where the amount is missing."),
            case("orders MATCHES (amount IS NULL)", "full zero", "A row of which the amount is missing."),
            case("orders MATCHES (channel != 'web')", "full zero", "full's second row has no channel."),
            case("orders NOT MATCHES (amount IS NULL)", "none", "No such row."),
            case("orders MATCHES (date IS NULL)", "full", "A row without a moment."),
            case("orders MATCHES (date >= 2000-01-01, count = 1)", "full zero", "A row without a moment is in no window."),
        ),
        section(
            "Aggregates of nothing",
            "Missing values take no part in aggregates. Of no values the count and the sum are 0; average, smallest, largest, first and last date are missing.",
            case("orders MATCHES (sum_amount = 0)", "zero", "A sum of nothing, over one row."),
            case("orders MATCHES (sum_amount = 5)", "full", "The row without an amount adds nothing."),
            case("orders MATCHES (avg_amount = 5)", "full", "Nor does it count in the average."),
            case("orders MATCHES (avg_amount IS NULL)", "zero", "An average of nothing is missing."),
            case("orders MATCHES (min_amount < 100)", "full", "So is the smallest of nothing."),
            case("orders MATCHES (distinct_channel = 1)", "full zero", "A missing channel is no channel."),
            case("orders MATCHES (count = 2)", "full", "But every row counts as a row."),
        ),
    ),
)
