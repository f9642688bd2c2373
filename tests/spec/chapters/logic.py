"""Conditions joined: AND, OR, NOT, parentheses; how a query may be laid out."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, boolean, case, category, integer, refused, section

CHAPTER = Chapter(
    title="Conditions together",
    text="A query is a condition: true or false for each customer. Conditions are joined with AND, OR and NOT.",
    catalog=Catalog(fields=(category("city"), integer("age"), boolean("vip"))),
    tables={
        "customers": """
            customer_id | city    | age | vip
            anna        | Delft   | 34  | true
            bram        | Delft   | 17  | false
            carla       | Gouda   | 65  | true
            daan        | Utrecht | 40  | false
            eva         |         |     | true
        """
    },
    sections=(
        section(
            "AND and OR",
            "AND binds tighter than OR, as in arithmetic multiplication binds tighter than addition.",
            case("city = 'Delft' AND vip = true", "anna", "Both must hold."),
            case("city = 'Delft' OR vip = true", "anna bram carla eva", "At least one must hold."),
            case("city = 'Delft' AND vip = true OR age = 40", "anna daan", "AND goes first.", "(city = 'Delft' AND vip = true) OR age = 40"),
            case("age = 40 OR city = 'Delft' AND vip = true", "anna daan", "Also when it is written last."),
            case("city = 'Delft' AND (vip = true OR age = 17)", "anna bram", "Parentheses go before everything else."),
            case("city = 'Delft' AND age > 18 AND vip = true", "anna", "Any number of conditions."),
            case("city = 'Gouda' OR city = 'Utrecht' OR age < 18", "bram carla daan", "Any number of alternatives."),
            case("((city = 'Gouda'))", "carla", "Parentheses that are not needed do no harm."),
        ),
        section(
            "NOT",
            "NOT is the exact complement: everybody who is not in. So eva, of whom no city is known, does not live in Delft.",
            case("NOT city = 'Delft'", "carla daan eva", "NOT before a condition.", "NOT (city = 'Delft')", "city != 'Delft'"),
            case("NOT (city = 'Delft' OR vip = true)", "daan", "Neither of the two."),
            case("NOT (city = 'Delft' AND vip = true)", "bram carla daan eva", "Not both."),
            case("NOT city = 'Delft' AND vip = true", "carla eva", "NOT binds tighter than AND.", "(NOT city = 'Delft') AND vip = true"),
            case("NOT NOT city = 'Delft'", "anna bram", "Twice NOT is nothing."),
            case("NOT (age > 30 AND NOT vip = true)", "anna bram carla eva", "NOT may stand anywhere."),
            case("vip = true AND NOT age > 50", "anna eva", "eva's age is missing, so it is not above 50."),
        ),
        section(
            "Layout",
            "Spaces and line ends are free. Keywords may be written in small letters. What stands behind `--`, or between `/*` and `*/`, is a comment.",
            case("  city\n=\n'Delft'   AND\tvip=true ", "anna", "A query over several lines."),
            case("city = 'Delft' and not (vip = true) or age between 60 and 70", "bram carla", "Keywords in small letters."),
            case("city = 'Delft' -- the shop is there\nAND vip = true", "anna", "A comment to the end of the line."),
            case("city = 'Delft' /* AND age > 90 */ AND vip = true", "anna", "A comment in the middle: it does not count."),
            case("vip = TRUE", "anna carla eva", "true and false are keywords too.", "vip = true"),
        ),
        section(
            "What is refused",
            "",
            refused("city = 'Delft' AND", "condition_missing", "A condition is missing."),
            refused("city = 'Delft' vip = true", "connector_missing", "AND or OR is missing."),
            refused("(city = 'Delft'", "parenthesis_open", "The parenthesis is not closed."),
            refused("", "query_blank", "An empty text is no query."),
        ),
    ),
)
