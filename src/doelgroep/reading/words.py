"""What a language must be able to say: frozen tables of phrases, so that a missing phrase is a type error and not a gap in a sentence.

The phrases are `str.format` templates. `{label}` is the name of a field, `{a}` the indefinite article that it takes (with its space, or nothing),
`{value}`, `{amount}` and `{when}` are what it is held against; `{other}` is the complement of `{amount}`. Verbs that depend on the number of the
label are slots too (`{is}`), filled from [`Words.verbs`][]. The tables themselves are in `english` and `dutch`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep.model.node import Op, Part, Statistic


class Intro(StrEnum):
    """How something that is said of rows is tied to them."""

    LIMIT = "limit"
    """A time up to, from or between: "in the last 90 days"."""
    TIME = "time"
    """A time that returns: "on a Monday"."""
    BARE = "bare"
    """Nothing else stands in front: "in at least 6 different months"."""
    EITHER = "either"
    """Alternatives in parentheses."""
    WITH = "with"
    WITHOUT = "without"
    THAT = "that"
    """That are the first of all."""
    WHERE = "where"
    """Followed by a whole clause."""
    TOGETHER = "together"
    """Of the rows as a group."""
    OF_WHICH = "of_which"
    """Of the first or the latest of the rows."""


@dataclass(frozen=True, slots=True)
class Feature:
    """Something said of rows: its intro, which several features share, and the rest."""

    intro: Intro
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Something said of rows, and its exact complement."""

    yes: Feature
    no: Feature


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One kind of condition on a field: at a customer, in a list of conditions, at rows; and the exact complement of each."""

    clause: str
    """Behind "Customers": `whose city is 'Delft'`."""
    clause_not: str
    line: str
    """Alone: `city is 'Delft'`."""
    line_not: str
    rows: Pair
    """Behind "orders": `with city 'Delft'`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The kinds of conditions on a field."""

    text: Form
    """`{value}`: a text, or several with "or" between them."""
    among: Form
    """`{value}` is one of the texts of a list."""
    contains: Form
    """Of a text, or of one of the texts of a list, without regard to case."""
    starts: Form
    ends: Form
    pattern: Form
    number: Form
    """More, less, between."""
    equal: Form
    """One number, or several with "or" between them."""
    count: Form
    """A whole number of things that the label names: `at least 2 children`."""
    answer: Form
    """`{value}`: yes or no."""
    given: Form
    """A consent."""
    refused: Form
    dated: Form
    """`{when}`: `before 31 March 2024`, `in May`, `on a Monday`."""
    birthday: Form
    anniversary: Form
    near: Form
    """`{value}`: a distance and a place."""
    missing: Form
    same: Form
    """`{value}`: another field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What is said of a group of rows."""

    number: Pair
    """How many they are, where that can't stand in front of them."""
    total: Pair
    total_count: Pair
    """Of a label that names countable things: `a total of at least 30 minutes`."""
    average: Pair
    average_count: Pair
    lowest: Pair
    highest: Pair
    different: Pair
    days: Pair
    months: Pair
    first: Pair
    """When the first of the rows was."""
    latest: Pair
    dated: Pair
    """Of another date of the rows; the label says "earliest" or "latest"."""
    missing: Pair
    same: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """Comparisons of numbers."""

    compare: Mapping[Op, str]
    not_equal: str
    between: str
    not_between: str
    none_of: str
    """Several, with "or" between them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: one, many, and the last one of them."""

    one: str
    many: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Days and moments."""

    today: str
    yesterday: str
    tomorrow: str
    ago: str
    ahead: str
    units: Mapping[str, Unit]
    on_day: Mapping[Op, str]
    """A day, or a moment, given by date."""
    on_offset: Mapping[Op, str]
    """So many units ago."""
    on_ahead: Mapping[Op, str]
    """So many units from now."""
    on_named: Mapping[Op, str]
    """Today, yesterday."""
    on_field: Mapping[Op, str]
    """Another date."""
    between: str
    coming: str
    """From today until so many units from now."""
    and_but: str
    """Between two limits of the same date."""
    at_time: str
    placed: str
    """A moment that is counted from today, with its date."""
    months: tuple[str, ...]
    weekdays: Mapping[str, str]
    seasons: Mapping[str, str]
    on_weekday: str
    in_season: str
    in_month: Mapping[Op, str]
    from_month: str
    in_year: Mapping[Op, str]
    from_year: str
    in_hour: Mapping[Op, str]
    """The first and the last minute of the hours meant, `{low}` to `{high}`."""
    hour: str
    from_day: str
    """Days of the year, from one to another."""
    on_day_of_year: str
    not_: str
    """In front of a time, where rows are not then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Customers and their rows. `{rows}` has the number in front; `{when}`, `{with_}`, `{per}` and `{after}` begin with a space or are empty."""

    have: str
    have_none: str
    have_not: str
    line: str
    line_none: str
    line_not: str
    first: str
    """The customer's first row is one with ...; `{which}` is first or latest."""
    first_not: str
    line_first: str
    line_first_not: str
    which_first: str
    which_latest: str
    position: Pair
    """That are the first of all; `{which}`."""
    zero_or_more: str
    at_least_one_and: str
    once: str
    """One of something whose singular is not known."""
    per: str
    per_among: str
    per_day: str
    per_part: Mapping[Part, str]
    per_season: str
    not_all: str
    """Rows that do not meet several conditions at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """Conditions together."""

    customers: str
    everybody: str
    nobody: str
    and_: str
    or_: str
    last_and: str
    """In front of the last of three or more clauses."""
    last_or: str
    among_those: str
    """Not all of several conditions."""
    segment: str
    segment_not: str
    segment_named: str
    """A key and a name."""
    segment_line: str
    segment_line_not: str
    always: str
    never: str
    all_of: str
    any_of: str
    none_of: str
    not_all_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """What a word of the language does; labels come from a catalogue and may be anything."""

    is_plural: Callable[[str], bool]
    singular: Callable[[str], str | None]
    """Of a plural label; None when it isn't certain."""
    article: Callable[[str], str]
    """The indefinite article with a space, or nothing."""
    loose_ends: frozenset[str]
    """Last words of labels that are no nouns: "Paid on"."""
    named_date: str
    """A date whose label is no noun."""
    dates: tuple[str, ...]
    """Words by which a label shows that it names a day, and not something that happened on one."""
    consents: tuple[str, ...]
    """Words by which a label shows that it names a consent, so that it can be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All phrases of one language."""

    forms: Forms
    together: Together
    numbers: Amounts
    counts: Amounts
    """In front of things that are counted."""
    or_missing: str
    times: Times
    rows: Rows
    logic: Logic
    nouns: Nouns
    intros: Mapping[Intro, str]
    verbs: Mapping[str, tuple[str, str]]
    """For each slot the form of one and of many."""
    statistic: Mapping[Statistic, str]
    value_names: tuple[str, str]
    different: str
    number_of: str
    number_of_days: str
    number_of_months: str
    average: str
    earliest: str
    latest: str
    part: Mapping[Part, str]
    season: str
    of: str
    """The field `{0}` of what `{1}` is the key of."""
    their: str
    key: str
    no_data: str
    yes: str
    no: str
    one: str
    """The number 1 in front of a thing."""
    km: str
    miles: str
    metres: str
    place: str
    decimal_point: str
    grouping: str
