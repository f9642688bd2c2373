"""What exists in a workspace: the customer table, activities, lookups, fields and traits.

Pure values. The YAML form (reading, checking, writing without losing comments) is in `doelgroep.store.catalog_file`; expressions of traits and
computed fields are text here and get their meaning in `doelgroep.model`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class FieldType(StrEnum):
    """The types of values. A missing value is possible in all of them."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    """64 bits, signed."""
    DECIMAL = "decimal"
    """A scaled 64-bit integer; `Field.scale` digits behind the point (0 to 9)."""
    FLOAT = "float"
    TEXT = "text"
    """Free text, NFC. A case-folded copy is stored beside it."""
    CATEGORY = "category"
    """One of a limited number of texts; compared exactly."""
    DATE = "date"
    """A calendar day."""
    DATETIME = "datetime"
    """A moment: UTC microseconds, and the local day and hour of the workspace's zone."""
    TEXT_LIST = "text_list"
    """Texts, such as tags. An empty list is not a missing one."""
    POINT = "point"
    """Latitude and longitude in degrees."""


class Base(StrEnum):
    """What a fact says about a customer: the bases of segmentation."""

    GEOGRAPHIC = "geographic"
    DEMOGRAPHIC = "demographic"
    FIRMOGRAPHIC = "firmographic"
    BEHAVIOURAL = "behavioural"
    PSYCHOGRAPHIC = "psychographic"
    TECHNOGRAPHIC = "technographic"
    NEEDS = "needs"
    VALUE = "value"


class Role(StrEnum):
    """What a field is used for, beyond being a condition."""

    ID = "id"
    """An identifier: numbers may be written without quotes and mean the same text."""
    REVENUE = "revenue"
    COST = "cost"
    DISCOUNT = "discount"
    QUANTITY = "quantity"
    PRODUCT = "product"
    CATEGORY = "category"
    CHANNEL = "channel"
    CONSENT = "consent"
    CREDIT = "credit"
    COUNTRY = "country"
    """Of the customer: decides the hemisphere of `season`."""
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    LANGUAGE = "language"
    BIRTH_DATE = "birth_date"
    SATISFACTION = "satisfaction"
    MINUTES = "minutes"


class Privacy(StrEnum):
    """How careful one must be with a field."""

    NONE = "none"
    DIRECT = "direct"
    """Names a person: name, e-mail address, phone number."""
    SPECIAL = "special"
    """A special category of personal data (GDPR article 9)."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text in both languages of the product. An empty Dutch one falls back to English and the other way round."""

    en: str = ""
    nl: str = ""

    def get(self, language: str) -> str:
        """The text in a language ("en" or "nl"), or in the other one, or empty."""
        return (self.nl or self.en) if language == "nl" else (self.en or self.nl)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of customers, of an activity or of a lookup; or a trait or computed field, when it has an `expression`."""

    name: str
    type: FieldType
    scale: int = 0
    label: Label = Label()
    description: Label = Label()
    base: Base | None = None
    role: Role | None = None
    privacy: Privacy = Privacy.NONE
    values: tuple[str, ...] = ()
    """The allowed values of a category; empty when any value is."""
    any_value: bool = False
    """For lists: `=`, `!=`, IN and PER speak about any one of the texts (Shopify's `tag = 'x'`)."""
    lookup: str | None = None
    """The lookup that this field's value is a key of: `product.category` is reached over it."""
    expression: str | None = None
    column: str | None = None
    """The column's name in the imported files, where it differs from `name`."""

    def title(self, language: str) -> str:
        """The label, or the name made readable."""
        return self.label.get(language) or self.name.replace("_", " ").replace(".", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How a derived activity comes about: the rows of `source` with the same customer and the same `group` value become one row."""

    source: str
    group: str
    where: str | None = None
    """A condition on the rows of the source; only those that meet it take part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A stream of rows of customers. The fields of a derived one have aggregate expressions over the source's rows."""

    name: str
    fields: tuple[Field, ...]
    time: str | None = None
    """The field with the moment of the row; None for an activity without time (then no windows, and first and last go by arrival)."""
    row_id: str | None = None
    """The field that identifies a row: with it rows are updated and can be deleted."""
    customer_column: str | None = None
    """The customer key's column in imported files."""
    derivation: Derivation | None = None
    label: Label = Label()
    description: Label = Label()
    base: Base = Base.BEHAVIOURAL

    def field(self, name: str) -> Field | None:
        """The field of that name, `date` being another name of the time field."""
        found = next((each for each in self.fields if each.name == name), None)
        if found is None and name == "date" and self.time not in {None, name}:
            return self.field(str(self.time))
        return found

    @property
    def stored_fields(self) -> tuple[Field, ...]:
        """The fields with a column of their own: all but the computed ones (a derived activity is stored as a whole)."""
        if self.derivation is not None:
            return self.fields
        return tuple(each for each in self.fields if each.expression is None)

    def title(self, language: str) -> str:
        """The label, or the name made readable."""
        return self.label.get(language) or self.name.replace("_", " ").replace(".", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A table reached over a key: products, companies, postcodes. One row per key."""

    name: str
    key: str
    fields: tuple[Field, ...]
    label: Label = Label()

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((each for each in self.fields if each.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named distance filter, `customer_within_distance`: distance from a point field of the customer, or of any row of an activity."""

    name: str
    field: str
    activity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Everything that a query may name."""

    name: str = "shop"
    entity: str = "person"
    """What a customer is: "person" or "company"."""
    key: str = "customer_id"
    """The name under which queries use the customer key (text)."""
    key_column: str | None = None
    fields: tuple[Field, ...] = ()
    activities: tuple[Activity, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    traits: tuple[Field, ...] = ()
    places: tuple[Place, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    """Other names of fields, traits and activities: (other name, name)."""
    open_namespaces: tuple[str, ...] = ()
    """Prefixes (`customer.`) of fields that may be asked for without being declared; they are missing for everybody."""
    country: str = "NL"
    """The country (ISO 3166-1 alpha-2) of customers whose country is not known: decides `season`."""

    names: dict[str, Field | Activity | Place] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        entries: list[Field | Activity | Place] = [self.key_field, *self.fields, *self.traits, *self.activities, *self.places]
        self.names.update({each.name: each for each in entries})

    @property
    def key_field(self) -> Field:
        """The customer key as a field."""
        return Field(name=self.key, type=FieldType.TEXT, role=Role.ID, column=self.key_column)

    def find(self, name: str) -> Field | Activity | Place | None:
        """What a name at the customer's level stands for: aliases followed, case exact."""
        return self.names.get(dict(self.aliases).get(name, name))

    def activity(self, name: str) -> Activity | None:
        """The activity of that name (aliases followed)."""
        found = self.find(name)
        return found if isinstance(found, Activity) else None

    def lookup(self, name: str) -> Lookup | None:
        """The lookup of that name."""
        return next((each for each in self.lookups if each.name == name), None)

    def customer_fields(self) -> Iterator[Field]:
        """Fields of the customer in the order of the catalogue: key, stored fields, traits."""
        yield self.key_field
        yield from self.fields
        yield from self.traits

    def country_field(self) -> Field | None:
        """The customer field with the role `country`."""
        return next((each for each in self.fields if each.role is Role.COUNTRY), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogProblem:
    """Something wrong in a catalogue: a message code of the catalog area with its parameters.

    `path` leads to the place in the YAML form, as far as it goes: `("activities", "orders", "fields", "amount", "expression")`,
    `("traits", "age", "expression")`.
    """

    path: tuple[str, ...]
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
