"""What is in the orders: categories that go together, favourite products, prices and discounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.sample.draws import SLOTS, Part, chance, owners, pick, ranks, stream, tally
from doelgroep.sample.exact import only_one_every_month, pair_shampoo, serve_at_till
from doelgroep.sample.orders import TILL, has_company
from doelgroep.sample.plan import Role
from doelgroep.sample.products import assortment

if TYPE_CHECKING:
    from doelgroep.sample.draws import Floats, Ints
    from doelgroep.sample.orders import Orders
    from doelgroep.sample.people import Crowd
    from doelgroep.sample.plan import Plan

_LINES = (34, 27, 17, 10, 6, 3, 2, 1)
"""Weights of orders with one line, two lines ..."""
_TOGETHER = 0.5
"""How often the second of two lines goes with the first one."""
_FAVOURITE = 0.45
"""How often a customer takes their favourite product of the category."""
_QUANTITIES = (78, 15, 4, 2, 1)
_BIG_REVENUE = 620_00
"""What a costly customer spends in the last year at least, in cents."""
_SHIPPING = (4_25, 5_95)
"""What the carrier asks for a parcel of up to three lines, and of more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """An entry per order line, in the order of the orders; money in cents."""

    order: Ints
    """Position in the orders."""
    customer: Ints
    day: Ints
    number: Ints
    """From 1, in the order."""
    product: Ints
    quantity: Ints
    price: Ints
    discount: Ints
    shipping: Ints

    @property
    def net(self) -> Ints:
        """What the customer pays for the goods."""
        paid: Ints = self.quantity * self.price - self.discount
        return paid


def draw_baskets(plan: Plan, crowd: Crowd, orders: Orders, chunk: int) -> Lines:
    """The lines of the orders."""
    rng = stream(plan.seed, Part.BASKETS, chunk)
    count = 1 + pick(rng, _LINES, len(orders.customer))
    order, number = owners(count), ranks(count)
    customer = orders.customer[order]
    staple = rng.choice(assortment().staples, crowd.size)
    steady = orders.steady[order] & (number == 0) & crowd.is_role(Role.MONTHLY)[customer]
    category = _categories(rng, crowd, customer, number)
    category[steady] = assortment().category[staple[customer[steady]]]
    category = pair_shampoo(crowd, customer, category)
    product = _products(rng, crowd, customer, category)
    product[steady] = staple[customer[steady]]
    product = serve_at_till(crowd, customer, product)
    product = only_one_every_month(plan, crowd, customer, orders.day[order], product)
    return _priced(rng, plan, crowd, orders, (order, number, product))


def _categories(rng: np.random.Generator, crowd: Crowd, customer: Ints, number: Ints) -> Ints:
    """By taste; every second line goes with the one before now and then."""
    shop = assortment()
    own: Ints = shop.of_taste[crowd.taste[customer], rng.integers(0, SLOTS, len(customer))]
    paired = np.flatnonzero((number % 2 == 1) & chance(rng, _TOGETHER, len(customer)))
    own[paired] = shop.companion[own[paired - 1], rng.integers(0, SLOTS, len(paired))]
    return own


def _products(rng: np.random.Generator, crowd: Crowd, customer: Ints, category: Ints) -> Ints:
    """A product of the category: the customer's favourite one, or another that suits their purse."""
    favourite = ((crowd.number[customer] * 2_654_435_761 + category * 40_503) >> 7) % SLOTS
    slot = np.where(chance(rng, _FAVOURITE, len(customer)), favourite, rng.integers(0, SLOTS, len(customer)))
    chosen: Ints = assortment().choice[crowd.tier[customer], category, slot]
    return chosen


def _priced(rng: np.random.Generator, plan: Plan, crowd: Crowd, orders: Orders, rows: tuple[Ints, Ints, Ints]) -> Lines:
    order, number, product = rows
    customer, day = orders.customer[order], orders.day[order]
    quantity = 1 + pick(rng, _QUANTITIES, len(order))
    quantity = np.where(has_company(crowd, customer), quantity * rng.integers(2, 9, len(order)), quantity)
    price = _prices(plan, product, day)
    percent = _percent_off(rng, plan, crowd, orders)[order]
    in_year = day >= plan.calendar.year.first
    quantity = _big_enough(crowd, customer, quantity, in_year * quantity * price * (100 - percent) // 100)
    return Lines(
        order=order,
        customer=customer,
        day=day,
        number=number + 1,
        product=product,
        quantity=quantity,
        price=price,
        discount=quantity * price * percent // 100,
        shipping=_shipping(orders, order, number),
    )


def _prices(plan: Plan, product: Ints, day: Ints) -> Ints:
    """Today's list price, less for each year ago (never below 85 %), to five cents."""
    years: Floats = (plan.calendar.last - day) / 365
    then = assortment().price[product] * np.maximum(1 - 0.02 * np.floor(years * 2) / 2, 0.85)
    return np.ceil(then / 5).astype(np.int64) * 5


def _percent_off(rng: np.random.Generator, plan: Plan, crowd: Crowd, orders: Orders) -> Ints:
    """Per order: in a sale, on the first order, for companies; at most 25."""
    size = len(orders.customer)
    on_sale = plan.rhythm.sale[plan.rhythm.at(orders.day)] & chance(rng, 0.6, size)
    code = np.where(chance(rng, np.where(crowd.tier[orders.customer] == 0, 0.25, 0.06), size), 10, 0)
    new = (orders.rank == 0) & (crowd.active_first[orders.customer] > plan.calendar.first) & chance(rng, 0.4, size)
    percent = np.where(new, 15, np.where(on_sale, 20, code))
    return np.where(has_company(crowd, orders.customer), 12, percent)


def _big_enough(crowd: Crowd, customer: Ints, quantity: Ints, net: Ints) -> Ints:
    """Costly customers buy a lot: their quantities are multiplied until their last year reaches the amount. `net` is 0 before that."""
    costly = crowd.is_role(Role.COSTLY)
    revenue = tally(customer, crowd.size, net)
    factor = np.where(costly, -(-_BIG_REVENUE // np.maximum(revenue, 1)), 1)
    return quantity * np.maximum(factor, 1)[customer]


def _shipping(orders: Orders, order: Ints, number: Ints) -> Ints:
    """What sending the order costs the shop, on its first line; nothing for what is bought at the till."""
    lines = np.bincount(order, minlength=len(orders.customer))
    cost = np.where(lines > 3, _SHIPPING[1], _SHIPPING[0])
    cost[orders.channel == TILL] = 0
    return np.where(number == 0, cost[order], 0)
