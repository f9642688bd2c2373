"""Meaning: what a query asks for, with every name looked up and every type checked.

Two kinds of nodes. A **value** is something a customer (or a row of an activity) has, possibly missing.
A **test** is true or false for each customer (or row).
One rule makes the language two-valued: *a test of a missing value is false, and `Not` is the exact complement*. So `!=`, NOT IN, NOT CONTAINS,
NOT MATCHES are all written as `Not`, and need no rule of their own.

Nodes do not depend on the moment of evaluation: a window is a `Moment` such as "seven days ago" until `doelgroep.plan` turns it into a constant. They
are frozen and hashable; equal nodes mean the same, so that equal conditions of many segments are found by comparing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from doelgroep.catalog import FieldType

# ---------------------------------------------------------------- types


@dataclass(frozen=True, slots=True)
class ValueType:
    """The type of a value; `scale` is the number of digits behind the point of a decimal."""

    kind: FieldType
    scale: int = 0


BOOLEAN = ValueType(FieldType.BOOLEAN)
INTEGER = ValueType(FieldType.INTEGER)
FLOAT = ValueType(FieldType.FLOAT)
TEXT = ValueType(FieldType.TEXT)
CATEGORY = ValueType(FieldType.CATEGORY)
DATE = ValueType(FieldType.DATE)
DATETIME = ValueType(FieldType.DATETIME)
TEXT_LIST = ValueType(FieldType.TEXT_LIST)
POINT = ValueType(FieldType.POINT)


class Op(StrEnum):
    """Comparisons. There is no "not equal": that is `Not` of `EQ`."""

    EQ = "="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class TextOp(StrEnum):
    """Tests of a text. All but the pattern compare the case-folded texts."""

    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    ENDS_WITH = "ends_with"
    PATTERN = "pattern"
    """An RE2 pattern, found anywhere in the text, case as written."""


class Part(StrEnum):
    """Parts of a date or moment, in the workspace's zone."""

    DAY = "day"
    """The calendar day: turns a datetime into a date."""
    WEEKDAY = "weekday"
    """Category: monday ... sunday."""
    HOUR = "hour"
    """Integer 0 to 23; datetimes only."""
    MONTH = "month"
    """Integer 1 to 12."""
    YEAR = "year"
    MONTH_NUMBER = "month_number"
    """Integer: 12 * year + month - 1; counts months."""
    MONTH_DAY = "month_day"
    """Integer: 100 * month + day; finds anniversaries."""


class Statistic(StrEnum):
    """What is computed over rows. Missing values take no part. Of no values: count, distinct and sum are 0, the others missing."""

    COUNT = "count"
    """Number of rows, or with a value: of rows where it is not missing."""
    SUM = "sum"
    MIN = "min"
    MAX = "max"
    DISTINCT = "distinct"
    """Number of different values; of a list value: of different texts in all lists."""
    FIRST = "first"
    """The value on the first of the rows (by time, then arrival); missing when it is missing there."""
    LAST = "last"


# ---------------------------------------------------------------- values


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant.

    Python value by type: bool, int, int (decimal, scaled), float, str, int (date: days since 1970-01-01), int (datetime: UTC microseconds).
    """

    value: bool | int | float | str | None
    type: ValueType


@dataclass(frozen=True, slots=True)
class DayMoment:
    """A whole day relative to the moment of evaluation: `months` and then `days` from today, clamped to the end of the month. Type date."""

    months: int = 0
    days: int = 0

    @property
    def type(self) -> ValueType:
        """The type that it has beside a value."""
        return DATE


@dataclass(frozen=True, slots=True)
class LocalMoment:
    """A wall-clock moment in the workspace's zone, in seconds since 1970-01-01T00:00 on that clock. Type datetime."""

    seconds: int

    @property
    def type(self) -> ValueType:
        """The type that it has beside a value."""
        return DATETIME


@dataclass(frozen=True, slots=True)
class InstantMoment:
    """That many minutes from the moment of evaluation (`-36h` is -2160). Type datetime."""

    minutes: int

    @property
    def type(self) -> ValueType:
        """The type that it has beside a value."""
        return DATETIME


type Moment = DayMoment | LocalMoment | InstantMoment
type Constant = Literal | Moment


@dataclass(frozen=True, slots=True)
class CustomerField:
    """A stored field of the customer; the customer key is the field named `_key`."""

    name: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class RowField:
    """A stored field of a row of the activity (or of a source row, in a derivation)."""

    name: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class LookupField:
    """The field of the lookup's row whose key is `key`; missing when there is none."""

    lookup: str
    key: Value
    name: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class MissingField:
    """A field of an open namespace that nobody has imported: missing for everybody."""

    name: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class Trait:
    """A named expression of the catalogue; means just what its expression means."""

    name: str
    value: Value
    type: ValueType


@dataclass(frozen=True, slots=True)
class DatePart:
    """A part of a date or datetime."""

    part: Part
    value: Value
    type: ValueType


@dataclass(frozen=True, slots=True)
class Season:
    """winter (Dec-Feb), spring, summer or autumn of a date; six months on where `country` is in `doelgroep.season.SOUTHERN`.

    A missing country counts as southern when `default_southern` (the workspace's country is).
    """

    value: Value
    country: Value | None
    default_southern: bool
    type: ValueType = CATEGORY


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Whole units ("days", "weeks", "months", "years") from a date up to today. Integer.

    The largest n for which the date plus n units is not after today, so it is negative for every day in the future.
    Months and years end on the same day of the month, or on the month's last day: 29 February is reached on 28 February.
    """

    unit: str
    value: Value
    type: ValueType = INTEGER
    today: int | None = None
    """Days since 1970-01-01; filled in by the plan."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`+`, `-`, `*` of numbers; exact for integers and decimals. Missing when either side is."""

    operator: str
    left: Value
    right: Value
    type: ValueType


@dataclass(frozen=True, slots=True)
class Ratio:
    """numerator / denominator (float); missing when the denominator is 0 or either is missing.

    Compared exactly, by multiplying out, unless a part is a float.
    """

    numerator: Value
    denominator: Value
    type: ValueType = FLOAT


@dataclass(frozen=True, slots=True)
class Coalesce:
    """The first value that is not missing."""

    values: tuple[Value, ...]
    type: ValueType


@dataclass(frozen=True, slots=True)
class Extreme:
    """The smallest ("least") or largest ("greatest") of several values, missing ones left out."""

    which: str
    values: tuple[Value, ...]
    type: ValueType


@dataclass(frozen=True, slots=True)
class Branch:
    """One WHEN ... THEN."""

    when: Test
    then: Value


@dataclass(frozen=True, slots=True)
class Case:
    """The value of the first branch whose test holds, else `otherwise`, else missing."""

    branches: tuple[Branch, ...]
    otherwise: Value | None
    type: ValueType


@dataclass(frozen=True, slots=True)
class EmailDomain:
    """The text behind the last @, in lower case; missing without an @."""

    value: Value
    type: ValueType = TEXT


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A statistic over the customer's rows of an activity that pass `rows`; `value` is None for a count of rows."""

    activity: str
    statistic: Statistic
    value: Value | None
    rows: Test | None
    type: ValueType


@dataclass(frozen=True, slots=True)
class GroupAggregate:
    """A statistic over the rows that the surrounding `Matches` (or derivation) has left."""

    statistic: Statistic
    value: Value | None
    type: ValueType


@dataclass(frozen=True, slots=True)
class ListValues:
    """In a derivation: the different texts of the rows, sorted. A text list."""

    value: Value
    type: ValueType = TEXT_LIST


type Value = (
    Literal
    | DayMoment
    | LocalMoment
    | InstantMoment
    | CustomerField
    | RowField
    | LookupField
    | MissingField
    | Trait
    | DatePart
    | Season
    | Elapsed
    | Arithmetic
    | Ratio
    | Coalesce
    | Extreme
    | Case
    | EmailDomain
    | Aggregate
    | GroupAggregate
    | ListValues
)

# ---------------------------------------------------------------- tests


@dataclass(frozen=True, slots=True)
class Constantly:
    """Always true, or always false."""

    value: bool


@dataclass(frozen=True, slots=True)
class And:
    """All of them. At least two."""

    items: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them. At least two."""

    items: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The exact complement."""

    item: Test


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides have comparable types: the same kind, or both numbers. Text and category compare exactly, by code point."""

    left: Value
    op: Op
    right: Value


@dataclass(frozen=True, slots=True)
class Between:
    """low <= value <= high."""

    value: Value
    low: Value
    high: Value


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is one of the constants."""

    value: Value
    options: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class TextTest:
    """`text` is case-folded already, except for a pattern; `written` is how it stood in the query, when that differs. It means nothing."""

    op: TextOp
    value: Value
    text: str
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ListContains:
    """One of the texts in the list is `text`; `folded`: without regard to case (`text` is folded then). `written` as in a text test."""

    value: Value
    text: str
    folded: bool
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class IsMissing:
    """There is no value. The only test that is true of a missing value."""

    value: Value


@dataclass(frozen=True, slots=True)
class IsTrue:
    """A boolean value that is true."""

    value: Value


@dataclass(frozen=True, slots=True)
class YearlyBetween:
    """The yearly return of the date falls in [low, high] (whole days). 29 February returns on 28 February in common years."""

    value: Value
    low: Value
    high: Value


@dataclass(frozen=True, slots=True)
class MonthDayIn:
    """What the plan makes of `YearlyBetween`: 100 * month + day lies in one of the closed ranges."""

    value: Value
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WithinDistance:
    """The great-circle distance (haversine, radius 6,371,008.8 m) from the point is at most `metres`."""

    value: Value
    latitude: float
    longitude: float
    metres: float


@dataclass(frozen=True, slots=True)
class RowPosition:
    """In a row condition: this is the customer's first (last) row of the whole activity, by time, then arrival."""

    last: bool


@dataclass(frozen=True, slots=True)
class Matches:
    """The customer's rows that pass `rows`, as a group, meet `group` (tests of `GroupAggregate`s).

    `admits_none`: a customer without any such row is judged too, with the statistics of no rows; else there must be at least one row. With `per`, the
    rows are split by
    that value (rows without it are left out; a list value puts its row in one group per different text) and one group must meet it.
    """

    activity: str
    rows: Test | None
    group: Test | None
    per: Value | None = None
    admits_none: bool = False


@dataclass(frozen=True, slots=True)
class InSegment:
    """Member of another segment; replaced by its definition in the plan."""

    key: str


type Test = (
    Constantly
    | And
    | Or
    | Not
    | Comparison
    | Between
    | OneOf
    | TextTest
    | ListContains
    | IsMissing
    | IsTrue
    | YearlyBetween
    | MonthDayIn
    | WithinDistance
    | RowPosition
    | Matches
    | InSegment
)
type ModelNode = Value | Test | Branch
