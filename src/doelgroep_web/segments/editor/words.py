"""The builder's own words, in the reader's language. Operators have theirs in the library's table, fields and activities in the catalogue."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from doelgroep.catalog import Base, Field, Role
from doelgroep.lang.printer import written
from doelgroep.lang.tree import Name, Offset, Placeholder, Unit
from doelgroep.model.operators import label_of
from doelgroep.model.scope import Level
from doelgroep.reading.reader import reader
from doelgroep.reading.values import field_of, noun
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.segments.editor.builder.choices import CHOICES, LAST, LONGER_AGO, NEXT, key_of
from doelgroep_web.segments.editor.builder.tree import GroupKind, QuantityKind
from doelgroep_web.ui import figures

if TYPE_CHECKING:
    from doelgroep.catalog import Activity, Catalog
    from doelgroep.model.scope import Named
    from doelgroep_web.segments.editor.builder.tree import FieldRule

KINDS = {GroupKind.ALL: gettext_lazy("All of"), GroupKind.ANY: gettext_lazy("Any of"), GroupKind.NONE: gettext_lazy("None of")}
KIND_TAILS = {
    GroupKind.ALL: gettext_lazy("these conditions hold"),
    GroupKind.ANY: gettext_lazy("is enough"),
    GroupKind.NONE: gettext_lazy("these may hold"),
}
QUANTITIES = {
    QuantityKind.AT_LEAST: gettext_lazy("at least … times"),
    QuantityKind.MORE: gettext_lazy("more than … times"),
    QuantityKind.AT_MOST: gettext_lazy("at most … times"),
    QuantityKind.FEWER: gettext_lazy("fewer than … times"),
    QuantityKind.EXACTLY: gettext_lazy("exactly … times"),
    QuantityKind.NEVER: gettext_lazy("never"),
    QuantityKind.NOT: gettext_lazy("not all of this"),
}
QUANTITIES_CLOSED = {
    QuantityKind.AT_LEAST: pgettext_lazy("how often", "at least"),
    QuantityKind.MORE: pgettext_lazy("how often", "more than"),
    QuantityKind.AT_MOST: pgettext_lazy("how often", "at most"),
    QuantityKind.FEWER: pgettext_lazy("how often", "fewer than"),
    QuantityKind.EXACTLY: pgettext_lazy("how often", "exactly"),
    QuantityKind.NEVER: gettext_lazy("never"),
    QuantityKind.NOT: gettext_lazy("not all of this"),
}
ONCE = gettext_lazy("at least once")
DATES_IN_WORDS = {LAST: gettext_lazy("in the last"), LONGER_AGO: gettext_lazy("longer ago than"), NEXT: gettext_lazy("in the next")}
UNITS = {
    Unit.DAY: gettext_lazy("days"),
    Unit.WEEK: gettext_lazy("weeks"),
    Unit.MONTH: gettext_lazy("months"),
    Unit.QUARTER: gettext_lazy("quarters"),
    Unit.YEAR: gettext_lazy("years"),
    Unit.HOUR: gettext_lazy("hours"),
    Unit.MINUTE: gettext_lazy("minutes"),
}
MODES = {
    "date": gettext_lazy("the day"),
    "datetime": gettext_lazy("the moment"),
    "ago": gettext_lazy("… ago"),
    "ahead": gettext_lazy("… from now"),
    "today": gettext_lazy("today"),
    "yesterday": gettext_lazy("yesterday"),
    "tomorrow": gettext_lazy("tomorrow"),
}
BASES = {
    Base.GEOGRAPHIC: gettext_lazy("Where they are"),
    Base.DEMOGRAPHIC: gettext_lazy("Who they are"),
    Base.FIRMOGRAPHIC: gettext_lazy("Their company"),
    Base.BEHAVIOURAL: gettext_lazy("What they do"),
    Base.PSYCHOGRAPHIC: gettext_lazy("How they live and think"),
    Base.TECHNOGRAPHIC: gettext_lazy("Their channels and devices"),
    Base.NEEDS: gettext_lazy("What they need"),
    Base.VALUE: gettext_lazy("What they are worth"),
}
CHANNELS = {
    "email": (gettext_lazy("E-mail"), "mail"),
    "mail": (gettext_lazy("E-mail"), "mail"),
    "sms": (gettext_lazy("SMS"), "device-mobile"),
    "post": (pgettext_lazy("channel", "Post"), "home"),
    "phone": (pgettext_lazy("channel", "Phone"), "phone"),
    "social": (gettext_lazy("Social media"), "users"),
    "push": (gettext_lazy("Push message"), "message"),
    "whatsapp": ("WhatsApp", "message"),
}
"""By a word in the name of a consent."""


GROUP = Level.GROUP
FIRST, LATEST = gettext_lazy("only the first one"), gettext_lazy("only the latest one")
TOGETHER, PER = gettext_lazy("in all"), gettext_lazy("per %(field)s")
MEMBERSHIP = {"in": gettext_lazy("is"), "not": gettext_lazy("is not")}
WITH_FIELD, WITH_VALUE = gettext_lazy("Compare with another field"), gettext_lazy("Compare with a value")
TIMES_LABEL = gettext_lazy("How many times")


def operator_label(key: str, rule: FieldRule) -> str:
    """How a choice is read between a field and its value."""
    if key in DATES_IN_WORDS:
        return str(DATES_IN_WORDS[key])
    choice = CHOICES[key]
    return label_of(choice.operator, rule.named.type.kind, negated=choice.negated).get(language())


def title_of(named: Named, level: Level, activity: Activity | None, catalog: Catalog) -> str:
    """What a field, a part of it, or an aggregate is called."""
    own = field_behind(named, level, activity, catalog)
    if own is not None:
        return own.title(language())
    if activity is not None and named.name == "count":
        return _("Number of rows")
    speaking = reader(language(), catalog)
    said = noun(named.value, speaking.within(activity.name) if activity is not None and level is not Level.CUSTOMER else speaking)
    return said[:1].upper() + said[1:]


def field_behind(named: Named, level: Level, activity: Activity | None, catalog: Catalog) -> Field | None:
    """The catalogue's field of that very name; None for paths, parts and aggregates."""
    if level is Level.CUSTOMER:
        found = catalog.find(named.name)
        own = found if isinstance(found, Field) else None
    else:
        own = activity.field(named.name) if activity is not None else None
    speaking = reader(language(), catalog)
    said = field_of(named.value, speaking.within(activity.name) if activity is not None else speaking)
    return own if own is not None and (said is None or said.name == own.name) else None


def written_name(left: object) -> str:
    """The name of a field as a query has it; of the yearly return of a date, that of the date."""
    if isinstance(left, Name):
        return left.text
    inner = getattr(left, "field", None)
    return str(getattr(inner, "value", None) or getattr(inner, "text", ""))


def values_in_short(rule: FieldRule) -> str:
    """The values as they are written in a query, for labels; dates in words with their unit."""
    if key_of(rule) in DATES_IN_WORDS and isinstance(rule.values[-1], Offset):
        offset = rule.values[-1]
        return f"{abs(offset.amount)} {UNITS[offset.unit]}"
    return ", ".join(written(each).strip("'") for each in rule.values if not isinstance(each, Placeholder))


def icon_of(field: Field | None) -> str:
    """A picture for fields that are a channel."""
    if field is None or field.role is not Role.CONSENT:
        return ""
    return channel_of(field)[1]


def channel_of(field: Field) -> tuple[str, str]:
    """What the channel of a consent is called, and its picture."""
    parts = field.name.lower().replace(".", "_").split("_")
    found = next((CHANNELS[each] for each in parts if each in CHANNELS), None)
    return (str(found[0]), found[1]) if found else (field.title(language()), "check")


def segment_titles() -> dict[str, str]:
    """The names of the stored segments by key."""
    return {each.key: each.title(language()) for each in workspace().definitions.list()}


def shown(value: object) -> str:
    """A value of a customer as the reader writes it; empty for a missing one."""
    match value:
        case None:
            return ""
        case bool():
            return yes_no(value=value)
        case datetime():
            return figures.moment(value)
        case date():
            return figures.day(value)
        case int() | float() | Decimal():
            return figures.number(value)
        case list():
            return ", ".join(str(each) for each in value)
        case _:
            return str(value)


def unreadable() -> str:
    """Why a text with errors is not counted."""
    return _("The text has an error. As soon as it is mended, it is counted again.")


def yes_no(*, value: bool) -> str:
    """A truth value as one says it."""
    return pgettext("truth value", "yes") if value else pgettext("truth value", "no")
