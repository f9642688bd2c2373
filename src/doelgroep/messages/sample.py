"""Sentences of the sample area: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "sample_customers": (
        "A sample shop can't have {found} customers. Choose a number from 1 to {most}.",
        "Een voorbeeldwinkel kan geen {found} klanten hebben. Kies een getal van 1 tot en met {most}.",
    ),
    "sample_seed": (
        "{found} can't be the seed of a sample shop. Choose a whole number from 0.",
        "{found} kan niet het startgetal van een voorbeeldwinkel zijn. Kies een geheel getal vanaf 0.",
    ),
    "sample_days": (
        "A sample shop can't have a history of {found} days. Choose a number from {least} (a year, which the planted truths need) to {most}.",
        "Een voorbeeldwinkel kan geen {found} dagen geschiedenis hebben. Kies een getal van {least} (een jaar, voor de ingebouwde waarheden) tot en met {most}.",
    ),
    "sample_until": (
        "A sample shop can't end on {found}. Choose a day from 2000-01-01 to 2100-12-31.",
        "Een voorbeeldwinkel kan niet eindigen op {found}. Kies een dag van 2000-01-01 tot en met 2100-12-31.",
    ),
}
