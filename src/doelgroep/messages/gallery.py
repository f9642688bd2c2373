"""Sentences of the gallery of templates: code -> (English, Dutch)."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "template_unknown": (
        "There is no template '{key}'. `doelgroep templates` lists them.",
        "Er is geen sjabloon '{key}'. `doelgroep templates` somt ze op.",
    ),
    "template_unknown_near": ("There is no template '{key}'. Did you mean '{near}'?", "Er is geen sjabloon '{key}'. Bedoelde u '{near}'?"),
    "template_missing": (
        "Template '{key}' does not fit the data. Missing: {lacks}.",
        "Sjabloon '{key}' past niet op de gegevens. Er ontbreekt: {lacks}.",
    ),
    "template_parameter_unknown": (
        "Template '{key}' has no parameter '{found}'. It has: {allowed}.",
        "Sjabloon '{key}' heeft geen parameter '{found}'. Wel: {allowed}.",
    ),
    "template_parameter_form": (
        "'{found}' is no value of a parameter. Write it as name=value, for example since=12m.",
        "'{found}' is geen waarde van een parameter. Schrijf het als naam=waarde, bijvoorbeeld since=12m.",
    ),
    "template_value_empty": (
        "'{parameter}' has no value, and the data suggest none. Give one.",
        "'{parameter}' heeft geen waarde, en de gegevens geven er geen. Vul er een in.",
    ),
    "template_number": (
        "'{parameter}' is '{found}', but must be a whole number, such as 3.",
        "'{parameter}' is '{found}', maar moet een geheel getal zijn, zoals 3.",
    ),
    "template_decimal": (
        "'{parameter}' is '{found}', but must be a number with a point, such as 12.50.",
        "'{parameter}' is '{found}', maar moet een getal met een punt zijn, zoals 12.50.",
    ),
    "template_range": (
        "'{parameter}' is {found}, but must be from {low} to {high}.",
        "'{parameter}' is {found}, maar moet van {low} tot en met {high} zijn.",
    ),
    "template_duration": (
        "'{parameter}' is '{found}', but must be a number with a unit: 90d, 8w, 12m, 2q or 1y.",
        "'{parameter}' is '{found}', maar moet een getal met een eenheid zijn: 90d, 8w, 12m, 2q of 1y.",
    ),
    "template_text_long": (
        "'{parameter}' is too long: at most {longest} characters.",
        "'{parameter}' is te lang: hoogstens {longest} tekens.",
    ),
    "template_choice": (
        "'{parameter}' is '{found}', but must be one of: {allowed}.",
        "'{parameter}' is '{found}', maar moet een van deze zijn: {allowed}.",
    ),
    "template_place": (
        "'{parameter}' is '{found}', but must be a latitude and a longitude in degrees, such as 52.37, 4.89.",
        "'{parameter}' is '{found}', maar moet een breedte- en een lengtegraad in graden zijn, zoals 52.37, 4.89.",
    ),
    "cli_template_made": ("Segment '{key}' made from template '{template}'.", "Segment '{key}' is gemaakt van sjabloon '{template}'."),
    "cli_templates_fit": (
        "{fitting} of {all} templates fit the data. `{command} templates show KEY` tells more; --all lists the others too.",
        "{fitting} van {all} sjablonen passen op de gegevens. `{command} templates show SLEUTEL` vertelt meer; --all toont ook de andere.",
    ),
    "cli_templates_none": ("No template meets this.", "Geen sjabloon voldoet hieraan."),
    "cli_template_use": (
        "`{command} templates make {key} --set {parameter}=VALUE` makes it.",
        "`{command} templates make {key} --set {parameter}=WAARDE` maakt het.",
    ),
    "cli_template_choice": (
        "There is no {what} '{found}'. There are: {allowed}.",
        "Er is geen {what} '{found}'. Wel: {allowed}.",
    ),
}
