"""Sentences of the store of memberships: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "memberships_damaged": (
        (
            "The file of memberships {file} is damaged or incomplete ({reason}). Put it back from a copy of the workspace, "
            "or work out all segments anew: doelgroep refresh --anew. What the file tells about the past is lost then."
        ),
        (
            "Het bestand met lidmaatschappen {file} is beschadigd of onvolledig ({reason}). Zet het terug uit een kopie van de werkmap, "
            "of bereken alle segmenten opnieuw: doelgroep refresh --anew. Wat het bestand over het verleden vertelt is dan verloren."
        ),
    ),
    "memberships_lost": (
        (
            "The memberships of {at} can't be restored: their file was damaged, and was removed when a person was erased. "
            "Ask for a later moment, or work out all segments anew: doelgroep refresh --anew."
        ),
        (
            "De lidmaatschappen van {at} zijn niet te herstellen: hun bestand was beschadigd, en is verwijderd toen een persoon werd gewist. "
            "Vraag naar een later moment, of bereken alle segmenten opnieuw: doelgroep refresh --anew."
        ),
    ),
    "memberships_too_new": (
        "The file of memberships {file} has format {found}; this program reads {supported}. Install a newer version of Doelgroep.",
        "Het bestand met lidmaatschappen {file} heeft formaat {found}; dit programma leest {supported}. Installeer een nieuwere versie van Doelgroep.",
    ),
    "memberships_busy": (
        "A refresh of this workspace is going on, and its memberships can be changed by one at a time. Wait until it has finished and try again.",
        "Deze werkmap wordt juist ververst, en lidmaatschappen kunnen door een tegelijk worden veranderd. Wacht tot dat klaar is en probeer het opnieuw.",
    ),
    "membership_never_recorded": (
        "The members of segment '{segment}' have not been recorded yet. Run `doelgroep refresh`.",
        "De leden van segment '{segment}' zijn nog niet vastgelegd. Voer `doelgroep refresh` uit.",
    ),
    "membership_recorded_later": (
        "The members of segment '{segment}' at {at} are not known: they were first recorded at {first}. Ask for that moment or a later one.",
        "De leden van segment '{segment}' op {at} zijn niet bekend: ze zijn voor het eerst vastgelegd op {first}. Vraag naar dat moment of een later.",
    ),
    "refresh_anew_some": (
        "`--anew` is for all segments together: leave out the names of segments.",
        "`--anew` is voor alle segmenten samen: laat de namen van segmenten weg.",
    ),
    # who joined and left, and why
    "turnover_joined": ("joined.", "erbij."),
    "turnover_left": ("left.", "eruit."),
    "turnover_all_joined": ("{count} joined: {reasons}.", "{count} erbij gekomen: {reasons}."),
    "turnover_all_left": ("{count} left: {reasons}.", "{count} eruit gegaan: {reasons}."),
    "turnover_rows": ("new rows.", "nieuwe rijen."),
    "turnover_field": ("a changed field.", "een gewijzigd kenmerk."),
    "turnover_time": ("time passing.", "het verstrijken van tijd."),
    "turnover_definition": ("another definition.", "een andere definitie."),
    "turnover_lookup": ("a lookup imported anew.", "een opnieuw ingelezen opzoektabel."),
    "turnover_other": (
        "rows removed, customers merged, or changed again since.",
        "verwijderde rijen, samengevoegde klanten, of sindsdien weer veranderd.",
    ),
    "preview_join": ("{count} would join: {customers}.", "{count} zouden erbij komen: {customers}."),
    "preview_leave": ("{count} would leave: {customers}.", "{count} zouden eruit gaan: {customers}."),
    # one customer
    "which_segments": (
        "Customer {customer} is in {count} {count:segment|segments}, as of {at}.",
        "Klant {customer} zit in {count} {count:segment|segmenten}, per {at}.",
    ),
    "which_never_recorded": (
        "No memberships have been recorded for that moment. Run `doelgroep refresh`.",
        "Voor dat moment zijn geen lidmaatschappen vastgelegd. Voer `doelgroep refresh` uit.",
    ),
}
