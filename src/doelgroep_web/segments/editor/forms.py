"""The form with which a draft is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doelgroep.store.definitions import is_key, key_for
from doelgroep_web.accounts.models import User
from doelgroep_web.accounts.roles import RIGHTS, Right
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from doelgroep_web.segments.editor.models import Draft


class PublishForm(forms.Form):
    """What a segment is called, and by what key others name it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    key = forms.CharField(
        label=gettext_lazy("Key"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("How other queries name it: IN SEGMENT 'key'. Left blank it is made of the name."),
    )
    description = forms.CharField(
        label=gettext_lazy("Description"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What it is for."),
    )
    tags = forms.CharField(label=gettext_lazy("Tags"), required=False, max_length=300, help_text=gettext_lazy("Separated by commas."))
    owner = forms.ModelChoiceField(label=gettext_lazy("Owner"), queryset=User.objects.none(), required=False, empty_label=gettext_lazy("nobody"))
    note = forms.CharField(
        label=gettext_lazy("What changed"), required=False, max_length=200, help_text=gettext_lazy("Stands in the list of versions.")
    )

    def __init__(self, draft: Draft, *args: Any, **more: Any) -> None:  # noqa: ANN401 - what Django's own constructor takes
        super().__init__(*args, **more)
        self.draft = draft
        editors = [role for role, rights in RIGHTS.items() if Right.EDIT_SEGMENTS in rights]
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = User.objects.filter(is_active=True, role__in=editors)
        if not draft.is_new:
            del self.fields["key"]
        else:
            del self.fields["note"]

    def clean_key(self) -> str:
        """A key that can be used and is free; made of the name when none is given."""
        key = str(self.cleaned_data["key"]).strip() or key_for(str(self.cleaned_data.get("name", "")))
        if not is_key(key):
            said = _("A key has small letters, digits, hyphens and underscores only. “%(key)s” would do.")
            raise forms.ValidationError(said % {"key": key_for(key)})
        known = workspace().definitions.keys()
        if key in known:
            raise forms.ValidationError(_("There is a segment with the key “%(key)s” already. Choose another one.") % {"key": key})
        return key

    def clean_tags(self) -> list[str]:
        """The tags, each once."""
        return list(dict.fromkeys(each.strip() for each in str(self.cleaned_data["tags"]).split(",") if each.strip()))
