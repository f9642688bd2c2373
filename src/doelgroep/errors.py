"""The two ways in which things go wrong: the user's (to be mended by the user) and ours.

A [`UserError`][] carries a *code* and *parameters*, never a ready-made sentence: the sentence in English or
Dutch comes from [`doelgroep.messages`][], so that the command line, the web app and a notebook all say the same.
Problems in a query text are [`Diagnostic`][]s: several of them travel in one [`QueryError`][].
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters `[start, end)` in a query text, counted from 0."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise InternalError(f"span [{self.start}, {self.end}) runs backwards")

    def to(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class Severity(StrEnum):
    """How bad a diagnostic is: an error refuses the query, a warning only tells."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A replacement that an editor can offer: put `text` in the place of `span`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One remark about a query text: what was found where, and how to mend it."""

    code: str
    span: Span
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    fix: Fix | None = None


class DoelgroepError(Exception):
    """Everything that this library raises on purpose."""


class InternalError(DoelgroepError):
    """A mistake of ours: please report it."""


class UserError(DoelgroepError):
    """Something the user can mend: a code, what was found and what is allowed, and where.

    `str(error)` is the English sentence; `doelgroep.messages.sentence(error.code, error.params, "nl")` the Dutch one.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        from doelgroep.messages import sentence  # noqa: PLC0415 - the sentences are only needed when an error is shown

        return sentence(self.code, self.params, "en")


class QueryError(UserError):
    """A query text that can't be used: every error in it, in the order of the text."""

    def __init__(self, text: str, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("query_invalid", errors=len(diagnostics))
        self.text = text
        self.diagnostics = tuple(sorted(diagnostics, key=lambda each: each.span))

    def __str__(self) -> str:
        from doelgroep.messages import render  # noqa: PLC0415 - as above

        return "\n".join(render(each, self.text, "en") for each in self.diagnostics)
