"""Edits: each takes a query as the builder shows it and gives the text after it. What an edit does not touch stays as the author wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.lang import arrange, edit
from doelgroep.lang.arrange import patched
from doelgroep.lang.parse import parse
from doelgroep.lang.tree import And, Compare, Comparison, Matches, Name, Number
from doelgroep.lang.tree import Group as Parentheses
from doelgroep.lang.walk import path
from doelgroep.model.matches import conjuncts
from doelgroep_web.segments.editor.builder.opening import build
from doelgroep_web.segments.editor.builder.tree import ActivityRule, Built, Group, GroupKind, QuantityKind, Rule, Wish, inside

if TYPE_CHECKING:
    from doelgroep.lang.arrange import Patch
    from doelgroep.lang.tree import Condition, Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What comes of an edit."""

    text: str
    focus: str
    """The address of the item that has the attention afterwards."""
    wish: Wish | None = None


def rebuilt(built: Built, text: str, wish: Wish | None = None) -> Built:
    """Another text, opened with the same catalogue."""
    return build(text, built.catalog, segments=built.segments, wish=wish)


# ---------------------------------------------------------------- add


def add(built: Built, address: str, condition: str) -> Edit:
    """Another condition, as text, at the end of a group, or among the rows of an activity rule.

    Raises:
        KeyError: there is nothing of that address that can hold it.
    """
    built = _plain(built, address)
    into = built.item(address)
    if isinstance(into, ActivityRule):
        number = len(conjuncts(into.matches.body))
        return Edit(text=arrange.into_rows(built.parsed, _matches(into), condition), focus=f"{address}.{number}")
    if not isinstance(into, Group):
        raise KeyError(address)
    return Edit(text=_appended(built, into, condition), focus=_below(address, len(into.items)))


def add_group(built: Built, address: str, kind: GroupKind, condition: str) -> Edit:
    """A group of one condition at the end of a group."""
    text = f"NOT ({condition})" if kind is GroupKind.NONE else f"({condition})"
    made = add(built, address, text)
    return Edit(text=made.text, focus=_below(made.focus, 0), wish=None if kind is GroupKind.NONE else Wish(address=made.focus, kind=kind))


def _below(address: str, number: int) -> str:
    return f"{address}.{number}" if address else str(number)


def _appended(built: Built, group: Group, condition: str) -> str:
    parsed, joint = built.parsed, _joint(group)
    if not group.items:
        return f"{parsed.text.rstrip()}\n{condition}" if parsed.text.strip() else condition
    if group.joined is not None:
        return arrange.beside(parsed, group.joined.items, condition, joint)
    if group.negation is not None and not isinstance(group.negation.item, Parentheses):
        span = group.negation.item.span
        return patched(parsed.text, [(span.start, span.start, "("), (span.end, span.end, f" OR {arrange.enclosed(condition, joint)})")])
    return arrange.beside(parsed, (group.inner,), condition, joint)


def _joint(group: Group) -> str:
    if isinstance(group.joined, And) and group.joined.commas:
        return ","
    return "AND" if group.kind is GroupKind.ALL else "OR"


# ---------------------------------------------------------------- remove and move


def remove(built: Built, address: str) -> Edit:
    """Without a rule or a group. The last item of a group takes the group along."""
    built = _plain(built, _front(address))
    around = built.above(address)
    text = edit.remove(built.parsed, built.item(address).node)
    number = int(address.rpartition(".")[2])
    return Edit(text=text, focus=_below(around.address, number - 1) if number else around.address)


def move(built: Built, address: str, steps: int) -> Edit:
    """A rule past its neighbour: -1 up, 1 down. At the end of its group it stays."""
    built = _plain(built, _front(address))
    rule = built.item(address)
    beside = _neighbours(built.above(address), rule)
    here = beside.index(rule)
    there = here + steps
    if not 0 <= there < len(beside):
        return Edit(text=built.parsed.text, focus=address)
    first, second = (beside[each] for each in sorted((here, there)))
    parents = (_parent(built, first.node), _parent(built, second.node))
    return Edit(text=arrange.exchanged(built.parsed, first.node, second.node, parents), focus=beside[there].address)


def _neighbours(around: Group | ActivityRule, rule: Rule) -> tuple[Rule, ...]:
    if isinstance(around, Group):
        return around.items
    return around.rows if rule in around.rows else around.totals


def _parent(built: Built, node: Node) -> Node | None:
    above = path(built.parsed.root, node) if built.parsed.root is not None else ()
    return above[-1] if above else None


def indent(built: Built, address: str) -> Edit:
    """A rule into the group before it; into a group of its own when there is none."""
    built = _plain(built, _front(address))
    rule, around = built.item(address), built.above(address)
    beside = _neighbours(around, rule)
    before = beside[beside.index(rule) - 1] if rule is not beside[0] else None
    if not isinstance(before, Group) and isinstance(around, Group) and len(beside) == 1 and not around.implicit:
        return Edit(text=built.parsed.text, focus=address)
    if not isinstance(before, Group):
        return Edit(text=patched(built.parsed.text, arrange.parentheses(rule.node)), focus=_below(address, 0))
    text = _appended(built, before, arrange.own_text(built.parsed, rule.node))
    return Edit(text=_removed_at(built, text, address), focus=_below(before.address, len(before.items)))


def outdent(built: Built, address: str) -> Edit:
    """A rule out of its group, to the place behind it."""
    built = _plain(built, _front(address))
    rule, group = built.item(address), built.above(address)
    if not group.address or not isinstance(group, Group):
        return Edit(text=built.parsed.text, focus=address)
    around = built.above(group.address)
    text = _behind(built, around, group, arrange.own_text(built.parsed, rule.node))
    last = len(group.items) == 1
    return Edit(text=_removed_at(built, text, address), focus=group.address if last else _next(group.address))


def _behind(built: Built, around: Group | ActivityRule, group: Group, condition: str) -> str:
    """The text with a condition behind a group, in what is around it."""
    if isinstance(around, ActivityRule):
        return arrange.beside(built.parsed, (group.node,), condition, ",")
    if around.joined is None:
        return _appended(built, around, condition)
    return arrange.beside(built.parsed, around.joined.items[: around.items.index(group) + 1], condition, _joint(around))


def _removed_at(built: Built, text: str, address: str) -> str:
    changed = rebuilt(built, text)
    return edit.remove(changed.parsed, changed.item(address).node)


def _front(address: str) -> str:
    return address.rpartition(".")[0]


def _next(address: str) -> str:
    front, dot, number = address.rpartition(".")
    return f"{front}{dot}{int(number) + 1}"


# ---------------------------------------------------------------- change


def change(built: Built, address: str, condition: Condition) -> Edit:
    """Another condition in the place of a rule's."""
    built = _plain(built, address)
    return Edit(text=edit.replace(built.parsed, built.item(address).node, condition), focus=address)


def change_text(built: Built, address: str, text: str) -> Edit:
    """Another text in the place of a rule's; as it is, also when it has errors: nothing that was typed is lost."""
    if not address:
        return Edit(text=text, focus="")
    built = _plain(built, address)
    if not text.strip():
        return remove(built, address)
    node = built.item(address).node
    fitting = text.strip() if parse(text).errors else arrange.fitting(text.strip(), _parent(built, node))
    return Edit(text=patched(built.parsed.text, [(node.span.start, node.span.end, fitting)]), focus=address)


def change_kind(built: Built, address: str, kind: GroupKind) -> Edit:
    """Another kind of group. Of less than two items the text can't tell all from any: that is a wish."""
    built = _plain(built, address)
    group = built.item(address)
    if not isinstance(group, Group):
        raise KeyError(address)
    wish = Wish(address=address, kind=kind) if len(group.items) < 2 and kind is not GroupKind.NONE else None
    if kind is group.kind or not group.items or (wish is not None and group.kind is not GroupKind.NONE):
        return Edit(text=built.parsed.text, focus=address, wish=wish)
    patches = list(arrange.rejoined(built.parsed, group.joined, "AND" if kind is GroupKind.ALL else "OR")) if group.joined else []
    return Edit(text=patched(built.parsed.text, [*patches, *_framed(built, group, kind)]), focus=address, wish=wish)


def _framed(built: Built, group: Group, kind: GroupKind) -> list[Patch]:
    """The changes to NOT and the parentheses around a group."""
    node = group.node
    if kind is GroupKind.NONE:
        if isinstance(node, Parentheses):
            return [(node.span.start, node.span.start, "NOT ")]
        return list(arrange.parentheses(node, "NOT "))
    if group.negation is not None:
        item = group.negation.item
        around = [] if isinstance(item, Parentheses) else list(arrange.parentheses(item))
        return [arrange.without_not(built.parsed, group.negation), *around]
    is_top = not group.address
    return [] if is_top or isinstance(node, Parentheses) else list(arrange.parentheses(node))


# ---------------------------------------------------------------- activities


def change_quantity(built: Built, address: str, kind: QuantityKind, number: str | None = None) -> Edit:
    """How often rows are asked for. At least once needs no condition on the count."""
    built = _negated(_plain(built, address), address, kind in {QuantityKind.NEVER, QuantityKind.NOT})
    rule = _activity(built, address)
    old = rule.quantity.node
    compare = _COMPARES.get(kind)
    wanted = number or getattr(rule.quantity.number, "text", None) or "1"
    if kind is QuantityKind.NOT:
        return Edit(text=built.parsed.text, focus=address)
    if compare is None or (kind is QuantityKind.AT_LEAST and wanted == "1"):
        return Edit(text=edit.remove(built.parsed, old) if old is not None else built.parsed.text, focus=address)
    count = Comparison(Name("count"), compare, Number(wanted))
    if old is not None:
        return Edit(text=edit.replace(built.parsed, old, count), focus=address)
    return Edit(text=arrange.into_rows(built.parsed, _matches(rule), f"count {compare.value} {wanted}"), focus=address)


_COMPARES = {
    QuantityKind.AT_LEAST: Compare.GE,
    QuantityKind.MORE: Compare.GT,
    QuantityKind.AT_MOST: Compare.LE,
    QuantityKind.FEWER: Compare.LT,
    QuantityKind.EXACTLY: Compare.EQ,
}


def _negated(built: Built, address: str, negated: bool) -> Built:  # noqa: FBT001 - what is asked
    """With MATCHES or NOT MATCHES; a condition on the count that NEVER has no use for stays to be removed by the caller."""
    rule = _activity(built, address)
    if rule.matches.negated is negated:
        return built
    if negated and rule.quantity.node is not None and not rule.totals:
        built = rebuilt(built, edit.remove(built.parsed, rule.quantity.node))
        rule = _activity(built, address)
    return rebuilt(built, arrange.with_negation(built.parsed, _matches(rule), negated=negated))


def change_per(built: Built, address: str, name: str) -> Edit:
    """The field of which one value must meet the conditions on the rows together; empty for none."""
    built = _plain(built, address)
    rule = _activity(built, address)
    if rule.per is None:
        text = arrange.with_per(built.parsed, _matches(rule), name) if name else built.parsed.text
    else:
        text = edit.replace(built.parsed, rule.per, Name(name)) if name else edit.remove(built.parsed, rule.per)
    return Edit(text=text, focus=address)


def _activity(built: Built, address: str) -> ActivityRule:
    rule = built.item(address)
    if not isinstance(rule, ActivityRule):
        raise KeyError(address)
    return rule


def _matches(rule: ActivityRule) -> Matches:
    return rule.matches


def _plain(built: Built, address: str) -> Built:
    """The query with the activity rule at or above an address written as MATCHES, so that its parts can be changed."""
    parts = address.split(".") if address else []
    for length in range(1, len(parts) + 1):
        found = built.item(".".join(parts[:length]))
        if isinstance(found, ActivityRule) and not found.is_plain:
            return rebuilt(built, edit.replace(built.parsed, found.node, found.matches))
    return built


def is_movable(built: Built, address: str, steps: int) -> bool:
    """Whether a rule has a neighbour on that side."""
    if not address:
        return False
    rule = built.item(address)
    beside = _neighbours(built.above(address), rule)
    return 0 <= beside.index(rule) + steps < len(beside)


def count_of_rules(rule: Rule) -> int:
    """How many rules there are in all, groups not counted and conditions of an activity neither."""
    return sum(count_of_rules(each) for each in inside(rule)) if isinstance(rule, Group) else 1
