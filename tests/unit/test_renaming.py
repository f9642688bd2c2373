from __future__ import annotations

import pytest

from doelgroep.errors import UserError
from doelgroep.lang.edit import rename
from doelgroep.renaming import Renaming, find_path, rename_segment
from doelgroep.store.catalog_formulas import Formula
from tests.unit.model.shop import CATALOG


def renaming(old: str, new: str) -> Renaming:
    return Renaming(catalog=CATALOG, path=find_path(CATALOG, old), new=new)


@pytest.mark.parametrize(
    ("old", "new", "query", "after"),
    [
        ("city", "town", "city = 'city' AND city.x IS NULL", "town = 'city' AND town.x IS NULL"),
        ("birth_date", "born", "anniversary('birth_date') = today AND birth_date.month = 5", "anniversary('born') = today AND born.month = 5"),
        ("orders.amount", "total", "orders MATCHES (amount > 5, sum_amount > 9) AND order_lines MATCHES (amount > 5)",
         "orders MATCHES (total > 5, sum_total > 9) AND order_lines MATCHES (amount > 5)"),
        ("orders", "sales", "orders MATCHES (amount > 5) -- orders", "sales MATCHES (amount > 5) -- orders"),
        ("lookup:companies.sector", "branch", "company.sector = 'x' AND company.parent.sector = 'y'",
         "company.branch = 'x' AND company.parent.branch = 'y'"),
        ("amount_spent", "spent", "amount_spent > 5 AND total_spent > 5", "spent > 5 AND total_spent > 5"),
    ],
)  # fmt: skip
def test_a_query_follows(old: str, new: str, query: str, after: str) -> None:
    assert rename(query, renaming(old, new).in_query) == after


@pytest.mark.parametrize(
    ("old", "new", "formula", "after"),
    [
        ("orders.amount", "total", Formula(text="sum(orders.amount WHERE amount > 5)", path=("traits", "x")), "sum(orders.total WHERE total > 5)"),
        ("order_lines.price", "rate", Formula(text="quantity * price", path=("activities", "order_lines", "fields", "amount")), "quantity * rate"),
        ("order_lines.amount", "value", Formula(text="sum(amount)", path=("activities", "orders", "fields", "amount")), "sum(value)"),
        ("orders", "sales", Formula(text="count(orders) + first(orders.amount)", path=("traits", "x")), "count(sales) + first(sales.amount)"),
        (
            "order_lines.quantity",
            "pieces",
            Formula(text="quantity > 0", path=("activities", "orders", "where"), is_condition=True),
            "pieces > 0",
        ),
    ],
)
def test_a_formula_follows(old: str, new: str, formula: Formula, after: str) -> None:
    assert renaming(old, new).formula(formula) == after


def test_the_key_of_a_segment_follows_only_where_it_is_one() -> None:
    assert rename_segment("IN SEGMENT 'a' OR NOT IN SEGMENT 'a' OR city = 'a'", "a", "b") == "IN SEGMENT 'b' OR NOT IN SEGMENT 'b' OR city = 'a'"


def test_what_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(UserError, match="birth_date"):
        find_path(CATALOG, "birth_dat")
