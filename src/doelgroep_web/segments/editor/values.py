"""Values of a rule as controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from doelgroep.catalog import Field, FieldType, Role
from doelgroep.lang.tree import Unit
from doelgroep.model.operators import Operator
from doelgroep.model.scope import Level
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.segments.editor import inputs, words
from doelgroep_web.segments.editor.builder.choices import DATES, NUMBERS, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doelgroep_web.segments.editor.builder.tree import Built, FieldRule
    from doelgroep_web.segments.editor.inputs import Input

_MONEY = {Role.REVENUE, Role.COST, Role.DISCOUNT}
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the choices of a <select>."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueControl:
    """One value: which fields of the form it has depends on its kind."""

    kind: str
    name: str
    place: int = 0
    label: str
    """For screen readers."""
    text: str = ""
    prompt: str = ""
    options: tuple[Option, ...] = ()
    """Of the value itself, when it is one of a few."""
    mode_name: str = ""
    modes: tuple[Option, ...] = ()
    number_name: str = ""
    number: str = ""
    unit_name: str = ""
    units: tuple[Option, ...] = ()
    symbol: str = ""
    """Of the currency."""
    removal: str = ""
    """The command that takes this value out of a list."""

    @property
    def template(self) -> str:
        """What shows it."""
        return f"editor/value_{self.kind}.html"

    @property
    def mode(self) -> str:
        """How a day is given."""
        return next((each.value for each in self.modes if each.chosen), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesControl:
    """All values of a rule."""

    items: tuple[ValueControl, ...] = ()
    joint: str = ""
    """The word between them."""
    addition: str = ""
    """The command that adds one more; empty where there can't be."""


def value_controls(rule: FieldRule, built: Built) -> ValuesControl:
    """The values of a rule with their fields in the form."""
    given = inputs.inputs_of(rule, language())
    operator = rule.choice.operator
    several = operator is Operator.IN and len(given) > 1
    shown = tuple(_control(rule, each, built, removable=several) for each in given)
    joints = {Operator.BETWEEN: _("and"), Operator.IN: _("or")}
    return ValuesControl(items=shown, joint=joints.get(operator, ""), addition=f"value:{rule.address}" if _takes_more(rule) else "")


def _takes_more(rule: FieldRule) -> bool:
    return rule.choice.operator is Operator.IN and all(not inputs.is_field(each) for each in rule.values)


def _control(rule: FieldRule, given: Input, built: Built, *, removable: bool) -> ValueControl:
    address, place = rule.address, given.place
    title = words.title_of(rule.named, rule.level, rule.activity, built.catalog)
    label = _("Value of %(field)s") % {"field": title} if not place else _("Value %(number)s of %(field)s") % {"number": place + 1, "field": title}
    mode = given.parts.get("m", "")
    return ValueControl(
        kind=given.kind,
        place=place,
        name=inputs.field_name("d" if given.kind == inputs.DAY else "v", address, place),
        label=label,
        text=given.parts.get("d" if given.kind == inputs.DAY else "v", ""),
        prompt=given.prompt,
        options=_options(rule, given, built),
        mode_name=inputs.field_name("m", address, place),
        modes=_modes(rule, mode) if given.kind == inputs.DAY else (),
        number_name=inputs.field_name("n", address, place),
        number=given.parts.get("n", ""),
        unit_name=inputs.field_name("u", address, place),
        units=_units(given, rule),
        symbol=_symbol(rule) if given.kind == inputs.NUMBER else "",
        removal=f"novalue:{address}:{place}" if removable else "",
    )


def _options(rule: FieldRule, given: Input, built: Built) -> tuple[Option, ...]:
    chosen = given.parts.get("v", "")
    if given.kind == inputs.YES_NO:
        return tuple(Option(value=value, label=words.yes_no(value=value == "true"), chosen=value == chosen) for value in ("true", "false"))
    if given.kind == inputs.FIELD:
        known = [(each.name, each.title(language())) for each in comparable(rule, built)]
        if chosen not in {name for name, _title in known}:
            known.append((chosen, chosen))
        return tuple(Option(value=name, label=title, chosen=name == chosen) for name, title in known)
    return ()


def comparable(rule: FieldRule, built: Built) -> list[Field]:
    """The fields that a field can be compared with: of the same level and family of types."""
    kind = rule.named.type.kind
    family = next((each for each in (NUMBERS, DATES, {FieldType.TEXT, FieldType.CATEGORY}) if kind in each), {kind})
    fields: Iterable[Field] = ()
    if rule.level is Level.CUSTOMER:
        fields = built.catalog.customer_fields()
    elif rule.level is Level.ROW and rule.activity is not None:
        fields = rule.activity.fields
    return [each for each in fields if each.type in family and each.name != rule.named.name]


def _modes(rule: FieldRule, mode: str) -> tuple[Option, ...]:
    offered = [each for each in words.MODES if each != "datetime" or mode == each or rule.named.type.kind is FieldType.DATETIME]
    labels = {each: str(words.MODES[each]) for each in offered}
    # Beside its number the chosen one is said without the dots.
    return tuple(Option(value=each, label=label.removeprefix("… ") if each == mode else label, chosen=each == mode) for each, label in labels.items())


def _units(given: Input, rule: FieldRule) -> tuple[Option, ...]:
    chosen = given.parts.get("u", "d")
    if given.kind == inputs.DISTANCE:
        return tuple(Option(value=each, label=each, chosen=each == chosen) for each in ("km", "mi", "m"))
    if given.kind not in {inputs.DAY, inputs.SPAN}:
        return ()
    small = {Unit.HOUR, Unit.MINUTE}
    offered = [each for each in words.UNITS if each not in small or each.value == chosen or rule.named.type.kind is FieldType.DATETIME]
    return tuple(Option(value=each.value, label=str(words.UNITS[each]), chosen=each.value == chosen) for each in offered)


def _symbol(rule: FieldRule) -> str:
    """The sign of the currency, for amounts of money."""
    field = words.field_behind(rule.named, rule.level, rule.activity, workspace().catalog)
    named = rule.named.name.removeprefix("sum_").removeprefix("avg_").removeprefix("min_").removeprefix("max_")
    inner = rule.activity.field(named) if field is None and rule.activity is not None else field
    if inner is None or inner.role not in _MONEY or key_of(rule) in inputs.IN_WORDS:
        return ""
    currency = workspace().settings.currency
    return _SYMBOLS.get(currency, currency)
