"""Dutch days and moments."""

from __future__ import annotations

from doelgroep.model.node import Op
from doelgroep.reading.words import Times, Unit

TIMES = Times(
    today="vandaag",
    yesterday="gisteren",
    tomorrow="morgen",
    ago="{} geleden",
    ahead="over {}",
    units={
        "minutes": Unit("minuut", "minuten", "in de laatste minuut"),
        "hours": Unit("uur", "uur", "in het laatste uur"),
        "days": Unit("dag", "dagen", "in de laatste dag"),
        "months": Unit("maand", "maanden", "in de laatste maand"),
        "years": Unit("jaar", "jaar", "in het laatste jaar"),
    },
    on_day={Op.EQ: "op {}", Op.LT: "vóór {}", Op.LE: "op of vóór {}", Op.GT: "na {}", Op.GE: "op of na {}"},
    on_offset={
        Op.EQ: "precies {} geleden",
        Op.LT: "meer dan {} geleden",
        Op.LE: "minstens {} geleden",
        Op.GT: "minder dan {} geleden",
        Op.GE: "in de laatste {}",
    },
    on_ahead={
        Op.EQ: "precies over {}",
        Op.LT: "eerder dan over {}",
        Op.LE: "uiterlijk over {}",
        Op.GT: "later dan over {}",
        Op.GE: "op zijn vroegst over {}",
    },
    on_named={Op.EQ: "{}", Op.LT: "vóór {}", Op.LE: "{} of eerder", Op.GT: "na {}", Op.GE: "{} of later"},
    on_field={Op.EQ: "gelijk aan {}", Op.LT: "vóór {}", Op.LE: "niet later dan {}", Op.GT: "na {}", Op.GE: "niet eerder dan {}"},
    between="in de periode van {} tot en met {}",
    coming="binnen {}",
    and_but=" maar ",
    at_time="{} om {}",
    placed="{} ({})",
    months=("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
    weekdays={
        "monday": "maandag",
        "tuesday": "dinsdag",
        "wednesday": "woensdag",
        "thursday": "donderdag",
        "friday": "vrijdag",
        "saturday": "zaterdag",
        "sunday": "zondag",
    },
    seasons={"winter": "winter", "spring": "lente", "summer": "zomer", "autumn": "herfst"},
    on_weekday="op een {}",
    in_season="in de {}",
    in_month={
        Op.EQ: "in {}",
        Op.LT: "eerder in het jaar dan {}",
        Op.LE: "in {} of eerder in het jaar",
        Op.GT: "later in het jaar dan {}",
        Op.GE: "in {} of later in het jaar",
    },
    from_month="van {} tot en met {}",
    in_year={Op.EQ: "in {}", Op.LT: "vóór {}", Op.LE: "in {} of eerder", Op.GT: "na {}", Op.GE: "in {} of later"},
    from_year="van {} tot en met {}",
    in_hour={
        Op.EQ: "tussen {low} en {high} uur",
        Op.LT: "vóór {low} uur",
        Op.LE: "niet later dan {high} uur",
        Op.GT: "later dan {high} uur",
        Op.GE: "om {low} uur of later",
    },
    hour="{}.{:02d}",
    from_day="van {} tot en met {}",
    on_day_of_year="op {}",
    not_="niet {}",
)
