"""Activities made of groups of rows of another activity."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, case, category, decimal, derived, integer, moment, section, text, texts

CHAPTER = Chapter(
    title="Derived activities",
    text=(
        "A derived activity has one row for each group of rows of another one with the same customer and the same value of a field: orders from order lines by invoice. So `count` counts orders, not lines. Rows without a "
        "value of that field are in no group, and the catalogue may leave rows out by a condition."
    ),
    catalog=Catalog(
        activities=(
            activity(
                "lines",
                moment("at"),
                text("invoice"),
                text("product"),
                category("channel"),
                integer("quantity"),
                decimal("price"),
                decimal("amount", expression="quantity * price"),
                time="at",
            ),
            derived(
                "orders",
                "lines",
                "invoice",
                moment("date", expression="min(at)"),
                moment("closed", expression="max(at)"),
                decimal("amount", expression="sum(amount)"),
                integer("lines", expression="count()"),
                integer("priced", expression="count(price)"),
                texts("products", expression="list(product)"),
                category("channel", expression="first(channel)"),
                integer("kinds", expression="distinct(product)"),
                decimal("largest", expression="max(amount)"),
                time="date",
                where="quantity > 0",
            ),
        ),
        traits=(integer("number_of_orders", expression="count(orders)"), decimal("last_amount", expression="last(orders.amount)")),
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
            customer_id | at               | invoice | product     | channel | quantity | price
            anna        | 2026-05-01 10:00 | i1      | soap        | web     | 1        | 5.00
            anna        | 2026-05-01 10:05 | i1      | shampoo     | shop    | 2        | 7.50
            anna        | 2026-05-09 10:00 | i2      | soap        | shop    | 1        | 5.00
            anna        | 2026-05-10 10:00 | i3      | soap        | web     | -1       | 5.00
            bram        | 2026-05-02 10:00 | i1      | conditioner |         | 4        | 2.50
            bram        | 2026-05-02 11:00 | i1      | conditioner | web     | 1        |
            carla       | 2026-05-03 10:00 |         | soap        | web     | 9        | 9.99
        """,
    },
    sections=(
        section(
            "Groups",
            "",
            case("lines MATCHES (count = 4)", "anna", "anna has four lines,"),
            case("orders MATCHES (count = 2)", "anna", "in two orders: the line of i3 was returned, and is left out."),
            case("orders MATCHES (count = 1)", "bram", "The same invoice number of another customer is another order."),
            case("orders NOT MATCHES ()", "carla daan", "carla's line has no invoice."),
            case("number_of_orders >= 1", "anna bram", "In traits."),
        ),
        section(
            "Fields of the group",
            "",
            case("orders MATCHES (amount = 20)", "anna", "5.00 + 2 * 7.50."),
            case("orders MATCHES (amount = 10)", "bram", "A line without a price adds nothing."),
            case("orders MATCHES (lines = 2)", "anna bram", "The number of lines in the order."),
            case("orders MATCHES (priced = 1, lines = 2)", "bram", "Of lines with a price."),
            case("orders MATCHES (products CONTAINS 'shampoo')", "anna", "A list of the different products."),
            case("orders MATCHES (products CONTAINS 'shampoo', products CONTAINS 'soap')", "anna", "Both in one order."),
            case("orders MATCHES (products CONTAINS 'soap', products NOT CONTAINS 'shampoo')", "anna", "In another order only soap."),
            case("orders MATCHES (kinds = 1)", "anna bram", "One product in the whole order."),
            case("orders MATCHES (channel = 'web')", "anna", "Of the order's first line."),
            case("orders MATCHES (channel IS NULL)", "bram", "bram's first line has none."),
            case("orders MATCHES (largest >= 15)", "anna", "The largest line."),
            case("orders MATCHES (date < closed)", "anna bram", "Two moments of the order."),
        ),
        section(
            "As any activity",
            "",
            case("orders MATCHES (date >= -7d)", "anna", "Its moment is what the catalogue says."),
            case("orders MATCHES (sum_amount = 25, count = 2)", "anna", "Aggregates of orders."),
            case("orders MATCHES (avg_amount = 12.5)", "anna", "An average per order."),
            case("orders MATCHES (FIRST, amount = 20)", "anna", "The first order."),
            case("orders MATCHES (LAST, products CONTAINS 'conditioner')", "bram", "The last one."),
            case("orders MATCHES (count >= 1 PER channel)", "anna", "Per value: bram's order has no channel."),
            case("last_amount = 5", "anna", "The amount of the last order."),
            case("orders MATCHES (weekday = 'saturday')", "anna bram", "2 and 9 May 2026 were Saturdays."),
        ),
    ),
)
