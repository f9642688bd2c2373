"""Weekday, hour, month, season of rows; seasons on both hemispheres."""

from __future__ import annotations

from doelgroep.catalog import Catalog, Role
from tests.spec.frame import Chapter, activity, case, category, day, moment, section

CHAPTER = Chapter(
    title="Calendar of rows and seasons",
    text=(
        "Rows with a moment have `weekday`, `hour`, `month`, `year` and `season`, all on the local clock. Seasons are of three whole months, winter from December to February; for customers in a country "
        "whose capital lies south of the equator they fall six months later. A customer without a country counts as living in the workspace's own."
    ),
    catalog=Catalog(
        fields=(category("country", role=Role.COUNTRY), day("born")),
        activities=(activity("orders", moment("at"), day("delivered"), category("product"), time="at"),),
        country="NL",
    ),
    tables={
        "customers": """
            customer_id | country | born
            anna        | NL      | 1990-01-31
            bram        | AU      | 1990-01-31
            carla       |         | 1990-06-01
            daan        | ZA      | 1990-09-01
            eva         | NL      |
        """,
        "orders": """
            customer_id | at               | delivered  | product
            anna        | 2025-12-01 00:00 | 2026-03-01 | coat
            anna        | 2026-05-09 23:59 | 2026-05-12 | hat
            bram        | 2025-12-01 00:00 | 2026-03-01 | coat
            carla       | 2025-11-30 23:59 | 2025-12-02 | scarf
            daan        | 2026-05-04 08:30 |            | coat
            daan        | 2026-06-01 12:00 | 2026-06-02 | hat
        """,
    },
    sections=(
        section(
            "Weekday, hour, month, year",
            "",
            case("orders MATCHES (weekday = 'monday')", "anna bram daan", "1 December 2025 and 4 May 2026 were Mondays."),
            case("orders MATCHES (weekday IN ('saturday', 'sunday'))", "anna carla", "In a weekend."),
            case("orders MATCHES (weekday = 'saturday', hour >= 20)", "anna", "On Saturday night."),
            case("orders MATCHES (hour = 0)", "anna bram", "In the first hour of the day."),
            case("orders MATCHES (hour BETWEEN 8 AND 12)", "daan", "In the morning; the end is included."),
            case("orders MATCHES (month = 12)", "anna bram", "In December of any year."),
            case("orders MATCHES (month IN (5, 6), count >= 2)", "daan", "Twice in May or June."),
            case("orders MATCHES (year = 2025)", "anna bram carla", "In 2025."),
            case("orders NOT MATCHES (year = 2025)", "daan eva", "Not in 2025."),
            case("orders MATCHES (delivered.month = 3)", "anna bram", "Parts of another date of the row."),
            case("orders MATCHES (delivered.weekday = 'tuesday')", "anna carla daan", "12 May 2026, 2 December 2025 and 2 June 2026."),
        ),
        section(
            "Seasons",
            "",
            case("orders MATCHES (season = 'winter')", "anna daan", "December in the Netherlands; June in South Africa."),
            case("orders MATCHES (season = 'summer')", "bram", "December in Australia."),
            case("orders MATCHES (season = 'autumn')", "carla daan", "30 November in the Netherlands; May in South Africa."),
            case("orders MATCHES (season = 'spring')", "anna", "May in the Netherlands."),
            case("orders MATCHES (season = 'winter', product = 'coat')", "anna", "A coat in winter."),
            case("orders MATCHES (season != 'winter')", "anna bram carla daan", "A row in another season."),
            case("orders MATCHES (delivered.season = 'spring')", "anna", "1 March and 12 May, in the Netherlands."),
            case("orders MATCHES (delivered.season = 'autumn')", "bram", "1 March in Australia."),
            case("born.season = 'winter'", "anna", "Of the customer's dates too."),
            case("born.season = 'summer'", "bram carla", "January in Australia; June in the workspace's country."),
            case("born.season = 'spring'", "daan", "September in South Africa."),
            case("born.season != 'winter'", "bram carla daan eva", "The complement; eva's birthday is not known."),
        ),
    ),
)
