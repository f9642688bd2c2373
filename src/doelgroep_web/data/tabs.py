"""The three pages of data, as tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doelgroep.quality.values import Measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabs:
    """Which tab is open, and what stands beside the others."""

    current: str
    """"sources", "catalogue" or "quality"."""
    findings: int | None
    """What is wrong; None when nothing was measured yet."""


def tabs_of(current: str, measures: Measures | None) -> Tabs:
    """The tabs of a page."""
    return Tabs(current=current, findings=None if measures is None else len(measures.findings))
