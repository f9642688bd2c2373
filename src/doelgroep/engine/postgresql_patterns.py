"""Patterns for PostgreSQL, whose regular expressions are not those of the query language (RE2).

A pattern is judged here, once for each different text that the value may have, and becomes a list of the texts that match. A value may be computed:
then the texts that it can be are those of the fields in it, and more of them than it ever has do no harm.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import re2

from doelgroep.columns import CUSTOMERS_TABLE, activity_table, lookup_table
from doelgroep.engine.sql import has_pattern
from doelgroep.errors import InternalError
from doelgroep.model import node as nodes
from doelgroep.model.dates import WEEKDAYS
from doelgroep.model.walk import replace_children
from doelgroep.season import SEASONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from doelgroep.model.node import ModelNode, Test, Value

    type Texts = Callable[[str, str], Iterable[str]]
    """The different texts in a column of a table."""

_MANY = 50
"""A longer list of texts travels by name, not through the expression, where every text would be a node."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Tests and values without patterns."""

    nodes: tuple[ModelNode, ...]
    lists: Mapping[str, tuple[str, ...]]
    """Long lists of texts; each stands in a test as one text, its name here, which holds a NUL and so is no text of PostgreSQL's."""


def without_patterns(found: Sequence[ModelNode], texts: Texts) -> Judged:
    """Planned tests and values with every pattern as the list of the texts that it finds among those that are there."""
    judging = _Judging(texts)
    return Judged(tuple(judging.of(each, None) if has_pattern(each) else each for each in found), judging.lists)


@dataclass(frozen=True, slots=True)
class _Judging:
    """Patterns while they are judged; each column is read once."""

    texts: Texts
    known: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, node: ModelNode, activity: str | None) -> ModelNode:
        """The node without patterns. `activity`: whose rows its row fields are of."""
        inside = node.activity if isinstance(node, nodes.Matches | nodes.Aggregate) else activity
        found = replace_children(node, lambda each: self.of(each, inside))
        if not isinstance(found, nodes.TextTest) or found.op is not nodes.TextOp.PATTERN:
            return found
        pattern = re2.compile(found.text)
        matching = tuple(sorted(each for each in self.possible(found.value, activity) if pattern.search(each) is not None))
        return self._one_of(found.value, matching)

    def _one_of(self, value: Value, texts: tuple[str, ...]) -> Test:
        if not texts:
            return nodes.Constantly(value=False)
        if len(texts) > _MANY:
            name = f"\0{len(self.lists)}"
            self.lists[name] = texts
            texts = (name,)
        return nodes.OneOf(value, tuple(nodes.Literal(each, value.type) for each in texts))

    def possible(self, value: Value, activity: str | None) -> frozenset[str]:
        """All texts that the value can be."""
        match value:
            case nodes.CustomerField():
                return self._stored(CUSTOMERS_TABLE, value.name)
            case nodes.RowField() if activity is not None:
                return self._stored(activity_table(activity), value.name)
            case nodes.LookupField():
                return self._stored(lookup_table(value.lookup), value.name)
            case nodes.Literal(value=str(text)):
                return frozenset({text})
            case nodes.Literal() | nodes.MissingField():
                return frozenset()
            case nodes.Season():
                return frozenset(SEASONS)
            case nodes.DatePart(part=nodes.Part.WEEKDAY):
                return frozenset(WEEKDAYS)
            case nodes.EmailDomain():
                return frozenset(each.rpartition("@")[2].lower() for each in self.possible(value.value, activity) if "@" in each)
            case _:
                return self._of_parts(value, activity)

    def _of_parts(self, value: Value, activity: str | None) -> frozenset[str]:
        match value:
            case nodes.Trait():
                parts: Iterable[Value] = (value.value,)
            case nodes.Coalesce() | nodes.Extreme():
                parts = value.values
            case nodes.Case():
                parts = [each.then for each in value.branches] + ([] if value.otherwise is None else [value.otherwise])
            case nodes.Aggregate(value=part) if part is not None:
                return self.possible(part, value.activity)
            case nodes.GroupAggregate(value=part) if part is not None:
                parts = (part,)
            case _:
                raise InternalError(f"{value} is no text")
        return frozenset[str]().union(*(self.possible(each, activity) for each in parts))

    def _stored(self, table: str, column: str) -> frozenset[str]:
        if (table, column) not in self.known:
            self.known[table, column] = frozenset(self.texts(table, column))
        return self.known[table, column]
