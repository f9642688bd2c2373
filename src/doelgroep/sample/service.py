"""What comes back and who calls: returns and contacts with the service desk, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Self

import numpy as np

from doelgroep.sample.draws import Part, chance, owners, pick, stream, tally
from doelgroep.sample.plan import Role
from doelgroep.sample.products import assortment
from doelgroep.sample.rhythm import DAY, Hours, at_hours, busyness, spread_days

if TYPE_CHECKING:
    from doelgroep.sample.baskets import Lines
    from doelgroep.sample.calendar import Period
    from doelgroep.sample.draws import Bools, Floats, Ints
    from doelgroep.sample.people import Crowd
    from doelgroep.sample.plan import Plan

RETURN_REASONS = ("not_as_expected", "damaged", "wrong_product", "skin_reaction", "changed_mind", "too_late")
_RETURN_WEIGHTS = (30, 16, 10, 12, 26, 6)
_RETURNED = 0.045
_RETURNED_BY_COSTLY = 0.75
SUPPORT_CHANNELS = ("chat", "phone", "email", "whatsapp", "store")
_SUPPORT_WEIGHTS = (32, 26, 22, 14, 6)
SUPPORT_REASONS = ("where_is_my_order", "return", "product_advice", "payment", "complaint", "account")
_REASON_WEIGHTS = (34, 18, 18, 10, 12, 8)
_CONTACTS_PER_YEAR = 0.22
_CONTACTS_OF_COSTLY = 6
MINUTE_COST = 80
"""What a minute of the service desk costs, in cents."""
BIG_REVENUE = 600_00
"""Who buys for so much in the last year is a big buyer; in cents."""
MANY_RETURNS = 200_00
"""Who sends back so much in the last year and takes up so many `MANY_MINUTES` costs money; in cents."""
MANY_MINUTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Rows of customers; all arrays have an entry per row."""

    customer: Ints
    moment: Ints

    def only(self, kept: Bools) -> Self:
        """Some of the rows."""
        return replace(self, **{each.name: getattr(self, each.name)[kept] for each in fields(self)})

    @property
    def day(self) -> Ints:
        """The local day."""
        return self.moment // DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns(_Rows):
    """What was sent back; the amount in cents."""

    line: Ints
    """Position in the order lines."""
    quantity: Ints
    amount: Ints
    reason: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Support(_Rows):
    """Contacts with the service desk."""

    channel: Ints
    reason: Ints
    minutes: Ints


def draw_service(plan: Plan, crowd: Crowd, lines: Lines, chunk: int) -> tuple[Lines, Returns, Support]:
    """Returns and contacts, such that of the big buyers just the costly ones lose money; and the lines again, some of them without shipping cost."""
    support = _draw_support(plan, crowd, lines, chunk)
    rng = stream(plan.seed, Part.RETURNS, chunk)
    back = chance(rng, np.where(crowd.is_role(Role.COSTLY)[lines.customer], _RETURNED_BY_COSTLY, _RETURNED), len(lines.order))
    returns = _returns(plan, crowd, lines, np.flatnonzero(back), chunk)
    weak = crowd.is_role(Role.COSTLY) & ~_costs_money(plan.calendar.year, crowd, lines, returns, support)
    back |= weak[lines.customer] & (lines.day >= plan.calendar.year.first)
    returns = _returns(plan, crowd, lines, np.flatnonzero(back), chunk)
    return _spare_the_others(plan.calendar.year, crowd, lines, returns, support)


def _returns(plan: Plan, crowd: Crowd, lines: Lines, line: Ints, chunk: int) -> Returns:
    """Returns of these lines, as far as they come back in time; costly customers send back the whole line."""
    rng = stream(plan.seed, Part.RETURN_DETAILS, chunk)
    customer = lines.customer[line]
    quantity = np.where(crowd.is_role(Role.COSTLY)[customer], lines.quantity[line], rng.integers(1, lines.quantity[line] + 1))
    days = lines.day[line] + rng.integers(3, 22, len(line))
    rows = Returns(
        customer=customer,
        moment=at_hours(plan.rhythm, rng, days, Hours.OFFICE),
        line=line,
        quantity=quantity,
        amount=lines.net[line] * quantity // lines.quantity[line],
        reason=pick(rng, _RETURN_WEIGHTS, len(line)),
    )
    return rows.only(days <= crowd.end[customer])


def _draw_support(plan: Plan, crowd: Crowd, lines: Lines, chunk: int) -> Support:
    """Contacts: more for those who order more; costly customers call often and long."""
    rng = stream(plan.seed, Part.SUPPORT, chunk)
    costly = crowd.is_role(Role.COSTLY)
    first = np.where(costly, np.maximum(crowd.active_first, plan.calendar.year.first), crowd.active_first)
    expected: Floats = busyness(plan.rhythm, first, crowd.active_last) / 365 * _CONTACTS_PER_YEAR + 0.03 * tally(lines.customer, crowd.size)
    count = rng.poisson(np.where(crowd.active_last < first, 0.0, np.minimum(expected, 40)))
    count = np.where(costly, _CONTACTS_OF_COSTLY + rng.poisson(3.0, crowd.size), count)
    customer = owners(count)
    days = spread_days(plan.rhythm, first[customer], crowd.active_last[customer], rng.random(len(customer)))
    minutes = np.clip(np.exp(rng.normal(1.6, 0.7, len(customer))), 1, 90).astype(np.int64)
    return Support(
        customer=customer,
        moment=at_hours(plan.rhythm, rng, days, Hours.OFFICE),
        channel=pick(rng, _SUPPORT_WEIGHTS, len(customer)),
        reason=pick(rng, _REASON_WEIGHTS, len(customer)),
        minutes=np.where(costly[customer], minutes + MANY_MINUTES // _CONTACTS_OF_COSTLY, minutes),
    )


def _costs_money(year: Period, crowd: Crowd, lines: Lines, returns: Returns, support: Support) -> Bools:
    """Who loses money in the last year, and sends back and asks a lot."""
    sums = (contribution(year, crowd, lines, returns, support) < 0, _sent_back(year, crowd, returns), _minutes(year, crowd, support))
    found: Bools = sums[0] & (sums[1] >= MANY_RETURNS) & (sums[2] >= MANY_MINUTES)
    return found


def revenue(year: Period, crowd: Crowd, lines: Lines) -> Ints:
    """What each customer paid for goods in the last year, in cents."""
    return tally(lines.customer, crowd.size, lines.net * (lines.day >= year.first))


def contribution(year: Period, crowd: Crowd, lines: Lines, returns: Returns, support: Support) -> Ints:
    """Revenue of the last year less goods, shipping, what was paid back, and the service desk; what comes back can't be sold again. In cents."""
    costs = (assortment().cost[lines.product] * lines.quantity + lines.shipping) * (lines.day >= year.first)
    service = _sent_back(year, crowd, returns) + _minutes(year, crowd, support) * MINUTE_COST
    return revenue(year, crowd, lines) - tally(lines.customer, crowd.size, costs) - service


def _sent_back(year: Period, crowd: Crowd, returns: Returns) -> Ints:
    return tally(returns.customer, crowd.size, returns.amount * (returns.day >= year.first))


def _minutes(year: Period, crowd: Crowd, support: Support) -> Ints:
    return tally(support.customer, crowd.size, support.minutes * (support.day >= year.first))


def _spare_the_others(year: Period, crowd: Crowd, lines: Lines, returns: Returns, support: Support) -> tuple[Lines, Returns, Support]:
    """Others who would be big buyers at a loss, or send back and ask a lot, do neither; if small parcels are to blame, they cost nothing."""
    big = ~crowd.is_role(Role.COSTLY) & (revenue(year, crowd, lines) >= BIG_REVENUE)
    losing = big & (contribution(year, crowd, lines, returns, support) < 0)
    busy = ~crowd.is_role(Role.COSTLY) & (_sent_back(year, crowd, returns) >= MANY_RETURNS) & (_minutes(year, crowd, support) >= MANY_MINUTES)
    spared = losing | busy
    returns, support = returns.only(~spared[returns.customer]), support.only(~spared[support.customer])
    collecting = big & (contribution(year, crowd, lines, returns, support) < 0)
    return replace(lines, shipping=np.where(collecting[lines.customer], 0, lines.shipping)), returns, support
