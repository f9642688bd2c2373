"""Findings in words: what was found, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Label
from doelgroep.messages import sentence
from doelgroep.quality.tables import CUSTOMERS, TRAITS
from doelgroep.quality.values import Trouble

if TYPE_CHECKING:
    from doelgroep.catalog import Catalog, Field
    from doelgroep.messages import Language
    from doelgroep.quality.values import Finding

_CODES: dict[Trouble, tuple[str, str]] = {
    Trouble.MISSING_KEY: ("quality_missing_key", "quality_missing_key_do"),
    Trouble.MISSING_TIME: ("quality_missing_time", "quality_missing_time_do"),
    Trouble.SET_ASIDE: ("quality_set_aside", "quality_set_aside_do"),
    Trouble.REPEATED_ROWS: ("quality_repeated_rows", "quality_repeated_rows_do"),
    Trouble.SHARED_CONTACT: ("quality_shared_contact", "quality_shared_contact_do"),
    Trouble.TOO_EARLY: ("quality_too_early", "quality_too_early_do"),
    Trouble.TOO_LATE: ("quality_too_late", "quality_too_late_do"),
    Trouble.UNKNOWN_KEY: ("quality_unknown_key", "quality_unknown_key_do"),
    Trouble.BARE_CUSTOMERS: ("quality_bare_customers", "quality_bare_customers_do"),
    Trouble.VARIANTS: ("quality_variants", "quality_variants_do"),
    Trouble.EMPTY: ("quality_empty", "quality_empty_do"),
    Trouble.CONSTANT: ("quality_constant", "quality_constant_do"),
    Trouble.FEW_ROWS: ("quality_few_rows", "quality_few_rows_do"),
}
_CUSTOMERS = Label("customers", "klanten")


@dataclass(frozen=True, slots=True)
class _Named:
    """A name with its label in each language, as a parameter of a sentence."""

    label: Label

    def spoken(self, language: Language) -> str:
        return self.label.get(language)


def told(finding: Finding, catalog: Catalog, language: Language) -> tuple[str, str]:
    """What was found, and what to do about it, in a language; tables and fields are called by their labels."""
    what, advice = _CODES[finding.trouble]
    params = _params(finding, catalog)
    return sentence(what, params, language), sentence(advice, params, language)


def table_title(catalog: Catalog, table: str, language: Language) -> str:
    """The label of a table: "customers", an activity, `lookup:NAME`."""
    return _table(catalog, table).get(language)


def find_field(catalog: Catalog, table: str, name: str) -> Field | None:
    """A field of a table, the key and traits of customers included; None when there is none of that name."""
    return next((each for each in fields_of(catalog, table) if each.name == name), None)


def fields_of(catalog: Catalog, table: str) -> tuple[Field, ...]:
    """All fields of a table; those of "traits" are the traits."""
    if table in {CUSTOMERS, TRAITS}:
        return catalog.traits if table == TRAITS else (catalog.key_field, *catalog.fields)
    activity = catalog.activity(table)
    lookup = catalog.lookup(table.removeprefix("lookup:")) if table.startswith("lookup:") else None
    return activity.fields if activity is not None else lookup.fields if lookup is not None else ()


def _params(finding: Finding, catalog: Catalog) -> dict[str, object]:
    field = None if finding.field is None else find_field(catalog, finding.table, finding.field)
    label = Label(finding.field or "") if field is None else Label(field.title("en"), field.title("nl"))
    params: dict[str, object] = {"count": finding.count, "table": _Named(_table(catalog, finding.table)), "field": _Named(label), **finding.details}
    if "lookup" in params:
        params["lookup"] = _Named(_table(catalog, f"lookup:{params['lookup']}"))
    return params


def _table(catalog: Catalog, table: str) -> Label:
    if table in {CUSTOMERS, TRAITS}:
        return _CUSTOMERS
    activity = catalog.activity(table)
    if activity is not None:
        return Label(activity.title("en"), activity.title("nl"))
    name = table.removeprefix("lookup:")
    lookup = catalog.lookup(name)
    plain = name.replace("_", " ")
    return Label(plain, plain) if lookup is None else Label(lookup.label.get("en") or plain, lookup.label.get("nl") or plain)
