"""Events that customers attended, and what they downloaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.sample.draws import Part, owners, pick, stream
from doelgroep.sample.rhythm import DAY, Hours, at_hours, busyness, spread_days

if TYPE_CHECKING:
    from doelgroep.sample.draws import Floats, Ints
    from doelgroep.sample.people import Crowd
    from doelgroep.sample.plan import Plan

EVENTS = ("Workshop zeep maken", "Open dag", "Avond over huidverzorging", "Kerstmarkt", "Webinar droog haar")
CITIES = ("Utrecht", "Amsterdam", "Rotterdam", "Zwolle", "Eindhoven", "Groningen")
_EVENT_EVERY = 17
"""Days between two events."""
_ATTENDED_PER_YEAR = 0.05

DOWNLOADS = {
    "Gids voor de gevoelige huid": "huid",
    "Plasticvrij in de badkamer": "duurzaam",
    "Tien recepten voor zeep": "zelf maken",
    "Haar in de winter": "haar",
    "Slapen met een baby": "baby",
    "Schoonmaken zonder chloor": "duurzaam",
    "Inkopen voor de salon": "zakelijk",
}
"""Titles with their topics."""
_DOWNLOAD_WEIGHTS = (24, 22, 10, 20, 10, 10, 4)
_DOWNLOADED_PER_YEAR = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """An entry per customer and event."""

    customer: Ints
    moment: Ints
    event: Ints
    city: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """An entry per download."""

    customer: Ints
    moment: Ints
    title: Ints


def draw_meetings(plan: Plan, crowd: Crowd, chunk: int) -> tuple[Attended, Downloads]:
    """Events and downloads of a crowd."""
    rng = stream(plan.seed, Part.MEETINGS, chunk)
    return _attended(rng, plan, crowd), _downloads(rng, plan, crowd)


def _happens(rng: np.random.Generator, plan: Plan, crowd: Crowd, per_year: float) -> tuple[Ints, Ints]:
    """Customers and days of something that happens so many times a year."""
    years: Floats = busyness(plan.rhythm, crowd.active_first, crowd.active_last) / 365
    customer = owners(rng.poisson(years * per_year))
    days = spread_days(plan.rhythm, crowd.active_first[customer], crowd.active_last[customer], rng.random(len(customer)))
    return customer, days


def _attended(rng: np.random.Generator, plan: Plan, crowd: Crowd) -> Attended:
    """Everybody goes to the event before the day drawn, if they were customers then; a customer goes to an event once."""
    customer, days = _happens(rng, plan, crowd, _ATTENDED_PER_YEAR)
    number = np.unique(np.column_stack((customer, (days - plan.calendar.first) // _EVENT_EVERY)), axis=0)
    day = plan.calendar.first + number[:, 1] * _EVENT_EVERY
    known = day >= crowd.active_first[number[:, 0]]
    customer, event, day = number[known, 0], number[known, 1], day[known]
    start = day * DAY + (13 + event % 7) * 3600
    return Attended(customer=customer, moment=start + rng.integers(-600, 900, len(customer)), event=event % len(EVENTS), city=event % len(CITIES))


def _downloads(rng: np.random.Generator, plan: Plan, crowd: Crowd) -> Downloads:
    customer, days = _happens(rng, plan, crowd, _DOWNLOADED_PER_YEAR)
    return Downloads(customer=customer, moment=at_hours(plan.rhythm, rng, days, Hours.WEB), title=pick(rng, _DOWNLOAD_WEIGHTS, len(customer)))
