"""English."""

from __future__ import annotations

from doelgroep.model.node import Op, Part, Statistic
from doelgroep.reading import english_nouns
from doelgroep.reading.english_times import TIMES
from doelgroep.reading.words import Amounts, Feature, Form, Forms, Intro, Logic, Nouns, Pair, Rows, Together, Words


def _with(text: str) -> Feature:
    return Feature(Intro.WITH, text)


def _without(text: str) -> Feature:
    return Feature(Intro.WITHOUT, text)


def _where(text: str) -> Feature:
    return Feature(Intro.WHERE, text)


def _bare(text: str) -> Feature:
    return Feature(Intro.BARE, text)


def _whose(said: str, said_not: str, rows: Pair) -> Form:
    """A sentence about the field: the label is its subject."""
    return Form(clause=f"whose {said}", clause_not=f"whose {said_not}", line=said, line_not=said_not, rows=rows)


def _having(yes: str, no: str) -> Pair:
    return Pair(Feature(Intro.TOGETHER, yes), Feature(Intro.TOGETHER, no))


FORMS = Forms(
    text=_whose("{label} {is} {value}", "{label} {is} not {value}", Pair(_with("{label} {value}"), _with("{a}{label} that {is} not {value}"))),
    among=Form(
        clause="who have {value} among their {label}",
        clause_not="who do not have {value} among their {label}",
        line="{value} among the {label}",
        line_not="not {value} among the {label}",
        rows=Pair(_with("{value} among the {label}"), _without("{value} among the {label}")),
    ),
    contains=_whose(
        "{label} {contains} {value}", "{label} {does} not contain {value}", Pair(_with("{value} in the {label}"), _without("{value} in the {label}"))
    ),
    starts=_whose(
        "{label} {starts} with {value}",
        "{label} {does} not start with {value}",
        Pair(_with("{a}{label} starting with {value}"), _where("the {label} {does} not start with {value}")),
    ),
    ends=_whose(
        "{label} {ends} with {value}",
        "{label} {does} not end with {value}",
        Pair(_with("{a}{label} ending with {value}"), _where("the {label} {does} not end with {value}")),
    ),
    pattern=_whose(
        "{label} {fits} the pattern {value}",
        "{label} {does} not fit the pattern {value}",
        Pair(_with("{a}{label} fitting the pattern {value}"), _where("the {label} {does} not fit the pattern {value}")),
    ),
    number=_whose("{label} {is} {amount}", "{label} {is} {other}", Pair(_with("{a}{label} of {amount}"), _with("{a}{label} that {is} {other}"))),
    equal=_whose("{label} {is} {amount}", "{label} {is} {other}", Pair(_with("{a}{label} of {amount}"), _with("{a}{label} that {is} {other}"))),
    count=Form(
        clause="who have {amount} {label}",
        clause_not="who do not have {amount} {label}",
        line="{amount} {label}",
        line_not="not {amount} {label}",
        rows=Pair(_with("{amount} {label}"), _without("{amount} {label}")),
    ),
    answer=Form(
        clause="who have {value} for {label}",
        clause_not="who do not have {value} for {label}",
        line="{label} {is} {value}",
        line_not="{label} {is} not {value}",
        rows=Pair(_with("{value} for {label}"), _without("{value} for {label}")),
    ),
    given=Form(
        clause="who have given {label}",
        clause_not="who have not given {label}",
        line="{label} given",
        line_not="{label} not given",
        rows=Pair(_with("{label} given"), _without("{label} given")),
    ),
    refused=Form(
        clause="who have refused {label}",
        clause_not="who have not refused {label}",
        line="{label} refused",
        line_not="{label} not refused",
        rows=Pair(_with("{label} refused"), _without("{label} refused")),
    ),
    dated=_whose("{label} {is} {when}", "{label} {is} not {when}", Pair(_with("{a}{label} {when}"), _where("the {label} is not {when}"))),
    birthday=_whose("birthday is {when}", "birthday is not {when}", Pair(_with("a birthday {when}"), _where("the birthday is not {when}"))),
    anniversary=Form(
        clause="for whom the anniversary of {label} is {when}",
        clause_not="for whom the anniversary of {label} is not {when}",
        line="anniversary of {label} {when}",
        line_not="anniversary of {label} not {when}",
        rows=Pair(_with("the anniversary of {label} {when}"), _where("the anniversary of {label} is not {when}")),
    ),
    near=_whose("{label} {is} {value}", "{label} {is} not {value}", Pair(_with("{a}{label} {value}"), _where("the {label} is not {value}"))),
    missing=_whose("{label} {is} missing", "{label} {is} known", Pair(_where("the {label} {is} missing"), _where("the {label} {is} known"))),
    same=_whose(
        "{label} {is} the same as {value}",
        "{label} {is} not the same as {value}",
        Pair(_where("the {label} {is} the same as {value}"), _where("the {label} {is} not the same as {value}")),
    ),
)

TOGETHER = Together(
    number=Pair(_with("a number of {amount}"), _with("a number that is {other}")),
    total=_having("a total {label} of {amount}", "a total {label} that is {other}"),
    total_count=_having("a total of {amount} {label}", "a total of {label} that is {other}"),
    average=_having("an average {label} of {amount}", "an average {label} that is {other}"),
    average_count=_having("an average of {amount} {label}", "an average of {label} that is {other}"),
    lowest=_having("{amount} as the lowest {label}", "a lowest {label} that is {other}"),
    highest=_having("{amount} as the highest {label}", "a highest {label} that is {other}"),
    different=_having("{amount} {noun} for {label}", "a number of different values for {label} that is {other}"),
    days=Pair(_bare("on {amount} {noun}"), _bare("on a number of different days that is {other}")),
    months=Pair(_bare("in {amount} {noun}"), _bare("in a number of different months that is {other}")),
    first=Pair(Feature(Intro.OF_WHICH, "the first {is} {when}"), Feature(Intro.OF_WHICH, "the first {is} not {when}")),
    latest=Pair(Feature(Intro.OF_WHICH, "the latest {is} {when}"), Feature(Intro.OF_WHICH, "the latest {is} not {when}")),
    dated=Pair(Feature(Intro.OF_WHICH, "the {label} {is} {when}"), Feature(Intro.OF_WHICH, "the {label} {is} not {when}")),
    missing=Pair(Feature(Intro.OF_WHICH, "the {label} is missing"), Feature(Intro.OF_WHICH, "the {label} is known")),
    same=Pair(Feature(Intro.OF_WHICH, "the {label} is the same as {value}"), Feature(Intro.OF_WHICH, "the {label} is not the same as {value}")),
)

_MORE_OR_LESS = {Op.LE: "at most {}", Op.GT: "more than {}", Op.GE: "at least {}"}
NUMBERS = Amounts(
    compare={Op.EQ: "{}", Op.LT: "less than {}", **_MORE_OR_LESS},
    not_equal="not {}",
    between="between {} and {}",
    not_between="not between {} and {}",
    none_of="not {}",
)
COUNTS = Amounts(
    compare={Op.EQ: "exactly {}", Op.LT: "fewer than {}", **_MORE_OR_LESS},
    not_equal="fewer or more than {}",
    between="{} to {}",
    not_between="fewer than {} or more than {}",
    none_of="any number but {}",
)

ROWS = Rows(
    have="who have {rows}{per}{when}{with_}{after}",
    have_none="who have no {rows}{per}{when}{with_}{after}",
    have_not="who do not have {rows}{per}{when}{with_}{after}",
    line="{rows}{per}{when}{with_}{after}",
    line_none="no {rows}{per}{when}{with_}{after}",
    line_not="not: {rows}{per}{when}{with_}{after}",
    first="the {which} of whose {rows} is one{when}{with_}",
    first_not="the {which} of whose {rows}, if any, is not one{when}{with_}",
    line_first="the {which} of all {rows} is one{when}{with_}",
    line_first_not="the {which} of all {rows}, if any, is not one{when}{with_}",
    which_first="very first",
    which_latest="very latest",
    position=Pair(Feature(Intro.THAT, "are the {which} of all"), Feature(Intro.THAT, "are not the {which} of all")),
    zero_or_more="zero or more {}",
    at_least_one_and="at least one and {}",
    once="{} {}",
    per=" of one and the same {}",
    per_among=" with one and the same value among the {}",
    per_day=" on one and the same day",
    per_part={
        Part.WEEKDAY: " on one and the same weekday",
        Part.HOUR: " in one and the same hour of the day",
        Part.MONTH: " in one and the same month of the year",
        Part.YEAR: " in one and the same year",
    },
    per_season=" in one and the same season",
    not_all="other than those ({})",
)

LOGIC = Logic(
    customers="Customers {}.",
    everybody="All customers.",
    nobody="No customers.",
    and_="and",
    or_="or",
    last_and=", and ",
    last_or=", or ",
    among_those="who are not among those ({})",
    segment="who are in segment {}",
    segment_not="who are not in segment {}",
    segment_named="{} ({})",
    segment_line="in segment {}",
    segment_line_not="not in segment {}",
    always="who are anybody",
    never="who do not exist",
    all_of="all of these",
    any_of="at least one of these",
    none_of="none of these",
    not_all_of="not all of these",
)

NOUNS = Nouns(
    is_plural=english_nouns.is_plural,
    singular=english_nouns.singular,
    article=english_nouns.article,
    loose_ends=frozenset({"on", "up", "at", "since", "by", "until", "before", "after"}),
    named_date="'{}' date",
    dates=("date", "day"),
    consents=("consent", "permission", "opt-in"),
)

WORDS = Words(
    forms=FORMS,
    together=TOGETHER,
    numbers=NUMBERS,
    counts=COUNTS,
    or_missing="{} (or missing)",
    times=TIMES,
    rows=ROWS,
    logic=LOGIC,
    nouns=NOUNS,
    intros={
        Intro.LIMIT: "",
        Intro.TIME: "",
        Intro.BARE: "",
        Intro.EITHER: "",
        Intro.WITH: "with",
        Intro.WITHOUT: "without",
        Intro.THAT: "that",
        Intro.WHERE: "where",
        Intro.TOGETHER: "that together have",
        Intro.OF_WHICH: "of which",
    },
    verbs={
        "is": ("is", "are"),
        "was": ("was", "were"),
        "does": ("does", "do"),
        "contains": ("contains", "contain"),
        "starts": ("starts", "start"),
        "ends": ("ends", "end"),
        "fits": ("fits", "fit"),
    },
    statistic={
        Statistic.COUNT: "number with {}",
        Statistic.SUM: "total {}",
        Statistic.MIN: "lowest {}",
        Statistic.MAX: "highest {}",
        Statistic.DISTINCT: "number of different values for {}",
        Statistic.FIRST: "first {}",
        Statistic.LAST: "latest {}",
    },
    value_names=("value", "values"),
    different="different {}",
    number_of="number",
    number_of_days="number of different days",
    number_of_months="number of different months",
    average="average {}",
    earliest="earliest {}",
    latest="latest {}",
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
    of="{1} {0}",
    their="their {}",
    key="customer number",
    no_data="{} (no data)",
    yes="yes",
    no="no",
    one="one",
    km="{} km",
    miles="{} miles",
    metres="{} m",
    place="within {} of ({}, {})",
    decimal_point=".",
    grouping=",",
)
