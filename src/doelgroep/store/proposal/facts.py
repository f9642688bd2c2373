"""What has been counted about columns: the facts that decide what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doelgroep.store.source import RawColumn, StagedFile


class Form(StrEnum):
    """The form of a text, as far as it can be told without knowing the column. Dates have their shape instead: `99-99-9999`."""

    TOKEN = "token"  # noqa: S105 - a word that stands for a missing value
    """`NA`, `-`, `onbekend`: a word for "nothing" in a column of anything but texts."""
    INTEGER = "integer"
    ZEROS = "zeros"
    """Digits with zeros before them: `00042`."""
    WHOLE = "whole"
    """`6.0`: a whole number written as a decimal one."""
    POINT = "point"
    """`12.50`."""
    COMMA = "comma"
    """`12,50`."""
    THOUSAND_POINT = "thousand_point"
    """`1.234`: a thousand, or one and a bit."""
    THOUSAND_COMMA = "thousand_comma"
    """`1,234`."""
    GROUPED_POINT = "grouped_point"
    """`1,234.50` or `1,234,567`: the point is the decimal sign."""
    GROUPED_COMMA = "grouped_comma"
    """`1.234,50` or `1.234.567`."""
    SPACED_POINT = "spaced_point"
    """`1 234.50`."""
    SPACED_COMMA = "spaced_comma"
    """`1 234,50`."""
    APOSTROPHE = "apostrophe"
    """`1'234.50`."""
    EXPONENT = "exponent"
    """`1.5e-05`."""
    TIME = "time"
    """`14:35`."""
    CODE = "code"
    """A text with a digit and without blanks: `F2024-00017`, `#1001`. No name of a person."""
    EMAIL = "email"
    LIST = "list"
    """A JSON array."""
    TEXT = "text"
    BOOLEAN = "boolean"
    """This and what follows are forms of typed columns."""
    DAY = "day"
    MOMENT = "moment"
    MIDNIGHT = "midnight"
    ZONED = "zoned"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """The values of a column that have one form."""

    rows: int
    distinct: int
    line: int
    """The first line that has one."""
    example: str
    fraction: int = 0
    """Most digits behind the decimal sign, zeros at the end left out."""
    dust: int = 0
    """Rows with digits that only calculating with floating-point numbers has left behind: `12.600000000000001`."""
    digits: int = 0
    """Most digits before the decimal sign."""
    low: float | None = None
    high: float | None = None
    """Smallest and largest number."""
    first_part: int = 0
    second_part: int = 0
    """Of dates: the largest first and second part."""
    days: int = 0
    """Rows that are a day as `20240131` of the years 1900 to 2100."""
    texts: tuple[str, ...] = ()
    """Of tokens: all of them."""

    def joined(self, other: FormFacts) -> FormFacts:
        """The facts of both."""
        first, second = (self, other) if self.line <= other.line else (other, self)
        lows = [each for each in (self.low, other.low) if each is not None]
        highs = [each for each in (self.high, other.high) if each is not None]
        return replace(
            first,
            rows=self.rows + other.rows,
            distinct=max(first.distinct, second.distinct),
            fraction=max(self.fraction, other.fraction),
            dust=self.dust + other.dust,
            digits=max(self.digits, other.digits),
            low=min(lows, default=None),
            high=max(highs, default=None),
            first_part=max(self.first_part, other.first_part),
            second_part=max(self.second_part, other.second_part),
            days=self.days + other.days,
            texts=tuple(dict.fromkeys(self.texts + other.texts)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFacts:
    """What is known of a column of one staged file, or of the same column of several files together."""

    column: RawColumn
    rows: int
    missing: int
    distinct: int
    """Different values; an estimate for columns with very many."""
    padded: int = 0
    """Rows with blanks before or behind the text."""
    forms: dict[str, FormFacts] = field(default_factory=dict)
    """By `Form`, or by the shape of dates."""
    values: dict[str, int] = field(default_factory=dict)
    """Values with their rows, when there are few."""

    @property
    def name(self) -> str:
        """The name of the raw column."""
        return self.column.name

    @property
    def present(self) -> int:
        """Rows with a value."""
        return self.rows - self.missing

    @property
    def filled(self) -> int:
        """Rows with a value that is no word for a missing one."""
        return self.present - self.count(Form.TOKEN)

    def count(self, *forms: str) -> int:
        """Rows whose text has one of the forms."""
        return sum(self.forms[each].rows for each in forms if each in self.forms)

    def joined(self, other: ColumnFacts) -> ColumnFacts:
        """The facts of the same column in two files."""
        forms = dict(self.forms)
        for name, each in other.forms.items():
            forms[name] = forms[name].joined(each) if name in forms else each
        few = self.values and other.values
        values = {each: self.values.get(each, 0) + other.values.get(each, 0) for each in self.values | other.values} if few else {}
        return replace(
            self,
            rows=self.rows + other.rows,
            missing=self.missing + other.missing,
            distinct=max(self.distinct, other.distinct, len(values)),
            padded=self.padded + other.padded,
            forms=forms,
            values=values,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFacts:
    """A table of an import: one staged file, or several with the same columns."""

    files: tuple[StagedFile, ...]
    columns: tuple[ColumnFacts, ...]
    name: str
    """The name of the file or sheet, without ending and date."""

    @property
    def rows(self) -> int:
        """Rows of all files."""
        return sum(each.rows for each in self.files)

    def column(self, name: str) -> ColumnFacts:
        """The facts of the column of that name."""
        return next(each for each in self.columns if each.name == name)


def joined(facts: Iterable[ColumnFacts]) -> ColumnFacts:
    """The facts of the same column in several files."""
    first, *others = facts
    for each in others:
        first = first.joined(each)
    return first
