"""Sentences of the catalog area: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "describe_unknown": (
        "{table} has no field '{name}'. Nearest: {near}.",
        "{table} heeft geen kenmerk '{name}'. Het dichtst erbij: {near}.",
    ),
    "did_you_mean": ("Did you mean '{near}'?", "Bedoelt u '{near}'?"),
    "catalog_invalid": (
        "{file} can't be used; problems: {count}.\n{problems}",
        "{file} is niet te gebruiken; problemen: {count}.\n{problems}",
    ),
    # the file as YAML
    "yaml_syntax": (
        "this is no valid YAML: {problem}. Look for a missing colon or quote, a tab, or a line that is indented differently.",
        "dit is geen geldige YAML: {problem}. Kijk of er een dubbele punt of aanhalingsteken ontbreekt, een tab staat, of een regel anders inspringt.",
    ),
    "yaml_empty": ("the file is empty.", "het bestand is leeg."),
    "yaml_anchor": (
        "anchors (&) and references (*) can't be used here: write the value out at each place.",
        "ankers (&) en verwijzingen (*) kunnen hier niet: schrijf de waarde op elke plaats uit.",
    ),
    "yaml_too_deep": ("the values are nested too deeply.", "de waarden zijn te diep in elkaar gezet."),
    "yaml_key_expected": ("a name is expected in front of the colon.", "voor de dubbele punt hoort een naam."),
    "yaml_key_twice": (
        "'{key}' stands here twice, the first time on line {first}: keep one of them.",
        "'{key}' staat hier twee keer, de eerste keer op regel {first}: houd er een.",
    ),
    "yaml_key_unknown": (
        "'{key}' is not known here. Possible are: {allowed}. {hint}",
        "'{key}' is hier niet bekend. Mogelijk zijn: {allowed}. {hint}",
    ),
    "yaml_mapping_expected": (
        "names with values are expected here, each as `name: value`. {choice}",
        "hier horen namen met waarden, elk als `naam: waarde`. {choice}",
    ),
    "yaml_possible": ("Possible names are: {allowed}.", "Mogelijke namen zijn: {allowed}."),
    "yaml_text_expected": (
        "a text is expected here; a text with : , # or braces in it stands in quotes.",
        "hier hoort een tekst; een tekst met : , # of accolades erin staat tussen aanhalingstekens.",
    ),
    "yaml_number_expected": ("a whole number is expected here, not '{found}'.", "hier hoort een geheel getal, niet '{found}'."),
    "yaml_boolean_expected": ("true or false is expected here, not '{found}'.", "hier hoort true of false, niet '{found}'."),
    "yaml_list_expected": (
        "a list is expected here, such as [first, second], not '{found}'.",
        "hier hoort een lijst, zoals [eerste, tweede], niet '{found}'.",
    ),
    # settings
    "settings_key_missing": ("'{key}' is missing.", "'{key}' ontbreekt."),
    "settings_country": (
        "'{found}' is not a country code of ISO 3166-1, such as NL or BE, in capitals. {hint}",
        "'{found}' is geen landcode van ISO 3166-1, zoals NL of BE, in hoofdletters. {hint}",
    ),
    "settings_currency": (
        "'{found}' is not a currency code of ISO 4217: three capitals, such as EUR. {hint}",
        "'{found}' is geen valutacode van ISO 4217: drie hoofdletters, zoals EUR. {hint}",
    ),
    "settings_engine": (
        "engine is duckdb or the address of a PostgreSQL database (postgresql://USER@HOST/DATABASE?schema=NAME), not '{found}'.",
        "engine is duckdb of het adres van een PostgreSQL-database (postgresql://GEBRUIKER@HOST/DATABASE?schema=NAAM), niet '{found}'.",
    ),
    "settings_engine_password": (
        "The address of engine holds a password, which belongs in no file. Take it out; PGPASSWORD, ~/.pgpass or DOELGROEP_POSTGRESQL can hold it.",
        "Het adres van engine bevat een wachtwoord, en dat hoort niet in een bestand. Haal het weg; PGPASSWORD, ~/.pgpass of DOELGROEP_POSTGRESQL kan het bevatten.",
    ),
    "settings_memory": (
        "'{found}' is not an amount of memory: write a number with MB or GB, such as 4GB. {hint}",
        "'{found}' is geen hoeveelheid geheugen: schrijf een getal met MB of GB, zoals 4GB. {hint}",
    ),
    "settings_timezone": (
        "'{found}' is not a time zone; write one such as Europe/Amsterdam or UTC. {hint}",
        "'{found}' is geen tijdzone; schrijf er een zoals Europe/Amsterdam of UTC. {hint}",
    ),
    # the file as a whole
    "workspace_file_missing": (
        "There is no {file} in {folder}, so it is not a workspace. `doelgroep init` makes one.",
        "Er is geen {file} in {folder}, dus het is geen werkmap. `doelgroep init` maakt er een.",
    ),
    "workspace_file_unreadable": (
        "{file} can't be read ({reason}). It must be a text file in UTF-8.",
        "{file} is niet te lezen ({reason}). Het moet een tekstbestand in UTF-8 zijn.",
    ),
    "workspace_too_new": (
        "{file} has format {found}, and this program knows formats up to {supported}. Install a newer version of Doelgroep; nothing has been changed.",
        "{file} heeft formaat {found}, en dit programma kent formaten tot en met {supported}. Installeer een nieuwere versie van Doelgroep; er is niets veranderd.",
    ),
    "workspace_too_old": (
        "{file} has format {found}, and this program writes format {supported}. Open the workspace once to bring it up to date.",
        "{file} heeft formaat {found}, en dit programma schrijft formaat {supported}. Open de werkmap een keer om hem bij te werken.",
    ),
    "workspace_migrated": (
        "The workspace had format {before} and has been brought to format {after}. The files as they were are in {backup}.",
        "De werkmap had formaat {before} en is bijgewerkt naar formaat {after}. De bestanden zoals ze waren staan in {backup}.",
    ),
    "migration_failed": (
        "The workspace can't be brought from format {found} to format {now}: {reason}. Nothing has been changed.",
        "De werkmap is niet bij te werken van formaat {found} naar formaat {now}: {reason}. Er is niets veranderd.",
    ),
    "database_format": (
        (
            "{file} has format {found} and the files beside it format {supported}: a copy from another time was put in its place. "
            "Put the other files of that time beside it, or write `format_version: {found}` in doelgroep.yaml, and open the workspace again."
        ),
        (
            "{file} heeft formaat {found} en de bestanden ernaast formaat {supported}: er is een kopie van een ander moment voor in de plaats gezet. "
            "Zet de andere bestanden van dat moment ernaast, of schrijf `format_version: {found}` in doelgroep.yaml, en open de werkmap opnieuw."
        ),
    ),
    "catalog_layout": (
        "{file} is laid out so that it can't be changed without losing something of yours: write one key on each line, without `?`. Nothing has been changed.",
        "{file} is zo ingedeeld dat er bij wijzigen iets van u zou verdwijnen: zet op elke regel een naam, zonder `?`. Er is niets veranderd.",
    ),
    # names
    "catalog_name_underscore": (
        "the name '{name}' begins with an underscore or has two in a row; such names are for internal use. Choose another one.",
        "de naam '{name}' begint met een liggend streepje of heeft er twee achter elkaar; zulke namen zijn voor intern gebruik. Kies een andere.",
    ),
    "catalog_name_reserved": (
        "'{name}' is a word of the query language and can't be a name. Choose another one, such as {name}_value, and give it a label.",
        "'{name}' is een woord van de zoektaal en kan geen naam zijn. Kies een andere, zoals {name}_value, en geef die een label.",
    ),
    "catalog_name_characters": (
        "'{name}' can't be a name: a name begins with a letter and has letters, digits, underscores and dots, at most 100. Put the rest in the label.",
        "'{name}' kan geen naam zijn: een naam begint met een letter en heeft letters, cijfers, liggende streepjes en punten, hoogstens 100. De rest hoort in het label.",
    ),
    "catalog_name_twice": (
        "the name '{name}' is used twice (upper and lower case count as the same): also at {other}. Give one of them another name.",
        "de naam '{name}' komt twee keer voor (hoofdletters en kleine letters tellen als gelijk): ook bij {other}. Geef een van beide een andere naam.",
    ),
    "catalog_name_aggregate": (
        "'{name}' is the name of something that is counted over the rows, and a field of that name would hide it. Choose another name.",
        "'{name}' is de naam van iets wat over de rijen wordt geteld, en een kenmerk met die naam zou dat verbergen. Kies een andere naam.",
    ),
    # fields
    "catalog_entity": (
        "a customer is a person or a company: '{found}' is none of {allowed}. {hint}",
        "een klant is een persoon of een bedrijf: '{found}' is geen van {allowed}. {hint}",
    ),
    "catalog_base": ("there is no base '{found}'. There are: {allowed}. {hint}", "er is geen basis '{found}'. Er zijn: {allowed}. {hint}"),
    "catalog_role": ("there is no role '{found}'. There are: {allowed}. {hint}", "er is geen rol '{found}'. Er zijn: {allowed}. {hint}"),
    "catalog_privacy": (
        "there is no privacy level '{found}'. There are: {allowed}. {hint}",
        "er is geen privacyniveau '{found}'. Er zijn: {allowed}. {hint}",
    ),
    "catalog_type": ("there is no type '{found}'. There are: {allowed}. {hint}", "er is geen type '{found}'. Er zijn: {allowed}. {hint}"),
    "catalog_type_missing": (
        "'{name}' has no type: write for example `{name}: text`.",
        "'{name}' heeft geen type: schrijf bijvoorbeeld `{name}: text`.",
    ),
    "catalog_type_no_scale": (
        "only decimals have a number of digits: write `{found}`.",
        "alleen decimal heeft een aantal cijfers: schrijf `{found}`.",
    ),
    "catalog_type_unclear": (
        "the type of '{name}' does not follow from its expression: add a `type`.",
        "het type van '{name}' volgt niet uit de uitdrukking: voeg een `type` toe.",
    ),
    "catalog_scale": (
        "a decimal says how many digits stand behind the point, 0 to 9, such as decimal(2); found '{found}'.",
        "een decimal zegt hoeveel cijfers er achter de punt staan, 0 tot en met 9, zoals decimal(2); gevonden: '{found}'.",
    ),
    "catalog_any_value": (
        "any_value is for lists of texts, and '{name}' is a {found}. Leave it out.",
        "any_value is voor lijsten van teksten, en '{name}' is een {found}. Laat het weg.",
    ),
    "catalog_values_type": (
        "only a category or a list of texts has a list of values, and '{name}' is a {found}.",
        "alleen een category of een text_list heeft een lijst van waarden, en '{name}' is een {found}.",
    ),
    "catalog_value_twice": ("the value '{value}' stands twice in the list.", "de waarde '{value}' staat twee keer in de lijst."),
    "catalog_role_type": (
        "a field with the role {role} is one of {allowed}, and this is a {found}.",
        "een kenmerk met de rol {role} is een van {allowed}, en dit is een {found}.",
    ),
    "catalog_role_twice": (
        "only one field can have the role {role}, and '{other}' has it.",
        "maar een kenmerk kan de rol {role} hebben, en '{other}' heeft die al.",
    ),
    "catalog_lookup_unknown": (
        "there is no lookup '{name}'. There are: {allowed}. {hint}",
        "er is geen opzoektabel '{name}'. Er zijn: {allowed}. {hint}",
    ),
    "catalog_lookup_type": (
        "the key of a lookup is a text, category or integer, and '{name}' is a {found}.",
        "de sleutel van een opzoektabel is een text, category of integer, en '{name}' is een {found}.",
    ),
    "catalog_column_computed": (
        "'{name}' is computed, so it has no column in the files. Leave `column` out.",
        "'{name}' wordt berekend en heeft dus geen kolom in de bestanden. Laat `column` weg.",
    ),
    # tables
    "catalog_field_unknown": ("there is no field '{name}'. There are: {allowed}. {hint}", "er is geen kenmerk '{name}'. Er zijn: {allowed}. {hint}"),
    "catalog_field_type": (
        "'{name}' is a {found}, and here one of these types is needed: {allowed}.",
        "'{name}' is een {found}, en hier is een van deze typen nodig: {allowed}.",
    ),
    "catalog_activity_unknown": (
        "there is no activity '{name}'. There are: {allowed}. {hint}",
        "er is geen activiteit '{name}'. Er zijn: {allowed}. {hint}",
    ),
    "catalog_group_missing": (
        "'{name}' is derived and says not by which field rows go together: add `group`.",
        "'{name}' is afgeleid en zegt niet volgens welk kenmerk rijen bij elkaar horen: voeg `group` toe.",
    ),
    "catalog_key_missing": ("the lookup '{name}' has no key: add `key`.", "de opzoektabel '{name}' heeft geen sleutel: voeg `key` toe."),
    "catalog_place_field_missing": (
        "'{name}' does not say which point it measures from: add `field`.",
        "'{name}' zegt niet vanaf welk punt gemeten wordt: voeg `field` toe.",
    ),
    "catalog_time_computed": (
        "'{name}' is computed, and the time of an activity must be in the files.",
        "'{name}' wordt berekend, en de tijd van een activiteit moet in de bestanden staan.",
    ),
    "catalog_time_unnamed": (
        "the field 'date' of '{name}' must be named as its time: add `time: date`.",
        "het kenmerk 'date' van '{name}' moet als tijd genoemd worden: voeg `time: date` toe.",
    ),
    "catalog_derived_columns": (
        "'{name}' is derived from another activity, so it has no columns in files: leave `row_id` and `customer` out.",
        "'{name}' is afgeleid van een andere activiteit en heeft dus geen kolommen in bestanden: laat `row_id` en `customer` weg.",
    ),
    "catalog_derivation_circle": (
        "activities are derived from each other in a circle: {path}.",
        "activiteiten zijn in een kring van elkaar afgeleid: {path}.",
    ),
    # expressions
    "catalog_expression": (
        "the expression of '{name}' can't be used, at column {column}: {reason}",
        "de uitdrukking van '{name}' is niet te gebruiken, bij kolom {column}: {reason}",
    ),
    "catalog_expression_missing": ("'{name}' has no expression: add `expression`.", "'{name}' heeft geen uitdrukking: voeg `expression` toe."),
    "catalog_expression_customer": (
        "'{name}' is computed: put it under `traits`.",
        "'{name}' wordt berekend: zet het onder `traits`.",
    ),
    "catalog_expression_lookup": (
        "fields of a lookup can't be computed: leave the expression of '{name}' out.",
        "kenmerken van een opzoektabel kunnen niet berekend worden: laat de uitdrukking van '{name}' weg.",
    ),
    # other names
    "catalog_alias_unknown": (
        "there is no field, trait or activity '{name}'. Possible are: {allowed}. {hint}",
        "er is geen kenmerk of activiteit '{name}'. Mogelijk zijn: {allowed}. {hint}",
    ),
    "catalog_alias_of_alias": (
        "'{name}' is itself another name, of '{target}': write '{target}'.",
        "'{name}' is zelf een andere naam, van '{target}': schrijf '{target}'.",
    ),
    "catalog_namespace": (
        "an open namespace is a name with a dot behind it, such as `customer.`; found '{found}'.",
        "een open naamruimte is een naam met een punt erachter, zoals `customer.`; gevonden: '{found}'.",
    ),
    "catalog_rename_unknown": (
        "There is nothing called {name} in the catalogue. {hint}",
        "Er is niets met de naam {name} in de catalogus. {hint}",
    ),
    "catalog_unknown": (
        "There is no ready-made catalogue '{name}'. There are: {allowed}. {hint}",
        "Er is geen kant-en-klare catalogus '{name}'. Er zijn: {allowed}. {hint}",
    ),
}
