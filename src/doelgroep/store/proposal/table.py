"""A table under consideration: what has been counted of it, and how its columns are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType, Label
from doelgroep.store.proposal.facts import Form
from doelgroep.store.proposal.habits import habits_of
from doelgroep.store.proposal.types import reading_of, reading_told
from doelgroep.store.proposal.words import Sense, meaning_of, meanings, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from doelgroep.store.proposal.facts import ColumnFacts, TableFacts
    from doelgroep.store.proposal.habits import Habits
    from doelgroep.store.proposal.types import Reading
    from doelgroep.store.proposal.words import Meaning
    from doelgroep.store.source import ReadOptions

KEY_TYPES = frozenset({FieldType.TEXT, FieldType.CATEGORY, FieldType.INTEGER})
"""Types that a key can have."""
_MOSTLY = 0.9
_NUMBERED = re.compile(r"column_\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One staged file, or several with the same columns."""

    facts: TableFacts
    habits: Habits
    readings: Mapping[str, Reading]
    """Of the columns that hold values."""

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.facts.name

    @property
    def label(self) -> str:
        """How the table is called in messages: its first file."""
        return file_label(self.facts)

    @property
    def rows(self) -> int:
        """Rows of all files."""
        return self.facts.rows

    @property
    def columns(self) -> Sequence[ColumnFacts]:
        """The columns that hold values."""
        return [each for each in self.facts.columns if each.name in self.readings]

    @property
    def nameless(self) -> bool:
        """Whether the columns only have numbers for names."""
        return all(_NUMBERED.fullmatch(each.name) for each in self.facts.columns)

    def column(self, name: str) -> ColumnFacts:
        """The facts of a column."""
        return self.facts.column(name)

    def meaning(self, column: ColumnFacts) -> Meaning | None:
        """What the name of a column means, given its type. A "name" that holds codes is none: it numbers the rows, such as orders."""
        found = meaning_of(column.name, self.readings[column.name].kind)
        if found is None or found.sense is not Sense.NAME or column.count(Form.CODE) < _MOSTLY * column.present:
            return found
        sold = any(_is_sale(meaning_of(each.name, self.readings[each.name].kind)) for each in self.columns)
        return next(each for each in meanings() if (each.sense is Sense.ORDER if sold else each.sense is Sense.KEY and each.label == Label()))

    def sense(self, column: ColumnFacts) -> Sense | None:
        """What a column is about."""
        found = self.meaning(column)
        return None if found is None else found.sense

    def of_sense(self, *senses: Sense) -> Iterator[ColumnFacts]:
        """The columns that are about one of these, in order."""
        return (each for each in self.columns if self.sense(each) in senses)

    def of_type(self, *kinds: FieldType) -> Iterator[ColumnFacts]:
        """The columns of these types."""
        return (each for each in self.columns if self.readings[each.name].kind in kinds)


def _is_sale(meaning: Meaning | None) -> bool:
    """Whether a column tells of something that is sold."""
    return meaning is not None and meaning.sense in {Sense.AMOUNT, Sense.PRICE, Sense.PRODUCT, Sense.QUANTITY}


def table_of(facts: TableFacts, options: ReadOptions, zone: ZoneInfo) -> Table:
    """The table with a reading for every column that holds values. The columns that the user named as moment and amount are read as such."""
    habits = habits_of(facts.columns, options, zone)
    readings = {each.name: reading_of(each, habits) for each in facts.columns if each.filled}
    for told, moment in ((options.amount, False), (options.time, True)):
        column = None if told is None else named_column(facts.columns, told)
        found = reading_told(column, habits, moment=moment) if column is not None and column.filled else None
        if column is not None and found is not None:
            readings[column.name] = found
    return Table(facts=facts, habits=habits, readings=readings)


def named_column(columns: Sequence[ColumnFacts], name: str) -> ColumnFacts | None:
    """The column that a user means: exactly so called, or nearly (capitals and signs apart)."""
    exact = next((each for each in columns if each.name == name), None)
    return exact or next((each for each in columns if plain_name(each.name) == plain_name(name) != ""), None)


def file_label(facts: TableFacts) -> str:
    """The name of the first file, with the sheet behind a # when it has sheets."""
    first = facts.files[0]
    _, sign, sheet = first.digest.partition("#")
    return f"{first.path.name}{sign}{sheet}"
