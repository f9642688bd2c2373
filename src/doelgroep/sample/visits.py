"""Visits to the web shop: on the way to an order, and just to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.sample.draws import SLOTS, Part, chance, owners, pick, stream
from doelgroep.sample.exact import regular_and_gone
from doelgroep.sample.orders import TILL
from doelgroep.sample.plan import Role
from doelgroep.sample.products import assortment
from doelgroep.sample.rhythm import DAY, Hours, at_hours, busyness, spread_days

if TYPE_CHECKING:
    from doelgroep.sample.draws import Bools, Floats, Ints
    from doelgroep.sample.orders import Orders
    from doelgroep.sample.people import Crowd
    from doelgroep.sample.plan import Plan

DEVICES = ("mobile", "desktop", "tablet")
SOURCES = ("direct", "search", "newsletter", "instagram", "tiktok", "comparison", "affiliate")
_SOURCE_WEIGHTS = (30, 32, 16, 9, 4, 6, 3)
PAGES = (*assortment().categories[:-1], "Home", "Service", "Aanbiedingen")
"""Categories of products and other kinds of pages."""
_OTHER_PAGES = (0.18, 0.05, 0.08)
_BEFORE_ORDER = 0.55
_PER_YEAR = 3.6
_BREADTH = 0.6
"""The smaller, the more the customers differ in how often they look around."""
_OWN_DEVICE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """An entry per visit."""

    customer: Ints
    moment: Ints
    page: Ints
    device: Ints
    source: Ints
    seconds: Ints


def draw_visits(plan: Plan, crowd: Crowd, orders: Orders, busy: Bools, chunk: int) -> Visits:
    """All visits of a crowd. `busy`: who has other rows already; of the others, all but the silent ones look in at least once."""
    rng = stream(plan.seed, Part.VISITS, chunk)
    before_order = np.flatnonzero((orders.channel != TILL) & chance(rng, _BEFORE_ORDER, len(orders.customer)))
    buying = np.maximum(orders.moment[before_order] - rng.integers(90, 1500, len(before_order)), orders.day[before_order] * DAY)
    looking, days = _looking_around(rng, plan, crowd)
    extra, extra_days = _looking_in(rng, plan, crowd, orders, busy | (np.bincount(looking, minlength=crowd.size) > 0))
    moment = at_hours(plan.rhythm, rng, np.concatenate((days, extra_days)), Hours.WEB)
    customer = np.concatenate((orders.customer[before_order], looking, extra))
    order = np.argsort(customer, kind="stable")
    return _described(rng, crowd, customer[order], np.concatenate((buying, moment))[order])


def _looking_around(rng: np.random.Generator, plan: Plan, crowd: Crowd) -> tuple[Ints, Ints]:
    years: Floats = busyness(plan.rhythm, crowd.active_first, crowd.active_last) / 365
    keenness = rng.gamma(_BREADTH, _PER_YEAR / _BREADTH, crowd.size)
    customer = owners(np.minimum(rng.poisson(keenness * years), 500))
    return customer, spread_days(plan.rhythm, crowd.active_first[customer], crowd.active_last[customer], rng.random(len(customer)))


def _looking_in(rng: np.random.Generator, plan: Plan, crowd: Crowd, orders: Orders, busy: Bools) -> tuple[Ints, Ints]:
    """One visit of those without any row, and one in the quiet time of those who would else have quietly stopped by accident."""
    back = regular_and_gone(plan, crowd, orders.customer, orders.day) & ~crowd.is_role(Role.STOPPED)
    customer = np.flatnonzero(back | ~(busy | crowd.is_role(Role.SILENT)))
    first = np.where(back, plan.calendar.quiet.first, crowd.active_first)[customer]
    return customer, rng.integers(first, plan.calendar.last + 1)


def _described(rng: np.random.Generator, crowd: Crowd, customer: Ints, moment: Ints) -> Visits:
    size = len(customer)
    shop = assortment()
    others = len(PAGES) - len(_OTHER_PAGES)
    page = shop.of_taste[crowd.taste[customer], rng.integers(0, SLOTS, size)]
    kind = pick(rng, (*_OTHER_PAGES, 1 - sum(_OTHER_PAGES)), size)
    return Visits(
        customer=customer,
        moment=moment,
        page=np.where(kind < len(_OTHER_PAGES), others + kind, page),
        device=np.where(chance(rng, _OWN_DEVICE, size), crowd.device[customer], rng.integers(0, len(DEVICES), size)),
        source=pick(rng, _SOURCE_WEIGHTS, size),
        seconds=np.clip(np.exp(rng.normal(4.4, 1.1, size)), 2, 7200).astype(np.int64),
    )
