"""Is a segment any good? Six questions that marketing asks of one, each with what was found.

Source: Kotler and Keller, Marketing Management: measurable, substantial, accessible, differentiable, actionable; here with stability and a goal.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from doelgroep.catalog import Role
from doelgroep.errors import UserError
from doelgroep_web.place import workspace
from doelgroep_web.ui import figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.refresh.trends import Trend
    from doelgroep_web.segments.access import Known

ENOUGH = 100
"""Fewer customers tell too little: the smallest pilot with a control group needs more."""
WHOLE = 0.9
"""A segment with nearly everybody in it sets nobody apart."""
MINUS = "\N{MINUS SIGN}"
RESTLESS = 0.25
"""A size that moved by more than this part over 90 days."""


class Verdict(StrEnum):
    """What came of a question."""

    YES = "good"
    ATTENTION = "late"
    UNKNOWN = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A question and what was found."""

    question: str
    verdict: Verdict
    finding: str


def checklist(known: Known, size: int | None, customers: int, trend: Trend | None) -> tuple[Check, ...]:
    """The answers for a segment, as far as they can be known."""
    return tuple(_checks(known, size, customers, trend))


def _checks(known: Known, size: int | None, customers: int, trend: Trend | None) -> Iterator[Check]:
    yield _measurable(known, size)
    yield _large(size)
    yield _reachable(known, size)
    yield _distinct(size, customers)
    yield _stable(trend)
    yield _purpose(known)


def _measurable(known: Known, size: int | None) -> Check:
    question = _("Measurable")
    try:
        workspace().segment(known.key)
    except UserError:
        return Check(question=question, verdict=Verdict.ATTENTION, finding=_("The definition can't be used any more."))
    if size is None:
        return Check(question=question, verdict=Verdict.UNKNOWN, finding=_("It was not refreshed yet."))
    return Check(question=question, verdict=Verdict.YES, finding=_("Counted exactly at each refresh."))


def _large(size: int | None) -> Check:
    question = _("Large enough")
    if size is None:
        return Check(question=question, verdict=Verdict.UNKNOWN, finding=_("Not counted yet."))
    if size < ENOUGH:
        finding = _("Fewer than {count} customers: too few for a pilot with a control group.").format(count=ENOUGH)
        return Check(question=question, verdict=Verdict.ATTENTION, finding=finding)
    return Check(question=question, verdict=Verdict.YES, finding=_("{count} customers.").format(count=figures.number(size)))


def _reachable(known: Known, size: int | None) -> Check:
    question = _("Reachable")
    consents = [each for each in workspace().catalog.fields if each.role is Role.CONSENT]
    if not consents or not size:
        found = _("The catalogue names no consents.") if not consents else _("Not counted yet.")
        return Check(question=question, verdict=Verdict.UNKNOWN, finding=found)
    best = _best_channel(known)
    if best is None:
        return Check(question=question, verdict=Verdict.UNKNOWN, finding=_("The definition can't be used any more."))
    name, count = best
    verdict = Verdict.YES if count >= size / 2 else Verdict.ATTENTION
    return Check(question=question, verdict=verdict, finding=f"{name}: {figures.number(count)} ({figures.share(count, size)})")


def _best_channel(known: Known) -> tuple[str, int] | None:
    from doelgroep_web.segments.reach import reach  # noqa: PLC0415 - counts, which only this question needs

    found = reach(known)
    return max(found, key=lambda each: each[1]) if found else None


def _distinct(size: int | None, customers: int) -> Check:
    question = _("Distinct")
    if not size or not customers:
        return Check(question=question, verdict=Verdict.UNKNOWN, finding=_("Not counted yet."))
    if size > WHOLE * customers:
        return Check(question=question, verdict=Verdict.ATTENTION, finding=_("Nearly everybody is in it, so it sets nobody apart."))
    return Check(question=question, verdict=Verdict.YES, finding=_("{share} of all customers.").format(share=figures.share(size, customers)))


def _stable(trend: Trend | None) -> Check:
    question = _("Stable")
    if trend is None or len(trend.sizes) < 2 or not trend.sizes[0]:
        return Check(question=question, verdict=Verdict.UNKNOWN, finding=_("Not enough refreshes to tell."))
    moved = trend.sizes[-1] / trend.sizes[0] - 1
    change = ("+" if moved >= 0 else MINUS) + figures.share(abs(moved))
    finding = _("{change} over {days} days.").format(change=change, days=(trend.days[-1] - trend.days[0]).days)
    return Check(question=question, verdict=Verdict.YES if abs(moved) <= RESTLESS else Verdict.ATTENTION, finding=finding)


def _purpose(known: Known) -> Check:
    purpose = known.card.purpose if known.card else ""
    finding = purpose or _("Write down what it is for, so that others know when to use it.")
    return Check(question=_("Serves a goal"), verdict=Verdict.YES if purpose else Verdict.ATTENTION, finding=finding)
