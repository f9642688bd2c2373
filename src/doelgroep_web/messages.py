"""Sentences of the web app's own errors, in English and Dutch; see `doelgroep.messages`."""

from __future__ import annotations

SENTENCES = {
    "web_setting_unknown": (
        "The part `web` has the key '{found}', which means nothing. Did you mean '{near}'? The keys are: {known}.",
        "Het deel `web` heeft de sleutel '{found}', die niets betekent. Bedoel je '{near}'? De sleutels zijn: {known}.",
    ),
    "web_setting_wrong": (
        "The setting `web.{key}` is '{found}'. Allowed is: {allowed}. Mend it in doelgroep.yaml or in the environment.",
        "De instelling `web.{key}` is '{found}'. Toegestaan is: {allowed}. Herstel dat in doelgroep.yaml of in de omgeving.",
    ),
    "web_port_taken": (
        "Port {port} on {host} is taken by another program. Choose another one with --port, or --port 0 for a free one.",
        "Poort {port} op {host} is al in gebruik door een ander programma. Kies een andere met --port, of --port 0 voor een vrije.",
    ),
    "job_lost": (
        "The server stopped while this was running, three times in a row. Start it again; if it happens again, look at the server's log.",
        "De server stopte tijdens deze taak, drie keer achter elkaar. Start de taak opnieuw; gebeurt het weer, kijk dan in het logboek van de server.",
    ),
    "job_failed": (
        "Something went wrong that should not have: {reason}. It is in the server's log under {number}.",
        "Er ging iets mis dat niet had mogen gebeuren: {reason}. Het staat in het logboek van de server onder {number}.",
    ),
    "web_field_protected": (
        "You may not use {fields}: these fields hold protected data of persons. Leave them out, or ask somebody who may.",
        "Je mag {fields} niet gebruiken: die kenmerken bevatten beschermde gegevens van personen. Laat ze weg, of vraag iemand die het mag.",
    ),
    "web_members_protected": (
        "Who is in this segment tells special personal data ({fields}), which you may not see. Its size is above.",
        "Wie er in dit segment zit verraadt bijzondere persoonsgegevens ({fields}), die je niet mag zien. De grootte staat hierboven.",
    ),
    "web_column_protected": (
        "You may not see {fields}: these columns hold protected data of persons. Leave them out.",
        "Je mag {fields} niet zien: die kolommen bevatten beschermde gegevens van personen. Laat ze weg.",
    ),
    "web_static_no_key": (
        "The file has no column '{key}'. It has: {found}. Give the column with customer numbers that name.",
        "Het bestand heeft geen kolom '{key}'. Wel: {found}. Geef de kolom met klantnummers die naam.",
    ),
    "web_static_nobody": (
        "None of the {count} lines of the file names a customer of this workspace. The first is '{first}'.",
        "Geen van de {count} regels van het bestand noemt een klant van deze werkruimte. De eerste is '{first}'.",
    ),
}
