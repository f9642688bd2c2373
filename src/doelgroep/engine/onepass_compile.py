"""From the conditions of a program to what the kernel does about each, once the columns are known.

What the kernel can't decide is left to another engine, condition by condition (`Compiled.others`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.onepass_checks import checked
from doelgroep.engine.onepass_classes import Classes, classes_of, has_room, truth_by_class
from doelgroep.engine.onepass_columns import CUSTOMERS
from doelgroep.engine.onepass_features import Setting
from doelgroep.engine.onepass_inputs import only_input
from doelgroep.engine.onepass_pack import ActivityProgram, pack
from doelgroep.engine.onepass_truth import Truths
from doelgroep.model.node import Aggregate, CustomerField, Matches
from doelgroep.model.walk import children
from doelgroep.plan.program import Gate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from doelgroep.catalog import Catalog
    from doelgroep.engine.onepass_checks import Checked
    from doelgroep.engine.onepass_columns import Columns
    from doelgroep.engine.onepass_inputs import Input
    from doelgroep.engine.onepass_truth import Lookups
    from doelgroep.model.node import ModelNode, Test
    from doelgroep.plan.program import Program
    from doelgroep.plan.ranges import ValueSet

_GATES = {Gate.CONDITION: 0, Gate.EVERYBODY: 1, Gate.NOBODY: 2, Gate.AND: 3, Gate.OR: 4, Gate.NOT: 5}


@dataclass(frozen=True, slots=True)
class FieldProgram:
    """The conditions on one column of customers."""

    classes: Classes
    truth: NDArray[np.bool_]
    """(conditions, classes)."""
    conditions: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a program as arrays."""

    gate: NDArray[np.int8]
    input_start: NDArray[np.int32]
    inputs: NDArray[np.int32]
    segments: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A program in the form in which it runs. It belongs to the columns that it was compiled for."""

    fields: tuple[FieldProgram, ...]
    activities: tuple[ActivityProgram, ...]
    others: tuple[int, ...]
    """The conditions that the kernel leaves to another engine."""
    conditions: int
    steps: Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The conditions of a program, by what they are about; each by its number."""

    fields: Mapping[str, Sequence[tuple[int, ValueSet]]]
    """By column of customers."""
    activities: Mapping[str, Mapping[int, Checked]]
    others: tuple[int, ...]
    """The conditions that are left to another engine."""
    settings: Mapping[str, Setting]
    """Of every activity."""


def compiled(program: Program, catalog: Catalog, columns: Columns, lookups: Lookups) -> Compiled:
    """A program for these columns.

    Args:
        program: of planned and unfolded tests.
        catalog: what exists.
        columns: how values are numbers.
        lookups: the rows of the lookups that the conditions read.
    """
    found = sort_out(program, catalog, columns, Truths(lookups))
    return Compiled(
        fields=tuple(_field_program(name, each, columns) for name, each in found.fields.items()),
        activities=tuple(pack(each, found.settings[name]) for name, each in found.activities.items()),
        others=found.others,
        conditions=len(program.conditions),
        steps=packed_steps(program),
    )


def sort_out(program: Program, catalog: Catalog, columns: Columns, truths: Truths) -> Sorted:
    """What the conditions of a program are about, and what must be checked about each.

    Args:
        program: of planned and unfolded tests.
        catalog: what exists.
        columns: how values are numbers.
        truths: of the same data.
    """
    settings = {each.name: Setting(each, columns, truths) for each in catalog.activities}
    fields: dict[str, list[tuple[int, ValueSet]]] = {}
    activities: dict[str, dict[int, Checked]] = {}
    taken: dict[str, set[int]] = {}
    others = []
    for number, test in enumerate(program.conditions):
        of = only_input(test)
        side = _field_side(test, of, columns, truths, taken)
        activity = _activity(test, of) if side is None else None
        found = None if activity is None else checked(test, of, settings[activity])
        if side is not None:
            fields.setdefault(side[0], []).append((number, side[1]))
        elif activity is not None and found is not None:
            activities.setdefault(activity, {})[number] = found
        else:
            others.append(number)
    return Sorted(fields=fields, activities=activities, others=tuple(others), settings=settings)


def _field_side(test: Test, of: Input | None, columns: Columns, truths: Truths, taken: dict[str, set[int]]) -> tuple[str, ValueSet] | None:
    if of is None or not isinstance(of.node, CustomerField):
        return None
    column = columns.column(CUSTOMERS, of.column)
    values = None if column is None else truths.values_meeting(test, of, column)
    return None if values is None or not has_room(taken, of.column, values) else (of.column, values)


def _activity(test: Test, of: Input | None) -> str | None:
    """The one activity that a condition is about."""
    if of is not None:
        return of.node.activity if isinstance(of.node, Aggregate) else None
    found = set(_activities(test))
    return found.pop() if len(found) == 1 else None


def _activities(node: ModelNode) -> Iterator[str]:
    if isinstance(node, Aggregate | Matches):
        yield node.activity
    else:
        for each in children(node):
            yield from _activities(each)


def _field_program(name: str, found: Iterable[tuple[int, ValueSet]], columns: Columns) -> FieldProgram:
    numbers, sets = zip(*found, strict=True)
    stored = columns.column(CUSTOMERS, name)
    if stored is None:
        raise KeyError(name)
    classes = classes_of(name, stored, sets)
    return FieldProgram(classes, np.array([truth_by_class(classes, each) for each in sets]), np.array(numbers, np.int32))


def packed_steps(program: Program) -> Steps:
    """The steps of a program as arrays."""
    inputs = [each for step in program.steps for each in step.inputs]
    return Steps(
        gate=np.array([_GATES[each.gate] for each in program.steps], np.int8),
        input_start=np.array(np.cumsum([0, *(len(each.inputs) for each in program.steps)]), np.int32),
        inputs=np.array(inputs, np.int32),
        segments=np.array(program.segments, np.int64),
    )
