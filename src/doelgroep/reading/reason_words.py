"""What a language must be able to say about reasons: frozen tables, as in `words`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonWords:
    """Phrases about what was found and what would change the answer."""

    member: str
    not_member: str
    headers: tuple[str, str, str]
    found: str
    """A condition and what was found."""
    missing: str
    nothing: str
    """An empty list."""
    away: str
    all_rows: str
    some_rows: str
    no_rows: str
    """Rows there are, but none that passes."""
    not_the_row: str
    """There is one, and it does not pass."""
    no_rows_at_all: str
    statistics: str
    """What was found, and the statistics behind it."""
    over_rows: str
    """A statistic and how many rows it was taken over."""
    row: str
    more_rows: str
    nearest: str
    is_first: str
    """Needed of a row: it is the very first."""
    is_not_first: str
    group: str
    """One of the groups of PER: `{label}` `{key}`."""
    no_group: str
    groups: str
    best_group: str
    statistic_of: str
    """A statistic of rows."""
    first_of: str
    latest_of: str
    now: str
    enter_one: str
    enter_all: str
    enter_any: str
    leave_one: str
    leave_all: str
    leave_any: str
    all_of: str
    any_of: str
    more_ways: str
    never: str


ENGLISH = ReasonWords(
    member="Customer {} is in the segment.",
    not_member="Customer {} is not in the segment.",
    headers=("condition", "holds", "found"),
    found="{}: {}",
    missing="missing",
    nothing="nothing",
    away="{} away",
    all_rows="{count} {rows}",
    some_rows="{count} of {total} {rows}",
    no_rows="none of {total} {rows}",
    not_the_row="0 of 1 {rows}",
    no_rows_at_all="no {rows}",
    statistics="{}; {}",
    over_rows="{}, over {}",
    row="{}: {}",
    more_rows="and {} more before that",
    nearest="nearest: {}; needed: {}",
    is_first="it is the {}",
    is_not_first="it is not the {}",
    group="{label} {key}: {found}",
    no_group="no value of {label}",
    groups="{count} of {total} values of {label}",
    best_group="none of {total} values of {label}",
    statistic_of="{0} of the {1}",
    first_of="the first of the {}",
    latest_of="the latest of the {}",
    now="{}, now {}",
    enter_one="Would be in the segment if: {}.",
    enter_all="Would be in the segment if all of these hold:",
    enter_any="Would be in the segment if one of these holds:",
    leave_one="Would leave the segment if: {}.",
    leave_all="Would leave the segment if all of these hold:",
    leave_any="Would leave the segment if one of these holds:",
    all_of="all of these:",
    any_of="one of these:",
    more_ways="or {} more",
    never="No change of these conditions would turn the answer around.",
)

DUTCH = ReasonWords(
    member="Klant {} zit in het segment.",
    not_member="Klant {} zit niet in het segment.",
    headers=("voorwaarde", "klopt", "gevonden"),
    found="{}: {}",
    missing="ontbreekt",
    nothing="niets",
    away="{} ver",
    all_rows="{count} {rows}",
    some_rows="{count} van {total} {rows}",
    no_rows="geen van {total} {rows}",
    not_the_row="0 van 1 {rows}",
    no_rows_at_all="geen {rows}",
    statistics="{}; {}",
    over_rows="{}, over {}",
    row="{}: {}",
    more_rows="en nog {} daarvoor",
    nearest="dichtstbij: {}; nodig: {}",
    is_first="het is de {}",
    is_not_first="het is niet de {}",
    group="{label} {key}: {found}",
    no_group="geen waarde bij {label}",
    groups="{count} van {total} waarden bij {label}",
    best_group="geen van {total} waarden bij {label}",
    statistic_of="{0} van {1}",
    first_of="de eerste van de {}",
    latest_of="de laatste van de {}",
    now="{}, nu {}",
    enter_one="Zou in het segment zitten als geldt: {}.",
    enter_all="Zou in het segment zitten als dit allemaal geldt:",
    enter_any="Zou in het segment zitten als een hiervan geldt:",
    leave_one="Zou uit het segment vallen als geldt: {}.",
    leave_all="Zou uit het segment vallen als dit allemaal geldt:",
    leave_any="Zou uit het segment vallen als een hiervan geldt:",
    all_of="dit allemaal:",
    any_of="een hiervan:",
    more_ways="of nog {} andere",
    never="Geen verandering van deze voorwaarden keert het antwoord om.",
)

REASON_WORDS: Mapping[str, ReasonWords] = {"en": ENGLISH, "nl": DUTCH}
