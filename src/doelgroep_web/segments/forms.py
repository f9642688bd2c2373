"""Forms of the pages of segments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doelgroep_web.accounts.models import User
from doelgroep_web.segments.exports import FORMATS

FORMAT_NAMES = {"csv": _("CSV, for other programs"), "xlsx": _("Excel")}


class AboutForm(forms.Form):
    """What is said about a segment, beside its query."""

    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    description = forms.CharField(label=_("Description"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    purpose = forms.CharField(
        label=_("What it is for"), max_length=200, required=False, help_text=_("The goal that it serves, such as: more second purchases.")
    )
    tags = forms.CharField(label=_("Tags"), max_length=200, required=False, help_text=_("Separated by commas."))
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=User.objects.none(), required=False, empty_label=_("nobody"))
    for_service = forms.BooleanField(label=_("Shown to the service desk"), required=False)
    script = forms.CharField(
        label=_("What the service desk says or does"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown beside the name of a customer who calls."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = User.objects.filter(is_active=True)  # type: ignore[attr-defined]  # a field of choices has one

    def clean_tags(self) -> tuple[str, ...]:
        """The tags, each once."""
        return tuple(dict.fromkeys(each.strip() for each in str(self.cleaned_data["tags"]).split(",") if each.strip()))

    def clean(self) -> dict[str, Any]:
        """A segment has a name in at least one language."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("name_nl") and not found.get("name_en"):
            self.add_error("name_nl", _("Give a name in at least one language."))
        return found


class ExportForm(forms.Form):
    """Which columns, and what kind of file."""

    columns = forms.MultipleChoiceField(label=_("Columns"), widget=forms.CheckboxSelectMultiple)
    file_format = forms.ChoiceField(
        label=_("File"), choices=[(each, FORMAT_NAMES[each]) for each in FORMATS], widget=forms.RadioSelect, initial="csv"
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **kwargs)
        self.fields["columns"].choices = offered  # type: ignore[attr-defined]  # a field of choices has them


class StaticForm(forms.Form):
    """A list of customers out of a file."""

    name = forms.CharField(label=_("Name of the segment"), max_length=120)
    file = forms.FileField(
        label=_("File with customer numbers"), help_text=_("CSV or text, with a customer number on each line; other columns are not looked at.")
    )
