"""What the builder shows of a query: groups of rules. Frozen values over the syntax tree, without words in any language.

Every item knows its address ("2.0": the first item of the third item) and the node of the syntax tree that it stands for. Nothing is changed here:
an edit changes the text (`edits`), and the tree is made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.lang.tree import And, Anniversary, Or, Placeholder
from doelgroep.lang.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.catalog import Activity, Catalog
    from doelgroep.errors import Diagnostic
    from doelgroep.lang.parse import Parsed
    from doelgroep.lang.tree import Condition, Matches, Name, Not, Operand
    from doelgroep.model.operators import Operator
    from doelgroep.model.scope import Level, Named


class GroupKind(StrEnum):
    """How the items of a group hold together."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


class QuantityKind(StrEnum):
    """How often rows of an activity are asked for."""

    AT_LEAST = "at_least"
    MORE = "more"
    AT_MOST = "at_most"
    FEWER = "fewer"
    EXACTLY = "exactly"
    NEVER = "never"
    NOT = "not"
    """NOT MATCHES with conditions on the rows together: these do not all hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something in the builder."""

    address: str
    node: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An operator with or without its NOT."""

    operator: Operator
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule(Item):
    """A field (of the customer, of a row, or an aggregate of rows), an operator and values."""

    left: Name | Anniversary
    named: Named
    level: Level
    activity: Activity | None
    choice: Choice
    values: tuple[Operand, ...]
    unit: str = ""
    """Of a distance: km, mi or m."""

    @property
    def yearly(self) -> bool:
        """Whether it is about the yearly return of a date."""
        return isinstance(self.left, Anniversary)


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRule(Item):
    """The first or the last row of a customer."""

    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRule(Item):
    """In another segment, or not."""

    key: str
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRule(Item):
    """What the builder has no controls for: shown and changed as text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How often: a number, and the condition on the count when there is one (at least once needs none)."""

    kind: QuantityKind
    number: Operand | None = None
    node: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRule(Item):
    """Rows of an activity: conditions on each row, how often, conditions on the rows together."""

    matches: Matches
    """The node itself, or what an older form or IS NULL means."""
    activity: Activity
    rows: tuple[Rule, ...]
    totals: tuple[Rule, ...]
    quantity: Quantity
    per: Name | None

    @property
    def is_plain(self) -> bool:
        """Whether it is written as MATCHES; other forms are rewritten before they are changed."""
        return self.matches is self.node


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Item):
    """All of, any of or none of the items. The group at the top has the address "" and may stand for a single condition, or for nothing."""

    kind: GroupKind
    items: tuple[Rule, ...]
    inner: Condition
    """The And, Or or single condition that holds the items, inside parentheses and NOT. Of a blank query it is Incomplete, and so is the node."""
    negation: Not | None = None
    implicit: bool = False
    """The top of a query that is one condition: there is no group in the text."""

    @property
    def joined(self) -> And | Or | None:
        """The node whose items are those of the group; None when there are less than two."""
        return self.inner if isinstance(self.inner, And | Or) and len(self.items) > 1 else None


type Rule = FieldRule | PositionRule | SegmentRule | TextRule | ActivityRule | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The kind that a person gave to a group of less than two items, where the text can't say it."""

    address: str
    kind: GroupKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A query, opened in the builder."""

    parsed: Parsed
    catalog: Catalog
    segments: frozenset[str]
    top: Group | TextRule
    diagnostics: tuple[Diagnostic, ...]
    """Errors and warnings of syntax and meaning, in the order of the text."""

    def item(self, address: str) -> Rule:
        """The item at an address.

        Raises:
            KeyError: there is none.
        """
        return next((each for each in items(self.top) if each.address == address), None) or _absent(address)

    def nearest(self, address: str) -> Rule:
        """The item at an address, or the innermost one that it would stand in."""
        while address:
            found = next((each for each in items(self.top) if each.address == address), None)
            if found is not None:
                return found
            address = address.rpartition(".")[0]
        return self.top

    def above(self, address: str) -> Group | ActivityRule:
        """The group or activity rule that an item stands in.

        Raises:
            KeyError: there is none.
        """
        parent = address.rpartition(".")[0]
        found = self.item(parent) if address else None
        if isinstance(found, Group | ActivityRule):
            return found
        raise KeyError(address)


def _absent(address: str) -> Rule:
    raise KeyError(address)


def items(rule: Rule) -> Iterator[Rule]:
    """A rule and everything in it, in the order of the text."""
    yield rule
    for each in inside(rule):
        yield from items(each)


def inside(rule: Rule) -> tuple[Rule, ...]:
    """What stands directly in a rule: items of a group, conditions of an activity."""
    match rule:
        case Group():
            return rule.items
        case ActivityRule():
            return tuple(sorted((*rule.rows, *rule.totals), key=lambda each: each.node.span))
        case _:
            return ()


def is_half_filled(rule: Rule) -> bool:
    """Whether something in a rule is still to be filled in."""
    return any(isinstance(each, Placeholder) for each in walk(rule.node))
