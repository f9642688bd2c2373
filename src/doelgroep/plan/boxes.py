"""A condition on several columns as boxes that do not overlap: in each box every column has a set of values of its own.

A row passes the condition when it lies in one of the boxes, and it lies in one at most; so what is counted by box adds up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.model.node import And, Constantly, Not, Or

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep.model.node import Test
    from doelgroep.plan.ranges import ValueSet

type Box = Mapping[str, ValueSet]
"""Sets by column; a column that is not named may have any value. No set is empty or everything."""
type Sides = Callable[[Test], tuple[str, ValueSet] | None]
"""The column that a condition is about and the values that meet it; None when it is about several columns."""

MOST_BOXES = 64


class TooManyBoxesError(Exception):
    """The condition has no short form as boxes."""


def boxes(test: Test | None, sides: Sides) -> tuple[Box, ...] | None:
    """The boxes of a condition (None: every row); None when it can't be said in at most `MOST_BOXES`."""
    if test is None:
        return ({},)
    try:
        return _boxes(test, sides, negated=False)
    except TooManyBoxesError:
        return None


def _boxes(test: Test, sides: Sides, *, negated: bool) -> tuple[Box, ...]:
    match test:
        case Constantly(value=value):
            return ({},) if value is not negated else ()
        case Not(item=item):
            return _boxes(item, sides, negated=not negated)
        case And(items=items) | Or(items=items):
            every = isinstance(test, And) is not negated
            parts = [_boxes(each, sides, negated=negated) for each in items]
            return _in_every(parts) if every else _in_any(parts)
        case _:
            return _side(test, sides, negated=negated)


def _side(test: Test, sides: Sides, *, negated: bool) -> tuple[Box, ...]:
    found = sides(test)
    if found is None:
        raise TooManyBoxesError
    column, values = found
    return _narrowed({}, column, values.complement() if negated else values)


def _in_every(parts: list[tuple[Box, ...]]) -> tuple[Box, ...]:
    found, *others = parts
    for part in others:
        found = _few(tuple(both for left in found for right in part for both in _intersection(left, right)))
    return found


def _in_any(parts: list[tuple[Box, ...]]) -> tuple[Box, ...]:
    if len(parts) == 1:
        return parts[0]
    found: list[Box] = []
    for box in (box for part in parts for box in part):
        rest: tuple[Box, ...] = (box,)
        for other in tuple(found):
            rest = _few(tuple(piece for each in rest for piece in _without(each, other)))
        found.extend(rest)
    return _few(_merged(found))


def _merged(found: list[Box]) -> tuple[Box, ...]:
    """Boxes that are the same but for one column, as one: three categories are one set of values, not three boxes."""
    kept: list[Box] = []
    for box in found:
        for place, other in enumerate(kept):
            joined = _join(box, other)
            if joined is not None:
                kept[place] = joined
                break
        else:
            kept.append(box)
    return tuple(kept)


def _join(box: Box, other: Box) -> Box | None:
    differing = [each for each in {*box, *other} if box.get(each) != other.get(each)]
    if len(differing) != 1 or not ({*differing} <= box.keys() & other.keys()):
        return None
    column = differing[0]
    values = box[column].union(other[column])
    return {name: (values if name == column else each) for name, each in box.items() if name != column or not values.is_everything}


def _intersection(left: Box, right: Box) -> tuple[Box, ...]:
    found: tuple[Box, ...] = (left,)
    for column, values in right.items():
        found = tuple(narrow for each in found for narrow in _narrowed(each, column, values))
    return found


def _without(box: Box, other: Box) -> tuple[Box, ...]:
    """The part of a box outside another one, in boxes."""
    found: list[Box] = []
    inside = box
    for column, values in other.items():
        found.extend(_narrowed(inside, column, values.complement()))
        narrowed = _narrowed(inside, column, values)
        if not narrowed:
            break
        inside = narrowed[0]
    return tuple(found)


def _narrowed(box: Box, column: str, values: ValueSet) -> tuple[Box, ...]:
    """The box with fewer values of a column; none when nothing is left."""
    left = box[column].intersection(values) if column in box else values
    if left.is_empty:
        return ()
    if left.is_everything:
        return (box,)
    return ({**box, column: left},)


def _few(found: tuple[Box, ...]) -> tuple[Box, ...]:
    if len(found) > MOST_BOXES:
        raise TooManyBoxesError
    return found
