"""Filtering the catalogue, changing what is said of a field, giving it another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from doelgroep.catalog import Base, Label, Privacy, Role
from doelgroep.quality.told import table_title
from doelgroep.store.source import FieldWish
from doelgroep_web.data.words import BASES, PRIVACY, ROLES
from doelgroep_web.errors import language

if TYPE_CHECKING:
    from doelgroep.catalog import Catalog, Field

_NO_ROLE = [("", _("no role"))]


class FilterForm(forms.Form):
    """Narrows the catalogue."""

    q = forms.CharField(label=_("Search fields"), required=False)
    table = forms.ChoiceField(label=_("Table"), required=False)

    def __init__(self, catalog: Catalog, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # those of a form
        names = ["customers", *(each.name for each in catalog.activities), *(f"lookup:{each.name}" for each in catalog.lookups)]
        self.fields["table"].choices = [("", _("All tables")), *((each, capfirst(table_title(catalog, each, language()))) for each in names)]  # type: ignore[attr-defined] # of a field with choices
        self.is_valid()

    @property
    def base(self) -> str:
        """The base that the list is narrowed to; empty for all."""
        found = self.data.get("base", "")
        return found if found in {*BASES, "other"} else ""

    def admits(self, catalog: Catalog, table: str, field: Field) -> bool:
        """Whether a field meets the filter, the base apart."""
        wanted = self.cleaned_data.get("table")
        if wanted and table != wanted:
            return False
        words = self.cleaned_data.get("q", "").casefold().split()
        text = f"{field.name} {field.label.en} {field.label.nl} {table} {table_title(catalog, table, language())}".casefold()
        return all(each in text for each in words)


class FieldForm(forms.Form):
    """What is said of a field."""

    label_nl = forms.CharField(label=_("Label in Dutch"), max_length=80, required=False)
    label_en = forms.CharField(label=_("Label in English"), max_length=80, required=False)
    description_nl = forms.CharField(label=_("Description in Dutch"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    description_en = forms.CharField(label=_("Description in English"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    base = forms.ChoiceField(label=_("Base"), choices=[("", _("no base")), *BASES.items()], required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[*_NO_ROLE, *ROLES.items()], required=False)
    privacy = forms.ChoiceField(
        label=_("Privacy"),
        choices=list(PRIVACY.items()),
        help_text=_("Values of fields that name a person, and of special categories, are only shown to those who may see them."),
    )

    def wish(self) -> FieldWish:
        """What the person wants to be said."""
        said = self.cleaned_data
        return FieldWish(
            label=Label(en=said["label_en"], nl=said["label_nl"]),
            description=Label(en=said["description_en"], nl=said["description_nl"]),
            base=Base(said["base"]) if said["base"] else None,
            role=Role(said["role"]) if said["role"] else "",
            privacy=Privacy(said["privacy"]),
        )


def field_form(field: Field, data: object = None) -> FieldForm:
    """The form with what is said of a field now."""
    initial = {
        "label_nl": field.label.nl,
        "label_en": field.label.en,
        "description_nl": field.description.nl,
        "description_en": field.description.en,
        "base": field.base or "",
        "role": field.role or "",
        "privacy": field.privacy.value,
    }
    return FieldForm(data, initial=initial)  # type: ignore[arg-type] # the data of a request


class RenameForm(forms.Form):
    """Another name."""

    to = forms.CharField(
        label=_("New name"),
        max_length=63,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "textarea-code"}),
        help_text=_("The name that stands in queries: letters, digits and underscores. Segments that use it follow."),
    )
