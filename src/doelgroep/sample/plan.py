"""Who plays which part: the planted truths, dealt out over all customers at once in exact numbers.

Every customer has one role; what they need, which channel they react to and in which arm of an experiment they are is dealt out apart from that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Self

import numpy as np

from doelgroep.sample.draws import Part, chance, stream

if TYPE_CHECKING:
    from doelgroep.sample.calendar import Calendar
    from doelgroep.sample.draws import Bools, Ints
    from doelgroep.sample.rhythm import Rhythm


class Role(IntEnum):
    """The one storyline of a customer."""

    ORDINARY = 0
    SHAMPOO = 1
    """Buys shampoo, never conditioner."""
    MONTHLY = 2
    """Buys one product every month."""
    AMBASSADOR = 3
    """Buys often, is satisfied, recommends."""
    COSTLY = 4
    """Buys a lot, sends most of it back, and calls."""
    STOPPED = 5
    """Bought every month, and then nothing any more."""
    SILENT = 6
    """Does nothing at all."""
    TILL = 7
    """Bought the till's own 'shampoo ', and neither shampoo nor conditioner otherwise."""


class Need(IntEnum):
    """What a respondent of the survey wants."""

    UNKNOWN = 0
    PRICE = 1
    SERVICE = 2
    RELIABILITY = 3


class Reach(IntEnum):
    """The channel that a customer reacts to."""

    EMAIL = 0
    SMS = 1
    POST = 2


class Arm(IntEnum):
    """The arm of the campaign."""

    NONE = 0
    MESSAGE = 1
    CONTROL = 2


class TrialArm(IntEnum):
    """The arm of the channel trial; one less is the `Reach` that it tries."""

    NONE = 0
    EMAIL = 1
    SMS = 2
    POST = 3
    CONTROL = 4


ROLES = {Role.SHAMPOO: 50, Role.MONTHLY: 20, Role.AMBASSADOR: 30, Role.COSTLY: 10, Role.STOPPED: 40, Role.SILENT: 100, Role.TILL: 1}
"""Customers per thousand."""
RESPONDENTS = 120
"""Customers per thousand who answer the survey."""
NEEDS = {Need.PRICE: 450, Need.SERVICE: 300}
"""Respondents per thousand; the others want reliability."""
REACHES = {Reach.SMS: 250, Reach.POST: 200}
"""Customers per thousand; the others react to e-mail."""
CAMPAIGN = 100
"""Customers per thousand in the campaign, half of them (rounded down) in the arm that gets the message."""
CAMPAIGN_BUY_ANYWAY = 80
"""Participants per thousand who buy with and without the message."""
CAMPAIGN_PERSUADED = 50
"""Participants per thousand who buy with the message only: the true effect."""
TRIAL = 80
"""Customers per thousand in the channel trial, a quarter of them (rounded down) in each arm but the control group, which has the others."""
TRIAL_MATCH = 18
"""Percent chance to buy of those who get the message in the channel that they react to."""
TRIAL_OTHER = 4
"""Percent chance to buy of all others in the trial."""


def share(size: int, per_thousand: int) -> int:
    """That many per thousand, rounded down."""
    return size * per_thousand // 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is dealt out, an entry per customer."""

    role: Ints
    need: Ints
    reach: Ints
    arm: Ints
    campaign_buys: Bools
    """Whether they buy in the 28 days of the campaign, given their arm."""
    trial_arm: Ints
    trial_buys: Bools

    def part(self, first: int, after: int) -> Self:
        """The story of the customers from `first` up to but not including `after`."""
        arrays = {name: getattr(self, name)[first:after] for name in self.__slots__}
        return type(self)(**{name: each if each.dtype == np.bool_ else each.astype(np.int64) for name, each in arrays.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that the chunks of a shop have in common."""

    customers: int
    seed: int
    calendar: Calendar
    rhythm: Rhythm
    story: Story


def company_count(customers: int) -> int:
    """One company for every hundred customers, at least one."""
    return max(1, customers // 100)


def deal(seed: int, customers: int) -> Story:
    """The roles of everybody, small numbers for few bytes per customer."""
    rng = stream(seed, Part.PLAN)
    order = rng.permutation(customers)
    role = np.zeros(customers, np.int8)
    taken = 0
    for each, per_thousand in ROLES.items():
        role[order[taken : taken + share(customers, per_thousand)]] = each
        taken += share(customers, per_thousand)
    reach = _parts(rng.permutation(customers), [share(customers, each) for each in REACHES.values()], list(REACHES))
    campaign, trial = np.split(order[taken : taken + share(customers, CAMPAIGN) + share(customers, TRIAL)], [share(customers, CAMPAIGN)])
    arm, campaign_buys = _campaign(rng, customers, campaign)
    trial_arm, trial_buys = _trial(rng, customers, trial, reach)
    return Story(role=role, need=_needs(rng, role), reach=reach, arm=arm, campaign_buys=campaign_buys, trial_arm=trial_arm, trial_buys=trial_buys)


def _parts(order: Ints, sizes: list[int], codes: list[int], rest: int = 0, size: int | None = None) -> Ints:
    """The first so many of the order get the first code, and so on; `size` is for an order of some of them only."""
    dealt = np.zeros(len(order) if size is None else size, np.int8)
    dealt[order] = rest
    for chosen, code in zip(np.split(order, np.cumsum(sizes)), codes, strict=False):
        dealt[chosen] = code
    return dealt


def _needs(rng: np.random.Generator, role: Ints) -> Ints:
    able = rng.permutation(np.flatnonzero(role != Role.SILENT))
    respondents = able[: share(len(role), RESPONDENTS)]
    sizes = [share(len(respondents), each) for each in NEEDS.values()]
    return _parts(respondents, sizes, list(NEEDS), Need.RELIABILITY, len(role))


def _campaign(rng: np.random.Generator, customers: int, participants: Ints) -> tuple[Ints, Bools]:
    """Arms, and who buys: participants are of three kinds, dealt out before and apart from the arms."""
    size = len(participants)
    kinds = rng.permutation(participants)
    anyway, persuaded, _ = np.split(kinds, np.cumsum([share(size, CAMPAIGN_BUY_ANYWAY), share(size, CAMPAIGN_PERSUADED)]))
    arm = _parts(participants, [size // 2], [Arm.MESSAGE], Arm.CONTROL, customers)
    buys = np.zeros(customers, np.bool_)
    buys[anyway] = True
    buys[persuaded] = arm[persuaded] == Arm.MESSAGE
    return arm, buys


def _trial(rng: np.random.Generator, customers: int, participants: Ints, reach: Ints) -> tuple[Ints, Bools]:
    sizes = [len(participants) // 4] * 3
    arm = _parts(participants, sizes, [TrialArm.EMAIL, TrialArm.SMS, TrialArm.POST], TrialArm.CONTROL, customers)
    matched = arm[participants] == reach[participants] + 1
    buys = np.zeros(customers, np.bool_)
    buys[participants] = chance(rng, np.where(matched, TRIAL_MATCH, TRIAL_OTHER) / 100, len(participants))
    return arm, buys
