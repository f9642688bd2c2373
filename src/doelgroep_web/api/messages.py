"""Sentences of this slice's own errors, in English and Dutch; see `doelgroep.messages`."""

from __future__ import annotations

SENTENCES = {
    "api_key_missing": (
        "Send a key in the header `Authorization: Bearer dg_…`. Keys are made in the app under Settings, API keys.",
        "Stuur een sleutel mee in de kop `Authorization: Bearer dg_…`. Sleutels maak je in de app bij Instellingen, API-sleutels.",
    ),
    "api_key_unknown": (
        "This key is not known, was revoked, or has expired. Make a new one in the app under Settings, API keys.",
        "Deze sleutel is onbekend, ingetrokken of verlopen. Maak een nieuwe in de app bij Instellingen, API-sleutels.",
    ),
    "api_scope_missing": (
        "This key may not do this: it lacks '{needed}'. It has: {found}. Make a key that has it.",
        "Deze sleutel mag dit niet: '{needed}' ontbreekt. Hij heeft: {found}. Maak een sleutel die het wel heeft.",
    ),
    "api_owner_may_not": (
        "Whoever made this key may not do this, so the key may not either. Ask an administrator for another role.",
        "Wie deze sleutel maakte, mag dit niet, dus de sleutel ook niet. Vraag een beheerder om een andere rol.",
    ),
    "api_too_many": (
        "More than {limit} requests in a minute with this key. Try again in {seconds} {seconds:second|seconds}.",
        "Meer dan {limit} verzoeken in een minuut met deze sleutel. Probeer het over {seconds} {seconds:seconde|seconden} opnieuw.",
    ),
    "api_address_unknown": (
        "There is nothing at this address. What there is stands at /api/v1/docs.",
        "Er is niets op dit adres. Wat er wel is, staat op /api/v1/docs.",
    ),
    "api_method_unknown": (
        "This address does not know {found}. It knows: {allowed}.",
        "Dit adres kent {found} niet. Het kent: {allowed}.",
    ),
    "api_not_there": (
        "There is no {found} here, or it is somebody else's.",
        "Er is hier geen {found}, of het is van iemand anders.",
    ),
    "api_body_unreadable": (
        "The body of the request can't be read. Send JSON in UTF-8, or a multipart form where files are sent.",
        "De inhoud van het verzoek is niet te lezen. Stuur JSON in UTF-8, of een multipart-formulier als je bestanden stuurt.",
    ),
    "api_body_too_large": (
        "The body of the request is larger than {limit} MB.",
        "De inhoud van het verzoek is groter dan {limit} MB.",
    ),
    "api_invalid": (
        "{count} {count:value|values} in the request can't be used: {places}.",
        "{count} {count:waarde|waarden} in het verzoek {count:kan|kunnen} niet: {places}.",
    ),
    "api_value_missing": ("This is missing.", "Dit ontbreekt."),
    "api_value_unknown": ("There is no such thing here: leave it out.", "Dit bestaat hier niet: laat het weg."),
    "api_value_type": ("This must be {expected}.", "Dit moet {expected} zijn."),
    "api_value_short": ("This is too short: at least {least}.", "Dit is te kort: minstens {least}."),
    "api_value_long": ("This is too long: at most {most}.", "Dit is te lang: hoogstens {most}."),
    "api_value_small": ("This is too small: at least {least}.", "Dit is te klein: minstens {least}."),
    "api_value_large": ("This is too large: at most {most}.", "Dit is te groot: hoogstens {most}."),
    "api_value_choice": ("Allowed is: {allowed}.", "Toegestaan is: {allowed}."),
    "api_value_form": ("This does not have the right form.", "Dit heeft niet de juiste vorm."),
    "api_type_text": ("a text", "een tekst"),
    "api_type_integer": ("a whole number", "een geheel getal"),
    "api_type_boolean": ("true or false", "true of false"),
    "api_type_list": ("a list", "een lijst"),
    "api_type_object": ("an object", "een object"),
    "api_type_moment": ("a moment such as 2026-11-22T10:00:00Z", "een moment zoals 2026-11-22T10:00:00Z"),
    "api_nothing_to_change": (
        "Nothing to change was sent. Send one or more of: {allowed}.",
        "Er is niets gestuurd om te veranderen. Stuur een of meer van: {allowed}.",
    ),
    "api_cursor_gone": (
        "The list that this cursor belongs to is not kept any more. Begin again without a cursor.",
        "De lijst waar deze cursor bij hoort, wordt niet meer bewaard. Begin opnieuw zonder cursor.",
    ),
    "api_columns_unknown": (
        "There are no columns {fields}. Columns are the key, fields and traits of customers; the catalogue lists them.",
        "Er zijn geen kolommen {fields}. Kolommen zijn de sleutel, kenmerken en afgeleide kenmerken van klanten; de catalogus noemt ze.",
    ),
    "api_export_not_ready": (
        "The file is not ready yet, or is not kept any more. The export tells which.",
        "Het bestand is nog niet klaar, of wordt niet meer bewaard. De export zegt welk van beide.",
    ),
    "api_upload_busy": (
        "These files are being read or imported now, or were imported. Wait for the job to end, or begin another upload.",
        "Deze bestanden worden nu gelezen of ingelezen, of zijn al ingelezen. Wacht tot de taak klaar is, of begin een andere upload.",
    ),
    "api_rejected_refused": (
        "Rejected rows hold whatever stood in the file. They are for whoever brought it in, and for those who may see names of persons.",
        "Afgekeurde rijen bevatten wat er in het bestand stond. Ze zijn voor wie het binnenbracht, en voor wie namen van personen mag zien.",
    ),
    "api_repeat_other": (
        "The Idempotency-Key '{key}' was used before for another request. Use a new one for each thing that you make.",
        "De Idempotency-Key '{key}' is eerder gebruikt voor een ander verzoek. Gebruik een nieuwe voor alles wat je maakt.",
    ),
    "api_repeat_busy": (
        "The first request with the Idempotency-Key '{key}' is still being answered. Ask again in a moment.",
        "Het eerste verzoek met de Idempotency-Key '{key}' wordt nog beantwoord. Vraag het zo nog eens.",
    ),
    "api_failed": (
        "Something went wrong that should not have. It is in the server's log under {number}.",
        "Er ging iets mis dat niet had mogen gebeuren. Het staat in het logboek van de server onder {number}.",
    ),
}
