"""What a mix of segments is made of: how many conditions, and how many different ones. Whoever evaluates them together gains by what they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.model.node import And, GroupAggregate, InSegment, Matches, Not, Or
from doelgroep.model.resolve import understand
from doelgroep.model.walk import walk
from doelgroep.show import Grid, Shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from doelgroep.benchmark.segments import BenchSegment
    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Test


@dataclass(frozen=True, slots=True, kw_only=True)
class Census(Shown):
    """Numbers of things in a mix of segments."""

    segments: int
    references: int
    """Places where a segment names another one."""
    conditions: int
    """Without the references."""
    distinct_conditions: int
    distinct_scopes: int
    """Different activities with a filter of rows, window included."""
    distinct_statistics: int
    """Different statistics of such scopes; that there is a row is one too."""

    def grid(self) -> Grid:
        """A row for each number."""
        rows = tuple((name.replace("_", " "), value) for name, value in self.to_data().items())
        return Grid(title="Segments of the benchmark", headers=("what", "number"), rows=rows)

    def to_data(self) -> dict[str, int]:
        """The numbers by name."""
        return {
            "segments": self.segments,
            "references": self.references,
            "conditions": self.conditions,
            "distinct_conditions": self.distinct_conditions,
            "distinct_scopes": self.distinct_scopes,
            "distinct_statistics": self.distinct_statistics,
        }


def resolved(segments: Iterable[BenchSegment], catalog: Catalog) -> dict[str, Test]:
    """What the segments mean, by key. Each may only refer to earlier ones.

    Raises:
        QueryError: a query can't be understood.
    """
    tests: dict[str, Test] = {}
    for each in segments:
        tests[each.key] = understand(each.query, catalog, segments=tests).test
    return tests


def census(tests: Mapping[str, Test]) -> Census:
    """Count conditions, and different ones.

    >>> from doelgroep.model.node import BOOLEAN, CustomerField, IsTrue
    >>> vip = IsTrue(CustomerField("vip", BOOLEAN))
    >>> found = census({"a": vip, "b": And((vip, InSegment("a")))})
    >>> found.conditions, found.distinct_conditions, found.references
    (2, 1, 1)
    """
    parts = [part for test in tests.values() for part in _conditions(test)]
    conditions = [each for each in parts if not isinstance(each, InSegment)]
    matches = {each for each in conditions if isinstance(each, Matches)}
    return Census(
        segments=len(tests),
        references=len(parts) - len(conditions),
        conditions=len(conditions),
        distinct_conditions=len(set(conditions)),
        distinct_scopes=len({(each.activity, each.rows) for each in matches}),
        distinct_statistics=len({statistic for each in matches for statistic in _statistics(each)}),
    )


def _conditions(test: Test) -> Iterator[Test]:
    match test:
        case And(items=items) | Or(items=items):
            for each in items:
                yield from _conditions(each)
        case Not(item=item):
            yield from _conditions(item)
        case _:
            yield test


def _statistics(condition: Matches) -> Iterator[object]:
    scope = (condition.activity, condition.rows, condition.per)
    if condition.group is None:
        yield scope
    else:
        yield from ((scope, each) for each in walk(condition.group) if isinstance(each, GroupAggregate))
