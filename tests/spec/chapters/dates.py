"""Days, moments, offsets, windows."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, case, day, moment, refused, section

CHAPTER = Chapter(
    title="Dates",
    text=(
        "A date in a query is a whole day in the workspace's time zone. A comparison of a moment with a day looks at the moment's day on the local calendar: `= 2026-03-31` is from midnight to "
        "midnight, `> 2026-03-31` starts with the next day. Each evaluation has one moment, *now*; in this chapter it is Friday 15 May 2026, 12:00."
    ),
    catalog=Catalog(fields=(moment("seen"), day("born"), day("first_order"), moment("last_order"))),
    tables={
        "customers": """
            customer_id | seen             | born       | first_order | last_order
            anna        | 2026-05-15 11:59 | 1990-05-15 | 2026-05-08  | 2026-05-08 23:59
            bram        | 2026-05-15 00:00 | 1991-02-28 | 2026-05-07  | 2026-05-08 00:00
            carla       | 2026-05-14 23:59 | 1992-02-29 | 2026-04-15  | 2026-05-14 12:00
            daan        | 2026-05-14 00:00 | 1993-12-31 | 2025-05-15  | 2025-05-15 08:00
            eva         | 2026-03-31 09:00 | 2026-05-15 | 2026-06-14  | 2026-06-14 10:00
            finn        |                  |            |             |
        """
    },
    sections=(
        section(
            "Days",
            "",
            case("born = 1990-05-15", "anna", "That day."),
            case("born != 1990-05-15", "bram carla daan eva finn", "Any other day, or none."),
            case("born > 1991-02-28", "carla daan eva", "After that day."),
            case("born >= 1991-02-28", "bram carla daan eva", "From that day on."),
            case("born < 1991-02-28", "anna", "Before."),
            case("born <= 1991-02-28", "anna bram", "Up to and including."),
            case("born BETWEEN 1991-02-28 AND 1992-02-29", "bram carla", "Both days are included."),
            case("born IN (1990-05-15, 1993-12-31)", "anna daan", "One of several days."),
            case("born = '1990-05-15'", "anna", "A date in quotes is accepted."),
        ),
        section(
            "Moments beside days",
            "",
            case("seen = 2026-05-14", "carla daan", "From midnight to midnight."),
            case("seen != 2026-05-14", "anna bram eva finn", "Any other day, or never."),
            case("seen > 2026-05-14", "anna bram", "Starts at midnight of the 15th."),
            case("seen >= 2026-05-14", "anna bram carla daan", "Starts at midnight of the 14th."),
            case("seen < 2026-05-15", "carla daan eva", "Ends before midnight of the 15th."),
            case("seen <= 2026-05-14", "carla daan eva", "Ends with the 14th.", "seen < 2026-05-15"),
            case("seen BETWEEN 2026-03-31 AND 2026-05-14", "carla daan eva", "Both days whole."),
            case("seen IN (2026-03-31, 2026-05-15)", "anna bram eva", "On one of the days."),
            case("seen NOT BETWEEN 2026-03-31 AND 2026-05-14", "anna bram finn", "The complement."),
        ),
        section(
            "Moments beside moments",
            "`2026-05-14T23:59:00` is the time on the clock of the workspace's zone.",
            case("seen = 2026-05-14T23:59:00", "carla", "That very moment."),
            case("seen > 2026-05-14T23:59:00", "anna bram", "Later."),
            case("seen >= 2026-05-14T23:59:00", "anna bram carla", "Not earlier."),
            case("seen < 2026-05-14T00:00:01", "daan eva", "Earlier."),
            case("seen BETWEEN 2026-05-14T00:00:00 AND 2026-05-14T23:58:59", "daan", "Both moments are included."),
            case("seen BETWEEN 2026-05-14T23:59:00 AND today", "anna bram carla", "The ends may be of two kinds."),
        ),
        section(
            "Today and offsets",
            "An offset is a day counted from today: `d` days, `w` weeks, `m` months, `q` quarters, `y` years. Minutes (`min`) and hours (`h`) are moments.",
            case("seen = today", "anna bram", "This day, up to the last moment.", "seen = 2026-05-15"),
            case("seen = yesterday", "carla daan", "The day before.", "seen = -1d"),
            case("seen < today", "carla daan eva", "Before today."),
            case("first_order = -7d", "anna", "Exactly seven days ago: 8 May.", "first_order = -1w", "first_order = 2026-05-08"),
            case("first_order >= -7d", "anna eva", "From 8 May on, the future included."),
            case("first_order > -7d", "eva", "After 8 May."),
            case("first_order BETWEEN -8d AND today", "anna bram", "The older day stands first."),
            case("first_order BETWEEN today AND -8d", "", "Otherwise the range is empty."),
            case("first_order = -1m", "carla", "The same day of the previous month."),
            case("first_order = -1y", "daan", "The same day last year.", "first_order = -12m", "first_order = -4q"),
            case("first_order = +30d", "eva", "In the future."),
            case("first_order > today", "eva", "After today."),
            case("last_order >= -7d", "anna bram carla eva", "Moments: from the first minute of 8 May."),
            case("last_order = -7d", "anna bram", "The whole of 8 May."),
            case("last_order < -7d", "daan", "Before 8 May. Whoever never ordered is not in."),
            case("last_order < -7d OR last_order IS NULL", "daan finn", "Together with those who never ordered."),
            case("first_order BETWEEN 2026-05-01 AND -8d", "bram", "Days and offsets together."),
        ),
        section(
            "Hours and minutes",
            "`-36h` is the moment 36 hours ago, not a day.",
            case("seen >= -12h", "anna bram", "From midnight on, as it is noon."),
            case("seen > -12h", "anna", "bram's moment is exactly twelve hours ago."),
            case("seen >= -36h", "anna bram carla daan", "From midnight of the day before."),
            case("seen BETWEEN -12h AND -1min", "anna bram", "Up to a minute ago."),
            case("seen < -1min", "bram carla daan eva", "anna was seen exactly a minute ago."),
            case("last_order > +1h", "eva", "In the future."),
        ),
        section(
            "Ends of months",
            "Where the month has no such day, its last day is taken.",
            case("seen = -1m", "", "On 30 April: 30 March.", as_of="2026-04-30T12:00"),
            case("seen >= -1m", "anna bram carla daan eva", "From 30 March on.", as_of="2026-04-30T12:00"),
            case("seen = -2m", "eva", "On 31 May: 31 March.", as_of="2026-05-31T12:00"),
            case("first_order = -1m", "", "On 31 May: 30 April.", as_of="2026-05-31T12:00"),
            case("born = -1y", "bram", "On 29 February 1992 a year ago is 28 February.", as_of="1992-02-29T12:00"),
            case("born = +1y", "bram", "On 28 February 1990 in a year is 28 February.", as_of="1990-02-28T12:00"),
            case("born = +1m", "carla", "On 31 January 1992 in a month is 29 February.", as_of="1992-01-31T12:00"),
            case("born = +1m", "bram", "On 31 January 1991 in a month is 28 February.", as_of="1991-01-31T12:00"),
        ),
        section(
            "Two dates",
            "When one of the two is a whole day, days are compared.",
            case("first_order = last_order", "anna daan eva", "On the same day: one order, perhaps."),
            case("first_order < last_order", "bram carla", "The last one on a later day."),
            case("seen > last_order", "anna bram carla daan", "Two moments compare as moments; eva's last order is in the future."),
            case("seen < last_order", "eva", "Likewise."),
        ),
        section(
            "Parts of dates",
            "Of every date: `.weekday`, `.month`, `.year`; of moments also `.hour`, on the local clock.",
            case("born.month = 2", "bram carla", "Born in February."),
            case("born.year BETWEEN 1990 AND 1991", "anna bram", "By year."),
            case("seen.weekday = 'friday'", "anna bram", "monday, tuesday, wednesday, thursday, friday, saturday, sunday."),
            case("seen.weekday IN ('tuesday', 'thursday')", "carla daan eva", "31 March 2026 was a Tuesday."),
            case("seen.hour < 9", "bram daan", "0 to 23."),
            case("seen.hour = 23", "carla", "The last hour of the day."),
            case("seen.hour != 23", "anna bram daan eva finn", "The complement, as always."),
        ),
        section(
            "What is refused",
            "",
            refused("born = 2026-02-30", "day_impossible", "A day that is not in the calendar."),
            refused("seen > 2026-05-15T9:00:00", "datetime_form", "Hours have two digits."),
            refused("seen BETWEEN 1pm AND 3pm", "time_alone", "There are no times without a day."),
            refused("born = 12", "date_expected", "A number is no date."),
            refused("born > 'soon'", "date_expected", "Nor is any text."),
            refused("born.hour = 3", "name_unknown_near", "A day has no hour."),
        ),
    ),
)
