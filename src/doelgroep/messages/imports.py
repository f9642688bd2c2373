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
        "The row has {found} {found:value|values}, but there {expected:is|are} {expected} {expected:column|columns}.",
        "De rij heeft {found} {found:waarde|waarden}, maar er {expected:is|zijn} {expected} {expected:kolom|kolommen}.",
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
    "import_skipped_list": (
        "{file} was left alone: it is a list of customers that was written here. Name the file itself to import it all the same.",
        "{file} is overgeslagen: het is een lijst van klanten die hier is weggeschreven. Noem het bestand zelf om het toch in te lezen.",
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
        (
            "{found} column {found:name was|names were} given, but there {expected:is|are} {expected} {expected:column|columns} ({header}). Write - for a column "
            "to be left out."
        ),
        (
            "Er {found:is|zijn} {found} {found:kolomnaam|kolomnamen} gegeven, maar er {expected:is|zijn} {expected} {expected:kolom|kolommen} ({header}). "
            "Schrijf - voor een kolom die wegblijft."
        ),
    ),
    "import_mostly_ragged": (
        "Hardly any line of {file} fits its columns ({names}): {bad} {bad:does|do} not, {good} {good:does|do}. Give the delimiter with --delimiter.",
        "Bijna geen regel van {file} past bij de kolommen ({names}): {bad} niet, {good} wel. Geef het scheidingsteken met --delimiter.",
    ),
    "import_sheet_unknown": (
        "{file} has no sheet '{sheet}'. Do you mean '{near}'? Its sheets are: {sheets}.",
        "{file} heeft geen werkblad '{sheet}'. Bedoelt u '{near}'? De werkbladen zijn: {sheets}.",
    ),
    "import_json_no_rows": (
        "No line of {file} is a JSON object ({bad} {bad:is|are} something else). Write one object per line, or an array of objects.",
        "Geen regel van {file} is een JSON-object ({bad} {bad:is|zijn} iets anders). Schrijf één object per regel, of een array van objecten.",
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
}
