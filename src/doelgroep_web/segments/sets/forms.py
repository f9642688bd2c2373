"""The form of a set: its words, and its segments in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doelgroep.catalog import Label
from doelgroep.store.segment_sets import SetDefinition
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from django.http import QueryDict


class SetForm(forms.Form):
    """The words of a set."""

    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    rest_nl = forms.CharField(label=_("Name of the rest, in Dutch"), max_length=120, required=False)
    rest_en = forms.CharField(
        label=_("Name of the rest, in English"), max_length=120, required=False, help_text=_("Everybody who is in none of the segments.")
    )
    note = forms.CharField(label=_("Why it changes"), max_length=200, required=False, help_text=_("Kept with the version."))

    def clean(self) -> dict[str, Any]:
        """A set has a name in at least one language."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("name_nl") and not found.get("name_en"):
            self.add_error("name_nl", _("Give a name in at least one language."))
        return found

    def definition(self, order: tuple[str, ...]) -> SetDefinition:
        """What a form that is right says, with these segments."""
        words = self.cleaned_data
        return SetDefinition(segments=order, name=Label(words["name_en"], words["name_nl"]), rest=Label(words["rest_en"], words["rest_nl"]))


def form_of(definition: SetDefinition) -> SetForm:
    """The form as a set is now."""
    name, rest = definition.name, definition.rest
    return SetForm(initial={"name_nl": name.nl, "name_en": name.en, "rest_nl": rest.nl, "rest_en": rest.en})


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What was sent: the order as it is on the screen, and which button was pressed."""

    order: tuple[str, ...]
    do: str
    place: int
    based_on: int


def posted(data: QueryDict) -> Posted:
    """The order after the button: moved, without one, or with one more. Segments that are not there (any more) are left out."""
    known = workspace().definitions.keys()
    order = [each for each in dict.fromkeys(data.getlist("segment")) if each in known]
    do, _colon, number = data.get("do", "save").partition(":")
    place = int(number) if number.isdecimal() else 0
    return Posted(
        order=tuple(_changed(order, do, place, data.get("add", ""), known)),
        do=do,
        place=place,
        based_on=int(based) if (based := data.get("based_on", "")).isdecimal() else 0,
    )


def _changed(order: list[str], do: str, place: int, added: str, known: frozenset[str]) -> list[str]:
    other = place + {"up": -1, "down": 1}.get(do, 0)
    if do in {"up", "down"} and 0 <= place < len(order) and 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    elif do == "remove" and 0 <= place < len(order):
        del order[place]
    elif do == "add" and added in known and added not in order:
        order.append(added)
    return order
