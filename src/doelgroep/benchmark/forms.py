"""A few forms of segments, each also as the SQL that a good engineer would write by hand for DuckDB.

They show whether the SQL of the relational engine is a fair opponent: it may not be slow for reasons of its own. The days are those of windows
that are counted from `doelgroep.benchmark.segments.AS_OF`, 1 January 2026.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A segment in our language and in SQL that gives its number of customers."""

    name: str
    query: str
    sql: str


FORMS: tuple[Form, ...] = (
    Form(
        name="fields",
        query="country IN ('NL', 'BE') AND loyalty_points >= 250 AND birth_date IS NOT NULL",
        sql="SELECT count(*) FROM customers WHERE country IN ('NL', 'BE') AND loyalty_points >= 250 AND birth_date IS NOT NULL",
    ),
    Form(
        name="any row",
        query="purchases MATCHES (category = 'category 3', date >= -30d)",
        sql="SELECT count(DISTINCT _customer) FROM activity_purchases WHERE category = 'category 3' AND date__day >= DATE '2025-12-02'",
    ),
    Form(
        name="no row",
        query="visits NOT MATCHES (date >= -90d)",
        sql="SELECT count(*) FROM customers ANTI JOIN (FROM activity_visits WHERE date__day >= DATE '2025-10-03') USING (_customer)",
    ),
    Form(
        name="count",
        query="purchases MATCHES (date >= -90d, count >= 3)",
        sql="""SELECT count(*) FROM (
            SELECT _customer FROM activity_purchases WHERE date__day >= DATE '2025-10-03' GROUP BY _customer HAVING count(*) >= 3)""",
    ),
    Form(
        name="sum",
        query="purchases MATCHES (channel = 'web', date >= -365d, sum_amount > 250)",
        sql="""SELECT count(*) FROM (
            SELECT _customer FROM activity_purchases WHERE channel = 'web' AND date__day >= DATE '2025-01-01'
            GROUP BY _customer HAVING sum(amount) > 250)""",
    ),
    Form(
        name="average of all rows",
        query="purchases MATCHES (avg_amount >= 60)",
        sql="""SELECT count(*) FROM (
            SELECT _customer FROM activity_purchases GROUP BY _customer HAVING sum(amount) >= 60 * count(amount))""",
    ),
    Form(
        name="distinct products",
        query="purchases MATCHES (date >= -365d, distinct_product >= 4)",
        sql="""SELECT count(*) FROM (SELECT _customer FROM (
            SELECT DISTINCT _customer, product FROM activity_purchases WHERE date__day >= DATE '2025-01-01' AND product IS NOT NULL)
            GROUP BY _customer HAVING count(*) >= 4)""",
    ),
    Form(
        name="last date",
        query="purchases MATCHES (last_date < -180d)",
        sql="SELECT count(*) FROM (SELECT _customer FROM activity_purchases GROUP BY _customer HAVING max(date__day) < DATE '2025-07-05')",
    ),
    Form(
        name="two windows of one activity",
        query="purchases MATCHES (date >= -90d, sum_amount >= 100) AND NOT purchases MATCHES (date BETWEEN -180d AND -91d, sum_amount >= 100)",
        sql="""SELECT count(*) FROM (
            SELECT sum(amount) FILTER (date__day >= DATE '2025-10-03') AS late, sum(amount) FILTER (date__day <= DATE '2025-10-02') AS early
            FROM activity_purchases WHERE date__day >= DATE '2025-07-05' GROUP BY _customer)
            WHERE late >= 100 AND coalesce(early < 100, true)""",
    ),
    Form(
        name="fields and two activities",
        query="country = 'NL' AND purchases MATCHES (date >= -180d, count >= 2) AND visits MATCHES (device = 'mobile', date >= -60d)",
        sql="""SELECT count(*) FROM customers
            SEMI JOIN (SELECT _customer FROM activity_purchases WHERE date__day >= DATE '2025-07-05'
                GROUP BY _customer HAVING count(*) >= 2) AS bought USING (_customer)
            SEMI JOIN (FROM activity_visits WHERE device = 'mobile' AND date__day >= DATE '2025-11-02') AS seen USING (_customer)
            WHERE country = 'NL'""",
    ),
)
