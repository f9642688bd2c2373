"""What happened, in words: a row of an activity as a sentence, by the roles and names of its fields."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doelgroep.catalog import FieldType, Role
from doelgroep_web.customers.people import readable
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.ui import figures
from doelgroep_web.ui.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doelgroep.catalog import Activity, Field
    from doelgroep.timeline import Event

SHOWN_TITLES = 3
KINDS = (
    ("return", "truck-return"),
    ("order", "shopping-cart"),
    ("purchase", "shopping-cart"),
    ("mail", "mail"),
    ("newsletter", "mail"),
    ("support", "phone"),
    ("service", "phone"),
    ("call", "phone"),
    ("review", "star"),
    ("satisfaction", "star"),
    ("survey", "list-check"),
    ("sales_visit", "users"),
    ("visit", "device-desktop"),
    ("storefront", "device-desktop"),
    ("view", "device-desktop"),
    ("download", "download"),
    ("campaign", "flag"),
    ("invoice", "receipt"),
    ("bill", "receipt"),
    ("quote", "file-text"),
    ("contract", "file-text"),
    ("usage", "device-mobile"),
    ("bundle", "device-mobile"),
    ("top_up", "device-mobile"),
    ("outage", "bolt"),
    ("event", "calendar"),
)
"""Parts of the names of activities, with their icons; the first that occurs."""
ROLE_ICONS = {Role.REVENUE: "shopping-cart", Role.SATISFACTION: "star", Role.MINUTES: "phone", Role.PRODUCT: "package"}
LEFT_OUT = frozenset({Role.COST, Role.REVENUE, Role.DISCOUNT})
"""Roles that are not told in small print: what a row cost the shop, and what stands at the right already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event in words."""

    text: str
    detail: str
    amount: str = ""


class Row:
    """An event with what is known of its activity."""

    def __init__(self, event: Event, activity: Activity, fields: Sequence[Field]) -> None:
        self.event = event
        self.activity = activity
        self.fields = [each for each in fields if each.name != activity.time]
        self.told: set[str] = set()

    def field(self, *roles: Role, name: str = "", kind: FieldType | None = None) -> Field | None:
        """The first field of these roles, or of a name, that has a value here."""
        return next(
            (
                each
                for each in self.fields
                if (each.role in roles or each.name == name) and (kind is None or each.type is kind) and self.event.values.get(each.name) is not None
            ),
            None,
        )

    def say(self, field: Field | None) -> str:
        """The value of a field in words, which is then not told again."""
        if field is None:
            return ""
        self.told.add(field.name)
        titles = self.event.titles.get(field.name)
        if titles:
            more = len(titles) - SHOWN_TITLES
            return ", ".join(titles[:SHOWN_TITLES]) + (f" +{more}" if more > 0 else "")
        return readable(shown(self.event.values.get(field.name), field), field)

    def rest(self, *first: str) -> str:
        """What was not told yet, for the small print: a few values, and the time of day."""
        left = [
            each
            for each in self.fields
            if each.name not in self.told
            and each.role not in LEFT_OUT
            and each.role is not Role.ID
            and each.type in {FieldType.CATEGORY, FieldType.TEXT}
        ]
        said = [each for each in (*first, *(self.say(each) for each in left[:2])) if each]
        return " · ".join([*said, *([figures_clock(self.event)] if self.event.at else [])])

    def money(self, field: Field | None, *, back: bool = False) -> str:
        """An amount; with `back` one that was paid back."""
        value = self.event.values.get(field.name) if field else None
        if field is None or not isinstance(value, Decimal):
            return ""
        self.told.add(field.name)
        return figures.money(-value if back else value, workspace().settings.currency)


def figures_clock(event: Event) -> str:
    """The time of day in the workspace's zone, which the moment is in."""
    return f"{event.at:%H:%M}" if event.at else ""


def icon_of(activity: Activity) -> str:
    """The icon of an activity."""
    found = next((icon for part, icon in KINDS if part in activity.name), None)
    roles = (ROLE_ICONS[each.role] for each in activity.fields if each.role in ROLE_ICONS)
    return found or next(roles, "history")


def told(event: Event, activity: Activity, fields: Sequence[Field]) -> Told:
    """An event in words; `fields` are those that may be seen."""
    row = Row(event, activity, fields)
    tell = next((tell for part, tell in TELLERS if part in activity.name), None)
    return (tell or _telling(row))(row)


def _telling(row: Row) -> Callable[[Row], Told]:
    if row.field(Role.REVENUE) is not None:
        return _bought
    return _scored if row.field(Role.SATISFACTION) is not None else _other


def _bought(row: Row) -> Told:
    quantity = row.event.values.get(found.name) if (found := row.field(Role.QUANTITY)) else None
    amount = row.money(row.field(Role.REVENUE))
    if isinstance(quantity, int):
        row.told.add(found.name if found else "")
        text = ngettext("Ordered %(count)s article", "Ordered %(count)s articles", quantity) % {"count": figures.number(quantity)}
        return Told(text=text, detail=row.say(row.field(Role.PRODUCT)) or row.rest(), amount=amount)
    product = row.say(row.field(Role.PRODUCT, Role.CATEGORY))
    return Told(text=f"{row.activity.title(language())}: {product}" if product else row.activity.title(language()), detail=row.rest(), amount=amount)


def _returned(row: Row) -> Told:
    product = row.say(row.field(Role.PRODUCT, Role.CATEGORY))
    amount = row.money(next((each for each in row.fields if each.type is FieldType.DECIMAL), None), back=True)
    return Told(text=_("Returned %(product)s") % {"product": product} if product else _("Returned something"), detail=row.rest(), amount=amount)


def _mailed(row: Row) -> Told:
    event = row.field(name="event")
    what = str(row.event.values.get(event.name)) if event else row.activity.name.rpartition(".")[2]
    if event:
        row.told.add(event.name)
    campaign = row.say(row.field(Role.ID, name="campaign"))
    sentences = {
        "sent": _("Received “%(campaign)s”"),
        "delivered": _("Received “%(campaign)s”"),
        "opened": _("Opened “%(campaign)s”"),
        "clicked": _("Clicked in “%(campaign)s”"),
        "unsubscribed": _("Unsubscribed by “%(campaign)s”"),
        "bounced": _("“%(campaign)s” could not be delivered"),
        "marked_as_spam": _("Marked “%(campaign)s” as unwanted"),
    }
    if what not in sentences or not campaign:
        return Told(text=f"{row.activity.title(language())}: {what.replace('_', ' ')}", detail=row.rest(campaign))
    return Told(text=sentences[what] % {"campaign": campaign}, detail=row.rest())


def _visited(row: Row) -> Told:
    page = row.say(row.field(Role.CATEGORY)) or row.say(row.field(Role.PRODUCT, Role.ID))
    return Told(text=_("Looked at %(page)s") % {"page": page} if page else _("Visited the site"), detail=row.rest())


def _asked(row: Row) -> Told:
    reason, minutes = row.say(row.field(name="reason")), row.field(Role.MINUTES)
    spent = row.event.values.get(minutes.name) if minutes else None
    said = ngettext("%(count)s minute", "%(count)s minutes", spent) % {"count": figures.number(spent)} if isinstance(spent, int) else ""
    channel = row.say(row.field(Role.CHANNEL))
    text = _("Contact with service: %(reason)s") % {"reason": reason} if reason else _("Contact with service")
    return Told(text=text, detail=row.rest(channel, said))


def _scored(row: Row) -> Told:
    score = row.field(Role.SATISFACTION)
    value, product = row.event.values.get(score.name) if score else None, row.say(row.field(Role.PRODUCT))
    if score is not None:
        row.told.add(score.name)
    words = row.say(row.field(name="text"))
    detail = row.rest(f"“{words}”" if words else "")
    if score is not None and score.name == "stars" and isinstance(value, int):
        text = ngettext("Gave %(count)s star", "Gave %(count)s stars", value) % {"count": value}
        return Told(text=f"{text}: {product}" if product else text, detail=detail)
    return Told(text=_("Gave a %(score)s") % {"score": shown(value, score) if score else ""}, detail=detail or row.activity.title(language()))


def _answered(row: Row) -> Told:
    question, answer = row.say(row.field(name="question")), row.say(row.field(name="answer"))
    survey = row.say(row.field(Role.ID, name="survey"))
    return Told(
        text=f"{question}: {answer}" if question and answer else question or answer or row.activity.title(language()), detail=row.rest(survey)
    )


def _other(row: Row) -> Told:
    """The activity with the value that says most, and its amount if it has one."""
    main = row.field(Role.ID, Role.PRODUCT, Role.CATEGORY) or next((each for each in row.fields if row.event.values.get(each.name) is not None), None)
    amount = row.money(next((each for each in row.fields if each.type is FieldType.DECIMAL and each.role not in LEFT_OUT), None))
    said = row.say(main) if main is None or main.name not in row.told else ""
    title = row.activity.title(language())
    return Told(text=f"{title}: {said}" if said else title, detail=row.rest(), amount=amount)


TELLERS: tuple[tuple[str, Callable[[Row], Told]], ...] = (
    ("return", _returned),
    ("mail", _mailed),
    ("support", _asked),
    ("survey", _answered),
    ("sales_visit", _other),
    ("visit", _visited),
    ("viewed", _visited),
    ("contract_event", _other),
)
"""Parts of the names of activities, with how they are told; what an activity is called otherwise, its roles tell."""
