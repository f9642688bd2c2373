"""Regular expressions."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, case, category, refused, section, text

CHAPTER = Chapter(
    title="Patterns",
    text=(
        "REGEX takes an RE2 pattern and looks for it anywhere in the text; `^` and `$` tie it to the ends. Capitals count, unless the pattern begins with "
        "`(?i)`. RE2 runs in linear time, and refuses what it cannot do that way (back references, look-around). In a query a backslash is written twice."
    ),
    catalog=Catalog(fields=(text("postcode"), category("source")), activities=(activity("visits", text("page")),)),
    tables={
        "customers": """
            customer_id | postcode | source
            anna        | 2611 AB  | google-ads
            bram        | 2801xy   | Google
            carla       | B-1000   | tiktok
            daan        |          |
            eva         | a.b      | mail
        """,
        "visits": """
            customer_id | page
            anna        | /shampoo/anti-roos
            anna        | /cart
            carla       | /shampoo2
            daan        | /CART
        """,
    },
    sections=(
        section(
            "Patterns on texts",
            "",
            case("postcode REGEX '^[0-9]{4} ?[A-Za-z]{2}$'", "anna bram", "A Dutch postcode, with or without a space."),
            case("postcode NOT REGEX '^[0-9]{4} ?[A-Za-z]{2}$'", "carla daan eva", "Everybody else: also who has none."),
            case("postcode REGEX '1'", "anna bram carla", "Found anywhere."),
            case("source REGEX 'google'", "anna", "Capitals count."),
            case("source REGEX '(?i)google'", "anna bram", "Or they do not."),
            case("source REGEX '^(google|tiktok)'", "anna carla", "One of two beginnings."),
            case("postcode REGEX '^\\\\d{4}'", "anna bram", "`\\\\d` is a digit."),
            case("postcode REGEX 'a.b'", "eva", "A point is any character."),
            case("postcode REGEX 'a\\\\.b'", "eva", "A point with a backslash is a point."),
            case("postcode REGEX '^$'", "", "Nobody has an empty postcode; daan's is missing."),
            case("source REGEX ''", "anna bram carla eva", "The empty pattern is found in every text."),
            case("visits MATCHES (page REGEX '^/shampoo(/|$)')", "anna", "In conditions on rows."),
            case("visits MATCHES (page NOT REGEX 'cart')", "anna carla daan", "Some row without it; capitals count."),
        ),
        section(
            "What is refused",
            "",
            refused("postcode REGEX '('", "pattern_invalid", "Not a pattern."),
            refused("postcode REGEX '(a)\\\\1'", "pattern_invalid", "A back reference."),
        ),
    ),
)
