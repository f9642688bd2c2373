"""Visiting and rebuilding trees."""

from __future__ import annotations

from doelgroep.lang.parse import parse, require
from doelgroep.lang.tree import And, Compare, Comparison, Matches, Name, Number
from doelgroep.lang.walk import children, contains, path, replace_node, transform, walk

ROOT = require(parse("a = 1 AND orders MATCHES (b = 2, c IN (3, 4) PER p) AND NOT (d = 5)"))


def test_walking_goes_from_parents_to_children_in_the_order_of_the_text() -> None:
    assert [each.text for each in walk(ROOT) if isinstance(each, Name)] == ["a", "orders", "b", "c", "p", "d"]
    assert next(walk(ROOT)) is ROOT


def test_places_in_the_text_are_no_children() -> None:
    comparison = next(each for each in walk(ROOT) if isinstance(each, Comparison))
    assert list(children(comparison)) == [comparison.left, comparison.right]
    assert list(children(comparison.left)) == []


def test_the_path_leads_from_the_root_to_the_parent() -> None:
    name = next(each for each in walk(ROOT) if isinstance(each, Name) and each.text == "b")
    above = path(ROOT, name)
    assert [type(each) for each in above] == [And, Matches, And, Comparison]
    assert path(ROOT, ROOT) == ()


def test_nodes_are_found_by_identity() -> None:
    assert contains(ROOT, next(iter(children(ROOT))))
    assert not contains(ROOT, Name("a"))
    assert path(ROOT, Name("a")) == ()


def test_replacing_builds_a_new_tree_and_keeps_what_is_beside() -> None:
    assert isinstance(ROOT, And)
    old = next(each for each in walk(ROOT) if isinstance(each, Number) and each.text == "4")
    changed = replace_node(ROOT, old, Number("9"))
    assert isinstance(changed, And)
    assert [each.text for each in walk(changed) if isinstance(each, Number)] == ["1", "2", "3", "9", "5"]
    assert changed.items[0] is ROOT.items[0]
    assert replace_node(ROOT, Number("4"), Number("9")) is ROOT


def test_transforming_begins_at_the_leaves() -> None:
    def shouted(node: object) -> object:
        return Name(node.text.upper()) if isinstance(node, Name) else node

    changed = transform(Comparison(Name("a"), Compare.EQ, Name("b")), shouted)  # type: ignore[arg-type] # nodes in, nodes out
    assert changed == Comparison(Name("A"), Compare.EQ, Name("B"))
