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
    "query_interrupted": ("The query was stopped before it was ready.", "De vraag is gestopt voordat hij klaar was."),
    "number_too_large": (
        "A number in this query or in a computed field grew too large to be kept exactly ({detail}). Use a smaller number, or a field of type float.",
        "Een getal in deze vraag of in een berekend kenmerk werd te groot om precies te bewaren ({detail}). Gebruik een kleiner getal, of een kenmerk van type float.",
    ),
}
