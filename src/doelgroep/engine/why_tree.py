"""A reason: why somebody is a member or not, as values. It mirrors the test and keeps its nodes, so that a reader can put it into any language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.model.node import And, Constantly, Not, Or

if TYPE_CHECKING:
    from doelgroep.engine.reference_rows import Fields
    from doelgroep.model.node import Test, Value


class Wanted(StrEnum):
    """What a value would have to be. The negative ones are met by a missing value too."""

    EQUAL = "equal"
    OTHER_THAN = "other_than"
    BELOW = "below"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BETWEEN = "between"
    OUTSIDE = "outside"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    CONTAINS = "contains"
    NOT_CONTAINS = "not_contains"
    STARTS_WITH = "starts_with"
    NOT_STARTS_WITH = "not_starts_with"
    ENDS_WITH = "ends_with"
    NOT_ENDS_WITH = "not_ends_with"
    PATTERN = "pattern"
    NOT_PATTERN = "not_pattern"
    MISSING = "missing"
    KNOWN = "known"
    TRUE = "true"
    NOT_TRUE = "not_true"
    IN_SEASON = "in_season"
    """Month and day in one of the ranges of the test."""
    OUT_OF_SEASON = "out_of_season"
    WITHIN = "within"
    """At most that many metres away."""
    BEYOND = "beyond"
    FIRST_ROW = "first_row"
    NOT_FIRST_ROW = "not_first_row"
    LAST_ROW = "last_row"
    NOT_LAST_ROW = "not_last_row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Rows of one activity."""

    activity: str
    count: int
    """How many rows passed the row condition."""
    total: int
    """How many rows the customer has in the activity."""
    rows: tuple[Fields, ...]
    """Of the rows that decided the latest ones, in order of time; their stored fields as in `reference_rows`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A value that took part in the answer. Its type, and so its unit, is that of the node."""

    node: Value
    value: object | None
    """In the forms of `reference_rows`; None when it is missing."""
    parts: tuple[Known, ...] = ()
    """What a computed value is made of, constants left out."""
    conditions: tuple[Reason, ...] = ()
    """Of a CASE: the conditions that were asked, the last one being the first that holds."""
    evidence: Evidence | None = None
    """Of a statistic: the rows it was taken over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What a condition lacks to become the opposite: it has one value and needs another."""

    wanted: Wanted
    has: Known | None = None
    """None when the place of the row is asked for."""
    needs: tuple[Known, ...] = ()
    """The threshold, both ends of a range, the options or the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """One of the groups of a PER."""

    key: object
    evidence: Evidence
    group: Reason | None
    """The conditions on the group; None when there are none, so that its rows are enough."""

    @property
    def holds(self) -> bool:
        """Whether this group meets the conditions."""
        return self.group is None or self.group.holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The row that came nearest to passing: it has the fewest conditions to change, and is the latest of such rows."""

    row: Fields
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Whether one test holds, and what decided it."""

    test: Test
    holds: bool
    items: tuple[Reason, ...] = ()
    """Of AND, OR and NOT: the reasons of their items."""
    flips: tuple[Reason, ...] | None = None
    """Of AND, OR and NOT: see `changes`."""
    values: tuple[Known, ...] = ()
    """Of a single condition: the value, then what it was held against. For a distance: the point, and how many metres away it is."""
    lacks: tuple[Lack, ...] = ()
    """Of a single condition: what it lacks to become the opposite. For a group of PER that would have to change: of the nearest group."""
    evidence: Evidence | None = None
    """Of MATCHES: the rows that passed."""
    group: Reason | None = None
    """Of MATCHES without PER: the conditions on the rows together, judged also where there are no rows."""
    splits: tuple[Split, ...] = ()
    """Of MATCHES with PER: the groups that hold, or when none does the one nearest to it."""
    groups: int = 0
    """Of MATCHES with PER: how many groups there are."""
    nearest: Nearest | None = None
    """Of MATCHES without a row that passes: the row that came nearest, of the latest ones."""

    @property
    def changes(self) -> tuple[Reason, ...] | None:
        """The fewest single conditions that would have to become the opposite of what they are, for this test to become the opposite too.

        None when no such conditions were found: then the test is true (or false) whatever they are. Conditions are taken as independent of each
        other; one that stands in several places changes in all of them.
        """
        if isinstance(self.test, And | Or | Not | Constantly):
            return self.flips
        return (self,)
