"""Forms of the page of a customer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from doelgroep_web.customers.models import Note


class NoteForm(forms.ModelForm[Note]):
    """A note about a customer."""

    class Meta:
        """What is asked."""

        model = Note
        fields = ("text",)
        labels = {"text": _("New note")}  # noqa: RUF012 - as Django asks for it
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}  # noqa: RUF012 - as above
        help_texts = {"text": _("Everybody who may see this customer reads it. Write what the customer himself may read.")}  # noqa: RUF012 - as above
