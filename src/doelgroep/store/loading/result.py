"""What an import did, as values and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from doelgroep.errors import Severity
from doelgroep.store.source import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What became of the rows of one file (or sheet). Every row that was read is one of: loaded, updated, same, anonymous, superseded, rejected."""

    file: str
    target: str
    """"customers", `activities.NAME` or `lookups.NAME`."""
    skipped: bool = False
    """The same content was imported before: nothing was done."""
    read: int = 0
    """Rows, without the header."""
    loaded: int = 0
    """New rows (of customers: new customers)."""
    updated: int = 0
    """Rows of customers, lookups and activities with a row id that were there with other values."""
    same: int = 0
    """Rows that were there with the same values."""
    anonymous: int = 0
    """Rows of an activity without a customer key: kept apart."""
    superseded: int = 0
    """Rows whose key (or row id) stands further down in the file once more: the last one counts."""
    rejected: int = 0
    overlapping: int = 0
    """Loaded rows that equal a row of an earlier file in everything: perhaps the files overlap. They count."""
    overlaps: tuple[str, ...] = ()
    """Those earlier files."""
    shifted: int = 0
    """Moments in an hour that did not exist (the clock was set forward): moved on by the gap."""
    undone: bool = False
    """Its rows were taken out again since; the counts are those of the import."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did. `at` is UTC, without a zone."""

    import_id: int
    at: datetime
    files: tuple[FileResult, ...]
    new_customers: int = 0
    changed_customers: int = 0
    """Customers that were there, with a value that changed."""
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0

    @property
    def shifted_hours(self) -> int:
        """Moments in an hour that did not exist, in all files."""
        return sum(each.shifted for each in self.files)

    def total(self, count: str) -> int:
        """A count of `FileResult` over all files: `total("loaded")`."""
        return sum(getattr(each, count) for each in self.files)

    def to_json(self) -> str:
        """The form in which it is kept."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The result that was kept."""
        found: dict[str, Any] = json.loads(text)
        files = tuple(FileResult(**(each | {"overlaps": tuple(each["overlaps"])})) for each in found.pop("files"))
        problems = tuple(_problem(each) for each in found.pop("problems"))
        return cls(**(found | {"at": datetime.fromisoformat(found["at"])}), files=files, problems=problems)


def _problem(found: Mapping[str, Any]) -> Problem:
    examples = tuple((line, text) for line, text in found["examples"])
    return Problem(**(dict(found) | {"severity": Severity(found["severity"]), "examples": examples}))


@dataclass(slots=True)
class Tally:
    """The counts of an import while it runs."""

    files: dict[int, FileResult] = field(default_factory=dict)
    """By the number of the file in the proposal."""
    new_customers: int = 0
    changed_customers: int = 0

    def set(self, number: int, **counts: int | tuple[str, ...]) -> None:
        """Set counts of a file."""
        self.files[number] = replace(self.files[number], **counts)  # type: ignore[arg-type] # names and types are those of FileResult
