"""."""

from __future__ import annotations

from doelgroep.sample.shop import UNTIL, SampleShop, generate
from doelgroep.sample.truths import Truth

__all__ = ["UNTIL", "SampleShop", "Truth", "generate"]
