"""What the library's codes are called: bases, roles, types, privacy, rhythms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from doelgroep.catalog import Base, FieldType, Privacy, Role
from doelgroep.quality.rhythm import Punctuality, Rhythm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from doelgroep.quality.rhythm import Timing

BASES: Mapping[str, _StrPromise] = {
    Base.GEOGRAPHIC: _("Geographic"),
    Base.DEMOGRAPHIC: _("Demographic"),
    Base.FIRMOGRAPHIC: _("Firmographic"),
    Base.BEHAVIOURAL: _("Behavioural"),
    Base.PSYCHOGRAPHIC: _("Psychographic"),
    Base.TECHNOGRAPHIC: _("Technographic"),
    Base.NEEDS: _("Needs"),
    Base.VALUE: _("Value"),
}
BASE_MEANINGS: Mapping[str, _StrPromise] = {
    Base.GEOGRAPHIC: _("Where customers live and work."),
    Base.DEMOGRAPHIC: _("Who they are: age, household, education, stage of life."),
    Base.FIRMOGRAPHIC: _("The company that they work at or buy for."),
    Base.BEHAVIOURAL: _("What they do: buying, visiting, opening, returning, asking."),
    Base.PSYCHOGRAPHIC: _("What they find important: interests, values, way of living."),
    Base.TECHNOGRAPHIC: _("Devices, channels and how they can be reached."),
    Base.NEEDS: _("What they want from the product."),
    Base.VALUE: _("What they bring in and what they cost."),
}
ROLES: Mapping[str, _StrPromise] = {
    Role.ID: _("Number or code"),
    Role.REVENUE: _("Revenue"),
    Role.COST: _("Cost"),
    Role.DISCOUNT: _("Discount"),
    Role.QUANTITY: _("Quantity"),
    Role.PRODUCT: _("Product"),
    Role.CATEGORY: _("Category"),
    Role.CHANNEL: _("Channel"),
    Role.CONSENT: _("Consent"),
    Role.CREDIT: _("Credit"),
    Role.COUNTRY: _("Country"),
    Role.NAME: _("Name of the person"),
    Role.EMAIL: _("E-mail address"),
    Role.PHONE: _("Phone number"),
    Role.POSTCODE: _("Postcode"),
    Role.LANGUAGE: _("Language"),
    Role.BIRTH_DATE: _("Date of birth"),
    Role.SATISFACTION: _("Satisfaction"),
    Role.MINUTES: _("Minutes"),
}
PRIVACY: Mapping[str, _StrPromise] = {
    Privacy.NONE: _("Ordinary"),
    Privacy.DIRECT: _("Names a person"),
    Privacy.SPECIAL: _("Special category"),
}
TYPES: Mapping[str, _StrPromise] = {
    FieldType.BOOLEAN: _("Yes or no"),
    FieldType.INTEGER: _("Whole number"),
    FieldType.DECIMAL: _("Amount"),
    FieldType.FLOAT: _("Number with decimals"),
    FieldType.TEXT: _("Text"),
    FieldType.CATEGORY: _("Choice"),
    FieldType.DATE: _("Date"),
    FieldType.DATETIME: _("Date and time"),
    FieldType.TEXT_LIST: _("List"),
    FieldType.POINT: _("Place on the map"),
}
TYPE_ICONS: Mapping[str, str] = {
    FieldType.BOOLEAN: "check",
    FieldType.INTEGER: "chart-bar",
    FieldType.DECIMAL: "coin",
    FieldType.FLOAT: "chart-bar",
    FieldType.TEXT: "text-size",
    FieldType.CATEGORY: "tag",
    FieldType.DATE: "calendar",
    FieldType.DATETIME: "clock",
    FieldType.TEXT_LIST: "list",
    FieldType.POINT: "map-pin",
}
RHYTHMS: Mapping[str, _StrPromise] = {
    Rhythm.DAILY: _("daily"),
    Rhythm.WORKDAYS: _("on working days"),
    Rhythm.WEEKLY: _("weekly"),
    Rhythm.MONTHLY: _("monthly"),
    Rhythm.IRREGULAR: _("now and then"),
    Rhythm.UNKNOWN: _("no rhythm yet"),
}


def type_name(text: str) -> str:
    """The type of a field in words: `decimal(2)` is an amount."""
    plain = text.partition("(")[0]
    return str(TYPES.get(plain, plain))


def punctuality(timing: Timing) -> tuple[str, str]:
    """Kind of dot and words for whether something is late."""
    match timing.punctuality:
        case Punctuality.LATE:
            days = timing.days_late
            return "late", ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
        case Punctuality.ON_TIME:
            return "good", gettext("on time")
        case Punctuality.STOPPED:
            return "archived", gettext("comes no more")
        case Punctuality.UNKNOWN:
            return "archived", gettext("came once") if timing.last else gettext("nothing yet")
