"""What is needed to put something into words at one place of a query."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.reading import dutch, english

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep.catalog import Activity, Catalog
    from doelgroep.plan.context import Context
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
    context: Context | None = None
    """The moment of an evaluation: with it, days that are counted from today are named too, and moments are told on the clock of its zone."""
    titles: Callable[[str], str] | None = None
    """Gives the name of a segment by its key."""

    def within(self, activity: str) -> Reader:
        """A reader of conditions on the rows of an activity."""
        return replace(self, activity=self.catalog.activity(activity))


def reader(language: str, catalog: Catalog, *, context: Context | None = None, titles: Callable[[str], str] | None = None) -> Reader:
    """A reader of conditions on customers, in "en" or "nl".

    Raises:
        UserError: another language.
    """
    if language not in WORDS:
        raise UserError("cli_language", found=language)
    return Reader(words=WORDS[language], language=language, catalog=catalog, context=context, titles=titles)
