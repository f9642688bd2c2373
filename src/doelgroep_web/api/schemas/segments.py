"""Segments, their sizes, versions and members."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads the annotations when the module loads
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from doelgroep_web.api.schemas.basics import (
    LARGEST,
    Body,
    Job,
    Label,
    LabelGiven,
    Query,
    Remark,
    Text,
    Word,
)

State = Literal["draft", "published", "archived"]
Limit = Annotated[int, Field(ge=1, le=500, description=_("At most so many."))]
Tags = Annotated[list[Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00]*$")]], Field(max_length=50)]


class SegmentLine(Schema):
    """A segment as it is listed."""

    key: str
    name: Label
    state: str = Field(description=_("`draft`, `published` or `archived`."))
    tags: list[str]
    owner: str | None = Field(description=_("The name of whoever owns it."))
    size: int | None = Field(description=_("How many members the last refresh found; null when it was never refreshed."))
    version: int
    changed: datetime
    managed_by: str = Field(description=_("What is managed by `files` can't be changed here."))


class SegmentList(Schema):
    """Some segments, by key."""

    items: list[SegmentLine]
    next: str | None = Field(description=_("For the parameter `after` of the next request; null at the end."))
    total: int


class Segment(SegmentLine):
    """One segment."""

    query: str
    description: str
    purpose: str = Field(description=_("What it is for, in words."))
    reading: str = Field(description=_("Whom it finds, in a sentence; empty when the query can't be used any more."))
    problem: str = Field(description=_("Why the query can't be used; empty when it can."))
    uses: list[str] = Field(description=_("The segments on which it builds."))
    used_by: list[str] = Field(description=_("The segments that build on it."))
    sets: list[str] = Field(description=_("The segment sets in which it is."))


class SegmentSaved(Segment):
    """A segment after a change."""

    job: int | None = Field(description=_("The refresh that was started for it."))


class SegmentsAsked(Schema):
    """Which segments."""

    q: Annotated[str, Field(max_length=200, description=_("In the name, the key or a tag."))] = ""
    tag: Annotated[str, Field(max_length=60, description=_("Only those with this tag."))] = ""
    state: Annotated[State | None, Field(description=_("Only those in this state; without it all but the archived ones."))] = None
    after: Annotated[str, Field(max_length=80, description=_("Only those behind this key."))] = ""
    limit: Limit = 100


class SegmentNew(Body):
    """A new segment."""

    query: Query
    key: Annotated[Word | None, Field(description=_("Small letters, digits, hyphens; made of the name when it is left out."))] = None
    name: LabelGiven = LabelGiven()
    description: Text = ""
    tags: Tags = Field(default_factory=list)
    state: State = "published"
    purpose: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$", description=_("What it is for, in words."))] = ""
    note: Annotated[str, Field(max_length=500, description=_("Kept with the version."))] = ""
    refresh: Annotated[bool, Field(description=_("Refresh it at once, when it is published and the owner of the key may."))] = True


class SegmentChange(Body):
    """What is different from now on. What is left out stays."""

    based_on: Annotated[int, Field(ge=1, le=LARGEST, description=_("The version that the change was made from; 409 when there is a newer one."))]
    query: Query | None = None
    name: LabelGiven | None = None
    description: Text | None = None
    tags: Tags | None = None
    state: State | None = None
    purpose: Annotated[str | None, Field(max_length=200, pattern=r"^[^\x00]*$", description=_("What it is for, in words."))] = None
    note: Annotated[str, Field(max_length=500, description=_("Kept with the version."))] = ""
    refresh: Annotated[bool, Field(description=_("Refresh it at once, when it is published and the owner of the key may."))] = True


class QueryGiven(Body):
    """A query."""

    query: Query
    dialect: Annotated[Literal["doelgroep", "shopify"], Field(description=_("`shopify` refuses also what Shopify would refuse."))] = "doelgroep"


class Judged(Schema):
    """What the library makes of a query."""

    valid: bool
    reading: str = Field(description=_("Whom it finds, in a sentence; empty when it is not valid."))
    diagnostics: list[Remark]
    refused_fields: list[str] = Field(description=_("Fields that the owner of the key may not use; the query can't be counted or stored with them."))
    uses: list[str] = Field(description=_("The segments on which it builds."))


class Counted(Schema):
    """An exact count of now."""

    count: int
    total: int = Field(description=_("All customers."))


class SizeLine(Schema):
    """What a refresh found."""

    at: datetime
    size: int | None
    joined: int
    left: int
    version: int
    problem: str | None = Field(description=_("Why it could not be evaluated; it kept its members."))


class History(Schema):
    """Sizes, the latest first."""

    items: list[SizeLine]
    next: datetime | None = Field(description=_("For the parameter `before` of the next request; null at the end."))


class HistoryAsked(Schema):
    """Which sizes."""

    since: Annotated[datetime | None, Field(description=_("From this moment on."))] = None
    before: Annotated[datetime | None, Field(description=_("Before this moment."))] = None
    limit: Limit = 100


class Version(Schema):
    """What a segment was from a moment on."""

    number: int
    query: str
    name: Label
    description: str
    tags: list[str]
    author: str
    at: datetime
    note: str


class Versions(Schema):
    """Versions, the latest first."""

    items: list[Version]
    next: int | None = Field(description=_("For the parameter `before` of the next request; null at the end."))


class VersionsAsked(Schema):
    """Which versions."""

    before: Annotated[int, Field(ge=1, le=LARGEST, description=_("Only those with a lower number."))] = LARGEST
    limit: Limit = 100


class MembersAsked(Schema):
    """Which members, and what of them."""

    column: Annotated[
        list[Annotated[str, Field(max_length=200)]],
        Field(max_length=40, description=_("Names of fields and traits, one parameter for each; the key alone when left out.")),
    ] = Field(default_factory=list)
    cursor: Annotated[str, Field(max_length=40, pattern=r"^([0-9]{1,18}-[0-9]{1,10})?$", description=_("`next` of the answer before."))] = ""
    limit: Annotated[int, Field(ge=1, le=5000, description=_("At most so many."))] = 500


class Members(Schema):
    """Members of a segment as one refresh recorded them, by customer number. All pages are of the same refresh."""

    as_of: datetime = Field(description=_("The moment of that refresh; the values are those of today."))
    count: int = Field(description=_("All members."))
    columns: list[str]
    items: list[dict[str, Any]] = Field(description=_("A value for each column. Amounts are texts, so that no cent is lost."))
    next: str | None = Field(description=_("For the parameter `cursor` of the next request; null at the end."))


class ExportNew(Body):
    """A file to be made."""

    columns: Annotated[list[Annotated[str, Field(max_length=200)]], Field(min_length=1, max_length=500)]
    format: Literal["csv", "xlsx"] = "csv"


class Export(Schema):
    """A file with members."""

    id: int
    segment: str
    columns: list[str]
    format: str
    ready: bool
    rows: int | None
    asked: datetime
    expires: datetime


class ExportStarted(Schema):
    """A file that is being made."""

    export: Export
    job: Job
