"""Local days around midnight and around the days on which the clock changes."""

from __future__ import annotations

from doelgroep.catalog import Catalog
from tests.spec.frame import Chapter, activity, case, moment, section

CHAPTER = Chapter(
    title="Time zones and clock changes",
    text=(
        "Moments are kept in UTC, with the local day and hour beside them. In the zone of this chapter, Europe/Amsterdam, the clock goes forward on 29 March 2026 (02:00 becomes 03:00: the day has 23 hours) "
        "and back on 25 October 2026 (03:00 becomes 02:00: 25 hours). Times with Z or an offset say which moment they are; a time without one is local. An hour that occurs "
        "twice means the first; one that does not exist is moved forward."
    ),
    catalog=Catalog(fields=(moment("seen"),), activities=(activity("visits", moment("at"), time="at"),)),
    tables={
        "customers": """
            customer_id | seen
            late        | 2026-03-28T22:59:00Z
            midnight    | 2026-03-28T23:00:00Z
            before      | 2026-03-29T00:59:59Z
            after       | 2026-03-29T01:00:00Z
            gap         | 2026-03-29 02:30
            evening     | 2026-03-29T21:59:59Z
            next        | 2026-03-29T22:00:00Z
        """,
        "visits": """
            customer_id | at
            late        | 2026-10-24T21:59:59Z
            midnight    | 2026-10-24T22:00:00Z
            before      | 2026-10-25T00:30:00Z
            after       | 2026-10-25T01:30:00Z
            gap         | 2026-10-25 02:30
            evening     | 2026-10-25T22:59:59Z
            next        | 2026-10-25T23:00:00Z
        """,
    },
    as_of="2026-03-30T12:00",
    sections=(
        section(
            "A day of 23 hours",
            "29 March lasts from 23:00 UTC on the 28th to 22:00 UTC on the 29th.",
            case("seen = 2026-03-29", "midnight before after gap evening", "The whole local day."),
            case("seen < 2026-03-29", "late", "One minute before midnight, local time."),
            case("seen > 2026-03-29", "next", "From local midnight on."),
            case("seen = yesterday", "midnight before after gap evening", "Today is 30 March.", "seen = -1d"),
            case("seen.hour = 1", "before", "The last hour before the jump."),
            case("seen.hour = 2", "", "That hour is not there."),
            case("seen.hour = 3", "after gap", "02:30 does not exist, and was moved to 03:30."),
            case("seen.weekday = 'sunday'", "midnight before after gap evening", "By the local calendar."),
        ),
        section(
            "A day of 25 hours",
            "25 October lasts from 22:00 UTC on the 24th to 23:00 UTC on the 25th.",
            case("visits MATCHES (date = 2026-10-25)", "midnight before after gap evening", "The whole local day."),
            case("visits MATCHES (date < 2026-10-25)", "late", "Before local midnight."),
            case("visits MATCHES (date > 2026-10-25)", "next", "After it."),
            case("visits MATCHES (hour = 2)", "before after gap", "The hour that occurs twice, both times."),
            case("visits MATCHES (weekday = 'sunday')", "midnight before after gap evening", "By the local calendar."),
            case("visits MATCHES (weekday = 'monday', hour = 0)", "next", "Just after midnight."),
        ),
        section(
            "Moments on such days",
            "A literal without a zone is local time; in the hour that occurs twice it is the first.",
            case("visits MATCHES (date = 2026-10-25T02:30:00)", "before gap", "00:30 UTC: the first of the two. gap was imported as local time too."),
            case("visits MATCHES (date > 2026-10-25T02:30:00)", "after evening next", "The second one, an hour later, is after it."),
            case("seen = 2026-03-29T02:30:00", "gap", "A time that does not exist is moved forward an hour, as at import."),
            case("seen >= 2026-03-29T03:00:00", "after gap evening next", "The first moment of summer time."),
            case("seen < 2026-03-29T03:00:00", "late midnight before", "One second earlier it was 01:59:59."),
        ),
        section(
            "Days and hours back over a clock change",
            "Days are calendar days; hours are real hours.",
            case("seen >= -1d", "midnight before after gap evening next", "From local midnight of the day before."),
            case("seen >= -24h", "evening next", "At noon: since noon of the day before."),
            case(
                "seen >= -36h",
                "late midnight before after gap evening next",
                "36 hours before noon it was 23:00 on the 28th: an hour was lost.",
                "seen >= -2160min",
            ),
            case(
                "seen >= -24h",
                "late midnight before after gap evening next",
                "At 23:30 on 29 March 24 hours ago was 22:30.",
                as_of="2026-03-29T23:30",
            ),
            case("visits MATCHES (date >= -24h)", "evening next", "At noon on the 26th.", as_of="2026-10-26T12:00"),
            case(
                "visits MATCHES (date >= -36h)",
                "before after gap evening next",
                "36 hours before noon it was 01:00 on the 25th: an hour was won.",
                as_of="2026-10-26T12:00",
            ),
        ),
    ),
)
