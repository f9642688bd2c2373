"""From the forms of a page to what is kept of it: only what differs from what the library proposed is said."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from doelgroep_web.data.wizard.forms import ColumnForm, FileForm, column_prefix
from doelgroep_web.errors import language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.catalog import Catalog
    from doelgroep_web.data.wizard.summary import ColumnSummary, FileSummary, Summary
    from doelgroep_web.data.wizard.telling import Told

_OF_FILE = ("customer", "time", "amount", "row_id", "date_order", "decimal")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnForms:
    """A column of a file, with its form."""

    column: ColumnSummary | None
    """None for one that is left out."""
    name: str
    form: ColumnForm
    is_key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileForms:
    """A file with its forms."""

    file: FileSummary
    form: FileForm
    columns: tuple[ColumnForms, ...]
    has_decimal_keys: bool
    """Its keys are written as 17850.0, or the person has said what that means."""


def forms_of(summary: Summary, catalog: Catalog, told: Told, data: object = None) -> tuple[FileForms, ...]:
    """The forms of all files; with the data of a request they are filled with it."""
    doubts = {each.file for each in summary.problems if each.code == "import_keys_decimal"}
    return tuple(
        replace(found, has_decimal_keys=each.label in doubts or bool(told.get(each.file, {}).get("clean_keys")))
        for place, each in enumerate(summary.files)
        for found in [_forms(place, each, catalog, told.get(each.file, {}), data)]
    )


def _forms(place: int, file: FileSummary, catalog: Catalog, said: Mapping[str, Any], data: object) -> FileForms:
    known = {each.column: each for each in file.columns}
    names = (*file.names, *(each for each in said.get("leave_out", ()) if each not in file.names))
    seconds = {each.also for each in file.columns if each.also}
    columns = tuple(
        ColumnForms(
            column=known.get(name), name=name, form=ColumnForm(known.get(name), data, column_prefix(place, number)), is_key=name == file.customer
        )
        for number, name in enumerate(names)
        if name not in seconds
    )
    return FileForms(file=file, form=FileForm(file, catalog, said, data, f"f{place}"), columns=columns, has_decimal_keys=False)


def are_valid(forms: tuple[FileForms, ...]) -> bool:
    """Whether everything that was said can be meant. Every form is looked at, so that all errors are told."""
    return all([each.form.is_valid() for each in forms] + [one.form.is_valid() for each in forms for one in each.columns])


def said(forms: tuple[FileForms, ...], before: Told) -> tuple[Told, bool]:
    """What is said now, and whether the files must be read again because of it."""
    told = deepcopy(before)
    for each in forms:
        own = told.setdefault(each.file.file, {})
        _say_of_file(each, own)
        _say_of_columns(each, own)
    after = {file: own for file, own in told.items() if own}
    return after, after != before


def _say_of_file(forms: FileForms, own: dict[str, Any]) -> None:
    said = forms.form.cleaned_data
    if forms.form.chosen_target() != forms.file.target:
        own["target"] = forms.form.chosen_target()
    for name in _OF_FILE:
        value = said.get(name, "")
        if name in forms.form.changed_data:
            own[name] = value
            if not value:
                del own[name]
    if said.get("clean_keys"):
        own["clean_keys"] = True
    else:
        own.pop("clean_keys", None)


def _say_of_columns(forms: FileForms, own: dict[str, Any]) -> None:
    out = [each.name for each in forms.columns if not each.form.cleaned_data["comes_in"] and not each.is_key and _could_come(each, own)]
    own["leave_out"] = out
    if not out:
        del own["leave_out"]
    wishes = own.setdefault("fields", {})
    for each in forms.columns:
        if each.column is not None:
            _say_of_column(each, each.column, wishes)
    if not wishes:
        del own["fields"]


def _could_come(forms: ColumnForms, own: Mapping[str, Any]) -> bool:
    """A column without a field, such as an empty one, is not left out by the person but by the library."""
    return forms.column is not None or forms.name in own.get("leave_out", ())


def _say_of_column(forms: ColumnForms, column: ColumnSummary, wishes: dict[str, Any]) -> None:
    said, changed = forms.form.cleaned_data, set(forms.form.changed_data)
    wish: dict[str, Any] = wishes.get(column.column, {})
    if "label" in changed:
        wish["label"] = {"en": column.label_en, "nl": column.label_nl, language(): said["label"]}
    wish |= {name: said[name] for name in ("base", "role", "privacy") if name in changed}
    if wish:
        wishes[column.column] = wish
