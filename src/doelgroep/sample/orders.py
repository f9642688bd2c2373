"""When customers order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.sample.draws import MISSING, Part, owners, pick, ranks, stream
from doelgroep.sample.plan import Arm, Role, TrialArm
from doelgroep.sample.rhythm import DAY, Hours, at_hours, busyness, spread_days

if TYPE_CHECKING:
    from doelgroep.sample.calendar import Period
    from doelgroep.sample.draws import Bools, Ints
    from doelgroep.sample.people import Crowd
    from doelgroep.sample.plan import Plan

ORDER_CHANNELS = ("web", "app", "till")
WEB, APP, TILL = range(3)
MOST_ORDERS = 400
"""Of one customer in one year."""
_CHANNELS_BY_DEVICE = ((50, 40, 10), (85, 2, 13), (70, 10, 20))
_STEADY_DAYS = 26
"""The monthly order of a month falls on its first so many days."""
_MOMENTS = 1 << 40
"""More than any moment: room for the number of a customer above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """An entry per order, by customer and then by time."""

    customer: Ints
    """Position in the crowd."""
    moment: Ints
    steady: Bools
    """One of the orders that somebody places every month."""
    channel: Ints
    rank: Ints
    """The number of the order at its customer, from 0."""

    @property
    def day(self) -> Ints:
        """The local day."""
        return self.moment // DAY


def draw_orders(plan: Plan, crowd: Crowd, chunk: int) -> Orders:
    """All orders of a chunk: what customers do of themselves, what their role asks for, and what the experiments brought about."""
    rng = stream(plan.seed, Part.ORDERS, chunk)
    own, own_days = _own_orders(plan, crowd, rng)
    kept = ~_in_experiment(plan, crowd, own, own_days)
    steady, steady_days = _steady_orders(plan, crowd, rng)
    bought, bought_days = _experiment_orders(plan, crowd, rng)
    customer = np.concatenate((own[kept], steady, bought))
    days = np.concatenate((own_days[kept], steady_days, bought_days))
    is_steady = np.repeat((False, True, False), (int(kept.sum()), len(steady), len(bought)))
    channel = _channels(rng, crowd, customer)
    moment = at_hours(plan.rhythm, rng, days, Hours.WEB)
    at_till = channel == TILL
    moment[at_till] = at_hours(plan.rhythm, rng, days[at_till], Hours.TILL)
    order = np.argsort(customer * _MOMENTS + moment, kind="stable")
    customer = customer[order]
    return Orders(
        customer=customer,
        moment=moment[order],
        steady=is_steady[order],
        channel=channel[order],
        rank=ranks(np.bincount(customer, minlength=crowd.size)),
    )


def _channels(rng: np.random.Generator, crowd: Crowd, customer: Ints) -> Ints:
    """Where each order is placed; those with the role of the till are always there."""
    device = crowd.device[customer]
    channel = np.zeros(len(customer), np.int64)
    for number, weights in enumerate(_CHANNELS_BY_DEVICE):
        of_device = np.flatnonzero(device == number)
        channel[of_device] = pick(rng, weights, len(of_device))
    channel[crowd.is_role(Role.TILL)[customer]] = TILL
    return channel


def _own_orders(plan: Plan, crowd: Crowd, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Orders of the last year and of the time before."""
    year, story = plan.calendar.year, crowd.story
    first, last = np.maximum(crowd.active_first, year.first), crowd.active_last.copy()
    last[story.role == Role.COSTLY] -= 35  # what they send back must come back before the end
    count = np.minimum(rng.poisson(crowd.rate * busyness(plan.rhythm, first, last)), MOST_ORDERS)
    count = _by_role(rng, story.role, count)
    recent = _spread(plan, crowd, rng, count, first, last)
    before = np.minimum(crowd.active_last, year.first - 1)
    earlier_count = rng.poisson(crowd.rate * busyness(plan.rhythm, crowd.active_first, before))
    earlier = _spread(plan, crowd, rng, earlier_count, crowd.active_first, before)
    return np.concatenate((recent[0], earlier[0])), np.concatenate((recent[1], earlier[1]))


def _by_role(rng: np.random.Generator, role: Ints, count: Ints) -> Ints:
    """The orders of the last year that a role needs at least."""
    more = rng.poisson(3.0, len(role))
    needed = {Role.SHAMPOO: 2, Role.AMBASSADOR: 10, Role.COSTLY: 12, Role.TILL: 1}
    for each, least in needed.items():
        count = np.where(role == each, least + more, count)
    return count


def _spread(plan: Plan, crowd: Crowd, rng: np.random.Generator, count: Ints, first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Customers and days of so many orders each: evenly for regular customers, else as it comes."""
    customer, number = owners(count), ranks(count)
    share = rng.random(len(customer))
    share = np.where(crowd.regular[customer], (number + share) / np.maximum(count[customer], 1), share)
    return customer, spread_days(plan.rhythm, first[customer], last[customer], share)


def _in_experiment(plan: Plan, crowd: Crowd, customer: Ints, days: Ints) -> Bools:
    """Orders of participants in the time in which the effect is measured; the experiment itself says who buys then."""
    story = crowd.story
    campaign = (story.arm[customer] != Arm.NONE) & _within(plan.calendar.campaign, days)
    both: Bools = campaign | ((story.trial_arm[customer] != TrialArm.NONE) & _within(plan.calendar.trial, days))
    return both


def _within(period: Period, days: Ints) -> Bools:
    inside: Bools = (days >= period.first) & (days <= period.last)
    return inside


def _experiment_orders(plan: Plan, crowd: Crowd, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """One order, from the day after the message on, of everybody who buys."""
    groups = ((crowd.story.campaign_buys, plan.calendar.campaign), (crowd.story.trial_buys, plan.calendar.trial))
    buyers = [np.flatnonzero(buys) for buys, _ in groups]
    days = [rng.integers(period.first + 1, period.last + 1, len(each)) for each, (_, period) in zip(buyers, groups, strict=True)]
    return np.concatenate(buyers), np.concatenate(days)


def _steady_orders(plan: Plan, crowd: Crowd, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """One order in each whole month: of those who buy something every month, and of those who stopped until they did."""
    calendar = plan.calendar
    starts = _month_starts(plan)
    wanted = [(Role.MONTHLY, calendar.first, calendar.last), (Role.STOPPED, calendar.year.first, calendar.quiet.first - 1)]
    customers, days = [], []
    for role, first, last in wanted:
        whole = starts[(starts >= first) & (starts + _STEADY_DAYS - 1 <= last)]
        members = np.flatnonzero(crowd.story.role == role)
        customer, start = np.repeat(members, len(whole)), np.tile(whole, len(members))
        favourite = np.repeat(rng.integers(0, _STEADY_DAYS - 4, len(members)), len(whole))
        day = start + favourite + rng.integers(0, 5, len(customer))
        known = start >= crowd.active_first[customer]
        customers.append(customer[known])
        days.append(day[known])
    return np.concatenate(customers), np.concatenate(days)


def _month_starts(plan: Plan) -> Ints:
    """The first days of the months that begin in the history."""
    starts = np.unique(plan.rhythm.month).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return starts[starts >= plan.calendar.first]


def has_company(crowd: Crowd, customer: Ints) -> Bools:
    """Which of the customers buy for a company."""
    found: Bools = crowd.company[customer] != MISSING
    return found
