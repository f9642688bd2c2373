"""What a person can say of a file and of each of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doelgroep.quality.told import table_title
from doelgroep.store.catalog_names import name_problem, usable_name
from doelgroep_web.data.words import BASES, PRIVACY, ROLES
from doelgroep_web.errors import language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doelgroep.catalog import Catalog
    from doelgroep_web.data.wizard.summary import ColumnSummary, FileSummary

NEW_ACTIVITY, NEW_LOOKUP = "new:activity", "new:lookup"
DATE_ORDERS = [("", _("find out")), ("dmy", _("day, month, year")), ("mdy", _("month, day, year")), ("ymd", _("year, month, day"))]
DECIMALS = [("", _("find out")), (",", _("comma: 1,50")), (".", _("point: 1.50"))]


DELIMITERS = [("", _("find out")), (";", _("semicolon")), (",", _("comma")), ("\t", _("tab")), ("|", "|"), ("space", _("blanks"))]
ENCODINGS = [("", _("find out")), ("utf-8", "UTF-8"), ("windows-1252", "Windows-1252"), ("iso-8859-15", "ISO-8859-15"), ("utf-16", "UTF-16")]
HEADERS = [("", _("find out")), ("yes", _("has the names of the columns")), ("no", _("is a row"))]


class FileForm(forms.Form):
    """What a file is, and which of its columns is the customer, the time, the amount."""

    target = forms.ChoiceField(label=_("This is"))
    name = forms.CharField(
        label=_("Name of what is new"),
        max_length=63,
        required=False,
        help_text=_("As it stands in queries: letters, digits and underscores."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    customer = forms.ChoiceField(label=_("Customer, or key"), required=False)
    time = forms.ChoiceField(label=_("Time"), required=False)
    amount = forms.ChoiceField(label=_("Amount"), required=False)
    row_id = forms.ChoiceField(label=_("Number of the row"), required=False, help_text=_("With it, rows that come again replace the old ones."))
    date_order = forms.ChoiceField(label=_("Order in dates"), choices=DATE_ORDERS, required=False)
    decimal = forms.ChoiceField(label=_("Decimal sign"), choices=DECIMALS, required=False)
    clean_keys = forms.BooleanField(label=_("Numbers such as 17850.0 mean 17850"), required=False)

    def __init__(self, file: FileSummary, catalog: Catalog, said: Mapping[str, Any], data: object = None, prefix: str = "") -> None:
        initial = {
            "target": file.target,
            "name": "" if not file.is_new else file.target.removeprefix("lookup:"),
            "customer": file.customer,
            "time": file.time,
            "amount": file.amount,
            "row_id": file.row_id,
            "date_order": said.get("date_order", ""),
            "decimal": said.get("decimal", ""),
            "clean_keys": bool(said.get("clean_keys")),
        }
        super().__init__(data, prefix=prefix, initial=initial)  # type: ignore[arg-type] # the data of a request
        self._choices("target", _targets(file, catalog))
        is_activity = bool(file.target) and file.target != "customers" and not file.target.startswith("lookup:")
        for each in ("customer", "time", "amount", "row_id"):
            nothing = str(
                _("none") if initial[each] or each == "row_id" or (each in {"time", "amount"} and not is_activity) else _("let Doelgroep choose")
            )
            if each == "amount" and file.computed_amount and not file.amount:
                nothing = _("computed: %(expression)s") % {"expression": file.computed_amount}
            self._choices(each, [("", nothing), *((name, name) for name in file.names)])

    def _choices(self, name: str, choices: Sequence[tuple[str, object]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A new activity or lookup needs a name that can be one."""
        said = super().clean() or {}
        name = said.get("name", "").strip()
        if said.get("target") in {NEW_ACTIVITY, NEW_LOOKUP} and (not name or name_problem(name) is not None):
            near = usable_name(name) if name else "orders"
            self.add_error("name", forms.ValidationError(_("Give it a name such as %(near)s."), params={"near": near}))
        return said

    def chosen_target(self) -> str:
        """The target as the library names it."""
        target, name = self.cleaned_data["target"], self.cleaned_data["name"].strip()
        return name if target == NEW_ACTIVITY else f"lookup:{name}" if target == NEW_LOOKUP else str(target)


def _targets(file: FileSummary, catalog: Catalog) -> list[tuple[str, object]]:
    """What a file can be: what is there, what was proposed, and something new."""
    known = [each.name for each in catalog.activities if each.derivation is None]
    lookups = [f"lookup:{each.name}" for each in catalog.lookups]
    found: list[tuple[str, object]] = [("", _("choose"))] if not file.target else []
    found.append(("customers", _("customers: one row for each")))
    found += [(each, table_title(catalog, each, language())) for each in (*known, *lookups)]
    if file.is_new:
        name = file.target.removeprefix("lookup:")
        words = _("new list to look things up in: %(name)s") if file.target.startswith("lookup:") else _("new activity: %(name)s")
        found.append((file.target, words % {"name": name}))
    return [*found, (NEW_ACTIVITY, _("new: something that customers did …")), (NEW_LOOKUP, _("new: a list to look things up in …"))]


class ReadingForm(forms.Form):
    """How files are written, for those of which it can't be found out."""

    delimiter = forms.ChoiceField(label=_("Sign between columns"), choices=DELIMITERS, required=False)
    encoding = forms.ChoiceField(label=_("Encoding"), choices=ENCODINGS, required=False)
    header = forms.ChoiceField(label=_("First line"), choices=HEADERS, required=False)


class ColumnForm(forms.Form):
    """Whether a column comes in, and what is said of its field."""

    comes_in = forms.BooleanField(label=_("Comes in"), required=False)
    label = forms.CharField(label=_("Label"), max_length=80, required=False)
    base = forms.ChoiceField(label=_("Base"), choices=[("", _("no base")), *BASES.items()], required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("no role")), *ROLES.items()], required=False)
    privacy = forms.ChoiceField(label=_("Privacy"), choices=list(PRIVACY.items()), required=False)

    def __init__(self, column: ColumnSummary | None, data: object = None, prefix: str = "") -> None:
        initial = {"comes_in": column is not None}
        if column is not None:
            initial |= {"label": column.label(language()), "base": column.base, "role": column.role, "privacy": column.privacy}  # type: ignore[dict-item] # texts beside the yes or no
        super().__init__(data, prefix=prefix, initial=initial)  # type: ignore[arg-type] # the data of a request
        for field in self.visible_fields():
            # The heading of the table's column is seen; readers who can't see it hear which column of the file it is about.
            name = column.column if column is not None else ""
            field.field.widget.attrs["aria-label"] = f"{field.label}: {name}" if name else str(field.label)


def column_prefix(file: int, column: int) -> str:
    """The names of the controls of a column begin with this."""
    return f"f{file}-c{column}"
