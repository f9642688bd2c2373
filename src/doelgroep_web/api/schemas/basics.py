"""What many answers and requests have in common."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads the annotations when the module loads
from typing import Annotated, Any

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import ConfigDict, Field

Text = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Word = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]*$")]
Query = Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")]
LARGEST = 2_147_483_647


class Body(Schema):
    """The body of a request: nothing in it is guessed or passed over."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Label(Schema):
    """A text in both languages; either may be empty."""

    en: str
    nl: str


class LabelGiven(Body):
    """A name in one language or both."""

    en: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$", description=_("In English."))] = ""
    nl: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$", description=_("In Dutch."))] = ""


class Fix(Schema):
    """What mends a query: put the text in the place of these characters."""

    start: int
    end: int
    text: str


class Remark(Schema):
    """A remark about a query."""

    code: str
    message: str
    severity: str = Field(description=_("`error` or `warning`."))
    start: int = Field(description=_("The first character that it is about, counted from 0."))
    end: int = Field(description=_("The character behind the last one."))
    line: int = Field(description=_("Counted from 1."))
    column: int = Field(description=_("Counted from 0."))
    params: dict[str, Any]
    fix: Fix | None = Field(description=_("What mends it, where the library knows."))


class WrongValue(Schema):
    """A value of a request that is not as it should be."""

    place: list[str | int] = Field(description=_("Where it stands: `body`, `query` or `path`, and the names on the way."))
    code: str
    message: str


class Problem(Schema):
    """Why a request was not done."""

    code: str = Field(description=_("Stays the same, whatever the language."))
    message: str = Field(description=_("In the language of `Accept-Language`: English or Dutch."))
    params: dict[str, Any] = Field(default={}, description=_("The parts of the message."))
    diagnostics: list[Remark] = Field(default=[], description=_("Remarks about a query that can't be used."))
    problems: list[WrongValue] = Field(default=[], description=_("Values that are not as they should be."))


class Job(Schema):
    """A piece of long work."""

    id: int
    kind: str = Field(description=_("`refresh`, `import` or `export`, for instance."))
    state: str = Field(description=_("`queued`, `running`, `done`, `failed` or `cancelled`."))
    stage: str = Field(description=_("What it is busy with; empty when that is not told."))
    done: int
    total: int = Field(description=_("0 when it can't be told."))
    result: dict[str, Any] = Field(description=_("What came of it, when it is done."))
    problem: Problem | None = Field(description=_("Why it failed."))
    asked: datetime
    started: datetime | None
    finished: datetime | None
