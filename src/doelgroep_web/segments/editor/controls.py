"""Groups and rules with the controls that show them: frozen, in the reader's language, ready for the templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from doelgroep.catalog import FieldType
from doelgroep.lang.normal import normal
from doelgroep.lang.printer import canonical
from doelgroep_web.errors import language
from doelgroep_web.segments.editor import words
from doelgroep_web.segments.editor.builder.choices import key_of, keys_of
from doelgroep_web.segments.editor.builder.closing import closed
from doelgroep_web.segments.editor.builder.edits import is_movable
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
    is_half_filled,
)
from doelgroep_web.segments.editor.inputs import is_field
from doelgroep_web.segments.editor.remarks import Remark, remarks_in
from doelgroep_web.segments.editor.sentences import sentence_of
from doelgroep_web.segments.editor.values import Option, ValueControl, ValuesControl, comparable, value_controls

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep_web.segments.editor.builder.tree import Built, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What every rule and group has."""

    address: str
    slug: str
    """The address for ids."""
    number: str
    """The place as people count: 1, 3.2."""
    sentence: str
    """What it says, for labels of buttons."""
    is_changed: bool = False
    """Since the published version."""
    is_half_filled: bool = False
    remarks: tuple[Remark, ...] = ()
    is_counted: bool = False
    """Whether the number of customers who meet it alone is shown."""
    count: int | None = None
    """That number, as it was counted last."""
    can_move_up: bool = False
    can_move_down: bool = False
    can_move_in: bool = False
    can_move_out: bool = False
    comparison: str = ""
    """What the button that compares with another field, or with a value again, is called."""
    is_condition: bool = False
    """Of an activity: a part of a rule rather than a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A rule or a group with its controls."""

    at: Place
    template: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldControl(Control):
    """A field, an operator and values."""

    template: ClassVar[str] = "editor/rule_field.html"
    title: str
    description: str
    icon: str
    operators: tuple[Option, ...]
    values: ValuesControl
    yearly: bool
    is_total: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionControl(Control):
    """The first or the last row."""

    template: ClassVar[str] = "editor/rule_position.html"
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentControl(Control):
    """In another segment or not."""

    template: ClassVar[str] = "editor/rule_segment.html"
    operators: tuple[Option, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextControl(Control):
    """A rule that only text can say."""

    template: ClassVar[str] = "editor/rule_text.html"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityControl(Control):
    """Rows of an activity."""

    template: ClassVar[str] = "editor/rule_activity.html"
    title: str
    description: str
    icon: str
    rows: tuple[Control, ...]
    totals: tuple[Control, ...]
    quantities: tuple[Option, ...]
    quantity: ValueControl | None
    """The number of times; None for never."""
    per: tuple[Option, ...]
    """Fields of which one value must meet the totals; empty when there are no totals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupControl(Control):
    """A group."""

    template: ClassVar[str] = "editor/rule_group.html"
    kind: str
    tail: str
    kinds: tuple[Option, ...]
    items: tuple[Control, ...]
    is_top: bool
    in_rows: bool
    """Whether it groups conditions on rows."""
    kinds_inside: tuple[Option, ...]
    """The groups that can be made in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """The whole builder."""

    top: Control
    rules: int
    half_filled: int


def controls_of(built: Built, published: Built | None, counts: Mapping[str, int]) -> Controls:
    """A query with its controls.

    Args:
        built: the query.
        published: what it is compared with; rules that are not in it are marked. None when nothing is published.
        counts: how many customers meet a rule alone, by what it says (`said_by`).
    """
    maker = _Maker(built, _said(published) if published is not None else None, counts)
    top = maker.make(built.top)
    rules = list(_rules(built.top))
    return Controls(top=top, rules=len(rules), half_filled=sum(is_half_filled(each) for each in rules))


def _said(published: Built) -> set[str]:
    return {said_by(each) for each in _rules(published.top)}


def _rules(rule: Rule) -> list[Rule]:
    """The rules, without groups and without the conditions of activities."""
    return [found for each in inside(rule) for found in _rules(each)] if isinstance(rule, Group) else [rule]


def said_by(rule: Rule) -> str:
    """What a rule says, in the one way to say it."""
    found = closed(rule)
    return "" if found is None else canonical(normal(found))


ICONS = {
    "orders": "shopping-cart",
    "order_lines": "receipt",
    "returns": "truck-return",
    "visits": "device-desktop",
    "emails": "mail",
    "support_contacts": "message",
    "reviews": "star",
    "satisfaction": "heart",
    "survey_answers": "list-check",
    "events_attended": "calendar",
    "downloads": "download",
    "campaign_assignments": "flag",
}
"""Pictures of the activities of the ready-made catalogues."""


ONCE = "once"
"""How often, in the form: at least once has no number."""


class _Maker:
    """Walks the builder's tree with what the controls need to know."""

    __slots__ = ("built", "counts", "said")

    def __init__(self, built: Built, said: set[str] | None, counts: Mapping[str, int]) -> None:
        self.built = built
        self.said = said
        self.counts = counts

    def make(self, rule: Rule, *, condition: bool = False) -> Control:
        """The controls of a rule or group."""
        match rule:
            case Group():
                return self._group(rule, condition=condition)
            case ActivityRule():
                return self._activity(rule)
            case FieldRule():
                return self._field(rule, condition=condition)
            case SegmentRule():
                return self._segment(rule)
            case PositionRule():
                return self._position(rule)
            case TextRule():
                return TextControl(at=self._place(rule, condition=condition), text=rule.text)

    def _place(self, rule: Rule, *, condition: bool = False) -> Place:
        address = rule.address
        single = not isinstance(rule, Group)
        said = said_by(rule) if single and not condition else ""
        around = self.built.above(address) if address else None
        is_alone = isinstance(around, Group) and len(around.items) == 1
        return Place(
            address=address,
            slug=address.replace(".", "-"),
            number=".".join(str(int(each) + 1) for each in address.split(".")) if address else "",
            sentence=sentence_of(rule, self.built),
            is_changed=bool(said) and self.said is not None and said not in self.said,
            is_half_filled=is_half_filled(rule),
            remarks=remarks_in(self.built, rule) if single else (),
            is_counted=single and not condition,
            count=self.counts.get(said),
            can_move_up=is_movable(self.built, address, -1),
            can_move_down=is_movable(self.built, address, 1),
            can_move_in=bool(address) and single and not is_alone,
            can_move_out=isinstance(around, Group) and bool(around.address),
            comparison=_comparison(rule, self.built),
            is_condition=condition,
        )

    def _group(self, group: Group, *, condition: bool) -> GroupControl:
        kinds = tuple(GroupKind) if group.address else (GroupKind.ALL, GroupKind.ANY)
        return GroupControl(
            at=self._place(group, condition=condition),
            kind=group.kind.value,
            tail=str(words.KIND_TAILS[group.kind]),
            kinds=tuple(Option(value=each.value, label=str(words.KINDS[each]), chosen=each is group.kind) for each in kinds),
            items=tuple(self.make(each, condition=condition) for each in group.items),
            is_top=not group.address,
            in_rows=condition,
            kinds_inside=tuple(Option(value=each.value, label=str(words.KINDS[each])) for each in GroupKind),
        )

    def _activity(self, rule: ActivityRule) -> ActivityControl:
        activity = rule.activity
        return ActivityControl(
            at=self._place(rule),
            title=activity.title(language()),
            description=activity.description.get(language()),
            icon=ICONS.get(activity.name, "list-details"),
            rows=tuple(self.make(each, condition=True) for each in rule.rows),
            totals=tuple(self.make(each, condition=True) for each in rule.totals),
            quantities=self._quantities(rule),
            quantity=_number_of_times(rule),
            per=self._per(rule),
        )

    def _quantities(self, rule: ActivityRule) -> tuple[Option, ...]:
        kind = rule.quantity.kind
        once = is_once(rule)
        offered = [each for each in QuantityKind if each is not QuantityKind.NOT or rule.totals or kind is each]
        options = (
            Option(value=each.value, label=_quantity_label(each, chosen=each is kind and not once), chosen=each is kind and not once)
            for each in offered
        )
        return (Option(value=ONCE, label=str(words.ONCE), chosen=once), *options)

    def _per(self, rule: ActivityRule) -> tuple[Option, ...]:
        if not rule.totals and rule.per is None and rule.quantity.node is None:
            return ()
        name = rule.per.text if rule.per else ""
        fields = [(each.name, each.title(language())) for each in rule.activity.fields if each.name != rule.activity.time]
        known = fields if not name or name in {each for each, _ in fields} else [*fields, (name, name)]
        return (
            Option(value="", label=str(words.TOGETHER), chosen=not name),
            *(Option(value=value, label=str(words.PER) % {"field": title.lower()}, chosen=value == name) for value, title in known),
        )

    def _field(self, rule: FieldRule, *, condition: bool) -> FieldControl:
        chosen = key_of(rule)
        own = words.field_behind(rule.named, rule.level, rule.activity, self.built.catalog)
        return FieldControl(
            at=self._place(rule, condition=condition),
            title=words.title_of(rule.named, rule.level, rule.activity, self.built.catalog),
            description=own.description.get(language()) if own else "",
            icon=words.icon_of(own),
            operators=tuple(Option(value=each, label=words.operator_label(each, rule), chosen=each == chosen) for each in keys_of(rule)),
            values=value_controls(rule, self.built),
            yearly=rule.yearly,
            is_total=rule.level is words.GROUP,
        )

    def _position(self, rule: PositionRule) -> PositionControl:
        options = (
            Option(value="first", label=str(words.FIRST), chosen=not rule.last),
            Option(value="last", label=str(words.LATEST), chosen=rule.last),
        )
        return PositionControl(at=self._place(rule, condition=True), options=options)

    def _segment(self, rule: SegmentRule) -> SegmentControl:
        operators = tuple(Option(value=value, label=str(label), chosen=(value == "not") is rule.negated) for value, label in words.MEMBERSHIP.items())
        keys = sorted({*self.built.segments, rule.key})
        titles = words.segment_titles()
        options = tuple(Option(value=each, label=titles.get(each, each), chosen=each == rule.key) for each in keys)
        return SegmentControl(at=self._place(rule), operators=operators, options=options)


def _comparison(rule: Rule, built: Built) -> str:
    if not isinstance(rule, FieldRule) or rule.yearly or rule.named.type.kind in {FieldType.BOOLEAN, FieldType.TEXT_LIST, FieldType.POINT}:
        return ""
    if any(is_field(each) for each in rule.values):
        return str(words.WITH_VALUE)
    return str(words.WITH_FIELD) if comparable(rule, built) else ""


def is_once(rule: ActivityRule) -> bool:
    """Whether rows are asked for without a number: one is enough."""
    return rule.quantity.kind is QuantityKind.AT_LEAST and rule.quantity.node is None


def _number_of_times(rule: ActivityRule) -> ValueControl | None:
    if rule.quantity.kind in {QuantityKind.NEVER, QuantityKind.NOT} or is_once(rule):
        return None
    number = getattr(rule.quantity.number, "text", "") if rule.quantity.number is not None else "1"
    return ValueControl(kind="times", name=f"times_{rule.address}", text=number, label=str(words.TIMES_LABEL))


def _quantity_label(kind: QuantityKind, *, chosen: bool) -> str:
    """Beside its number the chosen one is said without the dots."""
    return str(words.QUANTITIES_CLOSED[kind] if chosen else words.QUANTITIES[kind])
