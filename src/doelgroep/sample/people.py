"""The customers of one chunk: all about them that decides what they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.sample.draws import MISSING, Part, blank, chance, pick, pick_by, stream
from doelgroep.sample.places import places
from doelgroep.sample.plan import Arm, Need, Reach, Role, TrialArm

if TYPE_CHECKING:
    from doelgroep.sample.companies import Companies
    from doelgroep.sample.draws import Bools, Floats, Ints
    from doelgroep.sample.plan import Plan, Story

_COUNTRY_SHARES = {"NL": 0.93, "BE": 0.05, "DE": 0.02}
_AGES = {Reach.EMAIL: (46, 12), Reach.SMS: (29, 8), Reach.POST: (67, 10)}
"""Mean and spread of the age of those who react to a channel."""
YOUNGEST, OLDEST = 18, 95
_BUSINESS = 0.05
_SHARED_HOUSEHOLD = 0.14
_TASTES_BY_AGE = ((12, 8, 10, 22, 42, 6), (18, 34, 14, 18, 8, 8), (14, 14, 18, 16, 4, 34))
"""Weights of the tastes for those under 32, under 55 and older."""
_TIERS_BY_TASTE = ((2, 5, 3), (4, 5, 1), (0, 3, 7), (8, 2, 0), (3, 5, 2), (3, 5, 2))
_CHILDREN = ((80, 12, 6, 2), (30, 25, 32, 13), (78, 12, 8, 2))
_DEVICES_BY_AGE = ((78, 18, 4), (52, 36, 12), (28, 42, 30))
_ORDERS_PER_YEAR = 3.3
_RATE_SHAPE = 0.9
"""The smaller, the more the customers differ in how often they buy."""
_LIFETIME_DAYS = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """The customers of a chunk; an entry per customer in every array. Codes may be `MISSING` where that is said."""

    number: Ints
    """From 0, over the whole shop."""
    story: Story
    birth_day: Ints
    age_group: Ints
    """0 under 32, 1 under 55, 2 older."""
    gender: Ints
    """0 female, 1 male, 2 other."""
    place: Ints
    household: Ints
    """The position in the chunk of the first customer of the household."""
    children: Ints
    taste: Ints
    tier: Ints
    device: Ints
    company: Ints
    """`MISSING` for a person."""
    signup_day: Ints
    active_first: Ints
    active_last: Ints
    """Before `active_first` for those who do nothing in the history."""
    end: Ints
    """The last day on which anything is heard of them, such as a return or a review of what they did before."""
    rate: Floats
    """Orders per average day."""
    regular: Bools
    """Whether they order at even intervals."""
    email_consent: Ints
    """1, 0 or `MISSING`: never asked. So are the other consents."""
    sms_consent: Ints
    post_consent: Ints
    phone_consent: Ints

    @property
    def size(self) -> int:
        """How many customers there are."""
        return len(self.number)

    def is_role(self, role: Role) -> Bools:
        """Who has that role."""
        found: Bools = self.story.role == role
        return found


def draw_crowd(plan: Plan, companies: Companies, chunk: int, first: int, after: int) -> Crowd:
    """The customers from `first` up to but not including `after`."""
    rng = stream(plan.seed, Part.PEOPLE, chunk)
    story = plan.story.part(first, after)
    size = after - first
    plain = (story.role == Role.ORDINARY) & (story.arm == Arm.NONE) & (story.trial_arm == TrialArm.NONE)
    company = np.where(plain & chance(rng, _BUSINESS, size), rng.integers(0, len(companies.place), size), MISSING)
    birth_day, age_group = _ages(rng, plan, story)
    taste = pick_by(rng, _TASTES_BY_AGE, age_group)
    place, household = _homes(rng, companies, company)
    signup = _signups(rng, plan, story, plain)
    active_first, active_last = _active(rng, plan, story, signup)
    return Crowd(
        number=np.arange(first, after),
        story=story,
        birth_day=birth_day,
        age_group=age_group,
        gender=pick(rng, (0.63, 0.355, 0.015), size),
        place=place,
        household=household,
        children=pick_by(rng, _CHILDREN, age_group)[household],
        taste=taste,
        tier=pick_by(rng, _TIERS_BY_TASTE, taste),
        device=pick_by(rng, _DEVICES_BY_AGE, age_group),
        company=company,
        signup_day=signup,
        active_first=active_first,
        active_last=active_last,
        end=np.where(story.role == Role.STOPPED, plan.calendar.quiet.first - 1, plan.calendar.last),
        rate=_rates(rng, story, company),
        regular=chance(rng, 0.4, size),
        **_consents(rng, story),
    )


def _ages(rng: np.random.Generator, plan: Plan, story: Story) -> tuple[Ints, Ints]:
    means = np.array([each[0] for each in _AGES.values()])
    spreads = np.array([each[1] for each in _AGES.values()])
    age = np.clip(rng.normal(means[story.reach], spreads[story.reach]), YOUNGEST + 0.1, OLDEST - 0.1)
    return plan.calendar.last - (age * 365.25).astype(np.int64), np.digitize(age, (32, 55))


def place_weights() -> list[float]:
    """How likely each place is: by inhabitants, and by the share of its country."""
    totals = {country: sum(each.inhabitants for each in places() if each.country == country) for country in _COUNTRY_SHARES}
    return [each.inhabitants / totals[each.country] * _COUNTRY_SHARES[each.country] for each in places()]


def _homes(rng: np.random.Generator, companies: Companies, company: Ints) -> tuple[Ints, Ints]:
    """Places and households: some people live with the customer before them, a business customer is where the company is."""
    size = len(company)
    person = company == MISSING
    joins = person & np.concatenate(([False], person[:-1])) & chance(rng, _SHARED_HOUSEHOLD, size)
    household = np.maximum.accumulate(np.where(joins, 0, np.arange(size)))
    own = pick(rng, place_weights(), size)
    return np.where(person, own, companies.place[company])[household], household


def _signups(rng: np.random.Generator, plan: Plan, story: Story, plain: Bools) -> Ints:
    """Those who take part in a planted truth have been customers for more than a year."""
    size = len(plain)
    last = plan.calendar.last
    recent = plain & (story.need == Need.UNKNOWN) & chance(rng, 0.35, size)
    days_ago = np.minimum(380 + rng.exponential(900, size), 3650).astype(np.int64)
    return np.where(recent, last - rng.integers(1, 366, size), last - days_ago)


def _active(rng: np.random.Generator, plan: Plan, story: Story, signup: Ints) -> tuple[Ints, Ints]:
    last = plan.calendar.last
    lifetime = 20 + rng.exponential(_LIFETIME_DAYS, len(signup)).astype(np.int64)
    first = np.maximum(signup + 1, plan.calendar.first)
    until = np.where(story.role == Role.ORDINARY, np.minimum(signup + lifetime, last), last)
    until[story.role == Role.STOPPED] = plan.calendar.quiet.first - 1
    until[story.role == Role.SILENT] = signup[story.role == Role.SILENT]
    return first, until


def _rates(rng: np.random.Generator, story: Story, company: Ints) -> Floats:
    """Heavy-tailed for ordinary customers; the others have a role to play instead."""
    rate = rng.gamma(_RATE_SHAPE, _ORDERS_PER_YEAR / _RATE_SHAPE, len(company))
    rate = np.where(company == MISSING, rate, rate * 1.6)
    return np.where(story.role == Role.ORDINARY, np.minimum(rate, 60), 3.0) / 365


def _consents(rng: np.random.Generator, story: Story) -> dict[str, Ints]:
    size = len(story.role)
    trial = story.trial_arm != TrialArm.NONE
    asked = {"email_consent": (0.66, 0.06), "sms_consent": (0.38, 0.25), "post_consent": (0.55, 0.20), "phone_consent": (0.16, 0.45)}
    given = {name: blank(rng, chance(rng, yes, size).astype(np.int64), missing) for name, (yes, missing) in asked.items()}
    given["email_consent"][(story.arm != Arm.NONE) | trial] = 1
    given["sms_consent"][trial] = 1
    given["post_consent"][trial] = 1
    return given
