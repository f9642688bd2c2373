"""Sentences of the imports area: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "zone_unknown": (
        "There is no time zone '{name}'. Time zones are named after a place, such as '{near}'.",
        "Er is geen tijdzone '{name}'. Tijdzones heten naar een plaats, zoals '{near}'.",
    ),
}
