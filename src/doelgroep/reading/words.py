"""The words of both languages: one frozen table each, so that a missing phrase is a type error and not a gap in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.model.node import Op, Part, Statistic, TextOp

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What can be said of a value: its name is filled in first, then what it is compared with."""

    compare: Mapping[Op, str]
    compare_not: str
    between: str
    not_between: str
    one_of: str
    none_of: str
    text: Mapping[TextOp, str]
    text_not: Mapping[TextOp, str]
    missing: str
    known: str
    within: str
    not_within: str
    yearly: str
    yearly_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Phrases of one language. `{}` or named places are filled in; verbs stand where a subordinate clause of the language wants them."""

    everybody: str
    nobody: str
    customers: str
    whose: str
    who: str
    and_: str
    or_: str
    not_: str
    yes: str
    no: str
    clause: Said
    """As a clause with a verb: whose city *is Delft*."""
    feature: Said
    """Without a verb, behind "with": orders with *category soap*."""
    amount: Mapping[Op, str]
    """A comparison of numbers in front of a counted thing: `at least 2 orders`."""
    segment: str
    segment_not: str
    have: str
    have_none: str
    with_: str
    first: str
    last: str
    not_first: str
    not_last: str
    group: str
    per: str
    statistic: Mapping[Statistic, str]
    average: str
    number_of: str
    part: Mapping[Part, str]
    season: str
    texts: Mapping[str, str]
    """Values that the product itself names: weekdays, seasons."""
    months: tuple[str, ...]
    units: Mapping[str, tuple[str, str]]
    """Unit of time: singular, plural."""
    today: str
    yesterday: str
    tomorrow: str
    ago: str
    ahead: str
    on_day: Mapping[Op, str]
    """A whole day given by date."""
    on_offset: Mapping[Op, str]
    """A day so many units ago."""
    on_ahead: Mapping[Op, str]
    """A day so many units from now."""
    on_named: Mapping[Op, str]
    """Today, yesterday."""
    at_time: str
    decimal_point: str
    grouping: str


ENGLISH = Words(
    everybody="All customers",
    nobody="No customers",
    customers="Customers",
    whose="whose {}",
    who="who {}",
    and_="and",
    or_="or",
    not_="of whom it is not so that ({})",
    yes="yes",
    no="no",
    clause=Said(
        compare={Op.EQ: "{} is {}", Op.LT: "{} is less than {}", Op.LE: "{} is at most {}", Op.GT: "{} is more than {}", Op.GE: "{} is at least {}"},
        compare_not="{} is not {}",
        between="{} is between {} and {}",
        not_between="{} is not between {} and {}",
        one_of="{} is one of {}",
        none_of="{} is none of {}",
        text={
            TextOp.CONTAINS: "{} contains {}",
            TextOp.STARTS_WITH: "{} starts with {}",
            TextOp.ENDS_WITH: "{} ends with {}",
            TextOp.PATTERN: "{} fits the pattern {}",
        },
        text_not={
            TextOp.CONTAINS: "{} does not contain {}",
            TextOp.STARTS_WITH: "{} does not start with {}",
            TextOp.ENDS_WITH: "{} does not end with {}",
            TextOp.PATTERN: "{} does not fit the pattern {}",
        },
        missing="{} is missing",
        known="{} is known",
        within="{} is within {} km of ({}, {})",
        not_within="{} is not within {} km of ({}, {})",
        yearly="{} has its anniversary {}",
        yearly_not="{} does not have its anniversary {}",
    ),
    feature=Said(
        compare={Op.EQ: "{} {}", Op.LT: "{} less than {}", Op.LE: "{} at most {}", Op.GT: "{} more than {}", Op.GE: "{} at least {}"},
        compare_not="{} other than {}",
        between="{} between {} and {}",
        not_between="{} outside {} to {}",
        one_of="{} one of {}",
        none_of="{} none of {}",
        text={
            TextOp.CONTAINS: "{} containing {}",
            TextOp.STARTS_WITH: "{} starting with {}",
            TextOp.ENDS_WITH: "{} ending with {}",
            TextOp.PATTERN: "{} fitting the pattern {}",
        },
        text_not={
            TextOp.CONTAINS: "{} not containing {}",
            TextOp.STARTS_WITH: "{} not starting with {}",
            TextOp.ENDS_WITH: "{} not ending with {}",
            TextOp.PATTERN: "{} not fitting the pattern {}",
        },
        missing="{} missing",
        known="{} known",
        within="{} within {} km of ({}, {})",
        not_within="{} not within {} km of ({}, {})",
        yearly="{} with its anniversary {}",
        yearly_not="{} without its anniversary {}",
    ),
    amount={Op.EQ: "exactly {}", Op.LT: "fewer than {}", Op.LE: "at most {}", Op.GT: "more than {}", Op.GE: "at least {}"},
    segment="are in segment {}",
    segment_not="are not in segment {}",
    have="have {rows}{limits}",
    have_none="have no {rows}{limits}",
    with_="with",
    first="as their first one ever",
    last="as their latest one",
    not_first="other than their first one ever",
    not_last="other than their latest one",
    group="of which {}",
    per="for at least one {}",
    statistic={
        Statistic.COUNT: "the number with {}",
        Statistic.SUM: "the total {}",
        Statistic.MIN: "the lowest {}",
        Statistic.MAX: "the highest {}",
        Statistic.DISTINCT: "the number of different {}",
        Statistic.FIRST: "the first {}",
        Statistic.LAST: "the latest {}",
    },
    average="the average {}",
    number_of="the number",
    part={
        Part.DAY: "{}",
        Part.WEEKDAY: "weekday of {}",
        Part.HOUR: "hour of {}",
        Part.MONTH: "month of {}",
        Part.YEAR: "year of {}",
        Part.MONTH_NUMBER: "months of {}",
        Part.MONTH_DAY: "day of the year of {}",
    },
    season="season of {}",
    texts={},
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    units={
        "minutes": ("minute", "minutes"),
        "hours": ("hour", "hours"),
        "days": ("day", "days"),
        "weeks": ("week", "weeks"),
        "months": ("month", "months"),
        "years": ("year", "years"),
    },
    today="today",
    yesterday="yesterday",
    tomorrow="tomorrow",
    ago="{} ago",
    ahead="{} from now",
    on_day={Op.EQ: "on {}", Op.LT: "before {}", Op.LE: "on or before {}", Op.GT: "after {}", Op.GE: "on or after {}"},
    on_offset={
        Op.EQ: "exactly {} ago",
        Op.LT: "more than {} ago",
        Op.LE: "{} ago or longer",
        Op.GT: "less than {} ago",
        Op.GE: "in the last {}",
    },
    on_ahead={
        Op.EQ: "exactly {} from now",
        Op.LT: "less than {} from now",
        Op.LE: "at most {} from now",
        Op.GT: "more than {} from now",
        Op.GE: "at least {} from now",
    },
    on_named={Op.EQ: "{}", Op.LT: "before {}", Op.LE: "{} or earlier", Op.GT: "after {}", Op.GE: "{} or later"},
    at_time="{} at {}",
    decimal_point=".",
    grouping=",",
)


DUTCH = Words(
    everybody="Alle klanten",
    nobody="Geen klanten",
    customers="Klanten",
    whose="bij wie {}",
    who="die {}",
    and_="en",
    or_="of",
    not_="voor wie niet geldt ({})",
    yes="ja",
    no="nee",
    clause=Said(
        compare={
            Op.EQ: "{} {} is",
            Op.LT: "{} minder dan {} is",
            Op.LE: "{} hoogstens {} is",
            Op.GT: "{} meer dan {} is",
            Op.GE: "{} minstens {} is",
        },
        compare_not="{} niet {} is",
        between="{} tussen {} en {} ligt",
        not_between="{} niet tussen {} en {} ligt",
        one_of="{} een van {} is",
        none_of="{} geen van {} is",
        text={
            TextOp.CONTAINS: "{} {} bevat",
            TextOp.STARTS_WITH: "{} met {} begint",
            TextOp.ENDS_WITH: "{} op {} eindigt",
            TextOp.PATTERN: "{} bij het patroon {} past",
        },
        text_not={
            TextOp.CONTAINS: "{} niet {} bevat",
            TextOp.STARTS_WITH: "{} niet met {} begint",
            TextOp.ENDS_WITH: "{} niet op {} eindigt",
            TextOp.PATTERN: "{} niet bij het patroon {} past",
        },
        missing="{} ontbreekt",
        known="{} bekend is",
        within="{} binnen {} km van ({}, {}) ligt",
        not_within="{} niet binnen {} km van ({}, {}) ligt",
        yearly="{} verjaart {}",
        yearly_not="{} niet verjaart {}",
    ),
    feature=Said(
        compare={Op.EQ: "{} {}", Op.LT: "{} minder dan {}", Op.LE: "{} hoogstens {}", Op.GT: "{} meer dan {}", Op.GE: "{} minstens {}"},
        compare_not="{} anders dan {}",
        between="{} tussen {} en {}",
        not_between="{} buiten {} tot {}",
        one_of="{} een van {}",
        none_of="{} geen van {}",
        text={
            TextOp.CONTAINS: "{} met {} erin",
            TextOp.STARTS_WITH: "{} beginnend met {}",
            TextOp.ENDS_WITH: "{} eindigend op {}",
            TextOp.PATTERN: "{} volgens het patroon {}",
        },
        text_not={
            TextOp.CONTAINS: "{} zonder {} erin",
            TextOp.STARTS_WITH: "{} niet beginnend met {}",
            TextOp.ENDS_WITH: "{} niet eindigend op {}",
            TextOp.PATTERN: "{} niet volgens het patroon {}",
        },
        missing="{} leeg",
        known="{} ingevuld",
        within="{} binnen {} km van ({}, {})",
        not_within="{} niet binnen {} km van ({}, {})",
        yearly="{} met verjaardag {}",
        yearly_not="{} zonder verjaardag {}",
    ),
    amount={Op.EQ: "precies {}", Op.LT: "minder dan {}", Op.LE: "hoogstens {}", Op.GT: "meer dan {}", Op.GE: "minstens {}"},
    segment="in segment {} zitten",
    segment_not="niet in segment {} zitten",
    have="{rows} hebben{limits}",
    have_none="geen {rows} hebben{limits}",
    with_="met",
    first="als allereerste",
    last="als laatste",
    not_first="anders dan de allereerste",
    not_last="anders dan de laatste",
    group="waarvan {}",
    per="voor minstens één {}",
    statistic={
        Statistic.COUNT: "het aantal met {}",
        Statistic.SUM: "het totaal van {}",
        Statistic.MIN: "de laagste waarde van {}",
        Statistic.MAX: "de hoogste waarde van {}",
        Statistic.DISTINCT: "het aantal verschillende waarden van {}",
        Statistic.FIRST: "de eerste waarde van {}",
        Statistic.LAST: "de laatste waarde van {}",
    },
    average="het gemiddelde van {}",
    number_of="het aantal",
    part={
        Part.DAY: "{}",
        Part.WEEKDAY: "weekdag van {}",
        Part.HOUR: "uur van {}",
        Part.MONTH: "maand van {}",
        Part.YEAR: "jaar van {}",
        Part.MONTH_NUMBER: "maanden van {}",
        Part.MONTH_DAY: "dag van het jaar van {}",
    },
    season="seizoen van {}",
    texts={
        "monday": "maandag",
        "tuesday": "dinsdag",
        "wednesday": "woensdag",
        "thursday": "donderdag",
        "friday": "vrijdag",
        "saturday": "zaterdag",
        "sunday": "zondag",
        "winter": "winter",
        "spring": "lente",
        "summer": "zomer",
        "autumn": "herfst",
    },
    months=("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
    units={
        "minutes": ("minuut", "minuten"),
        "hours": ("uur", "uur"),
        "days": ("dag", "dagen"),
        "weeks": ("week", "weken"),
        "months": ("maand", "maanden"),
        "years": ("jaar", "jaar"),
    },
    today="vandaag",
    yesterday="gisteren",
    tomorrow="morgen",
    ago="{} geleden",
    ahead="over {}",
    on_day={Op.EQ: "op {}", Op.LT: "vóór {}", Op.LE: "tot en met {}", Op.GT: "na {}", Op.GE: "vanaf {}"},
    on_offset={
        Op.EQ: "precies {} geleden",
        Op.LT: "meer dan {} geleden",
        Op.LE: "{} geleden of langer",
        Op.GT: "minder dan {} geleden",
        Op.GE: "in de laatste {}",
    },
    on_ahead={
        Op.EQ: "precies over {}",
        Op.LT: "binnen {} (die dag niet meegeteld)",
        Op.LE: "binnen {}",
        Op.GT: "later dan over {}",
        Op.GE: "over {} of later",
    },
    on_named={Op.EQ: "{}", Op.LT: "vóór {}", Op.LE: "{} of eerder", Op.GT: "na {}", Op.GE: "{} of later"},
    at_time="{} om {}",
    decimal_point=",",
    grouping=".",
)

WORDS: Mapping[str, Words] = {"en": ENGLISH, "nl": DUTCH}
