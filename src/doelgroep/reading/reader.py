"""What is needed to put something into words at one place of a query."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.reading import dutch, english

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from doelgroep.catalog import Activity, Catalog
    from doelgroep.model.node import DayMoment
    from doelgroep.reading.words import Words

WORDS: Mapping[str, Words] = {"en": english.WORDS, "nl": dutch.WORDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A language, the names of a catalogue, and where one is in a query."""

    words: Words
    language: str
    catalog: Catalog
    activity: Activity | None = None
    """The activity whose rows are spoken of; None for customers."""
    days: Callable[[DayMoment], date] | None = None
    """Says which day a relative one is; then it is named too."""

    def within(self, activity: str) -> Reader:
        """A reader of conditions on the rows of an activity."""
        return replace(self, activity=self.catalog.activity(activity))


def reader(language: str, catalog: Catalog, *, days: Callable[[DayMoment], date] | None = None) -> Reader:
    """A reader of conditions on customers, in "en" or "nl"."""
    return Reader(words=WORDS[language], language=language, catalog=catalog, days=days)
