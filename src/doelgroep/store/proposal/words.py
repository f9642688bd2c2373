"""What names of columns say: the table `meanings.toml`, and how a name is looked up in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from doelgroep.catalog import Base, FieldType, Label, Privacy, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Sense(StrEnum):
    """What a column is about, as far as it decides something."""

    SPECIAL = "special"
    CONSENT = "consent"
    EMAIL = "email"
    PHONE = "phone"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    COMPANY_NAME = "company_name"
    NAME = "name"
    DIRECT = "direct"
    """Identifies a person: address, bank account, number of a passport."""
    POSTCODE = "postcode"
    COUNTRY = "country"
    PLACE = "place"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    LANGUAGE = "language"
    BIRTH_DATE = "birth_date"
    PERSONAL = "personal"
    """A demographic fact."""
    COMPANY = "company"
    """A firmographic fact."""
    CREDIT = "credit"
    ORDER = "order"
    PRODUCT = "product"
    PRODUCT_NAME = "product_name"
    CATEGORY = "category"
    BRAND = "brand"
    DISCOUNT = "discount"
    MONEY = "money"
    """Another sum of money: tax, shipping, spent on something."""
    COST = "cost"
    PRICE = "price"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    CHANNEL = "channel"
    DEVICE = "device"
    SATISFACTION = "satisfaction"
    MINUTES = "minutes"
    LIST = "list"
    FREE_TEXT = "free_text"
    TIME = "time"
    CALENDAR = "calendar"
    """A year, a week: part of a date."""
    STATUS = "status"
    """A kind or state: few values."""
    KEY = "key"
    """Another identifier: of a campaign, a branch, a supplier."""
    COUNT = "count"
    """A number of things."""
    HABIT = "habit"
    """Anything else that a customer does or has."""


_NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT})
_TEXTS = frozenset({FieldType.TEXT, FieldType.CATEGORY})
_TYPES = {
    "numbers": _NUMBERS,
    "texts": _TEXTS,
    "keys": _TEXTS | {FieldType.INTEGER},
    "dates": frozenset({FieldType.DATE, FieldType.DATETIME}),
    "yes_no": _TEXTS | {FieldType.BOOLEAN},
    "lists": frozenset({FieldType.TEXT_LIST}),
}
_STANDS_FOR = {
    "{id}": "(id|nr|no|num|nummer|number|code|key|ref|reference|uuid|guid)",
    "{order}": "(order|invoice|factuur|bestelling|bestel|bon|kassabon|receipt|basket|trans|transaction|transactie|purchase|aankoop|ticket|sale)",
    "{consent}": "(consent|consentgiven|toestemming|optin|optedin|optinstatus|permission|accepts|accepted|allowed|subscribed|subscription|ok)",
    "{product}": "(product|prod|article|artikel|item|sku|stock|material|materiaal|asin)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A row of the table."""

    sense: Sense
    names: re.Pattern[str]
    parts: re.Pattern[str] | None
    last: re.Pattern[str] | None
    types: frozenset[FieldType]
    role: Role | None
    base: Base | None
    privacy: Privacy
    label: Label
    """Empty unless the whole name fits the meaning."""


@cache
def meanings() -> tuple[Meaning, ...]:
    """The table, in order of precedence."""
    text = files("doelgroep.store.proposal").joinpath("meanings.toml").read_text(encoding="utf-8")
    return tuple(_meaning(each) for each in tomllib.loads(text)["meaning"])


def _meaning(entry: Mapping[str, Any]) -> Meaning:
    types = [_TYPES[each] for each in entry.get("types", "").split()]
    return Meaning(
        sense=Sense(entry["sense"]),
        names=_pattern(entry["names"]),
        parts=_pattern(entry["parts"]) if "parts" in entry else None,
        last=_pattern(entry["last"]) if "last" in entry else None,
        types=frozenset[FieldType]().union(*types) or frozenset(FieldType),
        role=Role(entry["role"]) if "role" in entry else None,
        base=Base(entry["base"]) if "base" in entry else None,
        privacy=Privacy(entry.get("privacy", Privacy.NONE)),
        label=Label(*entry.get("label", ())),
    )


def _pattern(words: str) -> re.Pattern[str]:
    for name, pattern in _STANDS_FOR.items():
        words = words.replace(name, pattern)
    return re.compile("|".join(f"(?:{each})" for each in words.split()))


@cache
def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a column's name, in lower case, divided at blanks, signs and capitals.

    >>> name_parts("CustomerID"), name_parts("Dt_Customer"), name_parts("billing.postal code"), name_parts("IPAddress")
    (('customer', 'id'), ('dt', 'customer'), ('billing', 'postal', 'code'), ('ip', 'address'))
    """
    spaced = re.sub(r"([a-z\d])([A-Z])", r"\1 \2", name.replace("KvK", "kvk"))
    spaced = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", spaced)
    return tuple(each.lower() for each in re.split(r"[\W_]+", spaced) if each)


def plain_name(name: str) -> str:
    """A column's name as names are compared: without signs and capitals.

    >>> plain_name("Customer ID") == plain_name("customer_id")
    True
    """
    return "".join(name_parts(name))


def possible(name: str) -> Iterator[Meaning]:
    """The meanings that a name can have, whatever its type: those of the whole name before those of its parts."""
    parts = name_parts(name)
    whole = "".join(parts)
    yield from (each for each in meanings() if each.names.fullmatch(whole))
    yield from (replace(each, label=Label()) for each in meanings() if _fits_part(each, parts))


def _fits_part(meaning: Meaning, parts: tuple[str, ...]) -> bool:
    if meaning.last and parts and meaning.last.fullmatch(parts[-1]):
        return True
    return meaning.parts is not None and any(meaning.parts.fullmatch(each) for each in _runs(parts))


def _runs(parts: tuple[str, ...]) -> Iterator[str]:
    """The parts, and neighbouring ones together: `opt in`."""
    yield from parts
    yield from (first + second for first, second in pairwise(parts))


def meaning_of(name: str, kind: FieldType) -> Meaning | None:
    """The first meaning of a name that a field of this type can have."""
    return next((each for each in possible(name) if kind in each.types), None)


def may_be(name: str, *senses: Sense) -> bool:
    """Whether the first meaning of the name, whatever its type, is one of these."""
    found = next(possible(name), None)
    return found is not None and found.sense in senses
