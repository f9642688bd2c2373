"""Sentences of the engine area: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "segment_cycle": (
        "The segments refer to each other in a circle: {path}. Take one of these references out.",
        "De segmenten verwijzen in een kring naar elkaar: {path}. Haal een van deze verwijzingen weg.",
    ),
    "sql_dialect_unknown": (
        "There is no SQL dialect '{dialect}'. Known are: {known}.",
        "Er is geen SQL-dialect '{dialect}'. Bekend zijn: {known}.",
    ),
    "sql_dialect_unknown_near": (
        "There is no SQL dialect '{dialect}'. Did you mean '{near}'? Known are: {known}.",
        "Er is geen SQL-dialect '{dialect}'. Bedoelde u '{near}'? Bekend zijn: {known}.",
    ),
    "sql_not_printable": (
        "This query can't be written as SQL of {dialect}: it has no {construct}. Choose another dialect; {able} can do everything.",
        "Deze vraag kan niet als SQL van {dialect} worden geschreven: daar bestaat geen {construct}. Kies een ander dialect; {able} kunnen alles.",
    ),
    "derivation_moment": (
        "The rows of activity {activity} are stored, so its fields and its where can't look at today or at a time of day. Use whole dates: 2024-03-31.",
        "De rijen van activiteit {activity} worden opgeslagen: velden en where kunnen niet naar vandaag of een tijdstip kijken. Gebruik hele datums.",
    ),
    "query_interrupted": ("The query was stopped before it was ready.", "De vraag is gestopt voordat hij klaar was."),
    "number_too_large": (
        "A number in this query or a computed field became too large to be exact ({detail}). Use a smaller one, or a field of type float.",
        "Een getal in deze vraag of een berekend veld werd te groot om exact te zijn ({detail}). Gebruik een kleiner, of een veld van type float.",
    ),
}
