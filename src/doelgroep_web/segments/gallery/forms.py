"""The parameters of a template as a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from doelgroep.catalog import FieldType
from doelgroep.errors import UserError
from doelgroep.gallery import Kind, first_values
from doelgroep.gallery.firsts import MOST
from doelgroep.gallery.values import node_of
from doelgroep.messages import sentence
from doelgroep_web.errors import language
from doelgroep_web.segments.gallery.widgets import DurationField, SuggestInput
from doelgroep_web.segments.gallery.words import channel_name
from doelgroep_web.ui.figures import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import QueryDict

    from doelgroep.gallery import Bound, Parameter, Suggestions

type Maker = Callable[[Parameter, Bound, Suggestions], forms.Field]


class ParameterForm(forms.Form):
    """A field for each parameter. Every value is text, as the library reads it."""

    def __init__(self, bound: Bound, found: Suggestions, data: QueryDict | None = None) -> None:
        self.bound = bound
        self.found = found
        first = first_values(bound, found)
        super().__init__(data, initial=first, auto_id="parameter-%s")
        for each in bound.template.parameters:
            made = _MAKERS[each.kind](each, bound, found)
            made.label = each.label.get(language())
            self.fields[each.name] = made

    def clean(self) -> dict[str, Any]:
        """Each value as the library takes it; errors in its words, under the label of the field."""
        for each in self.bound.template.parameters:
            if each.name in self.cleaned_data:
                try:
                    node_of(each, str(self.cleaned_data[each.name]), self.bound)
                except UserError as error:
                    self.add_error(each.name, sentence(error.code, {**error.params, "parameter": each.label.get(language())}, language()))
        return self.cleaned_data

    def values(self) -> dict[str, str]:
        """The values of a form that is right."""
        return {name: str(value) for name, value in self.cleaned_data.items()}


def _number(parameter: Parameter, _bound: Bound, _found: Suggestions) -> forms.Field:
    return forms.CharField(widget=_number_input(parameter, "1"))


def _decimal(parameter: Parameter, _bound: Bound, _found: Suggestions) -> forms.Field:
    return forms.CharField(widget=_number_input(parameter, "any"))


def _number_input(parameter: Parameter, step: str) -> forms.NumberInput:
    limits = {name: value for name, value in (("min", parameter.low), ("max", parameter.high)) if value}
    return forms.NumberInput(attrs={"step": step, "inputmode": "decimal", **limits})


def _duration(_parameter: Parameter, _bound: Bound, _found: Suggestions) -> forms.Field:
    return DurationField()


def _value(parameter: Parameter, bound: Bound, found: Suggestions) -> forms.Field:
    """A list when there are few enough values to show them all, else a field that proposes the most frequent ones."""
    known = found.of(parameter, bound)
    if bound.column(parameter.of).field.type is FieldType.BOOLEAN:
        return forms.ChoiceField(choices=[("true", _("yes")), ("false", _("no"))])
    if known and len(known) < MOST:
        return _KnownValue(choices=[(value, f"{value} ({number(times)})") for value, times in known])
    return forms.CharField(strip=False, widget=SuggestInput([value for value, _times in known]))


class _KnownValue(forms.ChoiceField):
    """One of the values in the data. Another one may come with an address that was kept: it is no error, it finds nobody."""

    def valid_value(self, value: Any) -> bool:  # noqa: ANN401 - as Django declares it
        return isinstance(value, str)


def _text(parameter: Parameter, _bound: Bound, _found: Suggestions) -> forms.Field:
    return forms.CharField(max_length=40, widget=forms.TextInput(attrs={"class": "input-short"}))


def _choice(parameter: Parameter, _bound: Bound, _found: Suggestions) -> forms.Field:
    return forms.ChoiceField(choices=[(each.value, each.label.get(language())) for each in parameter.options])


def _channel(_parameter: Parameter, bound: Bound, _found: Suggestions) -> forms.Field:
    help_text = "" if bound.channels else _("The data hold no consent for any channel, so nobody is left out for that.")
    return forms.ChoiceField(choices=[(each, channel_name(each)) for each in bound.channel_names()], help_text=help_text)


def _place(_parameter: Parameter, _bound: Bound, _found: Suggestions) -> forms.Field:
    return forms.CharField(max_length=60, help_text=_("In degrees, such as 52.37, 4.89."))


_MAKERS: dict[Kind, Maker] = {
    Kind.NUMBER: _number,
    Kind.MONEY: _decimal,
    Kind.DECIMAL: _decimal,
    Kind.DURATION: _duration,
    Kind.AHEAD: _duration,
    Kind.VALUE: _value,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.CHANNEL: _channel,
    Kind.PLACE: _place,
}
