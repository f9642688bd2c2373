"""Words of the gallery that stand in the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from doelgroep.catalog import Base
from doelgroep.gallery import ANY_CHANNEL

if TYPE_CHECKING:
    from django.utils.functional import Promise

BASES: dict[Base, Promise] = {
    Base.GEOGRAPHIC: gettext_lazy("Geographic"),
    Base.DEMOGRAPHIC: gettext_lazy("Demographic"),
    Base.FIRMOGRAPHIC: gettext_lazy("Firmographic"),
    Base.BEHAVIOURAL: gettext_lazy("Behaviour"),
    Base.PSYCHOGRAPHIC: gettext_lazy("Psychographic"),
    Base.TECHNOGRAPHIC: gettext_lazy("Technographic"),
    Base.NEEDS: gettext_lazy("Needs"),
    Base.VALUE: gettext_lazy("Value"),
}


def base_name(base: Base) -> str:
    """What a base is called."""
    return str(BASES[base])


def channel_name(channel: str) -> str:
    """What a channel is called among those that may be asked for."""
    names = {
        "email": _("E-mail"),
        "sms": _("Text message"),
        "post": _("Post"),
        "phone": _("Phone"),
        ANY_CHANNEL: _("no matter which: consent is not asked for"),
    }
    return names.get(channel, channel)


def unit_names() -> list[tuple[str, str]]:
    """The units of a stretch of time."""
    return [
        ("d", ngettext("day", "days", 2)),
        ("w", ngettext("week", "weeks", 2)),
        ("m", ngettext("month", "months", 2)),
        ("y", ngettext("year", "years", 2)),
    ]
