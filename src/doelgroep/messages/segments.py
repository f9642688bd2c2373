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
    "segment_in_set": (
        "Segment '{key}' can't be removed: it is part of the segment set {sets}. Take it out of there first.",
        "Segment '{key}' kan niet weg: het hoort bij de segmentreeks {sets}. Haal het daar eerst uit.",
    ),
    # segment sets
    "set_unknown": ("There is no segment set '{key}'.", "Er is geen segmentreeks '{key}'."),
    "set_unknown_near": (
        "There is no segment set '{key}'. Did you mean '{near}'?",
        "Er is geen segmentreeks '{key}'. Bedoelt u '{near}'?",
    ),
    "set_exists": (
        "There is a segment set '{key}' already. Choose another key, or edit that one.",
        "Er is al een segmentreeks '{key}'. Kies een andere sleutel, of wijzig die reeks.",
    ),
    "set_key_invalid": (
        "'{key}' can't be the key of a segment set: small letters and digits with single hyphens or underscores between them. For example: {proposal}.",
        "'{key}' kan geen sleutel van een segmentreeks zijn: kleine letters en cijfers met enkele streepjes ertussen. Bijvoorbeeld: {proposal}.",
    ),
    "set_empty": (
        "Segment set '{key}' has no segments. Name at least one, the first match first.",
        "Segmentreeks '{key}' heeft geen segmenten. Noem er minstens een, het eerste dat geldt vooraan.",
    ),
    "set_segment_twice": (
        "Segment set '{key}' names segment '{segment}' twice. Each customer goes to the first match, so keep it in one place.",
        "Segmentreeks '{key}' noemt segment '{segment}' twee keer. Elke klant komt bij het eerste dat geldt; laat het dus op een plaats staan.",
    ),
    "set_segment_rest": (
        "A segment with the key 'rest' can't be part of a segment set ({sets}): the customers in none of the segments go by that name. Give it another key.",
        "Een segment met de sleutel 'rest' kan niet in een segmentreeks ({sets}): zo heten de klanten die in geen segment zitten. Geef het een andere sleutel.",
    ),
    "set_id_unknown": ("There never was a segment set with number {id}.", "Er is nooit een segmentreeks met nummer {id} geweest."),
    "set_changed": (
        (
            "{author} has changed segment set '{key}' in the meantime (version {version}, {at}); your change was made from version {based_on}. "
            "Look at the present version and make the change again."
        ),
        (
            "{author} heeft segmentreeks '{key}' intussen gewijzigd (versie {version}, {at}); uw wijziging ging uit van versie {based_on}. "
            "Bekijk de huidige versie en breng de wijziging opnieuw aan."
        ),
    ),
    "set_version_unknown": (
        "Segment set '{key}' has no version {found}: it has 1 to {newest}.",
        "Segmentreeks '{key}' heeft geen versie {found}: zij heeft er 1 tot en met {newest}.",
    ),
    "set_managed_by_files": (
        "Segment set '{key}' is managed by files: change its file and apply it, or release the set first.",
        "Segmentreeks '{key}' wordt beheerd met bestanden: wijzig het bestand en pas het toe, of geef de reeks eerst vrij.",
    ),
    "set_group_unknown": (
        "Segment set '{key}' has no group '{found}'. Its groups are {groups}.",
        "Segmentreeks '{key}' heeft geen groep '{found}'. De groepen zijn {groups}.",
    ),
    "set_file_key": (
        "'{key}' can't be the key of a segment set: small letters, digits and single hyphens, such as {proposal}.",
        "'{key}' kan geen sleutel van een segmentreeks zijn: kleine letters, cijfers en enkele streepjes, zoals {proposal}.",
    ),
    "set_file_empty": ("segment set '{key}' has no segments: add `segments`.", "segmentreeks '{key}' heeft geen segmenten: voeg `segments` toe."),
    "set_file_segment_twice": (
        "segment set '{key}' names segment '{segment}' twice: keep it in one place.",
        "segmentreeks '{key}' noemt segment '{segment}' twee keer: laat het op een plaats staan.",
    ),
    "set_file_unknown": (
        "segment set '{key}' names a segment '{used}', which does not exist. {hint}",
        "segmentreeks '{key}' noemt een segment '{used}', dat niet bestaat. {hint}",
    ),
    "set_file_twice": (
        "segment set '{key}' stands in the files twice, also in {other} on line {line}: keep one of them.",
        "segmentreeks '{key}' staat twee keer in de bestanden, ook in {other} op regel {line}: houd er een.",
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
    "static_list_nobody": (
        "None of the {count} customers of the list is known here. The first is '{first}'. Look whether these are the customer numbers of this workspace.",
        "Geen van de {count} klanten van de lijst is hier bekend. De eerste is '{first}'. Kijk of dit de klantnummers van deze werkruimte zijn.",
    ),
}
