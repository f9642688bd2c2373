"""Changing queries by their tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import InternalError, QueryError
from doelgroep.lang.edit import append, remove, rename, rename_expression, replace
from doelgroep.lang.parse import parse, require
from doelgroep.lang.tree import And, Compare, Comparison, Group, In, InSegment, LegacyCall, Matches, Name, Not, Number, Or, Text
from doelgroep.lang.walk import walk

if TYPE_CHECKING:
    from doelgroep.lang.parse import Parsed
    from doelgroep.lang.tree import Node

NEW = Comparison(Name("n"), Compare.EQ, Number("9"))
EITHER = Or((NEW, NEW))


def at(parsed: Parsed, text: str) -> Node:
    """The outermost node with that text."""
    return next(each for each in walk(require(parsed)) if parsed.text[each.span.start : each.span.end] == text)


# ---------------------------------------------------------------- replace


def test_replacing_keeps_layout_and_comments_of_the_rest() -> None:
    parsed = parse("a=1 -- one\n  AND   b = 2 /* two */ AND c=3")
    assert replace(parsed, at(parsed, "b = 2"), NEW) == "a=1 -- one\n  AND   n = 9 /* two */ AND c=3"


@pytest.mark.parametrize(
    ("text", "old", "result"),
    [
        ("a = 1 AND b = 2", "a = 1", "(n = 9 OR n = 9) AND b = 2"),
        ("a = 1 OR b = 2", "a = 1", "n = 9 OR n = 9 OR b = 2"),
        ("NOT a = 1", "a = 1", "NOT (n = 9 OR n = 9)"),
        ("(a = 1) AND b = 2", "a = 1", "(n = 9 OR n = 9) AND b = 2"),
        ("o MATCHES (a = 1, b = 2)", "a = 1", "o MATCHES (n = 9 OR n = 9, b = 2)"),
        ("a = 1", "a = 1", "n = 9 OR n = 9"),
    ],
)
def test_replacing_adds_parentheses_where_the_place_asks_for_them(text: str, old: str, result: str) -> None:
    parsed = parse(text)
    assert replace(parsed, at(parsed, old), EITHER) == result


def test_a_condition_moved_keeps_its_own_text() -> None:
    parsed = parse("a=1 /* x */ AND b = 2")
    first, second = at(parsed, "a=1"), at(parsed, "b = 2")
    assert isinstance(first, Comparison)
    assert isinstance(second, Comparison)
    assert replace(parsed, require(parsed), Not(Group(Or((second, first))))) == "NOT (b = 2 OR a=1)"


def test_values_and_names_are_replaced_in_place() -> None:
    parsed = parse("a='x' AND b BETWEEN 1 AND'y'")
    assert replace(parsed, at(parsed, "'x'"), Text("'s")) == r"a='\'s' AND b BETWEEN 1 AND'y'"
    assert replace(parsed, at(parsed, "'y'"), Number("2")) == "a='x' AND b BETWEEN 1 AND 2"
    assert replace(parsed, at(parsed, "a"), Name("and")) == "`and`='x' AND b BETWEEN 1 AND'y'"


def test_not_of_a_segment_stays_not_of_a_segment() -> None:
    parsed = parse("NOT a = 1")
    assert replace(parsed, at(parsed, "a = 1"), InSegment(Text("s"))) == "NOT (IN SEGMENT 's')"


def test_commas_are_written_inside_matches_only() -> None:
    parsed = parse("o MATCHES (a = 1) AND b = 2")
    assert replace(parsed, at(parsed, "a = 1"), And((NEW, NEW), commas=True)) == "o MATCHES (n = 9, n = 9) AND b = 2"
    assert replace(parsed, at(parsed, "b = 2"), And((NEW, NEW), commas=True)) == "o MATCHES (a = 1) AND n = 9 AND n = 9"


def test_a_node_of_another_tree_is_refused() -> None:
    with pytest.raises(InternalError):
        replace(parse("a = 1"), NEW, NEW)
    with pytest.raises(InternalError):
        replace(parse(""), NEW, NEW)


# ---------------------------------------------------------------- remove


@pytest.mark.parametrize(
    ("text", "gone", "result"),
    [
        ("a = 1 AND b = 2", "a = 1", "b = 2"),
        ("a = 1 AND b = 2", "b = 2", "a = 1"),
        ("a = 1 OR b = 2 OR c = 3", "b = 2", "a = 1 OR c = 3"),
        ("a = 1 -- one\nAND b = 2 -- two\nAND c = 3", "b = 2", "a = 1 -- one\n-- two\nAND c = 3"),
        ("x = 0 AND (a = 1 OR b = 2)", "a = 1", "x = 0 AND (b = 2)"),
        ("x = 0 AND (a = 1)", "a = 1", "x = 0"),
        ("x = 0 AND NOT (a = 1)", "a = 1", "x = 0"),
        ("a = 1", "a = 1", ""),
        ("-- why\na = 1", "a = 1", "-- why"),
        ("o MATCHES (a = 1, b = 2)", "a = 1", "o MATCHES (b = 2)"),
        ("o MATCHES (a = 1, b = 2)", "b = 2", "o MATCHES (a = 1)"),
        ("o MATCHES (a = 1)", "a = 1", "o MATCHES ()"),
        ("o MATCHES ( a = 1 PER p)", "a = 1", "o MATCHES (PER p)"),
        ("o MATCHES (a = 1, PER p)", "a = 1", "o MATCHES (PER p)"),
        ("o MATCHES (a = 1, PER p)", "p", "o MATCHES (a = 1)"),
        ("o MATCHES (a = 1 PER p )", "p", "o MATCHES (a = 1)"),
        ("x IN (1, 2, 3)", "2", "x IN (1, 3)"),
        ("x IN (1, 2, 3)", "1", "x IN (2, 3)"),
        ("f(a: 1, b: 2) = true", "a: 1", "f(b: 2) = true"),
        ("f(a: 1) = true", "a: 1", "f() = true"),
    ],
)
def test_removing(text: str, gone: str, result: str) -> None:
    parsed = parse(text)
    assert remove(parsed, at(parsed, gone)) == result


@pytest.mark.parametrize(
    ("text", "needed"), [("x IN (1)", "1"), ("a = 1", "a"), ("f(a: 1) = true", "f"), ("x IN (1, 2)", "x"), ("o MATCHES ()", "o")]
)
def test_what_a_condition_cannot_do_without_is_not_removed(text: str, needed: str) -> None:
    parsed = parse(text)
    with pytest.raises(InternalError):
        remove(parsed, at(parsed, needed))


# ---------------------------------------------------------------- append


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", "n = 9"),
        ("-- who", "-- who\nn = 9"),
        ("a = 1", "a = 1 AND n = 9"),
        ("a = 1 AND b = 2", "a = 1 AND b = 2 AND n = 9"),
        ("a = 1 OR b = 2 -- two", "(a = 1 OR b = 2) -- two\nAND n = 9"),
        ("(a = 1 OR b = 2)", "(a = 1 OR b = 2) AND n = 9"),
        ("a = 1\nAND b = 2\n", "a = 1\nAND b = 2\nAND n = 9"),
    ],
)
def test_appending(text: str, result: str) -> None:
    assert append(parse(text), NEW) == result


def test_appending_alternatives_puts_them_in_parentheses() -> None:
    assert append(parse("a = 1"), EITHER) == "a = 1 AND (n = 9 OR n = 9)"
    assert append(parse(""), EITHER) == "n = 9 OR n = 9"


# ---------------------------------------------------------------- rename


def test_renaming_asks_with_the_activity_around_the_name() -> None:
    asked: list[tuple[str, str | None]] = []

    def note(name: Name, activity: str | None) -> None:
        asked.append((name.text, activity))

    text = "a = b AND orders MATCHES (x = 1, sum_x > 2 PER p) AND f(t: 1) = true AND anniversary('d') = today"
    assert rename(text, note) == text
    assert asked == [
        ("a", None),
        ("b", None),
        ("orders", None),
        ("x", "orders"),
        ("sum_x", "orders"),
        ("p", "orders"),
        ("f", None),
        ("t", "f"),
        ("d", None),
    ]


def test_renaming_writes_names_as_their_place_asks() -> None:
    text = "a = 1 -- a\nAND anniversary('a') = today AND anniversary(a) IS NULL"
    changed = rename(text, lambda name, _activity: "Net 's" if name.text == "a" else None)
    assert changed == "`Net 's` = 1 -- a\nAND anniversary('Net \\'s') = today AND anniversary(`Net 's`) IS NULL"


def test_a_text_with_errors_is_not_renamed() -> None:
    with pytest.raises(QueryError):
        rename("a = ", lambda _name, _activity: "b")
    with pytest.raises(QueryError):
        rename_expression("a +", lambda _name, _activity: "b")


def test_renaming_in_expressions_tells_the_first_argument_of_the_call() -> None:
    asked: list[tuple[str, str | None]] = []

    def other(name: Name, activity: str | None) -> str | None:
        asked.append((name.text, activity))
        return "orders.total" if name.text == "orders.amount" else None

    assert rename_expression("sum(orders.amount WHERE date >= -365d) / price", other) == "sum(orders.total WHERE date >= -365d) / price"
    assert asked == [("orders.amount", None), ("date", "orders.amount"), ("price", None)]


def test_nodes_found_by_walking_are_the_ones_to_edit() -> None:
    parsed = parse("x IN (1, 2) AND orders MATCHES (a = 1) AND f() = true")
    assert {type(each) for each in walk(require(parsed))} >= {In, Matches, LegacyCall}
