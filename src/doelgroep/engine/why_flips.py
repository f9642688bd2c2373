"""The fewest conditions to change, for a test to become its opposite. Pure logic over AND, OR and NOT."""

from __future__ import annotations

from functools import partial, reduce
from itertools import chain
from typing import TYPE_CHECKING

from doelgroep.model.node import And, Constantly, Not, Or

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from doelgroep.model.node import Test

type Way = tuple[int, int]
"""One way to make a test come out as wanted: conditions that must be true, and that must be false, as sets of bits."""
type Prune = Callable[[Iterable[Way]], list[Way]]

_LIMITS = (64, 1024)
"""How many ways are kept at every step. The second is tried when the first has found none."""


def conditions(test: Test) -> Iterator[Test]:
    """The single conditions of a test, in order; equal ones as often as they stand there."""
    match test:
        case And() | Or():
            for item in test.items:
                yield from conditions(item)
        case Not():
            yield from conditions(test.item)
        case Constantly():
            return
        case _:
            yield test


def outcome(test: Test, now: Mapping[Test, bool]) -> bool:
    """Whether a test holds, given for each of its conditions whether that holds."""
    match test:
        case And():
            return all(outcome(each, now) for each in test.items)
        case Or():
            return any(outcome(each, now) for each in test.items)
        case Not():
            return not outcome(test.item, now)
        case Constantly():
            return test.value
        case _:
            return now[test]


def smallest_flips(test: Test, now: Mapping[Test, bool]) -> tuple[Test, ...] | None:
    """The fewest conditions that would have to become the opposite of `now` for the test to do so, in the order of the test; None without such.

    Of several answers with as few conditions it is the one that stands first in the test.
    A condition that stands in several places changes in all of them, so the answer is right whatever repeats. It is also the smallest one, unless
    conditions repeat in so many ways that not all can be tried.
    """
    bits = {each: 1 << place for place, each in enumerate(dict.fromkeys(conditions(test)))}
    true = sum(bit for each, bit in bits.items() if now[each])
    wanted = not outcome(test, now)
    for limit in _LIMITS:
        found = _ways(test, bits, partial(_best, true, limit), wanted=wanted)
        if found:
            flipped = _flipped(found[0], true)
            return tuple(each for each, bit in bits.items() if bit & flipped)
    return None


def _ways(test: Test, bits: Mapping[Test, int], prune: Prune, *, wanted: bool) -> list[Way]:
    match test:
        case Constantly():
            return [(0, 0)] if test.value is wanted else []
        case Not():
            return _ways(test.item, bits, prune, wanted=not wanted)
        case And() | Or():
            ways = [_ways(each, bits, prune, wanted=wanted) for each in test.items]
            return _all_of(ways, prune) if isinstance(test, And) is wanted else prune(chain.from_iterable(ways))
        case _:
            return [(bits[test], 0) if wanted else (0, bits[test])]


def _all_of(ways: Sequence[list[Way]], prune: Prune) -> list[Way]:
    """The ways to have every item as wanted: one way of each, those that contradict each other left out."""

    def both(left: list[Way], right: list[Way]) -> list[Way]:
        together = ((true | also_true, false | also_false) for true, false in left for also_true, also_false in right)
        return prune(way for way in together if not way[0] & way[1])

    return reduce(both, ways)


def _best(true: int, limit: int, ways: Iterable[Way]) -> list[Way]:
    """Different ways, those with the fewest changes first, else in the order of the test."""
    return sorted(dict.fromkeys(ways), key=lambda way: _flipped(way, true).bit_count())[:limit]


def _flipped(way: Way, true: int) -> int:
    must_be_true, must_be_false = way
    return (must_be_true & ~true) | (must_be_false & true)
