"""What holds for every text and every tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep.lang import tree
from doelgroep.lang.complete import cursor
from doelgroep.lang.edit import remove, rename, replace
from doelgroep.lang.layout import format_query
from doelgroep.lang.normal import normal
from doelgroep.lang.parse import parse, parse_expression, require
from doelgroep.lang.printer import canonical, source, written
from doelgroep.lang.tokens import tokenize
from doelgroep.lang.walk import replace_node, transform, walk
from tests.unit.lang.random_trees import conditions, expressions, laid_out, operands

if TYPE_CHECKING:
    from doelgroep.lang.parse import Parsed

some = settings(max_examples=60, deadline=None)
few = settings(max_examples=30, deadline=None)

WORDS = r"""
a orders AND OR NOT IN SEGMENT BETWEEN IS NULL CONTAINS MATCHES PER FIRST STARTS WITH WITHIN OF km anniversary today true CASE WHEN THEN END WHERE
( ) , : = != < >= + - * / ' '' " ` \ 'x' `n` 1 1.5 1,5 -7d 7d 2024-02-30 13:00 -- /* */ ? ; ≠ == && “ ” . a. 1012AB €
"""
FRAGMENTS = st.sampled_from([*WORDS.split(), "\n"])
half_queries = st.lists(FRAGMENTS, max_size=15).map(" ".join)
any_texts = st.one_of(st.text(max_size=60), half_queries, st.lists(FRAGMENTS, max_size=15).map("".join))


def parsed_without_errors(text: str) -> Parsed:
    parsed = parse(text)
    assert parsed.diagnostics == ()
    return parsed


def comment_texts(parsed: Parsed) -> list[str]:
    return [each.text.rstrip() for each in parsed.comments]


# ---------------------------------------------------------------- any text


@some
@given(any_texts)
def test_tokens_join_to_the_text(text: str) -> None:
    tokens = tokenize(text)
    assert "".join(each.text for each in tokens) == text
    assert all(each.text for each in tokens)


@some
@given(any_texts)
def test_parsing_never_fails_and_every_place_lies_in_the_text(text: str) -> None:
    parsed = parse(text)
    assert source(parsed) == text
    assert (parsed.root is None) <= bool(parsed.errors)
    spans = [each.span for each in parsed.diagnostics] + [each.span for each in (walk(parsed.root) if parsed.root else [])]
    spans += [each.fix.span for each in parsed.diagnostics if each.fix]
    assert all(0 <= each.start <= each.end <= len(text) for each in spans)


@some
@given(any_texts)
def test_parsing_expressions_never_fails(text: str) -> None:
    parsed = parse_expression(text)
    assert (parsed.root is None) <= bool(parsed.diagnostics)


@some
@given(any_texts, st.integers(0, 80))
def test_every_place_of_every_text_has_a_cursor(text: str, position: int) -> None:
    found = cursor(text, position)
    assert 0 <= found.span.start <= found.span.end <= len(text)
    assert found.span.start <= min(position, len(text)) <= found.span.end


@some
@given(half_queries)
def test_broken_trees_can_be_printed(text: str) -> None:
    root = parse(text).root
    if root is not None:
        assert isinstance(canonical(root), str)


# ---------------------------------------------------------------- trees to text and back


@some
@given(conditions)
def test_a_canonical_text_means_the_tree(node: tree.Condition) -> None:
    text = canonical(node)
    assert normal(require(parsed_without_errors(text))) == normal(node)
    assert "\n" not in text


@some
@given(conditions)
def test_a_canonical_text_is_its_own_canonical_text(node: tree.Condition) -> None:
    text = canonical(node)
    assert canonical(require(parse(text))) == text


@some
@given(conditions)
def test_a_written_text_means_the_tree(node: tree.Condition) -> None:
    root = require(parsed_without_errors(written(node)))
    assert normal(root) == normal(node)
    assert parse(written(root)).root == root


@some
@given(expressions)
def test_a_canonical_expression_means_the_tree(node: tree.Expression) -> None:
    parsed = parse_expression(canonical(node))
    assert parsed.diagnostics == ()
    assert parsed.root is not None
    assert normal(parsed.root) == normal(node)


# ---------------------------------------------------------------- any layout


queries = conditions.flatmap(lambda node: laid_out(written(node)))


@some
@given(queries)
def test_layout_and_comments_mean_nothing(text: str) -> None:
    parsed = parsed_without_errors(text)
    assert source(parsed) == text
    assert parsed.root == parse(written(require(parsed))).root


@some
@given(queries)
def test_formatting_keeps_meaning_and_comments_and_is_idempotent(text: str) -> None:
    formatted = format_query(text)
    before, after = parse(text), parsed_without_errors(formatted)
    assert after.root == before.root
    assert comment_texts(after) == comment_texts(before)
    assert format_query(formatted) == formatted


@few
@given(queries)
def test_every_beginning_of_a_query_is_parsed_and_completed(text: str) -> None:
    for length in range(min(len(text), 200)):
        parse(text[:length])
        cursor(text, length)


# ---------------------------------------------------------------- edits


@some
@given(queries, conditions, st.data())
def test_replacing_a_condition_changes_that_condition_only(text: str, new: tree.Condition, data: st.DataObject) -> None:
    parsed = parse(text)
    root = require(parsed)
    old = data.draw(st.sampled_from([each for each in walk(root) if isinstance(each, CONDITIONS)]))
    changed = parsed_without_errors(replace(parsed, old, new))
    expected = replace_node(root, old, new)
    assert isinstance(expected, CONDITIONS)
    assert normal(require(changed)) == normal(expected)
    outside = [each.text for each in parsed.comments if not old.span.start <= each.span.start < old.span.end]
    assert [each.text for each in changed.comments] == outside


@some
@given(queries, operands, st.data())
def test_replacing_a_value_changes_that_value_only(text: str, new: tree.Operand, data: st.DataObject) -> None:
    parsed = parse(text)
    root = require(parsed)
    places = [each for each in walk(root) if isinstance(each, tree.Comparison)]
    if places:
        old = data.draw(st.sampled_from(places)).right
        changed = parsed_without_errors(replace(parsed, old, new))
        expected = replace_node(root, old, new)
        assert isinstance(expected, CONDITIONS)
        assert normal(require(changed)) == normal(expected)


@some
@given(st.lists(conditions, min_size=2, max_size=4), st.sampled_from([tree.And, tree.Or]), st.data())
def test_removing_a_condition_leaves_the_others(items: list[tree.Condition], joint: type[tree.And | tree.Or], data: st.DataObject) -> None:
    grouped = tuple(tree.Group(each) for each in items)
    parsed = parse(data.draw(laid_out(written(joint(grouped)))))
    root = require(parsed)
    assert isinstance(root, tree.And | tree.Or)
    gone = data.draw(st.integers(0, len(items) - 1))
    changed = parsed_without_errors(remove(parsed, root.items[gone]))
    left = items[:gone] + items[gone + 1 :]
    assert normal(require(changed)) == normal(joint(tuple(left)))
    place = root.items[gone].span
    assert [each.text for each in changed.comments] == [each.text for each in parsed.comments if not place.start <= each.span.start < place.end]


@some
@given(queries)
def test_renaming_changes_all_names_and_nothing_else(text: str) -> None:
    def other(name: str) -> str:
        return name if name == "coordinates" else f"{name} 2"  # in the older form, that name alone takes a place

    def renamed(node: tree.Node) -> tree.Node:
        match node:
            case tree.Name(text=name):
                return tree.Name(other(name))
            case tree.Anniversary(field=tree.Text(value=name)):
                return tree.Anniversary(tree.Text(other(name)))
            case _:
                return node

    changed = parsed_without_errors(rename(text, lambda name, _activity: other(name.text)))
    assert changed.root == transform(require(parse(text)), renamed)
    assert rename(text, lambda _name, _activity: None) == text


CONDITIONS = (
    tree.And,
    tree.Or,
    tree.Not,
    tree.Group,
    tree.Comparison,
    tree.Between,
    tree.In,
    tree.TextTest,
    tree.IsNull,
    tree.Within,
    tree.InSegment,
    tree.RowPosition,
    tree.Matches,
    tree.LegacyCall,
)
