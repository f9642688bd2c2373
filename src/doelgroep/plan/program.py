"""Many segments as one program: every condition once, however many segments ask it.

The formulas of all segments are put into one list without repetitions (hash consing): a node refers to nodes before it. What is left at the ends are
the conditions (`Program.conditions`), each of which an engine has to find the members of only once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.model.node import And, Constantly, Not, Or

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doelgroep.model.node import Test


class Gate(StrEnum):
    """What a step does with the members of other steps."""

    CONDITION = "condition"
    """The members of a condition, by its place."""
    EVERYBODY = "everybody"
    NOBODY = "nobody"
    AND = "and"
    OR = "or"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Step:
    """A set of customers, made of earlier ones; `inputs` are places of steps, or of the one condition."""

    gate: Gate
    inputs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Steps in an order in which each comes after its inputs, and for each segment the step that is its members."""

    conditions: tuple[Test, ...]
    steps: tuple[Step, ...]
    segments: tuple[int, ...]


class _Maker:
    """Collects conditions and steps, each once."""

    def __init__(self) -> None:
        self.conditions: dict[Test, int] = {}
        self.steps: dict[tuple[Gate, tuple[int, ...]], int] = {}
        self._known: dict[int, int] = {}
        """By the identity of a test: two equal ones come to the same step in the end, one that is met again is not looked at again."""

    def step(self, gate: Gate, inputs: tuple[int, ...] = ()) -> int:
        return self.steps.setdefault((gate, inputs), len(self.steps))

    def place(self, test: Test) -> int:
        found = self._known.get(id(test))
        if found is None:
            found = self._known[id(test)] = self._made(test)
        return found

    def _made(self, test: Test) -> int:
        match test:
            case Constantly(value=value):
                return self.step(Gate.EVERYBODY if value else Gate.NOBODY)
            case Not(item=item):
                return self.step(Gate.NOT, (self.place(item),))
            case And(items=items):
                return self._junction(Gate.AND, items)
            case Or(items=items):
                return self._junction(Gate.OR, items)
            case _:
                return self.step(Gate.CONDITION, (self.conditions.setdefault(test, len(self.conditions)),))

    def _junction(self, gate: Gate, items: Iterable[Test]) -> int:
        """In one order, so that the same items written in another one are the same step."""
        inputs = tuple(sorted({self.place(each) for each in items}))
        return inputs[0] if len(inputs) == 1 else self.step(gate, inputs)


def program(tests: Sequence[Test]) -> Program:
    """The program of planned and unfolded tests; fastest of those that have been planned and unfolded together.

    >>> from doelgroep.model.node import INTEGER, Comparison, CustomerField, Literal, Op
    >>> adult = Comparison(CustomerField("age", INTEGER), Op.GE, Literal(18, INTEGER))
    >>> rich = Comparison(CustomerField("income", INTEGER), Op.GE, Literal(90, INTEGER))
    >>> made = program([And((adult, rich)), Not(adult)])
    >>> len(made.conditions), made.segments
    (2, (2, 3))
    """
    maker = _Maker()
    segments = tuple(maker.place(each) for each in tests)
    return Program(conditions=tuple(maker.conditions), steps=tuple(Step(*each) for each in maker.steps), segments=segments)


def resting_on[T](made: Program, conditions: Mapping[int, T]) -> dict[int, T]:
    """Which segments, by their places, rest on one of some conditions, and what was said of that one (of the first, where there are several).

    >>> from doelgroep.model.node import BOOLEAN, CustomerField, IsTrue
    >>> one, two = (IsTrue(CustomerField(name, BOOLEAN)) for name in ("one", "two"))
    >>> resting_on(program([Not(one), two, And((one, two))]), {1: "is too large"})
    {1: 'is too large', 2: 'is too large'}
    """
    if not conditions:
        return {}
    of_step: list[int | None] = []
    for step in made.steps:
        inputs = step.inputs if step.gate is Gate.CONDITION else [each for place in step.inputs if (each := of_step[place]) is not None]
        of_step.append(next((each for each in inputs if each in conditions), None))
    reasons = ((place, of_step[step]) for place, step in enumerate(made.segments))
    return {place: conditions[reason] for place, reason in reasons if reason is not None}
