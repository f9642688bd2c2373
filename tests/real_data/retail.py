"""Online Retail as the how-to has it: its catalogue, its command, its table of segments; and the same questions as SQL on the CSV."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.docs.blocks import blocks
from tests.real_data.public_data import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "how-to" / "twelve-segments-on-online-retail.md"
_ROW = re.compile(r"^\| (.+?) \| `(.+)` \| ([\d,]+) \|$", re.MULTILINE)

LINES = """
CREATE VIEW raw AS
SELECT row_number() OVER () AS number, InvoiceNo AS invoice, StockCode AS product, Description AS description,
    CAST(CAST(Quantity AS DOUBLE) AS BIGINT) AS quantity, CAST(InvoiceDate AS TIMESTAMP) AS date,
    CAST(UnitPrice AS DECIMAL(18, 3)) AS unit_price, CustomerID AS customer, Country AS country
FROM read_csv({file}, all_varchar = true);
CREATE TABLE lines AS SELECT *, quantity * unit_price AS amount FROM raw WHERE customer IS NOT NULL;
CREATE TABLE orders AS
SELECT customer, invoice, min(date) AS date, sum(amount) AS amount FROM lines WHERE quantity > 0 AND unit_price > 0 GROUP BY customer, invoice;
"""
"""The CSV as two tables: lines with a customer, and orders."""

BY_HAND = {
    "Active": "SELECT customer FROM orders GROUP BY customer HAVING max(date) >= '2011-11-10'",
    "New": "SELECT customer FROM orders GROUP BY customer HAVING min(date) >= '2011-10-11'",
    "Regulars": "SELECT customer FROM orders GROUP BY customer HAVING count(DISTINCT date_trunc('month', date)) >= 10",
    "To be won back": "SELECT customer FROM orders GROUP BY customer HAVING count(*) >= 5 AND max(date) < '2011-09-11'",
    "Came once": "SELECT customer FROM orders GROUP BY customer HAVING count(*) = 1 AND max(date) < '2011-06-10'",
    "Big": "SELECT customer FROM orders WHERE date >= '2010-12-10' GROUP BY customer HAVING sum(amount) >= 5000",
    "Large baskets": "SELECT customer FROM orders GROUP BY customer HAVING count(*) >= 3 AND sum(amount) >= 1000 * count(*)",
    "The same product": (
        "SELECT DISTINCT customer FROM lines WHERE quantity > 0 AND unit_price > 0 "
        "GROUP BY customer, product HAVING count(DISTINCT date_trunc('month', date)) >= 6"
    ),
    "Lunch bags": (
        "SELECT customer FROM lines WHERE quantity > 0 AND description ILIKE '%lunch bag%' "
        "EXCEPT SELECT customer FROM lines WHERE quantity > 0 AND description ILIKE '%lunch box%'"
    ),
    "Dealers": "SELECT DISTINCT customer FROM lines WHERE quantity >= 500",
    "Cancelled": "SELECT customer FROM lines WHERE invoice LIKE 'C%' GROUP BY customer HAVING sum(amount) <= -500",
    "Abroad": (
        "SELECT customer FROM (SELECT customer, arg_max(country, (date, number)) AS last FROM lines GROUP BY customer) "
        "WHERE last <> 'United Kingdom' INTERSECT SELECT customer FROM orders GROUP BY customer HAVING count(*) >= 3"
    ),
}
"""By the first words of the row in the how-to: the customers of the segment. Windows are written out for 10 December 2011."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the how-to's table."""

    who: str
    query: str
    count: int

    @property
    def by_hand(self) -> str:
        """The SQL of the same segment."""
        return next(sql for beginning, sql in BY_HAND.items() if self.who.startswith(beginning))


def rows() -> list[Row]:
    """The table of the how-to."""
    found = _ROW.findall(PAGE.read_text(encoding="utf-8"))
    return [Row(who, query, int(count.replace(",", ""))) for who, query, count in found]


def write_catalog(folder: Path) -> None:
    """Make a workspace of the how-to's catalogue."""
    (text,) = (each.text for each in blocks(PAGE) if each.path.endswith("doelgroep.yaml"))
    folder.mkdir()
    (folder / "doelgroep.yaml").write_text(text, encoding="utf-8")
