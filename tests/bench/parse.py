"""From text to SQL, stage by stage: a query of ten conditions on the shop's catalogue."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import sqlglot

from doelgroep.engine.sql import count_sql
from doelgroep.lang.parse import parse
from doelgroep.model.resolve import resolve, understand
from doelgroep.plan.context import Context
from doelgroep.plan.plan import plan
from doelgroep.store.ready_catalogs import ready
from tests.bench.measure import call, measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.model.node import Test
    from tests.bench.measure import Result
    from tests.bench.setting import Setting

TITLE = "A query of ten conditions: text to SQL"
QUERY = """
country = 'NL' AND age BETWEEN 25 AND 45
AND email_consent = true
AND city IN ('Delft', 'Leiden', 'Utrecht')
AND customer_tags CONTAINS 'vip'
AND signup_date >= -1y
AND amount_spent > 250.00
AND orders MATCHES (date >= -90d, category = 'Shampoo', count >= 2, sum_amount > 100)
AND visits NOT MATCHES (date >= -30d)
AND (company.sector = 'Care' OR email STARTS WITH 'info@')
"""
IN_SQL = """
SELECT count(*) FROM customers AS c LEFT JOIN companies AS f ON f.company = c.company
WHERE country = 'NL' AND date_diff('year', birth_date, current_date) BETWEEN 25 AND 45
AND email_consent
AND city IN ('Delft', 'Leiden', 'Utrecht')
AND list_contains(customer_tags, 'vip')
AND signup_date >= current_date - INTERVAL 1 YEAR
AND (SELECT sum(amount) FROM orders AS o WHERE o.customer = c.customer) > 250.00
AND c.customer IN (SELECT customer FROM orders WHERE date >= current_date - 90 AND list_contains(category, 'Shampoo')
                   GROUP BY customer HAVING count(*) >= 2 AND sum(amount) > 100)
AND NOT EXISTS (SELECT 1 FROM visits AS v WHERE v.customer = c.customer AND date >= current_date - 30)
AND (f.sector = 'Care' OR starts_with(email, 'info@'))
"""
"""The same for a parser of SQL that is written in Python too."""
_TIMES = 20


def run(setting: Setting) -> Iterator[Result]:
    """Each stage, then the two that have a target together."""
    catalog = ready("shop").catalog
    parsed = parse(QUERY)
    test = resolve(parsed, catalog).test
    context = Context(datetime(2026, 7, 1, tzinfo=UTC), ZoneInfo("Europe/Amsterdam"))
    definitions: dict[str, Test] = {}
    planned = plan(test, context, definitions.__getitem__)
    runs = setting.turns(15)
    sql = call("sqlglot, the same in SQL", lambda: sqlglot.parse_one(IN_SQL, dialect="duckdb"), times=_TIMES)
    yield measured("parse", call("doelgroep", lambda: parse(QUERY), times=_TIMES), [sql], runs=runs)
    yield measured("resolve", call("doelgroep", lambda: resolve(parsed, catalog), times=_TIMES), runs=runs)
    both = call("doelgroep", lambda: understand(QUERY, catalog), times=_TIMES)
    yield measured("parse and resolve", both, runs=runs, target=setting.target(0.002))
    yield measured("plan", call("doelgroep", lambda: plan(test, context, definitions.__getitem__), times=_TIMES), runs=runs)
    yield measured("SQL text", call("doelgroep", lambda: count_sql(planned, catalog)), runs=runs)
