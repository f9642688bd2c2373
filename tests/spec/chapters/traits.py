"""Traits: named expressions that are used as fields."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, boolean, case, category, day, decimal, integer, moment, real, section, text

CHAPTER = Chapter(
    title="Traits",
    text=(
        "A trait is a named expression of the catalogue, used like any field. Functions of rows, such as `sum(orders.amount WHERE date >= -365d)`, look at the customer's rows of an activity; other functions compute with values. A "
        "computation with a missing value is missing; a division by zero too."
    ),
    catalog=Catalog(
        fields=(
            day("born"),
            decimal("budget"),
            integer("points"),
            text("email"),
            category("country"),
            category("home_country"),
            decimal("discount", 3),
        ),
        activities=(activity("orders", moment("at"), decimal("amount"), integer("quantity"), category("channel"), text("product"), time="at"),),
        traits=(
            integer("number_of_orders", expression="count(orders)"),
            decimal("spent", expression="sum(orders.amount)"),
            decimal("spent_lately", expression="sum(orders.amount WHERE date >= -30d)"),
            real("mean_amount", expression="avg(orders.amount)"),
            decimal("dearest", expression="max(orders.amount)"),
            day("first_order_day", expression="first_date(orders)"),
            moment("last_order", expression="last_date(orders)"),
            integer("products", expression="distinct(orders.product)"),
            integer("active_months", expression="distinct_months(orders)"),
            category("first_channel", expression="first(orders.channel)"),
            category("last_web_product", expression="last(orders.product WHERE channel = 'web')"),
            integer("age", expression="years_since(born)"),
            integer("days_quiet", expression="days_since(last_date(orders))"),
            decimal("left", expression="budget - spent"),
            real("per_order", expression="spent / number_of_orders"),
            decimal("worth", 5, expression="spent * discount"),
            category("place", expression="coalesce(home_country, country, 'unknown')"),
            decimal("lowest", expression="least(budget, spent)"),
            decimal("highest", expression="greatest(budget, spent)"),
            text("domain", expression="email_domain(email)"),
            category("size", expression="CASE WHEN spent >= 100 THEN 'big' WHEN spent > 0 THEN 'small' ELSE 'none' END"),
            category("verdict", expression="CASE WHEN points > 5 THEN 'good' END"),
            boolean("web_only", expression="CASE WHEN orders NOT MATCHES (channel != 'web') THEN true ELSE false END"),
            integer("double_points", expression="(points + 1) * 2 - 2"),
        ),
        aliases=(("total_spent", "spent"),),
    ),
    tables={
        "customers": """
            customer_id | born       | budget | points | email             | country | home_country | discount
            anna        | 2000-05-15 | 100.00 | 10     | anna@Voorbeeld.NL | NL      | BE           | 0.125
            bram        | 2000-05-16 | 50.00  | 5      | bram              | NL      |              | 1.000
            carla       | 2008-02-29 |        |        |                   |         |              |
            daan        |            | 0.00   | 0      | d@a@mail.nl       |         | DE           | 0.500
        """,
        "orders": """
            customer_id | at               | amount | quantity | channel | product
            anna        | 2026-05-10 10:00 | 70.00  | 1        | web     | soap
            anna        | 2026-01-10 10:00 | 30.00  | 1        | shop    | shampoo
            anna        | 2026-01-11 10:00 | 0.01   | 1        | web     | soap
            bram        | 2026-05-14 23:59 | 20.00  | 2        | web     | towel
            bram        | 2026-03-01 10:00 |        | 2        |         | soap
            daan        | 2025-05-15 10:00 | -5.00  | 1        | web     |
        """,
    },
    sections=(
        section(
            "Over all rows",
            "",
            case("number_of_orders = 0", "carla", "A count of nothing is 0."),
            case("number_of_orders >= 2", "anna bram", "Rows count, whatever is missing in them."),
            case("spent = 100.01", "anna", "Exact."),
            case("spent = 0", "carla", "A sum of nothing is 0."),
            case("spent < 0", "daan", "Amounts may be negative."),
            case("total_spent > 10", "anna bram", "Another name (alias) of the same trait.", "spent > 10"),
            case("mean_amount = 20", "bram", "An average leaves missing values out."),
            case("mean_amount > 33.33", "anna", "100.01 / 3 is 33.33666..."),
            case("mean_amount IS NULL", "carla", "An average of nothing is missing."),
            case("dearest >= 70", "anna", "The largest."),
            case("dearest IS NULL", "carla", "Of nothing."),
            case("products = 2", "anna bram", "Different products."),
            case("products = 0", "carla daan", "A missing product is none."),
            case("active_months = 2", "anna bram", "Different months: January and May, March and May."),
        ),
        section(
            "Over some rows",
            "",
            case("spent_lately = 70", "anna", "WHERE takes conditions on rows."),
            case("spent_lately = 0", "carla daan", "Nothing lately."),
            case("spent_lately < spent", "anna", "Two traits compared."),
        ),
        section(
            "First and last",
            "By moment, then by arrival. `first` and `last` of a field give the value on that row, missing when it is missing there.",
            case("first_channel = 'shop'", "anna", "On the first row."),
            case("first_channel IS NULL", "bram carla", "bram's first row has none; carla has no rows."),
            case("last_web_product = 'soap'", "anna", "On the last row of those left."),
            case("last_web_product IS NULL", "carla daan", "daan's row has no product."),
            case("first_order_day = 2026-01-10", "anna", "The day of the first row."),
            case("last_order = yesterday", "bram", "A moment is compared by its day."),
            case("last_order > 2026-05-14T23:58:00", "bram", "Or as a moment."),
            case("last_order < -1y OR last_order IS NULL", "carla", "daan ordered exactly a year ago."),
            case("last_order.month = 5", "anna bram daan", "Parts of a trait."),
        ),
        section(
            "Time since",
            "Whole units up to today, rounded down. Months and years end on the same day of the month, or on its last day.",
            case("age = 26", "anna", "26 today."),
            case("age = 25", "bram", "26 tomorrow."),
            case("age = 18", "carla", "Of age since 28 February."),
            case("age < 18", "carla", "On 27 February 2026 still 17.", as_of="2026-02-27T12:00"),
            case("age = 18", "carla", "On 28 February 2026: a birthday of 29 February is reached.", as_of="2026-02-28T12:00"),
            case("days_quiet = 1", "bram", "By the calendar: yesterday one minute to midnight is a day ago."),
            case("days_quiet >= 365", "daan", "A year."),
        ),
        section(
            "Computing",
            "",
            case("left = 30", "bram", "Budget less spending."),
            case("left < 0", "anna", "Overdrawn by a cent."),
            case("left IS NULL", "carla", "carla's budget is not known."),
            case("per_order = 10", "bram", "A quotient: 20 over two rows."),
            case("per_order IS NULL", "carla", "Division by zero."),
            case("per_order > 33.33 AND per_order < 33.34", "anna", "Not rounded."),
            case("worth = 12.50125", "anna", "100.01 times 0.125: products keep all digits."),
            case("double_points = 20", "anna", "Parentheses, and multiplication before addition: (10 + 1) * 2 - 2."),
            case("double_points = 0", "daan", "(0 + 1) * 2 - 2."),
            case("lowest = 50 OR lowest < 0", "daan", "The smaller of two; bram spent 20."),
            case("highest = 50", "bram", "The larger."),
            case("lowest = 0", "carla", "Missing ones are left out: only what carla spent."),
        ),
        section(
            "Choosing",
            "",
            case("place = 'BE'", "anna", "The first that is not missing."),
            case("place = 'NL'", "bram", "Else the second."),
            case("place = 'unknown'", "carla", "Else a constant."),
            case("size = 'big'", "anna", "The first branch that holds."),
            case("size = 'small'", "bram", "The second."),
            case("size = 'none'", "carla daan", "ELSE."),
            case("verdict = 'good'", "anna", "A branch."),
            case("verdict IS NULL", "bram carla daan", "Without ELSE missing."),
            case("web_only = true", "carla daan", "A condition on rows inside; bram has a row without a channel."),
        ),
        section(
            "Text",
            "",
            case("domain = 'voorbeeld.nl'", "anna", "What stands behind the last @, in small letters."),
            case("domain = 'mail.nl'", "daan", "The last one."),
            case("domain IS NULL", "bram carla", "No @, or no address."),
        ),
    ),
)
