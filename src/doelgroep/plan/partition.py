"""Ordered, exclusive groups: each customer belongs to the first of several tests that he meets, or to the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.model.node import And, Constantly, Not

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.model.node import Test


def groups(tests: Sequence[Test]) -> tuple[Test, ...]:
    """The test of each group, in the order of the tests, and that of the rest. Every customer meets just one of them.

    >>> from doelgroep.model.node import BOOLEAN, CustomerField, IsTrue
    >>> gold, silver = (IsTrue(CustomerField(name, BOOLEAN)) for name in ("gold", "silver"))
    >>> groups([gold, silver]) == (gold, And((silver, Not(gold))), And((Not(gold), Not(silver))))
    True
    """
    found = [_all([test, *(Not(each) for each in tests[:place])]) for place, test in enumerate(tests)]
    return (*found, _all([Not(each) for each in tests]))


def _all(tests: Sequence[Test]) -> Test:
    if not tests:
        return Constantly(value=True)
    return tests[0] if len(tests) == 1 else And(tuple(tests))
