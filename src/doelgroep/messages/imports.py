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
    # ------------------------------------------------------------ rows that can't be divided into columns
    "import_bad_width": (
        "The row has {found} values, but there are {expected} columns.",
        "De rij heeft {found} waarden, maar er zijn {expected} kolommen.",
    ),
    "import_bad_quotes": (
        "A quotation mark is not closed, or has text behind it.",
        "Een aanhalingsteken is niet gesloten, of er staat tekst achter.",
    ),
    "import_bad_bytes": (
        "The row holds signs that are no text in the encoding of the file. Name the encoding with --encoding if it was taken for another one.",
        "De rij heeft tekens die geen tekst zijn in de codering van het bestand. Noem de codering met --encoding als die niet goed is herkend.",
    ),
    "import_bad_json": ("The row is no JSON object.", "De rij is geen JSON-object."),
    "import_before_header": (
        "The line stands before the header of the table.",
        "De regel staat voor de kop van de tabel.",
    ),
    # ------------------------------------------------------------ files
    "import_skipped_hidden": (
        "{file} was left alone: it is a hidden file.",
        "{file} is overgeslagen: het is een verborgen bestand.",
    ),
    "import_skipped_foreign": (
        "{file} was left alone: names of files to import end in {allowed}. Name the file itself to import it all the same.",
        "{file} is overgeslagen: namen van bestanden om in te lezen eindigen op {allowed}. Noem het bestand zelf om het toch in te lezen.",
    ),
    "import_skipped_empty": (
        "{file} was left alone: it is empty.",
        "{file} is overgeslagen: het is leeg.",
    ),
    "import_no_files": (
        "There is no file to import in {paths}. Names of files to import end in {allowed}.",
        "Er is geen bestand om in te lezen in {paths}. Namen van bestanden om in te lezen eindigen op {allowed}.",
    ),
    "import_file_unknown": (
        "There is no file {file}. Check the path.",
        "Er is geen bestand {file}. Kijk het pad na.",
    ),
    "import_file_unknown_near": (
        "There is no file {file}. Do you mean {near}?",
        "Er is geen bestand {file}. Bedoelt u {near}?",
    ),
    "import_file_empty": ("{file} holds nothing.", "{file} is leeg."),
    "import_file_unreadable": (
        "{file} can't be read: it is damaged, or protected ({detail}). Open it in the program that made it and save it again.",
        "{file} kan niet worden gelezen: het is beschadigd of beveiligd ({detail}). Open het in het programma waarmee het is gemaakt en sla het opnieuw op.",
    ),
    "import_file_foreign": (
        "{file} can't be imported: it is a {kind} file. Save it as CSV, Excel, Parquet or JSON lines.",
        "{file} kan niet worden ingelezen: het is een {kind}-bestand. Sla het op als CSV, Excel, Parquet of JSON-regels.",
    ),
    "import_encoding_unknown": (
        "There is no encoding '{encoding}'. Usual ones are {allowed}.",
        "Er is geen codering '{encoding}'. Gebruikelijk zijn {allowed}.",
    ),
    "import_delimiter_unknown": (
        "'{delimiter}' can't be the delimiter: that is one character. Allowed are {allowed} and any other single character.",
        "'{delimiter}' kan het scheidingsteken niet zijn: dat is één teken. Toegestaan zijn {allowed} en elk ander enkel teken.",
    ),
    "import_quote_unknown": (
        "'{quote}' can't be the quotation mark: that is one character, or nothing.",
        "'{quote}' kan het aanhalingsteken niet zijn: dat is één teken, of niets.",
    ),
    "import_column_names": (
        "{found} column names were given, but there are {expected} columns ({header}). Write - for a column to be left out.",
        "Er zijn {found} kolomnamen gegeven, maar er zijn {expected} kolommen ({header}). Schrijf - voor een kolom die wegblijft.",
    ),
    "import_mostly_ragged": (
        "Hardly any line of {file} fits its columns ({names}): {bad} do not, {good} do. Give the delimiter with --delimiter.",
        "Bijna geen regel van {file} past bij de kolommen ({names}): {bad} niet, {good} wel. Geef het scheidingsteken met --delimiter.",
    ),
    "import_sheet_unknown": (
        "{file} has no sheet '{sheet}'. Do you mean '{near}'? Its sheets are: {sheets}.",
        "{file} heeft geen werkblad '{sheet}'. Bedoelt u '{near}'? De werkbladen zijn: {sheets}.",
    ),
    "import_json_no_rows": (
        "No line of {file} is a JSON object ({bad} are something else). Write one object per line, or an array of objects.",
        "Geen regel van {file} is een JSON-object ({bad} zijn iets anders). Schrijf één object per regel, of een array van objecten.",
    ),
    "import_json_broken": (
        "The JSON array in {file} breaks off or is wrong at line {line}.",
        "De JSON-array in {file} breekt af of klopt niet bij regel {line}.",
    ),
    "import_too_many_columns": (
        "The objects in {file} have more than {most} different names. Names that are values, such as numbers of orders, should be values.",
        "De objecten in {file} hebben meer dan {most} verschillende namen. Namen die waarden zijn, zoals ordernummers, horen waarden te zijn.",
    ),
    # ------------------------------------------------------------ options
    "import_column_unknown": (
        "No file has a column '{column}'. Do you mean '{near}'? The columns are: {columns}.",
        "Geen bestand heeft een kolom '{column}'. Bedoelt u '{near}'? De kolommen zijn: {columns}.",
    ),
    "import_decimal_unknown": (
        "'{decimal}' can't be the decimal sign. Allowed are . and , as signs.",
        "'{decimal}' kan het decimaalteken niet zijn. Toegestaan zijn . en , als teken.",
    ),
    "import_date_order_unknown": (
        "'{order}' is no order of dates. Allowed are: {allowed}.",
        "'{order}' is geen volgorde van datums. Toegestaan zijn: {allowed}.",
    ),
    "import_as_name": (
        (
            "'{found}' can't be the name of a table. Names have letters, digits and _, and are no words of the query language. Allowed is for example "
            "{near}."
        ),
        (
            "'{found}' kan geen naam van een tabel zijn. Namen hebben letters, cijfers en _, en zijn geen woorden van de zoektaal. Wel kan bijvoorbeeld "
            "{near}."
        ),
    ),
    "import_as_derived": (
        "Rows can't go to {activity}: it follows from the rows of {source}. Write --as {source}.",
        "Naar {activity} kunnen geen rijen: die volgt uit de rijen van {source}. Schrijf --as {source}.",
    ),
    "import_as_lookup": (
        "{found} is a lookup, and no activity. Write --as lookup:{found}.",
        "{found} is een opzoektabel, en geen activiteit. Schrijf --as lookup:{found}.",
    ),
    "import_as_taken": (
        "Rows can't go to {found}: that is a field or a trait. Tables are: {allowed}. A new name makes a new activity.",
        "Naar {found} kunnen geen rijen: dat is een kenmerk. De tabellen zijn: {allowed}. Een nieuwe naam maakt een nieuwe activiteit.",
    ),
    "import_time_type": (
        "Column '{column}' of {file} can't be the moment: it holds no dates. Columns with dates are: {allowed}.",
        "Kolom '{column}' van {file} kan het moment niet zijn: er staan geen datums in. Kolommen met datums zijn: {allowed}.",
    ),
    "import_amount_type": (
        "Column '{column}' of {file} can't be the amount: it holds no numbers. Columns with numbers are: {allowed}.",
        "Kolom '{column}' van {file} kan het bedrag niet zijn: er staan geen getallen in. Kolommen met getallen zijn: {allowed}.",
    ),
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
            "Rows of one order (column '{order}') share their customer, but only one of them names it. {count} rows got the customer, and the other gaps "
            "of {columns}, from that row."
        ),
        (
            "Rijen van één order (kolom '{order}') hebben dezelfde klant, maar slechts één noemt die. {count} rijen kregen de klant, en wat verder ontbrak in "
            "{columns}, van die rij."
        ),
    ),
    "import_joined": (
        "The file does not say of which customer its rows are. They were found in {other}, by column '{column}' (there '{key}'); {count} rows were not.",
        "Het bestand zegt niet van welke klant de rijen zijn. Die zijn gevonden in {other}, via kolom '{column}' (daar '{key}'); {count} rijen niet.",
    ),
    "import_lookup_unused": (
        "Nothing refers to the lookup '{lookup}' yet. Write lookup: {lookup} in the catalogue at the field that holds its key '{key}'.",
        "Nog niets verwijst naar de opzoektabel '{lookup}'. Schrijf lookup: {lookup} in de catalogus bij het kenmerk met de sleutel '{key}'.",
    ),
    # ------------------------------------------------------------ doubts about columns
    "import_thousands_unclear": (
        "It is not clear what '{example}' in column '{column}' means ({count} rows). It was read as {meaning}. Give the decimal sign with --decimal.",
        (
            "Het is niet duidelijk wat '{example}' in kolom '{column}' betekent ({count} rijen). Het is gelezen als {meaning}. Geef het decimaalteken "
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
        "Column '{column}' was read as text: {rows} values are numbers, but {count} are not, such as '{example}'.",
        "Kolom '{column}' is gelezen als tekst: {rows} waarden zijn getallen, maar {count} niet, zoals '{example}'.",
    ),
    "import_mostly_dates": (
        "Column '{column}' was read as text: {rows} values are dates, but {count} are not, such as '{example}'.",
        "Kolom '{column}' is gelezen als tekst: {rows} waarden zijn datums, maar {count} niet, zoals '{example}'.",
    ),
    "import_column_empty": (
        "Column '{column}' is empty and is left out.",
        "Kolom '{column}' is leeg en blijft weg.",
    ),
    "import_blanks_around": (
        "{count} values in column '{column}' have blanks before or behind them. These are taken away.",
        "{count} waarden in kolom '{column}' hebben spaties ervoor of erachter. Die worden weggehaald.",
    ),
    "import_words_for_missing": (
        "{count} values in column '{column}' are words for a missing value: {words}.",
        "{count} waarden in kolom '{column}' zijn woorden voor een ontbrekende waarde: {words}.",
    ),
    "import_dust": (
        (
            "{count} numbers in column '{column}' have digits that only a calculation with rounding errors can have left. They are read with {scale} "
            "decimals."
        ),
        (
            "{count} getallen in kolom '{column}' hebben cijfers die alleen een berekening met afrondfouten kan hebben nagelaten. Ze worden gelezen met "
            "{scale} decimalen."
        ),
    ),
    "import_values_alike": (
        "Column '{column}' has {groups} groups of values that differ only in capitals and signs: {values}. A query finds only the exact value.",
        (
            "Kolom '{column}' heeft {groups} groepen waarden die alleen in hoofdletters en tekens verschillen: {values}. Een zoekvraag vindt alleen de "
            "precieze waarde."
        ),
    ),
    # ------------------------------------------------------------ rows that will be set aside, and odd ones
    "import_values_fail": (
        "{count} values in column '{column}' do not fit the type {type}. Their rows will be set aside.",
        "{count} waarden in kolom '{column}' passen niet bij het type {type}. De rijen worden apart gezet.",
    ),
    "import_hours_shifted": (
        "{count} moments in column '{column}' did not exist, because the clock was set forward. They are shifted by the hour that was left out.",
        "{count} momenten in kolom '{column}' bestonden niet, omdat de klok vooruit ging. Ze worden verschoven met het uur dat werd overgeslagen.",
    ),
    "import_hours_ambiguous": (
        "{count} moments in column '{column}' were shown twice by the clock, because it was set back. The first time is taken.",
        "{count} momenten in kolom '{column}' kwamen twee keer voor, omdat de klok terug ging. De eerste keer is genomen.",
    ),
    "import_days_early": (
        "{count} dates in column '{column}' are before 1900.",
        "{count} datums in kolom '{column}' liggen voor 1900.",
    ),
    "import_days_future": (
        "{count} dates in column '{column}' are in the future.",
        "{count} datums in kolom '{column}' liggen in de toekomst.",
    ),
    "import_customers_missing": (
        "{count} of {rows} rows have no customer in column '{column}'. They are kept apart as anonymous.",
        "{count} van {rows} rijen hebben geen klant in kolom '{column}'. Ze worden als anoniem apart bewaard.",
    ),
    "import_keys_missing": (
        "{count} rows have no customer in column '{column}'. They will be set aside.",
        "{count} rijen hebben geen klant in kolom '{column}'. Ze worden apart gezet.",
    ),
    "import_keys_twice": (
        "{keys} customers stand in the file several times ({count} rows too many). Of each the last row counts.",
        "{keys} klanten staan meer dan eens in het bestand ({count} rijen te veel). Van elk telt de laatste rij.",
    ),
    "import_keys_decimal": (
        "Customer keys in column '{column}' are written as decimal numbers: {example}. If {clean} is meant, confirm it with --clean-keys.",
        "Klantsleutels in kolom '{column}' zijn geschreven als decimale getallen: {example}. Als {clean} is bedoeld, bevestig dat met --clean-keys.",
    ),
    "import_key_dominates": (
        "{count} of {rows} rows are of one customer, '{key}'. If that stands for unknown customers, make the key empty.",
        "{count} van {rows} rijen zijn van één klant, '{key}'. Als dat voor onbekende klanten staat, maak de sleutel dan leeg.",
    ),
    "import_orphans": (
        "{count} values in column '{column}' ({keys} different ones) are not in the lookup '{lookup}'.",
        "{count} waarden in kolom '{column}' ({keys} verschillende) staan niet in de opzoektabel '{lookup}'.",
    ),
    "import_category_unknown": (
        "{count} values in column '{column}' are not among those of the catalogue: {allowed}.",
        "{count} waarden in kolom '{column}' staan niet bij die van de catalogus: {allowed}.",
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
