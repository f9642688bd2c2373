"""Sentences of the quality area: code -> (English, Dutch). What was found, and below the same code with _do what to do about it."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # ------------------------------------------------------------ rows
    "quality_missing_key": (
        "{count} {count:row|rows} of {table} {count:names|name} no customer.",
        "{count} {count:rij|rijen} van {table} {count:noemt|noemen} geen klant.",
    ),
    "quality_missing_key_do": (
        "They are kept apart and count for nobody. Send the customer's number along where it is known, and import the file again.",
        "Ze staan apart en tellen voor niemand mee. Lever het klantnummer mee waar het bekend is, en importeer het bestand opnieuw.",
    ),
    "quality_missing_time": (
        "{count} {count:row|rows} of {table} {count:has|have} no moment in {field}.",
        "{count} {count:rij|rijen} van {table} {count:heeft|hebben} geen moment in {field}.",
    ),
    "quality_missing_time_do": (
        "A condition with a period never finds them. Fill in the moment in the source.",
        "Een voorwaarde met een periode vindt ze nooit. Vul het moment in bij de bron.",
    ),
    "quality_set_aside": (
        "{count} {count:row|rows} of {file} {count:was|were} set aside by import {number}.",
        "{count} {count:rij|rijen} van {file} {count:is|zijn} apart gezet bij import {number}.",
    ),
    "quality_set_aside_do": (
        "Download them, mend them, and import that file.",
        "Download ze, herstel ze, en importeer dat bestand.",
    ),
    "quality_repeated_rows": (
        "{count} {count:row|rows} of {table} {count:equals|equal} another row in everything.",
        "{count} {count:rij|rijen} van {table} {count:is|zijn} in alles gelijk aan een andere rij.",
    ),
    "quality_repeated_rows_do": (
        "They count twice in every sum. Perhaps a file came in twice under another name: undo that import, or give the rows an id in the source.",
        "Ze tellen in elke som dubbel. Misschien kwam een bestand twee keer binnen onder een andere naam: maak die import ongedaan, of geef de rijen een id in de bron.",
    ),
    # ------------------------------------------------------------ customers
    "quality_shared_contact": (
        "{count} {count:customer shares|customers share} their {field} with another customer.",
        "{count} {count:klant deelt|klanten delen} {field} met een andere klant.",
    ),
    "quality_shared_contact_do": (
        "Where it is one person, merge the two; where it is a household, it may stay as it is.",
        "Voeg ze samen waar het om één persoon gaat; bij een huishouden kan het zo blijven.",
    ),
    "quality_bare_customers": (
        "Of {count} {count:customer|customers} only activities are known: no file of customers has them.",
        "Van {count} {count:klant|klanten} zijn alleen activiteiten bekend: ze staan in geen klantenbestand.",
    ),
    "quality_bare_customers_do": (
        "Import a newer or more complete file of customers. Until then conditions on their fields never find them.",
        "Importeer een nieuwer of vollediger klantenbestand. Tot die tijd vinden voorwaarden op kenmerken ze nooit.",
    ),
    # ------------------------------------------------------------ values
    "quality_too_early": (
        "{count} {count:date|dates} in {field} of {table} {count:is|are} before 1900.",
        "{count} {count:datum|datums} in {field} van {table} {count:ligt|liggen} voor 1900.",
    ),
    "quality_too_early_do": (
        "Often the source writes 1-1-1800 or 0001-01-01 for 'unknown'. Leave it empty there.",
        "Vaak schrijft de bron 1-1-1800 of 0001-01-01 voor 'onbekend'. Laat het daar leeg.",
    ),
    "quality_too_late": (
        "{count} {count:date|dates} in {field} of {table} {count:is|are} in the future where that can't be.",
        "{count} {count:datum|datums} in {field} van {table} {count:ligt|liggen} in de toekomst, terwijl dat niet kan.",
    ),
    "quality_too_late_do": (
        "Look whether day and month were exchanged at the import, and mend the source.",
        "Kijk of dag en maand bij het importeren verwisseld zijn, en herstel de bron.",
    ),
    "quality_unknown_key": (
        "{count} {count:value|values} in {field} of {table} ({keys} different) {count:is|are} not in {lookup}.",
        "{count} {count:waarde|waarden} in {field} van {table} ({keys} verschillend) {count:staat|staan} niet in {lookup}.",
    ),
    "quality_unknown_key_do": (
        "Conditions on what {lookup} says of them do not find these rows. Import a newer file of {lookup}.",
        "Voorwaarden op wat {lookup} ervan zegt vinden deze rijen niet. Importeer een nieuwer bestand van {lookup}.",
    ),
    "quality_variants": (
        "{groups} {groups:value|values} of {field} in {table} {groups:is|are} spelt in several ways, with other capitals or blanks ({count} {count:row|rows}).",
        "{groups} {groups:waarde|waarden} van {field} in {table} {groups:wordt|worden} op meer manieren geschreven, met andere hoofdletters of spaties ({count} {count:rij|rijen}).",
    ),
    "quality_variants_do": (
        "A condition finds only the spelling that it names. Choose one in the source, or name all of them with IN.",
        "Een voorwaarde vindt alleen de schrijfwijze die er staat. Kies er één in de bron, of noem ze allemaal met IN.",
    ),
    "quality_empty": (
        "{field} of {table} is empty everywhere.",
        "{field} van {table} is overal leeg.",
    ),
    "quality_empty_do": (
        "Fill it from a source, or take it out of the catalogue, so that nobody builds a segment on it.",
        "Vul het vanuit een bron, of haal het uit de catalogus, zodat niemand er een segment op bouwt.",
    ),
    "quality_constant": (
        "{field} of {table} has the same value everywhere.",
        "{field} van {table} heeft overal dezelfde waarde.",
    ),
    "quality_constant_do": (
        "It tells nobody apart. Look whether the source sends all values.",
        "Het onderscheidt niemand. Kijk of de bron wel alle waarden levert.",
    ),
    "quality_few_rows": (
        "On {count} of the last 14 days far fewer rows of {table} came than usual on that weekday; the latest was {day}.",
        "Op {count} van de laatste 14 dagen kwamen er veel minder rijen van {table} dan gewoonlijk op die weekdag; de laatste was {day}.",
    ),
    "quality_few_rows_do": (
        "Ask the source whether a part is missing, and import those days again.",
        "Vraag bij de bron na of er een deel ontbreekt, en importeer die dagen opnieuw.",
    ),
}
