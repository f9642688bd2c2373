"""Sentences of the segments area: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "segment_exists": (
        "There is a segment '{key}' already. Choose another key, or edit that one.",
        "Er is al een segment '{key}'. Kies een andere sleutel, of wijzig dat segment.",
    ),
    "segment_id_unknown": ("There never was a segment with number {id}.", "Er is nooit een segment met nummer {id} geweest."),
    "segment_key_invalid": (
        (
            "'{key}' can't be the key of a segment: a key has small letters and digits with single hyphens or underscores between them, at most 80. "
            "For example: {proposal}."
        ),
        (
            "'{key}' kan geen sleutel van een segment zijn: een sleutel heeft kleine letters en cijfers met enkele streepjes ertussen, hoogstens 80 tekens. "
            "Bijvoorbeeld: {proposal}."
        ),
    ),
    "segment_changed": (
        (
            "{author} has changed segment '{key}' in the meantime (version {version}, {at}); your change was made from version {based_on}. "
            "Look at the present version and make the change again."
        ),
        (
            "{author} heeft segment '{key}' intussen gewijzigd (versie {version}, {at}); uw wijziging ging uit van versie {based_on}. "
            "Bekijk de huidige versie en breng de wijziging opnieuw aan."
        ),
    ),
    "segment_version_unknown": (
        "Segment '{key}' has no version {found}: it has 1 to {newest}.",
        "Segment '{key}' heeft geen versie {found}: het heeft er 1 tot en met {newest}.",
    ),
    "segment_managed_by_files": (
        "Segment '{key}' is managed by files: change its file and apply it, or release the segment first.",
        "Segment '{key}' wordt beheerd met bestanden: wijzig het bestand en pas het toe, of geef het segment eerst vrij.",
    ),
    "segment_in_use": (
        "Segment '{key}' can't be removed: it is used by {users}. Change those first.",
        "Segment '{key}' kan niet weg: het wordt gebruikt door {users}. Wijzig die eerst.",
    ),
    "segment_circle": (
        "A segment can't build on itself, and here it would: {path}.",
        "Een segment kan niet op zichzelf bouwen, en hier zou dat gebeuren: {path}.",
    ),
    # files
    "segment_files_missing": (
        "There is no file or folder {path}.",
        "Er is geen bestand of map {path}.",
    ),
    "segment_files_suffix": (
        "Segments are written to a .yaml file or to a folder, and {path} looks like a file of another kind. Write to {near}, or make the folder first.",
        "Segmenten komen in een .yaml-bestand of in een map, en {path} lijkt een ander soort bestand. Schrijf naar {near}, of maak eerst de map.",
    ),
    "segment_files_none": (
        "There are no YAML files in {path}. Nothing has been changed.",
        "Er staan geen YAML-bestanden in {path}. Er is niets veranderd.",
    ),
    "segment_files_invalid": (
        "The segments in {file} can't be used; problems: {count}. Nothing has been changed.\n{problems}",
        "De segmenten in {file} zijn niet te gebruiken; problemen: {count}. Er is niets veranderd.\n{problems}",
    ),
    "segment_file_too_new": (
        "the file has format {found}, and this program knows formats up to {supported}. Install a newer version of Doelgroep.",
        "het bestand heeft formaat {found}, en dit programma kent formaten tot en met {supported}. Installeer een nieuwere versie van Doelgroep.",
    ),
    "segment_query_missing": ("segment '{key}' has no query: add `query`.", "segment '{key}' heeft geen zoekvraag: voeg `query` toe."),
    "segment_file_key": (
        "'{key}' can't be the key of a segment: small letters, digits and single hyphens, such as {proposal}.",
        "'{key}' kan geen sleutel van een segment zijn: kleine letters, cijfers en enkele streepjes, zoals {proposal}.",
    ),
    "segment_file_twice": (
        "segment '{key}' stands in the files twice, also in {other} on line {line}: keep one of them.",
        "segment '{key}' staat twee keer in de bestanden, ook in {other} op regel {line}: houd er een.",
    ),
    "segment_file_query": (
        "the query of '{key}' can't be used, at column {column}: {reason}",
        "de zoekvraag van '{key}' is niet te gebruiken, bij kolom {column}: {reason}",
    ),
    "segment_file_unknown": (
        "the query of '{key}' refers to a segment '{used}', which does not exist. {hint}",
        "de zoekvraag van '{key}' verwijst naar een segment '{used}', dat niet bestaat. {hint}",
    ),
    # state.sqlite3
    "state_unusable": (
        "{file} can't be used ({reason}). Look whether it may be written and is not damaged; a copy can be put in its place.",
        "{file} is niet te gebruiken ({reason}). Kijk of er geschreven mag worden en of het bestand heel is; er kan een kopie voor in de plaats.",
    ),
    "state_busy": (
        "Another process has been writing segments for more than {seconds} seconds. Try again.",
        "Een ander proces is al meer dan {seconds} seconden segmenten aan het schrijven. Probeer het opnieuw.",
    ),
}
