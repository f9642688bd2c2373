"""What the library remarks about a query, in the reader's language, with what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from doelgroep.errors import Severity
from doelgroep.messages import sentence
from doelgroep_web.errors import language

if TYPE_CHECKING:
    from doelgroep.errors import Diagnostic
    from doelgroep_web.segments.editor.builder.tree import Built, Rule

BLANK = frozenset({"query_blank", "placeholder"})
"""Remarks about what is still to be filled in: nothing is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One remark."""

    code: str
    message: str
    severity: str
    start: int
    end: int
    mending: str = ""
    """The command of the fix; empty when the library knows none."""
    mended: str = ""
    """The text that the fix puts there."""
    fix_start: int = 0
    fix_end: int = 0

    @property
    def is_error(self) -> bool:
        """Whether the query can't be used because of it."""
        return self.severity == Severity.ERROR


def remarks_of(built: Built) -> tuple[Remark, ...]:
    """All remarks about a query."""
    return tuple(_remark(each, number) for number, each in enumerate(built.diagnostics))


def remarks_in(built: Built, rule: Rule) -> tuple[Remark, ...]:
    """The remarks about a rule. What is still to be filled in is shown by its empty field."""
    span = rule.node.span
    whole = not rule.address
    found = (each for each in remarks_of(built) if each.code not in BLANK and (whole or (span.start <= each.start and each.end <= span.end)))
    return tuple(found)


def _remark(found: Diagnostic, number: int) -> Remark:
    fix = found.fix
    message = _("Still to be filled in.") if found.code in BLANK else sentence(found.code, found.params, language())
    return Remark(
        code=found.code,
        message=message,
        severity=found.severity.value,
        start=found.span.start,
        end=found.span.end,
        mending=f"mend:{number}" if fix is not None else "",
        mended=fix.text if fix is not None else "",
        fix_start=fix.span.start if fix is not None else 0,
        fix_end=fix.span.end if fix is not None else 0,
    )
