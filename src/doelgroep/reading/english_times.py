"""English days and moments."""

from __future__ import annotations

from doelgroep.model.node import Op
from doelgroep.reading.words import Times, Unit

TIMES = Times(
    today="today",
    yesterday="yesterday",
    tomorrow="tomorrow",
    ago="{} ago",
    ahead="{} from now",
    units={
        "minutes": Unit("minute", "minutes", "in the last minute"),
        "hours": Unit("hour", "hours", "in the last hour"),
        "days": Unit("day", "days", "in the last day"),
        "months": Unit("month", "months", "in the last month"),
        "years": Unit("year", "years", "in the last year"),
    },
    on_day={Op.EQ: "on {}", Op.LT: "before {}", Op.LE: "on or before {}", Op.GT: "after {}", Op.GE: "on or after {}"},
    on_offset={
        Op.EQ: "exactly {} ago",
        Op.LT: "more than {} ago",
        Op.LE: "at least {} ago",
        Op.GT: "less than {} ago",
        Op.GE: "in the last {}",
    },
    on_ahead={
        Op.EQ: "exactly {} from now",
        Op.LT: "sooner than {} from now",
        Op.LE: "no later than {} from now",
        Op.GT: "more than {} from now",
        Op.GE: "at least {} from now",
    },
    on_named={Op.EQ: "{}", Op.LT: "before {}", Op.LE: "{} or earlier", Op.GT: "after {}", Op.GE: "{} or later"},
    on_field={Op.EQ: "equal to {}", Op.LT: "before {}", Op.LE: "not later than {}", Op.GT: "after {}", Op.GE: "not earlier than {}"},
    between="between {} and {}",
    coming="within the next {}",
    and_but=" but ",
    at_time="{} at {}",
    placed="{} ({})",
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    weekdays={each.lower(): each for each in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")},
    seasons={each: each for each in ("winter", "spring", "summer", "autumn")},
    on_weekday="on a {}",
    in_season="in {}",
    in_month={
        Op.EQ: "in {}",
        Op.LT: "earlier in the year than {}",
        Op.LE: "in {} or earlier in the year",
        Op.GT: "later in the year than {}",
        Op.GE: "in {} or later in the year",
    },
    from_month="from {} through {}",
    in_year={Op.EQ: "in {}", Op.LT: "before {}", Op.LE: "in {} or earlier", Op.GT: "after {}", Op.GE: "in {} or later"},
    from_year="from {} through {}",
    in_hour={
        Op.EQ: "between {low} and {high}",
        Op.LT: "before {low}",
        Op.LE: "not later than {high}",
        Op.GT: "later than {high}",
        Op.GE: "at {low} or later",
    },
    hour="{}:{:02d}",
    from_day="from {} through {}",
    on_day_of_year="on {}",
    not_="not {}",
)
