"""What the buttons and fields of the builder ask for: their names and values as edits of the query."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.errors import InternalError
from doelgroep.lang.tree import InSegment, Offset, RowPosition, Text
from doelgroep_web.errors import language
from doelgroep_web.segments.editor import inputs
from doelgroep_web.segments.editor.builder import edits
from doelgroep_web.segments.editor.builder.choices import LAST, LONGER_AGO, NEXT, TO_FILL, chosen, key_of, with_values
from doelgroep_web.segments.editor.builder.edits import Edit
from doelgroep_web.segments.editor.builder.tree import (
    ActivityRule,
    FieldRule,
    Group,
    GroupKind,
    PositionRule,
    QuantityKind,
    SegmentRule,
    TextRule,
    items,
)
from doelgroep_web.segments.editor.controls import ONCE, is_once
from doelgroep_web.segments.editor.picking import begun
from doelgroep_web.segments.editor.values import comparable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from doelgroep.lang.tree import Condition, Operand
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.editor.builder.tree import Built, Rule


_MOST_DIGITS = 10


class UnknownCommandError(Exception):
    """A command that no button of ours has, or about a rule that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A form that was sent."""

    built: Built
    fields: Mapping[str, str]
    today: date
    user: User


# ---------------------------------------------------------------- fields


def filled_in(asked: Asked) -> Edit:
    """The query with everything that was changed in the fields of its rules. Addresses stay as they are.

    Raises:
        UnknownCommandError: a field has a value that it does not offer.
    """
    built, last = asked.built, Edit(text=asked.built.parsed.text, focus="")
    for address in [each.address for each in items(asked.built.top)]:
        try:
            made = _changed(replace(asked, built=built), built.item(address))
        except KeyError:
            continue  # an edit of a rule above has taken this one along
        if made is not None:
            last = made
            built = edits.rebuilt(built, made.text, made.wish)
    return Edit(text=built.parsed.text, focus=last.focus, wish=last.wish)


def _changed(asked: Asked, rule: Rule) -> Edit | None:
    """The edit that the fields of one rule ask for; None when nothing in them differs."""
    match rule:
        case Group():
            return _kind(asked, rule)
        case ActivityRule():
            return _activity(asked, rule)
        case TextRule():
            return _text(asked, rule)
        case _:
            condition = _condition(asked, rule)
            return None if condition is None else edits.change(asked.built, rule.address, condition)


def _kind(asked: Asked, group: Group) -> Edit | None:
    wanted = asked.fields.get(f"kind_{group.address}", group.kind.value)
    return None if wanted == group.kind else edits.change_kind(asked.built, group.address, _one_of(GroupKind, wanted))


def _text(asked: Asked, rule: TextRule) -> Edit | None:
    text = asked.fields.get(f"text_{rule.address}", rule.text).replace("\r\n", "\n")
    return None if text == rule.text else edits.change_text(asked.built, rule.address, text)


def _activity(asked: Asked, rule: ActivityRule) -> Edit | None:
    address, quantity = rule.address, rule.quantity
    per = rule.per.text if rule.per else ""
    wanted = asked.fields.get(f"per_{address}", per)
    built = asked.built if wanted == per else edits.rebuilt(asked.built, edits.change_per(asked.built, address, wanted).text)
    before = ONCE if is_once(rule) else quantity.kind.value
    kind = asked.fields.get(f"often_{address}", before)
    number = getattr(quantity.number, "text", "1")
    typed = asked.fields.get(f"times_{address}", number).strip()
    times = typed if typed.isdecimal() and len(typed) < _MOST_DIGITS else number
    if (kind, times) != (before, number):
        return edits.change_quantity(built, address, *_often(kind, times, was_once=before == ONCE))
    return None if built is asked.built else Edit(text=built.parsed.text, focus=address)


def _often(kind: str, times: str, *, was_once: bool) -> tuple[QuantityKind, str]:
    """How often, as the form says it; who asks for a number where one was enough, means more than one."""
    if kind == ONCE:
        return QuantityKind.AT_LEAST, "1"
    found = _one_of(QuantityKind, kind)
    return found, "2" if found is QuantityKind.AT_LEAST and was_once else times


def _condition(asked: Asked, rule: Rule) -> Condition | None:
    fields, address = asked.fields, rule.address
    match rule:
        case PositionRule():
            which = fields.get(f"which_{address}", "last" if rule.last else "first")
            return None if (which == "last") is rule.last else RowPosition("LAST" if which == "last" else "FIRST")
        case SegmentRule():
            key, negated = fields.get(f"v_{address}_0", rule.key), fields.get(f"op_{address}", "not" if rule.negated else "in") == "not"
            return None if (key, negated) == (rule.key, rule.negated) else InSegment(Text(key), negated)
        case FieldRule():
            return _field(asked, rule)
        case _:
            return None


def _field(asked: Asked, rule: FieldRule) -> Condition | None:
    key = key_of(rule)
    wanted = asked.fields.get(f"op_{rule.address}", key)
    given = inputs.inputs_of(rule, language())
    values = _span_values(asked, rule, given[0], key) if key in inputs.IN_WORDS else _values(asked, rule, given)
    unit = asked.fields.get(f"u_{rule.address}_0", rule.unit) if given and given[0].kind == inputs.DISTANCE else rule.unit
    if values == rule.values and unit == rule.unit:
        return None if wanted == key else _chosen(rule, wanted)
    changed = replace(rule, values=values, unit=unit if unit in {"km", "mi", "m"} else rule.unit)
    return with_values(changed, values, changed.unit) if wanted == key else _chosen(changed, wanted)


def _chosen(rule: FieldRule, key: str) -> Condition:
    try:
        return chosen(rule, key)
    except KeyError:
        raise UnknownCommandError(key) from None


def _values(asked: Asked, rule: FieldRule, given: tuple[inputs.Input, ...]) -> tuple[Operand, ...]:
    """The values as they are in the form; those whose fields did not change stay the nodes that they were."""
    found: list[Operand] = []
    for each, value in zip(given, rule.values, strict=True):
        posted = _posted(asked, rule.address, each)
        same = all(posted.get(part, text) == text for part, text in each.parts.items() if part != "u" or each.kind != inputs.DISTANCE)
        new = {part for part in posted if part not in each.parts} - {"d", "n", "u"}
        found.append(value if same and not new else inputs.read_value(each, posted, language(), asked.today))
    return tuple(found)


def _posted(asked: Asked, address: str, given: inputs.Input) -> dict[str, str]:
    names = {part: inputs.field_name(part, address, given.place) for part in ("v", "d", "m", "n", "u")}
    return {part: asked.fields[name] for part, name in names.items() if name in asked.fields}


def _span_values(asked: Asked, rule: FieldRule, given: inputs.Input, key: str) -> tuple[Operand, ...]:
    posted = {**given.parts, **_posted(asked, rule.address, given)}
    span = inputs.read_span(posted, given)
    if span is None or all(posted[each] == given.parts[each] for each in given.parts):
        return rule.values
    return (*rule.values[:-1], Offset(span.amount if key == NEXT else -span.amount, span.unit))


def _one_of[Kind: (GroupKind, QuantityKind)](kinds: type[Kind], text: str) -> Kind:
    try:
        return kinds(text)
    except ValueError:
        raise UnknownCommandError(text) from None


# ---------------------------------------------------------------- buttons


def done(asked: Asked, command: str) -> Edit:
    """The query after a button was pressed.

    Raises:
        UnknownCommandError: there is no such button, or nothing at its address.
        UserError: a field may not be used by this person.
    """
    name, _, rest = command.partition(":")
    address, _, detail = rest.partition(":")
    if name not in _COMMANDS:
        raise UnknownCommandError(command)
    try:
        return _COMMANDS[name](asked, address, detail)
    except (KeyError, ValueError, IndexError, InternalError) as error:
        raise UnknownCommandError(command) from error


def _add(asked: Asked, address: str, what: str) -> Edit:
    return edits.add(asked.built, address, begun(asked.built, address, what, asked.user))


def _add_group(asked: Asked, address: str, what: str) -> Edit:
    kind, _, inner = what.partition(":")
    return edits.add_group(asked.built, address, GroupKind(kind), begun(asked.built, address, inner, asked.user))


def _exchange(asked: Asked, address: str, what: str) -> Edit:
    around = asked.built.above(address).address
    return edits.change_text(asked.built, address, begun(asked.built, around, what, asked.user))


def _copy(asked: Asked, address: str, _detail: str) -> Edit:
    node = asked.built.item(address).node
    return edits.add(asked.built, asked.built.above(address).address, asked.built.parsed.text[node.span.start : node.span.end])


def _field_at(asked: Asked, address: str) -> FieldRule:
    rule = asked.built.item(address)
    if not isinstance(rule, FieldRule):
        raise KeyError(address)
    return rule


def _value(asked: Asked, address: str, _detail: str) -> Edit:
    rule = _field_at(asked, address)
    return edits.change(asked.built, address, with_values(rule, (*rule.values, TO_FILL)))


def _no_value(asked: Asked, address: str, detail: str) -> Edit:
    rule, place = _field_at(asked, address), int(detail)
    if not 0 <= place < len(rule.values):
        raise KeyError(detail)
    values = (*rule.values[:place], *rule.values[place + 1 :])
    return edits.change(asked.built, address, with_values(rule, values or (TO_FILL,)))


def _compare(asked: Asked, address: str, _detail: str) -> Edit:
    """With another field in the place of a value, or a value again."""
    rule = _field_at(asked, address)
    plain = chosen(rule, "=") if key_of(rule) in {LAST, LONGER_AGO, NEXT} or len(rule.values) != 1 else None
    if plain is not None:
        return _compare(replace(asked, built=edits.rebuilt(asked.built, edits.change(asked.built, address, plain).text)), address, "")
    value: Operand = TO_FILL if inputs.is_field(rule.values[0]) else inputs.named_value(comparable(rule, asked.built)[0].name)
    return edits.change(asked.built, address, with_values(rule, (value,)))


def _mend(asked: Asked, number: str, _detail: str) -> Edit:
    fix = asked.built.diagnostics[int(number)].fix
    if fix is None:
        raise KeyError(number)
    text = asked.built.parsed.text
    return Edit(text=text[: fix.span.start] + fix.text + text[fix.span.end :], focus="")


_COMMANDS: dict[str, Callable[[Asked, str, str], Edit]] = {
    "add": _add,
    "group": _add_group,
    "exchange": _exchange,
    "copy": _copy,
    "remove": lambda asked, address, _detail: edits.remove(asked.built, address),
    "up": lambda asked, address, _detail: edits.move(asked.built, address, -1),
    "down": lambda asked, address, _detail: edits.move(asked.built, address, 1),
    "in": lambda asked, address, _detail: edits.indent(asked.built, address),
    "out": lambda asked, address, _detail: edits.outdent(asked.built, address),
    "value": _value,
    "novalue": _no_value,
    "compare": _compare,
    "mend": _mend,
}
