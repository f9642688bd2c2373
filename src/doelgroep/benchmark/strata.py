"""A sample of segments that stands for all of them: some of each size, because a query with five activities costs more than one with none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.benchmark.dice import Dice
from doelgroep.model.node import Aggregate, Matches
from doelgroep.model.walk import walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.model.node import Test

_MOST = 5
"""Segments with so many questions to activities, or more, are taken together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Segments that ask their activities about as many questions."""

    questions: int
    size: int
    """Of all segments."""
    keys: tuple[str, ...]
    """The ones in the sample: at least one."""


def stratified(tests: Mapping[str, Test], number: int, seed: int) -> tuple[Stratum, ...]:
    """About `number` segments, from each stratum in proportion to its size and at least one.

    Args:
        tests: planned tests (other segments put in) by key.
        number: how large the sample is to be.
        seed: the same seed gives the same sample.

    >>> from doelgroep.model.node import BOOLEAN, CustomerField, IsTrue
    >>> vip = IsTrue(CustomerField("vip", BOOLEAN))
    >>> stratified({"a": vip, "b": vip}, 1, seed=1)[0].size
    2
    """
    dice = Dice(seed)
    members: dict[int, list[str]] = {}
    for key, test in tests.items():
        members.setdefault(min(_MOST, questions(test)), []).append(key)
    return tuple(
        Stratum(questions=asked, size=len(keys), keys=tuple(dice.shuffled(keys)[: max(1, round(number * len(keys) / len(tests)))]))
        for asked, keys in sorted(members.items())
    )


def questions(test: Test) -> int:
    """How many different questions about rows a planned test asks."""
    return len({each for each in walk(test) if isinstance(each, Matches | Aggregate)})
