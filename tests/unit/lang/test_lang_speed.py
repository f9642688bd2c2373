"""Parsing is quick, its time grows no faster than the text, and deep text keeps Python's stack safe."""

from __future__ import annotations

import timeit
from time import process_time
from typing import TYPE_CHECKING

import pytest

from doelgroep.lang.complete import cursor
from doelgroep.lang.edit import rename
from doelgroep.lang.layout import format_query
from doelgroep.lang.parse import parse, parse_expression, require
from doelgroep.lang.printer import canonical

if TYPE_CHECKING:
    from collections.abc import Callable

TEN_CONDITIONS = """
email_subscription_status = 'SUBSCRIBED' AND customer_countries CONTAINS 'NL' AND (amount_spent > 749.50 OR number_of_orders >= 5)
AND last_order_date BETWEEN -90d AND -7d AND orders MATCHES (category = 'Shampoo', date >= -90d, count >= 2) AND city IN ('Delft', 'Den Haag')
AND first_order_date IS NOT NULL AND email STARTS WITH 'jan' AND NOT IN SEGMENT 'vip' AND birth_date >= 1990-01-01
"""
LENGTH = 40_000
SLOW = 4.0
"""Seconds of processor time, which other work on the machine changes little: far more than is needed (a tenth of a second), less than quadratic time
would take."""


def test_ten_conditions_take_less_than_a_millisecond_on_a_quiet_machine() -> None:
    assert min(timeit.repeat(lambda: parse(TEN_CONDITIONS), timer=process_time, number=10, repeat=20)) / 10 < 0.002


@pytest.mark.parametrize(
    "piece",
    [
        "a = 1 AND ", "(", "NOT ", "'", "\\' AND ", "\\'\n", '"', "`", "\u201c AND ", "? ", "abc ", "/* ", "1-1-", ")", "')", "orders MATCHES (",
        ", ", "<", "&lt;", "1,", "a = b c ", "a = -7 days ", "a BETWEEN ", "a(b: '", "a IN (", "a = (1, ",
        "\u201ca ", "a CONTIANS 'x' AND ", "--\n", "a.",
    ],
)  # fmt: skip
def test_long_texts_take_linear_time(piece: str) -> None:
    text = piece * (LENGTH // len(piece))
    assert seconds(lambda: parse(text)) < SLOW
    assert seconds(lambda: parse_expression(text)) < SLOW
    assert seconds(lambda: cursor(text, LENGTH // 2)) < SLOW


def seconds(work: Callable[[], object]) -> float:
    return timeit.timeit(work, timer=process_time, number=1)


def test_a_long_right_query_can_be_laid_out_and_printed() -> None:
    text = " AND ".join(["a = 1"] * 1500) + " AND x IN (" + ", ".join(["123456"] * 1500) + ")"
    assert canonical(require(parse(text))) == text
    assert format_query(format_query(text)) == format_query(text)


@pytest.mark.parametrize(
    "text",
    ["(a = 1 AND " * 100 + "b = 2" + ")" * 100, "NOT " * 100 + "a = 1", "o MATCHES (a = 1 OR " * 50 + "b = 2" + ")" * 50],
    ids=["parentheses", "not", "matches"],
)
def test_the_deepest_texts_can_be_used(text: str) -> None:
    root = require(parse(text))
    assert hash(root) == hash(require(parse(format_query(text))))
    assert root == require(parse(rename(text, lambda _name, _activity: None)))
    assert len(canonical(root)) > 100
