"""Queries laid out for people."""

from __future__ import annotations

import pytest

from doelgroep.errors import QueryError
from doelgroep.lang.layout import format_query

LONG = "date >= -90d, count >= 2, sum_amount > 1000, avg_amount BETWEEN 10 AND 20, product = 'a rather long name'"

LAYOUTS = {
    "city='Delft' and age>=18": """
city = 'Delft'
AND age >= 18
""",
    "a = 1 and b = 2 or c = 3": """
a = 1
  AND b = 2
OR c = 3
""",
    "(a=1 or not(b=2 and c=3)) and (d=4)": """
(
  a = 1
  OR NOT (
    b = 2
    AND c = 3
  )
)
AND (d = 4)
""",
    "orders matches(category='Shampoo',count>=2 per product)": """
orders MATCHES (category = 'Shampoo', count >= 2 PER product)
""",
    f"orders MATCHES ({LONG} PER product)": """
orders MATCHES (
  date >= -90d,
  count >= 2,
  sum_amount > 1000,
  avg_amount BETWEEN 10 AND 20,
  product = 'a rather long name'
  PER product
)
""",
    "orders MATCHES (a = 1 AND -- why\n b = 2)": """
orders MATCHES (
  a = 1 -- why
  AND b = 2
)
""",
    f"orders MATCHES (a = 1 OR b = 2 AND (c = 3 OR d = 4), {LONG})": """
orders MATCHES (
  a = 1 OR b = 2 AND (c = 3 OR d = 4),
  date >= -90d,
  count >= 2,
  sum_amount > 1000,
  avg_amount BETWEEN 10 AND 20,
  product = 'a rather long name'
)
""",
    "x in (" + ",".join(str(100000 + each) for each in range(20)) + ")": """
x IN (
  100000, 100001, 100002, 100003, 100004, 100005, 100006, 100007, 100008, 100009, 100010, 100011,
  100012, 100013, 100014, 100015, 100016, 100017, 100018, 100019
)
""",
    f"products_purchased(tag: 'Sinterklaas', date: -60D, name: '{'x' * 70}') = FALSE": f"""
products_purchased(
  tag: 'Sinterklaas',
  date: -60d,
  name: '{"x" * 70}'
) = false
""",
    "-- who\n\n/* and */ a = 1 AND -- first\n-- then\n/* b */ b = 2 -- end\n-- last": """
-- who
/* and */ a = 1 -- first
-- then
/* b */
AND b = 2 -- end
-- last
""",
    "a = -- why\n 5 and b = /* or */ 6": """
a = -- why
    5
AND b = /* or */ 6
""",
    "orders MATCHES (a = 1 -- one\n, b = 2 -- two\n)": """
orders MATCHES (
  a = 1, -- one
  b = 2 -- two
)
""",
    "not_matches = 1": None,
    "`Net Amount` NOT_MATCHES 'x' AND First = 1 AND ANNIVERSARY ('b') = TODAY AND y = 2024-01-01t00:00:00 AND z = (First)": """
`Net Amount` NOT MATCHES 'x'
AND First = 1
AND anniversary('b') = today
AND y = 2024-01-01T00:00:00
AND z = (First)
""",
}


@pytest.mark.parametrize(("text", "laid_out"), [(text, lines.strip("\n")) for text, lines in LAYOUTS.items() if lines])
def test_layout(text: str, laid_out: str) -> None:
    assert format_query(text) == laid_out
    assert format_query(laid_out) == laid_out


@pytest.mark.parametrize("text", ["a =", "", "-- nothing", *(text for text, lines in LAYOUTS.items() if lines is None)])
def test_a_text_with_errors_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        format_query(text)
