"""What measuring yields: values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


class Spread(StrEnum):
    """What the bars of a distribution stand for."""

    VALUES = "values"
    """One value each, the most frequent first; of whole numbers and yes or no in the order of the values."""
    NUMBERS = "numbers"
    """Numbers from `low` up to, but not including, `high`."""
    LENGTHS = "lengths"
    """As numbers: how many characters a text has."""
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    """Days, calendar months or years that begin on `low`."""
    NONE = "none"
    """There is nothing to draw: no values, or points on a map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A value, or a range of values, and on how many rows it stands."""

    low: object
    high: object = None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How the values of a field are spread over its rows."""

    spread: Spread = Spread.NONE
    bars: tuple[Bar, ...] = ()
    below: int = 0
    """Rows with a value below the first bar: of numbers and days the few outermost ones do not stretch the picture."""
    above: int = 0
    other: int = 0
    """Rows with a value that has no bar of its own."""

    @property
    def highest(self) -> int:
        """The count of the longest bar."""
        return max((each.count for each in self.bars), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMeasure:
    """A field, measured."""

    name: str
    type: str
    rows: int
    filled: int
    distinct: int
    about: bool = False
    """Whether `distinct` is an estimate (within a few percent): of fields with very many different values it is."""
    lowest: object = None
    highest: object = None
    quartiles: tuple[float, float, float] | None = None
    """Of numbers: a quarter of the values is below the first, half below the second, three quarters below the third."""
    distribution: Distribution = Distribution()
    frequent: tuple[Bar, ...] = ()
    """The most frequent values of a field in which values come back."""

    @property
    def fill_rate(self) -> float:
        """Share of the rows with a value, 0 to 1."""
        return self.filled / self.rows if self.rows else 0.0


class Trouble(StrEnum):
    """The kinds of findings."""

    MISSING_KEY = "missing_key"
    """Rows of an activity that name no customer."""
    MISSING_TIME = "missing_time"
    """Rows of an activity without a moment."""
    SET_ASIDE = "set_aside"
    """Rows that could not be used at an import."""
    REPEATED_ROWS = "repeated_rows"
    """Rows of an activity that equal another one in everything."""
    SHARED_CONTACT = "shared_contact"
    """Customers with the e-mail address or phone number of another one."""
    TOO_EARLY = "too_early"
    """Dates before 1900."""
    TOO_LATE = "too_late"
    """Dates in the future that can't be, or more than a hundred years ahead."""
    UNKNOWN_KEY = "unknown_key"
    """Values that should be a key of a lookup and are not."""
    BARE_CUSTOMERS = "bare_customers"
    """Customers who are only known from activities: no file of customers has them."""
    VARIANTS = "variants"
    """Values of a category that differ only in capitals and blanks."""
    EMPTY = "empty"
    """A field without any value."""
    CONSTANT = "constant"
    """A field with the same value everywhere."""
    FEW_ROWS = "few_rows"
    """Days with far fewer rows than the same weekday before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One case of a finding: a text from the data, how often it occurs, and the key of the customer where it is about one."""

    text: str
    count: int = 0
    customer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong or doubtful. Values from the data are only in `examples`, which not everybody may see."""

    trouble: Trouble
    table: str
    """"customers", an activity's name or `lookup:NAME`."""
    field: str | None = None
    count: int
    """How many rows, values, customers or days, whichever the trouble is about."""
    of: int = 0
    """How many there are in all; 0 where a share says nothing."""
    details: Mapping[str, object]
    """What else its sentence needs."""
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMeasure:
    """A table, measured."""

    name: str
    """"customers", an activity's name or `lookup:NAME`."""
    edition: str
    """The state of the data that was measured."""
    rows: int
    anonymous: int = 0
    """Rows of an activity without a customer, which are kept apart and do not count in `rows`."""
    days: tuple[tuple[date, int], ...] = ()
    """Of an activity with time: rows per local day, days with rows only, of the last four hundred days with data."""
    fields: tuple[FieldMeasure, ...] = ()
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0

    def field(self, name: str) -> FieldMeasure | None:
        """The measure of a field."""
        return next((each for each in self.fields if each.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """All tables, measured. `at` is UTC, without a zone."""

    at: datetime
    tables: tuple[TableMeasure, ...]

    def table(self, name: str) -> TableMeasure | None:
        """The measure of a table."""
        return next((each for each in self.tables if each.name == name), None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong, in the order of the tables."""
        return tuple(found for each in self.tables for found in each.findings)
