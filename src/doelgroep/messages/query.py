"""Sentences about the syntax of queries and expressions: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # ------------------------------------------------------------ the whole
    "query_blank": ("Query can't be blank.", "De zoekvraag is leeg."),
    "query_front": (
        "A segment is only the condition: leave out '{found}'.",
        "Een segment is alleen de voorwaarde: laat '{found}' weg.",
    ),
    "select_part": (
        "'{found}' is unexpected. A segment is only the condition, without ORDER BY, GROUP BY or LIMIT.",
        "'{found}' wordt hier niet verwacht. Een segment is alleen de voorwaarde, zonder ORDER BY, GROUP BY of LIMIT.",
    ),
    "too_deep": (
        "Nested too deeply: at most {deepest} levels of parentheses, NOT and MATCHES. Put a part in a segment of its own and use IN SEGMENT.",
        "Te diep genest: hoogstens {deepest} niveaus van haakjes, NOT en MATCHES. Zet een deel in een eigen segment en gebruik IN SEGMENT.",
    ),
    # ------------------------------------------------------------ conditions
    "condition_missing": (
        "A condition is missing here: a field with an operator and a value, such as amount_spent > 100.",
        "Hier ontbreekt een voorwaarde: een kenmerk met een operator en een waarde, zoals amount_spent > 100.",
    ),
    "condition_unexpected": (
        "'{found}' is unexpected. A condition begins with the name of a field or activity, NOT, IN SEGMENT or an opening parenthesis.",
        "'{found}' wordt hier niet verwacht. Een voorwaarde begint met de naam van een kenmerk of activiteit, NOT, IN SEGMENT of een haakje openen.",
    ),
    "value_alone": (
        "'{found}' is unexpected. A condition begins with a field: write it again before this value, or list values with IN ('a', 'b').",
        "'{found}' wordt hier niet verwacht. Een voorwaarde begint met een kenmerk: herhaal het vóór deze waarde, of gebruik IN ('a', 'b').",
    ),
    "operator_alone": (
        "'{found}' is unexpected. A condition begins with a field: write it again before this operator, or use BETWEEN 5 AND 10.",
        "'{found}' wordt hier niet verwacht. Een voorwaarde begint met een kenmerk: herhaal het vóór deze operator, of gebruik BETWEEN 5 AND 10.",
    ),
    "value_first": (
        "The name of the field stands first and {found} behind it: {meant}.",
        "De naam van het kenmerk staat voorop en {found} erachter: {meant}.",
    ),
    "connector_missing": (
        "AND or OR is missing before '{found}'.",
        "Vóór '{found}' ontbreekt AND of OR.",
    ),
    "connector_unexpected": (
        "'{found}' is unexpected. After a whole condition comes AND, OR, a closing parenthesis or the end.",
        "'{found}' wordt hier niet verwacht. Na een hele voorwaarde komt AND, OR, een haakje sluiten of het einde.",
    ),
    "connector_word": ("'{found}' is unexpected: write {meant}.", "'{found}' wordt hier niet verwacht: schrijf {meant}."),
    "and_sign": ("'{found}' is unexpected: write AND.", "'{found}' wordt hier niet verwacht: schrijf AND."),
    "or_sign": ("'{found}' is unexpected: write OR.", "'{found}' wordt hier niet verwacht: schrijf OR."),
    "not_sign": ("'{found}' is unexpected: write NOT.", "'{found}' wordt hier niet verwacht: schrijf NOT."),
    "comma_outside": (
        "A comma separates conditions only inside MATCHES (...): write AND or OR.",
        "Een komma scheidt voorwaarden alleen binnen MATCHES (...): schrijf AND of OR.",
    ),
    "comma_extra": ("There is nothing behind this comma: leave it out.", "Achter deze komma staat niets: laat hem weg."),
    "parenthesis_open": ("This parenthesis is not closed: ')' is missing.", "Dit haakje wordt niet gesloten: er ontbreekt een ')'."),
    "parenthesis_extra": (
        "This parenthesis closes nothing: leave it out, or open one before it.",
        "Dit haakje sluit niets: laat het weg, of zet er een haakje openen voor.",
    ),
    "semicolon": ("A query ends without ';'.", "Een zoekvraag eindigt zonder ';'."),
    # ------------------------------------------------------------ operators
    "operator_missing": (
        "An operator is missing behind '{left}', such as =, !=, >, BETWEEN, IN, CONTAINS, STARTS WITH, IS NULL or MATCHES.",
        "Achter '{left}' ontbreekt een operator, zoals =, !=, >, BETWEEN, IN, CONTAINS, STARTS WITH, IS NULL of MATCHES.",
    ),
    "operator_unexpected": (
        "'{found}' is unexpected. Behind '{left}' comes an operator such as =, !=, >, BETWEEN, IN, CONTAINS, STARTS WITH, IS NULL or MATCHES.",
        "'{found}' wordt hier niet verwacht. Achter '{left}' komt een operator, zoals =, !=, >, BETWEEN, IN, CONTAINS, STARTS WITH, IS NULL of MATCHES.",
    ),
    "operator_word": ("'{found}' is not an operator: write {meant}.", "'{found}' is geen operator: schrijf {meant}."),
    "equals_twice": ("'{found}' is written =.", "'{found}' schrijft u als =."),
    "not_equal_spelling": ("'{found}' is written !=.", "'{found}' schrijft u als !=."),
    "comparison_spelling": ("'{found}' is written {meant}.", "'{found}' schrijft u als {meant}."),
    "comparison_unknown": (
        "'{found}' is not an operator. Comparisons are =, !=, <, <=, > and >=.",
        "'{found}' is geen operator. De vergelijkingen zijn =, !=, <, <=, > en >=.",
    ),
    "regex_sign": ("'{found}' is written REGEX.", "'{found}' schrijft u als REGEX."),
    "not_comparison": ("'{found}' is written {meant}.", "'{found}' schrijft u als {meant}."),
    "like": ("There is no {found}: write {meant}.", "{found} bestaat niet: schrijf {meant}."),
    "like_alone": (
        "There is no {found}: use CONTAINS, STARTS WITH, ENDS WITH or REGEX.",
        "{found} bestaat niet: gebruik CONTAINS, STARTS WITH, ENDS WITH of REGEX.",
    ),
    "null_comparison": ("'{found}' is written {meant}.", "'{found}' schrijft u als {meant}."),
    "null_missing": (
        "NULL is missing: IS NULL asks for customers without a value, IS NOT NULL for those with one.",
        "NULL ontbreekt: IS NULL vraagt naar klanten zonder waarde, IS NOT NULL naar klanten met een waarde.",
    ),
    "null_as_value": (
        "NULL is not a value: a missing value is asked for with IS NULL.",
        "NULL is geen waarde: naar een ontbrekende waarde vraagt u met IS NULL.",
    ),
    "is_value": (
        "IS goes with NULL only: write {meant} to compare with a value.",
        "IS gaat alleen samen met NULL: schrijf {meant} om met een waarde te vergelijken.",
    ),
    "between_and": (
        "BETWEEN has two values with AND between them, such as BETWEEN 10 AND 20; found '{found}'.",
        "BETWEEN heeft twee waarden met AND ertussen, zoals BETWEEN 10 AND 20; gevonden: '{found}'.",
    ),
    "colon": (
        "A colon belongs to the older form without MATCHES: write {found} =.",
        "Een dubbele punt hoort bij de oudere vorm zonder MATCHES: schrijf {found} =.",
    ),
    "matches_truth": (
        "'{found}' belongs to the older form: leave it out and write {meant}.",
        "'{found}' hoort bij de oudere vorm: laat het weg en schrijf {meant}.",
    ),
    "parameter_twice": (
        "Parameter '{found}' stands here twice. Several values are written {found}: ('a', 'b').",
        "Parameter '{found}' staat er twee keer. Meer waarden schrijft u als {found}: ('a', 'b').",
    ),
    "minus_sign": (
        "The dash of a word processor is no minus sign: write {meant}.",
        "Het streepje van een tekstverwerker is geen minteken: schrijf {meant}.",
    ),
    "digits_other": ("These are digits of another script: write {meant}.", "Dit zijn cijfers van een ander schrift: schrijf {meant}."),
    "sign_broad": (
        "'{found}' is a broad sign of another script: write {meant}.",
        "'{found}' is een breed teken van een ander schrift: schrijf {meant}.",
    ),
    "number_exponent": ("Numbers are written in full: '{found}' is {meant}.", "Getallen schrijft u voluit: '{found}' is {meant}."),
    "day_missing": ("'{found}' has no day: write a whole date such as {meant}.", "'{found}' heeft geen dag: schrijf een hele datum zoals {meant}."),
    "between_and_missing": (
        "The second value of BETWEEN is missing: BETWEEN 10 AND 20.",
        "De tweede waarde van BETWEEN ontbreekt: BETWEEN 10 AND 20.",
    ),
    "one_text": (
        "{operator} takes one text. For several, join the conditions with AND or OR.",
        "{operator} neemt één tekst. Verbind voor meer teksten de voorwaarden met AND of OR.",
    ),
    "list_empty": ("The list of IN is empty: put at least one value in it.", "De lijst van IN is leeg: zet er minstens één waarde in."),
    "list_comma": (
        "'{found}' is unexpected. Values in a list are separated by commas.",
        "'{found}' wordt hier niet verwacht. Waarden in een lijst staan met komma's ertussen.",
    ),
    "list_comparison": (
        "'{found}' compares with one value. For one of several write {meant} (...).",
        "'{found}' vergelijkt met één waarde. Schrijf voor een van meer waarden {meant} (...).",
    ),
    "list_parentheses": ("The values of IN stand in parentheses.", "De waarden van IN staan tussen haakjes."),
    # ------------------------------------------------------------ values
    "value_missing": (
        "A value is missing behind {operator}: 'text', a number, true, false, a date such as 2026-03-31 or an offset such as -7d.",
        "Achter {operator} ontbreekt een waarde: 'tekst', een getal, true, false, een datum zoals 2026-03-31 of een afstand zoals -7d.",
    ),
    "value_unexpected": (
        "'{found}' is unexpected. Behind {operator} comes a value: 'text', a number, true, false, a date or an offset such as -7d.",
        "'{found}' wordt hier niet verwacht. Achter {operator} komt een waarde: 'tekst', een getal, true, false, een datum of een afstand zoals -7d.",
    ),
    "value_in_parentheses": ("A single value stands without parentheses.", "Een enkele waarde staat zonder haakjes."),
    "parentheses_unexpected": (
        "A parenthesis is unexpected here. Several values stand behind IN; a place is written as (52.37, 4.89).",
        "Hier wordt geen haakje verwacht. Meer waarden staan achter IN; een plaats schrijft u als (52.37, 4.89).",
    ),
    "value_function": (
        "'{found}' is unexpected: values are not computed here. Use a value such as today or -7d.",
        "'{found}' wordt hier niet verwacht: waarden worden hier niet berekend. Gebruik een waarde zoals today of -7d.",
    ),
    "coordinates_form": (
        "'{found}' is not a place: write latitude and longitude as (52.37, 4.89).",
        "'{found}' is geen plaats: schrijf breedte- en lengtegraad als (52.37, 4.89).",
    ),
    "quotes_missing": ("'{found}' is a text: put it in single quotes.", "'{found}' is een tekst: zet die tussen enkele aanhalingstekens."),
    "quote_inside": (
        "A quote inside a text is written \\': {meant}.",
        "Een aanhalingsteken in een tekst schrijft u als \\': {meant}.",
    ),
    "quotes_double": (
        "Texts stand in single quotes: {meant}.",
        "Teksten staan tussen enkele aanhalingstekens: {meant}.",
    ),
    "quotes_curly": (
        "These are the quotation marks of a word processor. Texts stand in plain single quotes: {meant}.",
        "Dit zijn de aanhalingstekens van een tekstverwerker. Teksten staan tussen gewone enkele aanhalingstekens: {meant}.",
    ),
    "quote_open": (
        "This text is not closed: a single quote is missing. A quote inside a text is written \\'.",
        "Deze tekst wordt niet gesloten: er ontbreekt een enkel aanhalingsteken. Een aanhalingsteken in een tekst schrijft u als \\'.",
    ),
    "number_letters": (
        "'{found}' is neither a number nor a date. A text stands in single quotes: {meant}.",
        "'{found}' is geen getal en geen datum. Een tekst staat tussen enkele aanhalingstekens: {meant}.",
    ),
    "number_unclear": ("'{found}' is not a number: write 1250 or 12.50.", "'{found}' is geen getal: schrijf 1250 of 12.50."),
    "number_point": (
        "'{found}' has no digits on one side of the point: write {meant}.",
        "'{found}' heeft geen cijfers aan een kant van de punt: schrijf {meant}.",
    ),
    "number_sign": (
        "'{found}' is written without the sign: {meant}.",
        "'{found}' schrijft u zonder het teken: {meant}.",
    ),
    "thousands": (
        "Numbers have no thousands separators: '{found}' is written {meant}.",
        "Getallen hebben geen scheidingsteken voor duizendtallen: '{found}' schrijft u als {meant}.",
    ),
    "decimal_comma": (
        "Decimals stand behind a point: '{found}' is written {meant}.",
        "Decimalen staan achter een punt: '{found}' schrijft u als {meant}.",
    ),
    "sign_apart": (
        "There is no space behind a sign: '{found}' is written {meant}.",
        "Achter een teken staat geen spatie: '{found}' schrijft u als {meant}.",
    ),
    # ------------------------------------------------------------ dates
    "date_form": (
        "Dates are written year-month-day: '{found}' is {meant}.",
        "Datums schrijft u als jaar-maand-dag: '{found}' is {meant}.",
    ),
    "datetime_form": (
        "Moments are written with a T and two digits for hour, minute and second: '{found}' is {meant}.",
        "Tijdstippen schrijft u met een T en twee cijfers voor uur, minuut en seconde: '{found}' is {meant}.",
    ),
    "datetime_zone": (
        "Moments are written without a time zone, in the local time of the workspace: {meant}.",
        "Tijdstippen schrijft u zonder tijdzone, in de plaatselijke tijd van de werkruimte: {meant}.",
    ),
    "day_impossible": ("'{found}' is not a day of the calendar.", "'{found}' is geen dag van de kalender."),
    "time_impossible": ("'{found}' is not a time: hours go from 00 to 23.", "'{found}' is geen tijd: uren lopen van 00 tot en met 23."),
    "time_alone": (
        "A time without a day, '{found}', is not possible here. Write a moment such as 2026-03-31T13:00:00, or use the field 'hour' inside MATCHES.",
        "Een tijd zonder dag, '{found}', kan hier niet. Schrijf een tijdstip zoals 2026-03-31T13:00:00, of gebruik binnen MATCHES het kenmerk 'hour'.",
    ),
    "day_with_parentheses": (
        "'{found}' stands without parentheses.",
        "'{found}' staat zonder haakjes.",
    ),
    "day_arithmetic": ("Days are counted from today: '{found}' is written {meant}.", "Dagen tellen vanaf vandaag: '{found}' schrijft u als {meant}."),
    "ago_unknown": ("'{found}' is written {meant}.", "'{found}' schrijft u als {meant}."),
    "offset_sign": (
        "'{found}' needs a sign: -7d is seven days ago, +7d in seven days.",
        "'{found}' moet een teken hebben: -7d is zeven dagen geleden, +7d over zeven dagen.",
    ),
    "offset_space": (
        "As a moment counted from now, '{found}' is written {meant}.",
        "Als tijdstip geteld vanaf nu schrijft u '{found}' als {meant}.",
    ),
    "recent_words": ("'{found}' is written {meant}.", "'{found}' schrijft u als {meant}."),
    "offset_unit": (
        "'{found}' has an unknown unit. Units are: min, h, d, w, m, q, y.",
        "'{found}' heeft een onbekende eenheid. De eenheden zijn: min, h, d, w, m (maand), q (kwartaal), y (jaar).",
    ),
    "offset_whole": (
        "'{found}' is not a whole number of units: write -36h or -10d.",
        "'{found}' is geen heel aantal eenheden: schrijf -36h of -10d.",
    ),
    "offset_far": ("'{found}' is more than a thousand years away.", "'{found}' is meer dan duizend jaar ver."),
    "anniversary_field": (
        "anniversary takes the name of a date field in quotes: anniversary('birth_date') = today.",
        "anniversary vraagt de naam van een datumkenmerk tussen aanhalingstekens: anniversary('birth_date') = today.",
    ),
    # ------------------------------------------------------------ names, comments, characters
    "name_characters": (
        "This name is written {meant}: other characters than letters, digits, _ and points stand in back-ticks.",
        "Deze naam schrijft u als {meant}: andere tekens dan letters, cijfers, _ en punten staan tussen accenten graves.",
    ),
    "name_open": ("A closing back-tick (`) is missing behind this name.", "Achter deze naam ontbreekt een accent grave (`)."),
    "name_points": ("'{found}' has a point too many: {meant}.", "'{found}' heeft een punt te veel: {meant}."),
    "comment_open": ("This comment is not closed: '*/' is missing.", "Deze opmerking wordt niet gesloten: er ontbreekt '*/'."),
    "character_unknown": (
        "'{found}' is unexpected: outside quotes it has no meaning.",
        "'{found}' wordt hier niet verwacht: buiten aanhalingstekens betekent het niets.",
    ),
    # ------------------------------------------------------------ MATCHES
    "matches_parenthesis": (
        "Behind MATCHES come conditions in parentheses: orders MATCHES (date >= -90d, count >= 2).",
        "Achter MATCHES komen voorwaarden tussen haakjes: orders MATCHES (date >= -90d, count >= 2).",
    ),
    "matches_parenthesis_unexpected": (
        "'{found}' is unexpected. Behind MATCHES come conditions in parentheses, or a pattern in single quotes.",
        "'{found}' wordt hier niet verwacht. Achter MATCHES komen voorwaarden tussen haakjes, of een patroon tussen enkele aanhalingstekens.",
    ),
    "matches_left": (
        "Before MATCHES stands the name of an activity.",
        "Vóór MATCHES staat de naam van een activiteit.",
    ),
    "matches_missing": (
        "MATCHES is missing between '{found}' and its conditions.",
        "Tussen '{found}' en de voorwaarden ontbreekt MATCHES.",
    ),
    "call_before_matches": ("'{found}' stands before MATCHES without parentheses.", "'{found}' staat vóór MATCHES zonder haakjes."),
    "per_field": (
        "Behind PER comes the name of one field: orders MATCHES (count >= 3 PER product).",
        "Achter PER komt de naam van één kenmerk: orders MATCHES (count >= 3 PER product).",
    ),
    "per_not_last": (
        "'{found}' is unexpected. PER with its field stands last in the parentheses.",
        "'{found}' wordt hier niet verwacht. PER staat met zijn kenmerk achteraan tussen de haakjes.",
    ),
    # ------------------------------------------------------------ the older form
    "call_without_truth": (
        "The older form {found}(...) needs '= true' or '= false' behind it.",
        "Achter de oude vorm {found}(...) moet '= true' of '= false' staan.",
    ),
    "call_truth": (
        "{found}(...) is compared with true or false.",
        "{found}(...) wordt vergeleken met true of false.",
    ),
    "call_in_condition": (
        "'{found}(...)' is not possible in a condition. Rows are counted and summed with MATCHES: orders MATCHES (count >= 3, sum_amount > 100).",
        "'{found}(...)' kan niet in een voorwaarde. Rijen telt u met MATCHES: orders MATCHES (count >= 3, sum_amount > 100).",
    ),
    "parameter_colon": (
        "A colon and a value are missing behind '{found}'.",
        "Achter '{found}' ontbreken een dubbele punt en een waarde.",
    ),
    # ------------------------------------------------------------ segments and distances
    "segment_word": (
        "'{found}' at the start of a condition is followed by SEGMENT: IN SEGMENT 'key'.",
        "Na '{found}' aan het begin van een voorwaarde komt SEGMENT: IN SEGMENT 'sleutel'.",
    ),
    "segment_key_missing": (
        "The key of a segment is missing: IN SEGMENT 'key'.",
        "De sleutel van een segment ontbreekt: IN SEGMENT 'sleutel'.",
    ),
    "segment_quotes": (
        "The key of a segment stands in single quotes: '{found}'.",
        "De sleutel van een segment staat tussen enkele aanhalingstekens: '{found}'.",
    ),
    "segment_with_field": (
        "IN SEGMENT is about the whole customer: leave out '{found}'.",
        "IN SEGMENT gaat over de hele klant: laat '{found}' weg.",
    ),
    "distance_missing": (
        "A distance is missing: location WITHIN 25 km OF (52.37, 4.89).",
        "Een afstand ontbreekt: location WITHIN 25 km OF (52.37, 4.89).",
    ),
    "distance_space": ("A space is missing: '{found}' is written {meant}.", "Er ontbreekt een spatie: '{found}' schrijft u als {meant}."),
    "unit_missing": ("The unit of the distance is missing: km, mi or m.", "De eenheid van de afstand ontbreekt: km, mi of m."),
    "unit_unknown": ("'{found}' is not a unit of distance: use km, mi or m.", "'{found}' is geen eenheid van afstand: gebruik km, mi of m."),
    "of_missing": (
        "OF and a place are missing: location WITHIN 25 km OF (52.37, 4.89).",
        "OF en een plaats ontbreken: location WITHIN 25 km OF (52.37, 4.89).",
    ),
    # ------------------------------------------------------------ expressions of the catalogue
    "expression_blank": ("The expression is blank.", "De uitdrukking is leeg."),
    "expression_missing": (
        "A field, a number, a text in quotes or a function is missing here.",
        "Hier ontbreekt een kenmerk, een getal, een tekst tussen aanhalingstekens of een functie.",
    ),
    "expression_unexpected": (
        "'{found}' is unexpected. A field, a number, a text in quotes or a function is expected.",
        "'{found}' wordt hier niet verwacht. Verwacht wordt een kenmerk, een getal, een tekst tussen aanhalingstekens of een functie.",
    ),
    "expression_behind": (
        "'{found}' is unexpected. Behind a value comes +, -, *, /, a comma, WHERE, a closing parenthesis or the end.",
        "'{found}' wordt hier niet verwacht. Achter een waarde komt +, -, *, /, een komma, WHERE, een haakje sluiten of het einde.",
    ),
    "expression_long": (
        "The expression is too long: at most {most} times +, -, * or /. Put a part in a trait of its own.",
        "De uitdrukking is te lang: hoogstens {most} keer +, -, * of /. Zet een deel in een eigen kenmerk.",
    ),
    "case_word": (
        "{word} is expected here: CASE WHEN condition THEN value ELSE value END.",
        "Hier wordt {word} verwacht: CASE WHEN voorwaarde THEN waarde ELSE waarde END.",
    ),
}
