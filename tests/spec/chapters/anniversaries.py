"""Birthdays and other yearly returns of a date."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, case, category, day, moment, refused, section

CHAPTER = Chapter(
    title="Anniversaries",
    text=(
        "`anniversary('birth_date')` is the yearly return of a date: the year is left out. It is compared with days by `=`, `!=` and BETWEEN. Who is born on 29 February has the birthday on 28 February in common "
        "years."
    ),
    catalog=Catalog(fields=(day("birth_date"), moment("member_since"), category("city"))),
    tables={
        "customers": """
            customer_id | birth_date | member_since     | city
            anna        | 1990-05-15 | 2020-05-14 23:59 | Delft
            bram        | 1985-05-20 | 2021-12-31 10:00 | Delft
            carla       | 2000-02-29 | 2024-02-28 10:00 | Gouda
            daan        | 1999-12-31 | 2026-05-15 08:00 | Gouda
            eva         | 2001-01-02 | 2019-01-01 00:00 | Gouda
            finn        |            |                  |
            gijs        | 1970-02-28 | 2020-02-29 10:00 |
        """
    },
    sections=(
        section(
            "A day",
            "Today is 15 May 2026.",
            case("anniversary('birth_date') = today", "anna", "Today.", "anniversary ('birth_date') = 2026-05-15", "anniversary(birth_date) = today"),
            case("anniversary('birth_date') = +5d", "bram", "In five days."),
            case("anniversary('birth_date') != today", "bram carla daan eva finn gijs", "Everybody else."),
            case("anniversary('birth_date') = 2031-05-20", "bram", "The year does not matter."),
            case("anniversary('member_since') = today", "daan", "Of a moment its local day; the day itself counts too."),
            case("anniversary('member_since') = yesterday", "anna", "One minute before midnight is yesterday."),
            case("anniversary('birth_date') IS NULL", "finn", "Not known."),
            case("anniversary('birth_date') IS NOT NULL", "anna bram carla daan eva gijs", "Known."),
        ),
        section(
            "A range of days",
            "Both ends are included. A range may go over the end of the year; one of a year or more holds everybody whose date is known.",
            case("anniversary('birth_date') BETWEEN today AND +7d", "anna bram", "In the coming week."),
            case("anniversary('birth_date') BETWEEN today AND +4d", "anna", "In the coming four days."),
            case("anniversary('birth_date') NOT BETWEEN today AND +7d", "carla daan eva finn gijs", "The complement."),
            case("anniversary('birth_date') BETWEEN 2026-12-30 AND 2027-01-02", "daan eva", "Over the end of the year."),
            case("anniversary('birth_date') BETWEEN today AND +1y", "anna bram carla daan eva gijs", "A whole year."),
            case("anniversary('birth_date') BETWEEN +7d AND today", "", "Upside down it holds nothing."),
            case("anniversary('birth_date') BETWEEN today AND +7d AND city = 'Delft'", "anna bram", "With other conditions."),
        ),
        section(
            "29 February",
            "",
            case("anniversary('birth_date') = 2027-02-28", "carla gijs", "In a common year on the 28th."),
            case("anniversary('birth_date') = 2028-02-29", "carla", "In a leap year on the 29th,"),
            case("anniversary('birth_date') = 2028-02-28", "gijs", "and not on the 28th."),
            case("anniversary('birth_date') = today", "carla gijs", "On 28 February 2027.", as_of="2027-02-28T12:00"),
            case("anniversary('birth_date') BETWEEN 2027-02-20 AND 2027-02-28", "carla gijs", "At the end of a range in a common year."),
            case("anniversary('birth_date') BETWEEN 2027-03-01 AND 2027-03-10", "", "In March there is nothing to celebrate."),
            case("anniversary('birth_date') BETWEEN 2028-02-29 AND 2028-03-10", "carla", "In a leap year from the 29th."),
            case("anniversary('birth_date') BETWEEN 2027-12-31 AND 2028-02-28", "daan eva gijs", "A range that ends in a leap year."),
            case("anniversary('birth_date') BETWEEN 2026-12-31 AND 2027-02-28", "carla daan eva gijs", "And one that ends in a common year."),
        ),
        section(
            "What is refused",
            "",
            refused("anniversary('birth_date') > today", "anniversary_operator", "In a circle nothing is later."),
            refused("anniversary('city') = today", "anniversary_not_date", "A text does not return."),
            refused("anniversary('birthdate') = today", "name_unknown_near", "The nearest name is offered."),
            refused("anniversary('birth_date') = -3h", "anniversary_whole_days", "Whole days only."),
        ),
    ),
)
