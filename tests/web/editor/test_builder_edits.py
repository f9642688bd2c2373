"""Edits of a query through the builder, as text before and after."""

from __future__ import annotations

import pytest

from doelgroep.lang.parse import parse
from doelgroep.lang.printer import written
from doelgroep.store.ready_catalogs import ready
from doelgroep_web.segments.editor.builder import edits
from doelgroep_web.segments.editor.builder.choices import CHOICES, chosen, fresh, key_of, keys_of, with_values
from doelgroep_web.segments.editor.builder.edits import Edit
from doelgroep_web.segments.editor.builder.opening import build
from doelgroep_web.segments.editor.builder.tree import Built, FieldRule, Group, GroupKind, QuantityKind, Wish

SHOP = ready("shop").catalog
NEW = "city = 'Delft'"
TWO = "age > 3 -- grown up\nAND city = 'Gouda' -- cheese"
NESTED = "age > 3 AND (city = 'a' OR city = 'b')"
MIXED_AFTER = "orders MATCHES (FIRST AND (FIRST OR LAST), channel = 'a')"
ROWS = "orders MATCHES (amount > 3, channel = 'web')"


def opened(text: str, wish: Wish | None = None) -> Built:
    return build(text, SHOP, wish=wish)


def field(text: str, address: str = "0") -> FieldRule:
    rule = opened(text).item(address)
    assert isinstance(rule, FieldRule)
    return rule


# ---------------------------------------------------------------- add


@pytest.mark.parametrize(
    ("before", "address", "after", "focus"),
    [
        ("", "", NEW, "0"),
        ("-- people", "", f"-- people\n{NEW}", "0"),
        ("age > 3", "", f"age > 3 AND {NEW}", "1"),
        ("age > 3 OR age < 1", "", f"age > 3 OR age < 1 OR {NEW}", "2"),
        (TWO, "", f"{TWO}\nAND {NEW}", "2"),
        ("age > 3 -- why", "", f"age > 3 -- why\nAND {NEW}", "1"),
        (NESTED, "1", f"age > 3 AND (city = 'a' OR city = 'b' OR {NEW})", "1.2"),
        ("age > 3 AND (city = 'a')", "1", f"age > 3 AND (city = 'a' OR {NEW})", "1.1"),
        ("NOT age > 3", "0", f"NOT (age > 3 OR {NEW})", "0.1"),
        ("NOT (age > 3)", "0", f"NOT (age > 3 OR {NEW})", "0.1"),
        ("NOT (age > 3 AND age < 1)", "0", f"NOT (age > 3 AND age < 1 OR {NEW})", "0.1"),
        ("age > 3 OR age < 1 AND age < 2", "1", f"age > 3 OR age < 1 AND age < 2 AND {NEW}", "1.2"),
        ("orders MATCHES ()", "0", f"orders MATCHES ({NEW})", "0.0"),
        (ROWS, "0", f"orders MATCHES (amount > 3, channel = 'web', {NEW})", "0.2"),
        ("orders MATCHES (\n  amount > 3, -- big\n  amount < 9\n)", "0", f"orders MATCHES (\n  amount > 3, -- big\n  amount < 9,\n  {NEW}\n)", "0.2"),
        ("orders MATCHES (amount > 3 PER channel)", "0", f"orders MATCHES (amount > 3, {NEW} PER channel)", "0.1"),
        ("orders MATCHES (amount > 3 OR FIRST)", "0", f"orders MATCHES (amount > 3 OR FIRST, {NEW})", "0.1"),
        ("orders MATCHES (amount > 3 OR FIRST)", "0.0", f"orders MATCHES (amount > 3 OR FIRST OR {NEW})", "0.0.2"),
        ("orders(date: -60d) = false", "0", f"orders NOT MATCHES (date >= -60d, {NEW})", "0.1"),
    ],
)
def test_adding(before: str, address: str, after: str, focus: str) -> None:
    assert edits.add(opened(before), address, NEW) == Edit(text=after, focus=focus)


def test_alternatives_are_enclosed_where_all_must_hold() -> None:
    assert edits.add(opened("age > 3"), "", "age < 1 OR age > 9").text == "age > 3 AND (age < 1 OR age > 9)"


def test_a_second_rule_in_a_group_that_was_made_any_of() -> None:
    wish = Wish(address="", kind=GroupKind.ANY)
    assert edits.add(opened("age > 3", wish), "", NEW).text == f"age > 3 OR {NEW}"


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (GroupKind.ANY, f"age > 3 AND ({NEW})"),
        (GroupKind.ALL, f"age > 3 AND ({NEW})"),
        (GroupKind.NONE, f"age > 3 AND NOT ({NEW})"),
    ],
)
def test_a_new_group_has_its_kind(kind: GroupKind, after: str) -> None:
    made = edits.add_group(opened("age > 3"), "", kind, NEW)
    assert (made.text, made.focus) == (after, "1.0")
    group = opened(made.text, made.wish).item("1")
    assert isinstance(group, Group)
    assert group.kind is kind


# ---------------------------------------------------------------- remove and move


@pytest.mark.parametrize(
    ("before", "address", "after", "focus"),
    [
        ("age > 3", "0", "", ""),
        ("-- people\nage > 3", "0", "-- people", ""),
        (TWO, "1", "age > 3 -- grown up\n-- cheese", "0"),
        (NESTED, "1.0", "age > 3 AND (city = 'b')", "1"),
        (NESTED, "1", "age > 3", "0"),
        ("age > 3 AND (city = 'a')", "1.0", "age > 3", "1"),
        ("NOT (age > 3 OR age < 1)", "0.1", "NOT (age > 3)", "0.0"),
        (ROWS, "0.0", "orders MATCHES (channel = 'web')", "0"),
        ("orders MATCHES (amount > 3)", "0.0", "orders MATCHES ()", "0"),
    ],
)
def test_removing(before: str, address: str, after: str, focus: str) -> None:
    assert edits.remove(opened(before), address) == Edit(text=after, focus=focus)


@pytest.mark.parametrize(
    ("before", "address", "steps", "after", "focus"),
    [
        (TWO, "1", -1, "city = 'Gouda' -- cheese\nAND age > 3 -- grown up", "0"),
        (TWO, "0", 1, "city = 'Gouda' -- cheese\nAND age > 3 -- grown up", "1"),
        (TWO, "0", -1, TWO, "0"),
        ("age > 3 AND city = 'a' -- why", "1", -1, "city = 'a' -- why\n AND age > 3", "0"),
        ("age > 3 OR city = 'a' AND age < 9", "1", -1, "city = 'a' AND age < 9 OR age > 3", "0"),
        ("orders MATCHES (FIRST AND channel = 'a', FIRST OR LAST)", "0.2", -1, MIXED_AFTER, "0.1"),
        ("orders MATCHES (amount > 3, count > 2, channel = 'a')", "0.2", -1, "orders MATCHES (channel = 'a', count > 2, amount > 3)", "0.0"),
    ],
)
def test_moving(before: str, address: str, steps: int, after: str, focus: str) -> None:
    assert edits.move(opened(before), address, steps) == Edit(text=after, focus=focus)


@pytest.mark.parametrize(
    ("before", "address", "after", "focus"),
    [
        ("age > 3 AND age < 9", "1", "age > 3 AND (age < 9)", "1.0"),
        ("(age > 3 OR age < 1) AND city = 'a'", "1", "(age > 3 OR age < 1 OR city = 'a')", "0.2"),
        ("NOT age > 3 AND city = 'a'", "1", "NOT (age > 3 OR city = 'a')", "0.1"),
        (ROWS, "0.1", "orders MATCHES (amount > 3, (channel = 'web'))", "0.1.0"),
    ],
)
def test_into_a_group(before: str, address: str, after: str, focus: str) -> None:
    assert edits.indent(opened(before), address) == Edit(text=after, focus=focus)


@pytest.mark.parametrize(
    ("before", "address", "after", "focus"),
    [
        (NESTED, "1.0", "age > 3 AND (city = 'b') AND city = 'a'", "2"),
        ("(age > 3 OR age < 1) AND city = 'a'", "0.1", "(age > 3) AND age < 1 AND city = 'a'", "1"),
        ("NOT (age > 3 OR age < 1)", "0.1", "NOT (age > 3) AND age < 1", "1"),
        ("age > 3 AND (city = 'a')", "1.0", "age > 3 AND city = 'a'", "1"),
        ("age > 3", "0", "age > 3", "0"),
        ("orders MATCHES (amount > 3 OR FIRST)", "0.0.1", "orders MATCHES (amount > 3, FIRST)", "0.1"),
    ],
)
def test_out_of_a_group(before: str, address: str, after: str, focus: str) -> None:
    assert edits.outdent(opened(before), address) == Edit(text=after, focus=focus)


# ---------------------------------------------------------------- kinds of groups


@pytest.mark.parametrize(
    ("before", "address", "kind", "after"),
    [
        ("age > 3 -- a\nAND age < 9", "", GroupKind.ANY, "age > 3 -- a\nOR age < 9"),
        ("age > 3 AND age < 9 AND city = 'a'", "", GroupKind.NONE, "NOT (age > 3 OR age < 9 OR city = 'a')"),
        (NESTED, "", GroupKind.ANY, "age > 3 OR (city = 'a' OR city = 'b')"),
        (NESTED, "1", GroupKind.ALL, "age > 3 AND (city = 'a' AND city = 'b')"),
        (NESTED, "1", GroupKind.NONE, "age > 3 AND NOT (city = 'a' OR city = 'b')"),
        ("age > 3 OR age < 1 AND city = 'a'", "", GroupKind.ALL, "age > 3 AND (age < 1 AND city = 'a')"),
        ("age > 3 OR age < 1 AND city = 'a'", "1", GroupKind.ANY, "age > 3 OR (age < 1 OR city = 'a')"),
        ("age > 3 OR age < 1 AND city = 'a'", "1", GroupKind.NONE, "age > 3 OR NOT (age < 1 OR city = 'a')"),
        ("NOT (age > 3 OR age < 1)", "0", GroupKind.ANY, "(age > 3 OR age < 1)"),
        ("NOT (age > 3 OR age < 1)", "0", GroupKind.ALL, "(age > 3 AND age < 1)"),
        ("NOT age > 3", "0", GroupKind.ALL, "(age > 3)"),
        ("age > 3 AND (city = 'a')", "1", GroupKind.NONE, "age > 3 AND NOT (city = 'a')"),
        ("orders MATCHES ((amount > 3, FIRST) OR amount < 1)", "0.0.0", GroupKind.ANY, "orders MATCHES ((amount > 3 OR FIRST) OR amount < 1)"),
    ],
)
def test_kind(before: str, address: str, kind: GroupKind, after: str) -> None:
    assert edits.change_kind(opened(before), address, kind).text == after


def test_the_kind_of_a_group_of_one_is_a_wish() -> None:
    found = edits.change_kind(opened("age > 3"), "", GroupKind.ANY)
    assert found == Edit(text="age > 3", focus="", wish=Wish(address="", kind=GroupKind.ANY))


# ---------------------------------------------------------------- rules


@pytest.mark.parametrize(
    ("text", "key", "after"),
    [
        ("city = 'a'", "IN", "city IN ('a')"),
        ("city = 'a'", "NOT CONTAINS", "city NOT CONTAINS 'a'"),
        ("city IN ('a', 'b')", "=", "city = 'a'"),
        ("city = 'a'", "IS NULL", "city IS NULL"),
        ("city IS NULL", "!=", "city != (value)"),
        ("age > 3", "BETWEEN", "age BETWEEN 3 AND (value)"),
        ("last_order_date >= -30d", "longer_ago", "last_order_date < -30d"),
        ("last_order_date >= -30d", "next", "last_order_date BETWEEN today AND +30d"),
        ("last_order_date = 2026-01-01", "last", "last_order_date >= -30d"),
        ("last_order_date > first_order_date", "IN", "last_order_date IN ((value))"),
        ("email_consent IS NULL", "=", "email_consent = true"),
        ("location IS NULL", "WITHIN", "location WITHIN 25 km OF ''"),
    ],
)
def test_another_operator(text: str, key: str, after: str) -> None:
    made = edits.change(opened(text), "0", chosen(field(text), key)).text
    assert made == after
    assert parse(made).errors == ()
    assert key_of(field(made)) == key


def test_operators_are_those_of_the_type() -> None:
    assert keys_of(field("email_consent = true")) == ("=", "!=", "IS NULL", "IS NOT NULL")
    assert keys_of(field("last_order_date IS NULL"))[:4] == ("last", "longer_ago", "next", "=")
    assert keys_of(field("anniversary('birth_date') = today")) == ("=", "!=", "BETWEEN", "NOT BETWEEN", "IS NULL", "IS NOT NULL")
    assert set(keys_of(field("age > 3"))) <= CHOICES.keys()


def test_a_choice_that_a_type_has_not_is_refused() -> None:
    with pytest.raises(KeyError):
        chosen(field("email_consent = true"), "CONTAINS")


def test_more_values_make_a_list() -> None:
    rule = field("city != 'a' -- where")
    values = (*rule.values, *field("city = 'b'").values)
    assert edits.change(opened("city != 'a' -- where"), "0", with_values(rule, values)).text == "city NOT IN ('a', 'b') -- where"


@pytest.mark.parametrize("name", ["email_consent", "age", "city", "customer_tags", "location", "last_order_date", "birth_date"])
def test_a_fresh_rule_is_shown_with_controls(name: str) -> None:
    rule = field(f"{name} IS NULL")
    made = edits.add(opened(""), "", written(fresh(rule.left, rule.named))).text
    assert isinstance(opened(made).item("0"), FieldRule)


@pytest.mark.parametrize(
    ("before", "address", "new", "after"),
    [
        ("age > 3 AND shoe = 4", "1", "age < 1 OR age > 9", "age > 3 AND (age < 1 OR age > 9)"),
        ("age > 3 AND shoe = 4", "1", "city = ", "age > 3 AND city ="),
        ("age > 3 AND shoe = 4", "1", " ", "age > 3"),
        ("city = ", "", "city = 'a'", "city = 'a'"),
    ],
)
def test_text(before: str, address: str, new: str, after: str) -> None:
    assert edits.change_text(opened(before), address, new).text == after


# ---------------------------------------------------------------- how often


@pytest.mark.parametrize(
    ("before", "kind", "number", "after"),
    [
        ("orders MATCHES (amount > 3)", QuantityKind.NEVER, None, "orders NOT MATCHES (amount > 3)"),
        ("orders NOT MATCHES (amount > 3)", QuantityKind.AT_LEAST, None, "orders MATCHES (amount > 3)"),
        ("orders MATCHES (amount > 3)", QuantityKind.AT_LEAST, "2", "orders MATCHES (amount > 3, count >= 2)"),
        ("orders MATCHES (amount > 3, count >= 2)", QuantityKind.AT_LEAST, "1", "orders MATCHES (amount > 3)"),
        ("orders MATCHES (amount > 3, count >= 2)", QuantityKind.AT_MOST, None, "orders MATCHES (amount > 3, count <= 2)"),
        ("orders MATCHES (count >= 2)", QuantityKind.NEVER, None, "orders NOT MATCHES ()"),
        ("orders MATCHES (count >= 2, sum_amount > 9)", QuantityKind.NOT, None, "orders NOT MATCHES (count >= 2, sum_amount > 9)"),
        ("orders NOT MATCHES (count >= 2, sum_amount > 9)", QuantityKind.AT_LEAST, None, "orders MATCHES (count >= 2, sum_amount > 9)"),
        ("orders IS NULL", QuantityKind.EXACTLY, "2", "orders MATCHES (count = 2)"),
        ("orders(date: -60d) = true", QuantityKind.NEVER, None, "orders NOT MATCHES (date >= -60d)"),
    ],
)
def test_quantity(before: str, kind: QuantityKind, number: str | None, after: str) -> None:
    assert edits.change_quantity(opened(before), "0", kind, number).text == after


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("orders MATCHES (count > 3)", "product", "orders MATCHES (count > 3 PER product)"),
        ("orders MATCHES (count > 3 PER product)", "channel", "orders MATCHES (count > 3 PER channel)"),
        ("orders MATCHES (count > 3 PER product)", "", "orders MATCHES (count > 3)"),
        ("orders MATCHES ()", "product", "orders MATCHES (PER product)"),
    ],
)
def test_per(before: str, name: str, after: str) -> None:
    assert edits.change_per(opened(before), "0", name).text == after
