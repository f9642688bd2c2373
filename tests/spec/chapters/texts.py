"""Free text: equal, in, contains, starts and ends with; capitals, accents, quotes."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, case, refused, section, text

CHAPTER = Chapter(
    title="Text",
    text="Free text is compared exactly by `=` and IN, and without regard to capitals by CONTAINS, STARTS WITH and ENDS WITH.",
    catalog=Catalog(fields=(text("name"), text("email"))),
    tables={
        "customers": """
            customer_id | name          | email
            anna        | Anna de Vries | anna@voorbeeld.nl
            bram        | BRAM O'Neill  | Bram@Voorbeeld.NL
            carla       | Carla Weiß    | carla@example.com
            daan        | Daan 100%_ok  | no address
            eva         | Zoë Ångström  |
            finn        | ''            | finn@mail.voorbeeld.nl
        """
    },
    sections=(
        section(
            "Equal",
            "Capitals, spaces and accents count.",
            case("name = 'Anna de Vries'", "anna", "The whole text."),
            case("name = 'anna de vries'", "", "Capitals count."),
            case("name = 'Anna de Vries '", "", "So does a space at the end."),
            case("name != 'Anna de Vries'", "bram carla daan eva finn", "Every other text."),
            case("email != 'anna@voorbeeld.nl'", "bram carla daan eva finn", "Also eva, who has none."),
            case("name = ''", "finn", "An empty text is a text. It is not a missing one."),
            case("email IN ('carla@example.com', 'no address')", "carla daan", "One of several."),
            case("email NOT IN ('carla@example.com', 'no address')", "anna bram eva finn", "None of several; missing is none."),
            case("name = 'BRAM O\\'Neill'", "bram", "A quote inside a text is written with a backslash."),
        ),
        section(
            "Contains, starts with, ends with",
            "Capitals make no difference here; accents do.",
            case("email CONTAINS 'voorbeeld'", "anna bram finn", "Somewhere in the text."),
            case("email CONTAINS 'VOORBEELD.nl'", "anna bram finn", "Capitals or not."),
            case("email NOT CONTAINS 'voorbeeld'", "carla daan eva", "The exact complement: also eva.", "NOT email CONTAINS 'voorbeeld'"),
            case("name STARTS WITH 'bram'", "bram", "At the beginning."),
            case("name NOT STARTS WITH 'bram'", "anna carla daan eva finn", "The complement."),
            case("email ENDS WITH '.nl'", "anna bram finn", "At the end."),
            case("email NOT ENDS WITH '.nl'", "carla daan eva", "The complement."),
            case("name CONTAINS ' '", "anna bram carla daan eva", "Any character counts."),
            case("name CONTAINS ''", "anna bram carla daan eva finn", "Every text contains the empty one."),
            case("email CONTAINS ''", "anna bram carla daan finn", "A missing text does not."),
        ),
        section(
            "No wild cards",
            "Signs that mean something in SQL are ordinary characters. For patterns see the chapter about them.",
            case("name CONTAINS '%'", "daan", "A percent sign."),
            case("name CONTAINS '100%_'", "daan", "An underscore."),
            case("name CONTAINS 'a%s'", "", "No letters in between."),
            case("email CONTAINS '.'", "anna bram carla finn", "A point."),
        ),
        section(
            "Letters of the world",
            "Texts are stored in one Unicode form (NFC), and capitals are compared by Unicode's rules.",
            case("name CONTAINS 'ÅNGSTRÖM'", "eva", "Accented capitals."),
            case("name CONTAINS 'WEISS'", "carla", "ß and ss are the same letter when capitals do not count."),
            case("name = 'Carla Weiss'", "", "But not the same text."),
            case("name CONTAINS 'zoe'", "", "e is not ë."),
            case("name CONTAINS 'zoe\u0308'", "eva", "e with a separate diaeresis is ë."),
            case("name = 'Zoe\u0308 A\u030angstro\u0308m'", "eva", "Also for `=`."),
        ),
        section(
            "What is refused",
            "",
            refused("name = 12", "text_expected", "A text stands in quotes."),
            refused("name = 'Anna", "quote_open", "The quote is not closed."),
            refused("name BETWEEN 'a' AND 'b'", "operator_not_supported", "Texts have no order here."),
        ),
    ),
)
