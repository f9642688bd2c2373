"""What staged files mean: which table they are, what their columns become, and what is wrong with them. Nothing is written."""

from __future__ import annotations

from doelgroep.store.proposal.propose import propose

__all__ = ["propose"]
