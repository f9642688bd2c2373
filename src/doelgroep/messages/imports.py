"""Sentences of the imports area: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "zone_unknown": (
        "There is no time zone '{name}'. Time zones are named after a place, such as '{near}'.",
        "Er is geen tijdzone '{name}'. Tijdzones heten naar een plaats, zoals '{near}'.",
    ),
    # ------------------------------------------------------------ values that do not fit
    "import_not_boolean": (
        "'{text}' in column '{column}' is neither yes nor no.",
        "'{text}' in kolom '{column}' is geen ja en geen nee.",
    ),
    "import_not_integer": (
        "'{text}' in column '{column}' is no whole number of at most 18 digits.",
        "'{text}' in kolom '{column}' is geen geheel getal van hoogstens 18 cijfers.",
    ),
    "import_not_decimal": (
        "'{text}' in column '{column}' is no number with at most {scale} digits behind the decimal sign and 18 digits in all.",
        "'{text}' in kolom '{column}' is geen getal met hoogstens {scale} cijfers achter de komma en 18 cijfers in totaal.",
    ),
    "import_not_float": (
        "'{text}' in column '{column}' is no number.",
        "'{text}' in kolom '{column}' is geen getal.",
    ),
    "import_not_date": (
        "'{text}' in column '{column}' is no date, or a day that does not exist.",
        "'{text}' in kolom '{column}' is geen datum, of een dag die niet bestaat.",
    ),
    "import_not_datetime": (
        "'{text}' in column '{column}' is no date with a time, or a moment that does not exist.",
        "'{text}' in kolom '{column}' is geen datum met tijd, of een moment dat niet bestaat.",
    ),
    "import_not_list": (
        "'{text}' in column '{column}' is no list of texts.",
        "'{text}' in kolom '{column}' is geen lijst van teksten.",
    ),
    "import_not_point": (
        "'{text}' in columns {column} is no latitude (-90 to 90) and longitude (-180 to 180).",
        "'{text}' in de kolommen {column} is geen breedtegraad (-90 tot 90) en lengtegraad (-180 tot 180).",
    ),
}
