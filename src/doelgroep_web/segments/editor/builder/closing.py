"""The way back: what a rule says as a condition of the language. Of the whole query, or of one rule alone; what is half filled can be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.lang.parse import parse
from doelgroep.lang.tree import And, InSegment, Matches, Not, Or, RowPosition, Text
from doelgroep.lang.tree import Group as Parentheses
from doelgroep_web.segments.editor.builder.choices import condition
from doelgroep_web.segments.editor.builder.tree import (
    ActivityRule,
    FieldRule,
    Group,
    GroupKind,
    PositionRule,
    QuantityKind,
    SegmentRule,
    TextRule,
    inside,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doelgroep.lang.tree import Condition
    from doelgroep_web.segments.editor.builder.tree import Rule

    type Omitted = Callable[[Rule], bool]


def nothing(rule: Rule) -> bool:
    """Leave nothing out."""
    del rule
    return False


def closed(rule: Rule, omitted: Omitted = nothing) -> Condition | None:
    """The condition that a rule stands for; None when nothing of it is left.

    Args:
        rule: of the builder.
        omitted: tells of a rule without rules in it (a condition, a text) that it is to be left out.
    """
    match rule:
        case Group():
            return _group(rule, omitted)
        case ActivityRule():
            return _activity(rule, omitted)
        case _ if omitted(rule):
            return None
        case FieldRule():
            return condition(rule.left, rule.choice, rule.values, rule.unit)
        case PositionRule():
            return RowPosition("LAST" if rule.last else "FIRST")
        case SegmentRule():
            return InSegment(Text(rule.key), rule.negated)
        case TextRule():
            return parse(rule.text).root


def _group(group: Group, omitted: Omitted) -> Condition | None:
    found = _left(group.items, omitted)
    if not found:
        return None
    if group.kind is GroupKind.NONE:
        return Not(found[0] if len(found) == 1 else Parentheses(Or(found)))
    if len(found) == 1:
        return found[0]
    joined = And(found) if group.kind is GroupKind.ALL else Or(found)
    return Parentheses(joined) if group.address else joined


def _left(rules: Sequence[Rule], omitted: Omitted) -> tuple[Condition, ...]:
    closings = (closed(each, omitted) for each in rules)
    return tuple(each for each in closings if each is not None)


def _activity(rule: ActivityRule, omitted: Omitted) -> Condition | None:
    """The rows with what is asked of them. Without the number that is still to be given it asks for one row at least."""
    quantity = rule.quantity
    parts: dict[str, Condition | None] = {each.address: closed(each, omitted) for each in inside(rule)}
    if quantity.node is not None and not omitted(rule):
        parts[_place(rule)] = quantity.node
    found = tuple(each for _, each in sorted(parts.items(), key=lambda each: _numbers(each[0])) if each is not None)
    body = None if not found else found[0] if len(found) == 1 else And(found, commas=True)
    negated = quantity.kind in {QuantityKind.NEVER, QuantityKind.NOT}
    return Matches(rule.matches.activity, body, rule.per, negated)


def _place(rule: ActivityRule) -> str:
    """The address that the condition on the count has left free."""
    taken = {each.address for each in inside(rule)}
    return next(address for number in range(len(taken) + 1) if (address := f"{rule.address}.{number}") not in taken)


def _numbers(address: str) -> list[int]:
    return [int(each) for each in address.split(".")]
