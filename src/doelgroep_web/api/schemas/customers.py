"""One customer and segments."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads the annotations when the module loads
from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field


class Inside(Schema):
    """A segment that a customer is in."""

    key: str = Field(description=_("Of a segment, or of a group of a set such as `loyalty/silver`."))
    name: str


class CustomerSegments(Schema):
    """The segments of a customer."""

    customer: str
    as_of: datetime = Field(description=_("The moment of the refresh that says so."))
    segments: list[Inside]


class Condition(Schema):
    """A condition and what was found."""

    depth: int
    condition: str
    holds: bool
    found: str
    notes: list[str]
    rows: list[dict[str, Any]] = Field(description=_("The rows that decided."))


class Why(Schema):
    """Why a customer is in a segment or not."""

    customer: str
    segment: str
    member: bool
    conditions: list[Condition]
    change: str = Field(description=_("What would turn the answer around, in words; empty when nothing would."))
