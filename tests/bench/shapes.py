"""Kinds of queries, each with the SQL that one would write by hand for the same tables.

The hand-written SQL takes every short cut that the data allow (no missing values where there are none), which a query engine for any data can't.
"""

from __future__ import annotations

from dataclasses import dataclass

AS_OF = "2026-07-01"


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of query."""

    name: str
    query: str
    sql: str
    """Gives one number, on the tables of the workspace."""


def _count(sql: str) -> str:
    return f"SELECT count(*) FROM ({sql})"


def _grouped(rows: str, having: str) -> str:
    return _count(f"SELECT _customer FROM {rows} GROUP BY _customer HAVING {having}")


SAMPLE = (
    Shape("fields only", "city = 'Delft' AND email_consent = true", "SELECT count(*) FROM customers WHERE city = 'Delft' AND email_consent"),
    Shape("text CONTAINS", "email CONTAINS 'jansen'", "SELECT count(*) FROM customers WHERE email__folded LIKE '%jansen%'"),
    Shape(
        "any row",
        "order_lines MATCHES (date >= -90d)",
        "SELECT count(DISTINCT _customer) FROM activity_order_lines WHERE date__day >= DATE '2026-04-02'",
    ),
    Shape(
        "count in a window",
        "emails MATCHES (event = 'opened', date >= -90d, count >= 3)",
        _grouped("activity_emails WHERE event = 'opened' AND date__day >= DATE '2026-04-02'", "count(*) >= 3"),
    ),
    Shape(
        "sum over a threshold",
        "order_lines MATCHES (date >= -1y, sum_amount > 500)",
        _grouped("activity_order_lines WHERE date__day >= DATE '2025-07-01'", "sum(quantity * unit_price - discount) > 500"),
    ),
    Shape(
        "NOT MATCHES",
        "visits NOT MATCHES (date >= -180d)",
        "SELECT count(*) FROM customers WHERE _customer NOT IN (SELECT _customer FROM activity_visits WHERE date__day >= DATE '2026-01-02')",
    ),
    Shape(
        "FIRST",
        "orders MATCHES (FIRST, amount > 100)",
        _count("SELECT _customer FROM activity_orders GROUP BY _customer HAVING arg_min(amount, (date, _row)) > 100"),
    ),
    Shape(
        "PER",
        "order_lines MATCHES (date >= -6m, distinct_months >= 6 PER product)",
        "SELECT count(DISTINCT _customer) FROM (SELECT _customer FROM activity_order_lines WHERE date__day >= DATE '2026-01-01' "
        "GROUP BY _customer, product HAVING count(DISTINCT date_trunc('month', date__day)) >= 6)",
    ),
    Shape("distinct", "order_lines MATCHES (distinct_product >= 10)", _grouped("activity_order_lines", "count(DISTINCT product) >= 10")),
    Shape(
        "traits",
        "number_of_orders >= 5 AND amount_spent_last_year > 500",
        _grouped("activity_orders", "count(*) >= 5 AND sum(amount) FILTER (date__day >= DATE '2025-07-01') > 500"),
    ),
    Shape(
        "two activities, OR",
        "emails MATCHES (event = 'clicked', count >= 5) OR visits MATCHES (date >= -30d, count >= 3)",
        "SELECT count(*) FROM (SELECT _customer FROM activity_emails WHERE event = 'clicked' GROUP BY _customer HAVING count(*) >= 5 "
        "UNION SELECT _customer FROM activity_visits WHERE date__day >= DATE '2026-06-01' GROUP BY _customer HAVING count(*) >= 3)",
    ),
    Shape(
        "text of a row",
        "reviews MATCHES (text CONTAINS 'geur')",
        "SELECT count(DISTINCT _customer) FROM activity_reviews WHERE text__folded LIKE '%geur%'",
    ),
    Shape(
        "field of a lookup",
        "order_lines MATCHES (product.category = 'Shampoo', count >= 2)",
        _grouped("activity_order_lines JOIN lookup_products USING (product) WHERE category = 'Shampoo'", "count(*) >= 2"),
    ),
    Shape(
        "nested",
        "(age BETWEEN 25 AND 45 OR loyalty_points > 1000) AND orders MATCHES (date >= -1y, amount > 50, count >= 2) "
        "AND NOT (support_contacts MATCHES (minutes > 20) OR returns MATCHES (count >= 3))",
        "SELECT count(*) FROM customers AS c JOIN (SELECT _customer FROM activity_orders WHERE date__day >= DATE '2025-07-01' AND amount > 50 "
        "GROUP BY _customer HAVING count(*) >= 2) USING (_customer) WHERE (birth_date BETWEEN DATE '1980-07-02' AND DATE '2001-07-01' "
        "OR loyalty_points > 1000) AND _customer NOT IN (SELECT _customer FROM activity_support_contacts WHERE minutes > 20) "
        "AND _customer NOT IN (SELECT _customer FROM activity_returns GROUP BY _customer HAVING count(*) >= 3)",
    ),
)
"""On the sample shop."""

_WINDOW = "date__day >= DATE '2026-04-02'"
ONE_ACTIVITY = (
    Shape(
        "count in a window",
        "purchases MATCHES (date >= -90d, count >= 3)",
        _grouped(f"activity_purchases WHERE {_WINDOW}", "count(*) >= 3"),
    ),
    Shape(
        "category, window, sum",
        "purchases MATCHES (category = 'category 7', date >= -1y, sum_amount > 150)",
        _grouped("activity_purchases WHERE category = 'category 7' AND date__day >= DATE '2025-07-01'", "sum(amount) > 150"),
    ),
    Shape("sum of all rows", "purchases MATCHES (sum_amount > 2500)", _grouped("activity_purchases", "sum(amount) > 2500")),
    Shape(
        "NOT MATCHES",
        "purchases NOT MATCHES (date >= -180d)",
        "SELECT count(*) FROM customers WHERE _customer NOT IN (SELECT _customer FROM activity_purchases WHERE date__day >= DATE '2026-01-02')",
    ),
    Shape(
        "text of a category",
        "purchases MATCHES (category CONTAINS 'Y 3', count >= 8)",
        _grouped("activity_purchases WHERE lower(category) LIKE '%y 3%'", "count(*) >= 8"),
    ),
    Shape(
        "FIRST",
        "purchases MATCHES (FIRST, amount > 150)",
        _count("SELECT _customer FROM activity_purchases GROUP BY _customer HAVING arg_min(amount, (date, _row)) > 150"),
    ),
    Shape(
        "PER",
        "purchases MATCHES (count >= 4 PER category)",
        "SELECT count(DISTINCT _customer) FROM (SELECT _customer FROM activity_purchases GROUP BY _customer, category HAVING count(*) >= 4)",
    ),
    Shape("distinct", "purchases MATCHES (distinct_product >= 25)", _grouped("activity_purchases", "count(DISTINCT product) >= 25")),
)
"""On one activity with all the rows."""
