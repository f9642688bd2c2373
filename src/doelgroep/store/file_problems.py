"""What is wrong in a file that a person wrote: every problem with its place, told at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doelgroep.messages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem:
    """One problem: a message code with its parameters, the file, and the line (from 1; None when it is about no line)."""

    file: str
    line: int | None
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    place: str = ""
    """The way to the value in the file: `catalog.activities.orders.time`."""

    def spoken(self, language: Language) -> str:
        """`doelgroep.yaml, line 12 (catalog.customers.fields.city): ...`."""
        word = "regel" if language == "nl" else "line"
        line = "" if self.line is None else f", {word} {self.line}"
        place = f" ({self.place})" if self.place else ""
        return f"{self.file}{line}{place}: {sentence(self.code, self.params, language)}"


@dataclass(frozen=True, slots=True)
class ProblemList:
    """Problems as a parameter of a message: one on each line."""

    items: tuple[FileProblem, ...]

    def spoken(self, language: Language) -> str:
        """The problems below one another."""
        return "\n".join(each.spoken(language) for each in self.items)

    def __str__(self) -> str:
        return self.spoken("en")


def problems_error(code: str, file: str, problems: Iterable[FileProblem]) -> UserError:
    """The error that tells all of them, in the order of the lines. Parameters: `file`, `count`, `problems` (a `ProblemList`)."""
    ordered = sorted(problems, key=lambda each: (each.file, each.line or 0))
    return UserError(code, file=file, count=len(ordered), problems=ProblemList(tuple(ordered)))
