"""Dutch.

Labels come without their gender, so no phrase needs one: "een leeftijd van minstens 30 hebben", "als plaats 'Delft' hebben", "bij wie plaats
ontbreekt".
"Geen" makes the exact complement: who has no age at all has "geen leeftijd van minstens 30" either.
"""

from __future__ import annotations

from doelgroep.model.node import Op, Part, Statistic
from doelgroep.reading import dutch_nouns
from doelgroep.reading.dutch_times import TIMES
from doelgroep.reading.words import Amounts, Feature, Form, Forms, Intro, Logic, Nouns, Pair, Rows, Together, Words


def _with(text: str) -> Feature:
    return Feature(Intro.WITH, text)


def _without(text: str) -> Feature:
    return Feature(Intro.WITHOUT, text)


def _where(text: str) -> Feature:
    return Feature(Intro.WHERE, text)


def _having(noun: str, line: str, line_not: str, where_not: str) -> Form:
    """A noun phrase that a customer has, or has not; and the sentences that stand alone."""
    return Form(
        clause=f"die {{a}}{noun} hebben",
        clause_not=f"die geen {noun} hebben",
        line=line,
        line_not=line_not,
        rows=Pair(_with(f"{{a}}{noun}"), _where(where_not)),
    )


def _with_whom(said: str, said_not: str, line: str, line_not: str) -> Form:
    """A sentence about the field, with the verb at its end; and the sentences that stand alone."""
    pair = Pair(_where(said), _where(said_not))
    return Form(clause=f"bij wie {said}", clause_not=f"bij wie {said_not}", line=line, line_not=line_not, rows=pair)


def _together(yes: str) -> Pair:
    """The complement is in the amount."""
    return Pair(Feature(Intro.TOGETHER, yes), Feature(Intro.TOGETHER, yes.replace("{amount}", "{other}")))


FORMS = Forms(
    text=Form(
        clause="die als {label} {value} hebben",
        clause_not="die niet als {label} {value} hebben",
        line="{label} {is} {value}",
        line_not="{label} {is} niet {value}",
        rows=Pair(_with("{label} {value}"), _where("{label} niet {value} {is}")),
    ),
    among=Form(
        clause="die {value} bij hun {label} hebben",
        clause_not="die {value} niet bij hun {label} hebben",
        line="{value} bij de {label}",
        line_not="{value} niet bij de {label}",
        rows=Pair(_with("{value} bij de {label}"), _without("{value} bij de {label}")),
    ),
    contains=Form(
        clause="bij wie {label} {value} {contains}",
        clause_not="bij wie {label} geen {value} {contains}",
        line="{label} {contains} {value}",
        line_not="{label} {contains} geen {value}",
        rows=Pair(_with("{value} in {label}"), _without("{value} in {label}")),
    ),
    starts=_with_whom(
        "{label} met {value} {starts}", "{label} niet met {value} {starts}", "{label} {starts} met {value}", "{label} {starts} niet met {value}"
    ),
    ends=_with_whom("{label} op {value} {ends}", "{label} niet op {value} {ends}", "{label} {ends} op {value}", "{label} {ends} niet op {value}"),
    pattern=_with_whom(
        "{label} bij het patroon {value} {fits}",
        "{label} niet bij het patroon {value} {fits}",
        "{label} {fits} bij het patroon {value}",
        "{label} {fits} niet bij het patroon {value}",
    ),
    number=_having("{label} van {amount}", "{label} {is} {amount}", "{label} {is} {other}", "{label} niet {amount} {is}"),
    equal=Form(
        clause="die {a}{label} van {amount} hebben",
        clause_not="die niet als {label} {amount} hebben",
        line="{label} {is} {amount}",
        line_not="{label} {is} {other}",
        rows=Pair(_with("{a}{label} van {amount}"), _where("{label} niet {amount} {is}")),
    ),
    count=Form(
        clause="die {amount} {label} hebben",
        clause_not="die niet {amount} {label} hebben",
        line="{amount} {label}",
        line_not="niet {amount} {label}",
        rows=Pair(_with("{amount} {label}"), _without("{amount} {label}")),
    ),
    answer=Form(
        clause="die {value} hebben bij {label}",
        clause_not="die geen {value} hebben bij {label}",
        line="{label} {is} {value}",
        line_not="{label} {is} niet {value}",
        rows=Pair(_with("{value} bij {label}"), _without("{value} bij {label}")),
    ),
    given=Form(
        clause="die {label} hebben gegeven",
        clause_not="die geen {label} hebben gegeven",
        line="{label} gegeven",
        line_not="geen {label} gegeven",
        rows=Pair(_with("gegeven {label}"), _without("gegeven {label}")),
    ),
    refused=Form(
        clause="die {label} hebben geweigerd",
        clause_not="die {label} niet hebben geweigerd",
        line="{label} geweigerd",
        line_not="{label} niet geweigerd",
        rows=Pair(_with("geweigerde {label}"), _without("geweigerde {label}")),
    ),
    dated=_having("{label} {when}", "{label} {is} {when}", "{label} {is} niet {when}", "{label} niet {when} {is}"),
    birthday=Form(
        clause="die {when} jarig zijn",
        clause_not="die {when} niet jarig zijn",
        line="jarig {when}",
        line_not="niet jarig {when}",
        rows=Pair(_with("een verjaardag {when}"), _where("verjaardag niet {when} is")),
    ),
    anniversary=Form(
        clause="die {when} de jaardag van {label} hebben",
        clause_not="die {when} niet de jaardag van {label} hebben",
        line="jaardag van {label} {when}",
        line_not="jaardag van {label} niet {when}",
        rows=Pair(_with("de jaardag van {label} {when}"), _where("de jaardag van {label} niet {when} is")),
    ),
    near=_having("{label} {value}", "{label} {lies} {value}", "{label} {lies} niet {value}", "{label} niet {value} {lies}"),
    missing=_with_whom("{label} {misses}", "{label} bekend {is}", "{label} {misses}", "{label} {is} bekend"),
    same=_with_whom(
        "{label} gelijk {is} aan {value}",
        "{label} niet gelijk {is} aan {value}",
        "{label} {is} gelijk aan {value}",
        "{label} {is} niet gelijk aan {value}",
    ),
)

TOGETHER = Together(
    number=Pair(_with("een aantal van {amount}"), _with("een aantal van {other}")),
    total=_together("samen {a}{label} van {amount}"),
    total_count=_together("samen {amount} {label}"),
    average=_together("gemiddeld {a}{label} van {amount}"),
    average_count=_together("gemiddeld {amount} {label}"),
    lowest=_together("als laagste {label} {amount}"),
    highest=_together("als hoogste {label} {amount}"),
    different=_together("{amount} {noun} bij {label}"),
    days=Pair(Feature(Intro.BARE, "op {amount} {noun}"), Feature(Intro.BARE, "op {other} {noun}")),
    months=Pair(Feature(Intro.BARE, "in {amount} {noun}"), Feature(Intro.BARE, "in {other} {noun}")),
    first=Pair(Feature(Intro.OF_WHICH, "de eerste {when} was"), Feature(Intro.OF_WHICH, "de eerste niet {when} was")),
    latest=Pair(Feature(Intro.OF_WHICH, "de laatste {when} was"), Feature(Intro.OF_WHICH, "de laatste niet {when} was")),
    dated=Pair(Feature(Intro.OF_WHICH, "{label} {when} is"), Feature(Intro.OF_WHICH, "{label} niet {when} is")),
    missing=Pair(Feature(Intro.OF_WHICH, "{label} ontbreekt"), Feature(Intro.OF_WHICH, "{label} bekend is")),
    same=Pair(Feature(Intro.OF_WHICH, "{label} gelijk is aan {value}"), Feature(Intro.OF_WHICH, "{label} niet gelijk is aan {value}")),
)

_MORE_OR_LESS = {Op.LT: "minder dan {}", Op.LE: "hoogstens {}", Op.GT: "meer dan {}", Op.GE: "minstens {}"}
NUMBERS = Amounts(
    compare={Op.EQ: "{}", **_MORE_OR_LESS},
    not_equal="iets anders dan {}",
    between="{} tot en met {}",
    not_between="minder dan {} of meer dan {}",
    none_of="iets anders dan {}",
)
COUNTS = Amounts(
    compare={Op.EQ: "precies {}", **_MORE_OR_LESS},
    not_equal="minder of meer dan {}",
    between="{} tot en met {}",
    not_between="minder dan {} of meer dan {}",
    none_of="een ander aantal dan {}",
)

ROWS = Rows(
    have="die{when} {rows}{per}{with_} hebben{after}",
    have_none="die{when} geen {rows}{per}{with_} hebben{after}",
    have_not="die niet{when} {rows}{per}{with_} hebben{after}",
    line="{rows}{per}{when}{with_}{after}",
    line_none="geen {rows}{per}{when}{with_}{after}",
    line_not="niet: {rows}{per}{when}{with_}{after}",
    first="van wie de {which} van alle {rows} er een is{when}{with_}",
    first_not="van wie de {which} van alle {rows}, als die er is, er niet een is{when}{with_}",
    line_first="de {which} van alle {rows} is er een{when}{with_}",
    line_first_not="de {which} van alle {rows}, als die er is, is er niet een{when}{with_}",
    which_first="allereerste",
    which_latest="allerlaatste",
    position=Pair(Feature(Intro.THAT, "de {which} van alle zijn"), Feature(Intro.THAT, "niet de {which} van alle zijn")),
    zero_or_more="nul of meer {}",
    at_least_one_and="minstens één en {}",
    once="{} keer {}",
    per=" van eenzelfde {}",
    per_among=" met eenzelfde waarde bij de {}",
    per_day=" op eenzelfde dag",
    per_part={
        Part.WEEKDAY: " op eenzelfde weekdag",
        Part.HOUR: " in eenzelfde uur van de dag",
        Part.MONTH: " in eenzelfde maand van het jaar",
        Part.YEAR: " in eenzelfde jaar",
    },
    per_season=" in eenzelfde seizoen",
    not_all="anders dan die ({})",
)

LOGIC = Logic(
    customers="Klanten {}.",
    everybody="Alle klanten.",
    nobody="Geen klanten.",
    and_="en",
    or_="of",
    last_and=" en ",
    last_or=" of ",
    among_those="die niet horen bij degenen ({})",
    segment="die in segment {} zitten",
    segment_not="die niet in segment {} zitten",
    segment_named="{} ({})",
    segment_line="in segment {}",
    segment_line_not="niet in segment {}",
    always="wie dan ook",
    never="die niet bestaan",
    all_of="al deze voorwaarden",
    any_of="minstens één hiervan",
    none_of="geen van deze",
    not_all_of="niet al deze voorwaarden",
)

NOUNS = Nouns(
    is_plural=dutch_nouns.is_plural,
    singular=dutch_nouns.singular,
    article=dutch_nouns.article,
    loose_ends=frozenset({"op", "sinds", "tot", "vanaf", "om", "voor", "na"}),
    named_date="datum '{}'",
    dates=("datum", "dag"),
    consents=("toestemming", "machtiging", "opt-in"),
)

WORDS = Words(
    forms=FORMS,
    together=TOGETHER,
    numbers=NUMBERS,
    counts=COUNTS,
    or_missing="{} (of ontbrekend)",
    times=TIMES,
    rows=ROWS,
    logic=LOGIC,
    nouns=NOUNS,
    intros={
        Intro.LIMIT: "",
        Intro.TIME: "",
        Intro.BARE: "",
        Intro.EITHER: "",
        Intro.WITH: "met",
        Intro.WITHOUT: "zonder",
        Intro.THAT: "die",
        Intro.WHERE: "waarbij",
        Intro.TOGETHER: "met",
        Intro.OF_WHICH: "waarvan",
    },
    verbs={
        "is": ("is", "zijn"),
        "was": ("was", "waren"),
        "contains": ("bevat", "bevatten"),
        "starts": ("begint", "beginnen"),
        "ends": ("eindigt", "eindigen"),
        "lies": ("ligt", "liggen"),
        "fits": ("past", "passen"),
        "misses": ("ontbreekt", "ontbreken"),
    },
    statistic={
        Statistic.COUNT: "aantal met {}",
        Statistic.SUM: "totaal aan {}",
        Statistic.MIN: "laagste {}",
        Statistic.MAX: "hoogste {}",
        Statistic.DISTINCT: "aantal verschillende waarden bij {}",
        Statistic.FIRST: "eerste {}",
        Statistic.LAST: "laatste {}",
    },
    value_names=("waarde", "waarden"),
    different="verschillende {}",
    number_of="aantal",
    number_of_days="aantal verschillende dagen",
    number_of_months="aantal verschillende maanden",
    average="gemiddelde van {}",
    earliest="vroegste {}",
    latest="laatste {}",
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
    of="{0} van {1}",
    their="hun {}",
    key="klantnummer",
    no_data="{} (geen gegevens)",
    yes="ja",
    no="nee",
    one="één",
    km="{} km",
    miles="{} mijl",
    metres="{} m",
    place="binnen {} van ({}, {})",
    decimal_point=",",
    grouping=".",
)
