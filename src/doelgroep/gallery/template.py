"""What a ready-made segment is: its words, what it serves, a query over concepts, and the parameters of that query. Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.catalog import Label

if TYPE_CHECKING:
    from doelgroep.catalog import Base
    from doelgroep.lang.tree import Condition

_NOTHING = Label()


class Goal(StrEnum):
    """What a segment is made for."""

    CONVERSION = "conversion"
    SECOND_PURCHASE = "second_purchase"
    MORE_PER_CUSTOMER = "more_per_customer"
    PERSONAL = "personal"
    RETENTION = "retention"
    REACTIVATION = "reactivation"
    MARGIN = "margin"
    SATISFACTION = "satisfaction"
    AMBASSADORS = "ambassadors"


class Business(StrEnum):
    """Lines of business."""

    SHOP = "shop"
    SHOPIFY = "shopify"
    B2B = "b2b"
    TELECOM = "telecom"
    SERVICE = "service"


GOAL_NAMES: dict[Goal, Label] = {
    Goal.CONVERSION: Label("Conversion", "Conversie"),
    Goal.SECOND_PURCHASE: Label("Second purchase", "Tweede aankoop"),
    Goal.MORE_PER_CUSTOMER: Label("More per customer", "Meer per klant"),
    Goal.PERSONAL: Label("Personal messages", "Persoonlijke berichten"),
    Goal.RETENTION: Label("Retention", "Behoud"),
    Goal.REACTIVATION: Label("Winning back", "Terugwinnen"),
    Goal.MARGIN: Label("Margin", "Marge"),
    Goal.SATISFACTION: Label("Satisfaction", "Tevredenheid"),
    Goal.AMBASSADORS: Label("Ambassadors", "Ambassadeurs"),
}
BUSINESS_NAMES: dict[Business, Label] = {
    Business.SHOP: Label("Web shop", "Webwinkel"),
    Business.SHOPIFY: Label("Shopify shop", "Shopify-winkel"),
    Business.B2B: Label("Business to business", "Zakelijke leverancier"),
    Business.TELECOM: Label("Telecom and subscriptions", "Telecom en abonnementen"),
    Business.SERVICE: Label("Service company", "Dienstverlener"),
}


class Kind(StrEnum):
    """The types of parameters."""

    NUMBER = "number"
    """A whole number."""
    MONEY = "money"
    """An amount in the workspace's currency."""
    DECIMAL = "decimal"
    """A number with digits behind the point."""
    DURATION = "duration"
    """A stretch of time before today, such as 90d or 12m."""
    AHEAD = "ahead"
    """A stretch of time after today."""
    VALUE = "value"
    """A value of a field."""
    TEXT = "text"
    """A few letters, such as the beginning of a postcode."""
    CHOICE = "choice"
    """One of a few values that the template names."""
    CHANNEL = "channel"
    """The channel for which customers must have given consent, or any."""
    PLACE = "place"
    """Latitude and longitude."""


ANY_CHANNEL = "any"
"""The value of a channel that asks for no consent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value of a choice."""

    value: str
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a person fills in. How its first value is found: from the data by `of`, `rank`, `like` and `share`, else it is `default`."""

    name: str
    kind: Kind
    label: Label
    default: str = ""
    of: str = ""
    """Values: the concept's field, `purchases.category`. Numbers: an expression over concepts, `sum(orders.amount WHERE date >= -1y)`."""
    rank: int = 1
    """Values: the most frequent one, or the second, or the third."""
    like: tuple[str, ...] = ()
    """Values: rather one in which such a word stands."""
    share: float = 0.5
    """Numbers: the value below which this part of the customers with a value stays."""
    low: str = ""
    """The least that is allowed: a number, or days of a duration."""
    high: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A ready-made segment."""

    key: str
    name: Label
    what: Label
    """Whom it finds."""
    use: Label
    """Why a marketer would want them, and what to do."""
    goal: Goal
    bases: tuple[Base, ...]
    business: tuple[Business, ...]
    query: str
    """In the language, with names of concepts and parameters in the places of names and values."""
    condition: Condition
    """The query as a tree."""
    parameters: tuple[Parameter, ...] = ()
    title: Label = _NOTHING
    """The name of a segment made from it, with parameters in braces; without one it is the template's name."""

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name."""
        return next((each for each in self.parameters if each.name == name), None)
