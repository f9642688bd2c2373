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
    "data_busy": (
        "Data are being imported at this moment. Wait until that is done, and try again.",
        "Er worden op dit moment gegevens geïmporteerd. Wacht tot dat klaar is en probeer het opnieuw.",
    ),
}
