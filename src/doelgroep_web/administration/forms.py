"""Forms of the settings."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from doelgroep.store.settings import COUNTRIES
from doelgroep_web.accounts.models import User
from doelgroep_web.administration.keys import SCOPES


class WorkspaceForm(forms.Form):
    """What holds for the whole workspace."""

    name = forms.CharField(label=_("Name"), max_length=120)
    currency = forms.RegexField(r"^[A-Z]{3}$", label=_("Currency"), help_text=_("Three letters, such as EUR. Amounts are not converted."))
    country = forms.CharField(label=_("Country"), max_length=2, help_text=_("Two letters, such as NL: of customers whose country is not known."))
    timezone = forms.CharField(
        label=_("Time zone"),
        disabled=True,
        required=False,
        help_text=_("Days and hours are those of this zone. Change it on the command line: all days are then computed anew."),
    )

    def clean_country(self) -> str:
        """A country of ISO 3166-1."""
        found = str(self.cleaned_data["country"]).upper()
        if found not in COUNTRIES:
            raise forms.ValidationError(_("There is no country with the code %(code)s."), params={"code": found})
        return found

    def clean_timezone(self) -> str:
        """A known zone."""
        found = str(self.cleaned_data.get("timezone") or self.initial.get("timezone", ""))
        if found not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone."))
        return found


class PersonForm(forms.ModelForm[User]):
    """A person and what he may."""

    class Meta:
        """The fields."""

        model = User
        fields = ("name", "email", "role", "sees_special", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(*args, **kwargs)
        self.fields["sees_special"].help_text = _("Health, belief, descent and the like. Only for who needs it; it is recorded.")

    def clean_email(self) -> str:
        """The address in small letters, and of nobody else."""
        found = str(self.cleaned_data["email"]).strip().lower()
        if User.objects.filter(email=found).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Somebody else has this address."))
        return found


class KeyForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(label=_("What it is for"), max_length=80, help_text=_("Such as: nightly export to the mail program."))
    scopes = forms.MultipleChoiceField(label=_("What it may do"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label=_("Valid for so many days"), min_value=1, max_value=730, initial=365)
