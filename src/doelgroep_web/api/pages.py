"""The page about the API, made of its OpenAPI document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePage:
    """Everything."""

    base: str


def reference_page(document: dict[str, Any], base: str) -> ReferencePage:
    """The page."""
    return ReferencePage(base=base)
