"""Rewriting many trees at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doelgroep.model import node as nodes
from doelgroep.model.node import BOOLEAN, And, Constantly, CustomerField, IsTrue, Not, Or, ValueType
from doelgroep.model.walk import rewrite, walk
from doelgroep.plan import rewriting
from doelgroep.plan.rewriting import Rewriting
from tests.unit.engine.random_shop import tests as planned_tests

if TYPE_CHECKING:
    from doelgroep.model.node import ModelNode, Test

A, B = (IsTrue(CustomerField(name, BOOLEAN)) for name in "ab")
KINDS: tuple[type, ...] = (*get_args(nodes.Value.__value__), *get_args(nodes.Test.__value__), nodes.Branch)


def without_double_not(node: ModelNode) -> ModelNode:
    match node:
        case Not(item=Not(item=item)):
            return item
        case Constantly(value=value):
            return Not(Constantly(not value))
        case _:
            return node


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(planned_tests, max_size=3))
def test_the_result_is_that_of_rewriting_each_tree(several: list[Test]) -> None:
    shared = Rewriting(without_double_not)
    assert [shared(each) for each in several] == [rewrite(each, without_double_not) for each in several]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(planned_tests, max_size=3))
def test_equal_parts_of_results_are_one_object(several: list[Test]) -> None:
    shared = Rewriting(without_double_not)
    parts = {id(each): each for test in several for each in walk(shared(test))}
    assert max(Counter(parts.values()).values(), default=1) == 1


def test_equal_nodes_are_changed_once() -> None:
    seen: list[ModelNode] = []

    def noted(node: ModelNode) -> ModelNode:
        seen.append(node)
        return node

    shared = Rewriting(noted)
    shared(And((IsTrue(CustomerField("a", BOOLEAN)), Not(A))))
    shared(Or((A, Not(IsTrue(CustomerField("a", ValueType(BOOLEAN.kind)))))))
    assert seen.count(A) == 1
    assert seen.count(Not(A)) == 1


def test_what_a_change_makes_is_one_object_too() -> None:
    shared = Rewriting(lambda node: And((A, B)) if node == A else node)
    first, second = shared(Not(A)), shared(A)
    assert isinstance(first, Not)
    assert first.item is second


def test_a_tree_in_which_nothing_changes_is_given_back() -> None:
    tree = And((A, Not(B)))
    assert Rewriting(lambda node: node)(tree) is tree


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_with_nodes_in_it_is_known(kind: type) -> None:
    """A field whose annotation is not recognised would be taken as it is, and the nodes in it would never be changed."""
    assert is_dataclass(kind)
    layout = rewriting._layout(kind)
    plain = [each.type for place, each in enumerate(fields(kind)) if place not in {*layout.nodes, *layout.members, *layout.types}]
    assert set(plain) <= {"str", "bool", "float", "int", "int | None", "bool | int | float | str | None", "tuple[tuple[int, int], ...]"}
