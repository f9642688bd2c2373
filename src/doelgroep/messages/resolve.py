"""Sentences about the meaning of a query: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "query_invalid": ("The query has {errors} errors.", "De zoekvraag bevat {errors} fouten."),
    "placeholder": (
        "({name}) is a place of a template that must be filled in before the query can run.",
        "({name}) is een plek in een sjabloon die ingevuld moet worden voordat de zoekvraag kan lopen.",
    ),
    "name_not_imported": (
        "'{name}' is not in the data yet: it counts as missing for everybody.",
        "'{name}' zit nog niet in de gegevens: het geldt voor iedereen als ontbrekend.",
    ),
    "type_boolean": ("yes/no", "ja/nee"),
    "type_integer": ("whole number", "geheel getal"),
    "type_decimal": ("decimal number", "decimaal getal"),
    "type_float": ("number", "getal"),
    "type_text": ("text", "tekst"),
    "type_category": ("category", "categorie"),
    "type_date": ("date", "datum"),
    "type_datetime": ("moment", "moment"),
    "type_text_list": ("list of texts", "lijst van teksten"),
    "type_point": ("place", "plaats"),
    "name_unknown": (
        "'{name}' filter cannot be found. `doelgroep catalog` lists what exists.",
        "'{name}' bestaat niet als kenmerk. `doelgroep catalog` toont wat er is.",
    ),
    "name_unknown_near": (
        "'{name}' filter cannot be found. Did you mean '{near}'?",
        "'{name}' bestaat niet als kenmerk. Bedoelt u '{near}'?",
    ),
    "name_letters": (
        "'{name}' has letters of another alphabet that look like ours: type '{near}' anew.",
        "In '{name}' staan letters uit een ander alfabet die op de onze lijken: typ '{near}' opnieuw.",
    ),
    "name_of_rows": (
        "'{field}' belongs to the rows of {activity}: write {activity} MATCHES ({field} ...).",
        "'{field}' hoort bij de rijen van {activity}: schrijf {activity} MATCHES ({field} ...).",
    ),
    "name_is_activity": (
        "'{name}' is an activity: ask for its rows with {name} MATCHES ( ... ), or use {name} IS NOT NULL.",
        "'{name}' is een activiteit: vraag naar de rijen met {name} MATCHES ( ... ), of gebruik {name} IS NOT NULL.",
    ),
    "name_is_place": (
        "'{name}' is a distance filter: write {name} MATCHES (coordinates = '52.37,4.89', distance_km = 25).",
        "'{name}' is een afstandsfilter: schrijf {name} MATCHES (coordinates = '52.37,4.89', distance_km = 25).",
    ),
    "row_name_unknown": (
        "'{name}' is not a field of {activity}. It has: {known}.",
        "'{name}' is geen kenmerk van {activity}. Er zijn: {known}.",
    ),
    "row_name_unknown_near": (
        "'{name}' is not a field of {activity}. Did you mean '{near}'? It has: {known}.",
        "'{name}' is geen kenmerk van {activity}. Bedoelt u '{near}'? Er zijn: {known}.",
    ),
    "not_an_activity": (
        "'{name}' is a field, not an activity: compare it with a value instead of MATCHES.",
        "'{name}' is een kenmerk en geen activiteit: vergelijk het met een waarde in plaats van MATCHES.",
    ),
    "activity_unknown": ("'{name}' filter cannot be found. Activities are: {known}.", "'{name}' bestaat niet als activiteit. Er zijn: {known}."),
    "activity_unknown_near": (
        "'{name}' filter cannot be found. Did you mean '{near}'?",
        "'{name}' bestaat niet als activiteit. Bedoelt u '{near}'?",
    ),
    "operator_not_supported": (
        "{name} does not support operator '{operator}'. A field of type {type} allows: {allowed}.",
        "{name} kent de operator '{operator}' niet. Een kenmerk van het type {type} kent: {allowed}.",
    ),
    "name_expected": (
        "A condition begins with the name of a field or activity.",
        "Een voorwaarde begint met de naam van een kenmerk of activiteit.",
    ),
    "types_differ": (
        "{name} ({type}) and {other} ({other_type}) cannot be compared.",
        "{name} ({type}) en {other} ({other_type}) zijn niet te vergelijken.",
    ),
    "boolean_expected": (
        "{name} is compared with true or false, without quotes.",
        "{name} wordt vergeleken met true of false, zonder aanhalingstekens.",
    ),
    "number_expected": (
        "{name} is a number: write it without quotes, currency or thousands separators, with a decimal point, such as 749.50.",
        "{name} is een getal: schrijf het zonder aanhalingstekens, valuta of duizendtallen en met een punt, zoals 749.50.",
    ),
    "integer_expected": (
        "{name} is a whole number and {value} is not: use {lower} or {upper}.",
        "{name} is een geheel getal en {value} niet: gebruik {lower} of {upper}.",
    ),
    "integer_too_large": ("{value} is too large: at most 9223372036854775807.", "{value} is te groot: hoogstens 9223372036854775807."),
    "text_expected": (
        "{name} is compared with a text in single quotes, such as 'Delft'.",
        "{name} wordt vergeleken met een tekst tussen enkele aanhalingstekens, zoals 'Delft'.",
    ),
    "date_expected": (
        "{name} is a date: write a day such as 2026-03-31, a moment such as 2026-03-31T09:00:00, an offset such as -7d, -3m or -36h, or today.",
        "{name} is een datum: schrijf een dag zoals 2026-03-31, een moment zoals 2026-03-31T09:00:00, een afstand zoals -7d, -3m of -36h, of today.",
    ),
    "date_impossible": ("{value} is not a day of the calendar.", "{value} is geen dag van de kalender."),
    "value_unknown": (
        "'{value}' is not a known value of {name}. Known are: {values}.",
        "'{value}' is geen bekende waarde van {name}. Bekend zijn: {values}.",
    ),
    "value_unknown_near": (
        "'{value}' is not a known value of {name}. Did you mean '{near}'? Known are: {values}.",
        "'{value}' is geen bekende waarde van {name}. Bedoelt u '{near}'? Bekend zijn: {values}.",
    ),
    "value_expected": (
        "{name} is compared with one of its values in single quotes: {values}.",
        "{name} wordt vergeleken met een van zijn waarden tussen enkele aanhalingstekens: {values}.",
    ),
    "list_in_list": (
        "{name} is a list of texts: write {operator} for each text, joined by {joint}.",
        "{name} is een lijst van teksten: schrijf {operator} voor elke tekst, met {joint} ertussen.",
    ),
    "between_backwards": (
        "BETWEEN has the smaller value first: nobody lies between {low} and {high}.",
        "Bij BETWEEN staat de kleinste waarde voorop: niemand ligt tussen {low} en {high}.",
    ),
    "id_whole": ("{name} is a number without decimals: {value} cannot occur.", "{name} is een nummer zonder decimalen: {value} komt niet voor."),
    "anniversary_operator": (
        "anniversary('...') is used with =, !=, BETWEEN or IS NULL, such as anniversary('birth_date') BETWEEN today AND +30d.",
        "anniversary('...') gaat met =, !=, BETWEEN of IS NULL, zoals anniversary('birth_date') BETWEEN today AND +30d.",
    ),
    "anniversary_not_date": ("anniversary needs a date; {name} is of type {type}.", "anniversary vraagt een datum; {name} is van het type {type}."),
    "anniversary_whole_days": (
        "anniversary compares whole days: use a date, an offset in days, or today.",
        "anniversary vergelijkt hele dagen: gebruik een datum, een afstand in dagen, of today.",
    ),
    "coordinates_expected": (
        "Coordinates are latitude and longitude: (52.37, 4.89) or '52.37,4.89'.",
        "Coördinaten zijn breedte- en lengtegraad: (52.37, 4.89) of '52.37,4.89'.",
    ),
    "coordinates_impossible": (
        "({latitude}, {longitude}) is not a place on earth: latitude goes from -90 to 90, longitude from -180 to 180.",
        "({latitude}, {longitude}) is geen plaats op aarde: breedte loopt van -90 tot 90, lengte van -180 tot 180.",
    ),
    "distance_expected": ("A distance is a number of at least 0, such as 25 or 6.2.", "Een afstand is een getal van minstens 0, zoals 25 of 6.2."),
    "place_parameters": (
        "{name} takes coordinates and one of distance_km, distance_mi, distance_m: {name} MATCHES (coordinates = '52.37,4.89', distance_km = 25).",
        "{name} vraagt coordinates en een van distance_km, distance_mi, distance_m: {name} MATCHES (coordinates = '52.37,4.89', distance_km = 25).",
    ),
    "segment_key_expected": (
        "IN SEGMENT is followed by the key of a segment in single quotes.",
        "Na IN SEGMENT staat de sleutel van een segment tussen enkele aanhalingstekens.",
    ),
    "segment_unknown": ("There is no segment '{key}'.", "Er is geen segment '{key}'."),
    "segment_unknown_near": ("There is no segment '{key}'. Did you mean '{near}'?", "Er is geen segment '{key}'. Bedoelt u '{near}'?"),
    "segment_inside_rows": (
        "IN SEGMENT is about customers, not about rows: put it outside the parentheses of MATCHES.",
        "IN SEGMENT gaat over klanten, niet over rijen: zet het buiten de haakjes van MATCHES.",
    ),
    "position_outside_rows": (
        "{which} is a condition on rows: orders MATCHES ({which}, ...).",
        "{which} is een voorwaarde op rijen: orders MATCHES ({which}, ...).",
    ),
    "matches_inside_rows": (
        "MATCHES cannot stand inside MATCHES: combine two of them with AND.",
        "MATCHES kan niet binnen MATCHES staan: combineer er twee met AND.",
    ),
    "rows_and_group_mixed": (
        "{aggregate} is about all rows left and {other} about one row: they cannot be joined by OR or NOT. Separate them by a comma.",
        "{aggregate} gaat over alle overgebleven rijen en {other} over één rij: OR of NOT kan die niet verbinden. Scheid ze met een komma.",
    ),
    "aggregate_type": (
        "{aggregate}_{name} is not possible: {name} is of type {type}.",
        "{aggregate}_{name} kan niet: {name} is van het type {type}.",
    ),
    "per_type": ("PER needs a field with distinct values; {name} is a point.", "PER vraagt een kenmerk met losse waarden; {name} is een punt."),
    "pattern_invalid": ("'{pattern}' is not a pattern that RE2 understands: {reason}.", "'{pattern}' is geen patroon dat RE2 begrijpt: {reason}."),
    "trait_circle": ("The traits go round in a circle: {path}.", "De kenmerken verwijzen in een kring: {path}."),
    "expression_unclear": (
        "A field, a number, a text in quotes or a function is expected here.",
        "Hier wordt een kenmerk, een getal, een tekst tussen aanhalingstekens of een functie verwacht.",
    ),
    "expression_not_number": (
        "+, -, * and / work on numbers; this is of type {type}.",
        "+, -, * en / werken op getallen; dit is van het type {type}.",
    ),
    "expression_where": ("{function} takes no WHERE.", "{function} kent geen WHERE."),
    "expression_function_unknown": (
        "There is no function '{function}'. Known are: {known}.",
        "Er is geen functie '{function}'. Bekend zijn: {known}.",
    ),
    "expression_arguments": ("{function} takes {wanted} argument(s), found {found}.", "{function} vraagt {wanted} argument(en), gevonden: {found}."),
    "expression_type": ("{function} does not work on {type}, only on: {allowed}.", "{function} werkt niet op {type}, alleen op: {allowed}."),
    "expression_types_differ": ("The values have types that do not go together: {types}.", "De waarden hebben typen die niet samengaan: {types}."),
    "expression_hour": (
        "The hour is known of stored moments only, not of computed ones.",
        "Het uur is alleen bekend van opgeslagen momenten, niet van berekende.",
    ),
    "expression_rows_in_row": (
        "{function} looks at many rows and cannot stand in a computed field of one row.",
        "{function} kijkt naar veel rijen en kan niet in een berekend kenmerk van één rij staan.",
    ),
    "expression_call_expected": (
        "'{name}' is not a field. As a function of rows it is written {call}.",
        "'{name}' is geen kenmerk. Als functie van rijen schrijft u {call}.",
    ),
    "expression_activity_expected": (
        "{function} takes an activity or one of its fields: count(orders), first_date(orders), sum(orders.amount).",
        "{function} vraagt een activiteit of een kenmerk daarvan: count(orders), first_date(orders), sum(orders.amount).",
    ),
    "expression_declared_type": (
        "It is declared as {declared}, but its expression gives: {found}.",
        "Het is opgegeven als {declared}, maar de uitdrukking geeft: {found}.",
    ),
    "activity_without_time": (
        "{activity} has no time field, so it has no first and last date.",
        "{activity} heeft geen tijdkenmerk, dus geen eerste en laatste datum.",
    ),
    "saved_not_json": ("This is not JSON: line {line}, column {column}.", "Dit is geen JSON: regel {line}, kolom {column}."),
    "saved_version": (
        "The saved query has format version {found}; this program reads 1 to {newest}. Update the program.",
        "De bewaarde zoekvraag heeft formaatversie {found}; dit programma leest 1 tot en met {newest}. Werk het programma bij.",
    ),
    "saved_node_unknown": (
        "The saved query has a part '{node}' that is not known.",
        "De bewaarde zoekvraag heeft een onderdeel '{node}' dat niet bekend is.",
    ),
    "shopify_too_many_clauses": ("Shopify: too many clauses: {count}, at most {limit}.", "Shopify: te veel voorwaarden: {count}, hoogstens {limit}."),
    "shopify_too_many_ids": ("Shopify: {count} values in the list, at most {limit}.", "Shopify: {count} waarden in de lijst, hoogstens {limit}."),
    "shopify_parameter_twice": (
        "Shopify: parameter '{name}' is used more than once; use BETWEEN.",
        "Shopify: parameter '{name}' komt meer dan eens voor; gebruik BETWEEN.",
    ),
    "shopify_refuses": ("Shopify does not know {what}.", "Shopify kent {what} niet."),
}
