"""Computed fields of rows."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, case, category, decimal, integer, lookup, moment, real, section, text

CHAPTER = Chapter(
    title="Computed fields",
    text="A field of an activity may be an expression over the row's other fields and over lookups. It is used like any field of the row.",
    catalog=Catalog(
        activities=(
            activity(
                "lines",
                moment("at"),
                integer("quantity"),
                decimal("price"),
                decimal("tax", 3),
                text("product", lookup="products"),
                decimal("amount", expression="quantity * price"),
                decimal("gross", 5, expression="amount * (1 + tax)"),
                decimal("margin", expression="amount - quantity * product.cost"),
                category("kind", expression="CASE WHEN quantity < 0 THEN 'return' WHEN quantity = 0 THEN 'gift' ELSE 'sale' END"),
                real("discount", expression="(product.list_price - price) / product.list_price"),
                integer("age_in_days", expression="days_since(at)"),
                time="at",
            ),
        ),
        lookups=(lookup("products", "product", decimal("cost"), decimal("list_price")),),
        traits=(decimal("revenue", expression="sum(lines.amount WHERE kind = 'sale')"), decimal("net", expression="sum(lines.amount)")),
    ),
    tables={
        "customers": """
            customer_id
            anna
            bram
            carla
            daan
        """,
        "lines": """
            customer_id | at               | quantity | price | tax   | product
            anna        | 2026-05-14 23:00 | 3        | 9.99  | 0.210 | p1
            anna        | 2026-05-15 01:00 | -1       | 9.99  | 0.210 | p1
            bram        | 2026-05-01 10:00 | 2        | 20.00 | 0.090 | p2
            bram        | 2026-05-01 10:00 | 0        | 5.00  |       | p2
            carla       | 2026-04-15 10:00 | 4        |       | 0.210 | p1
            carla       | 2026-04-15 10:00 | 1        | 1.00  | 0.000 | p3
        """,
        "products": """
            product | cost  | list_price
            p1      | 4.00  | 9.99
            p2      | 22.50 | 25.00
            p3      |       | 0.00
        """,
    },
    sections=(
        section(
            "Fields of one row",
            "",
            case("lines MATCHES (amount = 29.97)", "anna", "3 times 9.99."),
            case("lines MATCHES (amount < 0)", "anna", "A return."),
            case("lines MATCHES (amount IS NULL)", "carla", "Missing when a part is."),
            case("lines MATCHES (gross = 43.6)", "bram", "A computed field in a computed field: 40.00 times 1.09."),
            case("lines MATCHES (kind = 'return')", "anna", "With a choice."),
            case("lines MATCHES (kind = 'gift')", "bram", "Likewise."),
            case("lines NOT MATCHES (kind = 'return')", "bram carla daan", "The complement."),
            case("lines MATCHES (age_in_days = 1)", "anna", "By the calendar."),
            case("lines MATCHES (age_in_days >= 30)", "carla", "15 April is thirty days ago."),
        ),
        section(
            "With a lookup",
            "",
            case("lines MATCHES (margin = 17.97)", "anna", "29.97 - 3 * 4.00."),
            case("lines MATCHES (margin < 0)", "anna bram", "A return, and a sale below cost."),
            case("lines MATCHES (margin < 0, kind = 'sale')", "bram", "A sale below cost: 40 - 45."),
            case("lines MATCHES (discount = 0.2)", "bram", "(25 - 20) / 25, exactly."),
            case("lines MATCHES (discount > 0.5)", "bram", "(25 - 5) / 25."),
            case("lines MATCHES (discount IS NULL)", "carla", "No price, or a list price of zero."),
        ),
        section(
            "In aggregates and traits",
            "",
            case("lines MATCHES (sum_amount = 19.98)", "anna", "Less the return."),
            case("lines MATCHES (kind = 'sale', sum_amount = 29.97)", "anna", "Sales only."),
            case("lines MATCHES (distinct_kind = 2)", "anna bram", "Different values."),
            case("lines MATCHES (count >= 2 PER kind)", "carla", "Two sales."),
            case("lines MATCHES (max_margin > 17)", "anna", "The largest."),
            case("revenue = 40", "bram", "Traits may use them, also in WHERE."),
            case("net = 0", "daan", "A sum of nothing."),
            case("revenue > net", "anna", "The return makes the difference."),
        ),
    ),
)
