"""What keeps the planted truths exact: nobody else meets them by accident.

Each function changes as few rows as it can, before anything else is built on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.sample.draws import firsts, tally
from doelgroep.sample.plan import Role
from doelgroep.sample.products import SURPRISE, TILL_SHAMPOO, assortment

if TYPE_CHECKING:
    from doelgroep.sample.draws import Bools, Ints
    from doelgroep.sample.people import Crowd
    from doelgroep.sample.plan import Plan

REGULAR_MONTHS = 6
"""Who buys a product in so many months of six buys it every month; who orders in so many months is a regular customer."""
_CHANGED_MONTH = 2
"""The month of the six in which somebody who would buy a product every month by accident gets another one."""


def pair_shampoo(crowd: Crowd, customer: Ints, category: Ints) -> Ints:
    """Whoever buys shampoo buys conditioner too, but for those whose role it is never to do so.

    Of several shampoos without a conditioner the last one becomes a conditioner; a single one becomes a shower gel.
    """
    shampoo, conditioner, shower = (assortment().categories.index(each) for each in ("Shampoo", "Conditioner", "Douche"))
    planted, till = crowd.is_role(Role.SHAMPOO)[customer], crowd.is_role(Role.TILL)[customer]
    category = np.where(planted & (category == conditioner), shampoo, category)
    category = np.where(till & ((category == shampoo) | (category == conditioner)), shower, category)
    shampoos, conditioners = (tally(customer[category == each], crowd.size) for each in (shampoo, conditioner))
    lines = tally(customer, crowd.size)
    without = crowd.is_role(Role.SHAMPOO) & (shampoos == 0) & (lines > 0)
    category[firsts(lines)[without]] = shampoo
    unpaired = (shampoos > 0) & (conditioners == 0) & ~crowd.is_role(Role.SHAMPOO)
    last = _lasts(np.flatnonzero((category == shampoo) & unpaired[customer]), customer)
    category[last] = np.where(shampoos[customer[last]] > 1, conditioner, shower)
    return category


def _lasts(rows: Ints, customer: Ints) -> Ints:
    """The last of the rows of each customer."""
    owner = customer[rows]
    last: Ints = rows[owner != np.append(owner[1:], -1)]
    return last


def serve_at_till(crowd: Crowd, customer: Ints, product: Ints) -> Ints:
    """The first line of those with the role of the till is the till's own shampoo."""
    lines = tally(customer, crowd.size)
    product[firsts(lines)[crowd.is_role(Role.TILL) & (lines > 0)]] = assortment().product(TILL_SHAMPOO)
    return product


def only_one_every_month(plan: Plan, crowd: Crowd, customer: Ints, day: Ints, product: Ints) -> Ints:
    """Nobody but those whose role it is buys the same product in each of the six months: the others get a surprise in one of them."""
    calendar = plan.calendar
    inside = (day >= calendar.months.first) & (day <= calendar.months.last) & ~crowd.is_role(Role.MONTHLY)[customer]
    often = tally(customer[inside], crowd.size) >= REGULAR_MONTHS
    rows = np.flatnonzero(inside & often[customer])
    month = plan.rhythm.month[plan.rhythm.at(day[rows])]
    month -= plan.rhythm.month[plan.rhythm.at(np.array([calendar.months.first]))]
    products = len(assortment().products)
    pair = customer[rows] * products + product[rows]
    pairs, months = np.unique(np.unique(pair * REGULAR_MONTHS + month) // REGULAR_MONTHS, return_counts=True)
    changed = rows[np.isin(pair, pairs[months == REGULAR_MONTHS]) & (month == _CHANGED_MONTH)]
    product[changed] = assortment().product(SURPRISE)
    return product


def regular_and_gone(plan: Plan, crowd: Crowd, customer: Ints, day: Ints) -> Bools:
    """Who ordered in at least six months of the last year and not at all in the quiet time."""
    calendar = plan.calendar
    before = (day >= calendar.year.first) & (day < calendar.quiet.first)
    month = plan.rhythm.month[plan.rhythm.at(day[before])]
    months_seen = np.unique(customer[before] * (plan.rhythm.month.max() + 1) + month) // (plan.rhythm.month.max() + 1)
    gone = tally(customer[day >= calendar.quiet.first], crowd.size) == 0
    found: Bools = (tally(months_seen, crowd.size) >= REGULAR_MONTHS) & gone
    return found
