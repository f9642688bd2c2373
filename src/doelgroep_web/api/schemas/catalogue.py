"""What a query may name."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from doelgroep_web.api.schemas.basics import Label  # noqa: TC001 - pydantic reads the annotations when the module loads


class CatalogueField(Schema):
    """A field, trait or computed field."""

    name: str
    type: str = Field(description=_("`boolean`, `integer`, `decimal`, `float`, `text`, `category`, `date`, `datetime`, `text_list` or `point`."))
    scale: int = Field(description=_("Digits behind the point of a decimal."))
    label: Label
    description: Label
    base: str | None = Field(description=_("What it says about a customer: `geographic`, `behavioural` and so on."))
    role: str | None = Field(description=_("What it is used for: `revenue`, `consent`, `email` and so on."))
    privacy: str = Field(description=_("`none`, `direct` (names a person) or `special` (a special category)."))
    allowed: bool = Field(description=_("Whether the owner of the key may see and use it."))
    values: list[str] = Field(description=_("The allowed values of a category; empty when any is."))
    expression: str | None = Field(description=_("How it is computed; null when it is imported."))


class CatalogueTable(Schema):
    """A table with its fields."""

    name: str = Field(description=_("`customers`, the name of an activity, or `lookup:NAME`."))
    kind: str = Field(description=_("`customers`, `activity` or `lookup`."))
    label: Label
    time: str | None = Field(description=_("The field with the moment of a row."))
    fields: list[CatalogueField]


class Catalogue(Schema):
    """Everything that a query may name."""

    name: str
    entity: str = Field(description=_("What a customer is: `person` or `company`."))
    key: str = Field(description=_("The name of the customer's key."))
    zone: str
    currency: str
    tables: list[CatalogueTable]
