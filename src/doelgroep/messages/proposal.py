"""Sentences of the proposal for an import: what files are, what is doubtful or odd about them, and why something was chosen."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # ------------------------------------------------------------ what a file is
    "import_stopped": (
        "Nothing was imported.\n{problems}",
        "Er is niets ingelezen.\n{problems}",
    ),
    "import_no_place": (
        (
            "Nothing shows what the file is: no column says which customer a row is of, and none is different in every row. Name the column with "
            "--customer, or leave the file out. The columns are: {columns}."
        ),
        (
            "Niets wijst uit wat het bestand is: geen kolom zegt van welke klant een rij is, en geen is in elke rij anders. Noem de kolom met "
            "--customer, of laat het bestand weg. De kolommen zijn: {columns}."
        ),
    ),
    "import_no_rows": (
        "The file has columns ({columns}) but no rows.",
        "Het bestand heeft kolommen ({columns}) maar geen rijen.",
    ),
    "import_no_time": (
        "Rows of {activity} have no moment, so a query can't ask for those of the last 90 days. If a column holds it, name it with --time.",
        (
            "Rijen van {activity} hebben geen moment, dus een zoekvraag kan niet naar die van de laatste 90 dagen vragen. Als een kolom het heeft, noem "
            "die met --time."
        ),
    ),
    "import_no_customer": (
        "No column says which customer a row is of. Name it with --customer. The columns are: {columns}.",
        "Geen kolom zegt van welke klant een rij is. Noem die met --customer. De kolommen zijn: {columns}.",
    ),
    "import_no_customer_lookup": (
        (
            "No column says which customer a row is of, so this becomes a lookup with the key '{key}'. If it should be customers or an activity, name "
            "the column with --customer. The columns are: {columns}."
        ),
        (
            "Geen kolom zegt van welke klant een rij is, dus dit wordt een opzoektabel met de sleutel '{key}'. Als het klanten of een activiteit moet "
            "worden, noem dan de kolom met --customer. De kolommen zijn: {columns}."
        ),
    ),
    "import_no_lookup_key": (
        "No column is different in every row, so none can be the key of the lookup '{lookup}'. Name it with --id. The columns are: {columns}.",
        "Geen kolom is in elke rij anders, dus geen kan de sleutel van de opzoektabel '{lookup}' zijn. Noem die met --id. De kolommen zijn: {columns}.",
    ),
    "import_customer_unclear": (
        "Column '{column}' was taken for the customer, but it could also be {others}. Name it with --customer.",
        "Kolom '{column}' is opgevat als de klant, maar het kan ook {others} zijn. Noem die met --customer.",
    ),
    "import_filled": (
        (
            "Rows of one order (column '{order}') share their customer, but only one of them names it. {count} {count:row|rows} got the customer, "
            "and the other gaps of {columns}, from that row."
        ),
        (
            "Rijen van één order (kolom '{order}') hebben dezelfde klant, maar slechts één noemt die. {count} {count:rij kreeg|rijen kregen} de klant, en wat "
            "verder ontbrak in {columns}, van die rij."
        ),
    ),
    "import_joined": (
        "The file does not say of which customer its rows are. They were found in {other}, by column '{column}' (there '{key}').",
        "Het bestand zegt niet van welke klant de rijen zijn. Die zijn gevonden in {other}, via kolom '{column}' (daar '{key}').",
    ),
    "import_joined_partly": (
        (
            "The file does not say of which customer its rows are. They were found in {other}, by column '{column}' (there '{key}'); {count} "
            "{count:row was|rows were} not, and {count:is|are} kept apart as anonymous."
        ),
        (
            "Het bestand zegt niet van welke klant de rijen zijn. Die zijn gevonden in {other}, via kolom '{column}' (daar '{key}'); {count} "
            "{count:rij|rijen} niet, en {count:die wordt|die worden} als anoniem apart bewaard."
        ),
    ),
    "import_lookup_unused": (
        "Nothing refers to the lookup '{lookup}' yet. Write lookup: {lookup} in the catalogue at the field that holds its key '{key}'.",
        "Nog niets verwijst naar de opzoektabel '{lookup}'. Schrijf lookup: {lookup} in de catalogus bij het kenmerk met de sleutel '{key}'.",
    ),
    # ------------------------------------------------------------ doubts about columns
    "import_thousands_unclear": (
        (
            "It is not clear what '{example}' in column '{column}' means ({count} {count:row|rows}). It was read as {meaning}. Give the decimal sign with "
            "--decimal."
        ),
        (
            "Het is niet duidelijk wat '{example}' in kolom '{column}' betekent ({count} {count:rij|rijen}). Het is gelezen als {meaning}. Geef het decimaalteken "
            "met --decimal."
        ),
    ),
    "import_decimals_mixed": (
        "Column '{column}' has numbers with a decimal {sign} and {count} with a decimal {other}. Only the former are read.",
        "Kolom '{column}' heeft getallen met een decimale {sign} en {count} met een decimale {other}. Alleen de eerste worden gelezen.",
    ),
    "import_date_order_unclear": (
        (
            "Nothing shows whether the day or the month comes first in dates such as '{example}' in column '{column}'. They were read as {order}. "
            "Give the order with --date-order."
        ),
        (
            "Niets wijst uit of de dag of de maand voorop staat in datums als '{example}' in kolom '{column}'. Ze zijn gelezen als {order}. "
            "Geef de volgorde met --date-order."
        ),
    ),
    "import_date_orders_mixed": (
        (
            "Some dates in column '{column}' have the day first and others the month, such as '{example}'. They were read as {order}; those that can't "
            "be are set aside, and some others may be wrong."
        ),
        (
            "In kolom '{column}' staat bij sommige datums de dag voorop en bij andere de maand, zoals in '{example}'. Ze zijn gelezen als {order}; wat "
            "zo niet kan wordt apart gezet, en van de rest kan een deel onjuist zijn."
        ),
    ),
    "import_date_formats_mixed": (
        "Dates in column '{column}' are written in several ways: {formats}. All of them are read.",
        "Datums in kolom '{column}' zijn op meer manieren geschreven: {formats}. Ze worden allemaal gelezen.",
    ),
    "import_short_years": (
        "Dates in column '{column}' have years of two digits, such as '{example}'. They were read as 1969 to 2068.",
        "Datums in kolom '{column}' hebben jaren van twee cijfers, zoals '{example}'. Ze zijn gelezen als 1969 tot en met 2068.",
    ),
    "import_mostly_numbers": (
        "Column '{column}' was read as text: {rows} {rows:value is a number|values are numbers}, but {count} {count:is|are} not, such as '{example}'.",
        "Kolom '{column}' is gelezen als tekst: {rows} {rows:waarde is een getal|waarden zijn getallen}, maar {count} niet, zoals '{example}'.",
    ),
    "import_mostly_dates": (
        "Column '{column}' was read as text: {rows} {rows:value is a date|values are dates}, but {count} {count:is|are} not, such as '{example}'.",
        "Kolom '{column}' is gelezen als tekst: {rows} {rows:waarde is een datum|waarden zijn datums}, maar {count} niet, zoals '{example}'.",
    ),
    "import_name_computed": (
        "Column '{column}' becomes the field '{field}', because '{taken}' is computed: {expression}. Leave it out of the catalogue if both say the same.",
        "Kolom '{column}' wordt het kenmerk '{field}', omdat '{taken}' wordt berekend: {expression}. Laat het uit de catalogus weg als beide hetzelfde zeggen.",
    ),
    "import_name_taken": (
        "Column '{column}' becomes the field '{field}', because '{taken}' is the name of something else already.",
        "Kolom '{column}' wordt het kenmerk '{field}', omdat iets anders al '{taken}' heet.",
    ),
    "import_column_renamed": (
        "The header names '{header}' more than once: the later column is called '{column}' here. Give each column a name of its own.",
        "In de kop staat '{header}' meer dan eens: de latere kolom heet hier '{column}'. Geef elke kolom een eigen naam.",
    ),
    "import_column_empty": (
        "Column '{column}' is empty and is left out.",
        "Kolom '{column}' is leeg en blijft weg.",
    ),
    "import_blanks_around": (
        "{count} {count:value|values} in column '{column}' {count:has|have} blanks before or behind. These are taken away.",
        "{count} {count:waarde|waarden} in kolom '{column}' {count:heeft|hebben} spaties ervoor of erachter. Die worden weggehaald.",
    ),
    "import_words_for_missing": (
        "{count} {count:value|values} in column '{column}' {count:is a word|are words} for a missing value: {words}.",
        "{count} {count:waarde|waarden} in kolom '{column}' {count:is een woord|zijn woorden} voor een ontbrekende waarde: {words}.",
    ),
    "import_dust": (
        (
            "{count} {count:number|numbers} in column '{column}' {count:has|have} digits that only a calculation with rounding errors can have left. "
            "The column is read with {scale} {scale:decimal|decimals}."
        ),
        (
            "{count} {count:getal|getallen} in kolom '{column}' {count:heeft|hebben} cijfers die alleen een berekening met afrondfouten kan hebben "
            "nagelaten. De kolom wordt gelezen met {scale} {scale:decimaal|decimalen}."
        ),
    ),
    "import_values_alike": (
        (
            "Column '{column}' has {groups} {groups:group|groups} of values that differ only in capitals and signs: {values}. A query finds only the "
            "exact value."
        ),
        (
            "Kolom '{column}' heeft {groups} {groups:groep|groepen} waarden die alleen in hoofdletters en tekens verschillen: {values}. Een zoekvraag vindt alleen de "
            "precieze waarde."
        ),
    ),
    # ------------------------------------------------------------ rows that will be set aside, and odd ones
    "import_values_fail": (
        ("{count} {count:value|values} in column '{column}' {count:does|do} not fit the type {type}. {count:Its row|Their rows} will be set aside."),
        (
            "{count} {count:waarde|waarden} in kolom '{column}' {count:past|passen} niet bij het type {type}. {count:De rij wordt|De rijen worden} apart "
            "gezet."
        ),
    ),
    "import_hours_shifted": (
        (
            "{count} {count:moment|moments} in column '{column}' did not exist, because the clock was set forward. {count:It is|They are} shifted by the "
            "hour that was left out."
        ),
        (
            "{count} {count:moment|momenten} in kolom '{column}' {count:bestond|bestonden} niet, omdat de klok vooruit ging. {count:Het wordt|Ze worden} "
            "verschoven met het uur dat werd overgeslagen."
        ),
    ),
    "import_hours_ambiguous": (
        (
            "{count} {count:moment|moments} in column '{column}' {count:was|were} shown twice by the clock, because it was set back. The first time is "
            "taken."
        ),
        (
            "{count} {count:moment|momenten} in kolom '{column}' {count:kwam|kwamen} twee keer voor, omdat de klok terug ging. De eerste keer is genomen."
        ),
    ),
    "import_days_early": (
        "{count} {count:date|dates} in column '{column}' {count:is|are} before 1900.",
        "{count} {count:datum|datums} in kolom '{column}' {count:ligt|liggen} voor 1900.",
    ),
    "import_days_future": (
        "{count} {count:date|dates} in column '{column}' {count:is|are} in the future.",
        "{count} {count:datum|datums} in kolom '{column}' {count:ligt|liggen} in de toekomst.",
    ),
    "import_customers_missing": (
        "{count} of {rows} rows {count:has|have} no customer in column '{column}'. {count:It is|They are} kept apart as anonymous.",
        "{count} van {rows} rijen {count:heeft|hebben} geen klant in kolom '{column}'. {count:Die wordt|Ze worden} als anoniem apart bewaard.",
    ),
    "import_keys_missing": (
        "{count} {count:row has|rows have} no customer in column '{column}'. {count:It|They} will be set aside.",
        "{count} {count:rij heeft|rijen hebben} geen klant in kolom '{column}'. {count:Die wordt|Ze worden} apart gezet.",
    ),
    "import_keys_twice": (
        "{keys} {keys:customer stands|customers stand} in the file several times ({count} {count:row|rows} too many). Of each the last row counts.",
        "{keys} {keys:klant staat|klanten staan} meer dan eens in het bestand ({count} {count:rij|rijen} te veel). Van elk telt de laatste rij.",
    ),
    "import_keys_decimal": (
        "Customer keys in column '{column}' are written as decimal numbers: {example}. If {clean} is meant, confirm it with --clean-keys.",
        "Klantsleutels in kolom '{column}' zijn geschreven als decimale getallen: {example}. Als {clean} is bedoeld, bevestig dat met --clean-keys.",
    ),
    "import_key_total": (
        "Line {line} has '{key}' as customer in column '{column}', so it seems to be a total of the other rows. Take it out of the file if it is.",
        "Regel {line} heeft '{key}' als klant in kolom '{column}', dus die lijkt een totaal van de andere rijen. Haal die uit het bestand als dat zo is.",
    ),
    "import_key_dominates": (
        "{count} of {rows} rows {count:is|are} of one customer, '{key}'. If that stands for unknown customers, make the key empty.",
        "{count} van {rows} rijen {count:is|zijn} van één klant, '{key}'. Als dat voor onbekende klanten staat, maak de sleutel dan leeg.",
    ),
    "import_orphans": (
        "{count} {count:value|values} in column '{column}' ({keys} different) {count:is|are} not in the lookup '{lookup}'.",
        "{count} {count:waarde|waarden} in kolom '{column}' ({keys} verschillend) {count:staat|staan} niet in de opzoektabel '{lookup}'.",
    ),
    "import_category_unknown": (
        "{count} {count:value|values} in column '{column}' {count:is|are} not among those of the catalogue: {allowed}.",
        "{count} {count:waarde|waarden} in kolom '{column}' {count:staat|staan} niet bij die van de catalogus: {allowed}.",
    ),
    # ------------------------------------------------------------ reasons of a choice
    "import_reason_name": ("The name says so.", "De naam zegt het."),
    "import_reason_catalog": ("The catalogue knows it.", "De catalogus kent het."),
    "import_reason_told": ("You said so.", "U zei het."),
    "import_reason_parent": ("It was found in another file.", "Het is gevonden in een ander bestand."),
    "import_reason_email": ("It holds e-mail addresses.", "Er staan e-mailadressen in."),
    "import_reason_shared": ("Several files have it.", "Meer bestanden hebben het."),
    "import_reason_unique": ("Every row has another value.", "Elke rij heeft een andere waarde."),
    "import_reason_file": ("The name of the file speaks of customers.", "De naam van het bestand spreekt van klanten."),
    "import_reason_first": ("It is the first column.", "Het is de eerste kolom."),
    "import_reason_zeros": ("The numbers have zeros in front.", "De nummers hebben nullen voorop."),
    "import_reason_repeats": ("The values come back.", "De waarden komen terug."),
    "import_reason_few_values": ("There are very few different values.", "Er zijn erg weinig verschillende waarden."),
    "import_reason_missing": ("Values are missing.", "Er ontbreken waarden."),
    "import_reason_people": ("The other columns tell whether it is about people.", "De andere kolommen zeggen of het over mensen gaat."),
    "import_reason_happened": ("The name speaks of something that happened.", "De naam spreekt van iets dat gebeurde."),
    "import_reason_birth": ("It is a date of birth.", "Het is een geboortedatum."),
    "import_reason_changed": ("The name speaks of a change.", "De naam spreekt van een wijziging."),
    "import_reason_later": ("The name speaks of what came later.", "De naam spreekt van wat later kwam."),
    "import_reason_moment": ("It has a time of day.", "Het heeft een tijd."),
    "import_reason_whole": ("The name speaks of the whole amount.", "De naam spreekt van het hele bedrag."),
    "import_reason_part": ("The name speaks of a part of the amount.", "De naam spreekt van een deel van het bedrag."),
    "import_reason_constant": ("It is the same everywhere.", "Het is overal gelijk."),
}
