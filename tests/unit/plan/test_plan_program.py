"""Many segments as one program."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from doelgroep.model.node import BOOLEAN, And, Constantly, CustomerField, IsTrue, Not, Or
from doelgroep.plan.program import Gate, Program, program

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from doelgroep.model.node import Test

A, B, C = CONDITIONS = tuple(IsTrue(CustomerField(name, BOOLEAN)) for name in "abc")
TRUTHS: list[Mapping[Test, bool]] = [dict(zip(CONDITIONS, each, strict=True)) for each in product((False, True), repeat=len(CONDITIONS))]


def larger(inner: SearchStrategy[Test]) -> SearchStrategy[Test]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(And, several) | st.builds(Or, several) | st.builds(Not, inner)


tests = st.recursive(st.sampled_from(CONDITIONS) | st.builds(Constantly, st.booleans()), larger, max_leaves=6)


def holds(test: Test, truth: Mapping[Test, bool]) -> bool:
    match test:
        case Constantly(value=value):
            return value
        case And(items=items):
            return all(holds(each, truth) for each in items)
        case Or(items=items):
            return any(holds(each, truth) for each in items)
        case Not(item=item):
            return not holds(item, truth)
        case condition:
            return truth[condition]


def run(made: Program, truth: Mapping[Test, bool]) -> list[bool]:
    """What the segments come to, step by step."""
    found: list[bool] = []
    for step in made.steps:
        match step.gate:
            case Gate.CONDITION:
                found.append(truth[made.conditions[step.inputs[0]]])
            case Gate.EVERYBODY | Gate.NOBODY:
                found.append(step.gate is Gate.EVERYBODY)
            case Gate.AND | Gate.OR:
                among = [found[each] for each in step.inputs]
                found.append(all(among) if step.gate is Gate.AND else any(among))
            case Gate.NOT:
                found.append(not found[step.inputs[0]])
    return [found[each] for each in made.segments]


@given(st.lists(tests, max_size=4))
def test_a_program_means_what_its_segments_mean(segments: list[Test]) -> None:
    made = program(segments)
    for truth in TRUTHS:
        assert run(made, truth) == [holds(each, truth) for each in segments]


@given(st.lists(tests, max_size=4))
def test_nothing_is_there_twice_and_inputs_come_first(segments: list[Test]) -> None:
    made = program(segments)
    assert len(set(made.conditions)) == len(made.conditions)
    assert len(set(made.steps)) == len(made.steps)
    for place, step in enumerate(made.steps):
        assert step.gate is Gate.CONDITION or all(each < place for each in step.inputs)


def test_the_order_of_items_makes_no_difference() -> None:
    made = program([And((A, B)), And((B, A)), And((A, B, A))])
    assert len(set(made.segments)) == 1


def test_equal_parts_of_different_objects_are_one_step() -> None:
    made = program([Not(And((A, B))), Or((And((A, B)), C))])
    assert [each.gate for each in made.steps].count(Gate.AND) == 1


def test_no_segments_are_no_steps() -> None:
    assert program([]) == Program(conditions=(), steps=(), segments=())
