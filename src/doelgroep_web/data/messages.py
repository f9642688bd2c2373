"""Sentences of this slice's own errors, in English and Dutch; see `doelgroep.messages`."""

from __future__ import annotations

SENTENCES = {
    "upload_too_large": (
        "Together these files are {size} MB, and {limit} MB can come in at a time. Compress them with gzip, or bring them in in parts.",
        "Samen zijn deze bestanden {size} MB, en er kan {limit} MB tegelijk naar binnen. Comprimeer ze met gzip, of breng ze in delen binnen.",
    ),
    "upload_disk_full": (
        "The server has no room for a file of {size} MB. Ask whoever manages it to make room, and try again.",
        "De server heeft geen ruimte voor een bestand van {size} MB. Vraag de beheerder om ruimte te maken en probeer het opnieuw.",
    ),
    "upload_name": (
        "A file can't be called '{found}'. Give it another name and choose it again.",
        "Een bestand kan niet '{found}' heten. Geef het een andere naam en kies het opnieuw.",
    ),
    "upload_broken_off": (
        "The file did not come in whole: {found} of {size} bytes. Choose it again.",
        "Het bestand is niet in zijn geheel aangekomen: {found} van {size} bytes. Kies het opnieuw.",
    ),
    "upload_nothing": (
        "No file was chosen. Choose one or more files.",
        "Er is geen bestand gekozen. Kies één of meer bestanden.",
    ),
    # What the library says on the command line with the name of an option, for people who see a form instead: `web_` and the library's code.
    "web_import_no_place": (
        "It is not clear what this file is. Say so below, and which column is the customer. The columns are: {columns}.",
        "Het is niet duidelijk wat dit bestand is. Kies het hieronder, en ook welke kolom de klant is. De kolommen zijn: {columns}.",
    ),
    "web_import_no_time": (
        "Rows of {activity} have no moment, so a segment can't ask for those of the last 90 days. If a column holds it, choose it under Time.",
        "Rijen van {activity} hebben geen moment, dus een segment kan niet naar die van de laatste 90 dagen vragen. Staat het in een kolom, kies die dan bij Tijd.",
    ),
    "web_import_no_customer": (
        "No column says which customer a row is of. Choose one under Customer. The columns are: {columns}.",
        "Geen kolom zegt van welke klant een rij is. Kies die bij Klant. De kolommen zijn: {columns}.",
    ),
    "web_import_no_customer_lookup": (
        "No column says which customer a row is of, so this becomes a list to look things up in, with the key '{key}'. If it is about customers, choose a column under Customer.",
        "Geen kolom zegt van welke klant een rij is, dus dit wordt een opzoektabel met de sleutel '{key}'. Gaat het over klanten, kies dan een kolom bij Klant.",
    ),
    "web_import_no_lookup_key": (
        "No column is different in every row, so none can be the key of '{lookup}'. Choose one under Customer, or key. The columns are: {columns}.",
        "Geen kolom is in elke rij anders, dus geen kan de sleutel van '{lookup}' zijn. Kies er een bij Klant, of sleutel. De kolommen zijn: {columns}.",
    ),
    "web_import_customer_unclear": (
        "Column '{column}' was taken for the customer, but it could also be {others}. Choose the right one under Customer.",
        "Kolom '{column}' is opgevat als de klant, maar het kan ook {others} zijn. Kies de goede bij Klant.",
    ),
    "web_import_thousands_unclear": (
        "It is not clear what '{example}' in column '{column}' means ({count} {count:row|rows}). It was read as {meaning}. Choose the decimal sign if that is wrong.",
        "Het is niet duidelijk wat '{example}' in kolom '{column}' betekent ({count} {count:rij|rijen}). Het is gelezen als {meaning}. Kies het decimaalteken als dat niet klopt.",
    ),
    "web_import_date_order_unclear": (
        "Nothing shows whether the day or the month comes first in dates such as '{example}' in column '{column}'. They were read as {order}. Choose the order if that is wrong.",
        "Niets wijst uit of de dag of de maand voorop staat in datums als '{example}' in kolom '{column}'. Ze zijn gelezen als {order}. Kies de volgorde als dat niet klopt.",
    ),
    "web_import_keys_decimal": (
        "Customer numbers in column '{column}' are written as decimal numbers: {example}. If {clean} is meant, tick that under Meaning.",
        "Klantnummers in kolom '{column}' zijn geschreven als kommagetallen: {example}. Is {clean} bedoeld, vink dat dan aan bij Betekenis.",
    ),
    "web_import_bad_bytes": (
        "The row holds signs that are no text in the encoding of the file. Choose the encoding if it was taken for another one.",
        "De rij heeft tekens die geen tekst zijn in de codering van het bestand. Kies de codering als die niet goed is herkend.",
    ),
    "web_import_mostly_ragged": (
        "Hardly any line of {file} fits its columns ({names}): {bad} {bad:does|do} not, {good} {good:does|do}. Choose the sign between columns below.",
        "Bijna geen regel van {file} past bij de kolommen ({names}): {bad} niet, {good} wel. Kies hieronder het teken tussen de kolommen.",
    ),
    "data_busy": (
        "Data are being imported at this moment. Wait until that is done, and try again.",
        "Er worden op dit moment gegevens geïmporteerd. Wacht tot dat klaar is en probeer het opnieuw.",
    ),
}
