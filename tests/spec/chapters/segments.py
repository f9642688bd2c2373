"""Segments in segments."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, case, category, decimal, integer, moment, refused, section

CHAPTER = Chapter(
    title="Segments in segments",
    text=(
        "`IN SEGMENT 'key'` holds for the members of another segment: its definition is put in the place, so it always follows the newest version and is judged at the same moment. A segment may use segments that use "
        "segments; a circle is refused."
    ),
    catalog=Catalog(fields=(category("city"), integer("age")), activities=(activity("orders", moment("at"), decimal("amount"), time="at"),)),
    tables={
        "customers": """
            customer_id | city    | age
            anna        | Delft   | 30
            bram        | Delft   | 15
            carla       | Gouda   | 40
            daan        |         |
        """,
        "orders": """
            customer_id | at               | amount
            anna        | 2026-05-10 10:00 | 80.00
            bram        | 2026-05-10 10:00 | 10.00
            carla       | 2026-01-10 10:00 | 99.00
        """,
    },
    segments={
        "delft": "city = 'Delft'",
        "adults": "age >= 18",
        "big": "orders MATCHES (amount >= 50)",
        "recent": "orders MATCHES (date >= -30d)",
        "delft-adults": "IN SEGMENT 'delft' AND IN SEGMENT 'adults'",
        "others": "NOT IN SEGMENT 'delft-adults'",
        "either": "city = 'Gouda' OR age < 18",
        "chicken": "IN SEGMENT 'egg'",
        "egg": "age > 10 AND IN SEGMENT 'chicken'",
        "mirror": "NOT IN SEGMENT 'mirror'",
    },
    sections=(
        section(
            "Members of another segment",
            "",
            case("IN SEGMENT 'delft'", "anna bram", "Its members.", "city = 'Delft'"),
            case("NOT IN SEGMENT 'delft'", "carla daan", "Everybody else.", "NOT (IN SEGMENT 'delft')"),
            case("IN SEGMENT 'delft' AND age >= 18", "anna", "With other conditions."),
            case("IN SEGMENT 'delft' AND IN SEGMENT 'adults'", "anna", "In both."),
            case("IN SEGMENT 'delft' OR IN SEGMENT 'adults'", "anna bram carla", "In at least one."),
            case("IN SEGMENT 'adults' AND NOT IN SEGMENT 'delft'", "carla", "In one and not the other."),
            case("IN SEGMENT 'either' AND age = 40", "carla", "A segment counts as one condition, whatever is in it: no parentheses needed."),
            case("IN SEGMENT 'big' AND IN SEGMENT 'recent'", "anna", "Segments on activities: two conditions, perhaps on two rows."),
        ),
        section(
            "Over several steps",
            "",
            case("IN SEGMENT 'delft-adults'", "anna", "A segment that uses two."),
            case("IN SEGMENT 'others'", "bram carla daan", "And one that uses that one."),
            case("NOT IN SEGMENT 'others'", "anna", "And back."),
            case("IN SEGMENT 'recent'", "", "The windows of a segment move with the moment of the evaluation.", as_of="2026-07-01T12:00"),
        ),
        section(
            "What is refused",
            "",
            refused("IN SEGMENT 'delf'", "segment_unknown_near", "There is no such segment; the nearest key is offered."),
            refused("IN SEGMENT 'chicken'", "segment_cycle", "A circle; the message shows the path."),
            refused("IN SEGMENT 'mirror'", "segment_cycle", "A segment that uses itself."),
            refused("IN SEGMENT delft", "segment_quotes", "The key stands in quotes."),
            refused("orders MATCHES (IN SEGMENT 'delft')", "segment_inside_rows", "Segments are about customers, not rows."),
        ),
    ),
)
