"""Forms of signing in and of one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from doelgroep_web.accounts.models import Language, Theme, User


class LoginForm(forms.Form):
    """Address and password."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}))
    password = forms.CharField(label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


class ForgottenForm(forms.Form):
    """The address to which the link goes."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}))


class NewPasswordForm(forms.Form):
    """A new password, typed once in a field that can show it."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 10 characters, and not one that everybody uses. A sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """The password, when it is good enough."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class AccountForm(forms.ModelForm[User]):
    """What somebody may change about himself."""

    language = forms.ChoiceField(label=_("Language"), choices=[("", _("As the browser")), *Language.choices], required=False)
    theme = forms.ChoiceField(label=_("Appearance"), choices=Theme.choices)

    class Meta:
        """The fields."""

        model = User
        fields = ("name", "language", "theme")
