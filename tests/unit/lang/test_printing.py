"""Trees as text: canonical and as they stand."""

from __future__ import annotations

import pytest

from doelgroep.errors import QueryError
from doelgroep.lang import tree
from doelgroep.lang.normal import normal
from doelgroep.lang.parse import parse, parse_expression, require
from doelgroep.lang.printer import canonical, canonical_query, written
from doelgroep.lang.tree import And, Compare, Comparison, Group, Matches, Missing, Name, Not, Number, Or, Text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a=1 and b=2", "a = 1 AND b = 2"),
        ("((a = 1) OR (b = 2))", "a = 1 OR b = 2"),
        ("(a = 1 OR b = 2) AND c = 3", "(a = 1 OR b = 2) AND c = 3"),
        ("(a = 1 AND b = 2) OR c = 3", "a = 1 AND b = 2 OR c = 3"),
        ("a = 1 AND (b = 2 AND c = 3)", "a = 1 AND b = 2 AND c = 3"),
        ("NOT ((a = 1))", "NOT a = 1"),
        ("NOT (a = 1 AND b = 2)", "NOT (a = 1 AND b = 2)"),
        ("NOT (IN SEGMENT 'x')", "NOT (IN SEGMENT 'x')"),
        ("orders MATCHES (a = 1 AND (b = 2 AND c = 3) PER p)", "orders MATCHES (a = 1, b = 2, c = 3 PER p)"),
        ("orders MATCHES ((a = 1 OR b = 2), c = 3)", "orders MATCHES (a = 1 OR b = 2, c = 3)"),
        ("orders MATCHES ((a = 1, b = 2) OR c = 3)", "orders MATCHES (a = 1 AND b = 2 OR c = 3)"),
        ("a &lt; 5 -- why", "a < 5"),
        ("x MATCHES 'a'", "x REGEX 'a'"),
        ("`amount` = `first`", "amount = `first`"),
        ("a = +7D", "a = +7d"),
        ("anniversary(b) = TODAY", "anniversary('b') = today"),
        ("a = '''s'", r"a = '\'s'"),
    ],
)
def test_canonical(text: str, line: str) -> None:
    assert canonical_query(text) == line
    assert canonical_query(line) == line


def test_a_wrong_text_has_no_canonical_form() -> None:
    with pytest.raises(QueryError):
        canonical_query("a =")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a-(b-c)-d", "a - (b - c) - d"),
        ("(a*b)/(c*d)", "a * b / (c * d)"),
        ("(a+b)*c", "(a + b) * c"),
        ("a -3", "a - 3"),
        ("a--3", "a"),
        ("a - -3", "a - -3"),
        ("-a", "0 - a"),
        ("- 3", "-3"),
        ("SUM(orders.amount where date>=-365d and status='paid')", "sum(orders.amount WHERE date >= -365d AND status = 'paid')"),
        ("count( )", "count()"),
        ("case when a=1 then 'x' when b=2 then 'y' else null end", "CASE WHEN a = 1 THEN 'x' WHEN b = 2 THEN 'y' END"),
        ("coalesce(a, 0)", "coalesce(a, 0)"),
        ("first(orders.amount WHERE LAST)", "first(orders.amount WHERE LAST)"),
        ("`Net Amount` * 1.21", "`Net Amount` * 1.21"),
        ("(52.3, 4.8)", "(52.3, 4.8)"),
        ("today", "today"),
        ("true", "true"),
    ],
)
def test_canonical_expressions(text: str, line: str) -> None:
    parsed = parse_expression(text)
    assert parsed.diagnostics == ()
    assert parsed.root is not None
    assert canonical(parsed.root) == line


A, B = Comparison(Name("a"), Compare.EQ, Number("1")), Comparison(Name("b"), Compare.EQ, Number("2"))


def test_written_keeps_groups_older_forms_and_commas() -> None:
    for text in ("(a = 1)", "f(x: (1, 2), date: 7_days_ago) = false", "orders MATCHES ((a = 1, b = 2) OR a = 1)", "orders MATCHES (a = 1 AND b = 2)"):
        assert written(require(parse(text))) == text


def test_written_adds_the_parentheses_that_a_built_tree_needs() -> None:
    assert written(And((Or((A, B)), A))) == "(a = 1 OR b = 2) AND a = 1"
    assert written(Not(And((A, B)))) == "NOT (a = 1 AND b = 2)"
    assert written(Matches(Name("o"), Or((And((A, B), commas=True), A)))) == "o MATCHES (a = 1 AND b = 2 OR a = 1)"


def test_commas_outside_matches_are_written_as_and() -> None:
    assert written(And((A, B), commas=True)) == "a = 1 AND b = 2"


def test_what_is_missing_in_the_tree_is_missing_in_the_text() -> None:
    assert canonical(Comparison(Name("a"), Compare.GE, Missing("value"))) == "a >= "
    assert canonical(tree.Incomplete("condition")) == ""


def test_normal_forms_of_equal_meanings_are_equal() -> None:
    assert normal(Group(And((A, And((B, A)))))) == And((A, B, A))
    assert normal(Or((Or((A,)), B))) == Or((A, B))
    assert normal(tree.Anniversary(Name("b"))) == tree.Anniversary(Text("b"))
