"""PER: aggregates for each value of a field."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, case, category, day, decimal, lookup, moment, refused, section, text, texts

CHAPTER = Chapter(
    title="Per value",
    text=(
        "PER splits the rows left by a field, and asks that the aggregates hold for *one* of its values: the same product in six months, three visits on one day. Rows without a value are left out; a row with a "
        "list takes part for each of its texts."
    ),
    catalog=Catalog(
        activities=(activity("orders", moment("at"), text("product", lookup="products"), texts("labels"), decimal("amount"), day("due"), time="at"),),
        lookups=(lookup("products", "product", category("kind")),),
    ),
    tables={
        "customers": """
            customer_id
            anna
            bram
            carla
            daan
            eva
        """,
        "orders": """
            customer_id | at               | product | labels    | amount | due
            anna        | 2026-01-10 10:00 | shampoo | gift      | 10.00  | 2026-02-01
            anna        | 2026-02-10 10:00 | shampoo | rush      | 10.00  | 2026-02-01
            anna        | 2026-03-10 10:00 | shampoo | gift,rush | 10.00  | 2026-03-01
            bram        | 2026-01-10 10:00 | shampoo | gift      | 15.00  |
            bram        | 2026-02-10 10:00 | soap    | rush      | 15.00  |
            bram        | 2026-03-10 10:00 | towel   |           | 15.00  |
            carla       | 2026-03-10 09:00 | soap    | []        | 1.00   | 2026-04-01
            carla       | 2026-03-10 17:00 | towel   | []        | 2.00   | 2026-04-02
            carla       | 2026-03-10 18:00 | soap    | []        | 4.00   | 2026-04-03
            daan        | 2026-01-10 10:00 |         | gift      | 50.00  |
            daan        | 2026-02-10 10:00 |         | gift      | 50.00  |
        """,
        "products": """
            product | kind
            shampoo | hair
            soap    | body
            towel   | body
        """,
    },
    sections=(
        section(
            "The same value",
            "",
            case("orders MATCHES (distinct_months >= 3)", "anna bram", "Three different months, whatever the product."),
            case("orders MATCHES (distinct_months >= 3 PER product)", "anna", "The same product in three different months."),
            case("orders MATCHES (count >= 2 PER product)", "anna carla", "The same product twice."),
            case("orders MATCHES (count = 2 PER product)", "carla", "Exactly twice: anna's three are not two."),
            case("orders MATCHES (sum_amount >= 30 PER product)", "anna", "At least 30 on one product."),
            case("orders MATCHES (sum_amount < 3 PER product)", "carla", "There is a product on which less than 3 was spent: the towel."),
            case("orders MATCHES (date >= 2026-02-01, count >= 2 PER product)", "anna carla", "Conditions on rows go before the splitting."),
            case("orders MATCHES (date >= 2026-03-01, count >= 2 PER product)", "carla", "In March."),
            case("orders MATCHES (count >= 2, sum_amount >= 30 PER product)", "anna", "All aggregates for the same value."),
            case("orders NOT MATCHES (count >= 2 PER product)", "bram daan eva", "The complement."),
        ),
        section(
            "Missing values and lists",
            "",
            case("orders MATCHES (count >= 1 PER product)", "anna bram carla", "daan's products are not known."),
            case("orders MATCHES (count < 2 PER product)", "bram carla", "A group has at least one row, so nobody is in for having none."),
            case("orders MATCHES (count = 0 PER product)", "", "No group is empty."),
            case("orders MATCHES (count >= 2 PER labels)", "anna daan", "anna: gift twice and rush twice. An empty list is in no group."),
            case("orders MATCHES (sum_amount = 20 PER labels)", "anna", "A row counts in full for each of its labels."),
        ),
        section(
            "By day and over a lookup",
            "",
            case("orders MATCHES (count >= 3 PER date)", "carla", "A moment is split by its local day."),
            case("orders MATCHES (count >= 2 PER due)", "anna", "Days."),
            case("orders MATCHES (count >= 3 PER month)", "carla", "Parts of the row's moment: the number of the month."),
            case("orders MATCHES (count >= 3 PER product.kind)", "anna carla", "Fields of a lookup: bram has one of hair and two of body."),
            case("orders MATCHES (count >= 2 PER product.kind)", "anna bram carla", "Two of a kind."),
        ),
        section(
            "What is refused",
            "",
            refused("orders MATCHES (count >= 2 PER produkt)", "row_name_unknown_near", "The nearest name is offered."),
            refused("orders MATCHES (count >= 2 PER)", "per_field", "A field is missing."),
        ),
    ),
)
