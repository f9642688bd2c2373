"""The world of a chapter: its data with the rows of derived activities, and queries made ready for an engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from doelgroep.errors import QueryError, UserError
from doelgroep.model.resolve import understand
from doelgroep.plan.context import Context
from doelgroep.plan.plan import plan
from doelgroep.testing.derivation import with_derived
from tests.spec.tables import plain_data

if TYPE_CHECKING:
    from doelgroep.errors import Diagnostic
    from doelgroep.model.node import Test
    from doelgroep.testing.tables import PlainData
    from tests.spec.frame import Chapter, Refused


@dataclass(frozen=True, slots=True)
class World:
    """A chapter and its complete data."""

    chapter: Chapter
    data: PlainData

    def test(self, query: str, as_of: str | None = None, dialect: str = "doelgroep") -> Test:
        """The planned meaning of a query."""
        chapter = self.chapter
        found = understand(query, chapter.catalog, segments=chapter.segments.keys(), dialect=dialect)
        return plan(found.test, context(chapter, as_of), self._definition)

    def _definition(self, key: str) -> Test:
        chapter = self.chapter
        return understand(chapter.segments[key], chapter.catalog, segments=chapter.segments.keys()).test

    def refusal(self, case: Refused) -> UserError | None:
        """Why a query is refused; None when it is not."""
        try:
            self.test(case.query, dialect=case.dialect)
        except UserError as error:
            return error
        return None


def world(chapter: Chapter) -> World:
    """The chapter with its data."""
    return World(chapter, with_derived(chapter.catalog, plain_data(chapter), context(chapter)))


def context(chapter: Chapter, as_of: str | None = None) -> Context:
    """The moment and zone of an evaluation."""
    zone = ZoneInfo(chapter.zone)
    return Context(datetime.fromisoformat(as_of or chapter.as_of).replace(tzinfo=zone), zone)


def first_problem(error: UserError | None) -> Diagnostic | UserError | None:
    """The first thing that is wrong, with its code and parameters."""
    return error.diagnostics[0] if isinstance(error, QueryError) else error
